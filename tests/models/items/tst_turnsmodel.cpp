// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/turnsmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace moa;

namespace {

std::shared_ptr<const RunRecord> runIn(RunState state, const QString &error = {})
{
    RunRecord run;
    run.state = state;
    run.error = error;
    if (state == RunState::Done || state == RunState::Degraded)
        run.final = ResponseId{AgentId(u"final"_qs), 1};
    return std::make_shared<const RunRecord>(run);
}

} // namespace

class TestTurnsModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_model.reset(); }
    void rowsAreThePath();
    void theFirstLineStandsForThePrompt_data();
    void theFirstLineStandsForThePrompt();
    void theStateIsTold_data();
    void theStateIsTold();
    void aTurnWithoutAnAnswerSaysWhatThatMeans();
    void branchesAreCounted();
    void rowsThatStayKeepTheirPlace();
    void anotherBranchReplacesTheRest();
    void nothingChangesWithoutNews();
    void theShownTurnIsMarked();
    void rowsAreFoundById();

private:
    [[nodiscard]] QVariant data(int row, int role = Qt::DisplayRole) const
    {
        return m_model->index(row).data(role);
    }
    void publish(const TurnId &running = {}, const TurnId &shown = {})
    {
        m_model->setConversation(m_tree, running, shown);
    }

    ConversationTree m_tree;
    std::unique_ptr<TurnsModel> m_model;
};

void TestTurnsModel::init()
{
    m_tree = {};
    m_model = std::make_unique<TurnsModel>();
    new QAbstractItemModelTester(
        m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest, m_model.get());
}

void TestTurnsModel::rowsAreThePath()
{
    m_tree.append(u"one"_qs);
    const TurnId second = m_tree.append(u"two"_qs);
    publish();
    QCOMPARE(m_model->rowCount(), 2);
    QCOMPARE(data(1).toString(), u"two"_qs);
    QCOMPARE(data(1, TurnsModel::NumberRole).toInt(), 2);
    QCOMPARE(data(1, TurnsModel::IdRole).value<TurnId>(), second);
    m_tree = {};
    publish();
    QCOMPARE(m_model->rowCount(), 0);
}

void TestTurnsModel::theFirstLineStandsForThePrompt_data()
{
    QTest::addColumn<QString>("prompt");
    QTest::addColumn<QString>("line");
    QTest::newRow("one line") << u"Why?"_qs << u"Why?"_qs;
    QTest::newRow("several") << u"Why?\nSay."_qs << u"Why?"_qs;
    QTest::newRow("blank at first") << u"\n  \n  Why?\n"_qs << u"Why?"_qs;
    QTest::newRow("inner space") << u"Why\t  not?"_qs << u"Why not?"_qs;
    QTest::newRow("nothing") << u" \n"_qs << QString();
    QTest::newRow("one line of megabytes") << QString(5'000'000, u'x') << QString(200, u'x');
}

void TestTurnsModel::theFirstLineStandsForThePrompt()
{
    QFETCH(QString, prompt);
    QFETCH(QString, line);
    m_tree.append(prompt);
    publish();
    QCOMPARE(data(0).toString(), line);
    QCOMPARE(data(0, TurnsModel::PromptRole).toString().size(), prompt.size());
    QVERIFY(data(0, Qt::ToolTipRole).toString().size() < 3000);
}

void TestTurnsModel::theStateIsTold_data()
{
    QTest::addColumn<RunState>("run");
    QTest::addColumn<TurnState>("state");
    QTest::addColumn<QString>("word");
    QTest::newRow("done") << RunState::Done << TurnState::Answered << u"Done"_qs;
    QTest::newRow("degraded") << RunState::Degraded << TurnState::Degraded << u"Done in part"_qs;
    QTest::newRow("failed") << RunState::Failed << TurnState::Unanswered << u"Failed"_qs;
    QTest::newRow("cancelled") << RunState::Cancelled << TurnState::Stopped << u"Stopped"_qs;
    QTest::newRow("limited") << RunState::Limited << TurnState::Stopped << u"Stopped"_qs;
}

void TestTurnsModel::theStateIsTold()
{
    QFETCH(RunState, run);
    QFETCH(TurnState, state);
    QFETCH(QString, word);
    const TurnId id = m_tree.append(u"one"_qs);
    publish(id);
    QCOMPARE(data(0, TurnsModel::StateWordRole).toString(), u"Running"_qs);
    m_tree.setRun(id, runIn(run));
    publish();
    QCOMPARE(data(0, TurnsModel::StateRole).toInt(), static_cast<int>(state));
    QCOMPARE(data(0, TurnsModel::StateWordRole).toString(), word);
    QVERIFY(data(0, Qt::AccessibleTextRole).toString().contains(word));
}

