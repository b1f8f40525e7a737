// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/moaprogram.h"
#include "support/scriptedserver.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace moa;
using namespace Qt::StringLiterals;

/** Alternates of the final agent on the command line. */
class TestAlternatesCommand : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void runAsJsonHoldsEveryResponse();
    void textIsTheFinalAnswerAlone();
    void checkNamesThePlaceInTheFile();

private:
    [[nodiscard]] QString write(const QString &name, const QByteArray &content) const;
    /// Two proposers, a final agent and an alternate of this role.
    [[nodiscard]] QString preset(const QByteArray &role = "aggregator") const;
    [[nodiscard]] ProgramOutcome run(const QString &format) const
    {
        return runProgram(QStringLiteral(MOA_PROGRAM),
                          {u"run"_s, preset(), u"--prompt"_s, u"Why?"_s, u"--format"_s, format,
                           u"--providers"_s, m_providers});
    }

    QTemporaryDir m_dir;
    std::unique_ptr<ThreadedScriptedServer> m_server;
    QString m_providers;
};

void TestAlternatesCommand::init()
{
    m_server = std::make_unique<ThreadedScriptedServer>();
    (*m_server)->setHandler([](const ScriptedRequest &request) {
        return ScriptedReply::openAiStream(u"answer of "_s + request.model);
    });
    m_providers = write(u"providers.json"_s,
                        R"({"format": "moa-studio/providers", "version": 1, "providers": [
        {"id": "together", "base_url": ")"
                            + (*m_server)->baseUrl().toString().toUtf8() + R"("}]})");
}

QString TestAlternatesCommand::write(const QString &name, const QByteArray &content) const
{
    const QString path = m_dir.filePath(name);
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("a test's file can't be written");
    return path;
}

QString TestAlternatesCommand::preset(const QByteArray &role) const
{
    return write(u"compared.moa.json"_s,
                 R"({"format": "moa-studio/mixture", "version": 1, "layers": [
      {"agents": [
        {"id": "p", "role": "proposer", "provider": "together", "model": "a"},
        {"id": "q", "role": "proposer", "provider": "together", "model": "b"}]},
      {"agents": [
        {"id": "final", "role": "aggregator", "provider": "together", "model": "z"}],
       "alternates": [
        {"id": "other", "role": ")"
                     + role + R"(", "provider": "together", "model": "y"}]}]})");
}

void TestAlternatesCommand::runAsJsonHoldsEveryResponse()
{
    const ProgramOutcome outcome = run(u"json"_s);
    QCOMPARE(outcome.code, 0);
    const QJsonObject record = QJsonDocument::fromJson(outcome.out).object();
    QCOMPARE(record[u"mixture"][u"layers"][1][u"alternates"][0][u"id"].toString(), u"other"_s);
    QCOMPARE(record[u"responses"].toArray().size(), 4);
    const QJsonValue other = record[u"responses"][3];
    QCOMPARE(other[u"agent"].toString(), u"other"_s);
    QCOMPARE(other[u"text"].toString(), u"answer of y"_s);
    QCOMPARE(other[u"references"], record[u"responses"][2][u"references"]);
    QVERIFY(other[u"bleu_to_final"].isDouble());
    QCOMPARE(record[u"final"][u"agent"].toString(), u"final"_s);
    QCOMPARE(record[u"final"][u"text"].toString(), u"answer of z"_s);
}

void TestAlternatesCommand::textIsTheFinalAnswerAlone()
{
    const ProgramOutcome outcome = run(u"text"_s);
    QCOMPARE(outcome.code, 0);
    QCOMPARE(outcome.out, QByteArray("answer of z\n"));
    QVERIFY(outcome.notes.contains(u"other#1: done in"_s));
}

void TestAlternatesCommand::checkNamesThePlaceInTheFile()
{
    const auto check = [](const QString &path) {
        return runProgram(QStringLiteral(MOA_PROGRAM), {u"check"_s, path});
    };
    QCOMPARE(check(preset()).code, 0);
    const ProgramOutcome outcome = check(preset("proposer"));
    QCOMPARE(outcome.code, 2);
    QVERIFY2(outcome.out.contains("layers[1].alternates[0].role: error: The alternate "),
             outcome.out.constData());
}

QTEST_GUILESS_MAIN(TestAlternatesCommand)
#include "tst_alternatescommand.moc"
