// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "providers/sandbox/sandboxwords.h"

namespace moa {

/** How a sandbox model writes. */
enum class SandboxCharacter { Brief, Detailed, Sceptical, Code, Slow, Flaky, Breaks, Synthesizer };

/**
 * The phrases of one language and one character. {a}, {b} and {c} stand for words of the prompt.
 * The general sentences are the same for all characters, so that answers share phrases.
 */
struct SandboxPhrases
{
    QStringList general;
    QStringList own; ///< sentences that only this character writes
    QStringList openings;
    QStringList closings;
    QStringList connectors; ///< put before a quoted sentence
    QString synthesisOpening;
    QStringList agreements; ///< put before a sentence that several references share
    QString honesty; ///< says that this is no language model
    QString synthesisHonesty; ///< the same of an answer made of quotations
    QStringList fallbackWords; ///< when the prompt has too few of its own
    QString quoted; ///< a word of the prompt in running text: "“%1”"
    QString joint; ///< between two sentences
};

[[nodiscard]] SandboxPhrases sandboxPhrases(SandboxLanguage language, SandboxCharacter character);

/// Whether @p sentence is one by which a sandbox model says what it is.
[[nodiscard]] bool isSandboxHonesty(const QString &sentence);

} // namespace moa
