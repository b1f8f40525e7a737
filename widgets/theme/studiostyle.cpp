// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme/studiostyle.h"

#include "theme/controlshapes.h"
#include "theme/icons.h"

#include <QAbstractItemView>
#include <QAbstractScrollArea>
#include <QPainter>
#include <QScrollBar>
#include <QStyleOption>

namespace moa {

namespace {

constexpr double handleOpacity = 0.6; ///< of a scroll bar that nobody holds

bool isOn(const QStyleOption &option, QStyle::StateFlag flag)
{
    return option.state.testFlag(flag);
}

QColor glyphColor(const QStyleOption &option, const Theme &theme)
{
    return isOn(option, QStyle::State_Enabled) ? theme.secondaryText : theme.disabledText;
}

/// What lies behind a scroll bar: the ground of the area that it scrolls.
QColor groundOf(const QWidget *scrollBar, const QStyleOption &option)
{
    for (const QWidget *widget = scrollBar; widget; widget = widget->parentWidget()) {
        if (const auto *area = qobject_cast<const QAbstractScrollArea *>(widget)) {
            const QWidget *viewport = area->viewport();
            return viewport->palette().color(viewport->backgroundRole());
        }
    }
    return option.palette.color(QPalette::Window);
}

void paintIndicator(QPainter *painter, const QStyleOption &option, const Theme &theme, bool round)
{
    const bool partly = isOn(option, QStyle::State_NoChange);
    const bool on = isOn(option, QStyle::State_On) || partly;
    const bool enabled = isOn(option, QStyle::State_Enabled);
    const QColor accent = enabled ? theme.accent : theme.disabledText;
    const QColor outline = isOn(option, QStyle::State_MouseOver) ? theme.text : theme.outline;
    const double radius = round ? option.rect.height() / 2.0 : space::tiny;
    shape::box(painter, option.rect, on ? accent : theme.surface,
               on            ? QColor()
                   : enabled ? outline
                             : theme.line,
               control::hairline, radius);
    if (on && round) {
        const double inset = option.rect.width() / 3.0;
        shape::box(painter, QRectF(option.rect).adjusted(inset, inset, -inset, -inset),
                   theme.onAccent, {}, control::hairline, inset);
    } else if (on) {
        shape::checkMark(painter, option.rect, theme.onAccent, partly);
    }
}

/// Whether it edits a cell of a list or table, whose text is painted behind it.
bool isInCell(const QWidget *editor)
{
    const QWidget *viewport = editor ? editor->parentWidget() : nullptr;
    return viewport && qobject_cast<const QAbstractItemView *>(viewport->parentWidget());
}

void paintDivider(QPainter *painter, const QRect &rect, bool vertical, const QColor &color)
{
    const QRect line = vertical ? QRect(rect.center().x(), rect.top(), 1, rect.height())
                                : QRect(rect.left(), rect.center().y(), rect.width(), 1);
    painter->fillRect(line, color);
}

void paintDockTitle(QPainter *painter, const QStyleOptionDockWidget &option, const QRect &text,
                    const Theme &theme)
{
    painter->save();
    painter->setFont(type::title());
    painter->setPen(theme.text);
    const QRect box = text.adjusted(space::small, 0, 0, 0);
    painter->drawText(box, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
                      painter->fontMetrics().elidedText(option.title, Qt::ElideRight, box.width()));
    painter->restore();
}

void paintComboBox(QPainter *painter, const QStyleOptionComboBox &option, const QRect &arrow,
                   const Theme &theme)
{
    QStyleOptionComboBox box = option;
    // The list that is open is what is being worked with.
    box.state.setFlag(QStyle::State_HasFocus,
                      isOn(option, QStyle::State_HasFocus) || isOn(option, QStyle::State_On));
    shape::field(painter, box, theme);
    shape::chevron(painter, arrow, glyphColor(option, theme), Qt::DownArrow);
}

} // namespace

StudioStyle::StudioStyle()
    : QProxyStyle(QStringLiteral("Fusion"))
{ }

void StudioStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option,
                                QPainter *painter, const QWidget *widget) const
{
    const Theme theme = Theme::of(option->palette);
    switch (element) {
    case PE_PanelLineEdit:
        if (const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
            frame && frame->lineWidth > 0)
            shape::field(painter, *option, theme);
        else if (isInCell(widget))
            painter->fillRect(option->rect, theme.surface);
        return;
    case PE_IndicatorHeaderArrow:
        if (const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option);
            header && header->sortIndicator != QStyleOptionHeader::None)
            shape::chevron(painter, option->rect, theme.secondaryText,
                           header->sortIndicator == QStyleOptionHeader::SortUp ? Qt::UpArrow
                                                                               : Qt::DownArrow);
        return;
    case PE_Frame:
        if (isFramedArea(widget))
            shape::field(painter, *option, theme);
        else
            shape::box(painter, option->rect, {}, theme.outline, control::hairline,
                       widget && widget->isWindow() ? 0 : space::radius);
        return;
    case PE_PanelMenu:
    case PE_PanelTipLabel:
        shape::box(painter, option->rect, element == PE_PanelMenu ? theme.surface : theme.raised,
                   theme.outline, control::hairline, 0);
        return;
    case PE_PanelButtonCommand:
        shape::button(painter, *option, theme);
        return;
    case PE_PanelButtonTool:
        if (isOn(*option, State_On) || !isOn(*option, State_AutoRaise)
            || (isOn(*option, State_Enabled)
                && option->state & (State_MouseOver | State_Sunken | State_Raised)))
            shape::button(painter, *option, theme);
        return;
    case PE_FrameDefaultButton:
    case PE_FrameStatusBarItem:
    case PE_PanelStatusBar:
        return;
    case PE_FrameFocusRect: {
        const auto *focus = qstyleoption_cast<const QStyleOptionFocusRect *>(option);
        // On the accent itself the ring has the text's colour.
        const bool accented = focus && contrastRatio(focus->backgroundColor, theme.accent) < 3.0;
        shape::focusRing(painter, option->rect, accented ? theme.onAccent : theme.accent);
        return;
    }
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck:
    case PE_IndicatorRadioButton:
        paintIndicator(painter, *option, theme, element == PE_IndicatorRadioButton);
        return;
    case PE_IndicatorArrowDown:
        shape::chevron(painter, option->rect, glyphColor(*option, theme), Qt::DownArrow);
        return;
    case PE_IndicatorArrowUp:
        shape::chevron(painter, option->rect, glyphColor(*option, theme), Qt::UpArrow);
        return;
    case PE_IndicatorArrowLeft:
        shape::chevron(painter, option->rect, glyphColor(*option, theme), Qt::LeftArrow);
        return;
    case PE_IndicatorArrowRight:
        shape::chevron(painter, option->rect, glyphColor(*option, theme), Qt::RightArrow);
        return;
    case PE_IndicatorToolBarSeparator:
        paintDivider(painter, option->rect.adjusted(0, space::tiny, 0, -space::tiny), true,
                     theme.line);
        return;
    case PE_IndicatorDockWidgetResizeHandle:
        // Unlike a splitter's, its state tells how the line lies.
        paintDivider(painter, option->rect, !isOn(*option, State_Horizontal), theme.line);
        return;
    case PE_IndicatorBranch:
        if (isOn(*option, State_Children))
            shape::chevron(painter, option->rect, glyphColor(*option, theme),
                           isOn(*option, State_Open) ? Qt::DownArrow : Qt::RightArrow);
        return;
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void StudioStyle::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                              const QWidget *widget) const
{
    const Theme theme = Theme::of(option->palette);
    switch (element) {
    case CE_DockWidgetTitle:
        if (const auto *dock = qstyleoption_cast<const QStyleOptionDockWidget *>(option))
            paintDockTitle(painter, *dock,
                           subElementRect(SE_DockWidgetTitleBarText, option, widget), theme);
        return;
    case CE_Splitter:
        paintDivider(painter, option->rect, isOn(*option, State_Horizontal), theme.line);
        return;
    case CE_ToolBar:
        painter->fillRect(option->rect, theme.window);
        painter->fillRect(
            QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1), theme.line);
        return;
    case CE_MenuItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option);
            item && item->menuItemType == QStyleOptionMenuItem::Separator && item->text.isEmpty())
            paintDivider(painter, option->rect, false, theme.line);
        else
            QProxyStyle::drawControl(element, option, painter, widget);
        return;
    case CE_HeaderSection:
    case CE_HeaderEmptyArea:
        painter->fillRect(option->rect, theme.raised);
        painter->fillRect(
            QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1), theme.line);
        return;
    case CE_MenuBarEmptyArea:
        painter->fillRect(option->rect, theme.window);
        return;
    case CE_MenuBarItem:
        painter->fillRect(option->rect, theme.window);
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option)) {
            if (isOn(*option, State_Selected))
                shape::box(painter, option->rect.adjusted(0, 2, 0, -2), theme.raised,
                           theme.outline);
            drawItemText(painter, item->rect,
                         Qt::AlignCenter | Qt::TextShowMnemonic | Qt::TextSingleLine, item->palette,
                         isOn(*option, State_Enabled), item->text, QPalette::WindowText);
        }
        return;
    default:
        QProxyStyle::drawControl(element, option, painter, widget);
    }
}

void StudioStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option,
                                     QPainter *painter, const QWidget *widget) const
{
    const Theme theme = Theme::of(option->palette);
    const auto part = [&](SubControl which) {
        return subControlRect(control, option, which, widget);
    };
    const bool enabled = isOn(*option, State_Enabled);
    switch (control) {
    case CC_ComboBox:
        if (const auto *combo = qstyleoption_cast<const QStyleOptionComboBox *>(option))
            paintComboBox(painter, *combo, part(SC_ComboBoxArrow), theme);
        return;
    case CC_SpinBox:
        if (const auto *spin = qstyleoption_cast<const QStyleOptionSpinBox *>(option)) {
            shape::field(painter, *option, theme);
            const auto color = [&](QAbstractSpinBox::StepEnabledFlag step, SubControl which) {
                if (!enabled || !spin->stepEnabled.testFlag(step))
                    return theme.disabledText;
                return spin->activeSubControls.testFlag(which) ? theme.text : theme.secondaryText;
            };
            shape::sign(painter, part(SC_SpinBoxDown),
                        color(QAbstractSpinBox::StepDownEnabled, SC_SpinBoxDown), false);
            shape::sign(painter, part(SC_SpinBoxUp),
                        color(QAbstractSpinBox::StepUpEnabled, SC_SpinBoxUp), true);
        }
        return;
    case CC_ScrollBar: {
        painter->fillRect(option->rect, groundOf(widget, *option));
        const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option);
        if (!enabled || !bar || bar->minimum == bar->maximum)
            return;
        const bool held = option->activeSubControls.testFlag(SC_ScrollBarSlider)
            && option->state & (State_Sunken | State_MouseOver);
        constexpr double inset = (control::scrollBar - control::scrollHandle) / 2.0;
        const bool upright = bar->orientation == Qt::Vertical;
        shape::box(painter,
                   QRectF(part(SC_ScrollBarSlider))
                       .adjusted(upright ? inset : 1, upright ? 1 : inset, upright ? -inset : -1,
                                 upright ? -1 : -inset),
                   held ? theme.secondaryText : faded(theme.outline, handleOpacity), {},
                   control::hairline, control::scrollHandle / 2.0);
        return;
    }
    case CC_ToolButton:
        if (const auto *tool = qstyleoption_cast<const QStyleOptionToolButton *>(option)) {
            QStyleOptionToolButton plain = *tool;
            plain.state.setFlag(State_HasFocus, false);
            if (showsArrow(*tool))
                drawArrowButton(plain, painter, widget);
            else
                QProxyStyle::drawComplexControl(control, &plain, painter, widget);
            if (isOn(*option, State_HasFocus) && isOn(*option, State_KeyboardFocusChange))
                shape::focusRing(painter, option->rect, theme.accent);
        }
        return;
    default:
        QProxyStyle::drawComplexControl(control, option, painter, widget);
    }
}

