// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/modelsearchmodel.h"

#include "mixture/agent.h"

namespace moa {

void ModelSearchModel::setEntries(const QList<PaletteEntry> &entries)
{
    m_search.setEntries(entries);
    findAgain();
}

void ModelSearchModel::setRecent(const RecentModels &recent)
{
    m_search.setRecent(recent);
    findAgain();
}

void ModelSearchModel::setSearch(const QString &text)
{
    m_text = text;
    findAgain();
}

void ModelSearchModel::findAgain()
{
    beginResetModel();
    m_found = m_search.find(m_text);
    endResetModel();
}

int ModelSearchModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_found.choices.size() + m_found.typed.size());
}

QVariant ModelSearchModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const qsizetype row = index.row();
    return row < listed() ? listedData(m_found.choices.at(row), role)
                          : typedData(m_found.typed.at(row - listed()), role);
}

QString ModelSearchModel::detail(const ModelSearch::Choice &choice) const
{
    const QString description =
        choice.entry.description.isEmpty() ? tr("unpriced") : choice.entry.description;
    return tr("%1 · %2", "provider, then context and price")
        .arg(m_search.providerName(choice.entry.provider), description);
}

QVariant ModelSearchModel::listedData(qsizetype index, int role) const
{
    const ModelSearch::Choice &choice = m_search.choice(index);
    const PaletteEntry &entry = choice.entry;
    switch (role) {
    case Qt::DisplayRole:
        return choice.title.text();
    case Qt::AccessibleTextRole:
        return tr("%1, %2", "model, then provider, context and price")
            .arg(choice.title.text(), detail(choice));
    case Qt::ToolTipRole: {
        QStringList lines{entry.model, detail(choice)};
        if (!entry.priceSource.isEmpty())
            lines.append(tr("Price: %1").arg(entry.priceSource));
        return lines.join(u'\n');
    }
    case ModelRole:
        return QVariant::fromValue(
            ModelRef{entry.provider, entry.model,
                     entry.name.isEmpty() ? shortModelName(entry.model) : entry.name});
    case ProviderRole:
        return m_search.providerName(entry.provider);
    case DetailRole:
        return detail(choice);
    case NameRole:
        return QVariant::fromValue(choice.name);
    case TitleMarksRole:
        return QVariant::fromValue(m_search.marks(index, m_text).title);
    case DetailMarksRole:
        return QVariant::fromValue(m_search.marks(index, m_text).provider);
    case RecentRole:
        return choice.recent.has_value();
    case TypedRole:
        return false;
    default:
        return {};
    }
}

QVariant ModelSearchModel::typedData(const ModelRef &model, int role) const
{
    const QString provider = m_search.providerName(model.provider);
    const QString title = tr("Use “%1” at %2").arg(model.model, provider);
    switch (role) {
    case Qt::DisplayRole:
        return title;
    case DetailRole:
        return tr("No list has it; unpriced");
    case Qt::AccessibleTextRole:
    case Qt::ToolTipRole:
        return tr("%1. %2's list of models does not have it, so its price and context are not "
                  "known.")
            .arg(title, provider);
    case ModelRole:
        return QVariant::fromValue(model);
    case ProviderRole:
        return provider;
    case NameRole:
        return QVariant::fromValue(TextRange{0, title.size()});
    case TitleMarksRole:
    case DetailMarksRole:
        return QVariant::fromValue(QList<TextRange>());
    case RecentRole:
        return false;
    case TypedRole:
        return true;
    default:
        return {};
    }
}

} // namespace moa
