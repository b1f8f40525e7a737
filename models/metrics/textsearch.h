// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/textrange.h"

#include <atomic>
#include <QString>
#include <QStringView>
#include <vector>

namespace moa {

struct TextSearch
{
    QString words; ///< what to look for; empty: nothing is found
    bool matchCase = false;

    friend bool operator==(const TextSearch &, const TextSearch &) = default;
};

/**
 * Where @p search stands in @p text, in order and without overlaps, at most @p limit places. A
 * place begins and ends between grapheme clusters: "e" is not found in an "é" of two characters,
 * nor one face in a family. Letters that differ in case only by more than one character (the German
 * sharp s and its capitals) are different. Linear in the length of the text; ends early, with what
 * was found so far, once @p cancelled is set.
 */
[[nodiscard]] std::vector<TextRange> findAll(QStringView text, const TextSearch &search,
                                             qsizetype limit,
                                             const std::atomic_bool *cancelled = nullptr);

} // namespace moa
