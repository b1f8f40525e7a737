// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "providers/sandbox/sandboxphrases.h"

namespace moa {

/** What a sandbox model does besides writing. */
enum class SandboxTrouble {
    None,
    FailsFirst, ///< the first attempt of each request is refused as overloaded
    BreaksOff ///< the connection ends in the middle of every answer
};

/** One model of the sandbox: a program that writes from templates, and says so. */
struct SandboxModel
{
    QString id;
    QString name;
    QString description; ///< English, as the server lists it; says that it is no language model
    SandboxCharacter character = SandboxCharacter::Brief;
    int firstByteMs = 0;
    int tokensPerSecond = 100;
    SandboxTrouble trouble = SandboxTrouble::None;
};

[[nodiscard]] const QList<SandboxModel> &sandboxModels();
/// Null if there is none with this id.
[[nodiscard]] const SandboxModel *sandboxModel(const QString &id);

} // namespace moa
