// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/listedentry.h"
#include "providers/modellisting.h"

#include <QTest>

using namespace moa;
using namespace Qt::StringLiterals;

namespace {

Provider at(const QString &url, Dialect dialect = Dialect::OpenAi, const QString &id = u"p"_s)
{
    Provider provider;
    provider.id = ProviderId(id);
    provider.baseUrl = QUrl(url);
    provider.dialect = dialect;
    return provider;
}

Provider openAi()
{
    return at(u"https://api.example.com/v1"_s);
}

ListPage page(const QByteArray &body, const Provider &provider = openAi())
{
    const Result<ListPage> result =
        readModelList(provider, listRequests(provider).constFirst(), body);
    if (!result)
        qFatal("%s", qPrintable(result.error().message));
    return *result;
}

ListedModel only(const QByteArray &body, const Provider &provider = openAi())
{
    const QList<ListedModel> models = page(body, provider).models;
    if (models.size() != 1)
        qFatal("expected one model, found %d", static_cast<int>(models.size()));
    return models.constFirst();
}

QStringList urls(const Provider &provider)
{
    QStringList result;
    const QList<ListRequest> requests = listRequests(provider);
    for (const ListRequest &request : requests)
        result.append(request.url.toString(QUrl::FullyEncoded));
    return result;
}

std::optional<qint64> none()
{
    return std::nullopt;
}

Usd usd(const QString &digits)
{
    return Usd::fromString(digits).value();
}

} // namespace

class TestModelListing : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachDialectIsAskedWhereItsListIs_data();
    void eachDialectIsAskedWhereItsListIs();
    void openAiListsIdsAlone();
    void togetherListsABareArrayWithPricesPerMillion();
    void togetherPricesThatAreAllZeroAreNone();
    void openRouterListsPricesPerToken();
    void pricesThatVaryOrCountRequestsAreUnknown_data();
    void pricesThatVaryOrCountRequestsAreUnknown();
    void contextsHaveANameAtEachService_data();
    void contextsHaveANameAtEachService();
    void llamaCppIsAskedForTheContextOfASlot();
    void ollamaIsAskedForWhatItsTagsLeaveOut();
    void ollamaTellsWhatAModelIsFor();
    void anthropicPagesByTheLastId();
    void geminiPagesByToken();
    void geminiListsOnlyWhatGeneratesContent();
    void modelsThatDoNotChatAreMarked_data();
    void modelsThatDoNotChatAreMarked();
    void amountsAreReadFromTheirDigits_data();
    void amountsAreReadFromTheirDigits();
    void theSameModelIsListedOnce();
    void whatIsNoListIsRefused_data();
    void whatIsNoListIsRefused();
    void onlyOpenRouterHasAPlaceToTryAKey();
};

void TestModelListing::eachDialectIsAskedWhereItsListIs_data()
{
    QTest::addColumn<Provider>("provider");
    QTest::addColumn<QStringList>("expected");
    QTest::newRow("OpenAI") << at(u"https://api.openai.com/v1"_s)
                            << QStringList{u"https://api.openai.com/v1/models"_s};
    QTest::newRow("slashes at the end") << at(u"https://api.openai.com/v1//"_s)
                                        << QStringList{u"https://api.openai.com/v1/models"_s};
    QTest::newRow("the chat endpoint") << at(u"https://api.groq.com/openai/v1/chat/completions"_s)
                                       << QStringList{u"https://api.groq.com/openai/v1/models"_s};
    QTest::newRow("a bare address")
        << at(u"https://api.openai.com"_s) << QStringList{u"https://api.openai.com/v1/models"_s};
    QTest::newRow("without a version")
        << at(u"https://api.deepseek.com"_s) << QStringList{u"https://api.deepseek.com/models"_s};
    QTest::newRow("a query stays")
        << at(u"https://gateway.example.com/v1?team=a"_s)
        << QStringList{u"https://gateway.example.com/v1/models?team=a"_s};
    for (const QString &base : {u"https://api.anthropic.com"_s, u"https://api.anthropic.com/v1"_s,
                                u"https://api.anthropic.com/v1/messages"_s}) {
        QTest::newRow(qPrintable(base))
            << at(base, Dialect::Anthropic)
            << QStringList{u"https://api.anthropic.com/v1/models?limit=1000"_s};
    }
    QTest::newRow("Gemini") << at(u"https://generativelanguage.googleapis.com/v1beta"_s,
                                  Dialect::Gemini)
                            << QStringList{
                                   u"https://generativelanguage.googleapis.com/v1beta/models"
                                   "?pageSize=1000"_s};
    const QStringList tags{u"http://127.0.0.1:11434/api/tags"_s,
                           u"http://127.0.0.1:11434/v1/models"_s};
    QTest::newRow("Ollama") << at(u"http://127.0.0.1:11434"_s, Dialect::Ollama) << tags;
    QTest::newRow("Ollama, chat endpoint")
        << at(u"http://127.0.0.1:11434/api/chat"_s, Dialect::Ollama) << tags;
    QTest::newRow("Ollama behind OpenAI's dialect") << at(u"http://127.0.0.1:11434/v1"_s) << tags;
    const QStringList studio{u"http://127.0.0.1:1234/api/v1/models"_s,
                             u"http://127.0.0.1:1234/api/v0/models"_s,
                             u"http://127.0.0.1:1234/v1/models"_s};
    QTest::newRow("LM Studio") << at(u"http://127.0.0.1:1234/v1"_s) << studio;
    QTest::newRow("Azure") << at(u"https://me.openai.azure.com/openai/deployments/gpt"_s)
                           << QStringList{};
}

