// SPDX-License-Identifier: GPL-3.0-or-later

// Replies of whatever bytes, in each dialect: as a stream or whole, and the same however the
// network cuts them. The first byte says which dialect and content type, the second where to cut.

#include "fuzzing.h"
#include "providers/chatdialect.h"

#include <array>

using namespace moa;
using fuzz::require;

namespace {

constexpr std::array dialects{Dialect::OpenAi, Dialect::Anthropic, Dialect::Gemini,
                              Dialect::Ollama};
constexpr std::array<const char *, 4> types{"text/event-stream", "application/json",
                                            "application/x-ndjson", ""};

ChatReply decoded(Dialect dialect, const char *type, QByteArrayView body, qsizetype step)
{
    const std::unique_ptr<ReplyDecoder> decoder = dialectFor(dialect)->decoder(type);
    if (!decoder)
        return {};
    for (qsizetype from = 0; from < body.size() && !decoder->isDone(); from += step) {
        decoder->feed(body.sliced(from, std::min(step, body.size() - from)));
        if (!decoder->reply().error.isEmpty())
            return decoder->reply();
    }
    decoder->finish();
    return decoder->reply();
}

} // namespace

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2)
        return 0;
    const Dialect dialect = dialects[data[0] % dialects.size()];
    const char *type = types[data[0] / dialects.size() % types.size()];
    const qsizetype step = 1 + data[1] % 64;
    const QByteArray body(reinterpret_cast<const char *>(data) + 2,
                          static_cast<qsizetype>(size - 2));
    const ChatReply whole = decoded(dialect, type, body, std::max<qsizetype>(body.size(), 1));
    const ChatReply cut = decoded(dialect, type, body, step);
    require(whole.error.isEmpty() == cut.error.isEmpty(), "cuts bring no failure");
    if (whole.error.isEmpty()) {
        require(whole.text == cut.text, "the text does not depend on the cuts");
        require(whole.reasoning == cut.reasoning, "the reasoning does not depend on the cuts");
        require(whole.stopReason == cut.stopReason, "the end does not depend on the cuts");
    }
    (void)readServerError(body);
    return 0;
}
