// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QSet>
#include <QStringList>

namespace moa {

/**
 * Lines of aligned columns, two blanks apart, the first row being the head; those in @p toTheRight
 * have their text at their right end, as numbers want it. Ends with a line break.
 */
[[nodiscard]] QString textTable(const QList<QStringList> &rows, const QSet<qsizetype> &toTheRight);

} // namespace moa
