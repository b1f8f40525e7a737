// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/barscanvas.h"
#include "charts/barspage.h"
#include "charts/chartlegend.h"
#include "charts/chartspanel.h"
#include "charts/heatmap.h"
#include "charts/segmentswitch.h"
#include "chartsfixture.h"
#include "items/pointedresponse.h"
#include "items/responsesmodel.h"
#include "theme/theme.h"

#include <QAbstractButton>
#include <QAction>
#include <QComboBox>
#include <QFileDialog>
#include <QImage>
#include <QLabel>
#include <QMessageBox>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace moa;
using namespace moa::test;

class TestChartsPanel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void withoutARunItSaysWhatGoesHere();
    void aModelThatGoesAwayLeavesTheEmptyState();
    void theSwitchShowsEachChart();
    void theSwitchWorksByKeyboard();
    void everyChartTellsItsFiguresInWords();
    void barsAreAsLongAsTheirFigures();
    void barsHaveTheirAgentsColors();
    void aBarOfNothingIsNotDrawn();
    void hoveringARowPointsAtItsResponse();
    void whatAnotherViewPointsAtIsOutlined();
    void leavingDoesNotTakeAwayWhatAnotherViewPointsAt();
    void theArrowKeysWalkThroughTheRows();
    void manyRowsScroll();
    void aRunningRunIsFollowed();
    void aHiddenPanelDoesNotWork();
    void theHeatMapAsksForItsMatrixOnce();
    void theHeatMapWaitsAndThenTellsTheDiversity();
    void aLayerWithOneAnswerSaysSo();
    void anAnswerToAnotherQuestionIsDropped();
    void followsTheTheme();
    void exportsWhatIsShown_data();
    void exportsWhatIsShown();
    void anExportThatFailsSaysWhy();

private:
    void show(const QList<QStringList> &layers)
    {
        m_run = finishedRun(layers);
        m_model->runStarted(m_run);
        m_panel->resize(640, 300);
        m_panel->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
    }
    [[nodiscard]] BarsCanvas *canvas() const
    {
        for (BarsCanvas *each : m_panel->findChildren<BarsCanvas *>()) {
            if (each->isVisible())
                return each;
        }
        return nullptr;
    }
    /// The row of @p name in the chart that is shown, or -1.
    [[nodiscard]] int row(const QString &name) const
    {
        const QList<BarRow> &rows = canvas()->content().rows;
        for (int index = 0; index < rows.size(); ++index) {
            if (rows.at(index).name == name)
                return index;
        }
        return -1;
    }
    [[nodiscard]] QColor pixel(QPointF position) const
    {
        return canvas()->viewport()->grab().toImage().pixelColor(position.toPoint());
    }
    [[nodiscard]] QString sentence() const
    {
        return m_panel->findChild<QLabel *>(u"similaritySentence"_qs)->text();
    }
    static SimilarityMatrix matrix(qsizetype size, double others)
    {
        SimilarityMatrix made{size, QList<double>(size * size, others)};
        for (qsizetype index = 0; index < size; ++index)
            made.values[index * size + index] = 1.0;
        return made;
    }

    std::unique_ptr<ResponsesModel> m_model;
    std::unique_ptr<PointedResponse> m_pointer;
    std::unique_ptr<ChartsPanel> m_panel;
    RunRecord m_run;
};

void TestChartsPanel::init()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    QApplication::setPalette(Theme::make(Theme::Scheme::Light).palette());
    m_model = std::make_unique<ResponsesModel>();
    m_pointer = std::make_unique<PointedResponse>();
    m_panel = std::make_unique<ChartsPanel>();
    m_panel->setModel(m_model.get());
    m_panel->setPointer(m_pointer.get());
}

void TestChartsPanel::cleanup()
{
    m_panel.reset();
    m_pointer.reset();
    m_model.reset();
}

