// SPDX-License-Identifier: GPL-3.0-or-later
#include "columns/columnhead.h"
#include "columns/columnsview.h"
#include "columns/layergroup.h"
#include "columns/responsecolumn.h"
#include "columns/totalsbar.h"
#include "columnsfixture.h"
#include "items/responsesmodel.h"
#include "theme/theme.h"

#include <QAbstractButton>
#include <QLabel>
#include <QScrollArea>
#include <QScrollBar>
#include <QStyle>
#include <QTest>
#include <QTextBrowser>
#include <QTimer>

using namespace moa;
using namespace moa::test;

class TestColumnsView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void anEmptyViewSaysWhatGoesHere();
    void aLoneAnswerIsShown();
    void columnsStandInTheOrderOfTheRun();
    void layersHaveTitles();
    void columnsAreAtLeastWideEnough();
    void theFinalAnswerStaysAtTheRightEdge();
    void theLayerSwitchShowsWhatItSays_data();
    void theLayerSwitchShowsWhatItSays();
    void theChosenLayerOutlivesTheRun();
    void aColumnOutOfViewCatchesUpWhenItIsScrolledTo();
    void everyVisibleColumnGetsItsText();
    void aSecondRunReplacesTheColumns();
    void aModelThatGoesAwayLeavesTheEmptyView();
    void theSignOfLifeMovesOnlyWhileSomethingLives();
    void totalsFollowTheRun();

private:
    [[nodiscard]] ResponseColumn *column(const char *agent) const
    {
        return m_view->findChild<ResponseColumn *>(
            QStringLiteral("column:%1#1").arg(QLatin1String(agent)));
    }
    [[nodiscard]] QString text(const char *agent) const
    {
        const auto *answer = column(agent)->findChild<QTextBrowser *>(QStringLiteral("answer"));
        return answer ? answer->toPlainText() : QString();
    }
    [[nodiscard]] QStringList visibleColumns() const
    {
        QStringList names;
        for (const ResponseColumn *each : m_view->findChildren<ResponseColumn *>()) {
            if (each->isVisible())
                names.append(each->id().agent.toString());
        }
        names.sort();
        return names;
    }
    void show(const QList<QStringList> &layers)
    {
        m_run = makeRun(layers);
        m_model->runStarted(m_run);
        m_view->resize(1100, 600);
        m_view->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
    }

    std::unique_ptr<ResponsesModel> m_model;
    std::unique_ptr<ColumnsView> m_view;
    RunRecord m_run;
};

void TestColumnsView::init()
{
    QApplication::setPalette(Theme::make(Theme::Scheme::Light).palette());
    m_model = std::make_unique<ResponsesModel>();
    m_view = std::make_unique<ColumnsView>();
    m_view->setModel(m_model.get());
}

void TestColumnsView::cleanup()
{
    m_view.reset();
    m_model.reset();
}

void TestColumnsView::anEmptyViewSaysWhatGoesHere()
{
    m_view->resize(800, 600);
    m_view->show();
    const auto *empty = m_view->findChild<QLabel *>(u"emptyState"_qs);
    QVERIFY(empty->isVisible());
    QVERIFY(empty->text().contains(u"appear here"));
    show({{u"a"_qs}, {u"final"_qs}});
    QVERIFY(!empty->isVisible());
}

void TestColumnsView::aLoneAnswerIsShown()
{
    m_view->resize(1100, 600);
    m_view->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
    m_run = makeRun({{u"only"_qs}});
    m_model->runStarted(m_run);
    QTRY_COMPARE(visibleColumns(), QStringList{u"only"_qs});
    QTRY_VERIFY(column("only")->width() > 1000);
}

void TestColumnsView::columnsStandInTheOrderOfTheRun()
{
    show({{u"zebra"_qs, u"ant"_qs}, {u"bee"_qs}, {u"final"_qs}});
    const auto left = [this](const char *agent) {
        return column(agent)->mapTo(m_view.get(), QPoint(0, 0)).x();
    };
    QTRY_VERIFY(left("zebra") < left("ant"));
    QVERIFY(left("ant") < left("bee"));
}

void TestColumnsView::layersHaveTitles()
{
    m_run = makeRun({{u"a"_qs, u"b"_qs}, {u"c"_qs}, {u"final"_qs}});
    m_run.mixture.layers[1].name = u"Critics"_qs;
    m_model->runStarted(m_run);
    QStringList titles;
    for (const LayerGroup *group : m_view->findChildren<LayerGroup *>())
        titles.append(group->findChild<QWidget *>()->accessibleName());
    titles.sort();
    QCOMPARE(titles,
             QStringList({u"Layer 1 · Proposers"_qs, u"Layer 2 · Critics"_qs,
                          u"Layer 3 · Final answer"_qs}));
}

