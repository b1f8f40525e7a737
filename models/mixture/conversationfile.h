// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/conversation.h"
#include "mixture/error.h"

namespace moa {

/**
 * Reads a conversation: a JSON list of {"role": "system|user|assistant", "content": "..."}. Refuses
 * with a sentence that names path and line.
 */
[[nodiscard]] Result<Conversation> readConversation(const QByteArray &text);

} // namespace moa
