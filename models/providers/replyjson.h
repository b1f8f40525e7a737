// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "providers/chatreply.h"

#include <QByteArray>
#include <QJsonObject>

namespace moa {

struct ServerError;

/* What the decoders of all dialects have in common. */

/// The object that @p json is; nothing, and the reply's error set, if it is none or if it tells of
/// a failure.
[[nodiscard]] std::optional<QJsonObject> readReplyObject(const QByteArray &json, ChatReply &reply);

/// @p error as the reply's.
void setError(ChatReply &reply, const ServerError &error);

/// A number of tokens, which may come as integer or float; 0 for anything else.
[[nodiscard]] qint64 tokensIn(const QJsonValue &value);

} // namespace moa
