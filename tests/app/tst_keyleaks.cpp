// SPDX-License-Identifier: GPL-3.0-or-later
#include "mixture/mixturefile.h"
#include "providers/providerkeys.h"
#include "run/runengine.h"
#include "run/runhtml.h"
#include "run/runjson.h"
#include "run/runmarkdown.h"
#include "support/moaprogram.h"
#include "support/plantedkey.h"
#include "support/scriptedserver.h"
#include "support/testcertificates.h"

#include <QSignalSpy>
#include <QTest>

using namespace moa;
using namespace Qt::StringLiterals;

namespace {

const QByteArray presetText = R"({"format": "moa-studio/mixture", "version": 1, "name": "Leaky",
    "layers": [
        {"agents": [{"id": "p", "role": "proposer", "provider": "lab", "model": "a"}]},
        {"agents": [{"id": "f", "role": "aggregator", "provider": "lab", "model": "z"}]}]})";

/// How the server treats every request. It gives back all secrets wherever it can.
QStringList kinds()
{
    return {u"success"_s,
            u"echo"_s,
            u"echo in small pieces"_s,
            u"echo in headers"_s,
            u"bad request"_s,
            u"wrong key"_s,
            u"HTML"_s,
            u"stream error"_s,
            u"cut"_s,
            u"redirect"_s,
            u"garbage"_s,
            u"wrong type"_s,
            u"base64"_s,
            u"bad certificate"_s};
}

} // namespace

/** Plants secrets wherever a run takes them from, and looks for them in all that it leaves. */
class TestKeyLeaks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void plantedKeysAreFoundInEverySpelling_data();
    void plantedKeysAreFoundInEverySpelling();
    void theProgramWritesNoKey_data();
    void theProgramWritesNoKey();
    void aKeyOfTheSessionStaysInMemory_data();
    void aKeyOfTheSessionStaysInMemory();

private:
    void serve(ScriptedServer &server, const QString &kind);
    [[nodiscard]] ScriptedReply reply(const QString &kind, int port) const;
    [[nodiscard]] QByteArray secrets() const
    {
        return m_key.secret() + " and " + m_header.secret() + " and " + m_query.secret();
    }
    [[nodiscard]] ProgramOutcome run(const QStringList &arguments, const QString &home) const;
    /// Where any of them stands; empty: nowhere.
    [[nodiscard]] QStringList leaks(const QHash<QString, QByteArray> &texts,
                                    const QString &directory) const;

    PlantedKey m_key{"sk-plant/ed+\"key\"=0123456789abcdef"};
    PlantedKey m_header{"hd-plant/ed&<header>0123456789abcdef"};
    PlantedKey m_query{"qu-planted-query-0123456789abcdef"};
    QTemporaryDir m_input; ///< the person's own files: secrets stand in them
};

void TestKeyLeaks::plantedKeysAreFoundInEverySpelling_data()
{
    QTest::addColumn<QByteArray>("text");
    const QByteArray secret = m_key.secret();
    QTest::newRow("plain") << secret;
    QTest::newRow("JSON") << QJsonDocument(QJsonArray{QString::fromLatin1(secret)}).toJson();
    QTest::newRow("URL") << QByteArray("https://a/?k=" + secret.toPercentEncoding());
    QTest::newRow("HTML") << QString::fromLatin1(secret).toHtmlEscaped().toUtf8();
    for (const char *const prefix : {"", "B", "Be", "Bearer "})
        QTest::addRow("base64 after %zu", qstrlen(prefix))
            << (prefix + secret + " etc.").toBase64();
}

