// SPDX-License-Identifier: GPL-3.0-or-later
#include "mixture/importing.h"

#include "mixture/jsoncursor.h"
#include "mixture/mixtureedits.h"

#include <QCoreApplication>
#include <QLocale>

namespace moa {

using namespace Qt::StringLiterals;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(moa::ImportedMixture)
};

/// The first of @p names that is there.
const JsonValue *memberOf(const JsonValue &object, std::initializer_list<QLatin1StringView> names)
{
    for (const QLatin1StringView name : names) {
        if (const JsonValue *found = object.member(name))
            return found;
    }
    return nullptr;
}

/// Python writes what is not set as null.
void dropNulls(JsonValue &value)
{
    dropNullMembers(value);
    for (JsonValue &item : value.items)
        dropNulls(item);
}

/** Makes a mixture of a groq-moa configuration. */
class GroqReading
{
public:
    Result<ImportedMixture> run(JsonValue root)
    {
        dropNulls(root);
        const JsonValue *whole = root.member("moa_config"_L1);
        if (!whole)
            whole = &root;
        const JsonValue *main = whole->member("moa_main_agent_config"_L1);
        if (!main)
            main = whole;
        m_result.source = ImportedMixture::Source::GroqMoa;
        m_result.mixture.name = QStringLiteral("groq-moa");
        JsonCursor cursor(*main, {}, m_failure);
        const Agent last = mainAgent(cursor);
        const int cycles = cursor.optionalInt("cycles"_L1, 1, mostImportedLayers - 1).value_or(1);
        const JsonValue *agents =
            memberOf(*whole, {"moa_layer_agent_config"_L1, "layer_agent_config"_L1});
        if (!agents)
            agents = main->member("layer_agent_config"_L1);
        if (m_failure)
            return tl::make_unexpected(*m_failure);
        if (!agents || agents->type != JsonValue::Type::Object || agents->items.empty()) {
            return failure(Words::tr("There are no agents in it: layer_agent_config is missing, "
                                     "empty or no object."));
        }
        if (agents->names.size() > mostImportedAgents) {
            return failure(Words::tr("There are more than %1 agents in a layer.")
                               .arg(QLocale().toString(mostImportedAgents)));
        }
        for (const JsonField &field : cursor.rest()) {
            if (!field.name.startsWith("moa_"_L1) && field.name != "layer_agent_config"_L1)
                leaveOut(field.name);
        }
        return mixtureOf(*agents, last, cycles);
    }

private:
    Result<ImportedMixture> mixtureOf(const JsonValue &agents, const Agent &last, int cycles)
    {
        Mixture &mixture = m_result.mixture;
        for (int cycle = 0; cycle < cycles; ++cycle) {
            Layer layer;
            for (qsizetype i = 0; i < agents.names.size(); ++i) {
                const QString &name = agents.names.at(i);
                m_path = cycle == 0 ? name + u'.' : QString();
                Agent agent =
                    layerAgent(JsonCursor(agents.items.at(static_cast<size_t>(i)), name, m_failure),
                               cycle == 0);
                agent.id = fresh(agent.model);
                agent.role = cycle == 0 ? Role::Proposer : Role::Aggregator;
                layer.agents.append(agent);
            }
            mixture.layers.append(layer);
        }
        if (m_failure)
            return tl::make_unexpected(*m_failure);
        Agent final = last;
        final.id = fresh(final.model);
        final.role = Role::Aggregator;
        mixture.layers.append(Layer());
        mixture.layers.last().agents.append(final);
        m_result.remarks.append(
            Words::tr("The references are numbered from 1; groq-moa numbers them from 0."));
        return m_result;
    }

    Agent mainAgent(JsonCursor &cursor)
    {
        Agent agent;
        agent.provider = ProviderId(QStringLiteral("groq"));
        agent.model = cursor.string("main_model"_L1);
        if (agent.model.isEmpty()) {
            agent.model = QStringLiteral("llama3-70b-8192");
            m_result.remarks.append(
                Words::tr("No main_model is named; %1 stands in, as in groq-moa.")
                    .arg(agent.model));
        }
        readSettings(cursor, agent.settings, true);
        if (std::optional<QString> prompt = cursor.optionalString("reference_system_prompt"_L1))
            m_result.mixture.defaults.instruction = instructionOf(*prompt);
        return agent;
    }

