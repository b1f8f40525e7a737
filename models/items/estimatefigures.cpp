// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/estimatefigures.h"

#include "run/estimatewords.h"

#include <QCoreApplication>
#include <QLocale>

namespace moa::figures {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(moa::figures)
};

QString countedHow(bool exact)
{
    return exact ? Words::tr("Prompts are counted with the model's own vocabulary.")
                 : Words::tr("Prompts are counted by the length of their text.");
}

QString tokenLine(const QString &text, const TokenRange &range, const QLocale &locale)
{
    return text.arg(estimate::tokens(range, locale));
}

} // namespace

QString roundTokens(qint64 tokens, const QLocale &locale)
{
    // The thresholds stand where rounding would show one figure more.
    constexpr qint64 thousand = 1000;
    if (tokens < thousand)
        return locale.toString(tokens);
    const bool millions = tokens >= 999'500;
    const double figure = static_cast<double>(tokens) / (millions ? 1e6 : 1e3);
    const QString text = locale.toString(figure, 'f', figure < 99.95 ? 1 : 0);
    return (millions ? Words::tr("%1 M") : Words::tr("%1 k")).arg(text);
}

QString estimateShort(const RunEstimate &run, const QLocale &locale)
{
    if (run.calls == 0)
        return Words::tr("nothing to ask");
    return Words::tr("about %1 tokens, %2, %3")
        .arg(roundTokens(run.total.likely, locale), estimate::cost(run, locale),
             estimate::calls(run.calls, locale));
}

QString estimateDetails(const RunEstimate &run, const QLocale &locale)
{
    if (run.calls == 0)
        return Words::tr("Every agent is muted, or there is none.");
    QStringList lines{tokenLine(Words::tr("Tokens: about %1"), run.total, locale),
                      tokenLine(Words::tr("In: about %1"), run.input, locale),
                      tokenLine(Words::tr("Out: about %1"), run.output, locale)};
    if (run.unpricedCalls < run.calls)
        lines.append(Words::tr("Cost: about %1").arg(estimate::cost(run.cost, locale)));
    if (run.unpricedCalls > 0) {
        lines.append(
            Words::tr("No price is known for %1 of %2.")
                .arg(locale.toString(run.unpricedCalls), estimate::calls(run.calls, locale)));
    }
    lines.append(run.ms ? Words::tr("Time: %1").arg(estimate::time(*run.ms, locale))
                        : Words::tr("Time: not known until all of these models have run here."));
    lines.append(Words::tr("Nine runs of ten should end within these ranges."));
    lines.append(estimate::source(run.basis));
    lines.append(countedHow(run.exact));
    return lines.join(u'\n');
}

QString estimateShort(const AgentEstimate &agent, const QLocale &locale)
{
    if (agent.calls == 0)
        return {};
    return Words::tr("about %1 in, %2 out, %3")
        .arg(roundTokens(agent.input.likely, locale), roundTokens(agent.output.likely, locale),
             agent.cost ? agent.cost->likely.display(locale) : Words::tr("unpriced"));
}

QString estimateDetails(const AgentEstimate &agent, const QLocale &locale)
{
    if (agent.calls == 0)
        return {};
    QStringList lines{estimate::calls(agent.calls, locale),
                      tokenLine(Words::tr("In: about %1"), agent.input, locale),
                      tokenLine(Words::tr("Out: about %1"), agent.output, locale),
                      agent.cost
                          ? Words::tr("Cost: about %1").arg(estimate::cost(*agent.cost, locale))
                          : Words::tr("Its model has no price.")};
    if (agent.ms)
        lines.append(Words::tr("Time: %1").arg(estimate::time(*agent.ms, locale)));
    if (agent.contextWindow) {
        lines.append(Words::tr("Needs about %1 of the %2 tokens that its model takes.")
                         .arg(estimate::tokens(agent.needed, locale),
                              locale.toString(*agent.contextWindow)));
    }
    lines.append(countedHow(agent.exact));
    return lines.join(u'\n');
}

} // namespace moa::figures
