// SPDX-License-Identifier: GPL-3.0-or-later
#include "mixture/fileio.h"
#include "providers/providersfile.h"
#include "run/runplan.h"

#include <QTemporaryDir>
#include <QTest>

using namespace moa;
using namespace Qt::StringLiterals;

namespace {

const QByteArray formatExample = R"({
  "format": "moa-studio/providers", "version": 1, "providers": [
  { "id": "together", "name": "Together AI", "dialect": "openai",
    "base_url": "https://api.together.xyz/v1", "key_env": ["TOGETHER_API_KEY"],
    "max_concurrent": 32, "first_byte_timeout_s": 120, "idle_timeout_s": 60,
    "max_attempts": 5, "headers": {} } ] })";

QByteArray fileWith(const QByteArray &fields, const QByteArray &address = "https://example.com/v1")
{
    return "{\"format\": \"moa-studio/providers\", \"version\": 1, \"providers\": [\n"
           "{\"id\": \"x\", \"base_url\": \""
        + address + "\"" + fields + "}\n]}";
}

QByteArray fileWithNetwork(const QByteArray &fields)
{
    return "{\"format\": \"moa-studio/providers\", \"version\": 1, \"providers\": [], "
           "\"network\": {"
        + fields + "}}";
}

QString errorOf(const QByteArray &text)
{
    const Result<ProvidersFile> result = readProviders(text);
    return result ? u"read without an error"_s : result.error().message;
}

Provider provider(const QString &id, const QString &name = {})
{
    Provider result;
    result.id = ProviderId(id);
    result.name = name;
    result.baseUrl = QUrl(u"https://example.com/v1"_s);
    return result;
}

} // namespace

