// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/providersfile.h"

#include "mixture/fileio.h"
#include "mixture/jsoncursor.h"
#include "mixture/jsonwriting.h"
#include "mixture/keyscan.h"
#include "providers/modeloverrides.h"
#include "providers/networkmanager.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QSet>

namespace moa {

using namespace Qt::StringLiterals;
using nlohmann::ordered_json;

namespace {

constexpr QLatin1StringView formatName("moa-studio/providers");
constexpr int formatVersion = 1;
constexpr int mostConcurrent = 1000;
constexpr int mostSeconds = 86'400;
constexpr int mostAttempts = 100;
constexpr int mostPerMinute = 1'000'000'000;

// In the order of the enumerators.
QList<QLatin1StringView> dialectNames()
{
    return {"openai"_L1, "anthropic"_L1, "gemini"_L1, "ollama"_L1};
}

QString text(const char *source)
{
    return QCoreApplication::translate("moa", source);
}

std::chrono::milliseconds readSeconds(JsonCursor &cursor, QLatin1StringView name,
                                      std::chrono::milliseconds absent)
{
    const std::optional<int> value = cursor.optionalInt(name, 1, mostSeconds);
    return value ? std::chrono::seconds(*value) : absent;
}

void readKeyVariables(JsonCursor &cursor, Provider &provider)
{
    static const QRegularExpression variable(u"^[A-Za-z_][A-Za-z0-9_]*$"_s);
    provider.keyVariables = cursor.strings("key_env"_L1).value_or(QStringList());
    for (const QString &name : std::as_const(provider.keyVariables)) {
        if (!variable.match(name).hasMatch()) {
            cursor.reject("key_env"_L1,
                          text("it lists the names of environment variables that may hold the "
                               "key, never a key itself; one entry is not such a name"));
        }
    }
}

void readBaseUrl(JsonCursor &cursor, Provider &provider)
{
    const QString address = cursor.nonEmptyString("base_url"_L1);
    provider.allowInsecure = cursor.boolean("allow_insecure"_L1, false);
    provider.baseUrl = QUrl(address, QUrl::StrictMode);
    if (!provider.baseUrl.isValid()) {
        cursor.reject("base_url"_L1, text("this is not an address"));
    } else if (const auto checked = checkBaseUrl(provider.baseUrl, provider.allowInsecure);
               !checked) {
        cursor.reject("base_url"_L1, checked.error().message);
    }
}

void readRates(JsonCursor &cursor, Provider &provider)
{
    provider.requestsPerMinute = cursor.optionalInt("requests_per_minute"_L1, 1, mostPerMinute);
    provider.tokensPerMinute = cursor.optionalInt("tokens_per_minute"_L1, 1, mostPerMinute);
}

void writeRates(ordered_json &object, const Provider &provider)
{
    if (provider.requestsPerMinute)
        object["requests_per_minute"] = *provider.requestsPerMinute;
    if (provider.tokensPerMinute)
        object["tokens_per_minute"] = *provider.tokensPerMinute;
}

Provider readProvider(JsonCursor cursor)
{
    const Provider absent;
    Provider provider;
    provider.id = ProviderId(cursor.nonEmptyString("id"_L1));
    provider.name = cursor.string("name"_L1);
    if (const auto index = cursor.oneOf("dialect"_L1, dialectNames()))
        provider.dialect = static_cast<Dialect>(*index);
    readBaseUrl(cursor, provider);
    readKeyVariables(cursor, provider);
    provider.maxConcurrent =
        cursor.optionalInt("max_concurrent"_L1, 1, mostConcurrent).value_or(absent.maxConcurrent);
    readRates(cursor, provider);
    provider.firstByteTimeout =
        readSeconds(cursor, "first_byte_timeout_s"_L1, absent.firstByteTimeout);
    provider.idleTimeout = readSeconds(cursor, "idle_timeout_s"_L1, absent.idleTimeout);
    provider.maxAttempts =
        cursor.optionalInt("max_attempts"_L1, 1, mostAttempts).value_or(absent.maxAttempts);
    provider.headers = cursor.stringMembers("headers"_L1);
    for (const auto &[name, value] : std::as_const(provider.headers)) {
        if (const QString objection = headerObjection(name, value); !objection.isEmpty())
            cursor.reject("headers"_L1, objection);
    }
    provider.models = readModelOverrides(cursor);
    provider.unknown = cursor.rest();
    return provider;
}

ordered_json providerJson(const Provider &provider)
{
    const Provider absent;
    const auto seconds = [](std::chrono::milliseconds time) {
        return std::chrono::ceil<std::chrono::seconds>(time).count();
    };
    ordered_json object = ordered_json::object();
    object["id"] = provider.id.toString().toStdString();
    if (!provider.name.isEmpty())
        object["name"] = provider.name.toStdString();
    object["dialect"] = dialectNames().at(static_cast<qsizetype>(provider.dialect)).data();
    object["base_url"] = provider.baseUrl.toString(QUrl::FullyEncoded).toStdString();
    if (!provider.keyVariables.isEmpty())
        object["key_env"] = toJson(provider.keyVariables);
    if (provider.maxConcurrent != absent.maxConcurrent)
        object["max_concurrent"] = provider.maxConcurrent;
    writeRates(object, provider);
    if (provider.firstByteTimeout != absent.firstByteTimeout)
        object["first_byte_timeout_s"] = seconds(provider.firstByteTimeout);
    if (provider.idleTimeout != absent.idleTimeout)
        object["idle_timeout_s"] = seconds(provider.idleTimeout);
    if (provider.maxAttempts != absent.maxAttempts)
        object["max_attempts"] = provider.maxAttempts;
    if (!provider.headers.isEmpty()) {
        ordered_json headers = ordered_json::object();
        for (const auto &[name, value] : provider.headers)
            headers[name.toStdString()] = value.toStdString();
        object["headers"] = std::move(headers);
    }
    if (provider.allowInsecure)
        object["allow_insecure"] = true;
    if (!provider.models.isEmpty())
        object["models"] = modelOverridesJson(provider.models);
    appendFields(object, provider.unknown);
    return object;
}

NetworkSettings readNetwork(JsonCursor cursor)
{
    NetworkSettings network;
    const QString proxy = cursor.optionalString("proxy"_L1).value_or(u"system"_s);
    if (proxy == u"none") {
        network.proxy = NetworkSettings::Proxy::None;
    } else if (proxy != u"system") {
        network.proxy = NetworkSettings::Proxy::Manual;
        network.proxyUrl = QUrl(proxy, QUrl::StrictMode);
        if (const Result<void> usable = checkProxyUrl(network.proxyUrl); !usable)
            cursor.reject("proxy"_L1, usable.error().message);
    }
    network.caFile = cursor.string("ca_file"_L1);
    network.unknown = cursor.rest();
    return network;
}

ordered_json networkJson(const NetworkSettings &network)
{
    ordered_json object = ordered_json::object();
    if (network.proxy == NetworkSettings::Proxy::None)
        object["proxy"] = "none";
    else if (network.proxy == NetworkSettings::Proxy::Manual)
        object["proxy"] = network.proxyUrl.toString(QUrl::RemoveUserInfo).toStdString();
    if (!network.caFile.isEmpty())
        object["ca_file"] = network.caFile.toStdString();
    appendFields(object, network.unknown);
    return object;
}

} // namespace

QString headerObjection(const QString &name, const QString &value)
{
    // RFC 9110: a name is a token; a value holds no control characters.
    static const QRegularExpression token(u"^[A-Za-z0-9!#$%&'*+.^_`|~-]+$"_s);
    static const QRegularExpression control(u"[\\x00-\\x08\\x0A-\\x1F\\x7F]"_s);
    static const QRegularExpression carriesKey(
        u"authorization|cookie|secret|password|token|api-?_?key|(^|[-_])key$"_s,
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression looksLikeKey(u"^\\s*(bearer|basic)\\s|\\bsk-[A-Za-z0-9_-]{8}"_s,
                                                 QRegularExpression::CaseInsensitiveOption);
    if (!token.match(name).hasMatch())
        return text("“%1” is not the name of a header").arg(name.simplified());
    if (control.match(value).hasMatch())
        return text("the header “%1” has a line break or another control character in its value")
            .arg(name);
    if (carriesKey.match(name).hasMatch() || looksLikeKey.match(value).hasMatch()
        || hasKnownKey(value)) {
        return text("the header “%1” carries a key, and keys do not belong in a file; name the "
                    "environment variable that holds it in \"key_env\"")
            .arg(name);
    }
    return {};
}

Result<ProvidersFile> readProviders(const QByteArray &json)
{
    const Result<JsonValue> root = parseJson(json);
    if (!root)
        return tl::make_unexpected(root.error());

    JsonCursor::Failure reason;
    JsonCursor cursor(*root, {}, reason);
    cursor.expectFormat(formatName, formatVersion);
    ProvidersFile file;
    QSet<ProviderId> seen;
    for (JsonCursor entry : cursor.objects("providers"_L1)) {
        const Provider provider = readProvider(entry);
        if (seen.contains(provider.id)) {
            entry.reject(
                "id"_L1,
                text("the id “%1” stands twice; ids must be unique").arg(provider.id.toString()));
        }
        seen.insert(provider.id);
        file.providers.append(provider);
    }
    if (const std::optional<JsonCursor> network = cursor.object("network"_L1))
        file.network = readNetwork(*network);
    file.unknown = cursor.rest();
    if (reason)
        return tl::make_unexpected(*reason);
    return file;
}

QByteArray writeProviders(const ProvidersFile &file)
{
    ordered_json root = ordered_json::object();
    root["format"] = formatName.data();
    root["version"] = formatVersion;
    ordered_json providers = ordered_json::array();
    for (const Provider &provider : file.providers)
        providers.push_back(providerJson(provider));
    root["providers"] = std::move(providers);
    if (file.network != NetworkSettings())
        root["network"] = networkJson(file.network);
    appendFields(root, file.unknown);
    return fileText(root);
}

Result<QList<Provider>> loadProvidersFile(const QString &path)
{
    return readFile(path, JsonLimits().bytes)
        .and_then(readProviders)
        .map([](const ProvidersFile &file) { return file.providers; });
}

Result<void> saveProvidersFile(const ProvidersFile &file, const QString &path)
{
    return replaceFile(path, writeProviders(file));
}

const QList<Provider> &builtInProviders()
{
    static const QList<Provider> providers = [] {
        const Result<QList<Provider>> loaded = loadProvidersFile(u":/moa/providers.json"_s);
        if (!loaded)
            qFatal("The built-in providers: %s", qPrintable(loaded.error().message));
        return *loaded;
    }();
    return providers;
}

QList<Provider> mergedProviders(const QList<Provider> &builtIn, const QList<Provider> &own)
{
    QList<Provider> result = builtIn;
    for (const Provider &provider : own) {
        const auto known =
            std::find_if(result.begin(), result.end(),
                         [&provider](const Provider &other) { return other.id == provider.id; });
        if (known == result.end())
            result.append(provider);
        else
            *known = provider;
    }
    return result;
}

} // namespace moa
