// SPDX-License-Identifier: GPL-3.0-or-later
#include "windowfixture.h"

#include "charts/chartspanel.h"
#include "columns/columncontents.h"
#include "columns/columnsview.h"
#include "columns/contributionline.h"
#include "columns/responsecolumn.h"
#include "inspect/bleudialog.h"
#include "inspect/exchangesdialog.h"
#include "items/pointedresponse.h"
#include "judgement/judgementpanel.h"
#include "ui/comparepage.h"

#include <QDockWidget>
#include <QLabel>
#include <QPushButton>

using namespace moa;
using namespace moa::test;

/** What the Compare workspace makes of a run, in the window as it is composed. */
class TestComparePage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_fixture.reset(); }
    void saysWhatTheFinalAnswerIsMadeOf();
    void showsWhereEachPassageComesFrom();
    void chartsAndJudgementTakeTurns();
    void judgingBlindHidesTheColumns();
    void pointingAtACardPointsAtItsColumn();
    void requestsAndStatisticsOpenBesideTheWindow();
    void docksStepAsideForCompareAlone();

private:
    void run();
    [[nodiscard]] ColumnsView &columns() const { return m_fixture->part<ColumnsView>(); }

    std::unique_ptr<WindowFixture> m_fixture;
};

void TestComparePage::init()
{
    m_fixture = std::make_unique<WindowFixture>();
    const auto answer = [this](const QString &model, const QString &text) {
        m_fixture->server().script(model, {ScriptedReply::openAiStream(text)});
    };
    answer(u"a"_qs, u"one two three four five"_qs);
    answer(u"b"_qs, u"six seven eight nine"_qs);
    answer(u"final"_qs, u"one two three four plus six seven eight nine ten"_qs);
    m_fixture->show(scriptedMixture(u"a b|final"_qs));
}

void TestComparePage::run()
{
    m_fixture->session().start(u"Why?"_qs);
    QTRY_VERIFY(!m_fixture->session().isRunning());
    QTRY_VERIFY(m_fixture->part<ContributionLine>().isVisible());
}

void TestComparePage::saysWhatTheFinalAnswerIsMadeOf()
{
    QVERIFY(!m_fixture->part<ContributionLine>().isVisible());
    run();
    auto &label = m_fixture->part<QLabel>("contribution");
    // Eight of ten words, four from each; in full where it is elided.
    const QString sentence = label.accessibleName();
    QVERIFY2(sentence.startsWith(u"80 %"_qs), qPrintable(sentence));
    QVERIFY(sentence.contains(u"a 40 %"_qs) && sentence.contains(u"b 40 %"_qs));
    QVERIFY(sentence.endsWith(u"20 % is new."_qs));
}

void TestComparePage::showsWhereEachPassageComesFrom()
{
    run();
    QTest::mouseClick(&m_fixture->part<QPushButton>("showWhere"), Qt::LeftButton);
    for (const char *name : {"column:a#1", "column:b#1", "column:final#1"})
        QCOMPARE(m_fixture->part<ResponseColumn>(name).view(), BodyView::Provenance);
    // The next run is shown in the same way.
    m_fixture->session().start(u"And then?"_qs);
    QTRY_VERIFY(!m_fixture->session().isRunning());
    QCOMPARE(m_fixture->part<ResponseColumn>("column:a#1").view(), BodyView::Provenance);
}

void TestComparePage::chartsAndJudgementTakeTurns()
{
    run();
    auto &charts = m_fixture->part<ChartsPanel>();
    auto &judgement = m_fixture->part<JudgementPanel>();
    QVERIFY(!charts.isVisible() && !judgement.isVisible());
    m_fixture->menuEntry(u"Charts"_qs)->trigger();
    QVERIFY(charts.isVisible() && !judgement.isVisible());
    m_fixture->menuEntry(u"Judge"_qs)->trigger();
    QVERIFY(!charts.isVisible() && judgement.isVisible());
    m_fixture->menuEntry(u"Judge"_qs)->trigger();
    QVERIFY(!charts.isVisible() && !judgement.isVisible());
}

void TestComparePage::judgingBlindHidesTheColumns()
{
    run();
    m_fixture->menuEntry(u"Judge"_qs)->trigger();
    m_fixture->part<JudgementPanel>().setBlind(true);
    QVERIFY(!columns().isVisible());
    QVERIFY(!m_fixture->part<ContributionLine>().isVisible());
    // Closing the panel ends it.
    m_fixture->menuEntry(u"Judge"_qs)->trigger();
    QVERIFY(columns().isVisible());
    QVERIFY(!m_fixture->part<JudgementPanel>().isBlind());
}

void TestComparePage::pointingAtACardPointsAtItsColumn()
{
    run();
    auto &pointed = m_fixture->part<PointedResponse>();
    Q_EMIT m_fixture->canvas().pointedAt(AgentId(u"b"_qs));
    QVERIFY(pointed.includes({AgentId(u"b"_qs), 1}));
    Q_EMIT m_fixture->canvas().pointedAt(AgentId());
    QVERIFY(!pointed.agent());
}

void TestComparePage::requestsAndStatisticsOpenBesideTheWindow()
{
    run();
    Q_EMIT columns().requestsRequested({AgentId(u"a"_qs), 1});
    auto *requests = m_fixture->dialog<ExchangesDialog>();
    QVERIFY(requests);
    QVERIFY(!requests->isModal());
    Q_EMIT columns().bleuRequested({AgentId(u"a"_qs), 1});
    auto *statistics = m_fixture->dialog<BleuDialog>();
    QVERIFY(statistics);
    auto *figures = statistics->findChild<QLabel *>(u"bleuFigures"_qs);
    QTRY_VERIFY(figures->text().contains(u"hyp_len = 5 ref_len = 10"_qs));
}

void TestComparePage::docksStepAsideForCompareAlone()
{
    auto &palette = m_fixture->part<QDockWidget>("paletteDock");
    auto &inspector = m_fixture->part<QDockWidget>("inspectorDock");
    inspector.hide();
    m_fixture->menuEntry(u"Compare"_qs)->trigger();
    QVERIFY(!palette.isVisible());
    const QByteArray state = m_fixture->window().layoutState();
    m_fixture->menuEntry(u"Design and Compare"_qs)->trigger();
    QVERIFY(palette.isVisible());
    // What was closed by hand stays closed.
    QVERIFY(!inspector.isVisible());
    // The next start shows both workspaces.
    palette.hide();
    m_fixture->window().restoreLayout(state);
    QVERIFY(palette.isVisible());
    QVERIFY(!inspector.isVisible());
}

QTEST_MAIN(TestComparePage)

#include "tst_comparepage.moc"
