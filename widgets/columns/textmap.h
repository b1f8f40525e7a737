// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/textrange.h"

#include <QStringList>
#include <vector>

namespace moa {

/**
 * What of which text stands where in a document: line ends, marks for invisible characters and
 * lines that were broken make positions differ. So what is copied from the document, or pointed
 * at in it, is found in the text as it was received.
 */
class TextMap
{
public:
    void clear();
    /**
     * The next @p shown units of the document show @p range of the text number @p text. If both
     * are of the same size, unit for unit; else as a whole. Nothing may be shown as something, and
     * something as nothing.
     */
    void append(qsizetype shown, TextRange range, int text = 0);

    [[nodiscard]] qsizetype shownSize() const;
    /// The characters of @p texts that stand from @p from to @p to in the document.
    [[nodiscard]] QString original(const QStringList &texts, qsizetype from, qsizetype to) const;

    /// Of a map with one text: where the unit at @p shown in the document stands in the text.
    [[nodiscard]] qsizetype toText(qsizetype shown) const;
    /// Of a map with one text: where its unit @p position stands in the document.
    [[nodiscard]] qsizetype toShown(qsizetype position) const;

private:
    struct Piece
    {
        TextRange shown;
        TextRange range;
        int text = 0;

        [[nodiscard]] bool isEven() const { return shown.size == range.size; }
    };

    std::vector<Piece> m_pieces; ///< in the document's order
};

} // namespace moa
