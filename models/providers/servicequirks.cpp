// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/servicequirks.h"

#include "providers/provider.h"

#include <array>

namespace moa {

using namespace Qt::StringLiterals;

namespace {

using Limit = ServiceQuirks::Limit;
using Effort = ServiceQuirks::Effort;

struct Service
{
    QLatin1StringView host; ///< with a dot in front: every host that ends so
    ServiceQuirks quirks;
};

constexpr ServiceQuirks azure{
    .apiRoot = "/openai/v1"_L1, .reasonersSample = false, .namesByOpenAi = true, .isAzure = true};

constexpr std::array services{
    Service{"api.openai.com"_L1,
            {.apiRoot = "/v1"_L1, .reasonersSample = false, .namesByOpenAi = true}},
    Service{".openai.azure.com"_L1, azure},
    Service{".cognitiveservices.azure.com"_L1, azure},
    Service{".services.ai.azure.com"_L1, azure},
    Service{"api.groq.com"_L1, {.apiRoot = "/openai/v1"_L1, .limit = Limit::MaxCompletionTokens}},
    Service{"openrouter.ai"_L1,
            {.apiRoot = "/api/v1"_L1, .limit = Limit::MaxTokens, .effort = Effort::Object}},
    Service{"api.mistral.ai"_L1,
            {.apiRoot = "/v1"_L1,
             .limit = Limit::MaxTokens,
             .seed = "random_seed"_L1,
             .streamOptions = false}},
    Service{"api.deepseek.com"_L1, {.limit = Limit::MaxTokens, .effort = Effort::Thinking}},
    Service{".together.xyz"_L1, {.apiRoot = "/v1"_L1, .limit = Limit::MaxTokens}},
    Service{".together.ai"_L1, {.apiRoot = "/v1"_L1, .limit = Limit::MaxTokens}},
    Service{"api.fireworks.ai"_L1, {.apiRoot = "/inference/v1"_L1, .limit = Limit::MaxTokens}},
    Service{"api.x.ai"_L1, {.apiRoot = "/v1"_L1}},
    Service{"api.cerebras.ai"_L1, {.apiRoot = "/v1"_L1, .limit = Limit::MaxCompletionTokens}},
    Service{"api.perplexity.ai"_L1, {.limit = Limit::MaxTokens, .streamOptions = false}},
};

/// Servers on this machine: not all of them know the newer name of the limit.
constexpr ServiceQuirks local{.apiRoot = "/v1"_L1, .limit = Limit::MaxTokens};
/// A gateway passes requests on to services with the strictest rules.
constexpr ServiceQuirks unknown{.apiRoot = "/v1"_L1, .reasonersSample = false};

} // namespace

const ServiceQuirks &quirksOf(const QUrl &url)
{
    const QString host = url.host().toLower();
    for (const Service &service : services) {
        if (service.host.startsWith('.'_L1) ? host.endsWith(service.host) : host == service.host)
            return service.quirks;
    }
    return isLoopback(host) ? local : unknown;
}

} // namespace moa
