// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/modellisting.h"

#include "providers/endpoint.h"
#include "providers/listedentry.h"
#include "providers/servicequirks.h"

#include <algorithm>
#include <array>
#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSet>
#include <QUrlQuery>

namespace moa {

using namespace Qt::StringLiterals;

namespace {

/// OpenRouter's list has hundreds of kilobytes; this is for one that is far larger.
constexpr JsonLimits listLimits{qsizetype{32} * 1024 * 1024, 2'000'000, 64};
constexpr qsizetype mostDetails = 100;

enum class Service { General, Azure, LmStudio, Ollama };

Service serviceOf(const Provider &provider)
{
    const QString host = provider.baseUrl.host().toLower();
    const QString id = provider.id.toString();
    if (provider.dialect == Dialect::Ollama)
        return Service::Ollama;
    if (provider.dialect != Dialect::OpenAi)
        return Service::General;
    if (quirksOf(provider.baseUrl).isAzure
        || provider.baseUrl.path().contains("/openai/deployments/"_L1))
        return Service::Azure;
    // Their own lists tell more than the ones they share with OpenAI.
    const int port = provider.baseUrl.port();
    if (id == u"lmstudio" || (isLoopback(host) && port == 1234))
        return Service::LmStudio;
    if (id == u"ollama" || (isLoopback(host) && port == 11434))
        return Service::Ollama;
    return Service::General;
}

QUrl joined(QUrl root, QLatin1StringView path)
{
    root.setPath(root.path() + path);
    return root;
}

QUrl without(QUrl url, QLatin1StringView end)
{
    QString path = url.path();
    if (path.endsWith(end))
        path.chop(end.size());
    url.setPath(path);
    return url;
}

QUrl withItem(const QUrl &url, const QString &name, const QString &value)
{
    QUrlQuery query(url);
    query.removeAllQueryItems(name);
    query.addQueryItem(name, QString::fromLatin1(QUrl::toPercentEncoding(value)));
    QUrl result = url;
    result.setQuery(query);
    return result;
}

/// The list in a reply, or null.
const JsonValue *entriesOf(const JsonValue &root)
{
    if (root.type == JsonValue::Type::List)
        return &root;
    // llama.cpp sends both, and tells more in the first.
    for (const QLatin1StringView name : {"data"_L1, "models"_L1}) {
        const JsonValue *list = root.member(name);
        if (list && list->type == JsonValue::Type::List)
            return list;
    }
    return nullptr;
}

std::optional<ListRequest> nextPage(const Provider &provider, const ListRequest &request,
                                    const JsonValue &root)
{
    const auto text = [&root](QLatin1StringView name) {
        const JsonValue *value = root.member(name);
        return value && value->type == JsonValue::Type::String ? value->text : QString();
    };
    QString item;
    QString token;
    if (provider.dialect == Dialect::Gemini) {
        item = QStringLiteral("pageToken");
        token = text("nextPageToken"_L1);
    } else if (provider.dialect == Dialect::Anthropic) {
        const JsonValue *more = root.member("has_more"_L1);
        item = QStringLiteral("after_id");
        if (more && more->text == u"true")
            token = text("last_id"_L1);
    }
    if (token.isEmpty())
        return std::nullopt;
    return ListRequest{withItem(request.url, item, token), {}, {}};
}

bool isOfLlamaCpp(const JsonValue &entry)
{
    const JsonValue *owner = entry.member("owned_by"_L1);
    const JsonValue *meta = entry.member("meta"_L1);
    return (owner && owner->text == u"llamacpp") || (meta && meta->member("n_ctx_train"_L1));
}

QList<ListRequest> detailsFor(const Provider &provider, const ListRequest &request,
                              const JsonValue &entries, const QList<ListedModel> &models)
{
    QList<ListRequest> details;
    if (request.url.path().endsWith("/api/tags"_L1)) {
        for (const ListedModel &model : models) {
            if (model.contextWindow || details.size() == mostDetails)
                continue;
            const QJsonObject body{{QStringLiteral("model"), model.id}};
            details.append({joined(serverRoot(provider), "/api/show"_L1),
                            QJsonDocument(body).toJson(QJsonDocument::Compact), model.id});
        }
    } else if (provider.dialect == Dialect::OpenAi
               && std::any_of(entries.items.begin(), entries.items.end(), isOfLlamaCpp)
               && models.size() == 1) {
        details.append({joined(serverRoot(provider), "/props"_L1), {}, models.constFirst().id});
    }
    return details;
}

/// What a setting in the text of an Ollama model's parameters says: "num_ctx    8192".
std::optional<qint64> parameter(const JsonValue &shown, QStringView name)
{
    const JsonValue *parameters = shown.member("parameters"_L1);
    if (!parameters)
        return std::nullopt;
    const QStringList lines = parameters->text.split(u'\n');
    for (const QString &line : lines) {
        const QStringList words = line.simplified().split(u' ');
        bool isNumber = false;
        const qint64 value = words.value(1).toLongLong(&isNumber);
        if (words.constFirst() == name && isNumber && value > 0)
            return value;
    }
    return std::nullopt;
}

/// Of an Ollama model: what it is run with if its author says so, else what it could take.
std::optional<qint64> shownContext(const JsonValue &shown)
{
    if (const auto configured = parameter(shown, u"num_ctx"))
        return configured;
    const JsonValue *info = shown.member("model_info"_L1);
    if (!info || info->type != JsonValue::Type::Object)
        return std::nullopt;
    for (qsizetype i = 0; i < info->names.size(); ++i) {
        if (info->names.at(i).endsWith(".context_length"_L1))
            return positiveCount(&info->items[static_cast<std::size_t>(i)]);
    }
    return std::nullopt;
}

} // namespace

QUrl apiRoot(const Provider &provider)
{
    const QUrl &base = provider.baseUrl;
    const QString any = QStringLiteral("m");
    switch (provider.dialect) {
    case Dialect::Anthropic:
        return without(anthropicEndpoint(base), "/messages"_L1);
    case Dialect::Gemini:
        return without(geminiEndpoint(base, any, false), "/models/m:generateContent"_L1);
    case Dialect::Ollama:
        return without(ollamaEndpoint(base), "/api/chat"_L1);
    case Dialect::OpenAi:
        break;
    }
    return without(openAiEndpoint(base, any), "/chat/completions"_L1);
}

QUrl serverRoot(const Provider &provider)
{
    static const QRegularExpression version(QStringLiteral("(/api)?/v[0-9]+(alpha|beta)?$"));
    QUrl url = apiRoot(provider);
    url.setPath(url.path().remove(version));
    return url;
}

QList<ListRequest> listRequests(const Provider &provider)
{
    const QUrl root = apiRoot(provider);
    const QUrl server = serverRoot(provider);
    const auto requests = [](const QList<QUrl> &urls) {
        QList<ListRequest> result;
        for (const QUrl &url : urls)
            result.append({url, {}, {}});
        return result;
    };
    if (provider.dialect == Dialect::Anthropic)
        return requests({withItem(joined(root, "/models"_L1), QStringLiteral("limit"), u"1000"_s)});
    if (provider.dialect == Dialect::Gemini)
        return requests(
            {withItem(joined(root, "/models"_L1), QStringLiteral("pageSize"), u"1000"_s)});
    switch (serviceOf(provider)) {
    case Service::Azure:
        return {};
    case Service::LmStudio:
        return requests({joined(server, "/api/v1/models"_L1), joined(server, "/api/v0/models"_L1),
                         joined(server, "/v1/models"_L1)});
    case Service::Ollama:
        return requests({joined(server, "/api/tags"_L1), joined(server, "/v1/models"_L1)});
    case Service::General:
        break;
    }
    return requests({joined(root, "/models"_L1)});
}

Result<ListPage> readModelList(const Provider &provider, const ListRequest &request,
                               const QByteArray &body)
{
    const auto refused = [](const QString &reason) {
        return failure(QCoreApplication::translate("moa", "What came back is no list of models: %1")
                           .arg(reason));
    };
    if (body.trimmed().startsWith('<'))
        return refused(QCoreApplication::translate("moa", "It is a web page."));
    const Result<JsonValue> root = parseJson(body, listLimits);
    if (!root)
        return refused(root.error().message);
    const JsonValue *entries = entriesOf(*root);
    if (!entries)
        return refused(QCoreApplication::translate("moa", "It has no field “data” or “models”."));
    ListPage page;
    QSet<QString> seen;
    for (const JsonValue &entry : entries->items) {
        const std::optional<ListedModel> model = readListedModel(entry);
        if (!model || seen.contains(model->id))
            continue;
        seen.insert(model->id);
        page.models.append(*model);
    }
    if (page.models.isEmpty() && !entries->items.empty() && provider.dialect != Dialect::Gemini)
        return refused(QCoreApplication::translate("moa", "Its entries name no models."));
    page.next = nextPage(provider, request, *root);
    page.details = detailsFor(provider, request, *entries, page.models);
    return page;
}

void addModelDetails(const ListRequest &request, const QByteArray &body, QList<ListedModel> &models)
{
    const auto model =
        std::find_if(models.begin(), models.end(), [&request](const ListedModel &candidate) {
            return candidate.id == request.model;
        });
    const Result<JsonValue> root = parseJson(body, listLimits);
    if (model == models.end() || !root)
        return;
    if (const JsonValue *settings = root->member("default_generation_settings"_L1)) {
        // Of one slot: the server shares its context among them.
        if (const auto context = positiveCount(settings->member("n_ctx"_L1)))
            model->contextWindow = context;
        return;
    }
    if (const auto context = shownContext(*root))
        model->contextWindow = context;
    if (const JsonValue *capabilities = root->member("capabilities"_L1)) {
        model->reasons = model->reasons || hasWord(capabilities, u"thinking");
        model->chats = model->chats && !lacksCompletion(*capabilities);
    }
}

std::optional<QUrl> keyCheckUrl(const Provider &provider)
{
    const QString host = provider.baseUrl.host().toLower();
    if (host != u"openrouter.ai" && !host.endsWith(".openrouter.ai"_L1)
        && provider.id.toString() != u"openrouter")
        return std::nullopt;
    return joined(apiRoot(provider), "/key"_L1);
}

bool namesNoChatModel(const QString &id)
{
    static constexpr std::array<QStringView, 31> words{
        u"embed",      u"embedding", u"embeddings",  u"bge",      u"gte",        u"e5",
        u"minilm",     u"rerank",    u"reranker",    u"whisper",  u"transcribe", u"stt",
        u"tts",        u"speech",    u"audio",       u"realtime", u"dall",       u"image",
        u"imagen",     u"flux",      u"diffusion",   u"sdxl",     u"sora",       u"veo",
        u"moderation", u"guard",     u"shieldgemma", u"davinci",  u"babbage",    u"aqa",
        u"clip"};
    static const QRegularExpression separator(QStringLiteral("[^a-z0-9]+"));
    if (id.startsWith("gpt-3.5-turbo-instruct"_L1)) // completes texts
        return true;
    const QStringList parts = id.toLower().split(separator, Qt::SkipEmptyParts);
    return std::any_of(parts.begin(), parts.end(), [](const QString &part) {
        return std::find(words.begin(), words.end(), part) != words.end();
    });
}

} // namespace moa
