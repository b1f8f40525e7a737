// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/provenance.h"
#include "run/runprovenance.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <QElapsedTimer>
#include <QRandomGenerator>

namespace {

constexpr double c_limitMs = 20;
constexpr int c_proposals = 18;
constexpr int c_words = 1000;

/** Prose of invented words: a few are frequent, most are rare, as in a language. */
class Prose
{
public:
    explicit Prose(quint32 seed)
        : m_random(seed)
    {
        for (int word = 0; word < 4000; ++word) {
            QString letters;
            for (int left = m_random.bounded(2, 10); left > 0; --left)
                letters += QChar(static_cast<char16_t>(u'a' + m_random.bounded(26)));
            m_vocabulary.append(letters);
        }
    }

    [[nodiscard]] QStringList words(int count)
    {
        QStringList words;
        while (words.size() < count) {
            const double rank =
                std::pow(static_cast<double>(m_vocabulary.size()), m_random.generateDouble());
            words.append(m_vocabulary[static_cast<qsizetype>(rank) - 1]);
            if (m_random.bounded(9) == 0)
                words.last() += m_random.bounded(2) == 0 ? u',' : u'.';
        }
        return words;
    }

    /// Three quarters of it in passages of 3 to 40 words from the proposals.
    [[nodiscard]] QStringList answer(const QList<QStringList> &proposals, int count)
    {
        QStringList words;
        while (words.size() < count) {
            const QStringList &from =
                proposals[m_random.bounded(static_cast<int>(proposals.size()))];
            const int length = m_random.bounded(3, 41);
            words += from.mid(m_random.bounded(static_cast<int>(from.size()) - length), length);
            words += this->words(m_random.bounded(14));
        }
        return words.mid(0, count);
    }

private:
    QRandomGenerator m_random;
    QStringList m_vocabulary;
};

double milliseconds(const QElapsedTimer &timer)
{
    return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

bool measureUsual()
{
    Prose prose(1);
    std::vector<double> times;
    double found = 0;
    for (int number = 0; number < 200; ++number) {
        QList<QStringList> proposals;
        QStringList sources;
        for (int proposal = 0; proposal < c_proposals; ++proposal) {
            proposals.append(prose.words(c_words));
            sources.append(proposals.last().join(u' '));
        }
        const QString answer = prose.answer(proposals, c_words).join(u' ');
        QElapsedTimer timer;
        timer.start();
        const moa::Provenance provenance = moa::traceProvenance(answer, sources);
        times.push_back(milliseconds(timer));
        found += provenance.found();
    }
    std::sort(times.begin(), times.end());
    const double median = times[times.size() / 2];
    const bool met = times.back() < c_limitMs;
    std::printf("provenance, %d words against %d proposals of %d: median %.2f ms, worst %.2f ms of "
                "%zu (limit %.0f): %s; %.0f %% found\n",
                c_words, c_proposals, c_words, median, times.back(), times.size(), c_limitMs,
                met ? "met" : "MISSED", 100 * found / static_cast<double>(times.size()));
    return met;
}

void measureRun()
{
    Prose prose(2);
    QList<moa::Response> responses;
    QList<QStringList> before;
    QList<moa::ResponseId> references;
    for (int layer = 0; layer < 3; ++layer) {
        QList<QStringList> texts;
        QList<moa::ResponseId> ids;
        for (int number = 1; number <= 20; ++number) {
            moa::Response response;
            response.id = {moa::AgentId(QString::number(layer)), number};
            response.layer = layer;
            response.state = moa::ResponseState::Done;
            response.references = references;
            texts.append(layer == 0 ? prose.words(2000) : prose.answer(before, 2000));
            response.text = texts.last().join(u' ');
            ids.append(response.id);
            responses.append(response);
        }
        before = texts;
        references = ids;
    }
    QElapsedTimer timer;
    timer.start();
    const moa::RunProvenance provenance(responses);
    std::printf("a run of 60 responses of 2,000 words in 3 layers: %.1f ms", milliseconds(timer));
    const QList<moa::Passage> &passages = provenance.of(*provenance.finalAnswer())->passages;
    qsizetype places = 0;
    timer.restart();
    for (const moa::Passage &passage : passages)
        places += provenance.trail(*provenance.finalAnswer(), passage.range.start).size();
    std::printf("; the trails of all its final answer's %lld passages %.2f ms (%lld places)\n",
                static_cast<long long>(passages.size()), milliseconds(timer),
                static_cast<long long>(places));
}

void measureHostile(const char *what, const QString &answer, const QStringList &sources)
{
    QElapsedTimer timer;
    timer.start();
    const moa::Provenance provenance = moa::traceProvenance(answer, sources);
    std::printf("hostile, %s: %.0f ms (%lld passages, %.0f %% found)\n", what, milliseconds(timer),
                static_cast<long long>(provenance.passages.size()), 100 * provenance.found());
}

// Every piece of it comes again, at ever more places.
QString fibonacciWords(qsizetype units)
{
    QString shorter = QStringLiteral("b ");
    QString longer = QStringLiteral("a ");
    while (longer.size() < units) {
        const QString next = longer + shorter;
        shorter = longer;
        longer = next;
    }
    return longer.left(units);
}

} // namespace

int main()
{
    const bool met = measureUsual();
    measureRun();

    const QString repeated = QStringLiteral("word ").repeated(200'000);
    measureHostile("1 MB of one word against 18 such", repeated,
                   QStringList(c_proposals, repeated));
    measureHostile("1 MB of one word against 7 of them", repeated,
                   {QStringLiteral("word ").repeated(7)});
    const QString fibonacci = fibonacciWords(1'000'000);
    measureHostile("1 MB of Fibonacci words against 18 pieces of them", fibonacci,
                   QStringList(c_proposals, fibonacci.mid(333, 77'777)));
    Prose prose(3);
    const QString line = prose.words(1'800'000).join(u' ').left(10'000'000);
    measureHostile("a line of 10 MB against itself and half of it", line,
                   {line, line.mid(2'500'000, 5'000'000)});
    const QString marks = QStringLiteral("-").repeated(10'000'000);
    measureHostile("10 MB of dashes against themselves", marks, {marks});
    return met ? 0 : 1;
}
