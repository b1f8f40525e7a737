// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/mixture.h"
#include "theme/theme.h"

#include <QImage>

namespace moa {

/**
 * A mixture as small as a thumb: its lanes, cards in their agents' colours, and links, without a
 * word. May be drawn in any thread. @p size is in device-independent pixels, of which each has
 * @p scale device pixels; the ground is transparent.
 */
[[nodiscard]] QImage presetThumbnail(const Mixture &mixture, const Theme &theme, QSize size,
                                     double scale);

} // namespace moa
