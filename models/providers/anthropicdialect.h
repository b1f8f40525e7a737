// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "providers/chatdialect.h"

namespace moa {

/** Anthropic Messages. */
class AnthropicDialect final : public ChatDialect
{
public:
    [[nodiscard]] WireRequest encode(const ChatRequest &request) const override;
    void authorize(QNetworkRequest &request, const ApiKey &key) const override;
    [[nodiscard]] std::unique_ptr<ReplyDecoder>
    decoder(const QByteArray &contentType) const override;
};

} // namespace moa
