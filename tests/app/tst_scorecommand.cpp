// SPDX-License-Identifier: GPL-3.0-or-later
#include "moa/linecommand.h"
#include "moa/scoreline.h"

#include <array>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryFile>
#include <QTest>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace {

struct Outcome
{
    int code;
    QByteArray output;
    QString errors;
};

} // namespace

class TestScoreCommand : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void addsTheScoreAndKeepsTheRest();
    void sentenceDefaultsAreThoseOfSacreBleu();
    void optionsAreFollowed();
    void nullStandsForTheDefault();
    void scoringAScoredLineChangesNothing();
    void fractionalCountsStayFractions();
    void byteOrderMarkIsACharacter();
    void badLinesAreNamed_data();
    void badLinesAreNamed();
    void readsAFile();
    void readsStandardInput();
    void answersEveryLineBeforeTheNext();
    void goodLinesBeforeABadOneStand();
    void lineThatIsTooLongEndsTheCommand();
    void wrongUsageIsToldInASentence_data();
    void wrongUsageIsToldInASentence();
    void helpTellsTheFields();
    void closedOutputEndsTheCommand();

private:
    static void start(QProcess &process, const QStringList &arguments);
    static Outcome run(const QStringList &arguments, const QByteArray &input = {});
};

namespace {

QJsonObject scored(const QByteArray &line)
{
    const moa::Result<QByteArray> result = moa::scoredLine(line);
    return result ? QJsonDocument::fromJson(*result).object() : QJsonObject();
}

QByteArray lineWith(const QByteArray &fields)
{
    return R"({"hypothesis":"a b c d","references":["a b x y"],)" + fields + '}';
}

} // namespace

void TestScoreCommand::start(QProcess &process, const QStringList &arguments)
{
    process.start(QStringLiteral(MOA_PROGRAM), QStringList{u"score"_qs} + arguments);
}

Outcome TestScoreCommand::run(const QStringList &arguments, const QByteArray &input)
{
    QProcess process;
    start(process, arguments);
    process.write(input);
    process.closeWriteChannel();
    const bool ended = process.waitForFinished() && process.exitStatus() == QProcess::NormalExit;
    return {ended ? process.exitCode() : -1, process.readAllStandardOutput(),
            QString::fromLocal8Bit(process.readAllStandardError()).trimmed()};
}

void TestScoreCommand::addsTheScoreAndKeepsTheRest()
{
    const QByteArray line =
        R"({"z":[1,{"y":null}],"references":["a b"],"id":7,"hypothesis":"a b","a":"\u00e9"})";
    const moa::Result<QByteArray> result = moa::scoredLine(line);
    QVERIFY(result);
    QCOMPARE(*result,
             R"({"z":[1,{"y":null}],"references":["a b"],"id":7,"hypothesis":"a b","a":"é",)"
             R"("score":100.00000000000004,"precisions":[100.0,100.0,0.0,0.0],"bp":1.0,)"
             R"("sys_len":2,"ref_len":2,"counts":[2,1,0,0],"totals":[2,1,0,0]})");
}

void TestScoreCommand::sentenceDefaultsAreThoseOfSacreBleu()
{
    const QJsonObject row = scored(
        R"({"hypothesis":"the cat is on the mat","references":["there is a cat on the mat"]})");
    QCOMPARE(QString::number(row.value(u"score").toDouble(), 'f', 2), u"29.06"_qs);
}

void TestScoreCommand::optionsAreFollowed()
{
    const QJsonObject row =
        scored(lineWith(R"("tokenize":"char","smooth_method":"floor","smooth_value":0.5,)"
                        R"("effective_order":false,"lowercase":true,"max_ngram_order":3)"));
    QCOMPARE(row.value(u"precisions").toArray(), (QJsonArray{50.0, 100.0 / 3, 25.0}));
}

void TestScoreCommand::nullStandsForTheDefault()
{
    QCOMPARE(scored(lineWith(R"("smooth_value":null,"tokenize":null)")).value(u"score"),
             scored(lineWith(R"("tokenize":"13a")")).value(u"score"));
}

void TestScoreCommand::scoringAScoredLineChangesNothing()
{
    const moa::Result<QByteArray> once = moa::scoredLine(lineWith(R"("id":1)"));
    QVERIFY(once);
    const moa::Result<QByteArray> twice = moa::scoredLine(*once);
    QVERIFY(twice);
    QCOMPARE(*twice, *once);
}

void TestScoreCommand::fractionalCountsStayFractions()
{
    const moa::Result<QByteArray> result =
        moa::scoredLine(lineWith(R"("smooth_method":"add-k","smooth_value":0.5)"));
    QVERIFY(result);
    QVERIFY(result->contains(R"("counts":[2,1.5,0.5,0.5],"totals":[4,3.5,2.5,1.5])"));
}

