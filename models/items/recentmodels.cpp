// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/recentmodels.h"

#include <algorithm>

namespace moa {

RecentModels RecentModels::fromStringList(const QStringList &kept)
{
    RecentModels recent;
    for (auto line = kept.crbegin(); line != kept.crend(); ++line) {
        if (const std::optional<ModelRef> model = decodeModel(line->toUtf8()))
            recent.add(*model);
    }
    return recent;
}

QStringList RecentModels::toStringList() const
{
    QStringList kept;
    for (const ModelRef &model : m_models)
        kept.append(QString::fromUtf8(encodeModel(model)));
    return kept;
}

void RecentModels::add(const ModelRef &model)
{
    m_models.removeIf([&model](const ModelRef &each) {
        return each.provider == model.provider && each.model == model.model;
    });
    m_models.prepend(model);
    if (m_models.size() > most)
        m_models.resize(most);
}

std::optional<qsizetype> RecentModels::rank(const ProviderId &provider, const QString &model) const
{
    const auto found = std::find_if(m_models.cbegin(), m_models.cend(), [&](const ModelRef &each) {
        return each.provider == provider && each.model == model;
    });
    if (found == m_models.cend())
        return std::nullopt;
    return std::distance(m_models.cbegin(), found);
}

} // namespace moa
