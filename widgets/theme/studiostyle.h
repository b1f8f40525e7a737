// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProxyStyle>
#include <QStyleOption>

namespace moa {

/**
 * Fusion, made flat and quiet: hairlines in the theme's colours instead of Fusion's gradients and
 * faint outlines, a focus ring that is always seen, and nothing to click under 24 pixels. What is
 * not overridden looks as Fusion draws it from Theme::palette(). Says too whether things move.
 */
class StudioStyle : public QProxyStyle
{
    Q_OBJECT

public:
    StudioStyle();

    /// Without it nothing that asks for the length of an animation moves: the hint for it is 0.
    void setMoving(bool moving) { m_moving = moving; }

    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget = nullptr) const override;
    void drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                     const QWidget *widget = nullptr) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option,
                            QPainter *painter, const QWidget *widget = nullptr) const override;
    [[nodiscard]] QRect subControlRect(ComplexControl control, const QStyleOptionComplex *option,
                                       SubControl part,
                                       const QWidget *widget = nullptr) const override;
    [[nodiscard]] QRect subElementRect(SubElement element, const QStyleOption *option,
                                       const QWidget *widget = nullptr) const override;
    [[nodiscard]] QSize sizeFromContents(ContentsType type, const QStyleOption *option,
                                         const QSize &contents,
                                         const QWidget *widget = nullptr) const override;
    [[nodiscard]] int pixelMetric(PixelMetric metric, const QStyleOption *option = nullptr,
                                  const QWidget *widget = nullptr) const override;
    [[nodiscard]] int styleHint(StyleHint hint, const QStyleOption *option = nullptr,
                                const QWidget *widget = nullptr,
                                QStyleHintReturn *result = nullptr) const override;
    [[nodiscard]] QIcon standardIcon(StandardPixmap which, const QStyleOption *option = nullptr,
                                     const QWidget *widget = nullptr) const override;

private:
    /// A tool button that says by an arrow that all of it opens a menu.
    [[nodiscard]] static bool showsArrow(const QStyleOptionToolButton &tool);
    void drawArrowButton(QStyleOptionToolButton tool, QPainter *painter,
                         const QWidget *widget) const;
    /// A scroll area with a frame: what is written in, or a list with a border.
    [[nodiscard]] static bool isFramedArea(const QWidget *widget);

    bool m_moving = true;
};

} // namespace moa
