// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/figures.h"

#include "run/partialrun.h"

#include <algorithm>
#include <QCoreApplication>
#include <QLocale>

namespace moa::figures {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(moa::figures)
};

constexpr qint64 minutesFromMs = 120'000;

/// Why it was not asked again, and what that saved.
QString keptSentence(const Response &response)
{
    const Kept kept = response.kept.value_or(Kept());
    QString sentence;
    switch (kept.reason) {
    case Kept::Reason::Pinned:
        sentence = Words::tr("Pinned: kept from an earlier run and not asked again.");
        break;
    case Kept::Reason::Unchanged:
        sentence = Words::tr("Kept: it would have been asked the very same again.");
        break;
    case Kept::Reason::Edited:
        return Words::tr("Edited by hand: this text stands in for the model’s own.");
    }
    const Timing &timing = kept.timing;
    if (!timing.started || !timing.finished)
        return sentence;
    const QLocale locale;
    return sentence + u' '
        + Words::tr("It had taken %1.")
              .arg(saving({1, kept.cost.value_or(Usd()), kept.cost ? 0 : 1,
                           *timing.finished - *timing.started},
                          locale));
}

QString doneSentence(const Response &response)
{
    switch (response.stopReason) {
    case StopReason::Length:
        return Words::tr("The answer was cut off at the limit of output tokens. Raise the limit "
                         "of this agent to get the rest.");
    case StopReason::Filtered:
        return Words::tr("The provider's content filter ended this answer.");
    case StopReason::Tool:
        return Words::tr("The model stopped to call a tool; agents here have none.");
    case StopReason::Truncated:
        return Words::tr("The connection ended before the answer did: its end may be missing.");
    case StopReason::None:
    case StopReason::Complete:
    case StopReason::Error:
        break;
    }
    return response.text.isEmpty() ? Words::tr("The model answered without any text.") : QString();
}

} // namespace

