// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/historywords.h"

#include "items/figures.h"
#include "mixture/agent.h"
#include "run/judgement.h"

#include <QCoreApplication>
#include <QLocale>

namespace moa::history {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(moa::history)
};

/// Models that are named when a row is read out.
constexpr int spokenModels = 3;

} // namespace

QString stateWord(RunState state)
{
    switch (state) {
    case RunState::Running:
        return Words::tr("Running");
    case RunState::Done:
        return Words::tr("Done");
    case RunState::Degraded:
        return Words::tr("Done in part");
    case RunState::Failed:
        return Words::tr("Failed");
    case RunState::Cancelled:
        return Words::tr("Stopped");
    case RunState::Limited:
        return Words::tr("Stopped by a limit");
    }
    Q_UNREACHABLE();
}

QString interruptedWord()
{
    return Words::tr("Interrupted");
}

QString stateWord(const RunSummary &run)
{
    return run.interrupted ? interruptedWord() : stateWord(run.state);
}

QString title(const RunSummary &run)
{
    return run.preset.isEmpty() ? Words::tr("Mixture without a name") : run.preset.simplified();
}

QString promptLine(const RunSummary &run)
{
    return run.prompt.simplified();
}

QString when(const QDateTime &moment, const QDateTime &now, const QLocale &locale)
{
    const QDateTime local = moment.toLocalTime();
    const QString time = locale.toString(local.time(), QLocale::ShortFormat);
    const qint64 days = local.date().daysTo(now.toLocalTime().date());
    if (days == 0)
        return Words::tr("Today, %1").arg(time);
    if (days == 1)
        return Words::tr("Yesterday, %1").arg(time);
    return Words::tr("%1, %2", "date and time")
        .arg(locale.toString(local.date(), QLocale::ShortFormat), time);
}

QString models(const QStringList &models, int most, const QLocale &locale)
{
    QStringList names;
    for (const QString &model : models.first(std::min<qsizetype>(most, models.size())))
        names.append(shortModelName(model));
    const QString named = names.join(Words::tr(", ", "between models"));
    const qsizetype more = models.size() - names.size();
    return more > 0 ? Words::tr("%1 and %2 more").arg(named, locale.toString(more)) : named;
}

QString tokens(const RunSummary &run, const QLocale &locale)
{
    return Words::tr("%1 tokens").arg(locale.toString(run.inputTokens + run.outputTokens));
}

QString cost(const RunSummary &run, const QLocale &locale)
{
    if (run.unpriced == 0)
        return run.cost.display(locale);
    if (run.unpriced >= run.responses)
        return Words::tr("unpriced");
    return Words::tr("%1 and more", "a cost").arg(run.cost.display(locale));
}

QString inWords(const RunSummary &run)
{
    const QLocale locale;
    QStringList parts{title(run), promptLine(run), stateWord(run),
                      when(run.startedAt, QDateTime::currentDateTime(), locale),
                      models(run.models, spokenModels, locale)};
    parts.append(tokens(run, locale));
    parts.append(cost(run, locale));
    parts.append(figures::seconds(run.wallMs, locale));
    if (run.starred)
        parts.append(Words::tr("starred"));
    if (run.rating)
        parts.append(Words::tr("%1 of %2 stars").arg(*run.rating).arg(Judgement::highest));
    if (!run.tags.isEmpty())
        parts.append(Words::tr("tags: %1").arg(run.tags.join(u", ")));
    if (!run.note.isEmpty())
        parts.append(Words::tr("note: %1").arg(run.note.simplified()));
    parts.removeAll(QString());
    return parts.join(Words::tr(", ", "between facts"));
}

} // namespace moa::history
