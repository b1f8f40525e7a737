// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/localservers.h"

#include "mixture/jsonvalue.h"
#include "providers/networkmanager.h"

#include <algorithm>
#include <array>
#include <QHostAddress>
#include <QPointer>

namespace moa {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::milliseconds answerLimit{300};
constexpr std::chrono::milliseconds listLimit{3'000};
constexpr qint64 largestAnswer = 1024 * 1024;
constexpr int ollamaPort = 11434;

constexpr auto propsPath = "/props"_L1;
constexpr auto versionPath = "/api/version"_L1;
constexpr auto studioPath = "/api/v1/models"_L1;
constexpr auto olderStudioPath = "/api/v0/models"_L1;
constexpr auto modelsPath = "/v1/models"_L1;

struct Kind
{
    QLatin1StringView id; ///< of the provider that is built in for it
    QLatin1StringView name;
};

constexpr Kind ollama{"ollama"_L1, "Ollama"_L1};
constexpr Kind studio{"lmstudio"_L1, "LM Studio"_L1};
constexpr Kind llamaCpp{"llamacpp"_L1, "llama.cpp"_L1};
constexpr Kind vllm{"vllm"_L1, "vLLM"_L1};
constexpr std::array kinds{ollama, studio, llamaCpp, vllm};

const JsonValue *listIn(const JsonValue &root, QLatin1StringView name)
{
    const JsonValue *list = root.member(name);
    return list && list->type == JsonValue::Type::List ? list : nullptr;
}

/// Whether each entry of a list has this member; one that is empty can't tell.
bool allHave(const JsonValue *list, QLatin1StringView name)
{
    return list
        && std::all_of(list->items.begin(), list->items.end(),
                       [name](const JsonValue &entry) { return entry.member(name); });
}

/// What answers like this, or nothing that is known.
std::optional<Kind> kindOf(const QHash<QString, QByteArray> &answers)
{
    const auto answer = [&answers](QLatin1StringView path) {
        return parseJson(answers.value(path)).value_or(JsonValue());
    };
    // Others imitate Ollama; nobody imitates these.
    if (answer(propsPath).member("default_generation_settings"_L1))
        return llamaCpp;
    if (allHave(listIn(answer(studioPath), "models"_L1), "key"_L1)
        || allHave(listIn(answer(olderStudioPath), "data"_L1), "state"_L1))
        return studio;
    if (const JsonValue version = answer(versionPath);
        const JsonValue *number = version.member("version"_L1)) {
        if (number->type == JsonValue::Type::String)
            return ollama;
    }
    const JsonValue models = answer(modelsPath);
    const JsonValue *list = listIn(models, "data"_L1);
    if (!list || list->items.empty())
        return std::nullopt;
    const JsonValue &first = list->items.front();
    const JsonValue *owner = first.member("owned_by"_L1);
    if (owner && owner->text == u"llamacpp")
        return llamaCpp;
    if ((owner && owner->text == u"vllm") || first.member("max_model_len"_L1))
        return vllm;
    return std::nullopt;
}

/// @p provider under the name of what answered, unless it has a name of the person's own.
Provider namedAs(Provider provider, const Kind &kind)
{
    const bool isKnown = std::any_of(kinds.begin(), kinds.end(), [&provider](const Kind &each) {
        return provider.id.toString() == each.id;
    });
    if (!isKnown || provider.id.toString() == kind.id)
        return provider;
    provider.id = ProviderId(kind.id);
    provider.name = kind.name;
    if (provider.dialect == Dialect::Ollama) {
        provider.dialect = Dialect::OpenAi;
        provider.baseUrl.setPath(QStringLiteral("/v1"));
    }
    return provider;
}

/// @p url without a name that a name server could be asked for.
QUrl numbered(QUrl url)
{
    if (url.host().compare("localhost"_L1, Qt::CaseInsensitive) == 0)
        url.setHost(QStringLiteral("127.0.0.1"));
    return url;
}

} // namespace

LocalServers::LocalServers(const QList<Provider> &candidates, QObject *parent)
    : QObject(parent)
    , m_manager(makeNetworkManager({}))
{
    m_limits.time = answerLimit;
    m_limits.bytes = largestAnswer;
    QStringList origins;
    for (Provider candidate : candidates) {
        candidate.baseUrl = numbered(candidate.baseUrl);
        const QString origin = originOf(candidate.baseUrl);
        if (!isLoopback(candidate.baseUrl.host()) || origins.contains(origin))
            continue;
        origins.append(origin);
        m_inquiries.push_back({candidate, {}, 0, {}, nullptr});
    }
}

LocalServers::~LocalServers() = default;

void LocalServers::start()
{
    // One more, so that the end comes from here, though nothing may be asked.
    m_open = m_inquiries.size() + 1;
    for (std::size_t index = 0; index < m_inquiries.size(); ++index)
        inquire(index);
    QMetaObject::invokeMethod(this, &LocalServers::close, Qt::QueuedConnection);
}

void LocalServers::inquire(std::size_t index)
{
    static constexpr std::array paths{propsPath, versionPath, studioPath, olderStudioPath,
                                      modelsPath};
    Inquiry &inquiry = m_inquiries[index];
    inquiry.open = static_cast<int>(paths.size());
    for (const QLatin1StringView path : paths) {
        QUrl url = inquiry.provider.baseUrl;
        url.setPath(path);
        url.setQuery(QString());
        inquiry.fetches.push_back(std::make_unique<HttpFetch>(
            m_manager.get(), providerRequest(inquiry.provider, url, {}), QByteArray(), m_limits));
        connect(inquiry.fetches.back().get(), &HttpFetch::finished, this,
                [this, index, path](const FetchResult &result) {
                    Inquiry &asked = m_inquiries[index];
                    if (result.status == 200 && result.failure.isEmpty())
                        asked.answers.insert(path, result.body);
                    if (--asked.open == 0)
                        judge(index);
                });
    }
}

void LocalServers::judge(std::size_t index)
{
    Inquiry &inquiry = m_inquiries[index];
    if (const std::optional<Kind> kind = kindOf(inquiry.answers)) {
        inquiry.provider = namedAs(inquiry.provider, *kind);
        list(inquiry);
        return;
    }
    // Not from within the signal of a fetch: whoever hears the end may destroy this.
    QMetaObject::invokeMethod(this, &LocalServers::close, Qt::QueuedConnection);
}

void LocalServers::list(Inquiry &inquiry)
{
    inquiry.list = std::make_unique<ModelListJob>(inquiry.provider, ApiKey(), m_manager.get());
    inquiry.list->setTimeLimit(std::max(m_limits.time, listLimit));
    connect(inquiry.list.get(), &ModelListJob::finished, this,
            [this, provider = inquiry.provider](const Result<QList<ListedModel>> &models) {
                const QPointer<LocalServers> self(this);
                Q_EMIT found(provider, models.value_or(QList<ListedModel>()));
                if (self)
                    close();
            });
    inquiry.list->start();
}

void LocalServers::close()
{
    if (--m_open == 0)
        Q_EMIT finished();
}

QList<Provider> localServerCandidates(const QList<Provider> &known, const QString &ollamaHost)
{
    QList<Provider> candidates;
    for (Provider provider : known) {
        if (provider.id.toString() == ollama.id && !ollamaHost.trimmed().isEmpty()) {
            QUrl address = ollamaAddress(ollamaHost);
            const QString end =
                provider.dialect == Dialect::OpenAi ? QStringLiteral("/v1") : QString();
            address.setPath(address.path() + end);
            provider.baseUrl = address;
        }
        if (isLoopback(provider.baseUrl.host()))
            candidates.append(provider);
    }
    return candidates;
}

QUrl ollamaAddress(const QString &ollamaHost)
{
    QUrl fallback(QStringLiteral("http://127.0.0.1:%1").arg(ollamaPort));
    QString text = ollamaHost.trimmed();
    while (text.startsWith(u'"') || text.startsWith(u'\''))
        text.remove(0, 1);
    while (text.endsWith(u'"') || text.endsWith(u'\'') || text.endsWith(u'/'))
        text.chop(1);
    if (text.isEmpty())
        return fallback;
    const bool hasScheme = text.contains("://"_L1);
    if (!hasScheme) {
        if (text.count(u':') > 1 && !text.startsWith(u'[')) // IPv6 without brackets
            text = u'[' + text + u']';
        else if (text.startsWith(u':'))
            text.prepend("127.0.0.1"_L1);
        text.prepend("http://"_L1);
    }
    QUrl url(text, QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty()
        || (url.scheme() != u"http" && url.scheme() != u"https"))
        return fallback;
    const QHostAddress address(url.host());
    if (address == QHostAddress::AnyIPv4)
        url.setHost(QStringLiteral("127.0.0.1"));
    else if (address == QHostAddress::AnyIPv6)
        url.setHost(QStringLiteral("::1"));
    if (url.port() <= 0)
        url.setPort(hasScheme ? (url.scheme() == u"https" ? 443 : 80) : ollamaPort);
    url.setUserInfo(QString());
    url.setQuery(QString());
    url.setFragment(QString());
    return url;
}

} // namespace moa
