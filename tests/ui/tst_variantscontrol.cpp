// SPDX-License-Identifier: GPL-3.0-or-later
#include "sessionfixture.h"

#include "columns/diffview.h"
#include "run/variantscsv.h"
#include "ui/variantscontrol.h"
#include "whatif/variantsdialog.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>

using namespace moa;
using moa::test::SessionFixture;

/** The window in which a run is held against itself without each of its proposers. */
class TestVariantsControl : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }
    void init();
    void cleanup();

    void itNeedsARun();
    void nothingIsAskedBeforeItIsWanted();
    void theTableFills();
    void theBaselinesFollow();
    void itCanBeStopped();
    void closingStops();
    void rowsAreSortedAndShowTheirDifference();
    void theTableAsCsv();

private:
    [[nodiscard]] bool run()
    {
        m_fixture->session().run(u"Why?"_qs);
        return m_fixture->waitForEnd();
    }
    [[nodiscard]] VariantsDialog *open()
    {
        m_control->open()->trigger();
        return m_window->findChild<VariantsDialog *>();
    }
    [[nodiscard]] static QPushButton *button(VariantsDialog *dialog, VariantsDialog::Offer which)
    {
        return dialog->findChild<QPushButton *>(u"offer%1"_qs.arg(static_cast<int>(which)));
    }
    [[nodiscard]] static QAbstractItemModel *table(VariantsDialog *dialog)
    {
        return dialog->findChild<QTableView *>(u"variants"_qs)->model();
    }
    [[nodiscard]] static QString cell(VariantsDialog *dialog, int row, int column)
    {
        return table(dialog)->index(row, column).data().toString();
    }
    [[nodiscard]] static QStringList column(VariantsDialog *dialog, int column)
    {
        QStringList cells;
        for (int row = 0; row < table(dialog)->rowCount(); ++row)
            cells.append(cell(dialog, row, column));
        return cells;
    }
    [[nodiscard]] qsizetype asked(const QString &model)
    {
        return m_fixture->server().requests(model).size();
    }

    std::unique_ptr<SessionFixture> m_fixture;
    std::unique_ptr<QWidget> m_window;
    VariantsControl *m_control = nullptr;
};

void TestVariantsControl::init()
{
    m_fixture = std::make_unique<SessionFixture>();
    m_window = std::make_unique<QWidget>();
    m_window->resize(900, 600);
    m_window->show();
    m_control = new VariantsControl(&m_fixture->session(), m_window.get());
}

void TestVariantsControl::cleanup()
{
    m_window.reset();
    m_fixture.reset();
}

void TestVariantsControl::itNeedsARun()
{
    QVERIFY(!m_control->open()->isEnabled());
    QVERIFY(run());
    QTRY_VERIFY(m_control->open()->isEnabled());
}

void TestVariantsControl::nothingIsAskedBeforeItIsWanted()
{
    QVERIFY(run());
    VariantsDialog *dialog = open();
    QVERIFY(dialog && dialog->isVisible());
    QCOMPARE(table(dialog)->rowCount(), 0);
    QCOMPARE(m_fixture->server().requests().size(), 3);
    QStringList said;
    for (const QLabel *label : dialog->findChildren<QLabel *>())
        said.append(label->text());
    const QString all = said.join(u'\n');
    QVERIFY2(all.contains(u"Needs 2 calls"), qPrintable(all));
    QVERIFY2(all.contains(u"Needs no call"), qPrintable(all));
    QVERIFY2(all.contains(u"about as many tokens as all proposers did"), qPrintable(all));
    QVERIFY2(all.contains(u"The whole mixture: "), qPrintable(all));
    // Opening it again is the same one.
    QCOMPARE(open(), dialog);
}