void TestTurnsModel::aTurnWithoutAnAnswerSaysWhatThatMeans()
{
    const TurnId id = m_tree.append(u"one"_qs);
    m_tree.setRun(id, runIn(RunState::Failed, u"The key is void."_qs));
    publish();
    QCOMPARE(data(0, Qt::ToolTipRole).toString(),
             u"one\n\nThe key is void.\nThere is no final answer, so later turns go on without "
             "this one."_qs);
    m_tree.setRun(id, runIn(RunState::Done));
    publish();
    QCOMPARE(data(0, Qt::ToolTipRole).toString(), u"one"_qs);
}

void TestTurnsModel::branchesAreCounted()
{
    const TurnId first = m_tree.append(u"one"_qs);
    publish();
    QCOMPARE(data(0, TurnsModel::BranchCountRole).toInt(), 1);
    QVERIFY(data(0, TurnsModel::NextBranchRole).value<TurnId>().isEmpty());
    const TurnId second = m_tree.rerun(first);
    m_tree.rerun(first);
    m_tree.choose(second);
    publish();
    QCOMPARE(data(0, TurnsModel::BranchRole).toInt(), 2);
    QCOMPARE(data(0, TurnsModel::BranchCountRole).toInt(), 3);
    QCOMPARE(data(0, TurnsModel::PreviousBranchRole).value<TurnId>(), first);
    QVERIFY(!data(0, TurnsModel::NextBranchRole).value<TurnId>().isEmpty());
    QVERIFY(data(0, Qt::AccessibleTextRole).toString().contains(u"branch 2 of 3"));
    m_tree.choose(first);
    publish();
    QVERIFY(data(0, TurnsModel::PreviousBranchRole).value<TurnId>().isEmpty());
}

void TestTurnsModel::rowsThatStayKeepTheirPlace()
{
    const TurnId first = m_tree.append(u"one"_qs);
    publish(first);
    const QPersistentModelIndex kept = m_model->index(0);
    QSignalSpy changed(m_model.get(), &TurnsModel::dataChanged);
    m_tree.setRun(first, runIn(RunState::Done));
    m_tree.append(u"two"_qs);
    publish();
    QCOMPARE(changed.size(), 1);
    QVERIFY(kept.isValid());
    QCOMPARE(kept.row(), 0);
    QCOMPARE(m_model->rowCount(), 2);
}

void TestTurnsModel::anotherBranchReplacesTheRest()
{
    m_tree.append(u"one"_qs);
    const TurnId second = m_tree.append(u"two"_qs);
    m_tree.append(u"three"_qs);
    publish();
    const QPersistentModelIndex first = m_model->index(0);
    const QPersistentModelIndex last = m_model->index(2);
    m_tree.edit(second, u"zwei"_qs);
    publish();
    QVERIFY(first.isValid());
    QVERIFY(!last.isValid());
    QCOMPARE(m_model->rowCount(), 2);
    QCOMPARE(data(1).toString(), u"zwei"_qs);
}

void TestTurnsModel::nothingChangesWithoutNews()
{
    m_tree.append(u"one"_qs);
    publish();
    QSignalSpy changed(m_model.get(), &TurnsModel::dataChanged);
    QSignalSpy inserted(m_model.get(), &TurnsModel::rowsInserted);
    publish();
    QCOMPARE(changed.size(), 0);
    QCOMPARE(inserted.size(), 0);
}

void TestTurnsModel::theShownTurnIsMarked()
{
    const TurnId first = m_tree.append(u"one"_qs);
    const TurnId second = m_tree.append(u"two"_qs);
    publish({}, first);
    QVERIFY(data(0, TurnsModel::ShownRole).toBool());
    QVERIFY(!data(1, TurnsModel::ShownRole).toBool());
    publish({}, second);
    QVERIFY(!data(0, TurnsModel::ShownRole).toBool());
    QVERIFY(data(1, TurnsModel::ShownRole).toBool());
}

void TestTurnsModel::rowsAreFoundById()
{
    m_tree.append(u"one"_qs);
    const TurnId second = m_tree.append(u"two"_qs);
    publish();
    QCOMPARE(m_model->row(second), std::optional(1));
    QCOMPARE(m_model->row(TurnId()), std::nullopt);
}

QTEST_GUILESS_MAIN(TestTurnsModel)

#include "tst_turnsmodel.moc"
