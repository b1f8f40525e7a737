// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "items/modelmime.h"

#include <QAbstractItemModel>
#include <QList>
#include <QStringList>

namespace moa {

/** A model that a provider offers. */
struct PaletteEntry
{
    ProviderId provider;
    QString providerName; ///< empty: the id stands in
    QString model; ///< id as the provider names it
    QString name; ///< empty: the model's short name stands in
    QString description; ///< one line: context, price
    QString priceSource{}; ///< who says so and when; empty: there is nothing to say

    friend bool operator==(const PaletteEntry &, const PaletteEntry &) = default;
};

/**
 * What can be dragged into a mixture: providers, and below each its models. Models can be dragged
 * as modelMimeType; providers can't.
 */
class ModelPaletteModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Roles {
        ModelRole = Qt::UserRole, ///< ModelRef; invalid for a provider
        DescriptionRole, ///< QString
        SearchRole ///< QString: what a search looks into; invalid for a provider
    };

    using QAbstractItemModel::QAbstractItemModel;

    /// Providers stand in the order of their first entry, models in the order given.
    void setEntries(const QList<PaletteEntry> &entries);

    [[nodiscard]] QModelIndex index(int row, int column,
                                    const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    [[nodiscard]] QStringList mimeTypes() const override;
    [[nodiscard]] QMimeData *mimeData(const QModelIndexList &indexes) const override;
    [[nodiscard]] Qt::DropActions supportedDragActions() const override;

private:
    struct Provider
    {
        QString name;
        QList<PaletteEntry> models;
    };

    /// The entry at @p index, or null for a provider.
    [[nodiscard]] const PaletteEntry *entry(const QModelIndex &index) const;

    QList<Provider> m_providers;
};

} // namespace moa