void TestModelListing::eachDialectIsAskedWhereItsListIs()
{
    QFETCH(Provider, provider);
    QFETCH(QStringList, expected);
    QCOMPARE(urls(provider), expected);
}

void TestModelListing::openAiListsIdsAlone()
{
    const ListPage list = page(R"({"object":"list","data":[
        {"id":"gpt-4o-mini","object":"model","created":1,"owned_by":"system"},
        {"id":"o3","object":"model","created":1,"owned_by":"system"}]})");
    QCOMPARE(list.models.size(), 2);
    ListedModel expected;
    expected.id = u"gpt-4o-mini"_s;
    QCOMPARE(list.models.constFirst(), expected);
    QVERIFY(!list.next);
    QVERIFY(list.details.isEmpty());
}

void TestModelListing::togetherListsABareArrayWithPricesPerMillion()
{
    const ListedModel model = only(R"([{"id":"Qwen/Qwen1.5-72B-Chat","object":"model","type":"chat",
        "display_name":"Qwen 1.5 Chat 72B","context_length":32768,
        "pricing":{"hourly":0,"input":0.9,"output":1.20,"cached_input":0.09,"base":0}}])");
    QCOMPARE(model.id, u"Qwen/Qwen1.5-72B-Chat"_s);
    QCOMPARE(model.name, u"Qwen 1.5 Chat 72B"_s);
    QCOMPARE(model.contextWindow, std::optional<qint64>(32768));
    QVERIFY(model.rates.has_value());
    QCOMPARE(model.rates->input, usd(u"0.0000009"_s));
    QCOMPARE(model.rates->output, usd(u"0.0000012"_s));
    QCOMPARE(model.rates->cachedInput, std::optional(usd(u"0.00000009"_s)));
    QVERIFY(model.chats);
}

void TestModelListing::togetherPricesThatAreAllZeroAreNone()
{
    const ListPage list = page(R"([
        {"id":"black-forest-labs/FLUX.1","type":"image","pricing":{"input":0,"output":0}},
        {"id":"meta-llama/Llama-3-8b-hf","type":"language","pricing":{"input":0,"output":0}},
        {"id":"meta-llama/Llama-3.3-70B-Free","type":"chat","pricing":{"input":0,"output":0}}])");
    QVERIFY(!list.models.at(0).rates);
    QVERIFY(!list.models.at(1).rates);
    QVERIFY(list.models.at(2).rates.has_value());
    QCOMPARE(list.models.at(2).rates->input, Usd());
}

