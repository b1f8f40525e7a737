// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme/studiostyle.h"

#include "theme/theme.h"

#include <QAbstractScrollArea>
#include <QStyleOption>

namespace moa {

bool StudioStyle::isFramedArea(const QWidget *widget)
{
    const auto *area = qobject_cast<const QAbstractScrollArea *>(widget);
    return area && area->frameShape() != QFrame::NoFrame && !area->isWindow();
}

bool StudioStyle::showsArrow(const QStyleOptionToolButton &tool)
{
    return tool.features.testFlag(QStyleOptionToolButton::HasMenu)
        && !tool.features.testFlag(QStyleOptionToolButton::MenuButtonPopup)
        && tool.toolButtonStyle != Qt::ToolButtonIconOnly;
}

QRect StudioStyle::subControlRect(ComplexControl control, const QStyleOptionComplex *option,
                                  SubControl part, const QWidget *widget) const
{
    const QRect all = option->rect;
    const auto mirrored = [&](const QRect &rect) {
        return visualRect(option->direction, all, rect);
    };
    if (control == CC_ComboBox && part == SC_ComboBoxArrow)
        return mirrored({all.right() - control::target, all.top(), control::target, all.height()});
    if (control == CC_ComboBox && part == SC_ComboBoxEditField)
        return mirrored(all.adjusted(space::small - 1, 2, -control::target, -2));
    if (control == CC_SpinBox && part == SC_SpinBoxEditField)
        return mirrored(all.adjusted(space::small - 2, 2, -2 * control::target, -2));
    if (control == CC_SpinBox && (part == SC_SpinBoxUp || part == SC_SpinBoxDown)) {
        const int fromRight = part == SC_SpinBoxUp ? 1 : 2;
        return mirrored({all.right() + 1 - fromRight * control::target, all.top(), control::target,
                         all.height()});
    }
    if (control == CC_ScrollBar) {
        // Without buttons at the ends: where Fusion has them, the groove goes on.
        const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option);
        const bool upright = bar && bar->orientation == Qt::Vertical;
        const int length = upright ? all.height() : all.width();
        const qint64 range = bar ? qint64(bar->maximum) - bar->minimum : 0;
        int handle = length;
        if (range > 0) {
            handle = static_cast<int>(qint64(length) * bar->pageStep / (range + bar->pageStep));
            handle = qBound(qMin(control::leastHandle, length), handle, length);
        }
        const int start = range > 0
            ? sliderPositionFromValue(bar->minimum, bar->maximum, bar->sliderPosition,
                                      length - handle, bar->upsideDown)
            : 0;
        const auto along = [&](int from, int to) {
            return upright ? QRect(all.left(), all.top() + from, all.width(), to - from)
                           : mirrored({all.left() + from, all.top(), to - from, all.height()});
        };
        switch (part) {
        case SC_ScrollBarGroove:
            return all;
        case SC_ScrollBarSlider:
            return along(start, start + handle);
        case SC_ScrollBarSubPage:
            return along(0, start);
        case SC_ScrollBarAddPage:
            return along(start + handle, length);
        default:
            return {};
        }
    }
    return QProxyStyle::subControlRect(control, option, part, widget);
}

QRect StudioStyle::subElementRect(SubElement element, const QStyleOption *option,
                                  const QWidget *widget) const
{
    switch (element) {
    case SE_CheckBoxFocusRect:
    case SE_RadioButtonFocusRect:
        return option->rect;
    case SE_LineEditContents:
        if (const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
            frame && frame->lineWidth > 0)
            return option->rect.adjusted(space::small - 2, 1, -(space::small - 2), -1);
        break;
    default:
        break;
    }
    return QProxyStyle::subElementRect(element, option, widget);
}

QSize StudioStyle::sizeFromContents(ContentsType type, const QStyleOption *option,
                                    const QSize &contents, const QWidget *widget) const
{
    QSize size = QProxyStyle::sizeFromContents(type, option, contents, widget);
    switch (type) {
    case CT_LineEdit:
    case CT_ComboBox:
        // The text's place, as subControlRect() has it, and a little air.
        return size.expandedTo(
            {contents.width() + control::target + 2 * space::small, control::height});
    case CT_SpinBox:
        // Its buttons are side by side, not on each other.
        return QSize(size.width() + control::target, size.height())
            .expandedTo({0, control::height});
    case CT_PushButton:
        // The words must not touch the border.
        return size.expandedTo({contents.width() + 2 * space::medium, control::height})
            .expandedTo({control::buttonWidth, 0});
    case CT_ToolButton:
        if (const auto *tool = qstyleoption_cast<const QStyleOptionToolButton *>(option);
            tool && showsArrow(*tool))
            size.rwidth() += control::icon + space::tiny;
        return size.expandedTo({control::height, control::height});
    case CT_CheckBox:
    case CT_RadioButton:
        // Room for the focus ring beside the words.
        return QSize(size.width() + space::tiny, size.height()).expandedTo({0, control::target});
    case CT_MenuItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option);
            item && item->menuItemType == QStyleOptionMenuItem::Separator)
            return size;
        return size.expandedTo({0, control::target});
    case CT_ItemViewItem:
        return size.expandedTo({0, control::target});
    default:
        return size;
    }
}

int StudioStyle::pixelMetric(PixelMetric metric, const QStyleOption *option,
                             const QWidget *widget) const
{
    switch (metric) {
    case PM_DefaultFrameWidth:
        // Round corners need room before the square viewport begins.
        if (isFramedArea(widget))
            return control::areaFrame;
        break;
    case PM_ScrollBarExtent:
        return control::scrollBar;
    case PM_ScrollBarSliderMin:
        return control::leastHandle;
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
    case PM_ToolBarIconSize:
    case PM_SmallIconSize:
        return control::icon;
    case PM_SplitterWidth:
    case PM_DockWidgetSeparatorExtent:
        return control::divider;
    case PM_DockWidgetTitleBarButtonMargin:
        return (control::target - control::icon) / 2;
    case PM_DockWidgetTitleMargin:
    case PM_ToolBarItemSpacing:
    case PM_ToolBarItemMargin:
    case PM_HeaderMargin:
    case PM_MenuHMargin:
    case PM_MenuVMargin:
        return space::tiny;
    case PM_ScrollView_ScrollBarSpacing:
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
        return 0;
    default:
        break;
    }
    return QProxyStyle::pixelMetric(metric, option, widget);
}

} // namespace moa
