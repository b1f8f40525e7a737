// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme/theme.h"

#include <QPainterPath>
#include <QRectF>

class QPainter;
class QStyleOption;

namespace moa {

/** The few shapes that all controls are drawn with. */
namespace shape {

/// Grows with the line, so that a ring lies inside @p rect too. Without a colour: no outline.
void box(QPainter *painter, const QRectF &rect, const QColor &fill, const QColor &outline,
         double line = control::hairline, double radius = space::radius);
/// The ring around what has the keyboard's focus, inside @p rect.
void focusRing(QPainter *painter, const QRectF &rect, const QColor &color);
/// A text field's box: the outline says whether it has the focus, is pointed at, or off.
void field(QPainter *painter, const QStyleOption &option, const Theme &theme);
/// A button's box in its palette's colour, with the ring if it has the keyboard's focus.
void button(QPainter *painter, const QStyleOption &option, const Theme &theme);
/// A star of five points inside @p box.
[[nodiscard]] QPainterPath star(const QRectF &box);
/// Check mark, or a dash for what is checked in part, in the middle of @p rect.
void checkMark(QPainter *painter, const QRectF &rect, const QColor &color, bool partly);
void chevron(QPainter *painter, const QRectF &rect, const QColor &color, Qt::ArrowType direction);
/// The plus of a spin box's button, or its minus.
void sign(QPainter *painter, const QRectF &rect, const QColor &color, bool plus);

} // namespace shape

} // namespace moa