void TestModelListing::openRouterListsPricesPerToken()
{
    const ListedModel model =
        only(R"({"data":[{"id":"openai/gpt-5-mini","name":"OpenAI: GPT-5 Mini",
        "context_length":400000,"architecture":{"input_modalities":["text"],"output_modalities":["text"]},
        "pricing":{"prompt":"0.00000025","completion":"0.000002","request":"0",
                   "input_cache_read":"0.000000025","input_cache_write":"0.0000003"},
        "top_provider":{"context_length":272000,"max_completion_tokens":128000},
        "supported_parameters":["max_tokens","reasoning"],
        "reasoning":{"supported_efforts":["low","high"]}}]})");
    QCOMPARE(model.name, u"OpenAI: GPT-5 Mini"_s);
    QCOMPARE(model.contextWindow, std::optional<qint64>(272000));
    QCOMPARE(model.maxOutput, std::optional<qint64>(128000));
    const Rates rates{usd(u"0.00000025"_s), usd(u"0.000000025"_s), usd(u"0.0000003"_s),
                      usd(u"0.000002"_s)};
    QCOMPARE(model.rates, std::optional(rates));
    QVERIFY(model.reasons);
}

void TestModelListing::pricesThatVaryOrCountRequestsAreUnknown_data()
{
    QTest::addColumn<QByteArray>("pricing");
    QTest::newRow("variable") << QByteArray(R"({"prompt":"-1","completion":"-1"})");
    QTest::newRow("half of it varies") << QByteArray(R"({"prompt":"0.000001","completion":"-1"})");
    QTest::newRow("a charge for each request")
        << QByteArray(R"({"prompt":"0.000001","completion":"0.000001","request":"0.005"})");
    QTest::newRow("half is missing") << QByteArray(R"({"prompt":"0.000001"})");
    QTest::newRow("no number") << QByteArray(R"({"prompt":"free","completion":"free"})");
    QTest::newRow("of an unknown unit") << QByteArray(R"({"input":"0.5","output":"0.5"})");
    QTest::newRow("null") << QByteArray("null");
}

void TestModelListing::pricesThatVaryOrCountRequestsAreUnknown()
{
    QFETCH(QByteArray, pricing);
    QVERIFY(!only(R"({"data":[{"id":"a/free","pricing":)" + pricing + "}]}").rates);
}

void TestModelListing::contextsHaveANameAtEachService_data()
{
    QTest::addColumn<QByteArray>("entry");
    QTest::addColumn<std::optional<qint64>>("context");
    QTest::addColumn<std::optional<qint64>>("output");
    using Count = std::optional<qint64>;
    QTest::newRow("Groq") << QByteArray(R"("context_window":131072,"max_completion_tokens":32768)")
                          << Count(131072) << Count(32768);
    QTest::newRow("Mistral") << QByteArray(
        R"("max_context_length":32768,"capabilities":{"completion_chat":true})")
                             << Count(32768) << none();
    QTest::newRow("vLLM") << QByteArray(R"("max_model_len":8192,"owned_by":"vllm")") << Count(8192)
                          << none();
    QTest::newRow("LM Studio, not loaded")
        << QByteArray(R"("state":"not-loaded","max_context_length":131072)") << Count(131072)
        << none();
    QTest::newRow("LM Studio, loaded") << QByteArray(
        R"("state":"loaded","loaded_context_length":4096,"max_context_length":131072)")
                                       << Count(4096) << none();
    QTest::newRow("LM Studio, newer") << QByteArray(R"("max_context_length":131072,
            "loaded_instances":[{"id":"x","config":{"context_length":8192}}])")
                                      << Count(8192) << none();
    QTest::newRow("a fraction of nothing")
        << QByteArray(R"("context_length":4096.0)") << Count(4096) << none();
    QTest::newRow("zero is unknown") << QByteArray(R"("context_length":0)") << none() << none();
    QTest::newRow("null is unknown") << QByteArray(R"("context_length":null)") << none() << none();
    QTest::newRow("what it was trained with is not what it is run with")
        << QByteArray(R"("meta":{"n_ctx_train":131072})") << none() << none();
}

void TestModelListing::contextsHaveANameAtEachService()
{
    QFETCH(QByteArray, entry);
    QFETCH(std::optional<qint64>, context);
    QFETCH(std::optional<qint64>, output);
    const ListedModel model = only(R"({"data":[{"id":"m",)" + entry + "}]}");
    QCOMPARE(model.contextWindow, context);
    QCOMPARE(model.maxOutput, output);
}

