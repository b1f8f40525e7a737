// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "items/watchedpreset.h"
#include "mixture/mixture.h"
#include "mixture/presetrevisions.h"

#include <functional>
#include <QMessageBox>
#include <QObject>

class QAction;
class QMenu;
class QWidget;

namespace moa {

class MixtureDocument;

/** New, open, save: the way of a document to and from preset files, with its dialogs. */
class PresetFiles : public QObject
{
    Q_OBJECT

public:
    /**
     * Who is asked before a preset is shown: it was read from @p source, or pasted or imported if
     * that is empty. Shown is what @p proceed is called with, if it is.
     */
    using Reception = std::function<void(const Mixture &mixture, const QString &source,
                                         const std::function<void(const Mixture &)> &proceed)>;
    /// Asked before the document is written to a file: goes on with @p proceed, or does not.
    using Guard = std::function<void(const Mixture &mixture, const std::function<void()> &proceed)>;

    /** Where a person's presets are. */
    struct Places
    {
        QString own; ///< the folder that is offered to save into
        QString revisions; ///< see PresetRevisions; empty: none are kept
    };

    /// @p window is the dialogs' parent; @p document outlives this.
    PresetFiles(MixtureDocument *document, QWidget *window);

    QAction *newMixture; ///< Ctrl+N
    QAction *open; ///< Ctrl+O
    QAction *openPasted; ///< what the clipboard holds, as a mixture of its own
    QAction *save; ///< Ctrl+S
    QAction *saveAs; ///< Ctrl+Shift+S
    QMenu *bundled; ///< the presets that ship with the program

    void setPlaces(const Places &places) { m_places = places; }
    void setReception(const Reception &reception) { m_reception = reception; }
    void setGuard(const Guard &guard) { m_guard = guard; }
    /// What the agents of a new mixture have.
    void setNewMixtureDefaults(const AgentSettings &defaults) { m_defaults = defaults; }

    /// A file, or the name of a bundled preset; also a file of another program that can be
    /// imported, and a bundle. A failure, and what could not be carried over, is told in a dialog.
    void load(const QString &nameOrPath);
    /// Shows @p mixture, which a window lost, as unsaved changes to the preset @p source if that is
    /// still there. Asks first about those that this one has; then does @p after.
    void restore(const Mixture &mixture, const QString &source, const std::function<void()> &after);
    /// The mixture's name or its file's, for titles.
    [[nodiscard]] QString title() const;
    /// What tells this preset from others: its file's whole path, or that of a bundled preset in
    /// the program; empty for a new mixture.
    [[nodiscard]] const QString &source() const { return m_source; }
    /// Asks about unsaved changes, if there are any, and goes on with @p proceed unless the
    /// person cancels.
    void whenSaved(const std::function<void()> &proceed);
    /// The file at @p from is at @p to from now on, with its revisions.
    void moved(const QString &from, const QString &to);
    /// Shows what was kept of the preset in the file at @p path.
    void showRevisions(const QString &path);

    /// What became of the file of what is open.
    [[nodiscard]] WatchedPreset::State diskState() const { return m_disk.state(); }
    /// Takes what is in the file now, as a step that can be undone.
    void reload();
    /// Goes on with what is here, as a change that is not saved.
    void keepMine();
    void showDifferences();

Q_SIGNALS:
    /// Another mixture is in the document.
    void loaded();
    /// The document's mixture is about to be written into a file.
    void saving();
    /// The document's mixture is in a file now, as source() says.
    void saved();
    /// The same preset's file has another name, as source() says.
    void renamed();
    void titleChanged();
    /// diskState() or what is in the file is something else.
    void diskChanged();
    /// A sentence for the person that needs no answer.
    void told(const QString &sentence);
    /// These runs came with the preset that is shown now, in a bundle: documents of the format
    /// "moa-studio/run".
    void runsCame(const QList<QByteArray> &documents);

private:
    void guarded(const std::function<void()> &proceed);
    void choosePreset();
    void chooseTarget(const std::function<void()> &proceed);
    void saveThen(const std::function<void()> &proceed);
    /// Writes unless somebody else wrote the file meanwhile: then the person is asked.
    void writeThen(const QString &path, const std::function<void()> &proceed);
    void overwriteThen(const QString &path, const std::function<void()> &proceed);
    void askAbout(const QByteArray &theirs, const std::function<void()> &proceed);
    void takeTheirs(const QByteArray &content);
    void keepRevision(const QString &path, const QByteArray &content);
    void takeBundle(const QString &path);
    void take(const QByteArray &content, const QString &source, const QList<QByteArray> &runs = {});
    void paste();
    void onDiskChanged();
    void show(const Mixture &mixture, const QString &source, const QByteArray &content);
    void tell(const QString &title, const QString &sentence,
              QMessageBox::Icon icon = QMessageBox::Warning);

    MixtureDocument *m_document;
    QWidget *m_window;
    QString m_source;
    QString m_path; ///< empty: never saved, or bundled
    Places m_places;
    AgentSettings m_defaults; ///< of new mixtures
    Reception m_reception;
    Guard m_guard;
    WatchedPreset m_disk;
};

} // namespace moa
