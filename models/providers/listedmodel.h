// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "providers/prices.h"

namespace moa {

/** A model as its provider's own list tells of it. What is absent was not told. */
struct ListedModel
{
    QString id; ///< as it is to be asked for
    QString name; ///< for people; empty: the id stands in
    std::optional<qint64> contextWindow; ///< tokens, prompt and answer together
    std::optional<qint64> maxOutput; ///< tokens of one answer
    std::optional<Rates> rates; ///< prices, where the list has them
    bool reasons = false; ///< it is told to think before it answers
    bool chats = true; ///< false: known to be for something else (embeddings, images, speech)

    friend bool operator==(const ListedModel &, const ListedModel &) = default;
};

} // namespace moa