void TestModelListing::llamaCppIsAskedForTheContextOfASlot()
{
    // The newer server sends two lists at once.
    const Provider provider = at(u"http://127.0.0.1:8080/v1"_s);
    ListPage list = page(R"({"models":[{"name":"other","model":"other"}],"object":"list","data":[
        {"id":"stories260K.gguf","object":"model","owned_by":"llamacpp",
         "meta":{"n_vocab":512,"n_ctx":8192,"n_ctx_train":2048}}]})",
                         provider);
    QCOMPARE(list.models.size(), 1);
    QCOMPARE(list.models.constFirst().id, u"stories260K.gguf"_s);
    QCOMPARE(list.models.constFirst().contextWindow, std::optional<qint64>(8192));
    QCOMPARE(list.details.size(), 1);
    QCOMPARE(list.details.constFirst().url, QUrl(u"http://127.0.0.1:8080/props"_s));
    QVERIFY(list.details.constFirst().body.isEmpty());
    addModelDetails(list.details.constFirst(),
                    R"({"default_generation_settings":{"n_ctx":2048},"total_slots":4})",
                    list.models);
    QCOMPARE(list.models.constFirst().contextWindow, std::optional<qint64>(2048));
}

void TestModelListing::ollamaIsAskedForWhatItsTagsLeaveOut()
{
    const Provider provider = at(u"http://127.0.0.1:11434"_s, Dialect::Ollama);
    ListPage list = page(R"({"models":[
        {"name":"qwen3:4b","model":"qwen3:4b","size":1,"details":{"family":"qwen3","context_length":40960}},
        {"name":"llama3.2:latest","model":"llama3.2:latest","details":{"family":"llama"}}]})",
                         provider);
    QCOMPARE(list.models.size(), 2);
    QCOMPARE(list.models.at(0).contextWindow, std::optional<qint64>(40960));
    QCOMPARE(list.details.size(), 1);
    const ListRequest request = list.details.constFirst();
    QCOMPARE(request.url, QUrl(u"http://127.0.0.1:11434/api/show"_s));
    QCOMPARE(request.body, QByteArray(R"({"model":"llama3.2:latest"})"));
    addModelDetails(request, R"({"capabilities":["completion","tools","thinking"],
        "model_info":{"general.architecture":"llama","llama.context_length":131072}})",
                    list.models);
    QCOMPARE(list.models.at(1).contextWindow, std::optional<qint64>(131072));
    QVERIFY(list.models.at(1).reasons);
    QVERIFY(list.models.at(1).chats);

    // What its author runs it with counts for more than what it could take.
    addModelDetails(request, R"({"parameters":"stop    \"<s>\"\nnum_ctx          8192\n",
        "model_info":{"llama.context_length":131072}})",
                    list.models);
    QCOMPARE(list.models.at(1).contextWindow, std::optional<qint64>(8192));
    const QList<ListedModel> before = list.models;
    addModelDetails(request, "oops", list.models);
    addModelDetails(request, "[]", list.models);
    QCOMPARE(list.models, before);
}

void TestModelListing::ollamaTellsWhatAModelIsFor()
{
    const Provider provider = at(u"http://127.0.0.1:11434"_s, Dialect::Ollama);
    const ListPage list = page(R"({"models":[
        {"name":"a","details":{"context_length":512},"capabilities":["embedding"]},
        {"name":"b","details":{"context_length":512},"capabilities":["completion","thinking"]}]})",
                               provider);
    QVERIFY(!list.models.at(0).chats);
    QVERIFY(list.models.at(1).chats);
    QVERIFY(list.models.at(1).reasons);
}

void TestModelListing::anthropicPagesByTheLastId()
{
    const Provider provider = at(u"https://api.anthropic.com"_s, Dialect::Anthropic);
    const QByteArray entry = R"({"type":"model","id":"claude-x","display_name":"Claude X",
        "max_input_tokens":200000,"max_tokens":64000,
        "capabilities":{"thinking":{"supported":true}}})";
    const ListPage first =
        page(R"({"data":[)" + entry + R"(],"has_more":true,"last_id":"claude x"})", provider);
    QCOMPARE(first.models.constFirst().name, u"Claude X"_s);
    QCOMPARE(first.models.constFirst().contextWindow, std::optional<qint64>(200000));
    QCOMPARE(first.models.constFirst().maxOutput, std::optional<qint64>(64000));
    QVERIFY(first.models.constFirst().reasons);
    QVERIFY(first.next.has_value());
    QCOMPARE(first.next->url.toString(QUrl::FullyEncoded),
             u"https://api.anthropic.com/v1/models?limit=1000&after_id=claude%20x"_s);
    const ListPage last =
        page(R"({"data":[)" + entry + R"(],"has_more":false,"last_id":"claude-x"})", provider);
    QVERIFY(!last.next);
}

