// SPDX-License-Identifier: GPL-3.0-or-later
#include "mixture/pythonexport.h"

#include "mixture/prompt.h"
#include "mixture/pythonliteral.h"
#include "mixture/validation.h"
#include "providers/chatdialect.h"
#include "providers/endpoint.h"
#include "providers/keyring.h"
#include "providers/servicequirks.h"

#include <algorithm>
#include <QCoreApplication>
#include <QFile>
#include <QUrlQuery>

namespace moa {

using namespace Qt::StringLiterals;
using nlohmann::ordered_json;

namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("moa", text);
}

QString resource(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("A part of the exported script is missing: %s", qPrintable(path));
    return QString::fromUtf8(file.readAll());
}

void chop(QString &text, QLatin1StringView end)
{
    if (text.endsWith(end))
        text.chop(end.size());
}

/// The provider as it speaks the OpenAI dialect: all of them do, some at another address.
Provider compatible(Provider provider)
{
    QUrl url = provider.baseUrl;
    QString path;
    switch (provider.dialect) {
    case Dialect::OpenAi:
        return provider;
    case Dialect::Anthropic:
        path = anthropicEndpoint(url).path(QUrl::FullyEncoded);
        chop(path, "/messages"_L1);
        break;
    case Dialect::Gemini:
        path = geminiEndpoint(url, u"m"_s, false).path(QUrl::FullyEncoded);
        chop(path, "/models/m:generateContent"_L1);
        path += "/openai"_L1;
        break;
    case Dialect::Ollama:
        path = ollamaEndpoint(url).path(QUrl::FullyEncoded);
        chop(path, "/api/chat"_L1);
        path += "/v1"_L1;
        break;
    }
    url.setPath(path, QUrl::StrictMode);
    provider.baseUrl = url;
    provider.dialect = Dialect::OpenAi;
    return provider;
}

/** Puts the parts of the template that a mixture needs around its data. */
QString assembled(const QString &head, const QString &data, const QSet<QString> &features)
{
    static const QString pattern = resource(u":/moa/export/mixture.py"_s);
    QString result;
    bool isWanted = true;
    const QStringList lines = pattern.split(u'\n');
    for (const QString &line : lines) {
        if (line.startsWith(u"#@if "))
            isWanted = features.contains(line.mid(5));
        else if (line == u"#@else")
            isWanted = !isWanted;
        else if (line == u"#@end")
            isWanted = true;
        else if (line == u"#@head")
            result += head;
        else if (line == u"#@data")
            result += data;
        else if (isWanted)
            result += line + u'\n';
    }
    result.chop(1); // behind the last line break there is no line
    return result;
}

/** Puts one script together. */
class Script
{
public:
    Script(const Mixture &mixture, const QList<Provider> &providers, const ModelCatalogue &models)
        : m_mixture(mixture)
        , m_known(providers)
        , m_models(models)
    { }

    [[nodiscard]] QByteArray text()
    {
        ordered_json layers = ordered_json::array();
        for (qsizetype layer = 0; layer < m_mixture.layers.size(); ++layer)
            layers.push_back(layerValue(layer));
        const auto assignment = [](const QString &name, const ordered_json &value) {
            return name + u" = "_s + python::literal(value, name.size() + 3) + u'\n';
        };
        QString data = assignment(u"PROVIDERS"_s, m_providers) + u'\n' + m_constants;
        data += u"EXAMPLE_PROMPT = "_s + python::longString(m_mixture.examplePrompt) + u"\n\n"_s;
        if (!m_muted.isEmpty())
            data +=
                python::comment(u"Muted in the mixture, so not asked: "_s + m_muted.join(u", "_s));
        if (m_shortens) {
            data += python::comment(u"MoA Studio shortens references that do not fit; "_s
                                    u"here they are sent whole."_s);
        }
        data += assignment(u"LAYERS"_s, layers);
        data += u"FINAL = "_s + python::string(m_mixture.finalAgent()->id.toString()) + u'\n';
        return assembled(head(), data, m_features).toUtf8();
    }

private:
    [[nodiscard]] QString head() const
    {
        QString text = u"#!/usr/bin/env python3\n"_s;
        if (!m_mixture.name.isEmpty())
            text += python::comment(m_mixture.name);
        if (!m_mixture.description.isEmpty())
            text += python::comment(m_mixture.description);
        text += u"#\n"_s
            + python::comment(u"A mixture of LLM agents, exported from MoA Studio.\n"
                              "Needs Python 3.9 or later and: pip install openai\n"
                              "Prints the final answer to the prompt that it is given; without "
                              "one, to the example."_s);
        if (!m_keys.isEmpty())
            text += python::comment(u"Reads keys from: "_s + m_keys.join(u", "_s));
        return text;
    }

