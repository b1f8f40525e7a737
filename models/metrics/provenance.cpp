// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/provenance.h"

#include "metrics/gramtables.h"
#include "metrics/greedytiling.h"
#include "metrics/wordautomaton.h"
#include "metrics/wordsequence.h"

#include <numeric>

namespace moa {

namespace {

constexpr quint32 none = WordAutomaton::none;

Token tokenAt(const WordSequence &text, qsizetype word)
{
    const TextWord &found = text.at(word);
    return {QStringView(text.text()).utf16() + found.range.start, found.range.size, found.hash};
}

/** The words of the answer as numbers, equal ones as the same number. */
class AnswerNumbers
{
public:
    explicit AnswerNumbers(const WordSequence &answer)
    {
        const qsizetype size = answer.size();
        m_tokens.reserve(static_cast<size_t>(size));
        m_numbers.reserve(static_cast<size_t>(size));
        m_table.reset(static_cast<size_t>(size));
        for (qsizetype word = 0; word < size; ++word) {
            m_tokens.push_back(tokenAt(answer, word));
            m_numbers.push_back(m_table.add(m_tokens.back()));
        }
    }
    Q_DISABLE_COPY_MOVE(AnswerNumbers)

    [[nodiscard]] const std::vector<quint32> &all() const { return m_numbers; }
    [[nodiscard]] quint32 distinct() const { return static_cast<quint32>(m_table.size()); }
    /// None for a word that is not in the answer.
    [[nodiscard]] quint32 of(const Token &token) { return m_table.number(token).value_or(none); }

private:
    std::vector<Token> m_tokens; ///< never moves: the table points into it
    WordTable m_table;
    std::vector<quint32> m_numbers;
};

/** Finds where each of the tiles of an answer stands in a source for the first time. */
class TilePlaces
{
public:
    TilePlaces(const WordAutomaton &automaton, const std::vector<quint32> &answer,
               const std::vector<WordSpan> &tiles)
        : m_automaton(automaton)
        , m_byLength(automaton.statesByLength())
        , m_firstWanted(automaton.stateCount(), none)
    {
        std::vector<WordAutomaton::Run> runs;
        runs.reserve(tiles.size());
        for (const WordSpan &tile : tiles) {
            WordAutomaton::Run run;
            for (qsizetype word = tile.first; word < tile.end; ++word)
                automaton.read(run, answer[static_cast<size_t>(word)]);
            runs.push_back(run);
        }
        m_wanted = runs;
        std::sort(m_wanted.begin(), m_wanted.end(), isBefore);
        m_wanted.erase(std::unique(m_wanted.begin(), m_wanted.end()), m_wanted.end());
        for (size_t index = m_wanted.size(); index-- > 0;)
            m_firstWanted[m_wanted[index].state] = static_cast<quint32>(index);
        m_wantedOfTile.reserve(tiles.size());
        for (const WordAutomaton::Run &run : runs) {
            const auto found = std::lower_bound(m_wanted.begin(), m_wanted.end(), run, isBefore);
            m_wantedOfTile.push_back(static_cast<size_t>(found - m_wanted.begin()));
        }
    }

    /// Forgets the source before.
    void startSource()
    {
        m_nextWanted = m_firstWanted;
        m_seen.assign(m_automaton.stateCount(), none);
        m_found.assign(m_wanted.size(), none);
    }

    /// The longest run that ends with that word of the source. Call it for one word after another.
    void see(const WordAutomaton::Run &run, quint32 word)
    {
        m_seen[run.state] = std::min(m_seen[run.state], word);
        quint32 &next = m_nextWanted[run.state];
        while (next < m_wanted.size() && m_wanted[next].state == run.state
               && m_wanted[next].length <= run.length)
            m_found[next++] = word;
    }

    /// Where a state was seen, so were all shorter endings of its runs.
    void endSource()
    {
        std::vector<quint32> &below = m_nextWanted;
        below.assign(m_automaton.stateCount(), none);
        for (auto state = m_byLength.rbegin(); state != m_byLength.rend(); ++state) {
            for (quint32 index = m_firstWanted[*state];
                 index < m_wanted.size() && m_wanted[index].state == *state; ++index)
                m_found[index] = std::min(m_found[index], below[*state]);
            const quint32 shorter = m_automaton.link(*state);
            if (shorter != none)
                below[shorter] = std::min({below[shorter], below[*state], m_seen[*state]});
        }
    }

