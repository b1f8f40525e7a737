// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/moaprogram.h"
#include "support/scriptedserver.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace moa;
using namespace Qt::StringLiterals;

namespace {

const QByteArray secret = "sk-planted-0123456789";

const QByteArray models = R"({"data":[
    {"id":"maker/large","name":"Maker: Large","context_length":131072,
     "pricing":{"prompt":"0.0000025","completion":"0.00001","input_cache_read":"0.00000125"}},
    {"id":"maker/mini","context_length":32768,"pricing":{"prompt":"-1","completion":"-1"}},
    {"id":"maker/embedding-1"}]})";

/// The whitespace-separated words of each line.
QList<QStringList> wordsOf(const QByteArray &text)
{
    QList<QStringList> lines;
    for (const QString &line : QString::fromUtf8(text).split(u'\n', Qt::SkipEmptyParts))
        lines.append(line.simplified().split(u' '));
    return lines;
}

} // namespace

class TestProvidersCommand : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void tellsWhatIsConfiguredAndAsksThisMachineOnly();
    void findsServersOfThisMachine();
    void tellsOfThoseThatAreNamed();
    void testsEachStepAndTellsOfFailures();
    void testsOnlyWhatHasAKeyUnlessNamed();
    void listsModelsWithContextAndPrices();
    void searchesModels();
    void theCatalogueAddsWhatTheListLeavesOut();
    void theSandboxListsItsModels();
    void aMissingListIsASentence();
    void theKeyIsNeverTold();
    void badInputGetsASentence_data();
    void badInputGetsASentence();

private:
    [[nodiscard]] ProgramOutcome run(const QStringList &arguments, bool withKey = true) const;
    [[nodiscard]] QJsonObject json(const QStringList &arguments) const
    {
        return QJsonDocument::fromJson(run(arguments + QStringList{u"--format"_s, u"json"_s}).out)
            .object();
    }

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<ThreadedScriptedServer> m_server;
    QString m_providers;
};

void TestProvidersCommand::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    m_server = std::make_unique<ThreadedScriptedServer>();
    (*m_server)->setHandler([](const ScriptedRequest &request) {
        if (request.header("Authorization") != "Bearer " + secret)
            return ScriptedReply::openAiError(401, u"Bad key "_s + QLatin1String(secret));
        return request.method == "GET" ? ScriptedReply::body(models)
                                       : ScriptedReply::openAiStream(u"Hi"_s);
    });
    const QByteArray text =
        QStringLiteral(R"({"format": "moa-studio/providers", "version": 1, "providers": [
            {"id": "mine", "name": "My server", "base_url": "%1", "key_env": ["MINE_KEY"],
             "max_attempts": 1},
            {"id": "closed", "base_url": "http://127.0.0.1:9/v1"},
            {"id": "nobody", "base_url": "http://192.0.2.1/v1", "allow_insecure": true,
             "key_env": ["NOBODY_KEY"]}]})")
            .arg((*m_server)->baseUrl().toString())
            .toUtf8();
    m_providers = m_dir->filePath(u"providers.json"_s);
    QFile file(m_providers);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
}

ProgramOutcome TestProvidersCommand::run(const QStringList &arguments, bool withKey) const
{
    QProcessEnvironment environment = cleanEnvironment();
    if (withKey)
        environment.insert(u"MINE_KEY"_s, QString::fromLatin1(secret));
    return runProgram(QStringLiteral(MOA_PROGRAM),
                      arguments + QStringList{u"--providers"_s, m_providers}, {}, environment);
}

