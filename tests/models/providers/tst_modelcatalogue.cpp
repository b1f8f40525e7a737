// SPDX-License-Identifier: GPL-3.0-or-later
#include "mixture/bundledpresets.h"
#include "mixture/fileio.h"
#include "mixture/jsonvalue.h"
#include "mixture/mixturefile.h"
#include "providers/modelcatalogue.h"
#include "providers/providersfile.h"

#include <atomic>
#include <QTest>
#include <thread>
#include <vector>

using namespace moa;
using namespace Qt::StringLiterals;

namespace {

const QDate day(2026, 11, 22);
const QByteArray noPrices = R"({"format": "moa-studio/prices", "version": 1, "prices": []})";

QByteArray catalogueText(const QByteArray &models, const QByteArray &sellers = {})
{
    return R"({"format": "moa-studio/catalogue", "version": 1, "name": "list", "date": "2026-09-23",
"providers": [{"id": "shop", "url": "https:/{2}api\\.shop\\.example", "fallback": ["maker"], "models": [
)" + models
        + "]}" + sellers + "]}";
}

/// A catalogue of these models of the provider "shop".
ModelCatalogue catalogue(const QByteArray &models, const QByteArray &sellers = {},
                         QDate today = day)
{
    const auto read = ModelCatalogue::read(catalogueText(models, sellers), noPrices, today);
    if (!read)
        qFatal("%s", qPrintable(read.error().message));
    return *read;
}

QByteArray model(const QByteArray &id, const QByteArray &match, const QByteArray &more = {})
{
    return R"({"id": ")" + id + R"(", "name": ")" + id + R"(", "match": )" + match + more + '}';
}

Provider shop(const char *id = "shop", const char *address = "")
{
    Provider provider;
    provider.id = ProviderId(QString::fromLatin1(id));
    provider.baseUrl = QUrl(QString::fromLatin1(address));
    return provider;
}

Usd dollarsPerMillion(qint64 dollars)
{
    return Usd::fromPico(dollars * 1'000'000);
}

Rates rates(qint64 input, qint64 output)
{
    Rates result;
    result.input = dollarsPerMillion(input);
    result.output = dollarsPerMillion(output);
    return result;
}

ListedModel listed(const QString &id)
{
    ListedModel result;
    result.id = id;
    return result;
}

ModelCatalogue bundled()
{
    return ModelCatalogue::read(readFile(u":/moa/catalogue.json"_s, JsonLimits().bytes).value(),
                                readFile(u":/moa/prices.json"_s, JsonLimits().bytes).value(), day)
        .value();
}

Provider builtIn(const QString &id)
{
    for (const Provider &provider : builtInProviders()) {
        if (provider.id.toString() == id)
            return provider;
    }
    Provider provider;
    provider.id = ProviderId(id);
    return provider;
}

} // namespace

class tst_ModelCatalogue : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ruleTellsIds_data()
    {
        QTest::addColumn<QByteArray>("rule");
        QTest::addColumn<QString>("id");
        QTest::addColumn<bool>("known");
        const auto row = [](const char *rule, const char *id, bool known) {
            QTest::addRow("%s %s %s", rule, known ? "is" : "is not", id)
                << QByteArray(rule) << QString::fromLatin1(id) << known;
        };
        row(R"({"equals": "gpt-4o"})", "gpt-4o", true);
        row(R"({"equals": "gpt-4o"})", "gpt-4o-mini", false);
        row(R"({"equals": "Meta/Llama"})", "meta/LLAMA", true);
        row(R"({"equals": "gpt-4o"})", " gpt-4o ", true);
        row(R"({"starts_with": "Claude-3"})", "claude-3-opus", true);
        row(R"({"starts_with": "claude-3"})", "my-claude-3", false);
        row(R"({"ends_with": "-latest"})", "o3-Latest", true);
        row(R"({"ends_with": "-latest"})", "o3-latest-2", false);
        row(R"({"contains": "sonnet"})", "eu.Sonnet-4", true);
        row(R"({"contains": "sonnet"})", "opus", false);
        row(R"({"regex": "^gpt-6-\\d{4}$"})", "GPT-6-2026", true);
        row(R"({"regex": "^gpt-6-\\d{4}$"})", "gpt-6-sol", false);
        row(R"({"regex": "^(?!.*-[tT]ts$).*$"})", "gemini-TTS", false);
        row(R"({"or": [{"equals": "a"}, {"starts_with": "b"}]})", "bc", true);
        row(R"({"or": [{"equals": "a"}, {"starts_with": "b"}]})", "cb", false);
        row(R"({"and": [{"starts_with": "a"}, {"ends_with": "z"}]})", "abz", true);
        row(R"({"and": [{"starts_with": "a"}, {"ends_with": "z"}]})", "ab", false);
        row(R"({"and": [{"or": [{"equals": "a"}, {"equals": "b"}]}, {"contains": "b"}]})", "b",
            true);
        row(R"({"equals": "m-2025-05-14"})", "m-20250514", true);
        row(R"({"equals": "m-2025-05-14"})", "m-20251399", false);
    }

    void ruleTellsIds()
    {
        QFETCH(const QByteArray, rule);
        QFETCH(const QString, id);
        const QString name = catalogue(model("found", rule)).facts(shop(), id).name;
        QTEST(!name.isEmpty(), "known");
    }

    void firstRuleThatMatchesCounts_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("name");
        QTest::newRow("rule before id") << u"gpt-4o"_s << u"family"_s;
        QTest::newRow("id before rule") << u"o3"_s << u"exact"_s;
        QTest::newRow("later rule") << u"o3-mini"_s << u"rest"_s;
        QTest::newRow("first of two ids") << u"twice"_s << u"exact"_s;
        QTest::newRow("another provider sells it") << u"loan"_s << u"lent"_s;
        QTest::newRow("nobody") << u"x"_s << QString();
    }

