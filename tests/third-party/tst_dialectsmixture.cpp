// SPDX-License-Identifier: GPL-3.0-or-later
#include "../ui/windowfixture.h"
#include "mixture/mixturefile.h"
#include "providers/providersfile.h"
#include "support/moaprogram.h"
#include "thirdpartyproviders.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPlainTextEdit>

using namespace moa;
using namespace Qt::StringLiterals;

namespace {

/// One proposer of each dialect, and one that makes an answer of theirs.
Mixture oneOfEach(const QList<Provider> &providers)
{
    Mixture mixture;
    mixture.name = u"One of each"_s;
    Layer proposers;
    for (const Provider &provider : providers) {
        Agent agent;
        agent.id = AgentId(provider.id.toString());
        agent.provider = provider.id;
        agent.model = u"paced"_s;
        proposers.agents.append(agent);
    }
    Agent last;
    last.id = AgentId(u"final"_s);
    last.role = Role::Aggregator;
    last.provider = providers.constLast().id;
    last.model = u"synthesis"_s;
    Layer end;
    end.agents.append(last);
    mixture.layers = {proposers, end};
    return mixture;
}

const QString synthesis = u"Synthesised from 5 answers."_s;

} // namespace

/** A mixture with one agent of each dialect runs to its end at a server of other people's making.
 */
class TestDialectsMixture : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void runsFromTheCommandLine();
    void runsInTheWindow();

private:
    NodeServer m_server;
    QList<Provider> m_providers;
};

void TestDialectsMixture::initTestCase()
{
    QVERIFY(m_server.start(u"aimock-server.mjs"_s));
    m_providers = aimockProviders(m_server);
}

void TestDialectsMixture::runsFromTheCommandLine()
{
    const QTemporaryDir folder;
    const QString preset = folder.filePath(u"each.moa.json"_s);
    const QString providers = folder.filePath(u"providers.json"_s);
    QVERIFY(saveMixture(oneOfEach(m_providers), preset));
    ProvidersFile file;
    file.providers = m_providers;
    QVERIFY(saveProvidersFile(file, providers));
    const ProgramOutcome outcome =
        runProgram(QStringLiteral(MOA_PROGRAM),
                   {u"run"_s, preset, u"--prompt"_s, u"Why are there tides?"_s, u"--providers"_s,
                    providers, u"--format"_s, u"json"_s, u"--quiet"_s});
    QVERIFY2(outcome.code == 0, qPrintable(outcome.notes));
    const QJsonObject run = QJsonDocument::fromJson(outcome.out).object();
    QCOMPARE(run.value(u"state").toString(), u"done"_s);
    QCOMPARE(run.value(u"final").toObject().value(u"text").toString(), synthesis);
    const QJsonArray responses = run.value(u"responses").toArray();
    QCOMPARE(responses.size(), m_providers.size() + 1);
    for (const QJsonValue response : responses)
        QCOMPARE(response.toObject().value(u"state").toString(), u"done"_s);
}

void TestDialectsMixture::runsInTheWindow()
{
    test::WindowFixture fixture;
    fixture.setMoreProviders(m_providers);
    fixture.show(oneOfEach(m_providers));
    fixture.prompt()->setPlainText(u"Why are there tides?"_s);
    QTest::keyClick(fixture.prompt(), Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY_WITH_TIMEOUT(fixture.answer(u"final"_s).contains(synthesis), 30'000);
    for (const Provider &provider : std::as_const(m_providers))
        QTRY_VERIFY(fixture.answer(provider.id.toString()).contains(u"twice a day: 달의 인력"_s));
}

int main(int argc, char *argv[])
{
    return test::windowTestMain<TestDialectsMixture>(argc, argv);
}
#include "tst_dialectsmixture.moc"
