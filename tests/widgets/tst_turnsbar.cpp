// SPDX-License-Identifier: GPL-3.0-or-later
#include "editors/turnsbar.h"
#include "editors/turnsdelegate.h"
#include "items/turnsmodel.h"
#include "theme/theme.h"

#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QListView>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace moa;

class TestTurnsBar : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { qRegisterMetaType<TurnId>(); }
    void init();
    void cleanup();

    void theBarIsHiddenBeforeTheFirstTurn();
    void threeLinesAreTheMost();
    void theShownTurnComesIntoView();
    void aClickShowsATurn();
    void arrowsWalkAndReturnShows();
    void walkingIsNotDisturbedByNews();
    void theSwitchLeadsToTheNextBranch();
    void theSwitchIsDeadAtItsEnds();
    void leftAndRightLeadToBranches();
    void keysAskToEditTheCurrentTurn();
    void theButtonsActOnTheCurrentTurn();
    void copyTakesTheWholePrompt();
    void nothingRunsWhileARunGoesOn();
    void theMenuOffersWhatCanBeDone();
    void aNewConversationCanBeAskedFor();
    void everyRowSaysWhatItIs();

private:
    /// Shows the conversation with turn @p shown; without: its last.
    void publish(const TurnId &shown = {})
    {
        m_model->setConversation(m_tree, {}, shown.isEmpty() ? m_tree.current() : shown);
        QCoreApplication::sendPostedEvents();
    }
    [[nodiscard]] QListView *list() const { return m_bar->findChild<QListView *>(); }
    [[nodiscard]] QToolButton *button(const char *name) const
    {
        return m_bar->findChild<QToolButton *>(QLatin1String(name));
    }
    [[nodiscard]] static TurnId chosen(const QSignalSpy &spy)
    {
        return spy.isEmpty() ? TurnId() : spy.constLast().constFirst().value<TurnId>();
    }
    void click(QPoint place) const
    {
        QTest::mouseClick(list()->viewport(), Qt::LeftButton, {}, place);
    }
    /// Where in the row a click leads to this branch.
    [[nodiscard]] std::optional<QPoint> placeOf(int row, const TurnId &branch) const
    {
        const QModelIndex index = m_model->index(row);
        const QRect rect = list()->visualRect(index);
        for (int x = rect.left(); x <= rect.right(); ++x) {
            const QPoint place(x + control::target / 2, rect.center().y());
            if (TurnsDelegate::branchAt(index, rect, place) == branch)
                return place;
        }
        return std::nullopt;
    }

    ConversationTree m_tree;
    TurnId m_first;
    TurnId m_second;
    std::unique_ptr<TurnsModel> m_model;
    std::unique_ptr<TurnsBar> m_bar;
    std::unique_ptr<QWidget> m_window;
};

void TestTurnsBar::init()
{
    QApplication::setPalette(Theme::make(Theme::Scheme::Light).palette());
    m_tree = {};
    m_model = std::make_unique<TurnsModel>();
    m_window = std::make_unique<QWidget>();
    m_window->resize(800, 200);
    m_bar = std::make_unique<TurnsBar>(m_window.get());
    m_bar->setModel(m_model.get());
    m_bar->resize(800, 100);
    m_window->show();
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    m_first = m_tree.append(u"Why is the sky blue?"_qs);
    m_second = m_tree.append(u"And at sunset?\nBe brief."_qs);
}

void TestTurnsBar::cleanup()
{
    m_bar.reset();
    m_window.reset();
    m_model.reset();
}

void TestTurnsBar::theBarIsHiddenBeforeTheFirstTurn()
{
    QVERIFY(m_bar->isHidden());
    publish();
    QVERIFY(m_bar->isVisible());
    m_tree = {};
    publish();
    QVERIFY(m_bar->isHidden());
}

