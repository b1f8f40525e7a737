// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/curlcommand.h"
#include "support/scriptedserver.h"

#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace moa;
using namespace Qt::StringLiterals;

namespace {

Exchange exchangeWith(const QByteArray &body)
{
    Exchange exchange;
    exchange.method = "POST";
    exchange.url = "https://api.example.org/v1/chat/completions";
    exchange.requestHeaders = {{"Host", "api.example.org"},
                               {"Content-Type", "application/json"},
                               {"Authorization", "Bearer $LAB_API_KEY"},
                               {"Content-Length", QByteArray::number(body.size())}};
    exchange.variables = {u"LAB"_s, u"LAB_API_KEY"_s};
    exchange.requestBody = body;
    return exchange;
}

} // namespace

class TestCurlCommand : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void readsWell();
    void theShellHandsEveryByteOn_data();
    void theShellHandsEveryByteOn();
    void headersAreHandedOnAsTheyAre();
    void onlyVariablesAreExpanded();
    void curlSendsTheSameRequest_data();
    void curlSendsTheSameRequest();

private:
    /// Runs @p command with sh; the program curl is ours unless @p realCurl.
    [[nodiscard]] QByteArray run(const QByteArray &command, bool realCurl = false) const;

    std::unique_ptr<QTemporaryDir> m_dir;
};

void TestCurlCommand::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    // Prints its arguments, each ended by NUL, then what it gets through a pipe.
    QFile curl(m_dir->filePath(u"curl"_s));
    QVERIFY(curl.open(QIODevice::WriteOnly));
    curl.write("#!/bin/sh\nprintf '%s\\0' \"$@\"\ncase \"$*\" in *--data-binary*) cat ;; esac\n");
    curl.close();
    QVERIFY(curl.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
}

