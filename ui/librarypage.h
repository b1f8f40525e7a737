// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "items/presetfileedits.h"
#include "items/presetlibrary.h"
#include "items/presetlibrarymodel.h"
#include "library/libraryview.h"

#include <QDialog>

class QPushButton;

namespace moa {

class PresetFiles;

/** The window with the library: does to the files what the person asks the view for. */
class LibraryPage : public QDialog
{
    Q_OBJECT

public:
    /// @p library and @p files outlive the page.
    LibraryPage(PresetLibrary *library, PresetFiles *files, QWidget *parent);

    void setTypical(const PresetLibraryModel::Typical &typical) { m_model->setTypical(typical); }
    /// Says @p sentence at the foot of the window.
    void tell(const QString &sentence);
    [[nodiscard]] LibraryView *view() const { return m_view; }

protected:
    void showEvent(QShowEvent *event) override;

private:
    void refresh();
    void carryOut(LibraryCommand command, const QString &path);
    void openPreset(const QString &path);
    void duplicate(const QString &path);
    void saveCopy(const QString &path);
    void rename(const QString &path);
    void showInFolder(const QString &path);
    void trash(const QString &path);
    void undoTrash();
    void addFolder();

    PresetLibrary *m_library;
    PresetFiles *m_files;
    PresetLibraryModel *m_model;
    LibraryView *m_view;
    QWidget *m_foot;
    QLabel *m_sentence;
    QPushButton *m_undo;
    TrashedPreset m_trashed; ///< what Undo brings back
};

} // namespace moa
