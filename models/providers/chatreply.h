// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/usage.h"
#include "metrics/usd.h"

#include <optional>
#include <QString>

namespace moa {

/** Why the model stopped, in one vocabulary for all dialects. */
enum class StopReason { None, Complete, Length, Filtered, Tool, Error, Truncated };

/** What has come of one reply so far; grows while it streams. */
struct ChatReply
{
    QString text; ///< the answer as received
    QString reasoning; ///< thought aloud before the answer; never fed to another model
    QString model; ///< as the reply names it
    StopReason stopReason = StopReason::None;
    QString stopName; ///< the reason in the provider's own word: "max_tokens", "SAFETY"
    QString refusal; ///< why it was held back, in the provider's words; not part of the text
    bool promptBlocked = false; ///< it was the prompt that was held back: the model never saw it
    std::optional<Usage> usage; ///< the last one seen
    std::optional<Usd> cost; ///< as the provider reports it
    bool ended = false; ///< the dialect's end marker was seen
    QString error; ///< a failure told inside the reply, in the server's words; empty: none
    QString errorCode; ///< its code or type, "rate_limit_exceeded"
};

} // namespace moa
