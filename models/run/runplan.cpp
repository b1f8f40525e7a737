// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/runplan.h"

#include "mixture/validation.h"
#include "providers/networkmanager.h"
#include "run/partialrun.h"

#include <QCoreApplication>
#include <QSet>

namespace moa {

namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("moa", text);
}

Result<void> checkProvider(const Provider &provider, const KeyRing &keys)
{
    if (const Result<void> url = checkBaseUrl(provider.baseUrl, provider.allowInsecure); !url) {
        return failure(translated("The address of %1 can't be used: %2.")
                           .arg(provider.displayName(), url.error().message));
    }
    if (needsKey(provider) && keys.key(provider.id).isEmpty()) {
        return failure(
            translated("%1 needs a key and none was found: enter it in Settings > Providers, or "
                       "set the environment variable %2.")
                .arg(provider.displayName(), provider.keyVariables.join(translated(" or "))));
    }
    return {};
}

/// Whether nothing of @p agent is left to ask.
bool isKept(const PinnedResponses &pinned, const Agent &agent)
{
    for (int sample = 1; sample <= agent.samples; ++sample) {
        if (!pinnedResponse(pinned, {agent.id, sample}))
            return false;
    }
    return true;
}

} // namespace

const Provider *findProvider(const QList<Provider> &providers, const ProviderId &id)
{
    const auto found = std::find_if(providers.begin(), providers.end(),
                                    [&id](const Provider &provider) { return provider.id == id; });
    return found == providers.end() ? nullptr : &*found;
}

Result<void> checkPlan(const RunPlan &plan)
{
    ValidationContext context;
    context.providers.emplace();
    for (const Provider &provider : plan.providers)
        context.providers->insert(provider.id);
    for (const Problem &problem : validate(plan.mixture, context)) {
        if (problem.severity == Problem::Severity::Error)
            return failure(QStringLiteral("%1: %2").arg(problem.path, problem.text));
    }
    if (plan.conversation.isEmpty() || plan.conversation.constLast().author != Message::Author::User
        || plan.conversation.constLast().text.trimmed().isEmpty())
        return failure(translated("There is no prompt to answer."));

    if (const Result<void> usable = checkNetwork(plan.network); !usable)
        return usable;

    const std::optional<ProviderId> unusable = providerToMend(plan);
    return unusable ? checkProvider(*findProvider(plan.providers, *unusable), plan.keys)
                    : Result<void>();
}

Response firstResponse(const RunPlan &plan, const Agent &agent, int sample)
{
    Response response;
    response.id = {agent.id, sample};
    response.provider = agent.provider;
    response.model = agent.model;
    response.state = agent.muted ? ResponseState::Muted : ResponseState::Waiting;
    const Response *kept = agent.muted ? nullptr : pinnedResponse(plan.pinned, response.id);
    if (!kept)
        return response;
    // Who wrote it and what. What it took then is another run's, and so is what it was given,
    // unless that stands in this one, too.
    response.state = ResponseState::Pinned;
    response.provider = kept->provider;
    response.model = kept->model;
    response.modelReported = kept->modelReported;
    response.text = kept->text;
    response.reasoning = kept->reasoning;
    response.stopReason = kept->stopReason;
    response.stopName = kept->stopName;
    response.cost = Usd();
    response.kept = kept->kept ? *kept->kept : keptAs(*kept, Kept::Reason::Pinned);
    if (response.kept->reason == Kept::Reason::Unchanged) {
        response.references = kept->references;
        response.picked = kept->picked;
    }
    return response;
}

std::optional<ProviderId> providerToMend(const RunPlan &plan)
{
    QSet<ProviderId> checked;
    for (const Layer &layer : plan.mixture.layers) {
        for (const Agent &agent : layer.agents) {
            if (agent.muted || checked.contains(agent.provider) || isKept(plan.pinned, agent))
                continue;
            checked.insert(agent.provider);
            const Provider *provider = findProvider(plan.providers, agent.provider);
            if (provider && !checkProvider(*provider, plan.keys))
                return agent.provider;
        }
    }
    return std::nullopt;
}

} // namespace moa
