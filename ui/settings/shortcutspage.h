// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QPointer>
#include <QWidget>

class QKeySequenceEdit;
class QLabel;
class QLineEdit;
class QPushButton;
class QTreeWidget;

namespace moa {

class Shortcuts;

/** The page of the settings on the keys of everything that can be done. */
class ShortcutsPage : public QWidget
{
    Q_OBJECT

public:
    /// @p shortcuts outlive this.
    explicit ShortcutsPage(Shortcuts *shortcuts, QWidget *parent = nullptr);

private:
    void buildTable();
    void buildEditor();
    /// Shows what the actions have now.
    void refresh();
    void filter();
    void showCurrent();
    void take();
    void tell(const QString &sentence);
    [[nodiscard]] QAction *current() const;

    Shortcuts *m_shortcuts;
    QLineEdit *m_search;
    QTreeWidget *m_table;
    QList<QPointer<QAction>> m_actions; ///< of the table's rows
    QLabel *m_name;
    QKeySequenceEdit *m_keys;
    QPushButton *m_none;
    QPushButton *m_reset;
    QLabel *m_problem;
};

} // namespace moa
