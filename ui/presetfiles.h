// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/mixture.h"

#include <functional>
#include <QObject>

class QAction;
class QMenu;
class QMessageBox;
class QWidget;

namespace moa {

class MixtureDocument;

/** New, open, save: the way of a document to and from preset files, with its dialogs. */
class PresetFiles : public QObject
{
    Q_OBJECT

public:
    /// @p window is the dialogs' parent; @p document outlives this.
    PresetFiles(MixtureDocument *document, QWidget *window);

    QAction *newMixture; ///< Ctrl+N
    QAction *open; ///< Ctrl+O
    QAction *save; ///< Ctrl+S
    QAction *saveAs; ///< Ctrl+Shift+S
    QMenu *bundled; ///< the presets that ship with the program

    /// A file, or the name of a bundled preset. A failure is told in a dialog.
    void load(const QString &nameOrPath);
    /// The mixture's name or its file's, for titles.
    [[nodiscard]] QString title() const;
    /// What tells this preset from others: its file's whole path, or that of a bundled preset in
    /// the program; empty for a new mixture.
    [[nodiscard]] const QString &source() const { return m_source; }
    /// Asks about unsaved changes, if there are any, and goes on with @p proceed unless the
    /// person cancels.
    void whenSaved(const std::function<void()> &proceed);

Q_SIGNALS:
    /// Another mixture is in the document.
    void loaded();
    /// The document's mixture is in a file now, as source() says.
    void saved();
    void titleChanged();

private:
    void choosePreset();
    void chooseTarget(const std::function<void()> &proceed);
    void saveThen(const std::function<void()> &proceed);
    [[nodiscard]] bool write(const QString &path);
    void show(const Mixture &mixture, const QString &source);
    void tell(const QString &title, const QString &sentence);

    MixtureDocument *m_document;
    QWidget *m_window;
    QString m_source;
    QString m_path; ///< empty: never saved, or bundled
};

} // namespace moa