void TestProvidersCommand::tellsWhatIsConfiguredAndAsksThisMachineOnly()
{
    const ProgramOutcome outcome = run({u"providers"_s});
    QCOMPARE(outcome.code, 0);
    QVERIFY2(outcome.notes.isEmpty(), qPrintable(outcome.notes));
    const QString text = QString::fromUtf8(outcome.out);
    const QStringList lines = text.split(u'\n');
    const auto lineOf = [&lines](const QString &id) {
        const qsizetype index = lines.indexOf(QRegularExpression(u'^' + id + u" .*"_s));
        return index < 0 ? QString() : lines.at(index);
    };
    QVERIFY2(lineOf(u"mine"_s).contains(u"from MINE_KEY"_s), qPrintable(text));
    QVERIFY2(lineOf(u"mine"_s).endsWith(u"answers, models: 3"_s), qPrintable(text));
    QVERIFY2(lineOf(u"closed"_s).contains(u"the connection was refused"_s), qPrintable(text));
    QVERIFY2(lineOf(u"nobody"_s).contains(u"none: set NOBODY_KEY"_s), qPrintable(text));
    QVERIFY2(lineOf(u"nobody"_s).endsWith(u"not asked"_s), qPrintable(text));
    QVERIFY2(lineOf(u"sandbox"_s).endsWith(u"part of this program"_s), qPrintable(text));
    QVERIFY2(lineOf(u"openai"_s).endsWith(u"not asked"_s), qPrintable(text));
    // Aligned: every line has its address in the same column.
    const qsizetype column = lines.constFirst().indexOf(u"ADDRESS"_s);
    QCOMPARE(lineOf(u"closed"_s).indexOf(u"http"_s), column);
    QCOMPARE(lineOf(u"mine"_s).indexOf(u"http"_s), column);

    const QJsonArray all = json({u"providers"_s})[u"providers"].toArray();
    for (const QJsonValue &provider : all) {
        const bool isLocal = provider[u"base_url"].toString().contains(u"127.0.0.1"_s);
        QCOMPARE(provider[u"reachable"].isNull(), !isLocal);
        if (provider[u"id"].toString() == u"mine") {
            QCOMPARE(provider[u"key"][u"variable"].toString(), u"MINE_KEY"_s);
            QCOMPARE(provider[u"models"].toInt(), 3);
        }
    }
}

void TestProvidersCommand::findsServersOfThisMachine()
{
    ThreadedScriptedServer ollama;
    ollama->setHandler([](const ScriptedRequest &request) {
        if (request.path == "/api/version")
            return ScriptedReply::body(R"({"version":"0.12.3"})");
        return ScriptedReply::body(R"({"models":[{"name":"a","details":{"context_length":512}}]})");
    });
    QProcessEnvironment environment = cleanEnvironment();
    environment.insert(u"OLLAMA_HOST"_s, u"0.0.0.0:%1"_s.arg(ollama->port()));
    const ProgramOutcome outcome = runProgram(
        QStringLiteral(MOA_PROGRAM),
        {u"providers"_s, u"--format"_s, u"json"_s, u"--providers"_s, m_providers}, {}, environment);
    QCOMPARE(outcome.code, 0);
    const QJsonArray providers =
        QJsonDocument::fromJson(outcome.out).object()[u"providers"].toArray();
    const QJsonValue found = providers.last();
    QCOMPARE(found[u"id"].toString(), u"ollama"_s);
    QCOMPARE(found[u"configured"].toBool(true), false);
    QCOMPARE(found[u"base_url"].toString(), u"http://127.0.0.1:%1"_s.arg(ollama->port()));
    QCOMPARE(found[u"models"].toInt(), 1);
}

void TestProvidersCommand::tellsOfThoseThatAreNamed()
{
    const QJsonArray providers = json({u"providers"_s, u"mine"_s})[u"providers"].toArray();
    QCOMPARE(providers.size(), 1);
    QCOMPARE(providers.at(0)[u"reachable"].toBool(), true);
}