    [[nodiscard]] ordered_json layerValue(qsizetype layer)
    {
        const Layer &source = m_mixture.layers.at(layer);
        ordered_json value = ordered_json::object();
        if (!source.name.isEmpty())
            value["name"] = source.name.toStdString();
        value["quorum"] = effectiveQuorum(source);
        value["agents"] = ordered_json::array();
        for (qsizetype row = 0; row < source.agents.size(); ++row) {
            const Agent &agent = source.agents.at(row);
            if (agent.muted)
                m_muted.append(agent.displayName());
            else
                value["agents"].push_back(agentValue({layer, row}));
        }
        return value;
    }

    [[nodiscard]] ordered_json agentValue(AgentPosition position)
    {
        const Agent &agent = m_mixture.at(position);
        const AgentSettings settings = resolved(agent.settings, m_mixture.defaults);
        const Provider &known =
            *std::find_if(m_known.cbegin(), m_known.cend(), [&agent](const Provider &provider) {
                return provider.id == agent.provider;
            });
        ChatRequest request;
        request.provider = compatible(known);
        request.model = agent.model;
        request.settings = settings;
        request.facts = m_models.facts(known, agent.model);
        request.stream = false;

        ordered_json value = ordered_json::object();
        value["id"] = agent.id.toString().toStdString();
        if (!agent.name.isEmpty())
            value["name"] = agent.name.toStdString();
        value["provider"] = clientFor(request).toStdString();
        value["model"] = agent.model.toStdString();
        if (agent.samples > 1)
            value["samples"] = agent.samples;
        value["references"] = ordered_json::array();
        for (const AgentId &reference : m_mixture.referencesAt(position)) {
            if (const Agent *source = m_mixture.agent(reference); source && !source->muted)
                value["references"].push_back(reference.toString().toStdString());
        }
        addPrompts(value, agent, settings);
        addSettings(value, request, agent.samples);
        m_shortens = m_shortens || settings.overflow == Overflow::Shorten;
        return value;
    }

    void addPrompts(ordered_json &value, const Agent &agent, const AgentSettings &settings)
    {
        if (const QString system = settings.systemPrompt.value_or(QString()); !system.isEmpty())
            value["system"] = constant(system, u"SYSTEM_PROMPT"_s);
        if (agent.role == Role::Ranker) {
            if (!m_features.contains(u"ranker"_s))
                (void)constant(resource(u":/moa/prompts/rank.txt"_s), u"RANKING"_s, false);
            m_features.insert(u"ranker"_s);
            value["ranks"] = true;
        } else if (!value["references"].empty()) {
            QString instruction = settings.instruction.value_or(QString());
            const bool isOwn = !instruction.isEmpty() && instruction != aggregateAndSynthesize();
            if (instruction.isEmpty())
                instruction = aggregateAndSynthesize();
            value["instruction"] =
                constant(instruction, isOwn ? u"INSTRUCTION"_s : u"SYNTHESIZE"_s, isOwn);
            if (settings.placement == Placement::Assistant)
                value["placement"] = "assistant";
            else if (settings.placement == Placement::User)
                value["placement"] = "user";
        }
    }

    static ordered_json bodyOf(const ChatRequest &request)
    {
        const QByteArray text = dialectFor(Dialect::OpenAi)->encode(request).body;
        ordered_json body = ordered_json::parse(text.cbegin(), text.cend());
        for (const char *own : {"model", "messages", "stream"})
            body.erase(own);
        return body;
    }

