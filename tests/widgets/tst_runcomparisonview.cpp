// SPDX-License-Identifier: GPL-3.0-or-later
#include "columns/diffview.h"
#include "columns/passageview.h"
#include "columnsfixture.h"
#include "history/runcomparisonview.h"
#include "theme/theme.h"

#include <QApplication>
#include <QLabel>
#include <QTest>
#include <QToolButton>
#include <QTreeWidget>

using namespace moa;
using moa::test::makeRun;

namespace {

std::shared_ptr<RunRecord> finishedRun(const QString &answer)
{
    RunRecord run = makeRun({{u"wizard"_qs, u"qwen"_qs}, {u"final"_qs}});
    run.state = RunState::Done;
    run.mixture.name = u"MoA"_qs;
    for (Response &response : run.responses)
        response.state = ResponseState::Done;
    run.finalText = answer;
    run.totals.wallMs = 5'000;
    return std::make_shared<RunRecord>(run);
}

} // namespace

class TestRunComparisonView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_view.reset(); }

    void theMixturesDifferencesAreListed();
    void equalMixturesAreSaidToBe();
    void figuresAreListed();
    void theAnswersAreCompared();
    void theFinalsAreScored();
    void aRunWithoutAnswerIsSaidToHaveNone();
    void theRunsCanBeSwapped();

private:
    [[nodiscard]] static QStringList cells(const QTreeWidget *table, int row)
    {
        QStringList result;
        for (int column = 0; column < table->columnCount(); ++column)
            result.append(table->topLevelItem(row)->text(column));
        return result;
    }
    template <typename Widget>
    [[nodiscard]] Widget *part(const char *name) const
    {
        return m_view->findChild<Widget *>(QLatin1String(name));
    }

    std::unique_ptr<RunComparisonView> m_view;
};

void TestRunComparisonView::init()
{
    QApplication::setPalette(Theme::make(Theme::Scheme::Light).palette());
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    m_view = std::make_unique<RunComparisonView>();
    m_view->resize(1000, 700);
    m_view->show();
}

void TestRunComparisonView::theMixturesDifferencesAreListed()
{
    const auto second = finishedRun(u"Blue."_qs);
    second->mixture.layers[0].agents[0].settings.temperature = 0.5;
    second->mixture.layers[0].agents.removeAt(1);
    m_view->setRuns(finishedRun(u"Blue."_qs), second);
    const auto *table = part<QTreeWidget>("mixtureChanges");
    QCOMPARE(table->topLevelItemCount(), 2);
    QCOMPARE(cells(table, 0),
             QStringList({u"WIZARD"_qs, u"temperature"_qs, u"not set"_qs, u"0.5"_qs}));
    QCOMPARE(cells(table, 1),
             QStringList({u"QWEN"_qs, u"removed"_qs, u"lab/qwen-model at sandbox, in layer 1"_qs,
                          u"not there"_qs}));
    QVERIFY(table->isVisible());
}

void TestRunComparisonView::equalMixturesAreSaidToBe()
{
    m_view->setRuns(finishedRun(u"Blue."_qs), finishedRun(u"Red."_qs));
    QVERIFY(!part<QTreeWidget>("mixtureChanges")->isVisible());
    QVERIFY(part<QLabel>("sameMixture")->isVisible());
}

void TestRunComparisonView::figuresAreListed()
{
    const auto second = finishedRun(u"Blue."_qs);
    second->totals.wallMs = 2'500;
    m_view->setRuns(finishedRun(u"Blue."_qs), second);
    const auto *table = part<QTreeWidget>("figureChanges");
    QCOMPARE(cells(table, 5),
             QStringList({u"Time"_qs, u"5.0 s"_qs, u"2.5 s"_qs, u"−2.5 s (−50%)"_qs}));
}

void TestRunComparisonView::theAnswersAreCompared()
{
    m_view->setRuns(finishedRun(u"The sky is blue."_qs), finishedRun(u"The sky is grey."_qs));
    const auto *newer = part<PassageView>("diffNew");
    const auto *older = part<PassageView>("diffOld");
    QTRY_COMPARE(newer->toPlainText(), u"The sky is grey."_qs);
    QTRY_COMPARE(older->toPlainText(), u"The sky is blue."_qs);
    QVERIFY(older->isVisible());
}

void TestRunComparisonView::theFinalsAreScored()
{
    m_view->setRuns(finishedRun(u"The sky is blue today."_qs),
                    finishedRun(u"The sky is blue today."_qs));
    QTRY_COMPARE(part<QLabel>("bleuOfFinals")->text(),
                 u"BLEU 100.0: the new final answer against the old one"_qs);
}

void TestRunComparisonView::aRunWithoutAnswerIsSaidToHaveNone()
{
    m_view->setRuns(finishedRun(u"Blue."_qs), finishedRun({}));
    const auto *words = part<QLabel>("noAnswer");
    QVERIFY(words->isVisible());
    QVERIFY(words->text().startsWith(u"One of the runs"));
    QVERIFY(!m_view->findChild<DiffView *>()->isVisible());
    m_view->setRuns(finishedRun({}), finishedRun({}));
    QVERIFY(words->text().startsWith(u"Neither run"));
    m_view->setRuns(finishedRun(u"a"_qs), finishedRun(u"b"_qs));
    QVERIFY(!words->isVisible());
}

void TestRunComparisonView::theRunsCanBeSwapped()
{
    m_view->setRuns(finishedRun(u"The old one."_qs), finishedRun(u"The new one."_qs));
    const auto *newer = part<PassageView>("diffNew");
    QTRY_COMPARE(newer->toPlainText(), u"The new one."_qs);
    QTest::mouseClick(part<QToolButton>("swapRuns"), Qt::LeftButton);
    QTRY_COMPARE(newer->toPlainText(), u"The old one."_qs);
}

QTEST_MAIN(TestRunComparisonView)

#include "tst_runcomparisonview.moc"
