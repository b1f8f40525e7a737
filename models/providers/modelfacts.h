// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/tokenencoding.h"
#include "providers/prices.h"

#include <QStringList>

namespace moa {

/** What is known of one model at one provider. What is absent is unknown, never 0. */
struct ModelFacts
{
    QString name; ///< for people; empty: the id stands in
    std::optional<qint64> contextWindow; ///< tokens, prompt and answer together
    std::optional<qint64> maxOutput; ///< tokens of one answer, reasoning included
    std::optional<Price> price;
    std::optional<TokenEncoding> encoding; ///< absent: its tokens can only be estimated
    bool reasons = false; ///< thinks before it answers
    QStringList omit; ///< request fields that it is not to be sent

    friend bool operator==(const ModelFacts &, const ModelFacts &) = default;
};

} // namespace moa
