// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/tokencounter.h"

#include "metrics/tokencount.h"
#include "metrics/tokenestimate.h"
#include "providers/modelcatalogue.h"

#include <cmath>

namespace moa {

TokenCounter::TokenCounter(const ModelFacts &facts, std::optional<double> learntRatio)
    : m_encoding(facts.encoding)
    , m_ratio(learntRatio.value_or(1.0))
{ }

TokenCount TokenCounter::count(QStringView text) const
{
    if (m_encoding)
        return {countTokens(text, *m_encoding), true};
    return {std::llround(std::ceil(static_cast<double>(estimateTokens(text)) * m_ratio)), false};
}

TokenCount TokenCounter::count(const Conversation &messages) const
{
    TokenCount sum{perReply, isExact()};
    for (const Message &message : messages)
        sum.tokens += perMessage + count(message.text).tokens;
    return sum;
}

} // namespace moa
