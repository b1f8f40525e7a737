// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QSet>
#include <QWidget>

class QAction;
class QLabel;
class QLineEdit;
class QMenu;
class QModelIndex;
class QPushButton;
class QTreeView;

namespace moa {

class PresetLibraryModel;
class WordsFilter;

/** What a person can ask of a library; each is about a preset's path or a folder's. */
enum class LibraryCommand {
    Open,
    Duplicate,
    SaveAs,
    Rename,
    ShowInFolder,
    Trash,
    Revisions,
    AddFolder, ///< about nothing that is there
    RemoveFolder ///< from the library, not from the disk
};

/**
 * Presets to look at, search and choose from. It does nothing to them: what the person wants is
 * told by asked().
 */
class LibraryView : public QWidget
{
    Q_OBJECT

public:
    /// @p model outlives the view.
    explicit LibraryView(PresetLibraryModel *model, QWidget *parent = nullptr);
    ~LibraryView() override;

    /// Selects the preset of this path, or the first one in the folder of this path, as soon as it
    /// is there.
    void choose(const QString &path);
    /// The path of the chosen preset; empty: none, or a folder.
    [[nodiscard]] QString chosen() const;

    [[nodiscard]] QLineEdit *searchField() const { return m_search; }
    [[nodiscard]] QTreeView *tree() const { return m_tree; }
    [[nodiscard]] QAction *action(LibraryCommand command) const { return m_actions.value(command); }
    /// The menu of what is chosen.
    [[nodiscard]] QMenu *createMenu();

Q_SIGNALS:
    void asked(moa::LibraryCommand command, const QString &path);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void add(LibraryCommand command, const QString &text, const QKeySequence &shortcut = {});
    void search(const QString &text);
    void chooseFirst();
    void expandNewFolders();
    void updateActions();
    void updateEmptyText();
    void takeWanted();

    PresetLibraryModel *m_model;
    WordsFilter *m_filter;
    QLineEdit *m_search;
    QTreeView *m_tree;
    QLabel *m_empty;
    QPushButton *m_open;
    QHash<LibraryCommand, QAction *> m_actions;
    QSet<QString> m_folded; ///< folders that the person closed
    QString m_wanted; ///< a path to choose once it is there
};

} // namespace moa
