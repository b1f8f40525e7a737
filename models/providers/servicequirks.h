// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLatin1StringView>

class QUrl;

namespace moa {

/** In what a service that speaks the OpenAI dialect differs from the others. */
struct ServiceQuirks
{
    enum class Limit {
        MaxTokens, ///< `max_tokens`, for every model
        MaxCompletionTokens, ///< `max_completion_tokens`, for every model
        ByModel ///< the latter for a model that reasons
    };
    enum class Effort {
        Field, ///< `reasoning_effort`
        Object, ///< `reasoning: {effort}`
        Thinking ///< `reasoning_effort`; `thinking: {type}` turns it off
    };

    QLatin1StringView apiRoot{}; ///< path of the interface; what a bare address is completed to
    Limit limit = Limit::ByModel;
    Effort effort = Effort::Field;
    QLatin1StringView seed{"seed"}; ///< name of the field
    bool streamOptions = true; ///< takes `stream_options`
    bool reasonersSample = true; ///< models that reason take temperature, top_p and stop
    bool namesByOpenAi = false; ///< a model's name tells whether it reasons
    bool isAzure = false; ///< deployments in the path, `api-key` instead of a bearer token
};

[[nodiscard]] const ServiceQuirks &quirksOf(const QUrl &url);

} // namespace moa
