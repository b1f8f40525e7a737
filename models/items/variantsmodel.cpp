// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/variantsmodel.h"

#include "items/figures.h"

#include <QLocale>

namespace moa {

VariantsModel::VariantsModel(const VariantRuns *runs, QObject *parent)
    : QAbstractTableModel(parent)
    , m_runs(runs)
    , m_rows(static_cast<int>(runs->variants().size()))
{
    connect(runs, &VariantRuns::variantsChanged, this, &VariantsModel::takeVariants);
    connect(runs, &VariantRuns::outcomeChanged, this, [this](qsizetype changed) {
        const auto row = static_cast<int>(changed);
        if (row < m_rows)
            Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
    });
}

int VariantsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_rows;
}

int VariantsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant VariantsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const VariantOutcome &outcome = m_runs->outcomes().at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return textOf(index.row(), index.column());
    case Qt::TextAlignmentRole:
        return index.column() <= State ? QVariant(Qt::AlignLeft | Qt::AlignVCenter)
                                       : QVariant(Qt::AlignRight | Qt::AlignVCenter);
    case Qt::ToolTipRole:
        return outcome.state == VariantOutcome::State::Failed && outcome.run
            ? outcome.run->error.toHtmlEscaped()
            : QVariant();
    case SortRole:
        return sortKeyOf(index.row(), index.column());
    default:
        return {};
    }
}

QVariant VariantsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    const bool tip = role == Qt::ToolTipRole;
    if (role == Qt::TextAlignmentRole)
        return section <= State ? QVariant(Qt::AlignLeft | Qt::AlignVCenter)
                                : QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole && !tip)
        return {};
    switch (section) {
    case Name:
        return tip ? tr("What is different from the mixture that was run") : tr("Mixture");
    case State:
        return tip ? QVariant() : tr("State");
    case Bleu:
        return tip ? tr("The new final answer against the one of the run: 100 is the same")
                   : tr("BLEU");
    case Chrf:
        return tip ? tr("The new final answer against the one of the run: 100 is the same")
                   : tr("chrF");
    case WordsChanged:
        return tip ? tr("Words and marks of both final answers that are not in both")
                   : tr("Words changed");
    case Tokens:
        return tip ? tr("Tokens in and out of what was asked again") : tr("Tokens");
    case Cost:
        return tip ? tr("What asking again cost") : tr("Cost");
    case Time:
        return tip ? tr("How long asking again took") : tr("Time");
    case OwnCost:
        return tip ? tr("What the agent’s own answers cost in the run") : tr("Its share");
    default:
        return {};
    }
}

QString VariantsModel::nameOf(const Variant &variant)
{
    switch (variant.kind) {
    case Variant::Kind::Without:
        return tr("Without %1").arg(variant.name);
    case Variant::Kind::Single:
        return tr("%1 alone").arg(variant.name);
    case Variant::Kind::Sampled:
        return tr("%1, %2 times").arg(variant.name, QLocale().toString(variant.samples));
    }
    Q_UNREACHABLE();
}

QString VariantsModel::stateWord(VariantOutcome::State state)
{
    switch (state) {
    case VariantOutcome::State::Waiting:
        return tr("Waiting");
    case VariantOutcome::State::Running:
        return tr("Running");
    case VariantOutcome::State::Done:
        return tr("Done");
    case VariantOutcome::State::Failed:
        return tr("Failed");
    case VariantOutcome::State::Stopped:
        return tr("Stopped");
    }
    Q_UNREACHABLE();
}

void VariantsModel::takeVariants()
{
    const auto now = static_cast<int>(m_runs->variants().size());
    if (now > m_rows) {
        beginInsertRows({}, m_rows, now - 1);
        m_rows = now;
        endInsertRows();
    } else {
        beginResetModel();
        m_rows = now;
        endResetModel();
    }
}

QString VariantsModel::textOf(int row, int column) const
{
    const Variant &variant = m_runs->variants().at(row);
    const VariantOutcome &outcome = m_runs->outcomes().at(row);
    const QLocale locale;
    switch (column) {
    case Name:
        return nameOf(variant);
    case State:
        return stateWord(outcome.state);
    case Bleu:
        return outcome.change ? locale.toString(outcome.change->bleu, 'f', 1) : QString();
    case Chrf:
        return outcome.change ? locale.toString(outcome.change->chrf, 'f', 1) : QString();
    case WordsChanged:
        return outcome.change
            ? tr("%1 %").arg(locale.toString(outcome.change->wordsChanged * 100.0, 'f', 0))
            : QString();
    case OwnCost:
        return figures::cost(ownShare(*m_runs->original(), variant.agent).cost, locale);
    default:
        break;
    }
    if (!outcome.run)
        return {};
    const RunTotals &totals = outcome.run->totals;
    switch (column) {
    case Tokens:
        return (totals.estimated ? QStringLiteral("~") : QString())
            + locale.toString(totals.input + totals.output);
    case Cost:
        return totals.unpriced > 0 ? figures::cost(std::nullopt, locale)
                                   : totals.cost.display(locale);
    case Time:
        return figures::seconds(totals.wallMs, locale);
    default:
        return {};
    }
}

QVariant VariantsModel::sortKeyOf(int row, int column) const
{
    const Variant &variant = m_runs->variants().at(row);
    const VariantOutcome &outcome = m_runs->outcomes().at(row);
    switch (column) {
    case Name:
        return nameOf(variant);
    case State:
        return static_cast<double>(outcome.state);
    case Bleu:
        return outcome.change ? outcome.change->bleu : QVariant();
    case Chrf:
        return outcome.change ? outcome.change->chrf : QVariant();
    case WordsChanged:
        return outcome.change ? outcome.change->wordsChanged : QVariant();
    case OwnCost: {
        const std::optional<Usd> cost = ownShare(*m_runs->original(), variant.agent).cost;
        return cost ? cost->toDouble() : QVariant();
    }
    default:
        break;
    }
    if (!outcome.run)
        return {};
    const RunTotals &totals = outcome.run->totals;
    switch (column) {
    case Tokens:
        return static_cast<double>(totals.input + totals.output);
    case Cost:
        return totals.cost.toDouble();
    case Time:
        return static_cast<double>(totals.wallMs);
    default:
        return {};
    }
}

} // namespace moa