void TestKeyLeaks::plantedKeysAreFoundInEverySpelling()
{
    QFETCH(QByteArray, text);
    QVERIFY(!m_key.spellingIn("before " + text + " after").isEmpty());
    QVERIFY(m_key.spellingIn("before " + text.left(8) + " after").isEmpty());
    const QTemporaryDir dir;
    QVERIFY(QDir(dir.path()).mkpath(u".hidden/deep"_s));
    QFile file(dir.filePath(u".hidden/deep/.file"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
    file.close();
    QCOMPARE(m_key.leaksBelow(dir.path()).size(), 1);
}

ScriptedReply TestKeyLeaks::reply(const QString &kind, int port) const
{
    const QByteArray all = secrets();
    const QString text = QString::fromUtf8(all);
    if (kind == u"echo")
        return ScriptedReply::openAiStream(text);
    if (kind == u"echo in small pieces")
        return ScriptedReply::openAiStream(text, ChunkPolicy::characters(3));
    if (kind == u"echo in headers") {
        return ScriptedReply::openAiStream(u"Hello"_s)
            .withHeader("X-Request", all)
            .withHeader("Set-Cookie", "auth=" + m_key.secret());
    }
    if (kind == u"bad request")
        return ScriptedReply::openAiError(400, u"Bad key "_s + text, text);
    if (kind == u"wrong key")
        return ScriptedReply::openAiError(401, u"Incorrect API key provided: "_s + text);
    if (kind == u"HTML") {
        return ScriptedReply::body("<html><body><pre>" + all + "\n" + text.toHtmlEscaped().toUtf8()
                                       + "</pre></body></html>",
                                   "text/html", 500);
    }
    if (kind == u"stream error") {
        const QJsonObject error{{u"error"_s, QJsonObject{{u"message"_s, text}}}};
        return ScriptedReply::eventStream(
            {{"data: " + QJsonDocument(error).toJson(QJsonDocument::Compact) + "\n\n"}});
    }
    if (kind == u"cut") {
        return ScriptedReply::openAiStream(text, ChunkPolicy::characters(7))
            .cutShort(ScriptedReply::Cut::Kind::Reset, 9);
    }
    if (kind == u"redirect") {
        ScriptedReply moved = ScriptedReply::body("moved", "text/plain", 307);
        return moved.withHeader("Location",
                                QStringLiteral("http://127.0.0.1:%1/").arg(port).toLatin1()
                                    + m_key.secret().toPercentEncoding()
                                    + "?h=" + m_header.secret().toPercentEncoding()
                                    + "&q=" + m_query.secret());
    }
    if (kind == u"garbage")
        return ScriptedReply::raw("KEY/" + all + "\r\n\r\n");
    if (kind == u"wrong type")
        return ScriptedReply::body(all, "text/" + m_query.secret());
    if (kind == u"base64") {
        return ScriptedReply::openAiError(
            400,
            u"You sent "_s
                + QString::fromLatin1(("Authorization: Bearer " + m_key.secret()).toBase64()));
    }
    return ScriptedReply::openAiStream(u"Hello"_s);
}

void TestKeyLeaks::serve(ScriptedServer &server, const QString &kind)
{
    if (kind == u"bad certificate") {
        TestCertificates unknown(u"Unknown"_s);
        QVERIFY(server.listenTls(unknown.server(u"DNS:localhost"_s)));
    } else {
        QVERIFY(server.listen());
    }
    server.setHandler(
        [this, kind, port = server.port()](const ScriptedRequest &) { return reply(kind, port); });
}

ProgramOutcome TestKeyLeaks::run(const QStringList &arguments, const QString &home) const
{
    QProcessEnvironment environment = cleanEnvironment();
    for (const char *const name :
         {"HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "TMPDIR"})
        environment.insert(QString::fromLatin1(name), home);
    environment.insert(u"PLANTED_API_KEY"_s, QString::fromUtf8(m_key.secret()));
    QProcess process;
    process.setProcessEnvironment(environment);
    process.setWorkingDirectory(home);
    QSignalSpy ends(&process, &QProcess::finished);
    process.start(QStringLiteral(MOA_PROGRAM), arguments);
    process.closeWriteChannel();
    // The server lives in this thread.
    if (!ends.wait(60'000) || process.exitStatus() != QProcess::NormalExit)
        return {};
    return {process.exitCode(), process.readAllStandardOutput(),
            QString::fromUtf8(process.readAllStandardError())};
}

QStringList TestKeyLeaks::leaks(const QHash<QString, QByteArray> &texts,
                                const QString &directory) const
{
    QStringList found;
    for (const PlantedKey *key : {&m_key, &m_header, &m_query}) {
        if (!directory.isEmpty())
            found += key->leaksBelow(directory);
        for (auto text = texts.cbegin(); text != texts.cend(); ++text) {
            if (const QByteArray spelling = key->spellingIn(*text); !spelling.isEmpty())
                found += text.key() + u": "_s + QString::fromLatin1(spelling) + u"\n"_s
                    + QString::fromUtf8(*text);
        }
    }
    return found;
}

void TestKeyLeaks::theProgramWritesNoKey_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("dialect");
    QTest::addColumn<QStringList>("options");
    const QString openAi = u"openai"_s;
    const QStringList json{u"--format"_s, u"json"_s, u"--exchanges"_s};
    const QList<QStringList> formats{{u"--format"_s, u"text"_s},
                                     json,
                                     {u"--format"_s, u"markdown"_s},
                                     {u"--format"_s, u"html"_s}};
    for (const QString &kind : kinds()) {
        for (const QStringList &format : formats) {
            QTest::addRow("%s, %s", qPrintable(kind), qPrintable(format.at(1)))
                << kind << openAi << format;
            QTest::addRow("%s, %s file", qPrintable(kind), qPrintable(format.at(1)))
                << kind << openAi << format + QStringList{u"--out"_s, u"result"_s};
        }
        for (const QString &dialect : {u"anthropic"_s, u"gemini"_s, u"ollama"_s}) {
            QTest::addRow("%s, %s", qPrintable(kind), qPrintable(dialect))
                << kind << dialect << json;
        }
    }
}

void TestKeyLeaks::theProgramWritesNoKey()
{
    QFETCH(QString, kind);
    QFETCH(QString, dialect);
    QFETCH(QStringList, options);
    ScriptedServer server;
    serve(server, kind);
    const auto write = [this](const QString &name, const QByteArray &content) {
        QFile file(m_input.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("a test's file can't be written");
        return file.fileName();
    };
    const QJsonObject provider{
        {u"id"_s, u"lab"_s},
        {u"base_url"_s,
         server.baseUrl().toString() + u"?sig="_s + QString::fromUtf8(m_query.secret())},
        {u"dialect"_s, dialect},
        {u"key_env"_s, QJsonArray{u"PLANTED_API_KEY"_s}},
        {u"max_attempts"_s, 2},
        {u"headers"_s, QJsonObject{{u"X-Auth"_s, QString::fromUtf8(m_header.secret())}}}};
    const QJsonObject providers{{u"format"_s, u"moa-studio/providers"_s},
                                {u"version"_s, 1},
                                {u"providers"_s, QJsonArray{provider}}};
    const QTemporaryDir home;
    const ProgramOutcome outcome =
        run(QStringList{u"run"_s, write(u"leaky.moa.json"_s, presetText), u"--providers"_s,
                        write(u"providers.json"_s, QJsonDocument(providers).toJson()),
                        u"--prompt"_s, u"Hello"_s}
                + options,
            home.path());
    QVERIFY2(outcome.code == 0 || outcome.code == 1 || outcome.code == 3,
             qPrintable(outcome.notes));
    if (kind != u"bad certificate") { // or it would be no wonder
        const ScriptedRequest request = server.requests().value(0);
        const QHash<QString, QByteArray> keyHeaders{{u"anthropic"_s, "x-api-key"},
                                                    {u"gemini"_s, "x-goog-api-key"}};
        QVERIFY(
            request.header(keyHeaders.value(dialect, "Authorization")).endsWith(m_key.secret()));
        QCOMPARE(request.header("X-Auth"), m_header.secret());
        QVERIFY(request.path.contains(m_query.secret()));
    }
    const QStringList found =
        leaks({{u"standard output"_s, outcome.out}, {u"standard error"_s, outcome.notes.toUtf8()}},
              home.path());
    QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n')));
}

void TestKeyLeaks::aKeyOfTheSessionStaysInMemory_data()
{
    QTest::addColumn<QString>("kind");
    for (const QString &kind : kinds())
        QTest::newRow(qPrintable(kind)) << kind;
}

void TestKeyLeaks::aKeyOfTheSessionStaysInMemory()
{
    QFETCH(QString, kind);
    ScriptedServer server;
    serve(server, kind);
    Provider provider;
    provider.id = ProviderId(u"lab"_s);
    provider.baseUrl = server.baseUrl();
    provider.maxAttempts = 1;
    ProviderKeys keys(nullptr, {});
    keys.setProviders({provider});
    keys.setKey(provider.id, m_key.secret(), true);
    RunPlan plan;
    plan.mixture = readMixture(presetText).value();
    plan.conversation = {{Message::Author::User, u"Hello"_s}};
    plan.providers = {provider};
    plan.keys = keys.ring();

    RunEngine engine;
    QHash<QString, QByteArray> texts;
    std::optional<RunRecord> record;
    connect(&engine, &RunEngine::textAdded, this,
            [&texts](const ResponseId &id, const QString &text, const QString &reasoning) {
                texts[u"stream of "_s + id.agent.toString()] += (text + reasoning).toUtf8();
            });
    connect(&engine, &RunEngine::finished, this, [&](const RunRecord &end) { record = end; });
    engine.start(plan);
    QTRY_VERIFY_WITH_TIMEOUT(record.has_value(), 30'000);
    texts.insert(u"JSON"_s, writeRun(*record, RunDetail::Exchanges));
    texts.insert(u"Markdown"_s, runAsMarkdown(*record).toUtf8());
    texts.insert(u"HTML"_s, runAsHtml(*record));
    texts.insert(u"status"_s, keys.describe(provider.id).toUtf8());
    QStringList found;
    for (auto text = texts.cbegin(); text != texts.cend(); ++text) {
        if (const QByteArray spelling = m_key.spellingIn(*text); !spelling.isEmpty())
            found += text.key() + u": "_s + QString::fromLatin1(spelling);
    }
    QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n')));
}

QTEST_GUILESS_MAIN(TestKeyLeaks)
#include "tst_keyleaks.moc"
