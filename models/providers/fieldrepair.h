// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "providers/chatdialect.h"

namespace moa {

/**
 * The setting, by its name in a preset, that the server refused @p request for and that a request
 * can do without: "temperature". Empty: the failure is about something else, such as a value out
 * of range, or about a field that is not ours to leave out.
 */
[[nodiscard]] QString refusedSetting(const Outcome &outcome, const ChatRequest &request);

/**
 * @p request without @p setting. "max_tokens", in the OpenAI dialect, is first sent under its newer
 * name; see ModelOverride::omit.
 */
[[nodiscard]] ChatRequest withoutSetting(ChatRequest request, const QString &setting);

} // namespace moa