void TestVariantsControl::theTableFills()
{
    QVERIFY(run());
    VariantsDialog *dialog = open();
    const QAbstractItemModelTester tester(table(dialog),
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    const QAbstractItemModelTester sourceTester(
        dialog->findChild<VariantsModel *>(),
        QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy ended(m_control, &VariantsControl::runEnded);
    QTest::mouseClick(button(dialog, VariantsDialog::Offer::LeaveOneOut), Qt::LeftButton);
    QVERIFY(!button(dialog, VariantsDialog::Offer::LeaveOneOut)->isEnabled());
    QTRY_COMPARE(column(dialog, VariantsModel::State), QStringList({u"Done"_qs, u"Done"_qs}));
    QCOMPARE(column(dialog, VariantsModel::Name), QStringList({u"Without a"_qs, u"Without b"_qs}));
    QTRY_VERIFY(!cell(dialog, 1, VariantsModel::Bleu).isEmpty());
    QVERIFY(!cell(dialog, 0, VariantsModel::WordsChanged).isEmpty());
    QCOMPARE(cell(dialog, 0, VariantsModel::Cost), u"unpriced"_qs);
    QCOMPARE(asked(u"a"_qs), 1);
    QCOMPARE(asked(u"b"_qs), 1);
    QCOMPARE(asked(u"final"_qs), 3);
    QCOMPARE(ended.size(), 2);
    // The conversation is what it was.
    QCOMPARE(m_fixture->session().conversation().branches(m_fixture->turn(0)).size(), 1);
}

void TestVariantsControl::theBaselinesFollow()
{
    QVERIFY(run());
    VariantsDialog *dialog = open();
    QTest::mouseClick(button(dialog, VariantsDialog::Offer::Single), Qt::LeftButton);
    QTest::mouseClick(button(dialog, VariantsDialog::Offer::Sampled), Qt::LeftButton);
    QTRY_COMPARE(column(dialog, VariantsModel::State), QStringList({u"Done"_qs, u"Done"_qs}));
    QCOMPARE(cell(dialog, 0, VariantsModel::Name), u"a alone"_qs);
    QCOMPARE(cell(dialog, 1, VariantsModel::Name), u"a, 2 times"_qs);
    QCOMPARE(asked(u"a"_qs), 3); // no temperature was set: all samples are asked for
    QCOMPARE(asked(u"b"_qs), 1);
}

void TestVariantsControl::itCanBeStopped()
{
    QVERIFY(run());
    m_fixture->server().script(
        u"final"_qs,
        {ScriptedReply::openAiStream(u"one two"_qs).cutShort(ScriptedReply::Cut::Kind::Stall, 1)});
    VariantsDialog *dialog = open();
    auto *stop = dialog->findChild<QPushButton *>(u"stopVariants"_qs);
    QVERIFY(!stop->isEnabled());
    QTest::mouseClick(button(dialog, VariantsDialog::Offer::LeaveOneOut), Qt::LeftButton);
    QTRY_COMPARE(asked(u"final"_qs), 2);
    QCOMPARE(column(dialog, VariantsModel::State), QStringList({u"Running"_qs, u"Waiting"_qs}));
    QVERIFY(dialog->findChild<QProgressBar *>()->isVisible());
    QVERIFY(dialog->findChild<QLabel *>(u"variantsStatus"_qs)
                ->text()
                .startsWith(u"Without a: running for"));
    QTest::mouseClick(stop, Qt::LeftButton);
    QTRY_COMPARE(column(dialog, VariantsModel::State), QStringList({u"Stopped"_qs, u"Stopped"_qs}));
    QTRY_VERIFY(!stop->isEnabled());
    QCOMPARE(asked(u"final"_qs), 2);
}

void TestVariantsControl::closingStops()
{
    QVERIFY(run());
    m_fixture->server().script(
        u"final"_qs,
        {ScriptedReply::openAiStream(u"one two"_qs).cutShort(ScriptedReply::Cut::Kind::Stall, 1)});
    QSignalSpy ended(m_control, &VariantsControl::runEnded);
    const QPointer<VariantsDialog> dialog = open();
    QTest::mouseClick(button(dialog, VariantsDialog::Offer::LeaveOneOut), Qt::LeftButton);
    QTRY_COMPARE(asked(u"final"_qs), 2);
    dialog->close();
    QTRY_COMPARE(ended.size(), 1);
    QTRY_VERIFY(!dialog);
    QCOMPARE(ended.constFirst().constFirst().value<RunRecord>().state, RunState::Cancelled);
    QTRY_VERIFY(open() != nullptr);
}

void TestVariantsControl::rowsAreSortedAndShowTheirDifference()
{
    m_fixture->server().script(u"final"_qs,
                               {ScriptedReply::openAiStream(u"one two three four five"_qs),
                                ScriptedReply::openAiStream(u"one two three four five"_qs),
                                ScriptedReply::openAiStream(u"one two six seven"_qs)});
    QVERIFY(run());
    VariantsDialog *dialog = open();
    QTest::mouseClick(button(dialog, VariantsDialog::Offer::LeaveOneOut), Qt::LeftButton);
    QTRY_VERIFY(!column(dialog, VariantsModel::Bleu).contains(QString())
                && table(dialog)->rowCount() == 2);
    QCOMPARE(cell(dialog, 0, VariantsModel::Bleu), u"100.0"_qs);
    QCOMPARE(cell(dialog, 0, VariantsModel::WordsChanged), u"0 %"_qs);
    auto *view = dialog->findChild<QTableView *>(u"variants"_qs);
    view->sortByColumn(VariantsModel::Bleu, Qt::AscendingOrder);
    QCOMPARE(cell(dialog, 0, VariantsModel::Name), u"Without b"_qs);
    auto *diff = dialog->findChild<DiffView *>();
    QVERIFY(!diff->isVisible());
    view->selectRow(0);
    QVERIFY(diff->isVisible());
    QTRY_VERIFY(diff->textArea()->toPlainText().contains(u"six seven"));
}

void TestVariantsControl::theTableAsCsv()
{
    QVERIFY(run());
    VariantRuns runs({[](const RunPlan &) {}, [] {}});
    const auto original = m_fixture->session().conversation().turn(m_fixture->turn(0))->run;
    QList<Variant> variants = leaveOneOut(*original);
    variants[1].name = u"=b, \"the other\""_qs;
    runs.begin({}, original, variants);
    RunRecord ended = *original;
    ended.totals = {10, 20, Usd::fromPico(1'500'000'000'000), 0, false, 1234, 0};
    runs.take(ended);
    QTRY_VERIFY(runs.outcomes().at(0).change.has_value());
    const QStringList lines = variantsAsCsv(runs).split(u"\r\n"_qs);
    QCOMPARE(lines.size(), 5);
    QVERIFY(lines.at(0).startsWith(u"kind,agent,name,"));
    QVERIFY2(lines.at(1).startsWith(u"original,,,,,,,,3,"), qPrintable(lines.at(1)));
    QVERIFY2(lines.at(2).startsWith(u"without,a,a,1,done,100"), qPrintable(lines.at(2)));
    QVERIFY2(lines.at(2).contains(u",0,1,10,20,1.5,0,1234,"), qPrintable(lines.at(2)));
    QVERIFY2(lines.at(3).startsWith(u"without,b,\"'=b, \"\"the other\"\"\",1,running,,,,1,,,,,,"),
             qPrintable(lines.at(3)));
    for (qsizetype row = 1; row < 3; ++row)
        QCOMPARE(lines.at(row).count(u','), lines.at(0).count(u','));
    QVERIFY(lines.at(4).isEmpty());
}

QTEST_MAIN(TestVariantsControl)
#include "tst_variantscontrol.moc"