QString seconds(qint64 ms, const QLocale &locale)
{
    ms = std::max<qint64>(ms, 0);
    // The thresholds stand where rounding would show one figure more.
    if (ms < 995)
        return Words::tr("%1 s").arg(locale.toString(static_cast<double>(ms) / 1000.0, 'f', 2));
    if (ms < 9'950)
        return Words::tr("%1 s").arg(locale.toString(static_cast<double>(ms) / 1000.0, 'f', 1));
    const qint64 whole = (ms + 500) / 1000;
    if (ms <= minutesFromMs)
        return Words::tr("%1 s").arg(locale.toString(whole));
    return Words::tr("%1 min %2 s").arg(locale.toString(whole / 60), locale.toString(whole % 60));
}

QString timing(const Timing &timing, const QLocale &locale)
{
    if (!timing.started)
        return {};
    const QString first = timing.firstToken
        ? Words::tr("%1 to first").arg(seconds(*timing.firstToken - *timing.started, locale))
        : QString();
    if (!timing.finished)
        return first;
    const QString whole = seconds(*timing.finished - *timing.started, locale);
    return first.isEmpty() ? whole : Words::tr("%1, %2").arg(first, whole);
}

std::optional<qint64> queuedMs(const Timing &timing)
{
    if (!timing.queued || !timing.started)
        return std::nullopt;
    return *timing.started - *timing.queued;
}

QString tokens(qint64 input, qint64 output, bool estimated, const QLocale &locale)
{
    const QString mark = estimated ? QStringLiteral("~") : QString();
    return Words::tr("%1 in, %2 out")
        .arg(mark + locale.toString(input), mark + locale.toString(output));
}

QString tokens(const Usage &usage, const QLocale &locale)
{
    return tokens(usage.input, usage.output, usage.source == Usage::Source::Estimated, locale);
}

QString tokensSource(Usage::Source source)
{
    switch (source) {
    case Usage::Source::Reported:
        return Words::tr("Tokens as the provider reported them.");
    case Usage::Source::Counted:
        return Words::tr("Tokens counted here with the model's tokenizer: the provider reported "
                         "none.");
    case Usage::Source::Estimated:
        return Words::tr("Tokens estimated from the length of the text: the provider reported "
                         "none.");
    }
    Q_UNREACHABLE();
}

QString cost(const std::optional<Usd> &cost, const QLocale &locale)
{
    return cost ? cost->display(locale) : Words::tr("unpriced");
}

QString saving(const Saving &saving, const QLocale &locale)
{
    const QString time = seconds(saving.ms, locale);
    // Nothing of it has a price: there is nothing to say of money.
    if (saving.unpriced > 0 && saving.cost == Usd())
        return time;
    return Words::tr("%1 and %2").arg(saving.cost.display(locale), time);
}

QString bleu(double score, const QLocale &locale)
{
    return Words::tr("BLEU %1").arg(locale.toString(score, 'f', 1));
}

QString roleName(Role role)
{
    switch (role) {
    case Role::Proposer:
        return Words::tr("Proposer");
    case Role::Aggregator:
        return Words::tr("Aggregator");
    case Role::Ranker:
        return Words::tr("Ranker");
    }
    Q_UNREACHABLE();
}

QString stateWord(ResponseState state)
{
    switch (state) {
    case ResponseState::Waiting:
        return Words::tr("Waiting");
    case ResponseState::Queued:
        return Words::tr("Queued");
    case ResponseState::Started:
        return Words::tr("Asked");
    case ResponseState::Streaming:
        return Words::tr("Writing");
    case ResponseState::Retrying:
        return Words::tr("Retrying");
    case ResponseState::Done:
        return Words::tr("Done");
    case ResponseState::Failed:
        return Words::tr("Failed");
    case ResponseState::Cancelled:
        return Words::tr("Stopped");
    case ResponseState::Muted:
        return Words::tr("Muted");
    case ResponseState::Pinned:
        return Words::tr("Pinned");
    }
    Q_UNREACHABLE();
}

QString stateWord(const Response &response)
{
    if (response.state != ResponseState::Pinned || !response.kept)
        return stateWord(response.state);
    switch (response.kept->reason) {
    case Kept::Reason::Pinned:
        return stateWord(ResponseState::Pinned);
    case Kept::Reason::Unchanged:
        return Words::tr("Kept");
    case Kept::Reason::Edited:
        return Words::tr("Edited");
    }
    Q_UNREACHABLE();
}

QString stateSentence(const Response &response)
{
    switch (response.state) {
    case ResponseState::Waiting:
        return Words::tr("Waiting for the answers that it gets as references.");
    case ResponseState::Queued:
        return response.error.isEmpty()
            ? Words::tr("Waiting for a free connection to %1.").arg(response.provider.toString())
            : response.error;
    case ResponseState::Started:
        return Words::tr("%1 was asked; nothing has come back yet.")
            .arg(response.provider.toString());
    case ResponseState::Streaming:
        return {};
    case ResponseState::Retrying:
        return response.error.isEmpty()
            ? Words::tr("Attempt %1 failed. Another one follows in a moment.")
                  .arg(response.attempts)
            : response.error;
    case ResponseState::Done:
        return doneSentence(response);
    case ResponseState::Failed:
        return response.error.isEmpty() ? Words::tr("It failed, and the provider gave no reason.")
                                        : response.error;
    case ResponseState::Cancelled:
        return response.text.isEmpty() ? Words::tr("Stopped before it answered.")
                                       : Words::tr("Stopped: this is what had arrived.");
    case ResponseState::Muted:
        return Words::tr("Muted: it takes no part in this run.");
    case ResponseState::Pinned:
        return keptSentence(response);
    }
    Q_UNREACHABLE();
}

QString runSentence(const RunRecord &run, int ended, int total)
{
    const QLocale locale;
    const QString figures[] = {locale.toString(ended), locale.toString(total)};
    switch (run.state) {
    case RunState::Running:
        return Words::tr("Running: %1 of %2 answers are in.").arg(figures[0], figures[1]);
    case RunState::Done:
        return Words::tr("Done.");
    case RunState::Degraded:
        return Words::tr("Done, without the answers that failed.");
    case RunState::Failed:
        return run.error.isEmpty() ? Words::tr("The run failed: there is no final answer.")
                                   : run.error;
    case RunState::Cancelled:
        return Words::tr("Stopped: %1 of %2 answers were in.").arg(figures[0], figures[1]);
    case RunState::Limited:
        return run.error.isEmpty() ? Words::tr("Stopped at a limit of this run.") : run.error;
    }
    Q_UNREACHABLE();
}

} // namespace moa::figures
