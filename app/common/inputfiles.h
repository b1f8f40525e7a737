// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/conversation.h"
#include "mixture/error.h"
#include "mixture/mixture.h"

#include <optional>

namespace moa {

/** The preset behind what a person typed: a file, or a bundled one's name. Failures name it. */
[[nodiscard]] Result<Mixture> loadPresetArgument(const QString &nameOrPath);

/** The text of a file of at most 32 MB; "-" is standard input. It must be UTF-8. Failures name it.
 */
[[nodiscard]] Result<QString> loadText(const QString &path);

/** Where a prompt comes from, as it was given on the command line. */
struct PromptSources
{
    std::optional<QString> prompt; ///< the text itself
    std::optional<QString> promptFile; ///< "-": standard input
    std::optional<QString> conversation; ///< a file of earlier turns
};

/**
 * The earlier turns and the prompt after them. Where neither is given, @p example is the prompt,
 * unless it is empty.
 */
[[nodiscard]] Result<Conversation> readPrompt(const PromptSources &sources, const QString &example);

/** The conversation in the JSON file at @p path. Failures name it. */
[[nodiscard]] Result<Conversation> loadConversation(const QString &path);

} // namespace moa
