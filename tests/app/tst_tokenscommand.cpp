// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/bytepairencoding.h"
#include "moa/linecommand.h"
#include "moa/tokenscommand.h"

#include <nlohmann/json.hpp>
#include <QFile>
#include <QProcess>
#include <QTemporaryFile>
#include <QTest>

using Json = nlohmann::json;

namespace {

struct Outcome
{
    int code;
    QByteArray output;
    QString errors;
};

} // namespace

class TestTokensCommand : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countsAndNumbersTheTokens();
    void byteOrderMarkIsAToken();
    void badLinesAreNamed_data();
    void badLinesAreNamed();
    void publishedVectorsComeOut_data();
    void publishedVectorsComeOut();
    void readsAFile();
    void readsManyLines();
    void answersEveryLineBeforeTheNext();
    void goodLinesBeforeABadOneStand();
    void lineThatIsTooLongEndsTheCommand();
    void wrongUsageIsToldInASentence_data();
    void wrongUsageIsToldInASentence();
    void helpTellsTheFields();

private:
    static void start(QProcess &process, const QStringList &arguments);
    static Outcome run(const QStringList &arguments, const QByteArray &input = {});
};

void TestTokensCommand::start(QProcess &process, const QStringList &arguments)
{
    process.start(QStringLiteral(MOA_PROGRAM), QStringList{u"tokens"_qs} + arguments);
}

Outcome TestTokensCommand::run(const QStringList &arguments, const QByteArray &input)
{
    QProcess process;
    start(process, arguments);
    process.write(input);
    process.closeWriteChannel();
    const bool ended = process.waitForFinished() && process.exitStatus() == QProcess::NormalExit;
    return {ended ? process.exitCode() : -1, process.readAllStandardOutput(),
            QString::fromLocal8Bit(process.readAllStandardError()).trimmed()};
}

void TestTokensCommand::countsAndNumbersTheTokens()
{
    const QByteArray lines = R"({"id":1,"text":"hello world"})"
                             "\n"
                             R"({"text":""})"
                             "\n";
    const Outcome o200k = run({u"--encoding"_qs, u"o200k_base"_qs, u"--ids"_qs}, lines);
    QCOMPARE(o200k.errors, QString());
    QCOMPARE(o200k.code, 0);
    QCOMPARE(o200k.output,
             "{\"tokens\":2,\"ids\":[24912,2375]}\n"
             "{\"tokens\":0,\"ids\":[]}\n");
    const Outcome cl100k = run({u"--encoding=cl100k_base"_qs}, lines);
    QCOMPARE(cl100k.code, 0);
    QCOMPARE(cl100k.output, "{\"tokens\":2}\n{\"tokens\":0}\n");
}

void TestTokensCommand::byteOrderMarkIsAToken()
{
    const moa::BytePairEncoding encoding(moa::TokenEncoding::O200k);
    const auto line = moa::countedLine(R"({"text":"\ufeffa"})", encoding, true);
    QVERIFY(line);
    QCOMPARE(*line, R"({"tokens":2,"ids":[5574,64]})");
}

void TestTokensCommand::badLinesAreNamed_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QString>("message");
    const auto row = [](const char *name, const QByteArray &line, const QString &message) {
        QTest::newRow(name) << line << message;
    };
    row("no JSON", "hello", u"this is not valid JSON in UTF-8 (at byte 1)"_qs);
    row("invalid UTF-8", "{\"text\":\"\xff\"}", u"this is not valid JSON in UTF-8 (at byte 10)"_qs);
    row("half a surrogate pair", R"({"text":"\ud800"})",
        u"this is not valid JSON in UTF-8 (at byte 16)"_qs);
    row("two values", "{} {}", u"this is not valid JSON in UTF-8 (at byte 4)"_qs);
    row("no object", "[\"text\"]", u"expected a JSON object"_qs);
    row("nothing there", R"({"Text":"a","x":{"text":"b"}})", u"text: is missing"_qs);
    row("a number", R"({"text":1})", u"text: expected a string"_qs);
    row("null", R"({"text":null})", u"text: expected a string"_qs);
    row("a list", R"({"text":["a"]})", u"text: expected a string"_qs);
    row("number beyond all", R"({"text":"a","x":1e999})", u"a number is too large"_qs);
}

void TestTokensCommand::badLinesAreNamed()
{
    QFETCH(QByteArray, line);
    QFETCH(QString, message);
    const moa::BytePairEncoding encoding(moa::TokenEncoding::O200k);
    const moa::Result<QByteArray> result = moa::countedLine(line, encoding, false);
    QVERIFY(!result);
    QCOMPARE(result.error().message, message);
}

void TestTokensCommand::publishedVectorsComeOut_data()
{
    QTest::addColumn<QString>("encoding");
    QTest::newRow("o200k_base") << u"o200k_base"_qs;
    QTest::newRow("cl100k_base") << u"cl100k_base"_qs;
}

