// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "editors/floatingpanel.h"

class QAbstractItemDelegate;
class QAbstractItemModel;
class QLabel;
class QLineEdit;
class QListView;
class QModelIndex;

namespace moa {

/**
 * A floating panel with one search field over the rows that it finds. The keyboard stays in the
 * field and moves the choice from there; rows that are not enabled are passed over.
 */
class SearchPanel : public FloatingPanel
{
    Q_OBJECT

public:
    [[nodiscard]] QLineEdit *searchField() const { return m_search; }
    [[nodiscard]] QListView *list() const { return m_list; }

protected:
    /** What is given once. */
    struct Settings
    {
        QString placeholder; ///< of the search field
        QString searchName; ///< the field's for assistive technology; empty: the placeholder
        int width; ///< of the list at the base font size; grows with the font
        int mostRows; ///< that are shown before the list scrolls
    };

    SearchPanel(QWidget *host, const Settings &settings);

    /// Shows the rows of @p model, all as high as @p delegate says without being given a row. Both
    /// outlive the panel or are children of its.
    void setRows(QAbstractItemModel *model, QAbstractItemDelegate *delegate);
    /// Puts @p heading, a child of the panel, above the search field.
    void setHeading(QLabel *heading);
    /// Below the list: which keys there are.
    [[nodiscard]] QLabel *hints() const { return m_hints; }
    /// Stands above the list while there is a reason to say that little was found.
    [[nodiscard]] QLabel *emptyLabel() const { return m_empty; }

    /// Searches for nothing in particular.
    void searchAnew();
    /// To be called with every other set of rows: chooses @p row (-1: none), and says @p emptyText
    /// if there is any.
    void showRows(int row, const QString &emptyText);

    /// What is in the field has changed.
    virtual void search() = 0;
    /// Enter or a click takes the row at @p index, which is enabled.
    virtual void take(const QModelIndex &index, Qt::KeyboardModifiers modifiers) = 0;
    /// The font has changed.
    virtual void applySizes();

    bool keyPressed(Qt::Key key, Qt::KeyboardModifiers modifiers) override;
    void changeEvent(QEvent *event) override;

private:
    void choose(const QModelIndex &index, Qt::KeyboardModifiers modifiers);
    void moveTo(int row);
    /// To the next row that is enabled; around the ends.
    void step(int fromRow, int by);
    [[nodiscard]] int rowsInSight() const;

    QLineEdit *m_search;
    QLabel *m_empty;
    QListView *m_list;
    QLabel *m_hints;
};

} // namespace moa
