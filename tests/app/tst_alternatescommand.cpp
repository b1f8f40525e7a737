// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/moaprogram.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace moa;

/** Alternates of the final agent on the command line. */
class TestAlternatesCommand : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void runAsJsonHoldsEveryResponse();
    void textIsTheFinalAnswerAlone();
    void checkNamesThePlaceInTheFile();

private:
    /// Two proposers, a final agent and an alternate of this role.
    [[nodiscard]] QString preset(const QByteArray &role = "aggregator") const;
    [[nodiscard]] static ProgramOutcome moa(const QStringList &arguments)
    {
        return runProgram(QStringLiteral(MOA_PROGRAM), arguments);
    }

    QTemporaryDir m_dir;
};

QString TestAlternatesCommand::preset(const QByteArray &role) const
{
    QFile file(m_dir.filePath(QStringLiteral("compared.moa.json")));
    if (!file.open(QIODevice::WriteOnly))
        qFatal("a test's file can't be written");
    file.write(R"({"format": "moa-studio/mixture", "version": 1, "layers": [
      {"agents": [
        {"id": "p", "role": "proposer", "provider": "sandbox", "model": "sandbox-brief"},
        {"id": "q", "role": "proposer", "provider": "sandbox", "model": "sandbox-detailed"}]},
      {"agents": [
        {"id": "final", "role": "aggregator", "provider": "sandbox", "model": "sandbox-brief"}],
       "alternates": [
        {"id": "other", "role": ")"
               + role + R"(", "provider": "sandbox", "model": "sandbox-detailed"}]}]})");
    return file.fileName();
}

void TestAlternatesCommand::runAsJsonHoldsEveryResponse()
{
    const ProgramOutcome outcome =
        moa({QStringLiteral("run"), preset(), QStringLiteral("--prompt"), QStringLiteral("Why?"),
             QStringLiteral("--format"), QStringLiteral("json")});
    QCOMPARE(outcome.code, 0);
    const QJsonObject record = QJsonDocument::fromJson(outcome.out).object();
    QCOMPARE(record[u"mixture"][u"layers"][1][u"alternates"][0][u"id"].toString(),
             QStringLiteral("other"));
    QCOMPARE(record[u"responses"].toArray().size(), 4);
    const QJsonValue other = record[u"responses"][3];
    QCOMPARE(other[u"agent"].toString(), QStringLiteral("other"));
    QCOMPARE(other[u"state"].toString(), QStringLiteral("done"));
    QCOMPARE(other[u"references"], record[u"responses"][2][u"references"]);
    QVERIFY(other[u"bleu_to_final"].isDouble());
    QCOMPARE(record[u"final"][u"agent"].toString(), QStringLiteral("final"));
    QCOMPARE(record[u"final"][u"text"], record[u"responses"][2][u"text"]);
}

void TestAlternatesCommand::textIsTheFinalAnswerAlone()
{
    const QStringList run{QStringLiteral("run"), preset(), QStringLiteral("--prompt"),
                          QStringLiteral("Why?")};
    const ProgramOutcome text = moa(run);
    const ProgramOutcome json =
        moa(run + QStringList{QStringLiteral("--format"), QStringLiteral("json")});
    QCOMPARE(text.code, 0);
    // The Sandbox says the same to the same request.
    const QJsonObject record = QJsonDocument::fromJson(json.out).object();
    QCOMPARE(text.out, record[u"final"][u"text"].toString().toUtf8() + '\n');
    QVERIFY(text.notes.contains(QStringLiteral("other#1: done in")));
}

void TestAlternatesCommand::checkNamesThePlaceInTheFile()
{
    QCOMPARE(moa({QStringLiteral("check"), preset()}).code, 0);
    const ProgramOutcome outcome = moa({QStringLiteral("check"), preset("proposer")});
    QCOMPARE(outcome.code, 2);
    QVERIFY2(outcome.out.contains("layers[1].alternates[0].role: error: The alternate "),
             outcome.out.constData());
}

QTEST_GUILESS_MAIN(TestAlternatesCommand)
#include "tst_alternatescommand.moc"