    /// The place of its last word in the source; none if the source does not hold the tile.
    [[nodiscard]] quint32 firstEnd(size_t tile) const { return m_found[m_wantedOfTile[tile]]; }

private:
    static bool isBefore(const WordAutomaton::Run &a, const WordAutomaton::Run &b)
    {
        return a.state != b.state ? a.state < b.state : a.length < b.length;
    }

    const WordAutomaton &m_automaton;
    const std::vector<quint32> m_byLength;
    std::vector<WordAutomaton::Run> m_wanted; ///< the different tiles, by state and length
    std::vector<size_t> m_wantedOfTile;
    std::vector<quint32> m_firstWanted; ///< by state
    std::vector<quint32> m_nextWanted; ///< by state: the shortest that was not found yet
    std::vector<quint32> m_seen; ///< by state: where for the first time
    std::vector<quint32> m_found; ///< for each of m_wanted
};

class Tracer
{
public:
    Tracer(const WordSequence &answer, const QList<const WordSequence *> &sources)
        : m_answer(answer)
        , m_sources(sources)
        , m_numbers(answer)
        , m_automaton(m_numbers.all(), m_numbers.distinct())
    { }

    [[nodiscard]] Provenance trace()
    {
        std::vector<quint32> reached(m_automaton.stateCount(), 0);
        for (const WordSequence *source : m_sources)
            readSource(*source, reached);
        const std::vector<WordSpan> tiles =
            tileGreedily(m_answer, longestEndings(std::move(reached)));
        addPassages(tiles, quotationsOf(tiles));
        return std::move(m_result);
    }

private:
    // Notes what survives of the source, and for each state how long a run of it the source holds.
    void readSource(const WordSequence &source, std::vector<quint32> &reached)
    {
        QList<Survivor> survivors;
        qsizetype covered = 0;
        qsizetype coveredEnd = 0;
        const auto endRun = [&](const WordAutomaton::Run &run, qsizetype end) {
            const WordSpan span{end - run.length, end};
            if (!source.isRun(span))
                return;
            const qsizetype placeEnd = qsizetype{m_automaton.firstEnd(run.state)} + 1;
            survivors.append(
                {source.range(span), m_answer.range({placeEnd - run.length, placeEnd})});
            covered += end - std::max(span.first, coveredEnd);
            coveredEnd = end;
        };

        std::vector<WordAutomaton::Run> &runs = m_runs.emplace_back();
        runs.reserve(static_cast<size_t>(source.size()));
        WordAutomaton::Run run;
        for (qsizetype word = 0; word < source.size(); ++word) {
            const WordAutomaton::Run before = run;
            m_automaton.read(run, m_numbers.of(tokenAt(source, word)));
            runs.push_back(run);
            if (run.length != before.length + 1)
                endRun(before, word);
            reached[run.state] = std::max(reached[run.state], run.length);
        }
        endRun(run, source.size());
        m_result.survivors.append(survivors);
        m_result.survived.append(source.size() == 0 ? 0.0
                                                    : static_cast<double>(covered)
                                         / static_cast<double>(source.size()));
    }

    // For each word of the answer: how many up to it stand in some source in a row.
    [[nodiscard]] std::vector<quint32> longestEndings(std::vector<quint32> reached) const
    {
        const std::vector<quint32> states = m_automaton.statesByLength();
        for (auto state = states.rbegin(); state != states.rend(); ++state) {
            const quint32 shorter = m_automaton.link(*state);
            if (reached[*state] != 0 && shorter != none)
                reached[shorter] = m_automaton.length(shorter);
        }
        for (const quint32 state : states) {
            if (reached[state] == 0 && state != WordAutomaton::root)
                reached[state] = reached[m_automaton.link(state)];
        }
        std::vector<quint32> longest(m_numbers.all().size());
        for (size_t word = 0; word < longest.size(); ++word)
            longest[word] = reached[m_automaton.beginningState(word)];
        return longest;
    }

