// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/providermodelsmodel.h"

#include <algorithm>
#include <QLocale>

namespace moa {

namespace {

constexpr qint64 million = 1'000'000;

/// Of one million tokens, as price lists have it.
QString rateText(Usd perToken)
{
    return (perToken * million).display(QLocale());
}

QString priceSource(const Price &price)
{
    if (!price.date.isValid())
        return price.source;
    return ProviderModelsModel::tr("%1, %2").arg(
        price.source, QLocale().toString(price.date, QLocale::ShortFormat));
}

QVariant shown(const ProviderModel &model, int column)
{
    const std::optional<Price> &price = model.facts.price;
    switch (column) {
    case ProviderModelsModel::Model:
        return model.id;
    case ProviderModelsModel::Context:
        return model.facts.contextWindow ? QLocale().toString(*model.facts.contextWindow)
                                         : QString();
    case ProviderModelsModel::Input:
        return price ? rateText(price->rates.input) : ProviderModelsModel::tr("unpriced");
    case ProviderModelsModel::Output:
        return price ? rateText(price->rates.output) : ProviderModelsModel::tr("unpriced");
    case ProviderModelsModel::Source:
        return price ? priceSource(*price) : QString();
    default:
        return {};
    }
}

QVariant sortValue(const ProviderModel &model, int column)
{
    const std::optional<Price> &price = model.facts.price;
    switch (column) {
    case ProviderModelsModel::Context:
        return model.facts.contextWindow ? QVariant(*model.facts.contextWindow) : QVariant();
    case ProviderModelsModel::Input:
        return price ? QVariant(price->rates.input.pico()) : QVariant();
    case ProviderModelsModel::Output:
        return price ? QVariant(price->rates.output.pico()) : QVariant();
    default:
        return shown(model, column);
    }
}

/// Everything that is known of it, a fact a line.
QString description(const ProviderModel &model)
{
    QStringList lines{model.id};
    const ModelFacts &facts = model.facts;
    if (!facts.name.isEmpty() && facts.name != model.id)
        lines.append(facts.name);
    if (facts.maxOutput) {
        lines.append(ProviderModelsModel::tr("Answers of at most %1 tokens")
                         .arg(QLocale().toString(*facts.maxOutput)));
    }
    if (facts.price && facts.price->rates.cachedInput) {
        lines.append(ProviderModelsModel::tr("Cached input %1 per million tokens")
                         .arg(rateText(*facts.price->rates.cachedInput)));
    }
    if (facts.price) {
        for (const PriceTier &tier : facts.price->tiers) {
            lines.append(ProviderModelsModel::tr("Above %1 input tokens: %2 in, %3 out")
                             .arg(QLocale().toString(tier.above), rateText(tier.rates.input),
                                  rateText(tier.rates.output)));
        }
    }
    if (facts.reasons)
        lines.append(ProviderModelsModel::tr("Thinks before it answers"));
    if (!facts.omit.isEmpty()) {
        lines.append(
            ProviderModelsModel::tr("Never sent: %1").arg(facts.omit.join(QStringLiteral(", "))));
    }
    return lines.join(u'\n');
}

} // namespace

void ProviderModelsModel::setModels(const QList<ProviderModel> &models)
{
    const bool sameIds =
        std::equal(models.cbegin(), models.cend(), m_models.cbegin(), m_models.cend(),
                   [](const ProviderModel &a, const ProviderModel &b) { return a.id == b.id; });
    if (!sameIds) {
        beginResetModel();
        m_models = models;
        endResetModel();
        return;
    }
    // The selection and the place in the list stay.
    for (qsizetype row = 0; row < models.size(); ++row) {
        if (m_models.at(row) == models.at(row))
            continue;
        m_models[row] = models.at(row);
        const int place = static_cast<int>(row);
        Q_EMIT dataChanged(index(place, 0), index(place, ColumnCount - 1));
    }
}

const ProviderModel *ProviderModelsModel::model(const QString &id) const
{
    const auto found =
        std::find_if(m_models.cbegin(), m_models.cend(),
                     [&id](const ProviderModel &candidate) { return candidate.id == id; });
    return found == m_models.cend() ? nullptr : &*found;
}

int ProviderModelsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_models.size());
}

int ProviderModelsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ProviderModelsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ProviderModel &model = m_models.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return shown(model, index.column());
    case Qt::ToolTipRole:
        return description(model);
    case Qt::TextAlignmentRole:
        return QVariant(index.column() == Model || index.column() == Source
                            ? Qt::AlignLeft | Qt::AlignVCenter
                            : Qt::AlignRight | Qt::AlignVCenter);
    case IdRole:
        return model.id;
    case SortRole:
        return sortValue(model, index.column());
    case SearchRole:
        return QString(model.id + u' ' + model.facts.name);
    default:
        return {};
    }
}

QVariant ProviderModelsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant(section == Model || section == Source ? Qt::AlignLeft | Qt::AlignVCenter
                                                              : Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole) {
        switch (section) {
        case Context:
            return tr("Tokens of prompt and answer together");
        case Input:
        case Output:
            return tr("US dollars per million tokens");
        default:
            return {};
        }
    }
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Model:
        return tr("Model");
    case Context:
        return tr("Context");
    case Input:
        return tr("In");
    case Output:
        return tr("Out");
    case Source:
        return tr("Price from");
    default:
        return {};
    }
}

ProviderModelsFilter::ProviderModelsFilter(QObject *parent)
    : QSortFilterProxyModel(parent)
{
    setSortRole(ProviderModelsModel::SortRole);
    setSortCaseSensitivity(Qt::CaseInsensitive);
}

void ProviderModelsFilter::setSearch(const QString &text)
{
    m_words = text.split(u' ', Qt::SkipEmptyParts);
    invalidateFilter();
}

bool ProviderModelsFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    if (m_words.isEmpty())
        return true;
    const QString text =
        sourceModel()->index(row, 0, parent).data(ProviderModelsModel::SearchRole).toString();
    return std::all_of(m_words.cbegin(), m_words.cend(), [&text](const QString &word) {
        return text.contains(word, Qt::CaseInsensitive);
    });
}

bool ProviderModelsFilter::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    const bool knownLeft = left.data(sortRole()).isValid();
    const bool knownRight = right.data(sortRole()).isValid();
    if (knownLeft == knownRight)
        return QSortFilterProxyModel::lessThan(left, right);
    // The unknown stands last whichever way it is sorted.
    return sortOrder() == Qt::AscendingOrder ? knownLeft : knownRight;
}

} // namespace moa
