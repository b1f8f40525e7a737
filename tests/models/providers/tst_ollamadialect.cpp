// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialectrequest.h"
#include "providers/jsonpieces.h"
#include "providers/linereader.h"

#include <QTest>

using namespace moa;
using namespace Qt::StringLiterals;

class TestOllamaDialect : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void settingsAreSent_data();
    void settingsAreSent();
    void streamingIsAlwaysSaid();
    void joinsTheAddress_data();
    void joinsTheAddress();
    void theHostedServiceGetsItsKey();
    void linesAreCutAtTheirEnds();
    void objectsAreCutOutOfWhateverHoldsThem_data();
    void objectsAreCutOutOfWhateverHoldsThem();
};

void TestOllamaDialect::settingsAreSent_data()
{
    QTest::addColumn<ChatRequest>("chat");
    QTest::addColumn<QByteArray>("sent");
    ChatRequest chat = requestTo(Dialect::Ollama, u"http://127.0.0.1:11434"_s);
    QTest::newRow("none") << chat << QByteArray("{}");
    chat.settings = everySetting();
    QTest::newRow("all") << chat
                         << QByteArray(R"({"options":{"num_predict":4000,"seed":7,"stop":["END"],)"
                                       R"("temperature":0.5,"top_p":0.25},"think":"high"})");
    chat.settings.extra = {{u"options"_s, R"({"top_k":5,"seed":8})"}, {u"keep_alive"_s, "\"5m\""}};
    QTest::newRow("extra is merged")
        << chat
        << QByteArray(R"({"keep_alive":"5m","options":{"num_predict":4000,"seed":8,"stop":["END"],)"
                      R"("temperature":0.5,"top_k":5,"top_p":0.25},"think":"high"})");
    chat.facts.omit = {u"options.top_k"_s, u"stop"_s, u"think"_s, u"max_tokens"_s, u"stream"_s};
    QTest::newRow("what is not to be sent")
        << chat
        << QByteArray(R"({"keep_alive":"5m","options":{"seed":8,"temperature":0.5,"top_p":0.25}})");
    const auto effort = [](const char *name, const QString &value, const QByteArray &sent) {
        ChatRequest thinking = requestTo(Dialect::Ollama, u"http://127.0.0.1:11434"_s);
        thinking.settings.reasoningEffort = value;
        QTest::newRow(name) << thinking << sent;
    };
    effort("no thinking", u"none"_s, R"({"think":false})");
    effort("the least", u"minimal"_s, R"({"think":"low"})");
    effort("the most", u"xhigh"_s, R"({"think":"max"})");
    ChatRequest context = requestTo(Dialect::Ollama, u"http://127.0.0.1:11434"_s);
    context.facts.contextWindow = 131'072;
    QTest::newRow("a context that is only known") << context << QByteArray("{}");
    ModelOverride own;
    own.model = u"m"_s;
    own.contextWindow = 8192;
    context.provider.models = {own};
    QTest::newRow("a context that a person says")
        << context << QByteArray(R"({"options":{"num_ctx":8192}})");
}

void TestOllamaDialect::settingsAreSent()
{
    QFETCH(ChatRequest, chat);
    QFETCH(QByteArray, sent);
    QCOMPARE(settingsOf(chat), sent);
}

void TestOllamaDialect::streamingIsAlwaysSaid()
{
    ChatRequest chat = requestTo(Dialect::Ollama, u"http://127.0.0.1:11434"_s);
    QVERIFY(bodyOf(chat).value(u"stream").toBool());
    chat.stream = false;
    chat.facts.omit = {u"stream"_s};
    QVERIFY(!bodyOf(chat).value(u"stream").toBool(true));
}

void TestOllamaDialect::joinsTheAddress_data()
{
    QTest::addColumn<QString>("base");
    for (const char *path : {"", "/", "/v1", "/api", "/api/", "/api/chat", "/v1/chat/completions"})
        QTest::newRow(*path ? path : "bare")
            << u"http://127.0.0.1:11434"_s + QLatin1StringView(path);
}

void TestOllamaDialect::joinsTheAddress()
{
    QFETCH(QString, base);
    QCOMPARE(encoded(requestTo(Dialect::Ollama, base)).url.toString(),
             u"http://127.0.0.1:11434/api/chat"_s);
}

void TestOllamaDialect::theHostedServiceGetsItsKey()
{
    QCOMPARE(keyIn(Dialect::Ollama, u"https://ollama.com"_s, "Authorization"),
             QByteArray("Bearer secret"));
}

void TestOllamaDialect::linesAreCutAtTheirEnds()
{
    LineReader reader;
    QCOMPARE(reader.feed("\xEF\xBB\xBF{\"a\""), QList<QByteArray>());
    QCOMPARE(reader.feed(":1}\r\n\n{\"b\":2}\n{\"c\""),
             (QList<QByteArray>{"{\"a\":1}", "{\"b\":2}"}));
    QCOMPARE(reader.feed(":3}"), QList<QByteArray>());
    QCOMPARE(reader.finish(), QList<QByteArray>{"{\"c\":3}"});
    QCOMPARE(reader.finish(), QList<QByteArray>());
}

void TestOllamaDialect::objectsAreCutOutOfWhateverHoldsThem_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QList<QByteArray>>("objects");
    const QList<QByteArray> two{R"({"a":"}\"{"})", R"({"b":[{}]})"};
    QTest::newRow("one") << two.at(0) << two.first(1);
    QTest::newRow("list") << "\xEF\xBB\xBF[" + two.join(",\n") + "]\n" << two;
    QTest::newRow("lines") << two.join('\n') << two;
    QTest::newRow("cut") << QByteArray(R"([{"a":1},{"b")")
                         << QList<QByteArray>{R"({"a":1})", R"({"b")"};
    QTest::newRow("no JSON") << QByteArray("oops {}") << QList<QByteArray>{"oops {}"};
    QTest::newRow("nothing") << QByteArray("[ ]") << QList<QByteArray>();
}

void TestOllamaDialect::objectsAreCutOutOfWhateverHoldsThem()
{
    QFETCH(QByteArray, body);
    QFETCH(QList<QByteArray>, objects);
    for (qsizetype size = 1; size <= body.size(); ++size) {
        JsonPieces pieces;
        QList<QByteArray> read;
        for (qsizetype at = 0; at < body.size(); at += size)
            read += pieces.feed(QByteArrayView(body).sliced(at, std::min(size, body.size() - at)));
        read += pieces.finish();
        QCOMPARE(read, objects);
    }
}

QTEST_GUILESS_MAIN(TestOllamaDialect)
#include "tst_ollamadialect.moc"