void TestProvidersCommand::testsEachStepAndTellsOfFailures()
{
    const ProgramOutcome good = run({u"providers"_s, u"--test"_s, u"mine"_s});
    QCOMPARE(good.code, 0);
    const QList<QStringList> lines = wordsOf(good.out);
    QCOMPARE(lines.size(), 5);
    QCOMPARE(lines.at(0).at(0), u"mine"_s);
    const QStringList steps{u"reach"_s, u"key"_s, u"models"_s, u"call"_s};
    for (int i = 0; i < 4; ++i) {
        QCOMPARE(lines.at(i + 1).at(0), steps.at(i));
        QCOMPARE(lines.at(i + 1).at(1), u"passed"_s);
        QCOMPARE(lines.at(i + 1).at(3), u"ms"_s);
    }

    const ProgramOutcome some = run({u"providers"_s, u"--test"_s, u"mine"_s, u"closed"_s});
    QCOMPARE(some.code, 3);
    const ProgramOutcome none = run({u"providers"_s, u"--test"_s, u"mine"_s}, false);
    QCOMPARE(none.code, 1);
    QVERIFY2(none.out.contains("it wants a key"), none.out.constData());

    const QJsonArray providers =
        json({u"providers"_s, u"--test"_s, u"closed"_s})[u"providers"].toArray();
    const QJsonArray told = providers.at(0)[u"steps"].toArray();
    QCOMPARE(told.size(), 4);
    QCOMPARE(told.at(0)[u"state"].toString(), u"failed"_s);
    QCOMPARE(told.at(3)[u"state"].toString(), u"skipped"_s);
    QCOMPARE(providers.at(0)[u"reachable"].toBool(true), false);
}

void TestProvidersCommand::testsOnlyWhatHasAKeyUnlessNamed()
{
    const QJsonArray providers = json({u"providers"_s, u"--test"_s})[u"providers"].toArray();
    QStringList ids;
    for (const QJsonValue &provider : providers)
        ids.append(provider[u"id"].toString());
    QVERIFY(ids.contains(u"mine"_s));
    QVERIFY(ids.contains(u"closed"_s));
    QVERIFY(!ids.contains(u"nobody"_s));
    QVERIFY(!ids.contains(u"openai"_s));
}

void TestProvidersCommand::listsModelsWithContextAndPrices()
{
    const ProgramOutcome outcome = run({u"models"_s, u"mine"_s});
    QCOMPARE(outcome.code, 0);
    const QList<QStringList> lines = wordsOf(outcome.out);
    QCOMPARE(lines.size(), 3);
    QCOMPARE(lines.at(1),
             (QStringList{u"maker/large"_s, u"131,072"_s, u"$2.50"_s, u"$1.25"_s, u"$10.00"_s,
                          u"Maker:"_s, u"Large"_s}));
    QCOMPARE(lines.at(2), (QStringList{u"maker/mini"_s, u"32,768"_s, u"unpriced"_s}));
    QVERIFY2(outcome.notes.contains(u"don't chat: 1"_s), qPrintable(outcome.notes));

    const QJsonObject object = json({u"models"_s, u"mine"_s});
    QCOMPARE(object[u"format"].toString(), u"moa-studio/models"_s);
    const QJsonArray all = object[u"models"].toArray();
    QCOMPARE(all.size(), 3);
    QCOMPARE(all.at(0)[u"input"].toString(), u"2.5"_s);
    QCOMPARE(all.at(0)[u"cached_input"].toString(), u"1.25"_s);
    QCOMPARE(all.at(0)[u"context_window"].toInt(), 131072);
    QVERIFY(all.at(1)[u"output"].isNull());
    QCOMPARE(all.at(2)[u"chats"].toBool(true), false);
}

void TestProvidersCommand::searchesModels()
{
    const QList<QStringList> lines =
        wordsOf(run({u"models"_s, u"mine"_s, u"--search"_s, u"LARGE maker:"_s}).out);
    QCOMPARE(lines.size(), 2);
    QCOMPARE(lines.at(1).at(0), u"maker/large"_s);
}