void TestModelListing::geminiPagesByToken()
{
    const Provider provider = at(u"https://example.com/v1beta"_s, Dialect::Gemini);
    const QByteArray models =
        R"("models":[{"name":"models/g","supportedGenerationMethods":["generateContent"]}])";
    const ListPage first = page("{" + models + R"(,"nextPageToken":"a+b&c="})", provider);
    QVERIFY(first.next.has_value());
    QCOMPARE(first.next->url.toString(QUrl::FullyEncoded),
             u"https://example.com/v1beta/models?pageSize=1000&pageToken=a%2Bb%26c%3D"_s);
    // A second token takes the place of the first.
    const Result<ListPage> second =
        readModelList(provider, *first.next, "{" + models + R"(,"nextPageToken":"d"})");
    QVERIFY(second.has_value());
    QCOMPARE(second->next->url.toString(QUrl::FullyEncoded),
             u"https://example.com/v1beta/models?pageSize=1000&pageToken=d"_s);
    QVERIFY(!page("{" + models + "}", provider).next);
}

void TestModelListing::geminiListsOnlyWhatGeneratesContent()
{
    const ListedModel model = only(R"({"models":[
        {"name":"models/gemini-2.5-flash","displayName":"Gemini 2.5 Flash","inputTokenLimit":1048576,
         "outputTokenLimit":65536,"supportedGenerationMethods":["generateContent","countTokens"],"thinking":true},
        {"name":"models/text-embedding-004","supportedGenerationMethods":["embedContent"]}]})",
                                   at(u"https://example.com/v1beta"_s, Dialect::Gemini));
    QCOMPARE(model.id, u"gemini-2.5-flash"_s);
    QCOMPARE(model.name, u"Gemini 2.5 Flash"_s);
    QCOMPARE(model.contextWindow, std::optional<qint64>(1048576));
    QCOMPARE(model.maxOutput, std::optional<qint64>(65536));
    QVERIFY(model.reasons);
}

void TestModelListing::modelsThatDoNotChatAreMarked_data()
{
    QTest::addColumn<QByteArray>("entry");
    QTest::addColumn<bool>("chats");
    for (const char *const id :
         {"text-embedding-3-small", "whisper-1", "tts-1-hd", "dall-e-3", "gpt-image-1",
          "omni-moderation-latest", "gpt-4o-transcribe", "gpt-4o-realtime-preview", "davinci-002",
          "gpt-3.5-turbo-instruct", "BAAI/bge-large-en-v1.5", "nomic-embed-text:latest",
          "meta-llama/Llama-Guard-4-12B", "black-forest-labs/FLUX.1-dev", "sora-2"})
        QTest::newRow(id) << QByteArray(R"({"id":")") + id + "\"}" << false;
    for (const char *const id :
         {"gpt-4o", "o3", "claude-opus-4-7", "Qwen/Qwen1.5-110B-Chat", "mistral-small-latest",
          "databricks/dbrx-instruct", "google/gemma-3-27b-it", "deepseek-reasoner"})
        QTest::newRow(id) << QByteArray(R"({"id":")") + id + "\"}" << true;
    QTest::newRow("by its type") << QByteArray(R"({"id":"m","type":"image"})") << false;
    QTest::newRow("type embeddings") << QByteArray(R"({"id":"m","type":"embeddings"})") << false;
    QTest::newRow("its type is surer than its name")
        << QByteArray(R"({"id":"guard-dog","type":"chat"})") << true;
    QTest::newRow("Mistral denies it")
        << QByteArray(R"({"id":"m","capabilities":{"completion_chat":false}})") << false;
    QTest::newRow("OpenRouter, pictures only")
        << QByteArray(R"({"id":"m","architecture":{"output_modalities":["image"]}})") << false;
}

