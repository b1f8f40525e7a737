// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvasfixture.h"
#include "editors/agentfinder.h"

#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>

using namespace moa;
using namespace moa::notation;

/** The search for an agent over a canvas. */
class TestAgentFinder : public CanvasFixture
{
    Q_OBJECT

private Q_SLOTS:
    void controlFAsksForIt();
    void theKeyboardGoesToTheFieldAndBack();
    void typingGoesToTheBestMatch_data();
    void typingGoesToTheBestMatch();
    void enterSelectsTheMatch();
    void arrowsWalkTheMatches();
    void escapeGoesBackToWhereTheViewWas();
    void withoutAMatchItSaysSo();
    void aClickOnTheCanvasLeavesTheViewWhereItIs();
    void thousandsOfAgents();

private:
    void openFinder();
    void name(const char *agent, const QString &name, const QString &model,
              const QString &provider);
    void type(const QString &text) { QTest::keyClicks(m_finder->searchField(), text); }
    void fieldKey(Qt::Key key) { QTest::keyClick(m_finder->searchField(), key); }
    [[nodiscard]] QString label(const char *name) const
    {
        return m_finder->findChild<QLabel *>(QLatin1StringView(name))->text();
    }
    [[nodiscard]] bool isInView(const AgentId &agent) const
    {
        const QRectF card = m_view->canvasScene()->canvasLayout().card(agent);
        return !card.isEmpty()
            && m_view->viewport()->rect().contains(m_view->mapFromScene(card).boundingRect());
    }
    [[nodiscard]] AgentItem *item(const char *agent) const
    {
        return m_view->canvasScene()->card(id(agent));
    }

    AgentFinder *m_finder = nullptr;
};

void TestAgentFinder::name(const char *agent, const QString &agentName, const QString &model,
                           const QString &provider)
{
    Mixture mixture = m_document->mixture();
    const AgentPosition place = *mixture.find(id(agent));
    Agent &changed = mixture.layers[place.layer].agents[place.row];
    changed.name = agentName;
    changed.model = model;
    changed.provider = ProviderId(provider);
    m_document->reset(mixture);
}

void TestAgentFinder::openFinder()
{
    m_finder = new AgentFinder(m_view.get());
    connect(m_view.get(), &CanvasView::findRequested, m_finder, &AgentFinder::open);
    key(Qt::Key_F, Qt::ControlModifier);
    QVERIFY(m_finder->isVisible());
}

void TestAgentFinder::controlFAsksForIt()
{
    QSignalSpy asked(m_view.get(), &CanvasView::findRequested);
    key(Qt::Key_F, Qt::ControlModifier);
    QCOMPARE(asked.size(), 1);
    m_document->reset({});
    key(Qt::Key_F, Qt::ControlModifier);
    QCOMPARE(asked.size(), 1);
}

void TestAgentFinder::theKeyboardGoesToTheFieldAndBack()
{
    openFinder();
    QCOMPARE(QApplication::focusWidget(), m_finder->searchField());
    QVERIFY(m_view->rect().contains(m_finder->geometry()));
    fieldKey(Qt::Key_Escape);
    QVERIFY(!m_finder->isVisible());
    QCOMPARE(QApplication::focusWidget(), m_view.get());
}

void TestAgentFinder::typingGoesToTheBestMatch_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    QTest::newRow("name") << u"judge"_qs << u"f"_qs;
    QTest::newRow("letters of the name") << u"seju"_qs << u"f"_qs;
    QTest::newRow("model") << u"wizardlm"_qs << u"b"_qs;
    QTest::newRow("provider") << u"tog"_qs << u"b"_qs;
    QTest::newRow("provider's name") << u"통의"_qs << u"c"_qs;
    QTest::newRow("words in any order") << u"together wiz"_qs << u"b"_qs;
    QTest::newRow("Chinese") << u"千问"_qs << u"c"_qs;
}

void TestAgentFinder::typingGoesToTheBestMatch()
{
    QFETCH(QString, text);
    QFETCH(QString, expected);
    name("f", u"Severe Judge"_qs, u"openai/gpt-4o"_qs, u"openai"_qs);
    name("b", u"Second"_qs, u"microsoft/WizardLM-2"_qs, u"together"_qs);
    name("c", u"通义千问"_qs, u"qwen"_qs, u"dashscope"_qs);
    m_view->setProviderNames({{ProviderId(u"dashscope"_qs), u"통의"_qs}});
    m_view->navigation()->zoomTo(0.3, {});
    openFinder();
    m_finder->searchField()->setText(text);
    const QByteArray agent = expected.toLatin1();
    QVERIFY(item(agent.constData())->is(AgentItem::Focused));
    QVERIFY(item(agent.constData())->is(AgentItem::Hovered));
    QVERIFY(isInView(AgentId(expected)));
    QCOMPARE(m_view->navigation()->scale(), 1.0);
    QVERIFY(m_view->selectedAgents().isEmpty());
    QCOMPARE(label("agentSearchResult"), u"1 of 1"_qs);
}