void StudioStyle::drawArrowButton(QStyleOptionToolButton tool, QPainter *painter,
                                  const QWidget *widget) const
{
    const Theme theme = Theme::of(tool.palette);
    // Fusion's own arrow sits in the lower corner, over the text.
    tool.features.setFlag(QStyleOptionToolButton::HasMenu, false);
    QStyleOptionToolButton ground = tool;
    ground.text.clear();
    ground.icon = {};
    QProxyStyle::drawComplexControl(CC_ToolButton, &ground, painter, widget);
    const QRect arrow(tool.rect.right() - control::icon - space::tiny, tool.rect.top(),
                      control::icon, tool.rect.height());
    QStyleOptionToolButton label = tool;
    label.rect.setRight(arrow.left());
    drawControl(CE_ToolButtonLabel, &label, painter, widget);
    shape::chevron(painter, arrow, glyphColor(tool, theme), Qt::DownArrow);
}

int StudioStyle::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                           QStyleHintReturn *result) const
{
    if (hint == SH_DialogButtonBox_ButtonsHaveIcons || hint == SH_EtchDisabledText)
        return 0;
    if (hint == SH_Widget_Animation_Duration && !m_moving)
        return 0;
    return QProxyStyle::styleHint(hint, option, widget, result);
}

QIcon StudioStyle::standardIcon(StandardPixmap which, const QStyleOption *option,
                                const QWidget *widget) const
{
    switch (which) {
    case SP_TitleBarCloseButton:
    case SP_DockWidgetCloseButton:
    case SP_LineEditClearButton:
        return icon(QStringLiteral("close"));
    case SP_TitleBarNormalButton:
        return icon(QStringLiteral("float"));
    case SP_ToolBarHorizontalExtensionButton:
        return icon(QStringLiteral("more"));
    case SP_MessageBoxInformation:
        return icon(QStringLiteral("info"));
    case SP_MessageBoxQuestion:
        return icon(QStringLiteral("question"));
    case SP_MessageBoxWarning:
    case SP_MessageBoxCritical:
        return icon(QStringLiteral("warning"));
    default:
        return QProxyStyle::standardIcon(which, option, widget);
    }
}

} // namespace moa
