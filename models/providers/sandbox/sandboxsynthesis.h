// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "providers/sandbox/sandboxphrases.h"
#include "providers/sandbox/sandboxrandom.h"

namespace moa {

/** One answer out of sentences of the @p references (the first 64), which are not empty. */
[[nodiscard]] QString sandboxSynthesis(const QString &question, const QStringList &references,
                                       SandboxCharacter character, SandboxRandom &random);

} // namespace moa
