// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/judgement.h"

#include <algorithm>

namespace moa {

std::optional<int> Judgement::rating(const ResponseId &id) const
{
    const auto found = m_ratings.constFind(id);
    return found == m_ratings.cend() ? std::nullopt : std::optional(*found);
}

void Judgement::setRating(const ResponseId &id, std::optional<int> rating)
{
    if (rating)
        m_ratings.insert(id, std::clamp(*rating, lowest, highest));
    else
        m_ratings.remove(id);
}

QHash<ResponseId, double> Judgement::ranks(const QList<ResponseId> &among) const
{
    QHash<int, int> countOf; // by rating
    for (const ResponseId &id : among) {
        if (const std::optional<int> stars = rating(id))
            ++countOf[*stars];
    }
    QHash<int, double> rankOf; // by rating
    int better = 0;
    for (int stars = highest; stars >= lowest; --stars) {
        const int count = countOf.value(stars);
        rankOf.insert(stars, better + (count + 1) / 2.0);
        better += count;
    }
    QHash<ResponseId, double> result;
    for (const ResponseId &id : among) {
        if (const std::optional<int> stars = rating(id))
            result.insert(id, rankOf.value(*stars));
    }
    return result;
}

} // namespace moa
