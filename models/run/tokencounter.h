// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/tokenencoding.h"
#include "mixture/conversation.h"

#include <optional>
#include <QStringView>

namespace moa {

struct ModelFacts;

struct TokenCount
{
    qint64 tokens = 0;
    bool exact = false; ///< counted with the model's own vocabulary

    friend bool operator==(const TokenCount &, const TokenCount &) = default;
};

/**
 * Counts a model's tokens: exactly where its vocabulary is known, else by the length of the text
 * and by what the model's provider has reported for other texts.
 */
class TokenCounter
{
public:
    /// What chat formats add: around each message its author and marks, and the start of the reply.
    static constexpr qint64 perMessage = 4;
    static constexpr qint64 perReply = 3;

    /// @p learntRatio: tokens that this model makes of a text, over those of estimateTokens();
    /// of no use where the vocabulary is known.
    TokenCounter(const ModelFacts &facts, std::optional<double> learntRatio);

    [[nodiscard]] bool isExact() const { return m_encoding.has_value(); }
    /// Tokens of the model for one of estimateTokens(), for texts that are not there yet.
    [[nodiscard]] double ratio() const { return m_ratio; }

    [[nodiscard]] TokenCount count(QStringView text) const;
    /// A whole prompt, with what the chat format adds.
    [[nodiscard]] TokenCount count(const Conversation &messages) const;

private:
    std::optional<TokenEncoding> m_encoding;
    double m_ratio = 1.0;
};

} // namespace moa