QByteArray TestCurlCommand::run(const QByteArray &command, bool realCurl) const
{
    QProcess shell;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"LAB_API_KEY"_s, u"the \"key\" $HOME `id` '*'"_s);
    environment.insert(u"no_proxy"_s, u"*"_s);
    if (!realCurl)
        environment.insert(u"PATH"_s, m_dir->path() + u':' + environment.value(u"PATH"_s));
    shell.setProcessEnvironment(environment);
    shell.setWorkingDirectory(m_dir->path());
    shell.start(u"sh"_s, {});
    shell.write(command);
    shell.closeWriteChannel();
    if (!shell.waitForFinished(30'000))
        return "no end";
    return shell.readAllStandardOutput() + shell.readAllStandardError();
}

void TestCurlCommand::readsWell()
{
    const QByteArray expected = "curl --no-buffer --globoff --request 'POST' "
                                "'https://api.example.org/v1/chat/completions' \\\n"
                                "  --header 'Content-Type: application/json' \\\n"
                                "  --header 'Authorization: Bearer '\"$LAB_API_KEY\" \\\n"
                                "  --data-raw '{\"a\":\"it'\\''s\"}'\n";
    QCOMPARE(curlCommand(exchangeWith("{\"a\":\"it's\"}")), expected);
}

void TestCurlCommand::theShellHandsEveryByteOn_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("plain") << QByteArray(R"({"model":"m"})");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("quotes") << QByteArray("'\"'\\''\"\"'''`");
    QTest::newRow("expansions") << QByteArray("$LAB_API_KEY ${HOME} $(id) `id` !! ~ * ? [a] {a,b}");
    QTest::newRow("line breaks") << QByteArray("a\nb\r\nc\n\n");
    QTest::newRow("a file's name") << QByteArray("@/etc/passwd");
    QTest::newRow("an option") << QByteArray("--output /dev/null");
    QTest::newRow("backslashes") << QByteArray("\\n \\0101 \\c \\\\ %s %b \\");
    QTest::newRow("not ASCII") << QByteArray("Grüße 안녕 🚀 \xE2\x80\xAE");
    QTest::newRow("not UTF-8") << QByteArray("\xFF\xFE\x80");
    QTest::newRow("control characters") << QByteArray("\x1b[31m \x1b[201~ \x7f \x01\t8");
    QTest::newRow("NUL") << QByteArray("a\0b\0001\0", 7);
    QTest::newRow("comment") << QByteArray("# ; & | > /tmp/x <");
    QTest::newRow("five megabytes") << QByteArray("it's \\ long ").repeated(400'000);
}

void TestCurlCommand::theShellHandsEveryByteOn()
{
    QFETCH(QByteArray, body);
    const QByteArray printed = run(curlCommand(exchangeWith(body)));
    QByteArray expected;
    for (const QByteArray &argument :
         {QByteArray("--no-buffer"), QByteArray("--globoff"), QByteArray("--request"),
          QByteArray("POST"), QByteArray("https://api.example.org/v1/chat/completions"),
          QByteArray("--header"), QByteArray("Content-Type: application/json"),
          QByteArray("--header"), QByteArray("Authorization: Bearer the \"key\" $HOME `id` '*'")})
        expected += argument + '\0';
    QVERIFY(printed.startsWith(expected));
    const QByteArray rest = printed.mid(expected.size());
    const bool isArgument = rest.startsWith("--data-raw");
    const QByteArray option =
        isArgument ? QByteArray("--data-raw\0", 11) : QByteArray("--data-binary\0@-\0", 17);
    QVERIFY(rest.startsWith(option));
    QVERIFY(rest.mid(option.size()) == (isArgument ? body + '\0' : body));
}

void TestCurlCommand::headersAreHandedOnAsTheyAre()
{
    Exchange exchange = exchangeWith("{}");
    exchange.requestHeaders = {{"X-A", "it's \"$HOME\" `id`"},
                               {"X-Empty", ""},
                               {"X-Break", "a\r\nX-Evil: b"},
                               {"@file", "x"},
                               {"Accept-Encoding", "gzip"}};
    const QByteArray printed = run(curlCommand(exchange));
    QVERIFY(printed.contains(QByteArray("--header\0X-A: it's \"$HOME\" `id`\0", 32)));
    QVERIFY(printed.contains(QByteArray("--header\0X-Empty;\0", 18)));
    QVERIFY(!printed.contains("Evil"));
    QVERIFY(!printed.contains("@file"));
    QVERIFY(!printed.contains("gzip"));
}

void TestCurlCommand::onlyVariablesAreExpanded()
{
    Exchange exchange = exchangeWith("{\"k\":\"$LAB_API_KEY\"}");
    exchange.url = "https://h/v1?a=$HOME&key=$LAB_API_KEY&b=it's[1-3]";
    const QByteArray printed = run(curlCommand(exchange));
    QVERIFY(printed.contains("https://h/v1?a=$HOME&key=the \"key\" $HOME `id` '*'&b=it's[1-3]"));
    QVERIFY(printed.contains("{\"k\":\"$LAB_API_KEY\"}"));
}

void TestCurlCommand::curlSendsTheSameRequest_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("argument") << QByteArray("{\"model\":\"m\",\"a\":\"it's @ 안녕\\n\"}");
    QTest::newRow("at sign") << QByteArray("@/etc/passwd");
    QTest::newRow("pipe") << QByteArray("{\"model\":\"m\",\"a\":\"")
            + QByteArray("long\\\\ ").repeated(50'000) + "\"}";
    QTest::newRow("control characters") << QByteArray("a\0b\x1b \r\n\n", 9);
}

void TestCurlCommand::curlSendsTheSameRequest()
{
    QFETCH(QByteArray, body);
    if (QStandardPaths::findExecutable(u"curl"_s).isEmpty())
        QSKIP("curl is not installed");
    ThreadedScriptedServer server;
    server->setHandler(
        [](const ScriptedRequest &) { return ScriptedReply::body("answered", "text/plain"); });
    Exchange exchange = exchangeWith(body);
    exchange.url = server->baseUrl().toEncoded() + "/chat/completions";
    exchange.requestHeaders.emplaceBack("Accept", "text/event-stream, application/json");
    const QByteArray printed = run(curlCommand(exchange), true);
    QVERIFY2(printed.contains("answered"), printed.constData());
    const ScriptedRequest request = server->requests().constFirst();
    QCOMPARE(request.method, QByteArray("POST"));
    QCOMPARE(request.path, QByteArray("/v1/chat/completions"));
    QVERIFY(request.body == body);
    QCOMPARE(request.header("Content-Type"), QByteArray("application/json"));
    QCOMPARE(request.header("Accept"), QByteArray("text/event-stream, application/json"));
    QCOMPARE(request.header("Authorization"), QByteArray("Bearer the \"key\" $HOME `id` '*'"));
}

QTEST_GUILESS_MAIN(TestCurlCommand)
#include "tst_curlcommand.moc"