void TestChartsPanel::withoutARunItSaysWhatGoesHere()
{
    m_panel->resize(480, 220);
    m_panel->show();
    const auto *empty = m_panel->findChild<QLabel *>(u"emptyState"_qs);
    QVERIFY(empty->isVisible());
    QVERIFY(empty->text().contains(u"appear here"));
    QVERIFY(!m_panel->findChild<QAbstractButton *>(u"export"_qs)->isEnabled());
    show({{u"a"_qs}, {u"final"_qs}});
    QVERIFY(!empty->isVisible());
    QVERIFY(m_panel->findChild<QAbstractButton *>(u"export"_qs)->isEnabled());
}

void TestChartsPanel::aModelThatGoesAwayLeavesTheEmptyState()
{
    show({{u"a"_qs, u"b"_qs}, {u"final"_qs}});
    m_panel->showChart(ChartsPanel::Chart::Similarity);
    m_model.reset();
    QVERIFY(m_panel->findChild<QLabel *>(u"emptyState"_qs)->isVisible());
    m_panel->findChild<QComboBox *>(u"similarityMetric"_qs)->setCurrentIndex(2);
    QTest::mouseClick(m_panel->findChild<SegmentSwitch *>(u"chartSwitch"_qs)
                          ->findChild<QAbstractButton *>(u"choice:2"_qs),
                      Qt::LeftButton);
    QVERIFY(m_panel->findChild<QLabel *>(u"emptyState"_qs)->isVisible());
}

void TestChartsPanel::theSwitchShowsEachChart()
{
    show({{u"a"_qs, u"b"_qs}, {u"final"_qs}});
    const QStringList titles{u"Overlap with the final answer (BLEU)"_qs,
                             u"Tokens of each response"_qs, u"Cost by agent"_qs, u"Timeline"_qs,
                             u"Output tokens per second"_qs};
    const auto *choices = m_panel->findChild<SegmentSwitch *>(u"chartSwitch"_qs);
    for (int index = 0; index < titles.size(); ++index) {
        QTest::mouseClick(
            choices->findChild<QAbstractButton *>(QStringLiteral("choice:%1").arg(index)),
            Qt::LeftButton);
        QVERIFY(canvas());
        QCOMPARE(canvas()->accessibleName(), titles.at(index));
    }
    QTest::mouseClick(choices->findChild<QAbstractButton *>(u"choice:5"_qs), Qt::LeftButton);
    QVERIFY(!canvas());
    QVERIFY(m_panel->findChild<QComboBox *>(u"similarityMetric"_qs)->isVisible());
}

void TestChartsPanel::theSwitchWorksByKeyboard()
{
    show({{u"a"_qs, u"b"_qs}, {u"final"_qs}});
    const auto *choices = m_panel->findChild<SegmentSwitch *>(u"chartSwitch"_qs);
    auto *first = choices->findChild<QAbstractButton *>(u"choice:0"_qs);
    first->setFocus(Qt::TabFocusReason);
    QVERIFY(first->hasFocus());
    QTest::keyClick(first, Qt::Key_Right);
    QCOMPARE(m_panel->shownChart(), ChartsPanel::Chart::Tokens);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Right);
    QCOMPARE(m_panel->shownChart(), ChartsPanel::Chart::Cost);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Left);
    QCOMPARE(m_panel->shownChart(), ChartsPanel::Chart::Tokens);
}

void TestChartsPanel::everyChartTellsItsFiguresInWords()
{
    show({{u"a"_qs, u"b"_qs}, {u"final"_qs}});
    for (const ChartsPanel::Chart each :
         {ChartsPanel::Chart::Overlap, ChartsPanel::Chart::Tokens, ChartsPanel::Chart::Cost,
          ChartsPanel::Chart::Timeline, ChartsPanel::Chart::Speed}) {
        m_panel->showChart(each);
        const QString words = canvas()->accessibleDescription();
        QVERIFY2(words.contains(u"A (lab/a-model), layer 1: "), qPrintable(words));
        QVERIFY2(words.contains(u"B (lab/b-model), layer 1: "), qPrintable(words));
    }
}