void TestTokensCommand::publishedVectorsComeOut()
{
    QFETCH(QString, encoding);
    QFile vectors(QStringLiteral(MOA_SHARED_DIR "/data/tokens/%1_vectors.json")
                      .arg(encoding.section(u'_', 0, 0)));
    if (!vectors.open(QIODevice::ReadOnly))
        QSKIP("The token vectors are not at hand.");
    const Json document = Json::parse(vectors.readAll().toStdString());
    QByteArray input;
    for (const Json &row : document.at("rows"))
        input += QByteArray::fromStdString(row.dump()) + '\n';

    const Outcome outcome = run({u"--encoding"_qs, encoding, u"--ids"_qs}, input);
    QCOMPARE(outcome.code, 0);
    QList<QByteArray> lines = outcome.output.split('\n');
    QCOMPARE(lines.takeLast(), QByteArray());
    QCOMPARE(lines.size(), 266);
    qsizetype at = 0;
    for (const Json &row : document.at("rows")) {
        const Json answer = Json::parse(lines.at(at++).toStdString());
        QCOMPARE(answer.at("tokens").get<qint64>(), row.at("n").get<qint64>());
        QVERIFY2(answer.at("ids") == row.at("ids"), row.dump().c_str());
    }
}

void TestTokensCommand::readsAFile()
{
    QTemporaryFile file;
    QVERIFY(file.open());
    file.write("{\"text\":\"a b\"}\r\n\n{\"text\":\"a\"}");
    file.close();
    const Outcome outcome = run({u"--encoding"_qs, u"o200k_base"_qs, file.fileName()});
    QCOMPARE(outcome.code, 0);
    QCOMPARE(outcome.errors, QString());
    QCOMPARE(outcome.output, "{\"tokens\":2}\n{\"tokens\":1}\n");
}

void TestTokensCommand::readsManyLines()
{
    const QByteArray input = QByteArray("{\"text\":\"a b\"}\n{\"text\":\"a\"}\n").repeated(20'000);
    const Outcome outcome = run({u"--encoding"_qs, u"cl100k_base"_qs, u"-"_qs}, input);
    QCOMPARE(outcome.code, 0);
    QCOMPARE(outcome.output, QByteArray("{\"tokens\":2}\n{\"tokens\":1}\n").repeated(20'000));
}

void TestTokensCommand::answersEveryLineBeforeTheNext()
{
    QProcess process;
    start(process, {u"--encoding"_qs, u"o200k_base"_qs});
    for (int number = 0; number < 3; ++number) {
        process.write("{\"text\":\"hello world\"}\n");
        QTRY_VERIFY(process.canReadLine());
        QCOMPARE(process.readLine(), "{\"tokens\":2}\n");
    }
    process.closeWriteChannel();
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.exitCode(), 0);
}

void TestTokensCommand::goodLinesBeforeABadOneStand()
{
    const QByteArray good = "{\"text\":\"a\"}\n";
    const Outcome outcome =
        run({u"--encoding"_qs, u"o200k_base"_qs}, good + good + "{\"text\":1}\n" + good);
    QCOMPARE(outcome.code, 2);
    QCOMPARE(outcome.output, "{\"tokens\":1}\n{\"tokens\":1}\n");
    QCOMPARE(outcome.errors, u"moa: line 3: text: expected a string"_qs);
}

void TestTokensCommand::lineThatIsTooLongEndsTheCommand()
{
    const Outcome outcome = run({u"--encoding"_qs, u"o200k_base"_qs},
                                "{\"text\":\"a\"}\n" + QByteArray(moa::longestInputLine + 1, ' '));
    QCOMPARE(outcome.code, 2);
    QCOMPARE(outcome.output, "{\"tokens\":1}\n");
    QCOMPARE(outcome.errors, u"moa: line 2: expected at most 16 MiB"_qs);
}

void TestTokensCommand::wrongUsageIsToldInASentence_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("message");
    QTest::newRow("no encoding")
        << QStringList{}
        << u"moa: The encoding is missing; add --encoding o200k_base or --encoding cl100k_base."_qs;
    QTest::newRow("encoding unknown")
        << QStringList{u"--encoding"_qs, u"p50k_base"_qs}
        << u"moa: There is no encoding \"p50k_base\"; use o200k_base or cl100k_base."_qs;
    QTest::newRow("two files") << QStringList{u"--encoding=o200k_base"_qs, u"a"_qs, u"b"_qs}
                               << u"moa: Expected one file, but got 2."_qs;
    QTest::newRow("no such file") << QStringList{
        u"--encoding=o200k_base"_qs,
        u"/no/such/file"_qs} << u"moa: /no/such/file cannot be read: No such file or directory."_qs;
}

void TestTokensCommand::wrongUsageIsToldInASentence()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, message);
    const Outcome outcome = run(arguments);
    QCOMPARE(outcome.code, 2);
    QCOMPARE(outcome.output, QByteArray());
    QCOMPARE(outcome.errors, message);
}

void TestTokensCommand::helpTellsTheFields()
{
    const Outcome outcome = run({u"--help"_qs});
    QCOMPARE(outcome.code, 0);
    QVERIFY(outcome.output.startsWith("Usage: moa tokens [options] FILE\n"));
    for (const char *word : {"--encoding", "--ids", "o200k_base", "cl100k_base", "text", "tokens"})
        QVERIFY2(outcome.output.contains(word), word);
}

QTEST_GUILESS_MAIN(TestTokensCommand)
#include "tst_tokenscommand.moc"
