// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/searchhits.h"

#include "store/runsummary.h"

namespace moa {

namespace {

constexpr QChar ellipsis(0x2026);
/// Of the width, that what stands before the first hit may take.
constexpr double leadPart = 1.0 / 3.0;
/// Of the width, in which the first hit ends in a line that is shown from its beginning.
constexpr double seenPart = 0.8;

/// Where to begin, so that the first hit is seen with some words before it.
qsizetype beginning(const MarkedLine &line, const QFontMetrics &metrics, int width)
{
    if (line.hits.isEmpty())
        return 0;
    const TextRange &hit = line.hits.constFirst();
    if (metrics.horizontalAdvance(line.text.left(hit.end())) <= width * seenPart)
        return 0;
    qsizetype from = hit.start;
    while (from > 0) {
        const qsizetype space = line.text.lastIndexOf(u' ', std::max<qsizetype>(from - 2, 0));
        const qsizetype word = space < 0 ? 0 : space + 1;
        if (word >= from
            || metrics.horizontalAdvance(line.text.mid(word, hit.start - word)) > width * leadPart)
            break;
        from = word;
    }
    return from;
}

} // namespace

MarkedLine markedLine(const QString &snippet)
{
    MarkedLine line;
    qsizetype begun = -1;
    for (const QChar character : snippet) {
        if (character == searchHitBegin) {
            begun = line.text.size();
        } else if (character == searchHitEnd) {
            if (begun >= 0 && line.text.size() > begun)
                line.hits.append({begun, line.text.size() - begun});
            begun = -1;
        } else {
            line.text.append(character.isSpace() ? QChar(u' ') : character);
        }
    }
    return line;
}

MarkedLine elided(const MarkedLine &line, const QFontMetrics &metrics, int width)
{
    const qsizetype from = beginning(line, metrics, width);
    const QString text = from > 0 ? ellipsis + line.text.mid(from) : line.text;
    const qsizetype shift = from > 0 ? 1 - from : 0;
    MarkedLine result;
    result.text = metrics.elidedText(text, Qt::ElideRight, width);
    const qsizetype whole = result.text == text ? text.size() : result.text.size() - 1;
    for (const TextRange &hit : line.hits) {
        const qsizetype start = hit.start + shift;
        const qsizetype end = std::min(hit.end() + shift, whole);
        if (start >= 0 && start < end)
            result.hits.append({start, end - start});
    }
    return result;
}

} // namespace moa
