// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/modelpalettemodel.h"

#include "mixture/agent.h"

#include <algorithm>
#include <memory>
#include <QMimeData>

namespace moa {

namespace {

/// Internal id of a provider's index; a model's is its provider's row.
constexpr quintptr providerLevel = static_cast<quintptr>(-1);

QString nameOf(const PaletteEntry &entry)
{
    return entry.name.isEmpty() ? shortModelName(entry.model) : entry.name;
}

QString toolTip(const PaletteEntry &entry)
{
    QStringList lines{entry.model};
    if (!entry.description.isEmpty())
        lines.append(entry.description);
    if (!entry.priceSource.isEmpty())
        lines.append(ModelPaletteModel::tr("Price: %1").arg(entry.priceSource));
    return lines.join(u'\n');
}

} // namespace

void ModelPaletteModel::setEntries(const QList<PaletteEntry> &entries)
{
    beginResetModel();
    m_providers.clear();
    QHash<ProviderId, qsizetype> rows;
    for (const PaletteEntry &entry : entries) {
        if (!rows.contains(entry.provider)) {
            rows.insert(entry.provider, m_providers.size());
            m_providers.append(
                {entry.providerName.isEmpty() ? entry.provider.toString() : entry.providerName,
                 {}});
        }
        m_providers[rows.value(entry.provider)].models.append(entry);
    }
    endResetModel();
}

QModelIndex ModelPaletteModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column,
                       parent.isValid() ? static_cast<quintptr>(parent.row()) : providerLevel);
}

QModelIndex ModelPaletteModel::parent(const QModelIndex &child) const
{
    if (!child.isValid() || child.internalId() == providerLevel)
        return {};
    return createIndex(static_cast<int>(child.internalId()), 0, providerLevel);
}

int ModelPaletteModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return static_cast<int>(m_providers.size());
    if (parent.internalId() != providerLevel || parent.column() != 0)
        return 0;
    return static_cast<int>(m_providers.at(parent.row()).models.size());
}

int ModelPaletteModel::columnCount(const QModelIndex &parent) const
{
    Q_UNUSED(parent)
    return 1;
}

const PaletteEntry *ModelPaletteModel::entry(const QModelIndex &index) const
{
    if (!index.isValid() || index.internalId() == providerLevel)
        return nullptr;
    return &m_providers.at(static_cast<qsizetype>(index.internalId())).models.at(index.row());
}

QVariant ModelPaletteModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const PaletteEntry *model = entry(index);
    if (!model) {
        const QString name = m_providers.at(index.row()).name;
        return role == Qt::DisplayRole ? QVariant(name) : QVariant();
    }
    switch (role) {
    case Qt::DisplayRole:
        return nameOf(*model);
    case Qt::ToolTipRole:
        return toolTip(*model);
    case ModelRole:
        return QVariant::fromValue(ModelRef{model->provider, model->model, nameOf(*model)});
    case DescriptionRole:
        return model->description;
    case SearchRole:
        return QStringList{nameOf(*model), model->model, model->description,
                           m_providers.at(static_cast<qsizetype>(index.internalId())).name}
            .join(u' ');
    default:
        return {};
    }
}

Qt::ItemFlags ModelPaletteModel::flags(const QModelIndex &index) const
{
    if (!entry(index))
        return QAbstractItemModel::flags(index);
    return QAbstractItemModel::flags(index) | Qt::ItemIsDragEnabled | Qt::ItemNeverHasChildren;
}

QStringList ModelPaletteModel::mimeTypes() const
{
    return {QString::fromLatin1(modelMimeType)};
}

QMimeData *ModelPaletteModel::mimeData(const QModelIndexList &indexes) const
{
    for (const QModelIndex &index : indexes) {
        if (!entry(index))
            continue;
        auto mime = std::make_unique<QMimeData>();
        mime->setData(QString::fromLatin1(modelMimeType),
                      encodeModel(index.data(ModelRole).value<ModelRef>()));
        mime->setText(index.data(ModelRole).value<ModelRef>().model);
        return mime.release();
    }
    return nullptr;
}

Qt::DropActions ModelPaletteModel::supportedDragActions() const
{
    return Qt::CopyAction;
}

} // namespace moa
