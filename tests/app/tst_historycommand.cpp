// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/moaprogram.h"
#include "support/scriptedserver.h"

#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace moa;
using namespace Qt::StringLiterals;

/** The runs that the command line keeps: listed, shown, exported, deleted and gone on with. */
class TestHistoryCommand : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { m_home = std::make_unique<QTemporaryDir>(); }

    void whatWasRunIsListed();
    void noHistoryKeepsNothing();
    void optionsChooseRuns_data();
    void optionsChooseRuns();
    void aRunIsShown_data();
    void aRunIsShown();
    void wholeRunsAreExportedLineByLine();
    void deletedRunsAreGone();
    void resumingAsksOnlyForWhatIsMissing();
    void runThatWasKilledIsInterrupted();
    void badInputGetsASentence_data();
    void badInputGetsASentence();

private:
    [[nodiscard]] ProgramOutcome moaProgram(const QStringList &arguments) const
    {
        QProcessEnvironment environment = cleanEnvironment();
        environment.insert(u"XDG_DATA_HOME"_s, m_home->path());
        return runProgram(QStringLiteral(MOA_PROGRAM), arguments, {}, environment);
    }
    [[nodiscard]] QJsonArray listed(const QStringList &options = {}) const
    {
        const ProgramOutcome outcome =
            moaProgram(QStringList{u"history"_s, u"list"_s, u"--format"_s, u"json"_s} + options);
        return QJsonDocument::fromJson(outcome.out).object()[u"runs"_s].toArray();
    }
    void runSandbox(const QString &prompt) const
    {
        const ProgramOutcome outcome =
            moaProgram({u"run"_s, u"sandbox"_s, u"--prompt"_s, prompt, u"--quiet"_s});
        QVERIFY2(outcome.code == 0, qPrintable(outcome.notes));
    }
    /// "How deep is the sea?" is the newer one.
    void takeTwoRuns() const;
    [[nodiscard]] QString write(const QString &name, const QByteArray &content) const
    {
        const QString path = m_home->filePath(name);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("a test's file can't be written");
        return path;
    }
    /// A file of providers with one that is called "lab".
    [[nodiscard]] QString writeLab(const QUrl &address) const
    {
        return write(u"providers.json"_s,
                     R"({"format": "moa-studio/providers", "version": 1, "providers": [{"id": "lab",
                        "max_attempts": 1, "base_url": ")"
                         + address.toString().toUtf8() + R"("}]})");
    }

    std::unique_ptr<QTemporaryDir> m_ran;
    std::unique_ptr<QTemporaryDir> m_home;
};

void TestHistoryCommand::initTestCase()
{
    // The Sandbox takes its time as providers do: what is only looked at is run once.
    init();
    runSandbox(u"What do penguins eat?"_s);
    runSandbox(u"How deep is the sea?"_s);
    m_ran = std::move(m_home);
}

void TestHistoryCommand::takeTwoRuns() const
{
    QDirIterator files(m_ran->path(), QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString from = files.next();
        const QString to = m_home->filePath(QDir(m_ran->path()).relativeFilePath(from));
        QVERIFY(QDir().mkpath(QFileInfo(to).path()) && QFile::copy(from, to));
    }
}

void TestHistoryCommand::whatWasRunIsListed()
{
    QCOMPARE(listed(), QJsonArray());
    runSandbox(u"Why is the sky blue?"_s);
    const QJsonArray runs = listed();
    QCOMPARE(runs.size(), 1);
    const QJsonObject run = runs.first().toObject();
    QCOMPARE(run[u"prompt"_s].toString(), u"Why is the sky blue?"_s);
    QCOMPARE(run[u"state"_s].toString(), u"done"_s);
    QCOMPARE(run[u"preset"_s].toString(), u"Sandbox"_s);
    QVERIFY(!run[u"answer"_s].toString().isEmpty());

    const ProgramOutcome table = moaProgram({u"history"_s, u"list"_s});
    QCOMPARE(table.code, 0);
    QVERIFY2(table.out.contains("Why is the sky blue?"), table.out.constData());
    QVERIFY(table.out.contains(run[u"id"_s].toString().toUtf8()));
}

void TestHistoryCommand::noHistoryKeepsNothing()
{
    const ProgramOutcome outcome =
        moaProgram({u"run"_s, u"sandbox"_s, u"--prompt"_s, u"Hi"_s, u"--no-history"_s});
    QCOMPARE(outcome.code, 0);
    QCOMPARE(listed(), QJsonArray());
}