void TestTurnsBar::threeLinesAreTheMost()
{
    publish();
    QCOMPARE(list()->height(), 2 * TurnsDelegate::rowHeight());
    QCOMPARE(list()->verticalScrollBar()->maximum(), 0);
    for (int turn = 0; turn < 5; ++turn)
        m_tree.append(u"more"_qs);
    publish();
    QCOMPARE(list()->height(), 3 * TurnsDelegate::rowHeight());
    QTRY_VERIFY(list()->verticalScrollBar()->maximum() > 0);
}

void TestTurnsBar::theShownTurnComesIntoView()
{
    for (int turn = 0; turn < 8; ++turn)
        m_tree.append(u"more"_qs);
    publish();
    QCOMPARE(list()->currentIndex().row(), 9);
    QTRY_VERIFY(list()->viewport()->rect().contains(list()->visualRect(m_model->index(9))));
    publish(m_first);
    QCOMPARE(list()->currentIndex().row(), 0);
    QVERIFY(list()->viewport()->rect().contains(list()->visualRect(m_model->index(0))));
}

void TestTurnsBar::aClickShowsATurn()
{
    publish();
    QSignalSpy spy(m_bar.get(), &TurnsBar::turnChosen);
    click(list()->visualRect(m_model->index(0)).center());
    QCOMPARE(spy.size(), 1);
    QCOMPARE(chosen(spy), m_first);
}

void TestTurnsBar::arrowsWalkAndReturnShows()
{
    publish();
    QSignalSpy spy(m_bar.get(), &TurnsBar::turnChosen);
    m_bar->setFocus();
    QVERIFY(list()->hasFocus());
    QTest::keyClick(list(), Qt::Key_Up);
    QCOMPARE(list()->currentIndex().row(), 0);
    QCOMPARE(spy.size(), 0);
    QTest::keyClick(list(), Qt::Key_Return);
    QCOMPARE(chosen(spy), m_first);
}

void TestTurnsBar::walkingIsNotDisturbedByNews()
{
    publish();
    list()->setFocus();
    QTest::keyClick(list(), Qt::Key_Up);
    m_tree.setRun(m_second, std::make_shared<const RunRecord>());
    publish();
    QCOMPARE(list()->currentIndex().row(), 0);
}

void TestTurnsBar::theSwitchLeadsToTheNextBranch()
{
    const TurnId edited = m_tree.edit(m_second, u"And at dawn?"_qs);
    publish();
    QSignalSpy spy(m_bar.get(), &TurnsBar::turnChosen);
    const std::optional<QPoint> place = placeOf(1, m_second);
    QVERIFY(place);
    click(*place);
    QCOMPARE(spy.size(), 1);
    QCOMPARE(chosen(spy), m_second);

    m_tree.choose(m_second);
    publish(m_second);
    const std::optional<QPoint> back = placeOf(1, edited);
    QVERIFY(back);
    QVERIFY(back->x() > place->x());
    click(*back);
    QCOMPARE(spy.size(), 2);
    QCOMPARE(chosen(spy), edited);
}

void TestTurnsBar::theSwitchIsDeadAtItsEnds()
{
    m_tree.edit(m_second, u"And at dawn?"_qs);
    publish();
    // There is one way, backwards; beyond the last branch a click is one on the row.
    const QRect row = list()->visualRect(m_model->index(1));
    QSet<QString> reached;
    for (int x = row.left(); x <= row.right(); ++x) {
        const TurnId branch =
            TurnsDelegate::branchAt(m_model->index(1), row, {x, row.center().y()});
        if (!branch.isEmpty())
            reached.insert(branch.toString());
    }
    QCOMPARE(reached, QSet<QString>({m_second.toString()}));
}

void TestTurnsBar::leftAndRightLeadToBranches()
{
    const TurnId edited = m_tree.edit(m_second, u"And at dawn?"_qs);
    publish();
    QSignalSpy spy(m_bar.get(), &TurnsBar::turnChosen);
    list()->setFocus();
    QTest::keyClick(list(), Qt::Key_Right);
    QCOMPARE(spy.size(), 0);
    QTest::keyClick(list(), Qt::Key_Left);
    QCOMPARE(chosen(spy), m_second);
    m_tree.choose(m_second);
    publish(m_second);
    QTest::keyClick(list(), Qt::Key_Right);
    QCOMPARE(chosen(spy), edited);
}

