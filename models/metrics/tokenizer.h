// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <QStringList>

namespace moa {

/**
 * How text is cut into words before n-grams are counted: the tokenizers of sacreBLEU 2.6.0 that
 * need no dictionary.
 */
enum class Tokenizer {
    None, ///< at whitespace only
    Char, ///< every code point by itself
    V13a, ///< mteval-v13a, sacreBLEU's default: Western punctuation
    Zh, ///< Chinese: every ideograph by itself, Western rules for the rest
    Intl ///< mteval-v14: punctuation and symbols of all scripts
};

/// sacreBLEU's name: "none", "char", "13a", "zh", "intl".
[[nodiscard]] QString tokenizerName(Tokenizer tokenizer);
/// The tokenizer of that name; nothing if there is none.
[[nodiscard]] std::optional<Tokenizer> tokenizerFromName(QStringView name);

/**
 * The tokens of a text. With lowercase, the text is lower-cased first (all of Unicode, the final
 * sigma included). A surrogate without its other half counts as a character of its own that is
 * neither letter, digit nor punctuation.
 */
[[nodiscard]] QStringList tokenize(QStringView text, Tokenizer tokenizer, bool lowercase = false);

} // namespace moa
