// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/worddiff.h"

#include "metrics/commonsequence.h"
#include "metrics/textwords.h"
#include "metrics/wordnumbers.h"

#include <algorithm>
#include <QString>

namespace moa {

namespace {

// Equal words by chance: so few of them between changes of so many times as many.
constexpr int c_fewWords = 2;
constexpr int c_changeFactor = 4;
// How far a change is moved in search of a better place.
constexpr int c_furthestSlide = 100;

/** One of the two texts, cut into words. */
class DiffSide
{
public:
    DiffSide(QStringView text, WordNumbers &numbers)
        : m_text(text)
        , m_words(splitWords(text))
        , m_numbers(numbers.number(text, m_words))
    { }

    [[nodiscard]] int size() const { return static_cast<int>(m_words.size()); }
    [[nodiscard]] int number(int word) const { return m_numbers[static_cast<size_t>(word)]; }
    [[nodiscard]] bool isSpace(int word) const { return wordAt(word).kind == WordKind::Space; }

    [[nodiscard]] TextRange range(int first, int end) const
    {
        const qsizetype start = startOf(first);
        return {start, startOf(end) - start};
    }

    /// Of the words from first to end, those that are not whitespace.
    [[nodiscard]] int wordCount(int first, int end) const
    {
        int count = 0;
        for (int word = first; word < end; ++word)
            count += isSpace(word) ? 0 : 1;
        return count;
    }

    /// In a word of whitespace: how many lines end in it, of what one look can tell.
    [[nodiscard]] int lineEnds(int word) const
    {
        constexpr qsizetype look = 64;
        const TextRange range = wordAt(word).range;
        return static_cast<int>(
            m_text.sliced(range.start, std::min(range.size, look)).count(u'\n'));
    }

    /// How natural it is for a change to start or end before that word.
    [[nodiscard]] int borderAt(int word) const
    {
        if (word == 0 || word == size())
            return 12;
        if (isSpace(word - 1)) {
            const int lines = lineEnds(word - 1);
            if (lines > 0)
                return lines > 1 ? 10 : 8;
            return word > 1 && endsSentence(word - 2) ? 6 : 4;
        }
        if (isSpace(word))
            return lineEnds(word) > 0 ? 5 : 2;
        if (endsSentence(word - 1))
            return 3;
        return wordAt(word - 1).kind == WordKind::Mark || wordAt(word).kind == WordKind::Mark ? 1
                                                                                              : 0;
    }

    /// The words that are not whitespace: their places and numbers.
    void select(std::vector<int> &places, std::vector<int> &numbers) const
    {
        places.reserve(m_words.size());
        numbers.reserve(m_words.size());
        for (int word = 0; word < size(); ++word) {
            if (!isSpace(word)) {
                places.push_back(word);
                numbers.push_back(number(word));
            }
        }
    }

private:
    [[nodiscard]] const TextWord &wordAt(int word) const
    {
        return m_words[static_cast<size_t>(word)];
    }

    [[nodiscard]] qsizetype startOf(int word) const
    {
        return word == size() ? m_text.size() : wordAt(word).range.start;
    }

    [[nodiscard]] bool endsSentence(int word) const
    {
        if (wordAt(word).kind != WordKind::Mark)
            return false;
        switch (m_text[wordAt(word).range.start].unicode()) {
        case u'.':
        case u'!':
        case u'?':
        case 0x3002: // 。
        case 0xFF01: // ！
        case 0xFF1F: // ？
        case 0x061F: // ؟
        case 0x0964: // ।
            return true;
        default:
            return false;
        }
    }

    QStringView m_text;
    std::vector<TextWord> m_words;
    std::vector<int> m_numbers;
};

/** Makes runs of equal words, whitespace included, from two texts. */
class WordDiffer
{
public:
    WordDiffer(QStringView before, QStringView after)
        : m_before(before, m_numbers)
        , m_after(after, m_numbers)
    { }

    [[nodiscard]] WordDiff run()
    {
        findRuns();
        dropChanceRuns();
        slideChanges();
        return parts();
    }

private:
    struct Gap
    {
        int before;
        int beforeEnd;
        int after;
        int afterEnd;
    };

