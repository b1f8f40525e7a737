// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/jsonvalue.h"
#include "mixture/mixture.h"

#include <optional>

namespace moa {

/** Something that looks like a key, at one place of a file. */
struct KeyFinding
{
    QString place; ///< as in errors of files: "layers[0].agents[2].system_prompt"; may be empty
    /// What it looks like, with its first characters alone: "a key of Anthropic (sk-ant-ap…)".
    QString hint;

    friend bool operator==(const KeyFinding &, const KeyFinding &) = default;
};

/**
 * What in @p text looks like a key, as part of a sentence; nothing: there is none. Known are the
 * forms of many services' keys, private keys, passwords in addresses, values that are assigned to a
 * name such as "api_key", and long tokens that look drawn by lot. Hashes, UUIDs, words and pictures
 * do not count, and placeholders such as "YOUR_API_KEY" neither.
 */
[[nodiscard]] std::optional<QString> keyHint(const QString &text);

/// Whether @p text holds a key of a known form: without guessing from the look of a token, which
/// may be a name drawn by lot.
[[nodiscard]] bool hasKnownKey(const QString &text);

/// Every text in @p value, and every name of a member; @p path is its own place.
[[nodiscard]] QList<KeyFinding> findKeys(const JsonValue &value, const QString &path = {});

/// Everything in @p mixture that would stand in its file, also fields that nobody here knows.
[[nodiscard]] QList<KeyFinding> findKeys(const Mixture &mixture);

/// In a file's text; what is not JSON is looked at as a whole.
[[nodiscard]] QList<KeyFinding> findKeysInFile(const QByteArray &content);

/// "layers[0].agents[2].system_prompt holds what looks like a key of Anthropic (sk-ant-ap…)." and
/// so on for the first few.
[[nodiscard]] QString keySentences(const QList<KeyFinding> &findings);

} // namespace moa