void TestChartsPanel::barsAreAsLongAsTheirFigures()
{
    m_run = finishedRun({{u"a"_qs, u"b"_qs}, {u"final"_qs}});
    responseOf(m_run, responseId("a")).bleuToFinal = 40.0;
    responseOf(m_run, responseId("b")).bleuToFinal = 10.0;
    m_model->runStarted(m_run);
    m_panel->resize(640, 300);
    m_panel->show();
    const QRectF longer = canvas()->barRect(row(u"A"_qs));
    const QRectF shorter = canvas()->barRect(row(u"B"_qs));
    QVERIFY(longer.width() > 50.0);
    QVERIFY(qAbs(longer.width() - 4.0 * shorter.width()) < 0.01);
    QVERIFY(longer.bottom() < shorter.top());
    // What Qt Charts draws is where it is said to be.
    const QColor ground = Theme::make(Theme::Scheme::Light).surface;
    const double y = shorter.center().y();
    QVERIFY(pixel({shorter.right() - 3.0, y}) != ground);
    QVERIFY(pixel({longer.right() - 3.0, longer.center().y()}) != ground);
    QCOMPARE(pixel({shorter.left() + 2.0, longer.bottom() + 3.0}), ground);
    QCOMPARE(pixel({shorter.right() + 4.0, y}), ground);
    // So is its grid: 40 is a round figure.
    const auto lineAt = [&](double x) {
        const double below = longer.bottom() + 3.0;
        return pixel({x - 0.5, below}) != ground || pixel({x + 0.5, below}) != ground;
    };
    QVERIFY(lineAt(longer.right()));
    QVERIFY(!lineAt(longer.right() + 4.0));
}

void TestChartsPanel::barsHaveTheirAgentsColors()
{
    m_run = finishedRun({{u"a"_qs, u"b"_qs}, {u"final"_qs}});
    m_run.mixture.layers[0].agents[0].color = 3;
    m_run.mixture.layers[0].agents[1].color = 13;
    for (Response &each : m_run.responses)
        each.bleuToFinal = 30.0;
    m_model->runStarted(m_run);
    m_panel->resize(640, 300);
    m_panel->show();
    const Theme theme = Theme::make(Theme::Scheme::Light);
    QCOMPARE(pixel(canvas()->barRect(row(u"A"_qs)).center()), theme.agentColor(3));
    // The same colour a second time: a hollow bar.
    const QRectF second = canvas()->barRect(row(u"B"_qs));
    QCOMPARE(pixel(second.center()), theme.surface);
    QCOMPARE(pixel({second.center().x(), second.top() + 1.0}), theme.agentColor(13));
}

void TestChartsPanel::aBarOfNothingIsNotDrawn()
{
    m_run = finishedRun({{u"a"_qs, u"b"_qs}, {u"final"_qs}});
    responseOf(m_run, responseId("a")).cost.reset();
    m_model->runStarted(m_run);
    m_panel->showChart(ChartsPanel::Chart::Cost);
    m_panel->resize(640, 300);
    m_panel->show();
    QCOMPARE(canvas()->content().rows.at(row(u"A"_qs)).figure, u"unpriced"_qs);
    QCOMPARE(canvas()->barRect(row(u"A"_qs)).width(), 0.0);
    QVERIFY(canvas()->barRect(row(u"B"_qs)).width() > 10.0);
}

void TestChartsPanel::hoveringARowPointsAtItsResponse()
{
    show({{u"a"_qs, u"b"_qs}, {u"final"_qs}});
    const QPoint inB = canvas()->barRect(row(u"B"_qs)).center().toPoint();
    QTest::mouseMove(canvas()->viewport(), inB);
    QVERIFY(m_pointer->includes(responseId("b")));
    QVERIFY(!m_pointer->includes(responseId("a")));
    const QPoint heading = canvas()->rowRect(0).center().toPoint();
    QTest::mouseMove(canvas()->viewport(), heading);
    QVERIFY(!m_pointer->agent());
    QTest::mouseMove(canvas()->viewport(), inB);
    QVERIFY(m_pointer->agent());
    QEvent leave(QEvent::Leave);
    QApplication::sendEvent(canvas()->viewport(), &leave);
    QVERIFY(!m_pointer->agent());
}