    void firstRuleThatMatchesCounts()
    {
        QFETCH(const QString, id);
        const QByteArray models = model("family", R"({"starts_with": "gpt-"})") + ",\n"
            + model("exact", R"({"or": [{"equals": "o3"}, {"equals": "twice"}]})") + ",\n"
            + model("4o", R"({"equals": "gpt-4o"})") + ",\n"
            + model("again", R"({"equals": "twice"})") + ",\n"
            + model("rest", R"({"starts_with": "o3"})");
        const QByteArray maker = R"(, {"id": "maker", "url": "https:/{2}maker", "models": [)"
            + model("lent", R"({"equals": "loan"})") + "]}";
        QTEST(catalogue(models, maker).facts(shop(), id).name, "name");
    }

    void providerIsToldByAddressThenById_data()
    {
        QTest::addColumn<QByteArray>("id");
        QTest::addColumn<QByteArray>("address");
        QTest::addColumn<QString>("name");
        QTest::newRow("id") << QByteArray("shop") << QByteArray() << u"ours"_s;
        QTest::newRow("own gateway")
            << QByteArray("shop") << QByteArray("http://10.0.0.1/v1") << u"ours"_s;
        QTest::newRow("second account")
            << QByteArray("work") << QByteArray("https://api.shop.example/v1") << u"ours"_s;
        QTest::newRow("moved") << QByteArray("shop") << QByteArray("https://other.example/v1")
                               << u"theirs"_s;
        QTest::newRow("unknown") << QByteArray("work") << QByteArray("https://x.example")
                                 << QString();
    }

    void providerIsToldByAddressThenById()
    {
        QFETCH(const QByteArray, id);
        QFETCH(const QByteArray, address);
        const ModelCatalogue both =
            catalogue(model("ours", R"({"equals": "m"})"),
                      R"(, {"id": "other", "url": "https:/{2}other\\.example", "models": [)"
                          + model("theirs", R"({"equals": "m"})") + "]}");
        QTEST(both.facts(shop(id, address), u"m"_s).name, "name");
    }

