// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/baselines.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace moa {

namespace {

constexpr double samplingTemperature = 0.7; // the method's own

/// How good an agent's answers are; nothing: not known.
using Goodness = std::function<std::optional<double>(const Agent &)>;

std::optional<BestSingle> bestBy(const RunRecord &run, BestSingle::By by, const Goodness &goodness)
{
    std::optional<BestSingle> best;
    double most = 0;
    if (run.mixture.layers.isEmpty())
        return best;
    for (const Agent &agent : run.mixture.layers.constFirst().agents) {
        const std::optional<double> good = goodness(agent);
        if (good && (!best || *good > most)) {
            best = BestSingle{agent.id, agent.displayName(), by};
            most = *good;
        }
    }
    return best;
}

Variant variantOf(const RunRecord &run, Variant::Kind kind, const AgentId &agent,
                  const QList<Layer> &layers)
{
    Variant variant;
    variant.kind = kind;
    variant.agent = agent;
    if (const Agent *left = run.mixture.agent(agent))
        variant.name = left->displayName();
    variant.mixture = run.mixture;
    variant.mixture.layers = layers;
    variant.partial = partialPlan(run, variant.mixture, run.conversation, {keptByHand(run), {}});
    return variant;
}

/// What some responses took.
struct Sums
{
    Usd cost;
    qint64 tokens = 0;
    int count = 0;
    bool arePriced = true;

    void add(const Response &response)
    {
        const Kept took = keptAs(response, Kept::Reason::Unchanged);
        ++count;
        arePriced = arePriced && took.cost;
        cost += took.cost.value_or(Usd());
        if (took.usage)
            tokens += took.usage->input + took.usage->output;
    }
};

int ratio(double all, double one)
{
    return static_cast<int>(std::clamp(std::round(all / one), 1.0, double{maxSamples}));
}

} // namespace

std::optional<BestSingle> bestSingle(const RunRecord &run, const Judgement &judgement)
{
    const auto mean = [&run](const Agent &agent, const auto &valueOf) -> std::optional<double> {
        double sum = 0;
        int count = 0;
        for (const Response &response : run.responses) {
            if (response.id.agent != agent.id || !isAnswer(response.state))
                continue;
            if (const auto value = valueOf(response)) {
                sum += *value;
                ++count;
            }
        }
        return count > 0 ? std::optional(sum / count) : std::nullopt;
    };
    const auto rating = [&](const Agent &agent) {
        return mean(agent, [&](const Response &response) { return judgement.rating(response.id); });
    };
    const auto likeness = [&](const Agent &agent) {
        return mean(agent, [](const Response &response) { return response.bleuToFinal; });
    };
    const std::optional<BestSingle> rated = bestBy(run, BestSingle::By::Rating, rating);
    return rated ? rated : bestBy(run, BestSingle::By::Likeness, likeness);
}

Variant singleModel(const RunRecord &run, const AgentId &agent)
{
    QList<Layer> layers;
    if (const Agent *found = run.mixture.agent(agent)) {
        Agent alone = *found;
        alone.samples = 1;
        alone.muted = false;
        Layer only;
        only.agents = {alone};
        layers = {only};
    }
    return variantOf(run, Variant::Kind::Single, agent, layers);
}

EqualCost equalCost(const RunRecord &run, const AgentId &agent)
{
    Sums all;
    Sums own;
    const int lastLayer = static_cast<int>(run.mixture.layers.size()) - 1;
    for (const Response &response : run.responses) {
        if (!isAnswer(response.state) || response.layer >= lastLayer)
            continue;
        all.add(response);
        if (response.id.agent == agent)
            own.add(response);
    }
    EqualCost equal;
    if (own.count == 0)
        return equal;
    equal.proposers = all.cost;
    equal.one = Usd::fromPico(own.cost.pico() / own.count);
    if (all.arePriced && equal.one > Usd()) {
        equal.basis = EqualCost::Basis::Money;
        equal.samples = ratio(all.cost.toDouble(), equal.one.toDouble());
    } else if (own.tokens > 0) {
        equal.basis = EqualCost::Basis::Tokens;
        equal.samples =
            ratio(static_cast<double>(all.tokens) * own.count, static_cast<double>(own.tokens));
    } else {
        equal.samples = std::min(all.count, maxSamples);
    }
    return equal;
}

Variant sampledModel(const RunRecord &run, const AgentId &agent, int samples)
{
    QList<Layer> layers;
    const Agent *found = run.mixture.agent(agent);
    const Agent *finalAgent = run.mixture.finalAgent();
    if (found && finalAgent) {
        Agent sampled = *found;
        sampled.samples = std::clamp(samples, 1, maxSamples);
        sampled.muted = false;
        if (!(resolved(sampled.settings, run.mixture.defaults).temperature.value_or(0.0) > 0.0))
            sampled.settings.temperature = samplingTemperature;
        Agent aggregator = *finalAgent;
        aggregator.references.reset();
        Layer proposers;
        proposers.agents = {sampled};
        Layer last;
        last.agents = {aggregator};
        layers = {proposers, last};
    }
    Variant variant = variantOf(run, Variant::Kind::Sampled, agent, layers);
    variant.samples = std::clamp(samples, 1, maxSamples);
    return variant;
}

} // namespace moa