void TestChartsPanel::whatAnotherViewPointsAtIsOutlined()
{
    show({{u"a"_qs, u"b"_qs}, {u"final"_qs}});
    const QRectF pointed = canvas()->rowRect(row(u"B"_qs));
    const QPointF edge(pointed.center().x(), pointed.top() + 1.0);
    const QRectF other = canvas()->barRect(row(u"A"_qs));
    const QColor before = pixel(other.center());
    m_pointer->pointAt(AgentId(u"b"_qs));
    const QColor accent = Theme::make(Theme::Scheme::Light).accent;
    QVERIFY(contrastRatio(pixel(edge), Theme::make(Theme::Scheme::Light).surface) > 2.0);
    QVERIFY(qAbs(pixel(edge).hue() - accent.hue()) < 20);
    QVERIFY(pixel(other.center()).lightness() > before.lightness());
    m_pointer->leave();
    QCOMPARE(pixel(other.center()), before);
}

void TestChartsPanel::leavingDoesNotTakeAwayWhatAnotherViewPointsAt()
{
    show({{u"a"_qs, u"b"_qs}, {u"final"_qs}});
    m_pointer->pointAt(AgentId(u"b"_qs));
    QEvent leave(QEvent::Leave);
    QApplication::sendEvent(canvas()->viewport(), &leave);
    QCOMPARE(m_pointer->agent(), AgentId(u"b"_qs));
}

void TestChartsPanel::theArrowKeysWalkThroughTheRows()
{
    show({{u"a"_qs, u"b"_qs}, {u"c"_qs}, {u"final"_qs}});
    const QColor accent = Theme::make(Theme::Scheme::Light).accent;
    const QPointF edge(1.0, canvas()->height() / 2.0);
    QVERIFY(pixel(edge) != accent);
    canvas()->setFocus(Qt::TabFocusReason);
    QVERIFY(canvas()->hasFocus());
    QCOMPARE(pixel(edge), accent);
    for (const char *agent : {"a", "b", "c"}) {
        QTest::keyClick(canvas(), Qt::Key_Down);
        QCOMPARE(m_pointer->agent(), AgentId(QLatin1String(agent)));
    }
    QTest::keyClick(canvas(), Qt::Key_Down);
    QCOMPARE(m_pointer->agent(), AgentId(u"c"_qs));
    QTest::keyClick(canvas(), Qt::Key_Up);
    QCOMPARE(m_pointer->agent(), AgentId(u"b"_qs));
    QTest::keyClick(canvas(), Qt::Key_Escape);
    QVERIFY(!m_pointer->agent());
}

void TestChartsPanel::manyRowsScroll()
{
    QStringList agents;
    for (int index = 0; index < 60; ++index)
        agents.append(QStringLiteral("agent%1").arg(index));
    show({agents, {u"final"_qs}});
    QVERIFY(canvas()->rowRect(row(u"AGENT0"_qs)).isValid());
    QVERIFY(canvas()->rowRect(row(u"AGENT59"_qs)).isEmpty());
    canvas()->setFocus();
    QTest::keyClick(canvas(), Qt::Key_End);
    QVERIFY(canvas()->rowRect(row(u"AGENT59"_qs)).isValid());
    QVERIFY(canvas()->rowRect(row(u"AGENT0"_qs)).isEmpty());
    QVERIFY(canvas()->barRect(row(u"AGENT59"_qs)).bottom() < canvas()->height());
    QVERIFY(pixel(canvas()->barRect(row(u"AGENT59"_qs)).center())
            != Theme::make(Theme::Scheme::Light).surface);
}

