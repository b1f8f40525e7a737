// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/runcsv.h"

#include "run/runtotals.h"
#include "run/runwords.h"

#include <algorithm>
#include <QLocale>

namespace moa {

namespace {

template <typename T>
QString numberCell(const std::optional<T> &number)
{
    return number ? QString::number(*number) : QString();
}

QString decimalCell(const std::optional<double> &number)
{
    return number ? QString::number(*number, 'g', QLocale::FloatingPointShortest) : QString();
}

QString partOf(const RunRecord &record, const Response &response, const Agent *agent)
{
    if (response.id == record.final)
        return QStringLiteral("final");
    return agent && agent->alternate ? QStringLiteral("alternate") : QString();
}

QString rowOf(const RunRecord &record, const Response &response)
{
    const Agent *agent = record.mixture.agent(response.id.agent);
    const std::optional<Usage> &usage = response.usage;
    const auto tokens = [&usage](qint64 Usage::*count) {
        return usage ? QString::number((*usage).*count) : QString();
    };
    const Timing &timing = response.timing;
    const QStringList cells{
        QString::number(response.layer + 1),
        csvCell(response.id.agent.toString()),
        QString::number(response.id.sample),
        csvCell(agent ? agent->displayName() : QString()),
        csvCell(response.provider.toString()),
        csvCell(response.model),
        QLatin1String(stateName(response.state)),
        tokens(&Usage::input),
        tokens(&Usage::output),
        tokens(&Usage::reasoning),
        tokens(&Usage::cached),
        usage ? QString(QLatin1String(sourceName(usage->source))) : QString(),
        response.cost ? response.cost->toString() : QString(),
        numberCell(timing.queued),
        numberCell(timing.started),
        numberCell(timing.firstToken),
        numberCell(timing.finished),
        decimalCell(tokensPerSecond(response)),
        decimalCell(response.bleuToFinal),
        partOf(record, response, agent),
    };
    return cells.join(u',');
}

} // namespace

QString csvCell(QString text)
{
    static const QString formulaStarts = QStringLiteral("=+-@\t\r\n");
    if (!text.isEmpty() && formulaStarts.contains(text.front()))
        text.prepend(u'\'');
    static const QString special = QStringLiteral(",\"\r\n");
    const bool quoted = std::any_of(text.cbegin(), text.cend(),
                                    [](QChar character) { return special.contains(character); });
    return quoted ? u'"' + text.replace(u'"', QStringLiteral("\"\"")) + u'"' : text;
}

QString runAsCsv(const RunRecord &record)
{
    QStringList lines{QStringLiteral(
        "layer,agent,sample,name,provider,model,state,input,output,reasoning,cached,usage_source,"
        "cost_usd,queued_ms,started_ms,first_token_ms,finished_ms,tokens_per_second,bleu_to_"
        "final,part")};
    for (const Response &response : record.responses)
        lines.append(rowOf(record, response));
    const QString lineEnd = QStringLiteral("\r\n");
    return lines.join(lineEnd) + lineEnd;
}

} // namespace moa
