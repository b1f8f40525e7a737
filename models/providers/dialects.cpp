// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/anthropicdialect.h"
#include "providers/geminidialect.h"
#include "providers/ollamadialect.h"
#include "providers/openaidialect.h"

namespace moa {

const ChatDialect *dialectFor(Dialect dialect)
{
    static const OpenAiDialect openAi;
    static const AnthropicDialect anthropic;
    static const GeminiDialect gemini;
    static const OllamaDialect ollama;
    switch (dialect) {
    case Dialect::OpenAi:
        return &openAi;
    case Dialect::Anthropic:
        return &anthropic;
    case Dialect::Gemini:
        return &gemini;
    case Dialect::Ollama:
        return &ollama;
    }
    Q_UNREACHABLE();
}

} // namespace moa