class tst_ProvidersFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyFieldSurvivesTheRoundTrip()
    {
        Provider full;
        full.id = ProviderId(u"full"_s);
        full.name = u"Full"_s;
        full.dialect = Dialect::Gemini;
        full.baseUrl = QUrl(u"http://models.example:8080/a%20b/v1?version=2"_s);
        full.keyVariables = {u"FULL_KEY"_s, u"_OTHER2"_s};
        full.maxConcurrent = 3;
        full.requestsPerMinute = 60;
        full.tokensPerMinute = 30'000;
        full.firstByteTimeout = std::chrono::seconds(7);
        full.idleTimeout = std::chrono::seconds(8);
        full.maxAttempts = 1;
        full.headers = {{u"X-Title"_s, u"MoA"_s}, {u"HTTP-Referer"_s, u"https://example.com"_s}};
        full.allowInsecure = true;
        ModelOverride plain;
        plain.model = u"plain/model"_s;
        ModelOverride known;
        known.model = u"o3"_s;
        known.contextWindow = 200'000;
        known.rates = Rates{Usd::fromPico(2'000'000), Usd::fromPico(500'001), Usd(),
                            Usd::fromPico(8'000'000)};
        known.encoding = TokenEncoding::Cl100k;
        known.omit = {u"temperature"_s, u"top_p"_s};
        known.unknown = {{u"mood"_s, "\"good\""}};
        full.models = {plain, known};
        full.unknown = {{u"zone"_s, "\"eu\""}, {u"area"_s, "[1]"}};
        const ProvidersFile before{
            {full, provider(u"plain"_s)}, {{u"later"_s, "{}"}}, {.caFile = u"/etc/own.pem"_s}};
        const QByteArray text = writeProviders(before);
        const Result<ProvidersFile> after = readProviders(text);
        QVERIFY2(after, qPrintable(after ? QString() : after.error().message));
        QVERIFY(*after == before);
        QCOMPARE(writeProviders(*after), text);
    }

    void absentFieldsHaveTheirDefaults()
    {
        const ProvidersFile file = readProviders(fileWith({})).value();
        QCOMPARE(file.providers.size(), 1);
        const Provider &read = file.providers.constFirst();
        QVERIFY(read == provider(u"x"_s));
        QCOMPARE(read.maxConcurrent, 32);
        QCOMPARE(read.firstByteTimeout, std::chrono::seconds(120));
        QCOMPARE(read.idleTimeout, std::chrono::seconds(60));
        QCOMPARE(read.maxAttempts, 5);
        QCOMPARE(read.dialect, Dialect::OpenAi);
        QVERIFY(!read.requestsPerMinute);
        QVERIFY(!read.tokensPerMinute);
        QVERIFY(!writeProviders(file).contains("max_concurrent"));
        QVERIFY(!writeProviders(file).contains("per_minute"));
    }

    void overrideIsReadAsWritten()
    {
        const ProvidersFile file =
            readProviders(fileWith(R"(, "models": [{"model": "o3", "context_window": 200000,
"input": "2.00", "cached_input": "0.000001", "output": "8", "encoding": "o200k_base",
"omit": ["temperature"]}, {"model": "other"}])"))
                .value();
        const Provider &read = file.providers.constFirst();
        const ModelOverride *known = read.overrideFor(u"o3"_s);
        QVERIFY(known);
        QCOMPARE(known->contextWindow, 200'000);
        QCOMPARE(known->rates->input, Usd::fromPico(2'000'000));
        QCOMPARE(known->rates->cachedInput, Usd::fromPico(1));
        QVERIFY(!known->rates->cacheWrite);
        QCOMPARE(known->rates->output, Usd::fromPico(8'000'000));
        QCOMPARE(known->encoding, TokenEncoding::O200k);
        QCOMPARE(known->omit, QStringList{u"temperature"_s});
        QVERIFY(!read.overrideFor(u"other"_s)->rates);
        QVERIFY(writeProviders(file).contains(R"("cached_input": "0.000001")"));
        QVERIFY(!writeProviders(file).contains("cache_write"));
    }

    void badOverrideIsRefused_data()
    {
        QTest::addColumn<QByteArray>("models");
        QTest::addColumn<QString>("message");
        const auto row = [](const char *name, const char *models, const char *message) {
            QTest::newRow(name) << QByteArray(
                models) << u"providers[0].models"_s + QString::fromUtf8(message) + u" (line 3)"_s;
        };
        row("no list", "{}", ": expected a list, found an object");
        row("no object", R"(["o3"])", "[0]: expected an object, found \"o3\"");
        row("no model", R"([{"omit": []}])",
            "[0].model: expected a string that is not empty, found nothing");
        row("model twice", R"([{"model": "a"}, {"model": "a"}])",
            "[1].model: the model “a” stands twice");
        row("window", R"([{"model": "a", "context_window": 0}])",
            "[0].context_window: expected a whole number from 1, found 0");
        row("number", R"([{"model": "a", "input": 2.5, "output": "1"}])",
            "[0].input: expected a string, found 2.5");
        row("too fine", R"([{"model": "a", "input": "0.0000001", "output": "1"}])",
            "[0].input: “0.0000001” is not an amount of dollars with at most six decimals");
        row("no output", R"([{"model": "a", "input": "1"}])",
            "[0].output: expected a string that is not empty, found nothing");
        row("cached alone", R"([{"model": "a", "cached_input": "1"}])",
            "[0].input: expected a string that is not empty, found nothing");
        row("encoding", R"([{"model": "a", "encoding": "p50k_base"}])",
            "[0].encoding: expected \"o200k_base\" or \"cl100k_base\", found \"p50k_base\"");
        row("omit", R"([{"model": "a", "omit": "x"}])",
            "[0].omit: expected a list of strings, found \"x\"");
        row("empty omit", R"([{"model": "a", "omit": [""]}])",
            "[0].omit: it lists the names of request fields, and one of them is empty");
    }

    void badOverrideIsRefused()
    {
        QFETCH(const QByteArray, models);
        QTEST(errorOf(fileWith(",\n\"models\": " + models)), "message");
    }

    void exampleOfTheFormatIsRead()
    {
        const Result<ProvidersFile> file = readProviders(formatExample);
        QVERIFY2(file, qPrintable(file ? QString() : file.error().message));
        QVERIFY(
            file->providers.contains(*findProvider(builtInProviders(), ProviderId(u"together"_s))));
    }

    void badFieldIsRefused_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("message");
        const auto row = [](const char *name, const QByteArray &fields, const char *message) {
            QTest::newRow(name) << fileWith(", " + fields)
                                << u"providers[0]."_s + QString::fromUtf8(message) + u" (line 2)"_s;
        };
        row("name", R"("name": 3)", "name: expected a string, found 3");
        row("dialect", R"("dialect": "OpenAI")",
            "dialect: expected \"openai\", \"anthropic\", \"gemini\" or \"ollama\", found "
            "\"OpenAI\"");
        row("key_env", R"("key_env": "X")", "key_env: expected a list of strings, found \"X\"");
        row("key in key_env", R"("key_env": ["sk-12345678"])",
            "key_env: it lists the names of environment variables that may hold the key, never a "
            "key itself; one entry is not such a name");
        row("max_concurrent", R"("max_concurrent": 0)",
            "max_concurrent: expected a whole number from 1 to 1000, found 0");
        row("requests_per_minute", R"("requests_per_minute": 0)",
            "requests_per_minute: expected a whole number from 1 to 1000000000, found 0");
        row("tokens_per_minute", R"("tokens_per_minute": "lots")",
            "tokens_per_minute: expected a whole number, found \"lots\"");
        row("first_byte_timeout_s", R"("first_byte_timeout_s": 0.5)",
            "first_byte_timeout_s: expected a whole number from 1 to 86400, found 0.5");
        row("idle_timeout_s", R"("idle_timeout_s": null)",
            "idle_timeout_s: expected a whole number, found null");
        row("max_attempts", R"("max_attempts": 101)",
            "max_attempts: expected a whole number from 1 to 100, found 101");
        row("allow_insecure", R"("allow_insecure": "yes")",
            "allow_insecure: expected true or false, found \"yes\"");
        row("headers", R"("headers": ["a"])",
            "headers: expected an object of strings, found a list");
        row("header value", R"("headers": {"X-A": 1})", "headers.X-A: expected a string, found 1");
        row("header name", R"("headers": {"X A": "1"})",
            "headers: “X A” is not the name of a header");
        row("header name split", R"("headers": {"X-A\r\nX-B": "1"})",
            "headers: “X-A X-B” is not the name of a header");
        row("header value split", R"("headers": {"X-A": "1\r\nX-B: 2"})",
            "headers: the header “X-A” has a line break or another control character in its value");
        QTest::newRow("id missing")
            << fileWith({}).replace("\"id\"", "\"di\"")
            << u"providers[0].id: expected a string that is not empty, found nothing (line 2)"_s;
        QTest::newRow("id twice")
            << fileWith("},\n{\"id\": \"x\", \"base_url\": \"https://b.example\"")
            << u"providers[1].id: the id “x” stands twice; ids must be unique (line 3)"_s;
        QTest::newRow("no address")
            << fileWith({}).replace("base_url", "address")
            << u"providers[0].base_url: expected a string that is not empty, found nothing (line 2)"_s;
        QTest::newRow("format")
            << fileWith({}).replace("providers\", ", "mixture\", ")
            << u"format: expected \"moa-studio/providers\", found \"moa-studio/mixture\" (line 1)"_s;
        QTest::newRow("not JSON") << QByteArray("providers")
                                  << u"It is not valid JSON after “p” (line 1, column 1)."_s;
    }

    void badFieldIsRefused()
    {
        QFETCH(const QByteArray, text);
        QTEST(errorOf(text), "message");
    }

    void headerThatCarriesAKeyIsRefused_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("value");
        for (const char *name :
             {"Authorization", "authorization", "Proxy-Authorization", "x-api-key", "Api-Key",
              "X-Goog-Api-Key", "Cookie", "X-Auth-Token", "X-Key"})
            QTest::newRow(name) << QString::fromLatin1(name) << u"abc"_s;
        QTest::newRow("bearer") << u"X-Forward"_s << u"Bearer abc"_s;
        QTest::newRow("looks like a key") << u"X-Forward"_s << u"sk-proj-12345678"_s;
        QTest::newRow("a key of another service")
            << u"X-Forward"_s << u"gsk_0a1B2c3D4e5F6g7H8i9JkLmN"_s;
    }

    void headerThatCarriesAKeyIsRefused()
    {
        QFETCH(const QString, name);
        QFETCH(const QString, value);
        const QString message =
            errorOf(fileWith(u", \"headers\": {\"%1\": \"%2\"}"_s.arg(name, value).toUtf8()));
        QVERIFY2(message.contains(u"keys do not belong in a file"_s), qPrintable(message));
        QVERIFY(!message.contains(value));
    }

    void harmlessHeaderIsKept()
    {
        QVERIFY(headerObjection(u"X-OpenRouter-Title"_s, u"MoA Studio"_s).isEmpty());
        QVERIFY(headerObjection(u"HTTP-Referer"_s, u"https://example.com/a?b=c"_s).isEmpty());
        QVERIFY(headerObjection(u"OpenAI-Organization"_s, u"org-1"_s).isEmpty());
    }

    void addressIsChecked_data()
    {
        QTest::addColumn<QByteArray>("address");
        QTest::addColumn<bool>("isFine");
        const auto row = [](const char *address, bool isFine) {
            QTest::newRow(address) << QByteArray(address) << isFine;
        };
        row("https://api.example.com/v1", true);
        row("http://localhost:1234/v1", true);
        row("http://127.0.0.1:11434/v1", true);
        row("http://127.8.9.10", true);
        row("http://[::1]:8080", true);
        row("http://10.1.2.3", true);
        row("http://172.16.0.1", true);
        row("http://172.31.255.255", true);
        row("http://192.168.1.20:8000/v1", true);
        row("http://169.254.1.1", true);
        row("http://[fd00::1]", true);
        row("http://[fe80::1]", true);
        row("http://172.32.0.1", false);
        row("http://192.169.0.1", false);
        row("http://8.8.8.8", false);
        row("http://[2001:db8::1]", false);
        row("http://example.com", false);
        row("http://127.0.0.1.example.com", false);
        row("http://localhost.example.com", false);
        row("ftp://example.com", false);
        row("file:///etc/passwd", false);
        row("example.com/v1", false);
        row("https://user@example.com", false);
        row("https://user:secret@example.com", false);
        row("http://user:secret@localhost", false);
        row("https://", false);
        row("https://exa mple.com", false);
    }

    void addressIsChecked()
    {
        QFETCH(const QByteArray, address);
        QFETCH(const bool, isFine);
        const Result<ProvidersFile> read = readProviders(fileWith({}, address));
        QCOMPARE(read.has_value(), isFine);
        if (!isFine) {
            QVERIFY2(read.error().message.startsWith(u"providers[0].base_url: "_s),
                     qPrintable(read.error().message));
            QVERIFY(!read.error().message.contains(u"secret"_s));
        }
    }

    void insecureAddressNeedsConsent()
    {
        QVERIFY(readProviders(fileWith(", \"allow_insecure\": true", "http://example.com")));
        QVERIFY(!readProviders(fileWith(", \"allow_insecure\": false", "http://example.com")));
    }

    void builtInsAreExactlyWhatIsWritten()
    {
        const Result<QByteArray> text = readFile(u":/moa/providers.json"_s, 1'000'000);
        QVERIFY(text);
        const Result<ProvidersFile> file = readProviders(*text);
        QVERIFY(file);
        QCOMPARE(writeProviders(*file), *text);
        QStringList ids;
        for (const Provider &builtIn : builtInProviders())
            ids.append(builtIn.id.toString());
        QCOMPARE(ids,
                 (QStringList{u"openai"_s, u"anthropic"_s, u"gemini"_s, u"together"_s,
                              u"openrouter"_s, u"groq"_s, u"mistral"_s, u"deepseek"_s, u"xai"_s,
                              u"fireworks"_s, u"cerebras"_s, u"perplexity"_s, u"ollama"_s,
                              u"lmstudio"_s, u"llamacpp"_s, u"vllm"_s}));
    }

    void ownProvidersOverrideById()
    {
        const QList<Provider> builtIn{provider(u"a"_s, u"A"_s), provider(u"b"_s, u"B"_s)};
        const QList<Provider> own{provider(u"c"_s, u"C"_s), provider(u"a"_s, u"Mine"_s)};
        QStringList names;
        for (const Provider &merged : mergedProviders(builtIn, own))
            names.append(merged.name);
        QCOMPARE(names, (QStringList{u"Mine"_s, u"B"_s, u"C"_s}));
    }

    void networkSurvivesTheRoundTrip_data()
    {
        QTest::addColumn<QByteArray>("network");
        QTest::addColumn<NetworkSettings>("expected");
        const auto manual = [](const QString &address) {
            return NetworkSettings{.proxy = NetworkSettings::Proxy::Manual,
                                   .proxyUrl = QUrl(address)};
        };
        QTest::newRow("none") << QByteArray("\"proxy\": \"none\"")
                              << NetworkSettings{.proxy = NetworkSettings::Proxy::None};
        QTest::newRow("http") << QByteArray("\"proxy\": \"http://proxy.test:3128\"")
                              << manual(u"http://proxy.test:3128"_s);
        QTest::newRow("socks5") << QByteArray("\"proxy\": \"socks5://10.0.0.1:1080\"")
                                << manual(u"socks5://10.0.0.1:1080"_s);
        QTest::newRow("CA file") << QByteArray("\"ca_file\": \"/etc/own ca.pem\"")
                                 << NetworkSettings{.caFile = u"/etc/own ca.pem"_s};
    }

    void networkSurvivesTheRoundTrip()
    {
        QFETCH(const QByteArray, network);
        QFETCH(const NetworkSettings, expected);
        const Result<ProvidersFile> read = readProviders(fileWithNetwork(network));
        QVERIFY2(read, read ? "" : qPrintable(read.error().message));
        QCOMPARE(read->network, expected);
        QCOMPARE(readProviders(writeProviders(*read)).value(), *read);
    }

    void defaultNetworkIsNotWritten()
    {
        QVERIFY(!writeProviders({}).contains("network"));
        const QByteArray written = writeProviders(
            readProviders(fileWithNetwork("\"proxy\": \"system\", \"interface\": \"eth1\""))
                .value());
        QVERIFY(written.contains("\"interface\": \"eth1\""));
        QVERIFY(!written.contains("proxy"));
    }

    void badProxyIsRefused_data()
    {
        QTest::addColumn<QByteArray>("proxy");
        for (const char *const proxy : {"auto", "", "https://proxy.test:1", "http://proxy.test",
                                        "http://me:secret@proxy.test:3128"})
            QTest::newRow(proxy) << QByteArray(proxy);
    }

    void badProxyIsRefused()
    {
        QFETCH(const QByteArray, proxy);
        const QString error = errorOf(fileWithNetwork("\"proxy\": \"" + proxy + '"'));
        QVERIFY2(error.startsWith(u"network.proxy: "_s), qPrintable(error));
        QVERIFY(!error.contains(u"secret"_s));
    }

    void savedFileLoadsAgain()
    {
        const QTemporaryDir dir;
        const QString path = dir.filePath(u"providers.json"_s);
        ProvidersFile file;
        file.providers = {provider(u"a"_s)};
        QVERIFY(saveProvidersFile(file, path));
        QVERIFY(loadProvidersFile(path).value() == file.providers);
        QVERIFY(!loadProvidersFile(path + u"x"_s));
    }
};

QTEST_GUILESS_MAIN(tst_ProvidersFile)
#include "tst_providersfile.moc"