    Agent layerAgent(JsonCursor cursor, bool first)
    {
        Agent agent;
        agent.provider = ProviderId(QStringLiteral("groq"));
        agent.model = cursor.string("model_name"_L1);
        if (agent.model.isEmpty()) {
            agent.model = QStringLiteral("llama3-8b-8192");
            if (first) {
                m_result.remarks.append(
                    Words::tr("%1 names no model; %2 stands in, as in groq-moa.")
                        .arg(m_path.chopped(1), agent.model));
            }
        }
        readSettings(cursor, agent.settings, first);
        if (first) {
            for (const JsonField &field : cursor.rest())
                leaveOut(m_path + field.name);
        }
        return agent;
    }

    void readSettings(JsonCursor &cursor, AgentSettings &settings, bool tells)
    {
        if (const std::optional<QString> prompt = cursor.optionalString("system_prompt"_L1))
            settings.systemPrompt = systemPromptOf(*prompt, tells);
        settings.temperature = cursor.number("temperature"_L1, 0, 2);
        settings.maxTokens = cursor.optionalInt("max_tokens"_L1, 1);
        settings.topP = cursor.number("top_p"_L1, 0, 1);
        settings.seed = cursor.integer("seed"_L1);
        settings.stop = cursor.strings("stop"_L1);
        settings.reasoningEffort = cursor.optionalString("reasoning_effort"_L1);
        if (std::optional<JsonCursor> more = cursor.object("model_kwargs"_L1)) {
            if (!settings.topP)
                settings.topP = more->number("top_p"_L1, 0, 1);
            if (!settings.seed)
                settings.seed = more->integer("seed"_L1);
            for (const JsonField &field : more->rest()) {
                if (tells)
                    leaveOut(m_path + u"model_kwargs."_qs + field.name);
            }
        }
    }

    /// groq-moa fills `{helper_response}`; here the references follow the system prompt.
    QString systemPromptOf(QString prompt, bool tells)
    {
        static const QString place = QStringLiteral("{helper_response}");
        const qsizetype at = prompt.indexOf(place);
        if (tells && at >= 0 && !prompt.mid(at + place.size()).trimmed().isEmpty()) {
            m_result.remarks.append(
                Words::tr("%1: the references stand at the end of the system prompt, not in the "
                          "middle of it.")
                    .arg(m_path.isEmpty() ? QStringLiteral("main_model") : m_path.chopped(1)));
        }
        prompt.remove(place);
        return unescaped(prompt).trimmed();
    }
    static QString instructionOf(QString prompt)
    {
        prompt.replace(QStringLiteral("{responses}"), QStringLiteral("{references}"));
        return unescaped(prompt).trimmed();
    }
    /// What Python's format() makes of doubled braces.
    static QString unescaped(QString text)
    {
        return text.replace(QStringLiteral("{{"), QStringLiteral("{"))
            .replace(QStringLiteral("}}"), QStringLiteral("}"));
    }

    void leaveOut(const QString &field)
    {
        m_result.remarks.append(
            field.contains("key"_L1, Qt::CaseInsensitive)
                ? Words::tr("%1 was left out: keys have no place in a mixture.").arg(field)
                : Words::tr("%1 was left out: there is nothing like it here.").arg(field));
    }
    AgentId fresh(const QString &model)
    {
        const AgentId id = edit::freshId(m_taken, model);
        m_taken.insert(id);
        return id;
    }

    ImportedMixture m_result;
    JsonCursor::Failure m_failure;
    QSet<AgentId> m_taken;
    QString m_path; ///< before the name of a field, for remarks
};

} // namespace

Result<ImportedMixture> importGroqMoa(const QByteArray &json)
{
    Result<JsonValue> root = parseJson(json);
    if (!root)
        return tl::make_unexpected(root.error());
    return GroqReading().run(*std::move(root));
}

} // namespace moa