    [[nodiscard]] bool isSameSpace(int before, int after) const
    {
        return m_before.isSpace(before) && m_before.number(before) == m_after.number(after);
    }

    void findRuns()
    {
        std::vector<int> beforePlaces;
        std::vector<int> beforeNumbers;
        m_before.select(beforePlaces, beforeNumbers);
        std::vector<int> afterPlaces;
        std::vector<int> afterNumbers;
        m_after.select(afterPlaces, afterNumbers);

        int before = 0;
        int after = 0;
        for (const CommonRun &run :
             commonSequence(beforeNumbers, afterNumbers, m_numbers.count())) {
            for (size_t step = 0; step < static_cast<size_t>(run.size); ++step) {
                const int beforeWord = beforePlaces[static_cast<size_t>(run.before) + step];
                const int afterWord = afterPlaces[static_cast<size_t>(run.after) + step];
                appendSpaces({before, beforeWord, after, afterWord});
                appendRun(m_runs, {beforeWord, afterWord, 1});
                before = beforeWord + 1;
                after = afterWord + 1;
            }
        }
        appendSpaces({before, m_before.size(), after, m_after.size()});
    }

    // The equal whitespace at the start and at the end of what lies between two equal words.
    void appendSpaces(Gap gap)
    {
        if (gap.before == gap.beforeEnd || gap.after == gap.afterEnd)
            return;
        if (isSameSpace(gap.before, gap.after))
            appendRun(m_runs, {gap.before++, gap.after++, 1});
        if (gap.before != gap.beforeEnd && gap.after != gap.afterEnd
            && isSameSpace(gap.beforeEnd - 1, gap.afterEnd - 1))
            appendRun(m_runs, {gap.beforeEnd - 1, gap.afterEnd - 1, 1});
    }

    /** So many words, whitespace aside, of the old and of the new text. */
    struct Amount
    {
        int before = 0;
        int after = 0;

        [[nodiscard]] int most() const { return std::max(before, after); }
    };

    [[nodiscard]] Amount amountOf(const Gap &gap) const
    {
        return {m_before.wordCount(gap.before, gap.beforeEnd),
                m_after.wordCount(gap.after, gap.afterEnd)};
    }

    [[nodiscard]] bool isChance(const CommonRun &run, const Amount &previous,
                                const Amount &next) const
    {
        // The words, and the whitespace around and between them.
        if (run.size > 2 * c_fewWords + 1)
            return false;
        const int words = m_before.wordCount(run.before, run.beforeEnd());
        if (words > c_fewWords
            || std::min(previous.most(), next.most()) < c_changeFactor * std::max(words, 1))
            return false;
        for (int word = run.before; word < run.beforeEnd(); ++word) {
            if (m_before.isSpace(word) && m_before.lineEnds(word) > 0)
                return false;
        }
        return true;
    }

    void dropChanceRuns()
    {
        if (m_runs.empty())
            return;
        size_t kept = 0;
        Amount previous = amountOf(gapBetween(CommonRun(), m_runs.front()));
        for (size_t index = 0; index < m_runs.size(); ++index) {
            const CommonRun run = m_runs[index];
            const bool last = index + 1 == m_runs.size();
            const Amount next = amountOf(gapBetween(run, last ? endRun() : m_runs[index + 1]));
            if (isChance(run, previous, next)) {
                const int words = m_before.wordCount(run.before, run.beforeEnd());
                previous.before += words + next.before;
                previous.after += words + next.after;
            } else {
                m_runs[kept++] = run;
                previous = next;
            }
        }
        m_runs.resize(kept);
    }

    [[nodiscard]] static Gap gapBetween(const CommonRun &run, const CommonRun &next)
    {
        return {run.beforeEnd(), next.before, run.afterEnd(), next.after};
    }

    [[nodiscard]] CommonRun endRun() const { return {m_before.size(), m_after.size(), 0}; }

    void slideChanges()
    {
        m_runs.insert(m_runs.begin(), CommonRun());
        m_runs.push_back(endRun());
        for (size_t index = 0; index + 1 < m_runs.size(); ++index)
            slide(index);
    }