void TestTurnsBar::keysAskToEditTheCurrentTurn()
{
    publish();
    QSignalSpy spy(m_bar.get(), &TurnsBar::editRequested);
    list()->setFocus();
    QTest::keyClick(list(), Qt::Key_Up);
    QTest::keyClick(list(), Qt::Key_F2);
    QCOMPARE(spy.size(), 1);
    QCOMPARE(chosen(spy), m_first);
}

void TestTurnsBar::theButtonsActOnTheCurrentTurn()
{
    publish(m_first);
    QSignalSpy edit(m_bar.get(), &TurnsBar::editRequested);
    QSignalSpy rerun(m_bar.get(), &TurnsBar::rerunRequested);
    QTest::mouseClick(button("editTurn"), Qt::LeftButton);
    QCOMPARE(chosen(edit), m_first);
    QTest::mouseClick(button("rerunTurn"), Qt::LeftButton);
    QCOMPARE(chosen(rerun), m_first);
}

void TestTurnsBar::copyTakesTheWholePrompt()
{
    publish();
    list()->setFocus();
    QTest::keyClick(list(), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"And at sunset?\nBe brief."_qs);
}

void TestTurnsBar::nothingRunsWhileARunGoesOn()
{
    publish();
    m_bar->setRunning(true);
    QSignalSpy edit(m_bar.get(), &TurnsBar::editRequested);
    QSignalSpy shown(m_bar.get(), &TurnsBar::turnChosen);
    QVERIFY(!button("editTurn")->isEnabled());
    QVERIFY(!button("rerunTurn")->isEnabled());
    list()->setFocus();
    QTest::keyClick(list(), Qt::Key_F2);
    QCOMPARE(edit.size(), 0);
    // Looking is free.
    QTest::keyClick(list(), Qt::Key_Up);
    QTest::keyClick(list(), Qt::Key_Return);
    QCOMPARE(chosen(shown), m_first);
    m_bar->setRunning(false);
    QVERIFY(button("rerunTurn")->isEnabled());
}

void TestTurnsBar::theMenuOffersWhatCanBeDone()
{
    publish();
    QCOMPARE(list()->contextMenuPolicy(), Qt::ActionsContextMenu);
    QStringList offered;
    for (const QAction *action : list()->actions()) {
        if (action->isEnabled())
            offered.append(action->text());
    }
    QCOMPARE(offered,
             QStringList({u"Show Responses"_qs, u"Edit and Rerun…"_qs, u"Rerun"_qs,
                          u"Copy Prompt"_qs, u"New Conversation"_qs}));
}

void TestTurnsBar::aNewConversationCanBeAskedFor()
{
    QVERIFY(!m_bar->newConversation()->isEnabled());
    publish();
    QSignalSpy spy(m_bar.get(), &TurnsBar::newConversationRequested);
    QTest::mouseClick(button("newConversation"), Qt::LeftButton);
    QCOMPARE(spy.size(), 1);
    m_bar->newConversation()->trigger();
    QCOMPARE(spy.size(), 2);
}

void TestTurnsBar::everyRowSaysWhatItIs()
{
    m_tree.edit(m_second, u"And at dawn?"_qs);
    publish();
    QAccessibleInterface *turns = QAccessible::queryAccessibleInterface(list());
    QCOMPARE(turns->text(QAccessible::Name), u"Turns of the conversation"_qs);
    QCOMPARE(turns->childCount(), 2);
    QCOMPARE(turns->child(1)->text(QAccessible::Name),
             u"Turn 2, And at dawn?, Stopped, branch 2 of 2, shown"_qs);
}

QTEST_MAIN(TestTurnsBar)

#include "tst_turnsbar.moc"