    [[nodiscard]] std::vector<QList<Quotation>> quotationsOf(const std::vector<WordSpan> &tiles)
    {
        std::vector<QList<Quotation>> quotations(tiles.size());
        if (tiles.empty())
            return quotations;
        TilePlaces places(m_automaton, m_numbers.all(), tiles);
        for (qsizetype index = 0; index < m_sources.size(); ++index) {
            const WordSequence &source = *m_sources.at(index);
            const std::vector<WordAutomaton::Run> &runs = m_runs[static_cast<size_t>(index)];
            places.startSource();
            for (size_t word = 0; word < runs.size(); ++word)
                places.see(runs[word], static_cast<quint32>(word));
            places.endSource();
            for (size_t tile = 0; tile < tiles.size(); ++tile) {
                const quint32 last = places.firstEnd(tile);
                if (last == none)
                    continue;
                const qsizetype end = qsizetype{last} + 1;
                quotations[tile].append({index, source.range({end - tiles[tile].size(), end})});
            }
        }
        return quotations;
    }

    void addPassages(const std::vector<WordSpan> &tiles,
                     const std::vector<QList<Quotation>> &quotations)
    {
        m_result.own.fill(0, m_sources.size());
        qsizetype next = 0;
        for (size_t tile = 0; tile < tiles.size(); ++tile) {
            addPassage({next, tiles[tile].first}, {});
            addPassage(tiles[tile], quotations[tile]);
            next = tiles[tile].end;
        }
        addPassage({next, m_answer.size()}, {});
        turnCountsIntoShares();

        const qsizetype textSize = m_answer.text().size();
        if (m_result.passages.isEmpty() && textSize > 0)
            m_result.passages.append(Passage{});
        if (!m_result.passages.isEmpty()) {
            Passage &last = m_result.passages.last();
            last.range.size = textSize - last.range.start;
        }
    }

    void addPassage(const WordSpan &span, const QList<Quotation> &quotations)
    {
        if (span.isEmpty())
            return;
        count(span, quotations);
        Passage passage{m_answer.range(span), quotations};
        qsizetype start = 0;
        if (!m_result.passages.isEmpty()) {
            Passage &before = m_result.passages.last();
            const bool takesSpace = passage.isNew() && !before.isNew();
            start = takesSpace ? before.range.end() : passage.range.start;
            before.range.size = start - before.range.start;
        }
        passage.range = {start, passage.range.end() - start};
        m_result.passages.append(passage);
    }

    void count(const WordSpan &span, const QList<Quotation> &quotations)
    {
        const auto words = static_cast<double>(span.size());
        if (quotations.isEmpty())
            m_result.fresh += words;
        else if (quotations.size() > 1)
            m_result.shared += words;
        else
            m_result.own[quotations.first().source] += words;
    }

    // Whole numbers up to here, so that a share of nothing or of everything is exact.
    void turnCountsIntoShares()
    {
        const auto words = static_cast<double>(std::max<qsizetype>(m_answer.size(), 1));
        m_result.fresh /= words;
        m_result.shared /= words;
        for (double &share : m_result.own)
            share /= words;
    }

    const WordSequence &m_answer;
    const QList<const WordSequence *> &m_sources;
    AnswerNumbers m_numbers;
    WordAutomaton m_automaton;
    /// For each source and each of its words: the longest run that ends there.
    std::vector<std::vector<WordAutomaton::Run>> m_runs;
    Provenance m_result;
};

} // namespace

double Provenance::found() const
{
    return std::accumulate(own.begin(), own.end(), shared);
}

Provenance traceProvenance(const QString &answer, const QStringList &sources)
{
    QList<WordSequence> sequences;
    sequences.reserve(sources.size());
    QList<const WordSequence *> pointers;
    pointers.reserve(sources.size());
    for (const QString &source : sources)
        pointers.append(&sequences.emplaceBack(source));
    return traceProvenance(WordSequence(answer), pointers);
}

Provenance traceProvenance(const WordSequence &answer, const QList<const WordSequence *> &sources)
{
    return Tracer(answer, sources).trace();
}

Provenance wholeProvenance(const WordSequence &answer, qsizetype source, qsizetype sourceCount)
{
    Provenance result;
    result.own.fill(0, sourceCount);
    result.survived.fill(0, sourceCount);
    result.survivors.resize(sourceCount);
    if (answer.text().isEmpty())
        return result;
    Passage passage{{0, answer.text().size()}, {}};
    if (answer.size() > 0) {
        const TextRange words = answer.range({0, answer.size()});
        passage.quotations.append({source, words});
        result.own[source] = 1;
        result.survived[source] = 1;
        result.survivors[source].append({words, words});
    }
    result.passages.append(passage);
    return result;
}

} // namespace moa