void TestColumnsView::columnsAreAtLeastWideEnough()
{
    show({{u"a"_qs, u"b"_qs, u"c"_qs, u"d"_qs, u"e"_qs}, {u"final"_qs}});
    QTRY_VERIFY(column("a")->width() >= 320);
    for (const ResponseColumn *each : m_view->findChildren<ResponseColumn *>())
        QVERIFY(each->width() >= 320);
    QVERIFY(m_view->width() <= 1100);
}

void TestColumnsView::theFinalAnswerStaysAtTheRightEdge()
{
    show({{u"a"_qs, u"b"_qs, u"c"_qs, u"d"_qs, u"e"_qs}, {u"final"_qs}});
    auto *bar = m_view->findChild<QScrollArea *>(u"layers"_qs)->horizontalScrollBar();
    QTRY_VERIFY(bar->maximum() > 0);
    const auto place = [this](const char *agent) {
        return QRect(column(agent)->mapTo(m_view.get(), QPoint(0, 0)), column(agent)->size());
    };
    const QRect finalPlace = place("final");
    const QRect other = place("a");
    QCOMPARE(finalPlace.right(), m_view->rect().right());
    bar->setValue(bar->maximum());
    QCOMPARE(place("final"), finalPlace);
    QVERIFY(place("a").left() < other.left());
    QVERIFY(place("e").right() <= finalPlace.left());
}

void TestColumnsView::theLayerSwitchShowsWhatItSays_data()
{
    QTest::addColumn<QString>("choice");
    QTest::addColumn<QStringList>("expected");
    QTest::newRow("first layer") << u"1"_qs << QStringList{u"a"_qs, u"b"_qs, u"final"_qs};
    QTest::newRow("second layer") << u"2"_qs << QStringList{u"c"_qs, u"final"_qs};
    QTest::newRow("final alone") << u"Final"_qs << QStringList{u"final"_qs};
    QTest::newRow("all") << u"All"_qs << QStringList{u"a"_qs, u"b"_qs, u"c"_qs, u"final"_qs};
}

void TestColumnsView::theLayerSwitchShowsWhatItSays()
{
    QFETCH(QString, choice);
    show({{u"a"_qs, u"b"_qs}, {u"c"_qs}, {u"final"_qs}});
    QVERIFY(!m_view->findChild<QAbstractButton *>(u"layer:3"_qs));
    auto *button = m_view->findChild<QAbstractButton *>(QStringLiteral("layer:") + choice);
    QVERIFY(button);
    QTest::mouseClick(button, Qt::LeftButton);
    QFETCH(QStringList, expected);
    QTRY_COMPARE(visibleColumns(), expected);
}

void TestColumnsView::theChosenLayerOutlivesTheRun()
{
    show({{u"a"_qs}, {u"b"_qs}, {u"final"_qs}});
    QTest::mouseClick(m_view->findChild<QAbstractButton *>(u"layer:2"_qs), Qt::LeftButton);
    show({{u"a"_qs}, {u"b"_qs}, {u"final"_qs}});
    QTRY_COMPARE(visibleColumns(), QStringList({u"b"_qs, u"final"_qs}));
    show({{u"a"_qs}, {u"final"_qs}});
    QTRY_COMPARE(visibleColumns(), QStringList({u"a"_qs, u"final"_qs}));
}

void TestColumnsView::aColumnOutOfViewCatchesUpWhenItIsScrolledTo()
{
    show({{u"a"_qs, u"b"_qs, u"c"_qs, u"d"_qs, u"e"_qs}, {u"final"_qs}});
    m_model->textAdded(responseId("a"), u"seen"_qs, {});
    m_model->textAdded(responseId("e"), u"not seen yet"_qs, {});
    QTRY_COMPARE(text("a"), u"seen"_qs);
    QCOMPARE(text("e"), QString());
    auto *bar = m_view->findChild<QScrollArea *>(u"layers"_qs)->horizontalScrollBar();
    bar->setValue(bar->maximum());
    QTRY_COMPARE(text("e"), u"not seen yet"_qs);
}

