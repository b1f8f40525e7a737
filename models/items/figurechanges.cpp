// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/figurechanges.h"

#include "items/figures.h"
#include "items/historywords.h"

#include <algorithm>
#include <functional>
#include <QCoreApplication>
#include <QLocale>

namespace moa {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(moa::FigureChange)
};

QString signOf(qint64 difference)
{
    return difference < 0 ? QString(QChar(0x2212)) : QStringLiteral("+");
}

/// The difference of two amounts, which @p inWords tells without a sign.
QString difference(qint64 before, qint64 after, const QLocale &locale,
                   const std::function<QString(qint64)> &inWords)
{
    const qint64 change = after - before;
    if (change == 0)
        return QStringLiteral("–");
    const QString words = signOf(change) + inWords(std::abs(change));
    if (before == 0)
        return words;
    const double percent =
        100.0 * static_cast<double>(std::abs(change)) / static_cast<double>(before);
    constexpr double fewPercent = 10.0;
    return Words::tr("%1 (%2%)")
        .arg(words, signOf(change) + locale.toString(percent, 'f', percent < fewPercent ? 1 : 0));
}

FigureChange numbers(const QString &name, qint64 before, qint64 after, const QLocale &locale)
{
    const auto inWords = [&locale](qint64 value) { return locale.toString(value); };
    return {name, inWords(before), inWords(after), difference(before, after, locale, inWords)};
}

FigureChange times(const QString &name, qint64 before, qint64 after, const QLocale &locale)
{
    const auto inWords = [&locale](qint64 ms) { return figures::seconds(ms, locale); };
    return {name, inWords(before), inWords(after), difference(before, after, locale, inWords)};
}

qint64 answersOf(const RunRecord &run)
{
    return std::count_if(run.responses.cbegin(), run.responses.cend(),
                         [](const Response &response) { return isAnswer(response.state); });
}

QString costOf(const RunTotals &totals, qint64 answers, const QLocale &locale)
{
    RunSummary summary;
    summary.cost = totals.cost;
    summary.unpriced = totals.unpriced;
    summary.responses = static_cast<int>(answers);
    return history::cost(summary, locale);
}

} // namespace

QList<FigureChange> figureChanges(const RunRecord &before, const RunRecord &after,
                                  const QLocale &locale)
{
    const qint64 answersBefore = answersOf(before);
    const qint64 answersAfter = answersOf(after);
    const RunTotals &was = before.totals;
    const RunTotals &is = after.totals;
    FigureChange cost{Words::tr("Cost"),
                      costOf(was, answersBefore, locale),
                      costOf(is, answersAfter, locale),
                      {}};
    if (was.unpriced == 0 && is.unpriced == 0) {
        cost.difference =
            difference(was.cost.pico(), is.cost.pico(), locale,
                       [&locale](qint64 pico) { return Usd::fromPico(pico).display(locale); });
    }
    const QString stateBefore = history::stateWord(before.state);
    const QString stateAfter = history::stateWord(after.state);
    return {{Words::tr("State"), stateBefore, stateAfter,
             stateBefore == stateAfter ? QStringLiteral("–") : QString()},
            numbers(Words::tr("Answers"), answersBefore, answersAfter, locale),
            numbers(Words::tr("Tokens in"), was.input, is.input, locale),
            numbers(Words::tr("Tokens out"), was.output, is.output, locale),
            cost,
            times(Words::tr("Time"), was.wallMs, is.wallMs, locale),
            times(Words::tr("Critical path"), was.criticalPathMs, is.criticalPathMs, locale),
            numbers(Words::tr("Characters of the answer"), before.finalText.size(),
                    after.finalText.size(), locale)};
}

} // namespace moa