void TestHistoryCommand::optionsChooseRuns_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<qsizetype>("count");
    QTest::newRow("all") << QStringList() << qsizetype(2);
    QTest::newRow("words") << QStringList{u"--search"_s, u"penguins"_s} << qsizetype(1);
    QTest::newRow("no such words") << QStringList{u"--search"_s, u"xylophone"_s} << qsizetype(0);
    QTest::newRow("preset") << QStringList{u"--preset"_s, u"Sandbox"_s} << qsizetype(2);
    QTest::newRow("another preset") << QStringList{u"--preset"_s, u"MoA"_s} << qsizetype(0);
    QTest::newRow("model") << QStringList{u"--model"_s, u"sandbox-brief"_s} << qsizetype(2);
    QTest::newRow("state") << QStringList{u"--state"_s, u"failed"_s} << qsizetype(0);
    QTest::newRow("interrupted") << QStringList{u"--state"_s, u"interrupted"_s} << qsizetype(0);
    QTest::newRow("starred") << QStringList{u"--starred"_s} << qsizetype(0);
    QTest::newRow("the newest") << QStringList{u"--limit"_s, u"1"_s} << qsizetype(1);
    QTest::newRow("another day") << QStringList{u"--to"_s, u"2001-01-01"_s} << qsizetype(0);
}

void TestHistoryCommand::optionsChooseRuns()
{
    QFETCH(QStringList, options);
    QFETCH(qsizetype, count);
    takeTwoRuns();
    QCOMPARE(listed(options).size(), count);
}

void TestHistoryCommand::aRunIsShown_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QByteArray>("start");
    QTest::newRow("Markdown") << QStringList() << QByteArray("# Sandbox");
    QTest::newRow("HTML") << QStringList{u"--format"_s, u"html"_s} << QByteArray("<!DOCTYPE html>");
    QTest::newRow("JSON") << QStringList{u"--format"_s, u"json"_s}
                          << QByteArray("{\n  \"format\": \"moa-studio/run\"");
}

void TestHistoryCommand::aRunIsShown()
{
    QFETCH(QStringList, options);
    QFETCH(QByteArray, start);
    takeTwoRuns();
    const QString id = listed().first().toObject()[u"id"_s].toString();
    for (const QString &name : {u"last"_s, id, id.left(8)}) {
        const ProgramOutcome outcome =
            moaProgram(QStringList{u"history"_s, u"show"_s, name} + options);
        QVERIFY2(outcome.code == 0, qPrintable(outcome.notes));
        QVERIFY2(outcome.out.startsWith(start), outcome.out.left(60).constData());
    }
}

void TestHistoryCommand::wholeRunsAreExportedLineByLine()
{
    takeTwoRuns();
    const QString file = m_home->filePath(u"runs.jsonl"_s);
    QCOMPARE(moaProgram({u"history"_s, u"export"_s, u"--out"_s, file}).code, 0);
    QFile written(file);
    QVERIFY(written.open(QIODevice::ReadOnly));
    const QByteArray content = written.readAll();
    QCOMPARE(content.count('\n'), 2);
    QCOMPARE(moaProgram({u"history"_s, u"export"_s}).out, content);
    for (const QByteArray &line : content.trimmed().split('\n')) {
        const QJsonObject run = QJsonDocument::fromJson(line).object();
        QCOMPARE(run[u"format"_s].toString(), u"moa-studio/run"_s);
        QCOMPARE(run[u"responses"_s].toArray().size(), 7);
    }
}

void TestHistoryCommand::deletedRunsAreGone()
{
    takeTwoRuns();
    QCOMPARE(moaProgram({u"history"_s, u"delete"_s, u"last"_s}).code, 0);
    const QJsonArray left = listed();
    QCOMPARE(left.size(), 1);
    QCOMPARE(left.first().toObject()[u"prompt"_s].toString(), u"What do penguins eat?"_s);
    const ProgramOutcome again = moaProgram({u"history"_s, u"delete"_s, u"nobody"_s});
    QCOMPARE(again.code, 1);
    QVERIFY(again.notes.contains(u"There is no run “nobody”."));
}

