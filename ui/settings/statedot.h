// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPixmap>

namespace moa {

/** A small dot, or a ring if it is not @p filled: always beside words that say the same. */
[[nodiscard]] QPixmap stateDot(const QColor &color, bool filled, qreal devicePixelRatio);

} // namespace moa