void TestProvidersCommand::theCatalogueAddsWhatTheListLeavesOut()
{
    (*m_server)->setHandler([](const ScriptedRequest &) {
        return ScriptedReply::body(R"({"data":[{"id":"own"},{"id":"Qwen/Qwen1.5-72B-Chat"}]})");
    });
    QFile file(m_providers);
    const QByteArray text =
        QStringLiteral(R"({"format": "moa-studio/providers", "version": 1, "providers": [
            {"id": "together", "base_url": "%1"}]})")
            .arg((*m_server)->baseUrl().toString())
            .toUtf8();
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
    file.close();
    const QJsonArray all = json({u"models"_s, u"together"_s})[u"models"].toArray();
    QCOMPARE(all.size(), 2);
    QVERIFY(all.at(0)[u"input"].isNull());
    QVERIFY(!all.at(1)[u"input"].toString().isEmpty());
    QVERIFY(!all.at(1)[u"price_source"].toString().isEmpty());
}

void TestProvidersCommand::theSandboxListsItsModels()
{
    const ProgramOutcome outcome = run({u"models"_s, u"sandbox"_s});
    QCOMPARE(outcome.code, 0);
    QVERIFY(wordsOf(outcome.out).size() > 2);
    QCOMPARE(wordsOf(outcome.out).at(1).value(2), u"$0"_s);
}

void TestProvidersCommand::aMissingListIsASentence()
{
    const ProgramOutcome outcome = run({u"models"_s, u"closed"_s});
    QCOMPARE(outcome.code, 1);
    QVERIFY(outcome.out.isEmpty());
    QVERIFY2(outcome.notes.contains(u"Start it, or check the port."_s), qPrintable(outcome.notes));
}

void TestProvidersCommand::theKeyIsNeverTold()
{
    (*m_server)->setHandler([](const ScriptedRequest &) {
        return ScriptedReply::openAiError(401, u"Bad key "_s + QLatin1String(secret));
    });
    for (const QStringList &arguments :
         {QStringList{u"providers"_s}, QStringList{u"providers"_s, u"--test"_s, u"mine"_s},
          QStringList{u"models"_s, u"mine"_s}}) {
        const ProgramOutcome outcome = run(arguments);
        QVERIFY((outcome.out + outcome.notes.toUtf8()).contains("401"));
        QVERIFY(!outcome.out.contains(secret));
        QVERIFY(!outcome.notes.contains(QString::fromLatin1(secret)));
    }
}

void TestProvidersCommand::badInputGetsASentence_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("word");
    QTest::newRow("unknown provider, listed")
        << QStringList{u"providers"_s, u"nope"_s} << u"no provider “nope”"_s;
    QTest::newRow("unknown provider")
        << QStringList{u"models"_s, u"nope"_s} << u"no provider “nope”"_s;
    QTest::newRow("no provider") << QStringList{u"models"_s} << u"exactly one provider"_s;
    QTest::newRow("the Sandbox") << QStringList{u"providers"_s, u"--test"_s, u"sandbox"_s}
                                 << u"nothing to test"_s;
    QTest::newRow("format") << QStringList{u"providers"_s, u"--format"_s, u"xml"_s} << u"“xml”"_s;
    QTest::newRow("format of models")
        << QStringList{u"models"_s, u"mine"_s, u"--format"_s, u"xml"_s} << u"“xml”"_s;
    QTest::newRow("file") << QStringList{u"providers"_s, u"--providers"_s, u"/nonexistent"_s}
                          << u"/nonexistent"_s;
}

void TestProvidersCommand::badInputGetsASentence()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, word);
    const ProgramOutcome outcome =
        runProgram(QStringLiteral(MOA_PROGRAM), arguments, {}, cleanEnvironment());
    QCOMPARE(outcome.code, 2);
    QVERIFY(outcome.out.isEmpty());
    QVERIFY2(outcome.notes.contains(word), qPrintable(outcome.notes));
}

QTEST_GUILESS_MAIN(TestProvidersCommand)
#include "tst_providerscommand.moc"