void TestScoreCommand::byteOrderMarkIsACharacter()
{
    const QJsonObject row =
        scored(R"({"hypothesis":"\ufeffa","references":["a"],"tokenize":"char"})");
    QCOMPARE(row.value(u"sys_len").toInt(), 2);
}

void TestScoreCommand::badLinesAreNamed_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QString>("message");
    const auto row = [](const char *name, const QByteArray &line, const QString &message) {
        QTest::newRow(name) << line << message;
    };
    row("no JSON", "hello", u"this is not valid JSON in UTF-8 (at byte 1)"_qs);
    row("cut off", R"({"hypothesis":"a)", u"this is not valid JSON in UTF-8 (at byte 17)"_qs);
    row("invalid UTF-8", "{\"hypothesis\":\"\xff\"}",
        u"this is not valid JSON in UTF-8 (at byte 16)"_qs);
    row("half a surrogate pair", R"({"hypothesis":"\ud800"})",
        u"this is not valid JSON in UTF-8 (at byte 22)"_qs);
    row("two values", "{} {}", u"this is not valid JSON in UTF-8 (at byte 4)"_qs);
    row("no object", "[]", u"expected a JSON object"_qs);
    row("nothing there", "{}", u"hypothesis: is missing"_qs);
    row("no hypothesis", R"({"hypothesis":null,"references":[]})",
        u"hypothesis: expected a string"_qs);
    row("references missing", R"({"hypothesis":""})", u"references: is missing"_qs);
    row("references as a string", R"({"hypothesis":"","references":"a"})",
        u"references: expected a list of strings"_qs);
    row("references as numbers", R"({"hypothesis":"","references":["a",1]})",
        u"references: expected a list of strings"_qs);
    row("no reference", R"({"hypothesis":"","references":[]})",
        u"references: expected at least one string"_qs);
    row("tokenizer unknown", lineWith(R"("tokenize":"ja-mecab")"),
        u"tokenize: expected one of none, char, 13a, zh, intl"_qs);
    row("tokenizer as a number", lineWith(R"("tokenize":13)"),
        u"tokenize: expected one of none, char, 13a, zh, intl"_qs);
    row("smoothing unknown", lineWith(R"("smooth_method":"Exp")"),
        u"smooth_method: expected one of none, floor, add-k, exp"_qs);
    const QString value = u"smooth_value: expected a number from 0 to 1000000"_qs;
    row("smooth value negative", lineWith(R"("smooth_value":-0.1)"), value);
    row("smooth value as a string", lineWith(R"("smooth_value":"0.1")"), value);
    row("smooth value too large", lineWith(R"("smooth_value":1e300)"), value);
    row("number beyond all", lineWith(R"("smooth_value":1e999)"), u"a number is too large"_qs);
    row("effective order as a number", lineWith(R"("effective_order":1)"),
        u"effective_order: expected true or false"_qs);
    row("lowercase as a string", lineWith(R"("lowercase":"yes")"),
        u"lowercase: expected true or false"_qs);
    const QString order = u"max_ngram_order: expected a whole number from 1 to 100"_qs;
    row("order zero", lineWith(R"("max_ngram_order":0)"), order);
    row("order negative", lineWith(R"("max_ngram_order":-4)"), order);
    row("order a million", lineWith(R"("max_ngram_order":1000000)"), order);
    row("order beyond 64 bits", lineWith(R"("max_ngram_order":18446744073709551615)"), order);
    row("order a fraction", lineWith(R"("max_ngram_order":4.5)"), order);
    const QString limits = u"expected at most 100 levels of nesting and 10000 members"_qs;
    row("nested deeply", lineWith("\"x\":" + QByteArray(100'000, '[')), limits);
    row("nested deeply and closed",
        lineWith("\"x\":" + QByteArray(100'000, '[') + QByteArray(100'000, ']')), limits);
    row("very many members", lineWith(QByteArray(R"("x":1,)").repeated(10'000) + R"("y":1)"),
        limits);
}

void TestScoreCommand::badLinesAreNamed()
{
    QFETCH(QByteArray, line);
    QFETCH(QString, message);
    const moa::Result<QByteArray> result = moa::scoredLine(line);
    QVERIFY(!result);
    QCOMPARE(result.error().message, message);
}

void TestScoreCommand::readsAFile()
{
    QTemporaryFile file;
    QVERIFY(file.open());
    file.write(lineWith(R"("id":1)") + "\r\n\n" + lineWith(R"("id":2)"));
    file.close();
    const Outcome outcome = run({u"--metric"_qs, u"bleu"_qs, file.fileName()});
    QCOMPARE(outcome.code, 0);
    QCOMPARE(outcome.errors, QString());
    const QList<QByteArray> lines = outcome.output.split('\n');
    QCOMPARE(lines.size(), 3);
    QCOMPARE(lines.at(0), *moa::scoredLine(lineWith(R"("id":1)")));
    QCOMPARE(lines.at(1), *moa::scoredLine(lineWith(R"("id":2)")));
    QCOMPARE(lines.at(2), QByteArray());
}

void TestScoreCommand::readsStandardInput()
{
    const QByteArray lines = (lineWith(R"("id":1)") + '\n').repeated(5000);
    for (const QStringList &arguments : {QStringList(), QStringList{u"-"_qs}}) {
        const Outcome outcome = run(arguments, lines);
        QCOMPARE(outcome.code, 0);
        QCOMPARE(outcome.output.count('\n'), 5000);
    }
    const Outcome nothing = run({});
    QCOMPARE(nothing.code, 0);
    QCOMPARE(nothing.output, QByteArray());
}

void TestScoreCommand::answersEveryLineBeforeTheNext()
{
    QProcess process;
    start(process, {});
    for (int number = 0; number < 3; ++number) {
        process.write(lineWith(R"("id":1)") + '\n');
        QTRY_VERIFY(process.canReadLine());
        QCOMPARE(process.readLine().trimmed(), *moa::scoredLine(lineWith(R"("id":1)")));
    }
    process.closeWriteChannel();
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.exitCode(), 0);
}

void TestScoreCommand::goodLinesBeforeABadOneStand()
{
    const QByteArray good = lineWith(R"("id":1)") + '\n';
    const Outcome outcome =
        run({}, good + good + R"({"hypothesis":"","references":"a"})" + '\n' + good);
    QCOMPARE(outcome.code, 2);
    QCOMPARE(outcome.output.count('\n'), 2);
    QCOMPARE(outcome.errors, u"moa: line 3: references: expected a list of strings"_qs);
}

void TestScoreCommand::lineThatIsTooLongEndsTheCommand()
{
    const QByteArray good = lineWith(R"("id":1)") + '\n';
    const Outcome outcome = run({}, good + QByteArray(moa::longestInputLine + 1, ' '));
    QCOMPARE(outcome.code, 2);
    QCOMPARE(outcome.output.count('\n'), 1);
    QCOMPARE(outcome.errors, u"moa: line 2: expected at most 16 MiB"_qs);
}

void TestScoreCommand::wrongUsageIsToldInASentence_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("message");
    QTest::newRow("metric unknown")
        << QStringList{u"--metric"_qs, u"rouge"_qs}
        << u"moa: There is no metric \"rouge\"; use bleu, chrf, tfidf or levenshtein."_qs;
    QTest::newRow("option unknown")
        << QStringList{u"--fast"_qs} << u"moa: Unknown option 'fast'. Try “moa score --help”."_qs;
    QTest::newRow("two files") << QStringList{u"a"_qs, u"b"_qs}
                               << u"moa: Expected one file, but got 2."_qs;
    QTest::newRow("no such file") << QStringList{
        u"/no/such/file"_qs} << u"moa: /no/such/file cannot be read: No such file or directory."_qs;
}

void TestScoreCommand::wrongUsageIsToldInASentence()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, message);
    const Outcome outcome = run(arguments);
    QCOMPARE(outcome.code, 2);
    QCOMPARE(outcome.output, QByteArray());
    QCOMPARE(outcome.errors, message);
}

void TestScoreCommand::helpTellsTheFields()
{
    const Outcome outcome = run({u"--help"_qs});
    QCOMPARE(outcome.code, 0);
    QVERIFY(outcome.output.startsWith("Usage: moa score [options] FILE\n"));
    for (const char *word :
         {"hypothesis", "references", "max_ngram_order", "--metric", "sacreBLEU"})
        QVERIFY2(outcome.output.contains(word), word);
}

void TestScoreCommand::closedOutputEndsTheCommand()
{
    QProcess process;
    process.setChildProcessModifier([] {
        std::array<int, 2> pipe{};
        if (::pipe(pipe.data()) == 0) {
            ::close(pipe[0]);
            ::dup2(pipe[1], STDOUT_FILENO);
        }
    });
    start(process, {});
    process.write((lineWith(R"("id":1)") + '\n').repeated(1000));
    process.closeWriteChannel();
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 2);
    QVERIFY(process.readAllStandardError().contains("could not be written"));
}

QTEST_GUILESS_MAIN(TestScoreCommand)
#include "tst_scorecommand.moc"
