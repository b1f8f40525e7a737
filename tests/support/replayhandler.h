// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/scriptedserver.h"

#include <functional>

namespace moa {

struct ReplayOptions
{
    int firstByteDelayMs = 0;
    int pieceDelayMs = 0; ///< before each piece of a stream
    ChunkPolicy policy = ChunkPolicy::oddBytes();
    /// Counts the tokens that are reported of each message and answer. Without it the usage is
    /// only roughly right: a quarter of the request's bytes, and the answer's words.
    std::function<qint64(const QString &)> countTokens;
};

/**
 * Answers chat completions with recorded ones. @p answers is the object of alpaca/answers.json:
 * items[] with an instruction and outputs by model.
 *
 * A proposer named by its Together id gets its own recorded answer to the instruction. A request
 * with references gets the recorded answer of a mixture: Together-MoA where Qwen1.5-110B-Chat
 * aggregates, else Together-MoA-Lite. A model without recordings is not found (404), an unknown
 * instruction is a bad request (400). GET …/models lists the models that have recordings.
 */
[[nodiscard]] ScriptedHandler replayHandler(const QJsonObject &answers,
                                            const ReplayOptions &options = {});

/// The object in @p file, or why there is none.
[[nodiscard]] Result<QJsonObject> readAnswers(const QString &file);

} // namespace moa
