// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/tokenizer.h"

#include "metrics/tokenizedtext.h"

#include <array>
#include <utility>

namespace moa {

namespace {

constexpr std::array c_names{
    std::pair{Tokenizer::None, QLatin1String("none")},
    std::pair{Tokenizer::Char, QLatin1String("char")},
    std::pair{Tokenizer::V13a, QLatin1String("13a")},
    std::pair{Tokenizer::Zh, QLatin1String("zh")},
    std::pair{Tokenizer::Intl, QLatin1String("intl")},
};

} // namespace

QString tokenizerName(Tokenizer tokenizer)
{
    for (const auto &[value, name] : c_names) {
        if (value == tokenizer)
            return name;
    }
    return {};
}

std::optional<Tokenizer> tokenizerFromName(QStringView name)
{
    for (const auto &[value, known] : c_names) {
        if (known == name)
            return value;
    }
    return std::nullopt;
}

QStringList tokenize(QStringView text, Tokenizer tokenizer, bool lowercase)
{
    TokenizedText tokenized;
    tokenized.assign(text, tokenizer, lowercase);
    QStringList result;
    result.reserve(static_cast<qsizetype>(tokenized.tokens().size()));
    for (const Token &token : tokenized.tokens())
        result.append(QStringView(token.data, token.size).toString());
    return result;
}

} // namespace moa
