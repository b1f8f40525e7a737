// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <QString>

namespace moa {

/** A vocabulary of byte-pair encoding that is known exactly. */
enum class TokenEncoding {
    O200k, ///< o200k_base: GPT-4o and later
    Cl100k ///< cl100k_base: GPT-4, GPT-4 Turbo, GPT-3.5
};

/// tiktoken's name: "o200k_base", "cl100k_base".
[[nodiscard]] QString tokenEncodingName(TokenEncoding encoding);
/// The encoding of that name; nothing if there is none.
[[nodiscard]] std::optional<TokenEncoding> tokenEncodingFromName(QStringView name);

} // namespace moa
