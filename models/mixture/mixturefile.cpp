// SPDX-License-Identifier: GPL-3.0-or-later
#include "mixture/mixturefile.h"

#include "mixture/agentjson.h"
#include "mixture/fileio.h"
#include "mixture/jsonwriting.h"

namespace moa {

using namespace Qt::StringLiterals;
using nlohmann::ordered_json;

namespace {

constexpr int formatVersion = 1;

// In the order of the enumerators.
QList<QLatin1StringView> roleNames()
{
    return {"proposer"_L1, "aggregator"_L1, "ranker"_L1};
}
QList<QLatin1StringView> placementNames()
{
    return {"system"_L1, "assistant"_L1, "user"_L1};
}
QList<QLatin1StringView> overflowNames()
{
    return {"refuse"_L1, "shorten"_L1};
}

AgentSettings readSettings(JsonCursor &cursor)
{
    AgentSettings settings;
    settings.systemPrompt = cursor.optionalString("system_prompt"_L1);
    settings.instruction = cursor.optionalString("instruction"_L1);
    if (const auto index = cursor.oneOf("placement"_L1, placementNames()))
        settings.placement = static_cast<Placement>(*index);
    settings.temperature = cursor.number("temperature"_L1, 0, 2);
    settings.topP = cursor.number("top_p"_L1, 0, 1);
    settings.maxTokens = cursor.optionalInt("max_tokens"_L1, 1);
    settings.stop = cursor.strings("stop"_L1);
    settings.seed = cursor.integer("seed"_L1);
    settings.reasoningEffort = cursor.optionalString("reasoning_effort"_L1);
    if (const auto index = cursor.oneOf("overflow"_L1, overflowNames()))
        settings.overflow = static_cast<Overflow>(*index);
    settings.extra = cursor.fields("extra"_L1);
    return settings;
}

} // namespace

Agent readAgent(JsonCursor cursor)
{
    Agent agent;
    agent.id = AgentId(cursor.nonEmptyString("id"_L1));
    agent.name = cursor.string("name"_L1);
    if (const auto index = cursor.oneOf("role"_L1, roleNames()))
        agent.role = static_cast<Role>(*index);
    agent.provider = ProviderId(cursor.string("provider"_L1));
    agent.model = cursor.string("model"_L1);
    agent.samples = cursor.optionalInt("samples"_L1, 1, maxSamples).value_or(1);
    agent.muted = cursor.boolean("muted"_L1, false);
    if (const auto references = cursor.strings("references"_L1)) {
        agent.references.emplace();
        for (const QString &reference : *references)
            agent.references->append(AgentId(reference));
    }
    agent.settings = readSettings(cursor);
    agent.color = cursor.optionalInt("color"_L1, 0);
    agent.unknown = cursor.rest();
    return agent;
}

Layer readLayer(JsonCursor cursor)
{
    Layer layer;
    layer.name = cursor.string("name"_L1);
    layer.quorum = cursor.optionalInt("quorum"_L1, 1);
    for (const JsonCursor &agent : cursor.objects("agents"_L1))
        layer.agents.append(readAgent(agent));
    for (const JsonCursor &agent : cursor.objects("alternates"_L1)) {
        layer.agents.append(readAgent(agent));
        layer.agents.last().alternate = true;
    }
    layer.unknown = cursor.rest();
    return layer;
}

namespace {

/** Sets members of an object, leaving out what is absent. */
class Members
{
public:
    explicit Members(ordered_json &object)
        : m_object(object)
    { }