void TestColumnsView::everyVisibleColumnGetsItsText()
{
    show({{u"a"_qs, u"b"_qs}, {u"final"_qs}});
    const QString much = u"Some words of an answer.\n"_qs.repeated(4000);
    for (const char *agent : {"a", "b", "final"})
        m_model->textAdded(responseId(agent), much, {});
    for (const char *agent : {"a", "b", "final"})
        QTRY_COMPARE(text(agent).size(), much.size());
}

void TestColumnsView::aSecondRunReplacesTheColumns()
{
    show({{u"a"_qs, u"b"_qs}, {u"final"_qs}});
    m_model->textAdded(responseId("a"), u"old"_qs, {});
    QTRY_COMPARE(text("a"), u"old"_qs);
    show({{u"a"_qs}, {u"other"_qs}});
    QTRY_COMPARE(visibleColumns(), QStringList({u"a"_qs, u"other"_qs}));
    m_model->textAdded(responseId("other"), u"new"_qs, {});
    QTRY_COMPARE(text("other"), u"new"_qs);
    QCOMPARE(text("a"), QString());
}

void TestColumnsView::aModelThatGoesAwayLeavesTheEmptyView()
{
    show({{u"a"_qs}, {u"final"_qs}});
    m_model.reset();
    QVERIFY(m_view->findChild<QLabel *>(u"emptyState"_qs)->isVisible());
    QVERIFY(visibleColumns().isEmpty());
}

void TestColumnsView::theSignOfLifeMovesOnlyWhileSomethingLives()
{
    show({{u"final"_qs}});
    const auto ticking = [this] {
        return m_view->findChild<QTimer *>(QStringLiteral("pulse"))->isActive();
    };
    if (m_view->style()->styleHint(QStyle::SH_Widget_Animation_Duration) == 0)
        QSKIP("The style asks for no animation.");
    QTRY_VERIFY(ticking());
    auto *head = column("final")->findChild<ColumnHead *>();
    const auto bar = [head] {
        return head
            ->grab(QRect(0, head->height() - moa::column::activityBar, head->width(),
                         moa::column::activityBar))
            .toImage();
    };
    const QImage before = bar();
    QTRY_VERIFY(bar() != before);
    m_model->responseChanged(changed(m_run, responseId("final"), ResponseState::Done, u"Yes"_qs));
    QTRY_VERIFY(!ticking());
    m_view->hide();
    QVERIFY(!ticking());
}

void TestColumnsView::totalsFollowTheRun()
{
    TotalsBar bar;
    bar.setModel(m_model.get());
    bar.show();
    const auto shown = [&bar](const char *name) {
        const auto *label = bar.findChild<QLabel *>(QLatin1String(name));
        return label->isVisible() ? label->text() : QString();
    };
    QCOMPARE(shown("runState"), u"No run yet."_qs);
    show({{u"a"_qs, u"b"_qs}, {u"final"_qs}});
    QCOMPARE(shown("runState"), u"Running: 0 of 3 answers are in."_qs);

    Response priced = changed(m_run, responseId("a"), ResponseState::Done, u"Yes"_qs);
    priced.usage = Usage{812, 344, 0, 0, Usage::Source::Reported};
    priced.cost = Usd::fromPico(310'000'000);
    Response unpriced = changed(m_run, responseId("b"), ResponseState::Done, u"No"_qs);
    unpriced.usage = Usage{1000, 56, 0, 0, Usage::Source::Reported};
    m_model->responseChanged(priced);
    m_model->responseChanged(unpriced);
    QTRY_COMPARE(shown("runState"), u"Running: 2 of 3 answers are in."_qs);
    QCOMPARE(shown("tokens"), u"1,812 in, 400 out"_qs);
    QCOMPARE(shown("cost"), u"$0.00031, 1 unpriced"_qs);
    QCOMPARE(shown("criticalPath"), QString());

    m_run.state = RunState::Done;
    m_run.responses = {priced, unpriced,
                       changed(m_run, responseId("final"), ResponseState::Done, u"Yes"_qs)};
    m_run.totals.wallMs = 8200;
    m_run.totals.criticalPathMs = 5100;
    m_model->runFinished(m_run);
    QCOMPARE(shown("runState"), u"Done."_qs);
    QCOMPARE(shown("wallTime"), u"8.2 s"_qs);
    QCOMPARE(shown("criticalPath"), u"critical path 5.1 s"_qs);
}

QTEST_MAIN(TestColumnsView)

#include "tst_columnsview.moc"
