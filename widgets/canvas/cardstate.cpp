// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/cardstate.h"

#include "items/figures.h"

#include <algorithm>
#include <QCoreApplication>

namespace moa {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(moa)
};

QString progressWord(const CardState &state, const QLocale &locale)
{
    if (state.waitingFor)
        return Words::tr("Waiting for %n reference(s)", nullptr, *state.waitingFor);
    if (!state.retryInMs)
        return state.word;
    constexpr qint64 second = 1000;
    const qint64 seconds = std::max<qint64>((*state.retryInMs + second - 1) / second, 1);
    return Words::tr("Retrying in %1 s, %2 of %3")
        .arg(locale.toString(seconds), locale.toString(state.retryAttempt),
             locale.toString(state.retryMost));
}

} // namespace

QString cardWord(const CardState &state, const QLocale &locale)
{
    const QString word = progressWord(state, locale);
    return state.edited && !word.isEmpty()
        ? Words::tr("%1, changed", "a state, and the agent").arg(word)
        : word;
}

QStringList cardNotes(const CardState &state)
{
    QStringList notes;
    if (state.pinned)
        notes.append(Words::tr("Pinned: later runs keep this answer and don't ask again."));
    if (state.edited)
        notes.append(Words::tr("Changed since the run: the figures are of the agent as it was."));
    if (state.critical)
        notes.append(Words::tr("On the critical path: the chain of answers that took longest."));
    return notes;
}

QList<CardFigure> cardFigures(const CardState &state, const QLocale &locale)
{
    const QString tilde = state.estimated ? QStringLiteral("~") : QString();
    QList<CardFigure> result;
    const auto add = [&result](const QString &text, int importance) {
        result.append({text, text, importance});
    };
    if (state.tokensPerSecond) {
        add(Words::tr("%1 tok/s")
                .arg(locale.toString(*state.tokensPerSecond, 'f',
                                     *state.tokensPerSecond < 10.0 ? 1 : 0)),
            0);
    }
    if (state.outputTokens) {
        const QString output = tilde + locale.toString(*state.outputTokens);
        const QString brief = Words::tr("%1 out").arg(output);
        const QString text = state.inputTokens
            ? Words::tr("%1 in, %2 out").arg(tilde + locale.toString(*state.inputTokens), output)
            : brief;
        result.append({text, brief, 3});
    }
    if (state.elapsedMs)
        add(figures::seconds(*state.elapsedMs, locale), 1);
    if (!state.cost.isEmpty())
        add(state.cost, 2);
    // The bar shows it too.
    if (state.bleu)
        add(figures::bleu(*state.bleu, locale), 4);
    return result;
}

} // namespace moa
