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