    void everyFieldIsRead()
    {
        const ModelFacts facts =
            catalogue(model("m", R"({"equals": "m"})",
                            R"(, "context_window": 128000, "max_output": 4096, "reasons": true,
"prices": [{"input": "2.5", "cached_input": "0.25", "cache_write": "3",
"output": "10"}])"))
                .facts(shop(), u"m"_s);
        QCOMPARE(facts.contextWindow, 128'000);
        QCOMPARE(facts.maxOutput, 4096);
        QVERIFY(facts.reasons);
        QVERIFY(facts.price);
        QCOMPARE(facts.price->rates.input, Usd::fromPico(2'500'000));
        QCOMPARE(facts.price->rates.cachedInput, Usd::fromPico(250'000));
        QCOMPARE(facts.price->rates.cacheWrite, Usd::fromPico(3'000'000));
        QCOMPARE(facts.price->rates.output, Usd::fromPico(10'000'000));
        QCOMPARE(facts.price->source, u"list"_s);
        QCOMPARE(facts.price->date, QDate(2026, 9, 23));
    }

    void whatIsNotToldIsUnknown()
    {
        const ModelCatalogue known = catalogue(model("m", R"({"equals": "m"})"));
        const ModelFacts facts = known.facts(shop(), u"m"_s);
        QVERIFY(!facts.contextWindow);
        QVERIFY(!facts.maxOutput);
        QVERIFY(!facts.price);
        QVERIFY(!facts.encoding);
        QVERIFY(!facts.reasons);
        QVERIFY(known.facts(shop(), u"other"_s) == ModelFacts());
        QVERIFY(ModelCatalogue().facts(shop(), u"m"_s) == ModelFacts());
    }

    void tierHoldsForTheWholeRequest_data()
    {
        QTest::addColumn<qint64>("input");
        QTest::addColumn<qint64>("pico");
        QTest::newRow("below") << 199'999LL << 199'999LL * 1'000'000;
        QTest::newRow("at") << 200'000LL << 200'000LL * 1'000'000;
        QTest::newRow("above") << 200'001LL << 200'001LL * 2'000'000;
        QTest::newRow("second") << 500'001LL << 500'001LL * 4'000'000;
    }

    void tierHoldsForTheWholeRequest()
    {
        QFETCH(const qint64, input);
        const ModelFacts facts =
            catalogue(model("m", R"({"equals": "m"})", R"(, "prices": [{"input": "1", "output": "2",
"tiers": [{"above": 200000, "input": "2", "output": "3"}, {"above": 500000, "input": "4", "output": "5"}]}])"))
                .facts(shop(), u"m"_s);
        Usage usage;
        usage.input = input;
        QTEST(costOf(*facts.price, usage)->pico(), "pico");
    }

    void priceIsTheDays_data()
    {
        QTest::addColumn<QDate>("today");
        QTest::addColumn<int>("dollars");
        QTest::newRow("before") << QDate(2026, 8, 16) << 1;
        QTest::newRow("on the day") << QDate(2026, 8, 17) << 2;
        QTest::newRow("between") << QDate(2026, 12, 31) << 2;
        QTest::newRow("last") << QDate(2027, 1, 1) << 3;
    }

    void priceIsTheDays()
    {
        QFETCH(const QDate, today);
        const ModelFacts facts = catalogue(model("m", R"({"equals": "m"})",
                                                 R"(, "prices": [{"input": "1", "output": "1"},
{"from": "2026-08-17", "input": "2", "output": "2"}, {"from": "2027-01-01", "input": "3", "output": "3"}])"),
                                           {}, today)
                                     .facts(shop(), u"m"_s);
        QFETCH(const int, dollars);
        QCOMPARE(facts.price->rates, rates(dollars, dollars));
    }

    void dearestHoursCountAndAreNamed()
    {
        const ModelFacts facts =
            catalogue(model("m", R"({"equals": "m"})", R"(, "prices": [{"input": "2", "output": "4",
"hours": [{"start": "01:00:00Z", "end": "04:00:00Z", "input": "4", "output": "8"},
{"start": "06:00:00Z", "end": "07:00:00Z", "input": "1", "output": "2"}]}])"))
                .facts(shop(), u"m"_s);
        QCOMPARE(facts.price->rates, rates(4, 8));
        QCOMPARE(facts.price->source, u"list, at the day’s dearest hours"_s);
    }

    void nearestSourceWins()
    {
        ModelCatalogue sources =
            ModelCatalogue::read(
                catalogueText(
                    model("m", R"({"equals": "m"})",
                          R"(, "context_window": 1000, "prices": [{"input": "2", "output": "2",
"tiers": [{"above": 500, "input": "9", "output": "9"}]}])")),
                R"({"format": "moa-studio/prices", "version": 1, "prices": [
{"provider": "shop", "model": "m", "input": "1", "output": "1", "source": "old", "date": "2024-05-22"},
{"provider": "shop", "model": "n", "input": "1", "output": "1", "source": "old", "date": "2024-05-22"}]})",
                day)
                .value();
        Provider provider = shop();
        provider.name = u"Shop"_s;
        QCOMPARE(sources.facts(provider, u"n"_s).price->source, u"old"_s);
        QCOMPARE(sources.facts(provider, u"m"_s).price->source, u"list"_s);
        QCOMPARE(sources.facts(provider, u"m"_s).contextWindow, 1000);

        ListedModel live = listed(u"m"_s);
        sources.setListing(provider.id, {live}, day);
        QCOMPARE(sources.facts(provider, u"m"_s).price->rates, rates(2, 2));
        live.rates = rates(2, 2);
        sources.setListing(provider.id, {live}, day);
        QCOMPARE(sources.facts(provider, u"m"_s).price->tiers.size(), 1);
        live.rates = rates(3, 3);
        live.contextWindow = 2000;
        live.maxOutput = 100;
        live.reasons = true;
        live.name = u"Live"_s;
        sources.setListing(provider.id, {live}, day);
        const ModelFacts told = sources.facts(provider, u"m"_s);
        QCOMPARE(told.price->rates, rates(3, 3));
        QVERIFY(told.price->tiers.isEmpty());
        QCOMPARE(told.price->source, u"Shop’s own list"_s);
        QCOMPARE(told.price->date, day);
        QCOMPARE(told.contextWindow, 2000);
        QCOMPARE(told.maxOutput, 100);
        QCOMPARE(told.name, u"Live"_s);
        QVERIFY(told.reasons);

        ModelOverride own;
        own.model = u"m"_s;
        own.omit = {u"temperature"_s};
        provider.models = {own};
        QCOMPARE(sources.facts(provider, u"m"_s).price->rates, rates(3, 3));
        QCOMPARE(sources.facts(provider, u"m"_s).omit, own.omit);
        own.rates = rates(4, 4);
        own.contextWindow = 3000;
        own.encoding = TokenEncoding::O200k;
        provider.models = {own};
        const ModelFacts said = sources.facts(provider, u"m"_s);
        QCOMPARE(said.price->rates, rates(4, 4));
        QCOMPARE(said.price->source, u"your own price"_s);
        QCOMPARE(said.contextWindow, 3000);
        QCOMPARE(said.encoding, TokenEncoding::O200k);
    }

    void copyKeepsItsListing()
    {
        ModelCatalogue first = catalogue(model("m", R"({"equals": "m"})"));
        const ModelCatalogue second = first;
        ListedModel live = listed(u"m"_s);
        live.rates = rates(1, 1);
        first.setListing(ProviderId(u"shop"_s), {live});
        QVERIFY(first.facts(shop(), u"m"_s).price);
        QVERIFY(!second.facts(shop(), u"m"_s).price);
    }

    void modelsAreTheCurrentOnes()
    {
        ModelCatalogue known =
            catalogue(model("b", R"({"equals": "b"})") + ",\n" + model("a", R"({"equals": "a"})")
                      + ",\n" + model("old", R"({"equals": "old"})", R"(, "deprecated": true)")
                      + ",\n" + model("embed", R"({"equals": "embed"})", R"(, "listed": false)"));
        QCOMPARE(known.models(ProviderId(u"shop"_s)), (QStringList{u"b"_s, u"a"_s}));
        QVERIFY(known.models(ProviderId(u"other"_s)).isEmpty());

        Provider provider = shop();
        ModelOverride own;
        own.model = u"mine"_s;
        ModelOverride same;
        same.model = u"a"_s;
        provider.models = {own, same};
        QCOMPARE(known.models(provider), (QStringList{u"b"_s, u"a"_s, u"mine"_s}));

        ListedModel speech = listed(u"speech"_s);
        speech.chats = false;
        known.setListing(provider.id, {listed(u"new"_s), speech, listed(u"a"_s)});
        QCOMPARE(known.models(provider.id), (QStringList{u"new"_s, u"a"_s}));
        QVERIFY(!known.facts(provider, u"old"_s).name.isEmpty());
    }

    void anyThreadMayAsk()
    {
        const ModelCatalogue known = bundled();
        const Provider provider = builtIn(u"openai"_s);
        std::vector<std::thread> threads;
        std::atomic<int> wrong = 0;
        for (int i = 0; i < 4; ++i) {
            threads.emplace_back([&] {
                for (int turn = 0; turn < 6000; ++turn) {
                    const QString unknown = u"gpt-none-"_s + QString::number(turn);
                    if (!known.facts(provider, u"gpt-4o"_s).price
                        || known.facts(provider, unknown).price)
                        ++wrong;
                }
            });
        }
        for (std::thread &thread : threads)
            thread.join();
        QCOMPARE(wrong.load(), 0);
    }

    void badCatalogueIsRefused_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("message");
        const auto row = [](const char *name, const QByteArray &text, const char *message) {
            QTest::newRow(name) << catalogueText(
                text) << u"providers[0].models[0]"_s + QString::fromUtf8(message) + u" (line 3)"_s;
        };
        row("no rule", R"({"id": "m"})", ".match: every model needs a rule for its ids");
        row("empty rule", model("m", "{}"),
            ".match.equals: a rule has this, \"starts_with\", \"ends_with\", \"contains\", "
            "\"regex\", \"and\" or \"or\"");
        row("empty part", model("m", R"({"or": [{}]})"),
            ".match.or[0].equals: a rule has this, \"starts_with\", \"ends_with\", \"contains\", "
            "\"regex\", \"and\" or \"or\"");
        row("regex", model("m", "{\"regex\": \"(\"}"),
            ".match.regex: this is not a regular expression");
        row("price", model("m", R"({"equals": "m"})", R"(, "prices": [{"input": 1}])"),
            ".prices[0].input: expected a string, found 1");
        row("no output", model("m", R"({"equals": "m"})", R"(, "prices": [{"input": "1"}])"),
            ".prices[0].output: expected a string that is not empty, found nothing");
        row("day",
            model("m", R"({"equals": "m"})",
                  R"(, "prices": [{"from": "soon", "input": "1", "output": "1"}])"),
            ".prices[0].from: “soon” is not a date of the form 2026-11-22");
        row("tiers",
            model("m", R"({"equals": "m"})",
                  R"(, "prices": [{"input": "1", "output": "1", "tiers": [)"
                  R"({"above": 2, "input": "1", "output": "1"}, )"
                  R"({"above": 2, "input": "1", "output": "1"}]}])"),
            ".prices[0].tiers[1].above: tiers have to rise");
        QTest::newRow("format")
            << catalogueText({}).replace("/catalogue", "/prices")
            << u"format: expected \"moa-studio/catalogue\", found \"moa-studio/prices\" (line 1)"_s;
    }

    void badCatalogueIsRefused()
    {
        QFETCH(const QByteArray, text);
        const auto read = ModelCatalogue::read(text, noPrices);
        QVERIFY(!read);
        QTEST(read.error().message, "message");
    }

    void bundledCatalogueNamesItsSource()
    {
        QCOMPARE(bundled().source(), u"genai-prices"_s);
        QCOMPARE(bundled().date(), QDate(2026, 9, 23));
    }

    void catalogueReadInTheBackgroundAnswersAsSoon()
    {
        const ModelCatalogue known =
            ModelCatalogue::readInBackground(u":/moa/catalogue.json"_s, PriceList());
        const ModelCatalogue copy = known;
        QVERIFY(copy.facts(builtIn(u"openai"_s), u"gpt-4o"_s).price);
        QCOMPARE(known.date(), QDate(2026, 9, 23));
        QVERIFY(!known.models(ProviderId(u"openai"_s)).isEmpty());
    }

    void bundledModelIsKnown_data()
    {
        QTest::addColumn<QString>("provider");
        QTest::addColumn<QString>("model");
        QTest::addColumn<qint64>("window");
        QTest::addColumn<QString>("input");
        QTest::addColumn<QString>("output");
        const auto row = [](const char *provider, const char *model, qint64 window,
                            const char *input, const char *output) {
            QTest::addRow("%s %s", provider, model)
                << QString::fromLatin1(provider) << QString::fromLatin1(model) << window
                << QString::fromLatin1(input) << QString::fromLatin1(output);
        };
        row("openai", "gpt-4o", 128'000, "0.0000025", "0.00001");
        row("openai", "gpt-4o-2024-11-20", 128'000, "0.0000025", "0.00001");
        row("openai", "o3", 200'000, "0.000002", "0.000008");
        row("openai", "gpt-6-sol", 1'050'000, "0.000002", "0.00001");
        row("anthropic", "claude-sonnet-4-5-20250929", 200'000, "0.000003", "0.000015");
        row("gemini", "gemini-2.5-pro", 1'048'576, "0.00000125", "0.00001");
        row("deepseek", "deepseek-v4-flash", 1'000'000, "0.00000044", "0.00000132");
        row("openrouter", "openai/gpt-4o", 128'000, "0.0000025", "0.00001");
        row("openrouter", "qwen/qwen3.7-plus", 1'000'000, "0.0000004", "0.0000016");
        row("together", "meta-llama/Llama-3-70b-chat-hf", 8'192, "0.0000009", "0.0000009");
        row("together", "Qwen/Qwen1.5-110B-Chat", 32'768, "0.0000018", "0.0000018");
        row("groq", "openai/gpt-oss-120b", 131'072, "0.00000015", "0.0000006");
    }

    void bundledModelIsKnown()
    {
        QFETCH(const QString, provider);
        QFETCH(const QString, model);
        const ModelFacts facts = bundled().facts(builtIn(provider), model);
        QVERIFY(facts.price);
        QTEST(facts.contextWindow.value_or(0), "window");
        QTEST(facts.price->rates.input.toString(), "input");
        QTEST(facts.price->rates.output.toString(), "output");
        QVERIFY(!facts.price->source.isEmpty());
        QVERIFY(facts.price->date.isValid());
    }

    void freeAndUnpricedAreNotTheSame()
    {
        const ModelCatalogue known = bundled();
        QCOMPARE(known.facts(builtIn(u"ollama"_s), u"llama3.1:8b"_s).price->rates, Rates());
        QCOMPARE(known.facts(builtIn(u"sandbox"_s), u"sandbox-brief"_s).price->rates, Rates());
        QVERIFY(!known.facts(builtIn(u"openai"_s), u"gpt-unknown"_s).price);
        QVERIFY(!known.facts(builtIn(u"gemini"_s), u"gemma-3-27b-it"_s).price);
        const QString free = u"agentica-org/deepcoder-14b-preview:free"_s;
        QCOMPARE(known.facts(builtIn(u"openrouter"_s), free).price->rates, Rates());
    }

    void everyBundledModelIsFoundByItsOwnId()
    {
        const ModelCatalogue known = bundled();
        int models = 0;
        for (const Provider &provider : builtInProviders()) {
            for (const QString &id : known.models(provider)) {
                QVERIFY2(!(known.facts(provider, id) == ModelFacts()), qPrintable(id));
                ++models;
            }
        }
        QVERIFY(models > 800);
        QVERIFY(!known.models(ProviderId(u"openai"_s)).contains(u"text-embedding-3-small"_s));
    }

    void everyAgentOfAPresetIsKnownAndPriced()
    {
        const ModelCatalogue known = bundled();
        for (const BundledPreset &preset : bundledPresets()) {
            const Result<Mixture> mixture = loadMixture(preset.path);
            QVERIFY(mixture);
            for (const Layer &layer : mixture->layers) {
                for (const Agent &agent : layer.agents) {
                    const ModelFacts facts =
                        known.facts(builtIn(agent.provider.toString()), agent.model);
                    QVERIFY2(facts.price, qPrintable(agent.model));
                    // A local server's window depends on how it was started.
                    const bool isFree = facts.price->rates == Rates();
                    QVERIFY2(isFree || facts.contextWindow, qPrintable(agent.model));
                }
            }
        }
    }
};

QTEST_GUILESS_MAIN(tst_ModelCatalogue)
#include "tst_modelcatalogue.moc"
