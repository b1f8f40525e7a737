// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/response.h"

#include <QHash>

namespace moa {

/**
 * What a person thinks of the responses of one run: one to five stars each, as far as they have
 * been rated. A value; it belongs to the run and is no part of its record, which never changes.
 */
class Judgement
{
public:
    static constexpr int lowest = 1;
    static constexpr int highest = 5;

    [[nodiscard]] bool isEmpty() const { return m_ratings.isEmpty(); }
    [[nodiscard]] const QHash<ResponseId, int> &ratings() const { return m_ratings; }
    [[nodiscard]] std::optional<int> rating(const ResponseId &id) const;
    /// Out of range is taken as the nearest that is in it; nothing takes the rating back.
    void setRating(const ResponseId &id, std::optional<int> rating);

    /**
     * The place of each rated response of @p among, 1 for the best; equal ratings share the mean
     * of their places, so that of three with 5, 4 and 4 stars the two stand at 2.5.
     */
    [[nodiscard]] QHash<ResponseId, double> ranks(const QList<ResponseId> &among) const;

    friend bool operator==(const Judgement &, const Judgement &) = default;

private:
    QHash<ResponseId, int> m_ratings;
};

} // namespace moa