    void text(const char *name, const QString &value)
    {
        if (!value.isEmpty())
            m_object[name] = value.toStdString();
    }
    void text(const char *name, const std::optional<QString> &value)
    {
        if (value)
            m_object[name] = value->toStdString();
    }
    template <typename Number>
    void number(const char *name, const std::optional<Number> &value)
    {
        if (value)
            m_object[name] = *value;
    }
    void number(const char *name, const std::optional<double> &value)
    {
        if (value)
            m_object[name] = toJson(*value);
    }
    void word(const char *name, const QList<QLatin1StringView> &words, qsizetype index)
    {
        m_object[name] = words.at(index).data();
    }

private:
    ordered_json &m_object;
};

void writeSettings(ordered_json &object, const AgentSettings &settings)
{
    Members members(object);
    members.text("system_prompt", settings.systemPrompt);
    members.text("instruction", settings.instruction);
    if (settings.placement) {
        members.word("placement", placementNames(), static_cast<qsizetype>(*settings.placement));
    }
    members.number("temperature", settings.temperature);
    members.number("top_p", settings.topP);
    members.number("max_tokens", settings.maxTokens);
    if (settings.stop)
        object["stop"] = toJson(*settings.stop);
    members.number("seed", settings.seed);
    members.text("reasoning_effort", settings.reasoningEffort);
    if (settings.overflow)
        members.word("overflow", overflowNames(), static_cast<qsizetype>(*settings.overflow));
    if (!settings.extra.isEmpty()) {
        ordered_json extra = ordered_json::object();
        appendFields(extra, settings.extra);
        object["extra"] = std::move(extra);
    }
}

ordered_json agentJson(const Agent &agent)
{
    ordered_json object = ordered_json::object();
    Members members(object);
    object["id"] = agent.id.toString().toStdString();
    members.text("name", agent.name);
    members.word("role", roleNames(), static_cast<qsizetype>(agent.role));
    object["provider"] = agent.provider.toString().toStdString();
    object["model"] = agent.model.toStdString();
    if (agent.samples != 1)
        object["samples"] = agent.samples;
    if (agent.muted)
        object["muted"] = true;
    if (agent.references) {
        QStringList references;
        for (const AgentId &reference : *agent.references)
            references.append(reference.toString());
        object["references"] = toJson(references);
    }
    writeSettings(object, agent.settings);
    members.number("color", agent.color);
    appendFields(object, agent.unknown);
    return object;
}

} // namespace

ordered_json layerJson(const Layer &layer)
{
    ordered_json object = ordered_json::object();
    Members members(object);
    members.text("name", layer.name);
    members.number("quorum", layer.quorum);
    ordered_json agents = ordered_json::array();
    ordered_json alternates = ordered_json::array();
    for (const Agent &agent : layer.agents)
        (agent.alternate ? alternates : agents).push_back(agentJson(agent));
    object["agents"] = std::move(agents);
    if (!alternates.empty())
        object["alternates"] = std::move(alternates);
    appendFields(object, layer.unknown);
    return object;
}

Mixture mixtureFrom(JsonCursor cursor)
{
    cursor.expectFormat(mixtureFormatName, formatVersion);
    Mixture mixture;
    mixture.name = cursor.string("name"_L1);
    mixture.description = cursor.string("description"_L1);
    mixture.notes = cursor.string("notes"_L1);
    mixture.examplePrompt = cursor.string("example_prompt"_L1);
    if (std::optional<JsonCursor> defaults = cursor.object("defaults"_L1)) {
        mixture.defaults = readSettings(*defaults);
        mixture.unknownDefaults = defaults->rest();
    }
    for (const JsonCursor &layer : cursor.objects("layers"_L1))
        mixture.layers.append(readLayer(layer));
    mixture.unknown = cursor.rest();
    return mixture;
}

Result<Mixture> readMixture(const QByteArray &text)
{
    const Result<JsonValue> root = parseJson(text);
    if (!root)
        return tl::make_unexpected(root.error());

    JsonCursor::Failure reason;
    const Mixture mixture = mixtureFrom(JsonCursor(*root, {}, reason));
    if (reason)
        return tl::make_unexpected(*reason);
    return mixture;
}

QByteArray writeMixture(const Mixture &mixture)
{
    ordered_json root = ordered_json::object();
    Members members(root);
    root["format"] = mixtureFormatName.data();
    root["version"] = formatVersion;
    members.text("name", mixture.name);
    members.text("description", mixture.description);
    members.text("notes", mixture.notes);
    members.text("example_prompt", mixture.examplePrompt);
    ordered_json defaults = ordered_json::object();
    writeSettings(defaults, mixture.defaults);
    appendFields(defaults, mixture.unknownDefaults);
    if (!defaults.empty())
        root["defaults"] = std::move(defaults);
    ordered_json layers = ordered_json::array();
    for (const Layer &layer : mixture.layers)
        layers.push_back(layerJson(layer));
    root["layers"] = std::move(layers);
    appendFields(root, mixture.unknown);
    return fileText(root);
}

Result<Mixture> loadMixture(const QString &path)
{
    return readFile(path, JsonLimits().bytes).and_then(readMixture);
}

Result<void> saveMixture(const Mixture &mixture, const QString &path)
{
    return replaceFile(path, writeMixture(mixture));
}

} // namespace moa
