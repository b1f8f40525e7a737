// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/textrange.h"

#include <QList>
#include <QStringList>

namespace moa {

class WordSequence;

/** Where a passage stands word for word. */
struct Quotation
{
    qsizetype source = 0; ///< from 0
    TextRange range; ///< in the source's text, from the first word to the last

    friend bool operator==(const Quotation &, const Quotation &) = default;
};

/** A piece of an answer that comes from one place, or from nowhere. */
struct Passage
{
    TextRange range; ///< in the answer's text
    QList<Quotation> quotations; ///< one for each source that holds it, by source

    [[nodiscard]] bool isNew() const { return quotations.isEmpty(); }
    [[nodiscard]] bool isShared() const { return quotations.size() > 1; }

    friend bool operator==(const Passage &, const Passage &) = default;
};

/** A piece of a source that stands in an answer. */
struct Survivor
{
    TextRange range; ///< in the source's text, from the first word to the last
    TextRange place; ///< where it stands in the answer for the first time

    friend bool operator==(const Survivor &, const Survivor &) = default;
};

/**
 * Which parts of an answer come from which source.
 *
 * A run is a sequence of words and marks (metrics/textwords.h), spelled exactly so, at least three
 * of them and at least one of them a word; the whitespace between them makes no difference. The
 * longest run of the answer that stands in any source becomes a passage, of equally long ones the
 * one that comes first; then the longest one in what is left of the answer, and so on until none
 * is left. So an earlier passage can cut a run down, and what then is too short is new. Every
 * source that holds the whole passage is quoted by it, at the first place where it stands there.
 *
 * Two passages can follow each other directly; new ones are as long as possible. Whitespace between
 * two passages belongs to the new one, otherwise to the one before; at the start and the end of the
 * answer to what stands there. So the passages are a partition of the text. An answer without
 * words is one new passage, an empty one has none.
 *
 * What survives of a source does not depend on how the passages were cut: it is every run of its
 * words that stands anywhere in the answer. A source can survive in part though no passage quotes
 * it, if longer runs of other sources cover its words.
 */
struct Provenance
{
    QList<Passage> passages; ///< a partition of the answer, in order

    /// Shares of the answer's words and marks: fresh + shared + the sum of own is 1, or all are 0
    /// if it has none.
    double fresh = 0; ///< in no source
    double shared = 0; ///< in passages that several sources hold
    QList<double> own; ///< for each source: in passages that only this source holds

    /// For each source: the share of its own words and marks that stands in the answer; 0 to 1.
    QList<double> survived;
    /// For each source: its longest runs that stand in the answer. By start, none within another,
    /// but they can overlap.
    QList<QList<Survivor>> survivors;

    /// The share of the answer that stands in some source; 0 to 1.
    [[nodiscard]] double found() const;

    friend bool operator==(const Provenance &, const Provenance &) = default;
};

/**
 * For an answer of n words, k sources and s words in all of them: O(k n + s + n log n) time and
 * O(n + s) memory. Pure, for any thread.
 */
[[nodiscard]] Provenance traceProvenance(const QString &answer, const QStringList &sources);
/// The same for texts that were split before; the sources must not be null.
[[nodiscard]] Provenance traceProvenance(const WordSequence &answer,
                                         const QList<const WordSequence *> &sources);
/// Of an answer that is the text of one of @p sourceCount sources, passed on as a whole: one
/// passage, and nothing of the others.
[[nodiscard]] Provenance wholeProvenance(const WordSequence &answer, qsizetype source,
                                         qsizetype sourceCount);

} // namespace moa
