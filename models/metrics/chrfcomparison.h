// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/chrf.h"
#include "metrics/gramoverlaps.h"

namespace moa {

/** Several texts prepared for chrF, so that each is read once however many it is compared with. */
class ChrfComparison
{
public:
    /// Does not hold on to the texts.
    ChrfComparison(const QList<QStringView> &texts, const ChrfOptions &options,
                   GramOverlaps::Pairs pairs);

    /// What chrF counts if one of the texts is taken as the hypothesis and one as its reference.
    [[nodiscard]] ChrfStatistics statistics(qsizetype hypothesis, qsizetype reference) const;

private:
    ChrfOptions m_options;
    GramOverlaps m_characters;
    GramOverlaps m_words;
};

} // namespace moa
