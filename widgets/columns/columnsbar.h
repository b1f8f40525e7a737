// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "columns/columnarrangement.h"

#include <QWidget>

class QActionGroup;
class QBoxLayout;
class QToolButton;

namespace moa {

class LayerSwitch;

/**
 * What can be done with all columns: which layers are shown, in what order, which are hidden, how
 * wide they are and how they scroll, and finding words in them. Where it is narrow the layers stand
 * in a row of their own.
 */
class ColumnsBar : public QWidget
{
    Q_OBJECT

public:
    explicit ColumnsBar(QWidget *parent = nullptr);

    [[nodiscard]] LayerSwitch *layers() const { return m_layers; }
    void setOrder(ColumnOrder order);
    /// What the menu of hidden columns offers; without any there is no such menu.
    struct HiddenColumn
    {
        ResponseId id;
        QString name;
    };
    void setHidden(const QList<HiddenColumn> &hidden);
    /// The name of the column that is shown alone; empty: there is none.
    void setMaximised(const QString &name);
    [[nodiscard]] bool isFullWidth() const;
    void setFullWidth(bool on);
    [[nodiscard]] bool isLinked() const;
    void setLinked(bool on);

    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// Also when the order that is chosen already was chosen again.
    void orderChosen(moa::ColumnOrder order);
    void shownAgain(const moa::ResponseId &id);
    void allShownAgain();
    void restoreRequested();
    void linkedChanged(bool on);
    void fullWidthChanged(bool on);
    void findRequested();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    QToolButton *addButton(const char *name, const QString &iconName, const QString &toolTip);
    void makeSortMenu();
    void fit();

    LayerSwitch *m_layers;
    QWidget *m_tools;
    QBoxLayout *m_layout;
    QToolButton *m_restore;
    QToolButton *m_sort;
    QToolButton *m_hidden;
    QToolButton *m_linked;
    QToolButton *m_fullWidth;
    QActionGroup *m_orders;
};

} // namespace moa
