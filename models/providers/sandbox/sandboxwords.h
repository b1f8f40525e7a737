// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace moa {

/** The languages that the sandbox has phrases in. */
enum class SandboxLanguage { English, Korean, Japanese, Chinese };

/// By the script that most letters of @p text are in; English for all but CJK text.
[[nodiscard]] SandboxLanguage sandboxLanguage(const QString &text);

/// The words of @p text that say what it is about, in order, each once, at most @p most.
[[nodiscard]] QStringList contentWords(const QString &text, qsizetype most = 8);

/// @p text cut into what the sandbox counts and streams as tokens: words with the blanks that
/// follow them, pairs of characters in text without blanks. Joined they are the text again.
[[nodiscard]] QStringList sandboxTokens(const QString &text);
/// How many those are.
[[nodiscard]] qsizetype sandboxTokenCount(const QString &text);

/// The sentences of running text, each a verbatim part of @p markdown: no headings, no code, no
/// list markers, nothing shorter than a few words.
[[nodiscard]] QStringList plainSentences(const QString &markdown);

} // namespace moa
