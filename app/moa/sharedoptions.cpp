// SPDX-License-Identifier: GPL-3.0-or-later
#include "moa/sharedoptions.h"

#include <QCoreApplication>

namespace moa {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(moa)
};

} // namespace

QCommandLineOption providersOption()
{
    return {QStringLiteral("providers"), Text::tr("Providers besides the built-in ones."),
            QStringLiteral("file")};
}

FormatOption::FormatOption()
    : option(QStringLiteral("format"), Text::tr("text (the default) or json."),
             QStringLiteral("format"), QStringLiteral("text"))
{ }

Result<bool> FormatOption::isJson(const QCommandLineParser &parser) const
{
    const QString format = parser.value(option);
    if (format != u"text" && format != u"json")
        return failure(Text::tr("--format is text or json, not “%1”.").arg(format));
    return format == u"json";
}

PromptOptions::PromptOptions()
    : prompt(QStringLiteral("prompt"), Text::tr("The prompt."), QStringLiteral("text"))
    , file(QStringLiteral("prompt-file"),
           Text::tr("Reads the prompt from a file; - is standard input."), QStringLiteral("file"))
    , conversation(QStringLiteral("conversation"),
                   Text::tr("Earlier turns: a JSON list of {\"role\", \"content\"}. Without a "
                            "prompt it must end with a user's turn."),
                   QStringLiteral("file"))
{ }

PromptSources PromptOptions::given(const QCommandLineParser &parser) const
{
    const auto value = [&parser](const QCommandLineOption &option) {
        return parser.isSet(option) ? std::optional(parser.value(option)) : std::nullopt;
    };
    return {value(prompt), value(file), value(conversation)};
}

} // namespace moa