    void slide(size_t index)
    {
        CommonRun &run = m_runs[index];
        CommonRun &next = m_runs[index + 1];
        const Gap gap = gapBetween(run, next);
        const bool deletes = gap.after == gap.afterEnd;
        if (deletes == (gap.before == gap.beforeEnd))
            return;
        const DiffSide &side = deletes ? m_before : m_after;
        const int start = deletes ? gap.before : gap.after;
        const int end = deletes ? gap.beforeEnd : gap.afterEnd;
        // A run that lies between two changes may not vanish: they would be one then.
        const bool first = run.before == 0 && run.after == 0;
        const bool last = next.beforeEnd() == m_before.size() && next.afterEnd() == m_after.size();
        const int mostBack = run.size - (first ? 0 : 1);
        const int mostForth = next.size - (last ? 0 : 1);

        int back = 0;
        while (back < std::min(mostBack, c_furthestSlide)
               && side.number(start - back - 1) == side.number(end - back - 1))
            ++back;
        int forth = 0;
        while (forth < std::min(mostForth, c_furthestSlide)
               && side.number(start + forth) == side.number(end + forth))
            ++forth;

        int best = 0;
        int bestBorder = -1;
        for (int by = -back; by <= forth; ++by) {
            const int border = side.borderAt(start + by) + side.borderAt(end + by);
            if (border >= bestBorder) {
                best = by;
                bestBorder = border;
            }
        }
        run.size += best;
        next.before += best;
        next.after += best;
        next.size -= best;
    }

    [[nodiscard]] WordDiff parts() const
    {
        WordDiff diff;
        diff.reserve(static_cast<qsizetype>(m_runs.size()) * 3);
        CommonRun last;
        for (const CommonRun &run : m_runs) {
            const Gap gap = gapBetween(last, run);
            const TextRange deleted = m_before.range(gap.before, gap.beforeEnd);
            const TextRange inserted = m_after.range(gap.after, gap.afterEnd);
            if (!deleted.isEmpty())
                diff.append({DiffPart::Kind::Deleted, deleted, {inserted.start, 0}});
            if (!inserted.isEmpty())
                diff.append({DiffPart::Kind::Inserted, {deleted.end(), 0}, inserted});
            if (run.size > 0)
                diff.append({DiffPart::Kind::Equal, m_before.range(run.before, run.beforeEnd()),
                             m_after.range(run.after, run.afterEnd())});
            last = run;
        }
        return diff;
    }

    WordNumbers m_numbers;
    DiffSide m_before;
    DiffSide m_after;
    std::vector<CommonRun> m_runs; ///< of all words, whitespace included
};

/** Counts words by where they start, in ranges that come in order. */
class WordCounter
{
public:
    explicit WordCounter(QStringView text)
        : m_words(splitWords(text))
    { }

    [[nodiscard]] qsizetype countIn(const TextRange &range)
    {
        qsizetype count = 0;
        for (; m_next < m_words.size() && m_words[m_next].range.start < range.end(); ++m_next)
            count += m_words[m_next].kind == WordKind::Space ? 0 : 1;
        return count;
    }

private:
    std::vector<TextWord> m_words;
    size_t m_next = 0;
};

} // namespace

WordDiff diffWords(QStringView before, QStringView after)
{
    if (before.isEmpty() && after.isEmpty())
        return {};
    if (before == after)
        return {{DiffPart::Kind::Equal, {0, before.size()}, {0, after.size()}}};
    return WordDiffer(before, after).run();
}

DiffCounts countDiff(const WordDiff &diff, QStringView before, QStringView after)
{
    WordCounter beforeWords(before);
    WordCounter afterWords(after);
    DiffCounts counts;
    bool inChange = false;
    for (const DiffPart &part : diff) {
        const qsizetype old = beforeWords.countIn(part.before);
        const qsizetype fresh = afterWords.countIn(part.after);
        const bool changed = part.kind != DiffPart::Kind::Equal;
        if (changed) {
            counts.deleted += old;
            counts.inserted += fresh;
            counts.changes += inChange ? 0 : 1;
        } else {
            counts.equal += old;
        }
        inChange = changed;
    }
    return counts;
}

} // namespace moa
