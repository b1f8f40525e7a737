// SPDX-License-Identifier: GPL-3.0-or-later
#include "moa/tokenscommand.h"

#include "metrics/bytepairencoding.h"
#include "moa/console.h"
#include "moa/linecommand.h"

#include <nlohmann/json.hpp>
#include <QCoreApplication>
#include <QStringDecoder>

namespace moa {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(moa)
};

// Unlike QString::fromUtf8() this keeps a byte order mark, which is a token.
QString decoded(const std::string &utf8)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::ConvertInitialBom);
    return decoder.decode(QByteArrayView(utf8.data(), static_cast<qsizetype>(utf8.size())));
}

QByteArray counted(const QString &text, const BytePairEncoding &encoding, bool wantsIds)
{
    nlohmann::ordered_json answer;
    if (wantsIds) {
        const QList<int> ids = encoding.ids(text);
        answer["tokens"] = ids.size();
        answer["ids"] = std::vector<int>(ids.begin(), ids.end());
    } else {
        answer["tokens"] = encoding.count(text);
    }
    return QByteArray::fromStdString(answer.dump());
}

QString description()
{
    return Text::tr(
        "Counts the tokens that a model makes of a text, exactly. Reads one JSON object a line "
        "from FILE or, without it, from standard input, and writes one for each.\n\n"
        "Field read: text. Fields written: tokens (how many) and, with --ids, ids (their "
        "numbers).\n\n"
        "o200k_base is the encoding of GPT-4o, GPT-4.1, GPT-5, gpt-oss, o1, o3 and o4-mini; "
        "cl100k_base that of GPT-4, GPT-4 Turbo and GPT-3.5 Turbo. The text is ordinary text: what "
        "spells a special token counts as its letters, and what a provider adds around a message "
        "does not count.\n\n"
        "The numbers are those of tiktoken's encode_ordinary. A line that is not as it has to be "
        "ends the command with code 2; the counts of the lines before it are written.");
}

} // namespace

Result<QByteArray> countedLine(QByteArrayView line, const BytePairEncoding &encoding, bool wantsIds)
{
    using Json = nlohmann::json;
    try {
        const Json row = Json::parse(line.begin(), line.end());
        if (!row.is_object())
            return failure(Text::tr("expected a JSON object"));
        const auto text = row.find("text");
        if (text == row.end())
            return failure(Text::tr("text: is missing"));
        if (!text->is_string())
            return failure(Text::tr("text: expected a string"));
        return counted(decoded(text->get_ref<const std::string &>()), encoding, wantsIds);
    } catch (const Json::parse_error &error) {
        return failure(Text::tr("this is not valid JSON in UTF-8 (at byte %1)").arg(error.byte));
    } catch (const Json::exception &) {
        return failure(Text::tr("a number is too large"));
    }
}

ExitCode tokensCommand(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(description());
    const QCommandLineOption encodingOption(
        QStringLiteral("encoding"), Text::tr("How the text is encoded: o200k_base or cl100k_base."),
        QStringLiteral("name"));
    const QCommandLineOption idsOption(QStringLiteral("ids"),
                                       Text::tr("Write the tokens' numbers, too."));
    parser.addOptions({encodingOption, idsOption});
    parser.addPositionalArgument(
        QStringLiteral("FILE"),
        Text::tr("The file to read; - or nothing stands for standard input."));
    if (const auto code = parseArguments(parser, QStringLiteral("tokens"), arguments))
        return *code;
    if (!parser.isSet(encodingOption)) {
        return badInput(Text::tr("The encoding is missing; add --encoding o200k_base or --encoding "
                                 "cl100k_base."));
    }
    const std::optional<TokenEncoding> chosen = tokenEncodingFromName(parser.value(encodingOption));
    if (!chosen) {
        return badInput(Text::tr("There is no encoding \"%1\"; use o200k_base or cl100k_base.")
                            .arg(parser.value(encodingOption)));
    }
    return answerLines(parser.positionalArguments(),
                       [encoding = BytePairEncoding(*chosen), wantsIds = parser.isSet(idsOption)](
                           QByteArrayView line) { return countedLine(line, encoding, wantsIds); });
}

} // namespace moa
