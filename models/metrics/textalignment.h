// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/textrange.h"

#include <QList>
#include <QStringView>
#include <vector>

namespace moa {

/** The words of a text (no spaces, no punctuation), ready to be aligned with others. */
class AlignableText
{
public:
    AlignableText() = default;
    /// Linear in the length of @p text, which need not outlive this.
    explicit AlignableText(QStringView text);

    struct Word
    {
        TextRange range;
        quint64 hash;
    };

    [[nodiscard]] qsizetype size() const { return m_size; } ///< UTF-16 units
    [[nodiscard]] const std::vector<Word> &words() const { return m_words; }

private:
    qsizetype m_size = 0;
    std::vector<Word> m_words;
};

/** A passage that stands in two texts word for word; its punctuation may differ. */
struct TextAnchor
{
    TextRange first;
    TextRange second;

    friend bool operator==(const TextAnchor &, const TextAnchor &) = default;
};

/**
 * Which place of one text is level with which of another.
 *
 * Anchors are runs of at least five words that occur once in each text; of those that contradict
 * each other in their order the most are kept that do not. Between two anchors places are in
 * proportion, so that a walk through one text is a walk through the other that never goes back.
 */
class TextAlignment
{
public:
    /// Texts that have nothing to do with each other.
    TextAlignment() = default;
    /// O(n log n) time, O(n) memory for n words in both.
    TextAlignment(const AlignableText &first, const AlignableText &second);

    /// In the order of both texts, never overlapping in either.
    [[nodiscard]] const QList<TextAnchor> &anchors() const { return m_anchors; }
    /// Whether the anchors make up enough of the shorter text to say anything about the rest.
    [[nodiscard]] bool isRelated() const { return m_related; }

    /// Two places in the first text, and the ones in the second that are level with them.
    struct Span
    {
        TextRange first;
        TextRange second;
    };
    /// The smallest known span around @p position of the first text: an anchor, or what lies
    /// between two. Within it places are in proportion. All of both texts if nothing is known.
    [[nodiscard]] Span around(qsizetype position) const;

private:
    QList<TextAnchor> m_anchors;
    qsizetype m_firstSize = 0;
    qsizetype m_secondSize = 0;
    bool m_related = false;
};

} // namespace moa