void TestModelListing::modelsThatDoNotChatAreMarked()
{
    QFETCH(QByteArray, entry);
    QFETCH(bool, chats);
    QCOMPARE(only(R"({"data":[)" + entry + "]}").chats, chats);
}

void TestModelListing::amountsAreReadFromTheirDigits_data()
{
    QTest::addColumn<QString>("digits");
    QTest::addColumn<qint64>("units");
    QTest::addColumn<qint64>("pico"); ///< -1: none
    constexpr qint64 million = 1'000'000;
    QTest::newRow("per token") << u"0.00000025"_s << qint64{1} << qint64{250'000};
    QTest::newRow("per million") << u"0.18"_s << million << qint64{180'000};
    QTest::newRow("whole") << u"60"_s << million << qint64{60'000'000};
    QTest::newRow("with an exponent") << u"2.5e-07"_s << qint64{1} << qint64{250'000};
    QTest::newRow("with a large exponent") << u"1.5E1"_s << million << qint64{15'000'000};
    QTest::newRow("nothing") << u"0"_s << qint64{1} << qint64{0};
    QTest::newRow("nothing, at length") << u"0.000000000000000"_s << million << qint64{0};
    QTest::newRow("what a double left behind")
        << u"0.18000000000000002"_s << million << qint64{180'000};
    QTest::newRow("rounded up") << u"0.0000005"_s << million << qint64{1};
    QTest::newRow("never rounded to nothing") << u"0.0000004"_s << million << qint64{-1};
    QTest::newRow("negative") << u"-1"_s << qint64{1} << qint64{-1};
    QTest::newRow("more than a dollar for a token") << u"1.01"_s << qint64{1} << qint64{-1};
    QTest::newRow("far more") << u"1e30"_s << qint64{1} << qint64{-1};
    QTest::newRow("no digits") << u"."_s << qint64{1} << qint64{-1};
    QTest::newRow("empty") << QString() << qint64{1} << qint64{-1};
    QTest::newRow("words") << u"0.1 USD"_s << qint64{1} << qint64{-1};
    QTest::newRow("an exponent alone") << u"e5"_s << qint64{1} << qint64{-1};
}

void TestModelListing::amountsAreReadFromTheirDigits()
{
    QFETCH(QString, digits);
    QFETCH(qint64, units);
    QFETCH(qint64, pico);
    const std::optional<Usd> amount = amountPer(digits, units);
    QCOMPARE(amount ? amount->pico() : qint64{-1}, pico);
}

void TestModelListing::theSameModelIsListedOnce()
{
    const ListPage list = page(R"({"data":[{"id":"a"},{"id":"b"},{"id":"a"},{"object":"?"}]})");
    QCOMPARE(list.models.size(), 2);
}

void TestModelListing::whatIsNoListIsRefused_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("word");
    QTest::newRow("a web page") << QByteArray("\n<!doctype html>") << u"web page"_s;
    QTest::newRow("garbage") << QByteArray("SSH-2.0") << u"JSON"_s;
    QTest::newRow("cut") << QByteArray(R"({"data":[{"id":"a"})") << u"ends too early"_s;
    QTest::newRow("empty") << QByteArray() << u"empty"_s;
    QTest::newRow("another object")
        << QByteArray(R"({"error":"Unexpected endpoint"})") << u"data"_s;
    QTest::newRow("another list") << QByteArray(R"([{"title":"a"}])") << u"name no models"_s;
    QTest::newRow("a number") << QByteArray("12") << u"data"_s;
}

void TestModelListing::whatIsNoListIsRefused()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, word);
    const Result<ListPage> list =
        readModelList(openAi(), listRequests(openAi()).constFirst(), body);
    QVERIFY(!list);
    QVERIFY2(list.error().message.contains(word), qPrintable(list.error().message));
}

void TestModelListing::onlyOpenRouterHasAPlaceToTryAKey()
{
    QCOMPARE(keyCheckUrl(at(u"https://openrouter.ai/api/v1"_s)),
             std::optional(QUrl(u"https://openrouter.ai/api/v1/key"_s)));
    QVERIFY(!keyCheckUrl(openAi()));
}

QTEST_APPLESS_MAIN(TestModelListing)
#include "tst_modellisting.moc"