    static void addSettings(ordered_json &value, ChatRequest request, int samples)
    {
        const ordered_json body = bodyOf(request);
        if (!body.empty())
            value["settings"] = body;
        if (samples < 2 || !request.settings.seed)
            return;
        // Services have their own names for the seed, and an extra field may take its place.
        request.settings.seed = *request.settings.seed + 1;
        const ordered_json next = bodyOf(request);
        for (const auto &[name, field] : next.items()) {
            if (field != body[name])
                value["seed_field"] = name;
        }
    }

    /// The name under which PROVIDERS has what this request is sent by.
    QString clientFor(const ChatRequest &request)
    {
        QUrl url = openAiEndpoint(request.provider.baseUrl, request.model);
        QString path = url.path(QUrl::FullyEncoded);
        chop(path, "/chat/completions"_L1);
        ordered_json query = ordered_json::object();
        for (const auto &[name, text] : QUrlQuery(url).queryItems(QUrl::FullyDecoded))
            query[name.toStdString()] = text.toStdString();
        url.setQuery(QString());
        url.setPath(path, QUrl::StrictMode);
        const std::string base = url.toString(QUrl::FullyEncoded).toStdString();
        const Provider &provider = request.provider;
        QString name = provider.id.toString();
        // A deployment's own address has its model in it.
        if (const auto taken = m_providers.find(name.toStdString());
            taken != m_providers.end() && (*taken)["base_url"] != base)
            name += u' ' + request.model;
        if (m_providers.contains(name.toStdString()))
            return name;

        ordered_json value = ordered_json::object();
        value["name"] = provider.displayName().toStdString();
        value["base_url"] = base;
        value["keys"] = ordered_json::array();
        for (const QString &variable : provider.keyVariables) {
            value["keys"].push_back(variable.toStdString());
            if (!m_keys.contains(variable))
                m_keys.append(variable);
        }
        value["needs_key"] = needsKey(provider);
        if (quirksOf(provider.baseUrl).isAzure) {
            value["key_header"] = "api-key";
            m_features.insert(u"keyheader"_s);
        }
        ordered_json headers = ordered_json::object();
        for (const auto &[header, text] : provider.headers)
            headers[header.toStdString()] = text.toStdString();
        if (!headers.empty())
            value["headers"] = headers;
        if (!query.empty())
            value["query"] = query;
        value["at_once"] = provider.maxConcurrent;
        value["retries"] = std::max(0, provider.maxAttempts - 1);
        value["timeout"] =
            std::chrono::duration_cast<std::chrono::seconds>(provider.totalTimeout).count();
        m_providers[name.toStdString()] = value;
        return name;
    }

    /// @p text under a name of its own, the same for the same text.
    ordered_json constant(const QString &text, const QString &kind, bool numbered = true)
    {
        QString &name = m_names[text];
        if (name.isEmpty()) {
            name = numbered ? u"%1_%2"_s.arg(kind).arg(++m_counts[kind]) : kind;
            m_constants += name + u" = "_s + python::longString(text) + u"\n\n"_s;
        }
        return python::name(name);
    }

    const Mixture &m_mixture;
    const QList<Provider> &m_known;
    const ModelCatalogue &m_models;
    ordered_json m_providers = ordered_json::object();
    QString m_constants;
    QHash<QString, QString> m_names; ///< of constants, by their text
    QHash<QString, int> m_counts;
    QSet<QString> m_features; ///< conditions of the template that hold
    QStringList m_keys;
    QStringList m_muted;
    bool m_shortens = false;
};

} // namespace

Result<QByteArray> pythonScript(const Mixture &mixture, const QList<Provider> &providers,
                                const ModelCatalogue &models)
{
    ValidationContext context;
    context.providers.emplace();
    for (const Provider &provider : providers)
        context.providers->insert(provider.id);
    for (const Problem &problem : validate(mixture, context)) {
        if (problem.severity == Problem::Severity::Error) {
            return failure(translated("The mixture can’t run, so there is no script of it. %1: %2")
                               .arg(problem.path, problem.text));
        }
    }
    return Script(mixture, providers, models).text();
}

} // namespace moa