void TestHistoryCommand::resumingAsksOnlyForWhatIsMissing()
{
    ThreadedScriptedServer server;
    server->setHandler([](const ScriptedRequest &request) {
        return request.model == u"b" ? ScriptedReply::openAiError(500, u"not today"_s)
                                     : ScriptedReply::openAiStream(u"answer of "_s + request.model);
    });
    const QString providers = writeLab(server->baseUrl());
    const QString preset = write(u"two.moa.json"_s,
                                 R"({"format": "moa-studio/mixture", "version": 1, "layers": [
                 {"quorum": 2, "agents": [
                     {"id": "a", "role": "proposer", "provider": "lab", "model": "a"},
                     {"id": "b", "role": "proposer", "provider": "lab", "model": "b"}]},
                 {"agents": [{"id": "f", "role": "aggregator", "provider": "lab", "model": "f"}]}]})");
    const ProgramOutcome first = moaProgram(
        {u"run"_s, preset, u"--prompt"_s, u"Why?"_s, u"--providers"_s, providers, u"--quiet"_s});
    QCOMPARE(first.code, 1);
    QCOMPARE(server->requests(u"a"_s).size(), 1);

    server->setHandler([](const ScriptedRequest &request) {
        return ScriptedReply::openAiStream(u"answer of "_s + request.model);
    });
    const ProgramOutcome second =
        moaProgram({u"run"_s, u"--resume"_s, u"last"_s, u"--providers"_s, providers, u"--quiet"_s});
    QVERIFY2(second.code == 0, qPrintable(second.notes));
    QCOMPARE(second.out.trimmed(), QByteArray("answer of f"));
    QCOMPARE(server->requests(u"a"_s).size(), 1);
    QCOMPARE(server->requests(u"b"_s).size(), 2);
    QCOMPARE(server->requests(u"f"_s).size(), 1);
    QCOMPARE(listed().size(), 2);
}

void TestHistoryCommand::runThatWasKilledIsInterrupted()
{
    ThreadedScriptedServer server;
    server->setHandler([](const ScriptedRequest &) {
        ScriptedReply reply = ScriptedReply::openAiStream(u"half of an answer"_s);
        reply.cut = {ScriptedReply::Cut::Kind::Stall, 2};
        return reply;
    });
    const QString preset = write(u"one.moa.json"_s,
                                 R"({"format": "moa-studio/mixture", "version": 1, "layers": [
                 {"agents": [{"id": "a", "role": "proposer", "provider": "lab", "model": "a"}]}]})");
    QProcess run;
    QProcessEnvironment environment = cleanEnvironment();
    environment.insert(u"XDG_DATA_HOME"_s, m_home->path());
    run.setProcessEnvironment(environment);
    run.start(QStringLiteral(MOA_PROGRAM),
              {u"run"_s, preset, u"--prompt"_s, u"Penguins?"_s, u"--providers"_s,
               writeLab(server->baseUrl())});
    QTRY_COMPARE_WITH_TIMEOUT(listed().first().toObject()[u"state"_s].toString(), u"running"_s,
                              60'000);
    QCOMPARE(moaProgram({u"history"_s, u"delete"_s, u"last"_s}).code, 1); // it goes on
    run.kill();
    QVERIFY(run.waitForFinished());

    QCOMPARE(listed().first().toObject()[u"state"_s].toString(), u"interrupted"_s);
    QCOMPARE(listed({u"--state"_s, u"interrupted"_s, u"--search"_s, u"penguins"_s}).size(), 1);
    QCOMPARE(moaProgram({u"history"_s, u"delete"_s, u"last"_s}).code, 0);
    QCOMPARE(listed(), QJsonArray());
}

void TestHistoryCommand::badInputGetsASentence_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("nothing to do") << QStringList{u"history"_s} << u"what to do"_s;
    QTest::newRow("unknown action") << QStringList{u"history"_s, u"forget"_s} << u"“forget”"_s;
    QTest::newRow("unknown state")
        << QStringList{u"history"_s, u"list"_s, u"--state"_s, u"odd"_s} << u"“odd”"_s;
    QTest::newRow("no day") << QStringList{u"history"_s, u"list"_s, u"--from"_s, u"May"_s}
                            << u"--from is a day"_s;
    QTest::newRow("no limit") << QStringList{u"history"_s, u"list"_s, u"--limit"_s, u"0"_s}
                              << u"--limit"_s;
    QTest::newRow("unknown format")
        << QStringList{u"history"_s, u"list"_s, u"--format"_s, u"html"_s} << u"“html”"_s;
    QTest::newRow("delete what") << QStringList{u"history"_s, u"delete"_s} << u"delete takes"_s;
    QTest::newRow("resume with a preset")
        << QStringList{u"run"_s, u"sandbox"_s, u"--resume"_s, u"last"_s} << u"no preset"_s;
    QTest::newRow("resume with a prompt")
        << QStringList{u"run"_s, u"--resume"_s, u"last"_s, u"--prompt"_s, u"Hi"_s}
        << u"--prompt is for a new one"_s;
    QTest::newRow("resume nobody")
        << QStringList{u"run"_s, u"--resume"_s, u"nobody"_s} << u"“nobody”"_s;
}

void TestHistoryCommand::badInputGetsASentence()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, sentence);
    takeTwoRuns();
    const ProgramOutcome outcome = moaProgram(arguments);
    QCOMPARE(outcome.code, 2);
    QVERIFY2(outcome.notes.contains(sentence), qPrintable(outcome.notes));
    QVERIFY(outcome.out.isEmpty());
}

QTEST_GUILESS_MAIN(TestHistoryCommand)
#include "tst_historycommand.moc"
