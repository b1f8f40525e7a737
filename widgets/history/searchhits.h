// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/textrange.h"

#include <QFontMetrics>
#include <QList>
#include <QString>

namespace moa {

/** A line of text with what a search hit in it. */
struct MarkedLine
{
    QString text;
    QList<TextRange> hits; ///< in order, apart from each other

    friend bool operator==(const MarkedLine &, const MarkedLine &) = default;
};

/// What stands between searchHitBegin and searchHitEnd is a hit; the marks are gone.
[[nodiscard]] MarkedLine markedLine(const QString &snippet);

/// As much of @p line as @p width has room for, with its first hit; what is left out is elided.
[[nodiscard]] MarkedLine elided(const MarkedLine &line, const QFontMetrics &metrics, int width);

} // namespace moa
