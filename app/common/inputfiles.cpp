// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/inputfiles.h"

#include "mixture/bundledpresets.h"
#include "mixture/conversationfile.h"
#include "mixture/fileio.h"
#include "mixture/mixturefile.h"

#include <cstdio>
#include <QCoreApplication>
#include <QFile>
#include <QStringDecoder>

namespace moa {

namespace {

constexpr qsizetype largestText = qsizetype{32} * 1024 * 1024;

Error named(const QString &name, const Error &error)
{
    return {QStringLiteral("%1: %2").arg(name, error.message)};
}

Result<QByteArray> standardInput()
{
    QFile input;
    if (!input.open(stdin, QIODevice::ReadOnly))
        return failure(input.errorString());
    return readDevice(input, largestText);
}

} // namespace

Result<Mixture> loadPresetArgument(const QString &nameOrPath)
{
    return loadMixture(presetPath(nameOrPath)).map_error([&nameOrPath](const Error &error) {
        return named(nameOrPath, error);
    });
}

Result<QString> loadText(const QString &path)
{
    const Result<QByteArray> bytes = path == u"-" ? standardInput() : readFile(path, largestText);
    if (!bytes)
        return tl::make_unexpected(named(path, bytes.error()));
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = decoder(*bytes);
    if (decoder.hasError())
        return failure(QCoreApplication::translate("moa", "%1: is not UTF-8 text").arg(path));
    return text;
}

Result<Conversation> loadConversation(const QString &path)
{
    return readFile(path, largestText)
        .and_then(readConversation)
        .map_error([&path](const Error &error) { return named(path, error); });
}

Result<Conversation> readPrompt(const PromptSources &sources, const QString &example)
{
    if (sources.prompt && sources.promptFile) {
        return failure(
            QCoreApplication::translate("moa", "Give either --prompt or --prompt-file."));
    }
    Conversation conversation;
    if (sources.conversation) {
        const Result<Conversation> earlier = loadConversation(*sources.conversation);
        if (!earlier)
            return earlier;
        conversation = *earlier;
    }
    if (sources.prompt) {
        conversation.append({Message::Author::User, *sources.prompt});
    } else if (sources.promptFile) {
        const Result<QString> prompt = loadText(*sources.promptFile);
        if (!prompt)
            return tl::make_unexpected(prompt.error());
        conversation.append({Message::Author::User, *prompt});
    } else if (conversation.isEmpty() && !example.isEmpty()) {
        conversation.append({Message::Author::User, example});
    }
    return conversation;
}

} // namespace moa
