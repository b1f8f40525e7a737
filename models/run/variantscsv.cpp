// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/variantscsv.h"

#include "run/runcsv.h"
#include "run/variantruns.h"

#include <QLocale>

namespace moa {

namespace {

QString kindName(Variant::Kind kind)
{
    switch (kind) {
    case Variant::Kind::Without:
        return QStringLiteral("without");
    case Variant::Kind::Single:
        return QStringLiteral("single");
    case Variant::Kind::Sampled:
        return QStringLiteral("sampled");
    }
    Q_UNREACHABLE();
}

QString stateName(VariantOutcome::State state)
{
    switch (state) {
    case VariantOutcome::State::Waiting:
        return QStringLiteral("waiting");
    case VariantOutcome::State::Running:
        return QStringLiteral("running");
    case VariantOutcome::State::Done:
        return QStringLiteral("done");
    case VariantOutcome::State::Failed:
        return QStringLiteral("failed");
    case VariantOutcome::State::Stopped:
        return QStringLiteral("stopped");
    }
    Q_UNREACHABLE();
}

QString decimal(double number)
{
    return QString::number(number, 'g', QLocale::FloatingPointShortest);
}

/// Of the whole run: calls, input, output, cost, unpriced, time.
QStringList totalsCells(const RunRecord *run, qsizetype calls)
{
    if (!run)
        return {QString::number(calls), {}, {}, {}, {}, {}};
    const RunTotals &totals = run->totals;
    return {QString::number(calls),           QString::number(totals.input),
            QString::number(totals.output),   totals.cost.toString(),
            QString::number(totals.unpriced), QString::number(totals.wallMs)};
}

QStringList changeCells(const std::optional<AnswerChange> &change)
{
    if (!change)
        return {{}, {}, {}};
    return {decimal(change->bleu), decimal(change->chrf), decimal(change->wordsChanged)};
}

} // namespace

QString variantsAsCsv(const VariantRuns &runs)
{
    QStringList lines{QStringLiteral("kind,agent,name,samples,state,bleu,chrf,words_changed,calls,"
                                     "input,output,cost_usd,unpriced,wall_ms,own_cost_usd,"
                                     "own_tokens")};
    const std::shared_ptr<const RunRecord> original = runs.original();
    if (original) {
        const auto calls =
            std::count_if(original->responses.cbegin(), original->responses.cend(),
                          [](const Response &response) { return response.attempts > 0; });
        QStringList cells{QStringLiteral("original"), {}, csvCell(original->mixture.name), {}, {}};
        cells += changeCells(std::nullopt) + totalsCells(original.get(), calls)
            + QStringList{QString(), QString()};
        lines.append(cells.join(u','));
    }
    for (qsizetype row = 0; row < runs.variants().size(); ++row) {
        const Variant &variant = runs.variants().at(row);
        const VariantOutcome &outcome = runs.outcomes().at(row);
        const OwnShare own = ownShare(*original, variant.agent);
        QStringList cells{kindName(variant.kind), csvCell(variant.agent.toString()),
                          csvCell(variant.name), QString::number(variant.samples),
                          stateName(outcome.state)};
        cells += changeCells(outcome.change)
            + totalsCells(outcome.run.get(), variant.partial.asked.size());
        cells += {own.cost ? own.cost->toString() : QString(), QString::number(own.tokens)};
        lines.append(cells.join(u','));
    }
    const QString lineEnd = QStringLiteral("\r\n");
    return lines.join(lineEnd) + lineEnd;
}

} // namespace moa
