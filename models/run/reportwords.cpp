// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/reportwords.h"

#include <QCoreApplication>
#include <QLocale>

namespace moa::report {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("moa", text);
}

QString none()
{
    return QStringLiteral("–");
}

QString seconds(qint64 ms)
{
    return QLocale().toString(static_cast<double>(ms) / 1000.0, 'f', 1);
}

QString tokens(const Usage &usage, qint64 count)
{
    const bool estimated = usage.source != Usage::Source::Reported;
    return (estimated ? QStringLiteral("≈") : QString()) + QLocale().toString(count);
}

QString cost(const Response &response)
{
    if (response.cost)
        return response.cost->display(QLocale());
    return response.usage ? tr("unpriced") : none();
}

std::optional<qint64> duration(const Timing &timing)
{
    if (!timing.started || !timing.finished)
        return std::nullopt;
    return *timing.finished - *timing.started;
}

QString stopWord(StopReason reason)
{
    switch (reason) {
    case StopReason::None:
        return {};
    case StopReason::Complete:
        return tr("complete");
    case StopReason::Length:
        return tr("token limit reached");
    case StopReason::Filtered:
        return tr("held back by the provider's filter");
    case StopReason::Tool:
        return tr("a tool was asked for");
    case StopReason::Error:
        return tr("error");
    case StopReason::Truncated:
        return tr("broken off");
    }
    Q_UNREACHABLE();
}

} // namespace

QString title(const RunRecord &run)
{
    return run.mixture.name.isEmpty() ? tr("Mixture") : run.mixture.name;
}

QString stateWords(RunState state)
{
    switch (state) {
    case RunState::Running:
        return tr("Running");
    case RunState::Done:
        return tr("Done");
    case RunState::Degraded:
        return tr("Done, but an agent failed");
    case RunState::Failed:
        return tr("Failed");
    case RunState::Cancelled:
        return tr("Stopped");
    case RunState::Limited:
        return tr("Stopped by a limit");
    }
    Q_UNREACHABLE();
}

QString stateWord(ResponseState state)
{
    switch (state) {
    case ResponseState::Waiting:
    case ResponseState::Queued:
        return tr("Waiting");
    case ResponseState::Started:
    case ResponseState::Streaming:
    case ResponseState::Retrying:
        return tr("Running");
    case ResponseState::Done:
        return tr("Done");
    case ResponseState::Failed:
        return tr("Failed");
    case ResponseState::Cancelled:
        return tr("Stopped");
    case ResponseState::Muted:
        return tr("Muted");
    case ResponseState::Pinned:
        return tr("Pinned");
    }
    Q_UNREACHABLE();
}

QString authorWord(Message::Author author)
{
    switch (author) {
    case Message::Author::System:
        return tr("System");
    case Message::Author::User:
        return tr("User");
    case Message::Author::Assistant:
        return tr("Assistant");
    }
    Q_UNREACHABLE();
}

QString name(const RunRecord &run, const Response &response)
{
    const Agent *agent = run.mixture.agent(response.id.agent);
    if (!agent)
        return response.id.toString();
    const QString own = agent->samples > 1
        ? QStringLiteral("%1 #%2").arg(agent->displayName()).arg(response.id.sample)
        : agent->displayName();
    return agent->alternate ? tr("%1 (alternate)").arg(own) : own;
}

QString layerTitle(const RunRecord &run, int layer)
{
    const QString number = QLocale().toString(layer + 1);
    const QString own =
        layer < run.mixture.layers.size() ? run.mixture.layers.at(layer).name : QString();
    return own.isEmpty() ? tr("Layer %1").arg(number) : tr("Layer %1: %2").arg(number, own);
}

QString totals(const RunTotals &totals)
{
    const QLocale locale;
    return tr("In all: %1 tokens in, %2 out, %3; %4 s, critical path %5 s.")
        .arg(locale.toString(totals.input), locale.toString(totals.output),
             totals.cost.display(locale), seconds(totals.wallMs), seconds(totals.criticalPathMs));
}

QString figures(const Response &response)
{
    QStringList parts;
    if (const auto &usage = response.usage) {
        parts.append(
            tr("%1 in, %2 out").arg(tokens(*usage, usage->input), tokens(*usage, usage->output)));
        parts.append(cost(response));
    }
    if (const auto time = duration(response.timing))
        parts.append(tr("%1 s").arg(seconds(*time)));
    if (response.bleuToFinal)
        parts.append(tr("BLEU %1").arg(QLocale().toString(*response.bleuToFinal, 'f', 1)));
    return parts.join(QStringLiteral(" · "));
}

QList<Column> tableColumns()
{
    return {{tr("Response")},         {tr("Model")},      {tr("Tokens in"), true},
            {tr("Tokens out"), true}, {tr("Cost"), true}, {tr("Seconds"), true},
            {tr("BLEU"), true},       {tr("Note")}};
}

QStringList tableRow(const RunRecord &run, const Response &response)
{
    const auto &usage = response.usage;
    const auto time = duration(response.timing);
    QString note = response.error;
    if (note.isEmpty() && response.state != ResponseState::Done)
        note = stateWord(response.state);
    const Agent *agent = run.mixture.agent(response.id.agent);
    if (agent && agent->alternate)
        note = note.isEmpty() ? tr("alternate") : tr("alternate; %1").arg(note);
    return {response.id.toString(),
            response.model,
            usage ? tokens(*usage, usage->input) : none(),
            usage ? tokens(*usage, usage->output) : none(),
            cost(response),
            time ? seconds(*time) : none(),
            response.bleuToFinal ? QLocale().toString(*response.bleuToFinal, 'f', 1) : none(),
            note};
}

QList<QPair<QString, QString>> details(const Response &response)
{
    const QLocale locale;
    QList<QPair<QString, QString>> result;
    const auto add = [&result](const QString &name, const QString &value) {
        if (!value.isEmpty())
            result.append({name, value});
    };
    add(tr("Response"), response.id.toString());
    add(tr("Provider"), response.provider.toString());
    add(tr("Model"), response.model);
    if (response.modelReported != response.model)
        add(tr("Model as reported"), response.modelReported);
    QStringList references;
    for (const ResponseId &reference : response.references)
        references.append(reference.toString());
    add(tr("References"), references.join(QStringLiteral(", ")));
    if (response.picked)
        add(tr("Picked"), response.picked->toString());
    add(tr("End"), stopWord(response.stopReason));
    if (response.attempts > 0)
        add(tr("Attempts"), locale.toString(response.attempts));
    if (const auto &usage = response.usage) {
        add(tr("Tokens in"),
            usage->cached > 0
                ? tr("%1, of which %2 cached")
                      .arg(tokens(*usage, usage->input), locale.toString(usage->cached))
                : tokens(*usage, usage->input));
        add(tr("Tokens out"),
            usage->reasoning > 0
                ? tr("%1, of which %2 reasoning")
                      .arg(tokens(*usage, usage->output), locale.toString(usage->reasoning))
                : tokens(*usage, usage->output));
    }
    const Timing &timing = response.timing;
    if (timing.started && timing.firstToken)
        add(tr("First token after"), tr("%1 s").arg(seconds(*timing.firstToken - *timing.started)));
    return result;
}

} // namespace moa::report
