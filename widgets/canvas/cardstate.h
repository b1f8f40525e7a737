// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "canvas/statemark.h"
#include "mixture/ids.h"

#include <optional>
#include <QLocale>
#include <QString>
#include <QStringList>

namespace moa {

/** What a run says about one agent, as its card shows it. The default: no run. */
struct CardState
{
    enum class Tone { Quiet, Busy, Good, Warning, Danger };

    QString word; ///< "Streaming", translated; empty: no run
    Tone tone = Tone::Quiet;
    StateMark mark = StateMark::None; ///< says the same as the word
    std::optional<int> waitingFor; ///< references that are still missing
    std::optional<qint64> retryInMs; ///< until the next attempt
    int retryAttempt = 0; ///< the one that is made then
    int retryMost = 0; ///< attempts there are
    bool pinned = false; ///< later runs keep its answer
    bool edited = false; ///< the agent is not what it was in the run: the figures are of before
    bool critical = false; ///< part of the chain of answers that took longest
    std::optional<double> tokensPerSecond;
    std::optional<qint64> elapsedMs;
    std::optional<qint64> inputTokens;
    std::optional<qint64> outputTokens;
    bool estimated = false; ///< the tokens are not the provider's: shown with a tilde
    QString cost; ///< formatted; empty: unpriced or not known yet
    std::optional<double> bleu; ///< against the final answer, 0 to 100
    QString error; ///< the reason in a sentence; empty unless failed
    std::optional<double> progress; ///< 0 to 1

    friend bool operator==(const CardState &, const CardState &) = default;
};

/** Something about an agent that the person should know before running. */
struct CardProblem
{
    AgentId agent;
    QString text; ///< one sentence

    friend bool operator==(const CardProblem &, const CardProblem &) = default;
};

/** One figure of a card and how much it matters when there is no room for all. */
struct CardFigure
{
    QString text;
    QString brief; ///< where there is little room; not longer than the text
    int importance = 0; ///< 0 matters most
};

/** What goes on, on one line: "Waiting for 3 references", "Retrying in 4 s, 2 of 5", "Done". */
[[nodiscard]] QString cardWord(const CardState &state, const QLocale &locale);

/** What the marks on the card mean, a sentence for each. */
[[nodiscard]] QStringList cardNotes(const CardState &state);

/** The figures of @p state in reading order: "42 tok/s", "5.2 s", "812 in, 344 out", ... */
[[nodiscard]] QList<CardFigure> cardFigures(const CardState &state, const QLocale &locale);

} // namespace moa
