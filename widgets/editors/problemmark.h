// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/validation.h"

#include <QPixmap>

class QWidget;

namespace moa {

/** The mark in front of a problem's sentence: a triangle for a warning, a filled disc for an error.
 */
[[nodiscard]] QPixmap problemMark(Problem::Severity severity, const QWidget *widget);

} // namespace moa
