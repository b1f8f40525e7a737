// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/conversation.h"

#include <optional>
#include <QStringList>

namespace moa {

/** Everything that a sandbox answer depends on: equal prompts have equal answers. */
struct SandboxPrompt
{
    QString model; ///< one of sandboxModels()
    Conversation messages;
    std::optional<qint64> seed;
    std::optional<double> temperature;

    friend bool operator==(const SandboxPrompt &, const SandboxPrompt &) = default;
};

/** A conversation taken apart. */
struct SandboxQuestion
{
    QString text; ///< the user's last message, without references
    QStringList references; ///< in order, trimmed; empty: the model answers alone
    QStringList identifiers; ///< of a ranker's choices; empty: this is no ranker's prompt
};

/**
 * Finds the numbered list of responses after "Responses from models:" in a system message, the
 * last assistant message or a user message, and the line "Identifiers: A, B, C" of a ranker.
 */
[[nodiscard]] SandboxQuestion sandboxQuestion(const Conversation &messages);

/**
 * The items of a list "1. …", "2. …" whose items may be many lines and hold lists of their own.
 * An inner list is told from the outer one by starting at 1 again. A number that could go on with
 * either goes on with the inner list, unless a paragraph has come in between and no empty line
 * stands before the number: the outer items are trimmed and follow each other without one.
 */
[[nodiscard]] QStringList numberedItems(QStringView text);

} // namespace moa
