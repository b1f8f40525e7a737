// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/moaprogram.h"
#include "support/scriptedserver.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

using namespace moa;

namespace {

constexpr auto presetText = R"({"format": "moa-studio/mixture", "version": 1, "name": "t",
  "layers": [
    {"name": "Proposers", "agents": [
      {"id": "a", "name": "Ann", "provider": "here", "model": "m", "samples": 3},
      {"id": "b", "name": "Bob", "provider": "here", "model": "free", "muted": true}]},
    {"agents": [{"id": "z", "role": "aggregator", "provider": "here", "model": "small"}]}]})";

} // namespace

class TestEstimateCommand : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void textHasATableAndALine();
    void jsonHasTheRanges();
    void nothingIsSent();
    void aRunTeachesTheNextEstimate();
    void badInputGetsASentence_data();
    void badInputGetsASentence();

private:
    [[nodiscard]] QString write(const QString &name, const QByteArray &content) const
    {
        QFile file(m_dir->filePath(name));
        (void)file.open(QIODevice::WriteOnly);
        file.write(content);
        return file.fileName();
    }
    [[nodiscard]] ProgramOutcome moa(const QStringList &arguments) const
    {
        QProcessEnvironment environment = cleanEnvironment();
        environment.insert(u"XDG_DATA_HOME"_qs, m_dir->filePath(u"share"_qs));
        return runProgram(QStringLiteral(MOA_PROGRAM), arguments, {}, environment);
    }
    [[nodiscard]] QJsonObject json(const QString &prompt = u"Why?"_qs) const
    {
        const ProgramOutcome outcome =
            moa({u"estimate"_qs, m_preset, u"--prompt"_qs, prompt, u"--providers"_qs, m_providers,
                 u"--format"_qs, u"json"_qs});
        return QJsonDocument::fromJson(outcome.out).object();
    }

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<ThreadedScriptedServer> m_server;
    QString m_preset;
    QString m_providers;
};

void TestEstimateCommand::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    m_server = std::make_unique<ThreadedScriptedServer>();
    (*m_server)->setHandler([](const ScriptedRequest &) {
        return ScriptedReply::openAiStream(u"one two three four "_qs.repeated(10));
    });
    m_preset = write(u"t.moa.json"_qs, presetText);
    m_providers =
        write(u"providers.json"_qs,
              QStringLiteral(R"({"format": "moa-studio/providers", "version": 1, "providers": [
            {"id": "here", "name": "Here", "base_url": "%1"}]})")
                  .arg((*m_server)->baseUrl().toString())
                  .toUtf8());
}

void TestEstimateCommand::textHasATableAndALine()
{
    const ProgramOutcome outcome =
        moa({u"estimate"_qs, m_preset, u"--prompt"_qs, u"Why?"_qs, u"--providers"_qs, m_providers});
    QCOMPARE(outcome.code, 0);
    const QStringList lines = QString::fromUtf8(outcome.out).split(u'\n');
    QCOMPARE(lines.size(), 7);
    QCOMPARE(lines.at(0), u"Layer 1: Proposers"_qs);
    QVERIFY(lines.at(1).startsWith(u"  Ann"_qs) && lines.at(1).contains(u"3 calls"_qs));
    QVERIFY(lines.at(2).startsWith(u"  Bob"_qs) && lines.at(2).endsWith(u"muted"_qs));
    QCOMPARE(lines.at(3), u"Layer 2"_qs);
    QVERIFY2(QRegularExpression(u"^about [0-9,]+ tokens \\([0-9,]+ to [0-9,]+\\), unpriced, 4 "
                                "calls$"_qs)
                 .match(lines.at(5))
                 .hasMatch(),
             qPrintable(lines.at(5)));
}

void TestEstimateCommand::jsonHasTheRanges()
{
    const QJsonObject estimate = json();
    QCOMPARE(estimate[u"format"].toString(), u"moa-studio/estimate"_qs);
    QCOMPARE(estimate[u"calls"].toInt(), 4);
    QCOMPARE(estimate[u"unpriced"].toInt(), 4);
    QVERIFY(estimate[u"cost_usd"].isNull());
    QVERIFY(estimate[u"ms"].isNull());
    QCOMPARE(estimate[u"basis"].toString(), u"prior"_qs);
    const QJsonObject total = estimate[u"total"].toObject();
    QVERIFY(total[u"low"].toInt() < total[u"likely"].toInt());
    QVERIFY(total[u"likely"].toInt() < total[u"high"].toInt());
    const QJsonArray agents = estimate[u"agents"].toArray();
    QCOMPARE(agents.size(), 3);
    QCOMPARE(agents.at(2)[u"agent"].toString(), u"z"_qs);
    QCOMPARE(agents.at(2)[u"layer"].toInt(), 2);
}

void TestEstimateCommand::nothingIsSent()
{
    (void)json();
    QVERIFY((*m_server)->requests().isEmpty());
}

void TestEstimateCommand::aRunTeachesTheNextEstimate()
{
    const QStringList run{u"run"_qs,         m_preset,    u"--prompt"_qs, u"Why?"_qs,
                          u"--providers"_qs, m_providers, u"--quiet"_qs};
    QCOMPARE(moa(run + QStringList{u"--no-history"_qs}).code, 0);
    QCOMPARE(json()[u"basis"].toString(), u"prior"_qs);
    QCOMPARE(moa(run).code, 0);
    const QJsonObject known = json();
    QCOMPARE(known[u"basis"].toString(), u"prompt"_qs);
    const int output = known[u"output"][u"likely"].toInt();
    // Four answers of forty words each, as the server reports them.
    QVERIFY2(output > 130 && output < 190, qPrintable(QString::number(output)));
    QCOMPARE(json(u"Another one?"_qs)[u"basis"].toString(), u"model"_qs);
}

void TestEstimateCommand::badInputGetsASentence_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("no preset") << QStringList{} << u"estimate takes exactly one preset."_qs;
    QTest::newRow("no prompt") << QStringList{u"PRESET"_qs} << u"There is no prompt"_qs;
    QTest::newRow("two prompts") << QStringList{u"PRESET"_qs, u"--prompt"_qs, u"a"_qs,
                                                u"--prompt-file"_qs, u"b"_qs}
                                 << u"Give either --prompt or --prompt-file."_qs;
    QTest::newRow("unknown format")
        << QStringList{u"PRESET"_qs, u"--prompt"_qs, u"a"_qs, u"--format"_qs, u"xml"_qs}
        << u"--format is text or json"_qs;
    QTest::newRow("no such preset")
        << QStringList{u"nowhere"_qs, u"--prompt"_qs, u"a"_qs} << u"nowhere"_qs;
}

void TestEstimateCommand::badInputGetsASentence()
{
    QFETCH(QStringList, arguments);
    QFETCH(const QString, sentence);
    arguments.replaceInStrings(u"PRESET"_qs, m_preset);
    const ProgramOutcome outcome = moa(QStringList{u"estimate"_qs} + arguments);
    QCOMPARE(outcome.code, 2);
    QVERIFY(outcome.out.isEmpty());
    QVERIFY2(outcome.notes.contains(sentence), qPrintable(outcome.notes));
}

QTEST_GUILESS_MAIN(TestEstimateCommand)
#include "tst_estimatecommand.moc"
