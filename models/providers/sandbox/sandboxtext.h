// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "providers/sandbox/sandboxprompt.h"

namespace moa {

/**
 * What a sandbox model answers: readable Markdown in its character, made of templates and words
 * of the prompt, with a line that says so. A pure function: equal prompts have equal answers on
 * every machine.
 *
 * A prompt with references is answered out of their sentences, at least one verbatim of each; a
 * ranker's prompt with one of its identifiers and nothing else. An unknown model writes like
 * sandbox-brief.
 */
[[nodiscard]] QString sandboxAnswer(const SandboxPrompt &prompt);

} // namespace moa
