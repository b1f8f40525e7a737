// SPDX-License-Identifier: GPL-3.0-or-later
#include "mixture/importing.h"

#include "mixture/jsoncursor.h"
#include "mixture/mixtureedits.h"
#include "mixture/mixturefile.h"
#include "mixture/pythonliterals.h"

#include <algorithm>
#include <QCoreApplication>
#include <QLocale>
#include <QStringDecoder>

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

bool looksLikeGroqMoa(const JsonValue &root)
{
    return memberOf(root,
                    {"moa_config"_L1, "moa_main_agent_config"_L1, "moa_layer_agent_config"_L1,
                     "layer_agent_config"_L1, "main_model"_L1})
        != nullptr;
}

/// Python writes what is not set as null.
void dropNulls(JsonValue &value)
{
    if (value.type == JsonValue::Type::Object) {
        for (qsizetype i = value.names.size() - 1; i >= 0; --i) {
            if (value.items.at(static_cast<size_t>(i)).type == JsonValue::Type::Null) {
                value.names.removeAt(i);
                value.items.erase(value.items.begin() + i);
            }
        }
    }
    for (JsonValue &item : value.items)
        dropNulls(item);
}

/// A layer of one agent that answers from what it was given.
Layer finalLayer(const Agent &agent)
{
    Layer layer;
    layer.agents.append(agent);
    layer.agents.last().role = Role::Aggregator;
    return layer;
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
        mixture.layers.append(finalLayer(final));
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

/** Makes a mixture of what a script gives names to. */
class ScriptReading
{
public:
    explicit ScriptReading(const PythonLiterals &literals)
        : m_literals(literals)
    { }

    Result<ImportedMixture> run()
    {
        m_result.source = ImportedMixture::Source::PythonScript;
        const QStringList proposers = referenceModels();
        if (proposers.isEmpty()) {
            return failure(Words::tr("There is no list of models in it, such as reference_models = "
                                     "[\"…\", \"…\"]."));
        }
        if (proposers.size() > mostImportedAgents) {
            return failure(Words::tr("There are more than %1 agents in a layer.")
                               .arg(QLocale().toString(mostImportedAgents)));
        }
        const std::optional<int> rounds = proposerLayers();
        if (!rounds) {
            return failure(Words::tr("The number of rounds or layers is not between 1 and %1.")
                               .arg(QLocale().toString(mostImportedLayers)));
        }
        readSettings();
        const ProviderId provider = providerOf();
        QSet<AgentId> taken;
        const auto make = [&](const QString &model, Role role) {
            Agent agent;
            agent.id = edit::freshId(taken, model);
            agent.model = model;
            agent.provider = provider;
            agent.role = role;
            taken.insert(agent.id);
            return agent;
        };
        for (int round = 0; round < *rounds; ++round) {
            Layer layer;
            for (const QString &model : proposers)
                layer.agents.append(make(model, round == 0 ? Role::Proposer : Role::Aggregator));
            m_result.mixture.layers.append(layer);
        }
        m_result.mixture.layers.append(
            finalLayer(make(aggregatorModel(proposers), Role::Aggregator)));
        m_result.remarks.append(
            Words::tr("Only the models and their settings were taken from the script; what else it "
                      "does was not."));
        return m_result;
    }

private:
    [[nodiscard]] std::optional<QString> firstText(std::initializer_list<QLatin1StringView> names)
    {
        for (const QLatin1StringView name : names) {
            if (const std::optional<QString> text = m_literals.text(QString(name)))
                return text;
        }
        return std::nullopt;
    }
    [[nodiscard]] std::optional<double> firstNumber(std::initializer_list<QLatin1StringView> names)
    {
        for (const QLatin1StringView name : names) {
            if (const std::optional<double> number = m_literals.number(QString(name)))
                return number;
        }
        return std::nullopt;
    }

    [[nodiscard]] QStringList referenceModels() const
    {
        for (const QLatin1StringView name :
             {"reference_models"_L1, "default_reference_models"_L1, "proposer_models"_L1,
              "proposers"_L1, "layer_models"_L1, "models"_L1}) {
            QStringList models;
            if (const std::optional<QStringList> list = m_literals.list(QString(name)))
                models = *list;
            else if (const std::optional<QString> text = m_literals.text(QString(name)))
                models = text->split(u','); // as the reference's command line takes them
            for (QString &model : models)
                model = model.trimmed();
            models.removeAll(QString());
            if (!models.isEmpty())
                return models;
        }
        return {};
    }

    [[nodiscard]] QString aggregatorModel(const QStringList &proposers)
    {
        const std::optional<QString> named =
            firstText({"aggregator_model"_L1, "aggregator"_L1, "final_model"_L1,
                       "aggregate_model"_L1, "main_model"_L1, "model"_L1});
        if (named && !named->trimmed().isEmpty())
            return named->trimmed();
        m_result.remarks.append(Words::tr("The script names no aggregator_model; %1, the first of "
                                          "the reference models, stands in.")
                                    .arg(proposers.constFirst()));
        return proposers.constFirst();
    }

    /// Layers of proposers: `rounds` counts them, `layers` counts the aggregator too.
    [[nodiscard]] std::optional<int> proposerLayers()
    {
        double layers = 1;
        if (const auto rounds = firstNumber({"rounds"_L1, "num_rounds"_L1, "n_rounds"_L1}))
            layers = *rounds;
        else if (const auto all = firstNumber({"layers"_L1, "num_layers"_L1, "n_layers"_L1}))
            layers = std::max(1.0, *all - 1);
        if (layers < 1 || layers > mostImportedLayers - 1)
            return std::nullopt;
        return static_cast<int>(layers);
    }

    void readSettings()
    {
        AgentSettings &defaults = m_result.mixture.defaults;
        if (const std::optional<double> temperature = firstNumber({"temperature"_L1})) {
            if (*temperature >= 0 && *temperature <= 2)
                defaults.temperature = *temperature;
            else
                m_result.remarks.append(Words::tr("The temperature was left out: it is a number "
                                                  "from 0 to 2."));
        }
        if (const std::optional<double> tokens = firstNumber({"max_tokens"_L1})) {
            if (*tokens >= 1 && *tokens <= std::numeric_limits<int>::max())
                defaults.maxTokens = static_cast<int>(*tokens);
            else
                m_result.remarks.append(Words::tr("max_tokens was left out: it is a whole number "
                                                  "from 1."));
        }
        // The reference implementation spells it in two ways.
        defaults.instruction =
            firstText({"aggregator_system_prompt"_L1, "aggreagator_system_prompt"_L1});
    }

    [[nodiscard]] ProviderId providerOf()
    {
        const auto names = [this](std::initializer_list<QLatin1StringView> words) {
            return std::any_of(words.begin(), words.end(), [this](QLatin1StringView word) {
                return m_literals.names.contains(QString(word));
            });
        };
        QString provider = QStringLiteral("together");
        if (!names({"together"_L1, "Together"_L1, "AsyncTogether"_L1, "generate_together"_L1})) {
            if (names({"groq"_L1, "Groq"_L1, "AsyncGroq"_L1}))
                provider = QStringLiteral("groq");
            else if (names({"openai"_L1, "OpenAI"_L1, "AsyncOpenAI"_L1}))
                provider = QStringLiteral("openai");
            else if (names({"ollama"_L1}))
                provider = QStringLiteral("ollama");
        }
        m_result.remarks.append(
            Words::tr("Every agent was given to the provider “%1”. Choose another where the script "
                      "asks somebody else.")
                .arg(provider));
        return ProviderId(provider);
    }

    const PythonLiterals &m_literals;
    ImportedMixture m_result;
};

} // namespace

