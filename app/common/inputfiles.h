// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/conversation.h"
#include "mixture/error.h"
#include "mixture/mixture.h"

namespace moa {

/** The preset behind what a person typed: a file, or a bundled one's name. Failures name it. */
[[nodiscard]] Result<Mixture> loadPresetArgument(const QString &nameOrPath);

/** The text of a file of at most 32 MB; "-" is standard input. It must be UTF-8. Failures name it.
 */
[[nodiscard]] Result<QString> loadText(const QString &path);

/** The conversation in the JSON file at @p path. Failures name it. */
[[nodiscard]] Result<Conversation> loadConversation(const QString &path);

} // namespace moa
