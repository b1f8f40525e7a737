// SPDX-License-Identifier: GPL-3.0-or-later
#include "mixture/agent.h"

namespace moa {

AgentSettings resolved(const AgentSettings &own, const AgentSettings &defaults)
{
    const auto pick = [](const auto &first, const auto &second) { return first ? first : second; };
    AgentSettings result;
    result.systemPrompt = pick(own.systemPrompt, defaults.systemPrompt);
    result.instruction = pick(own.instruction, defaults.instruction);
    result.placement = pick(own.placement, defaults.placement);
    result.temperature = pick(own.temperature, defaults.temperature);
    result.topP = pick(own.topP, defaults.topP);
    result.maxTokens = pick(own.maxTokens, defaults.maxTokens);
    result.stop = pick(own.stop, defaults.stop);
    result.seed = pick(own.seed, defaults.seed);
    result.reasoningEffort = pick(own.reasoningEffort, defaults.reasoningEffort);
    result.overflow = pick(own.overflow, defaults.overflow);
    for (const JsonField &field : defaults.extra) {
        const auto sameName = [&field](const JsonField &other) { return other.name == field.name; };
        if (std::none_of(own.extra.begin(), own.extra.end(), sameName))
            result.extra.append(field);
    }
    result.extra.append(own.extra);
    return result;
}

QString Agent::displayName() const
{
    if (!name.isEmpty())
        return name;
    return model.isEmpty() ? id.toString() : shortModelName(model);
}

QString shortModelName(const QString &model)
{
    const qsizetype slash = model.lastIndexOf(u'/');
    return slash < 0 || slash + 1 == model.size() ? model : model.mid(slash + 1);
}

} // namespace moa