Result<ImportedMixture> importGroqMoa(const QByteArray &json)
{
    Result<JsonValue> root = parseJson(json);
    if (!root)
        return tl::make_unexpected(root.error());
    return GroqReading().run(*std::move(root));
}

Result<ImportedMixture> importPythonScript(const QString &script)
{
    const Result<PythonLiterals> literals = readPythonLiterals(script);
    if (!literals)
        return tl::make_unexpected(literals.error());
    return ScriptReading(*literals).run();
}

Result<ImportedMixture> importMixture(const QByteArray &text)
{
    Result<Mixture> preset = readMixture(text);
    if (preset)
        return ImportedMixture{ImportedMixture::Source::Preset, *std::move(preset), {}};
    if (const Result<JsonValue> root = parseJson(text)) {
        if (!looksLikeGroqMoa(*root) || root->member("format"_L1))
            return tl::make_unexpected(preset.error());
        return importGroqMoa(text);
    }
    // No JSON: a script, if it gives a name to anything that one does.
    QStringDecoder decoder(QStringDecoder::Utf8);
    const QString script = decoder(text);
    static const QStringList names{QStringLiteral("reference_models"),
                                   QStringLiteral("aggregator_model")};
    const bool isScript = !decoder.hasError()
        && std::any_of(names.cbegin(), names.cend(),
                       [&](const QString &name) { return script.contains(name); });
    if (!isScript || text.trimmed().startsWith('{'))
        return tl::make_unexpected(preset.error());
    return importPythonScript(script);
}

} // namespace moa