void TestChartsPanel::aRunningRunIsFollowed()
{
    m_run = makeRun({{u"a"_qs}, {u"final"_qs}});
    m_model->runStarted(m_run);
    m_panel->showChart(ChartsPanel::Chart::Tokens);
    m_panel->resize(640, 300);
    m_panel->show();
    QCOMPARE(canvas()->content().rows.at(row(u"A"_qs)).figure, u"Waiting"_qs);
    Response done = changed(m_run, responseId("a"), ResponseState::Done, u"Text"_qs);
    done.usage = Usage{10, 5, 0, 0, Usage::Source::Reported};
    m_model->responseChanged(done);
    QTRY_COMPARE(canvas()->content().rows.at(row(u"A"_qs)).figure, u"10 in, 5 out"_qs);
}

void TestChartsPanel::aHiddenPanelDoesNotWork()
{
    show({{u"a"_qs, u"b"_qs}, {u"final"_qs}});
    m_panel->showChart(ChartsPanel::Chart::Similarity);
    m_panel->hide();
    QSignalSpy asked(m_panel.get(), &ChartsPanel::matrixNeeded);
    m_run.id = u"next"_qs;
    m_model->runStarted(m_run);
    QCOMPARE(asked.size(), 0);
    m_panel->show();
    QCOMPARE(asked.size(), 1);
}

void TestChartsPanel::theHeatMapAsksForItsMatrixOnce()
{
    QSignalSpy asked(m_panel.get(), &ChartsPanel::matrixNeeded);
    show({{u"a"_qs, u"b"_qs}, {u"c"_qs, u"d"_qs, u"e"_qs}, {u"final"_qs}});
    QCOMPARE(asked.size(), 0);
    m_panel->showChart(ChartsPanel::Chart::Similarity);
    QCOMPARE(asked.size(), 1);
    const SimilarityRequest first{
        u"run"_qs, 0, SimilarityMetric::Bleu, {responseId("a"), responseId("b")}};
    QCOMPARE(asked.first().first().value<SimilarityRequest>(), first);
    m_panel->showChart(ChartsPanel::Chart::Cost);
    m_panel->showChart(ChartsPanel::Chart::Similarity);
    QCOMPARE(asked.size(), 1);
    m_panel->findChild<QComboBox *>(u"similarityLayer"_qs)->setCurrentIndex(1);
    m_panel->findChild<QComboBox *>(u"similarityMetric"_qs)->setCurrentIndex(1);
    QCOMPARE(asked.size(), 3);
    QCOMPARE(asked.last().first().value<SimilarityRequest>().layer, 1);
    QCOMPARE(asked.last().first().value<SimilarityRequest>().metric, SimilarityMetric::Chrf);
    QCOMPARE(asked.last().first().value<SimilarityRequest>().responses.size(), 3);
}

void TestChartsPanel::theHeatMapWaitsAndThenTellsTheDiversity()
{
    QSignalSpy asked(m_panel.get(), &ChartsPanel::matrixNeeded);
    show({{u"a"_qs, u"b"_qs}, {u"final"_qs}});
    m_panel->showChart(ChartsPanel::Chart::Similarity);
    auto *map = m_panel->findChild<HeatMap *>();
    QVERIFY(!map->isVisible());
    QCOMPARE(sentence(), u"Comparing the 2 answers of this layer…"_qs);
    m_panel->setMatrix(asked.first().first().value<SimilarityRequest>(), matrix(2, 0.2));
    QVERIFY(map->isVisible());
    QCOMPARE(sentence(),
             u"Diversity 80 % by BLEU: the 2 answers are very different from each other."_qs);
    QVERIFY(map->accessibleDescription().contains(u"A against B: BLEU 20.0 of 100."));
    QTest::mouseMove(map->viewport(), map->cellRect(1, 0).center());
    QVERIFY(m_pointer->includes(responseId("b")));
    QEvent leave(QEvent::Leave);
    QApplication::sendEvent(map->viewport(), &leave);
    QVERIFY(!m_pointer->agent());
}