void TestAgentFinder::enterSelectsTheMatch()
{
    openFinder();
    type(u"e"_qs);
    fieldKey(Qt::Key_Return);
    QVERIFY(!m_finder->isVisible());
    QCOMPARE(m_view->selectedAgents(), ids(u"e"_qs));
    QCOMPARE(QApplication::focusWidget(), m_view.get());
    QVERIFY(!item("e")->is(AgentItem::Hovered));
    // The arrows go on from there.
    key(Qt::Key_Right);
    QCOMPARE(m_view->selectedAgents(), ids(u"f"_qs));
}

void TestAgentFinder::arrowsWalkTheMatches()
{
    openFinder();
    type(u"maker"_qs);
    QCOMPARE(label("agentSearchResult"), u"1 of 6"_qs);
    QVERIFY(item("a")->is(AgentItem::Focused));
    fieldKey(Qt::Key_Down);
    QCOMPARE(label("agentSearchResult"), u"2 of 6"_qs);
    QVERIFY(item("b")->is(AgentItem::Focused));
    QVERIFY(!item("a")->is(AgentItem::Focused));
    fieldKey(Qt::Key_Up);
    fieldKey(Qt::Key_Up);
    QVERIFY(item("f")->is(AgentItem::Focused));
    QCOMPARE(label("agentSearchMatch"), u"f, layer 3: maker/f at sandbox"_qs);
    fieldKey(Qt::Key_Down);
    QVERIFY(item("a")->is(AgentItem::Focused));
    QCOMPARE(QApplication::focusWidget(), m_finder->searchField());
}

void TestAgentFinder::escapeGoesBackToWhereTheViewWas()
{
    click(centre("b"));
    m_view->navigation()->zoomTo(0.6, {300, 200});
    const double scale = m_view->navigation()->scale();
    const QPointF centre = m_view->mapToScene(m_view->viewport()->rect().center());
    openFinder();
    type(u"f"_qs);
    QVERIFY(!qFuzzyCompare(m_view->navigation()->scale(), scale));
    fieldKey(Qt::Key_Escape);
    QCOMPARE(m_view->navigation()->scale(), scale);
    const QPointF now = m_view->mapToScene(m_view->viewport()->rect().center());
    QVERIFY(QLineF(now, centre).length() < 4);
    QCOMPARE(m_view->selectedAgents(), ids(u"b"_qs));
    QVERIFY(!item("f")->is(AgentItem::Hovered));
    QVERIFY(!item("f")->is(AgentItem::Focused));
}

void TestAgentFinder::withoutAMatchItSaysSo()
{
    openFinder();
    type(u"zebra"_qs);
    QVERIFY(label("agentSearchMatch").startsWith(u"No agent matches."_qs));
    fieldKey(Qt::Key_Return);
    QVERIFY(m_finder->isVisible());
    QVERIFY(m_view->selectedAgents().isEmpty());
}

void TestAgentFinder::aClickOnTheCanvasLeavesTheViewWhereItIs()
{
    openFinder();
    type(u"f"_qs);
    const QPointF centre = m_view->mapToScene(m_view->viewport()->rect().center());
    click(this->centre("f"));
    QVERIFY(!m_finder->isVisible());
    QCOMPARE(m_view->selectedAgents(), ids(u"f"_qs));
    QCOMPARE(m_view->mapToScene(m_view->viewport()->rect().center()), centre);
}

void TestAgentFinder::thousandsOfAgents()
{
    Mixture mixture;
    for (int layerNumber = 0; layerNumber < 20; ++layerNumber) {
        Layer layer;
        for (int row = 0; row < 250; ++row)
            layer.agents.append(agent(u"agent-%1-%2"_qs.arg(layerNumber).arg(row)));
        mixture.layers.append(layer);
    }
    m_document->reset(mixture);
    openFinder();
    type(u"agent 17 123"_qs);
    QCOMPARE(label("agentSearchMatch"),
             u"agent-17-123, layer 18: maker/agent-17-123 at sandbox"_qs);
    QVERIFY(isInView(AgentId(u"agent-17-123"_qs)));
    fieldKey(Qt::Key_Return);
    QCOMPARE(m_view->selectedAgents(), ids(u"agent-17-123"_qs));
}

QTEST_MAIN(TestAgentFinder)
#include "tst_agentfinder.moc"
