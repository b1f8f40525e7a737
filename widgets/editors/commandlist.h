// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "editors/floatingpanel.h"
#include "items/commandsmodel.h"

class QLabel;
class QLineEdit;
class QListView;

namespace moa {

/**
 * All that can be done, in one searchable list over the window. The keyboard stays in the search
 * field and moves the choice from there; it goes back to where it was.
 */
class CommandList : public FloatingPanel
{
    Q_OBJECT

public:
    /// Over @p window.
    explicit CommandList(QWidget *window);

    /// With an empty search. @p recent: as of CommandsModel.
    void open(const QList<Command> &commands, const QStringList &recent);

    [[nodiscard]] QLineEdit *searchField() const { return m_search; }
    [[nodiscard]] QListView *list() const { return m_list; }

Q_SIGNALS:
    /// The panel is closed, and the keyboard where it was before.
    void chosen(const QString &id);

protected:
    [[nodiscard]] QWidget *heir() const override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    bool keyPressed(Qt::Key key, Qt::KeyboardModifiers modifiers);
    void search();
    void moveTo(int row);
    void choose(const QModelIndex &index);
    void applySizes();
    [[nodiscard]] int rowsInSight() const;

    CommandsModel *m_model;
    QLineEdit *m_search;
    QLabel *m_empty;
    QListView *m_list;
    QLabel *m_hints;
    QPointer<QWidget> m_before; ///< had the keyboard
};

} // namespace moa