void TestChartsPanel::aLayerWithOneAnswerSaysSo()
{
    show({{u"a"_qs, u"b"_qs}, {u"final"_qs}});
    m_panel->showChart(ChartsPanel::Chart::Similarity);
    m_panel->findChild<QComboBox *>(u"similarityLayer"_qs)->setCurrentIndex(1);
    QVERIFY(sentence().contains(u"one answer"));
}

void TestChartsPanel::anAnswerToAnotherQuestionIsDropped()
{
    QSignalSpy asked(m_panel.get(), &ChartsPanel::matrixNeeded);
    show({{u"a"_qs, u"b"_qs}, {u"final"_qs}});
    m_panel->showChart(ChartsPanel::Chart::Similarity);
    SimilarityRequest request = asked.first().first().value<SimilarityRequest>();
    m_panel->setMatrix(request, matrix(3, 0.2));
    request.run = u"another"_qs;
    m_panel->setMatrix(request, matrix(2, 0.2));
    QVERIFY(sentence().startsWith(u"Comparing"));
}

void TestChartsPanel::followsTheTheme()
{
    show({{u"a"_qs, u"b"_qs}, {u"final"_qs}});
    for (const Theme::Scheme scheme : {Theme::Scheme::Dark, Theme::Scheme::HighContrast}) {
        const Theme theme = Theme::make(scheme);
        QApplication::setPalette(theme.palette());
        QTRY_COMPARE(pixel({2.0, canvas()->height() - 2.0}), theme.surface);
        QCOMPARE(pixel(canvas()->barRect(row(u"A"_qs)).center()),
                 theme.agentColor(agentColorIndex(u"a"_qs, {})));
    }
}

void TestChartsPanel::exportsWhatIsShown_data()
{
    QTest::addColumn<QString>("ending");
    QTest::newRow("SVG") << u"svg"_qs;
    QTest::newRow("PNG") << u"png"_qs;
    QTest::newRow("CSV") << u"csv"_qs;
}

void TestChartsPanel::exportsWhatIsShown()
{
    QFETCH(QString, ending);
    QApplication::setPalette(Theme::make(Theme::Scheme::Dark).palette());
    show({{u"a"_qs, u"b"_qs}, {u"final"_qs}});
    QTemporaryDir directory;
    const QString path = directory.filePath(u"out."_qs + ending);
    m_panel->findChild<QAction *>(u"export:"_qs + ending)->trigger();
    auto *dialog = m_panel->findChild<QFileDialog *>();
    QVERIFY(dialog);
    Q_EMIT dialog->fileSelected(path);

    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray content = file.readAll();
    if (ending == u"csv") {
        QVERIFY(content.startsWith("layer,agent,sample,"));
        QCOMPARE(content.count("\r\n"), 4);
        QVERIFY(content.contains("\r\n1,a,1,A,sandbox,lab/a-model,done,"));
    } else if (ending == u"svg") {
        QVERIFY(content.contains("<svg"));
        QVERIFY(content.contains("Overlap with the final answer (BLEU)</text>"));
        QVERIFY(content.contains(">A</text>"));
        QVERIFY(!content.contains("<image"));
    } else {
        const QImage image = QImage::fromData(content);
        QCOMPARE(image.width(), 2 * chart::pictureWidth);
        QCOMPARE(image.pixelColor(1, 1), Theme::make(Theme::Scheme::Light).surface);
    }
}

void TestChartsPanel::anExportThatFailsSaysWhy()
{
    show({{u"a"_qs, u"b"_qs}, {u"final"_qs}});
    m_panel->findChild<QAction *>(u"export:csv"_qs)->trigger();
    Q_EMIT m_panel->findChild<QFileDialog *>()->fileSelected(u"/nowhere/at/all.csv"_qs);
    auto *box = m_panel->findChild<QMessageBox *>();
    QVERIFY(box);
    QVERIFY(box->informativeText().contains(u"cannot be written"));
    box->close();
}

QTEST_MAIN(TestChartsPanel)
#include "tst_chartspanel.moc"
