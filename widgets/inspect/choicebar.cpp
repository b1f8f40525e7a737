// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspect/choicebar.h"

#include "theme/theme.h"

#include <QPainter>

namespace moa {

ChoiceBar::ChoiceBar(const QString &accessibleName, QWidget *parent)
    : QTabBar(parent)
{
    setAccessibleName(accessibleName);
    setExpanding(false);
    setDrawBase(false);
    setFocusPolicy(Qt::StrongFocus);
}

QSize ChoiceBar::tabSizeHint(int index) const
{
    const QFontMetrics metrics(type::title());
    return {metrics.horizontalAdvance(tabText(index)) + 2 * space::medium, control::height};
}

QSize ChoiceBar::minimumTabSizeHint(int index) const
{
    return tabSizeHint(index);
}

void ChoiceBar::paintEvent(QPaintEvent *)
{
    const Theme theme = Theme::of(this);
    QPainter painter(this);
    for (int index = 0; index < count(); ++index) {
        const bool isCurrent = index == currentIndex();
        const QRect tab = tabRect(index);
        if (isCurrent) {
            painter.fillRect(tab, theme.surface);
            painter.fillRect(QRect(tab.left(), tab.bottom() + 1 - column::selectedEdge, tab.width(),
                                   column::selectedEdge),
                             theme.accent);
        }
        painter.setFont(isCurrent ? type::title() : type::base());
        painter.setPen(isCurrent ? theme.text : theme.secondaryText);
        painter.drawText(tab, Qt::AlignCenter, tabText(index));
        if (isCurrent && hasFocus()) {
            painter.setPen(QPen(theme.accent, column::focusRing));
            painter.drawRect(tab.adjusted(1, 1, -1, -1));
        }
    }
}

} // namespace moa
