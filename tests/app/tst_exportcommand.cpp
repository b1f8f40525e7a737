// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/moaprogram.h"
#include "support/pythonscript.h"

#include <QFile>
#include <QTest>

using namespace moa;
using namespace Qt::StringLiterals;

class TestExportCommand : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theScriptRunsAgainstTheSandbox();
    void aChartGoesToAFile();
    void quietSaysNothing();
    void whatLooksLikeAKeyIsNotExported();
    void keysOfTheEnvironmentAreNotExported();
    void badInputGetsASentence_data();
    void badInputGetsASentence();

private:
    [[nodiscard]] static ProgramOutcome
    run(const QStringList &arguments, const QProcessEnvironment &environment = cleanEnvironment())
    {
        return runProgram(QStringLiteral(MOA_PROGRAM), QStringList{u"export"_s} + arguments, {},
                          environment);
    }
    [[nodiscard]] QString write(const QString &name, const QByteArray &content) const
    {
        const QString path = m_folder.filePath(name);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("a test's file can't be written");
        return path;
    }
    [[nodiscard]] static QByteArray contentOf(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    QTemporaryDir m_folder;
};

void TestExportCommand::theScriptRunsAgainstTheSandbox()
{
    const PythonScript python;
    if (!python.isThere())
        QSKIP("there is no python3 to run the script with");
    QProcess sandbox;
    sandbox.setProcessEnvironment(cleanEnvironment());
    sandbox.start(QStringLiteral(MOA_PROGRAM), {u"sandbox"_s, u"--port"_s, u"0"_s});
    QVERIFY(sandbox.waitForReadyRead(20'000));
    const QByteArray address = sandbox.readAllStandardOutput().trimmed();
    const QString providers = write(
        u"providers.json"_s,
        R"({"format": "moa-studio/providers", "version": 1, "providers": [{"id": "sandbox", "base_url": ")"
            + address + "\"}]}");
    const ProgramOutcome script =
        run({u"sandbox"_s, u"--as"_s, u"python"_s, u"--providers"_s, providers});
    QVERIFY2(script.code == 0, qPrintable(script.notes));
    QVERIFY(script.notes.contains(u"Contains no keys; contains no answers."));
    const ProgramOutcome answer = python.run(script.out);
    QVERIFY2(answer.code == 0, qPrintable(answer.notes));
    QVERIFY(answer.out.size() > 100);
    sandbox.terminate();
    QVERIFY(sandbox.waitForFinished());
}

void TestExportCommand::aChartGoesToAFile()
{
    const QString path = m_folder.filePath(u"chart.mmd"_s);
    const ProgramOutcome outcome = run({u"moa-lite"_s, u"--as"_s, u"mermaid"_s, u"--out"_s, path});
    QCOMPARE(outcome.code, 0);
    QVERIFY(outcome.out.isEmpty());
    QVERIFY(contentOf(path).contains("flowchart LR\n"));
}

void TestExportCommand::quietSaysNothing()
{
    const ProgramOutcome outcome = run({u"sandbox"_s, u"--as"_s, u"python"_s, u"--quiet"_s});
    QCOMPARE(outcome.code, 0);
    QCOMPARE(outcome.notes, QString());
}

void TestExportCommand::whatLooksLikeAKeyIsNotExported()
{
    const QString preset =
        write(u"leaky.moa.json"_s,
              R"({"format": "moa-studio/mixture", "version": 1, "layers": [{"agents": [{"id": "a",
        "provider": "openai", "model": "m", "system_prompt": "gsk_0a1B2c3D4e5F6g7H8i9JkLmN"}]}]})");
    const QString path = m_folder.filePath(u"leaky.py"_s);
    const QStringList arguments{preset, u"--as"_s, u"python"_s, u"--out"_s, path};
    const ProgramOutcome refused = run(arguments);
    QCOMPARE(refused.code, 2);
    QVERIFY2(refused.notes.contains(
                 u"layers[0].agents[0].system_prompt holds what looks like a key of Groq"),
             qPrintable(refused.notes));
    QVERIFY(!refused.notes.contains(u"0a1B2c3D4e"));
    QVERIFY(!QFile::exists(path));

    const ProgramOutcome kept = run(arguments + QStringList{u"--keep-keys"_s});
    QCOMPARE(kept.code, 0);
    QVERIFY(!kept.notes.contains(u"no keys"));
    QVERIFY(contentOf(path).contains("gsk_0a1B2c3D4e5F6g7H8i9JkLmN"));
}

void TestExportCommand::keysOfTheEnvironmentAreNotExported()
{
    QProcessEnvironment environment = cleanEnvironment();
    environment.insert(u"TOGETHER_API_KEY"_s, u"planted-secret-1234"_s);
    for (const QString &format : {u"python"_s, u"mermaid"_s}) {
        const ProgramOutcome outcome = run({u"moa"_s, u"--as"_s, format}, environment);
        QCOMPARE(outcome.code, 0);
        QVERIFY(!outcome.out.contains("planted-secret"));
    }
}

void TestExportCommand::badInputGetsASentence_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("no preset") << QStringList{u"--as"_s, u"python"_s} << u"exactly one preset"_s;
    QTest::newRow("no format") << QStringList{u"moa"_s} << u"--as is python or mermaid"_s;
    QTest::newRow("another format")
        << QStringList{u"moa"_s, u"--as"_s, u"lisp"_s} << u"not “lisp”"_s;
    QTest::newRow("no such preset")
        << QStringList{u"nowhere"_s, u"--as"_s, u"python"_s} << u"nowhere: "_s;
    QTest::newRow("a folder that is not there")
        << QStringList{u"moa"_s, u"--as"_s, u"python"_s, u"--out"_s, u"/nonexistent/x"_s}
        << u"/nonexistent/x: The file cannot be written"_s;
}

void TestExportCommand::badInputGetsASentence()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, sentence);
    const ProgramOutcome outcome = run(arguments);
    QCOMPARE(outcome.code, 2);
    QVERIFY2(outcome.notes.contains(sentence), qPrintable(outcome.notes));
    QVERIFY(outcome.out.isEmpty());
}

QTEST_GUILESS_MAIN(TestExportCommand)
#include "tst_exportcommand.moc"
