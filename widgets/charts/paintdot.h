// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRectF>

class QPainter;

namespace moa {

struct Theme;

/// The mark in an agent's colour, as in the columns' heads: a disc, and a ring for colours that
/// come a second time. @p color is the palette index.
void paintAgentDot(QPainter &painter, const QRectF &rect, int color, const Theme &theme);

} // namespace moa
