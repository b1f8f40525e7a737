// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>
#include <QPalette>

namespace moa {

/**
 * The icon resources/icons/@p name.svg, drawn at whatever size and scale it is shown in. Its
 * strokes have the application palette's colour for @p role at the time of painting, so it follows
 * a change of theme and looks disabled where it is. An unknown name is an empty icon.
 */
[[nodiscard]] QIcon icon(const QString &name, QPalette::ColorRole role = QPalette::WindowText);

} // namespace moa
