// SPDX-License-Identifier: GPL-3.0-or-later
#include "mixture/importing.h"

#include "mixture/mixtureedits.h"
#include "mixture/pythonliterals.h"

#include <algorithm>
#include <limits>
#include <QCoreApplication>
#include <QLocale>

namespace moa {

using namespace Qt::StringLiterals;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(moa::ImportedMixture)
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
        Layer last;
        last.agents.append(make(aggregatorModel(proposers), Role::Aggregator));
        m_result.mixture.layers.append(last);
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

Result<ImportedMixture> importPythonScript(const QString &script)
{
    const Result<PythonLiterals> literals = readPythonLiterals(script);
    if (!literals)
        return tl::make_unexpected(literals.error());
    return ScriptReading(*literals).run();
}

} // namespace moa
