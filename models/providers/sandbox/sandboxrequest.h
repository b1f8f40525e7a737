// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "providers/sandbox/sandboxmodels.h"
#include "providers/sandbox/sandboxprompt.h"

#include <QByteArray>
#include <QJsonObject>
#include <tl/expected.hpp>

namespace moa {

/** A chat completion as asked for, checked. */
struct SandboxChat
{
    SandboxPrompt prompt;
    const SandboxModel *model = nullptr; ///< never null once read
    bool stream = false;
    bool includeUsage = false; ///< in a stream; a JSON reply always carries its usage
    std::optional<qint64> maxTokens;
    QStringList stop;
};

/** Why a request is not answered, in the OpenAI dialect. */
struct SandboxRefusal
{
    int status = 400;
    QString message; ///< an English sentence
    QString param; ///< the field at fault; empty: none
    QString code; ///< empty: none

    [[nodiscard]] QByteArray toJson() const;
};

[[nodiscard]] tl::expected<SandboxChat, SandboxRefusal> readSandboxChat(const QByteArray &body);

/** A whole answer, ready to be sent in pieces. */
struct SandboxCompletion
{
    QStringList tokens; ///< joined: the answer
    QString finishReason; ///< "stop" or "length"
    qsizetype promptTokens = 0;

    [[nodiscard]] QJsonObject usage() const;
};

[[nodiscard]] SandboxCompletion completeSandboxChat(const SandboxChat &chat);

/// The body of GET /v1/models.
[[nodiscard]] QJsonObject sandboxModelList();
[[nodiscard]] QJsonObject sandboxModelEntry(const SandboxModel &model);

} // namespace moa
