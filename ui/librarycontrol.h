// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "items/presetlibrarymodel.h"
#include "ui/commandpalette.h"

#include <memory>
#include <QObject>

class QAction;
class QMimeData;
class QWidget;

namespace moa {

class LibraryPage;
class PresetFiles;
class PresetLibrary;

/**
 * The way of the main window to its library, and of files to both: one that is dropped onto the
 * window is opened; of several, each becomes a preset of the person's own.
 */
class LibraryControl : public QObject
{
    Q_OBJECT

public:
    /// @p own: the folder of the person's own presets. @p files outlives this; @p window takes
    /// drops from now on.
    LibraryControl(PresetFiles *files, const QString &own, QWidget *window);
    ~LibraryControl() override;

    QAction *action; ///< Ctrl+Shift+O

    /// What runs usually cost and take, asked for when a preset is shown.
    void setTypical(const PresetLibraryModel::Typical &typical);
    /// To open each preset of the person's own and of the folders added, by its name.
    [[nodiscard]] QList<PresetCommand> commands() const;
    /// The folders that the person added: to be kept between starts.
    [[nodiscard]] QStringList folders() const;
    void setFolders(const QStringList &folders);

    /// Opens one file; several are taken into the own folder, and shown in the library.
    void openFiles(const QStringList &paths);

    [[nodiscard]] LibraryPage *page();
    [[nodiscard]] QByteArray layoutState() const;
    void restoreLayout(const QByteArray &state);

Q_SIGNALS:
    void foldersChanged();
    /// commands() says something else.
    void commandsChanged();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void takeSeveral(const QStringList &paths);
    /// The files among what is dragged that may hold a mixture.
    [[nodiscard]] static QStringList filesOf(const QMimeData *data);

    PresetFiles *m_files;
    QWidget *m_window;
    std::unique_ptr<PresetLibrary> m_library;
    std::unique_ptr<LibraryPage> m_page; ///< made when it is first wanted; looks at the library
    PresetLibraryModel::Typical m_typical;
    QByteArray m_layout;
};

} // namespace moa
