// SPDX-License-Identifier: GPL-3.0-or-later
#include "sessionfixture.h"

#include "editors/promptbar.h"
#include "editors/promptedit.h"
#include "editors/turnsbar.h"
#include "theme/theme.h"
#include "ui/turnscontrol.h"

#include <QApplication>
#include <QLabel>
#include <QListView>
#include <QToolButton>
#include <QVBoxLayout>

using namespace moa;
using moa::test::SessionFixture;
using Cut = ScriptedReply::Cut;

/** The conversation as a person has it: turns above the prompt. */
class TestTurnsControl : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void aConversationIsWrittenTurnByTurn();
    void runningTheSamePromptTwiceIsARerun();
    void theHintSaysWhatARunWouldBe();
    void turnsThatAreLeftOutAreTold();
    void anEarlierTurnIsEditedInThePromptBar();
    void escapeGivesUpTheEdit();
    void whatWasBeingWrittenComesBack();
    void editingAnotherTurnKeepsTheDraft();
    void theRerunButtonRuns();
    void aClickShowsAnEarlierTurn();
    void stopEndsTheRun();
    void aNewConversationEndsAnEdit();

private:
    void write(const QString &prompt)
    {
        edit()->setFocus();
        QTest::keyClick(edit(), Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(edit(), prompt);
    }
    [[nodiscard]] bool run()
    {
        QTest::keyClick(edit(), Qt::Key_Return, Qt::ControlModifier);
        return m_fixture->session().isRunning() && m_fixture->waitForEnd();
    }
    [[nodiscard]] bool converse(const QStringList &prompts)
    {
        for (const QString &prompt : prompts) {
            write(prompt);
            if (!run())
                return false;
        }
        return true;
    }
    [[nodiscard]] PromptEdit *edit() const { return m_window->findChild<PromptEdit *>(); }
    [[nodiscard]] QListView *turns() const { return m_window->findChild<QListView *>(); }
    [[nodiscard]] QToolButton *button(const char *name) const
    {
        return m_window->findChild<QToolButton *>(QLatin1String(name));
    }
    [[nodiscard]] QString label(const char *name) const
    {
        const auto *found = m_window->findChild<QLabel *>(QLatin1String(name));
        return found->isVisible() ? found->text() : QString();
    }
    void clickTurn(int row) const
    {
        const QRect place = turns()->visualRect(turns()->model()->index(row, 0));
        QTest::mouseClick(turns()->viewport(), Qt::LeftButton, {}, place.center());
    }

    std::unique_ptr<SessionFixture> m_fixture;
    std::unique_ptr<QWidget> m_window;
    std::unique_ptr<TurnsControl> m_control;
};

void TestTurnsControl::init()
{
    QApplication::setPalette(Theme::make(Theme::Scheme::Light).palette());
    m_fixture = std::make_unique<SessionFixture>();
    m_window = std::make_unique<QWidget>();
    auto *layout = new QVBoxLayout(m_window.get());
    auto *bar = new TurnsBar;
    auto *prompt = new PromptBar;
    layout->addStretch();
    layout->addWidget(bar);
    layout->addWidget(prompt);
    m_control = std::make_unique<TurnsControl>(&m_fixture->session(), bar, prompt, nullptr);
    m_window->resize(900, 400);
    m_window->show();
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
}

void TestTurnsControl::cleanup()
{
    m_control.reset();
    m_window.reset();
    m_fixture.reset();
}

void TestTurnsControl::aConversationIsWrittenTurnByTurn()
{
    QVERIFY(!turns()->isVisible());
    QVERIFY(converse({u"Why?"_qs, u"And then?"_qs}));
    QVERIFY(turns()->isVisible());
    QCOMPARE(turns()->model()->rowCount(), 2);
    QCOMPARE(m_fixture->lastAsked(u"a"_qs).size(), 3);
}

void TestTurnsControl::runningTheSamePromptTwiceIsARerun()
{
    QVERIFY(converse({u"Why?"_qs}));
    QVERIFY(run());
    QCOMPARE(turns()->model()->rowCount(), 1);
    QCOMPARE(turns()->model()->index(0, 0).data(TurnsModel::BranchCountRole).toInt(), 2);
}

void TestTurnsControl::theHintSaysWhatARunWouldBe()
{
    write(u"Why?"_qs);
    QCOMPARE(label("promptHint"), u"Ctrl+Return runs the mixture."_qs);
    QVERIFY(run());
    QCOMPARE(label("promptHint"), u"Ctrl+Return runs turn 1 again, as a branch."_qs);
    write(u"And then?"_qs);
    QCOMPARE(label("promptHint"), u"Ctrl+Return continues the conversation with turn 2."_qs);
}

void TestTurnsControl::turnsThatAreLeftOutAreTold()
{
    m_fixture->server().script(u"final"_qs, {ScriptedReply::openAiError(400, u"No."_qs)});
    QVERIFY(converse({u"Why?"_qs}));
    // Its own answer is none that a rerun would be without.
    QCOMPARE(label("promptHint"), u"Ctrl+Return runs turn 1 again, as a branch."_qs);
    write(u"And then?"_qs);
    QCOMPARE(label("promptHint"),
             u"Ctrl+Return continues the conversation with turn 2. Turn 1 has no final answer and "
             "is left out."_qs);
    QVERIFY(run());
    write(u"Third"_qs);
    QVERIFY(label("promptHint").endsWith(u" Turns 1, 2 have no final answer and are left out."));
}

void TestTurnsControl::anEarlierTurnIsEditedInThePromptBar()
{
    QVERIFY(converse({u"Why?"_qs, u"And then?"_qs}));
    clickTurn(0);
    QTest::keyClick(turns(), Qt::Key_F2);
    QVERIFY(edit()->hasFocus());
    QCOMPARE(edit()->text(), u"Why?"_qs);
    QCOMPARE(label("editNotice"), u"Editing turn 1: runs as a branch, the turn as it is stays."_qs);
    QTest::keyClicks(edit(), u" Tell me."_qs);
    QVERIFY(run());
    QCOMPARE(m_fixture->prompts(), QStringList({u"Why? Tell me."_qs}));
    QCOMPARE(m_fixture->lastAsked(u"a"_qs), QStringList({u"user: Why? Tell me."_qs}));
    QCOMPARE(label("editNotice"), QString());
    // The other branch is one key away.
    turns()->setFocus();
    QTest::keyClick(turns(), Qt::Key_Left);
    QCOMPARE(m_fixture->prompts(), QStringList({u"Why?"_qs, u"And then?"_qs}));
}

void TestTurnsControl::escapeGivesUpTheEdit()
{
    QVERIFY(converse({u"Why?"_qs}));
    QTest::mouseClick(button("editTurn"), Qt::LeftButton);
    QTest::keyClicks(edit(), u" Tell me."_qs);
    QTest::keyClick(edit(), Qt::Key_Escape);
    QCOMPARE(label("editNotice"), QString());
    QCOMPARE(edit()->text(), u"Why?"_qs);
    QCOMPARE(m_fixture->session().conversation().branches(m_fixture->turn(0)).size(), 1);
}

void TestTurnsControl::whatWasBeingWrittenComesBack()
{
    QVERIFY(converse({u"Why?"_qs}));
    write(u"half a thou"_qs);
    QTest::mouseClick(button("editTurn"), Qt::LeftButton);
    QCOMPARE(edit()->text(), u"Why?"_qs);
    QTest::mouseClick(button("cancelEdit"), Qt::LeftButton);
    QCOMPARE(edit()->text(), u"half a thou"_qs);

    QTest::mouseClick(button("editTurn"), Qt::LeftButton);
    write(u"Why not?"_qs);
    QVERIFY(run());
    QCOMPARE(m_fixture->prompts(), QStringList({u"Why not?"_qs}));
    QCOMPARE(edit()->text(), u"half a thou"_qs);
}

void TestTurnsControl::editingAnotherTurnKeepsTheDraft()
{
    QVERIFY(converse({u"Why?"_qs, u"And then?"_qs}));
    write(u"half a thou"_qs);
    QTest::mouseClick(button("editTurn"), Qt::LeftButton);
    QCOMPARE(edit()->text(), u"And then?"_qs);
    clickTurn(0);
    QTest::mouseClick(button("editTurn"), Qt::LeftButton);
    QCOMPARE(edit()->text(), u"Why?"_qs);
    QTest::keyClick(edit(), Qt::Key_Escape);
    QCOMPARE(edit()->text(), u"half a thou"_qs);
}

void TestTurnsControl::theRerunButtonRuns()
{
    QVERIFY(converse({u"Why?"_qs, u"And then?"_qs}));
    clickTurn(0);
    QTest::mouseClick(button("rerunTurn"), Qt::LeftButton);
    QVERIFY(m_fixture->session().isRunning());
    QVERIFY(!button("rerunTurn")->isEnabled());
    QVERIFY(m_fixture->waitForEnd());
    QVERIFY(button("rerunTurn")->isEnabled());
    QCOMPARE(m_fixture->prompts(), QStringList({u"Why?"_qs}));
}

void TestTurnsControl::aClickShowsAnEarlierTurn()
{
    QVERIFY(converse({u"Why?"_qs, u"And then?"_qs}));
    clickTurn(0);
    QCOMPARE(m_fixture->shown(u"final"_qs), u"answer of final to Why?"_qs);
    clickTurn(1);
    QCOMPARE(m_fixture->shown(u"final"_qs), u"answer of final to And then?"_qs);
}

void TestTurnsControl::stopEndsTheRun()
{
    m_fixture->server().script(
        u"a"_qs, {ScriptedReply::openAiStream(u"one two"_qs).cutShort(Cut::Kind::Stall, 2)});
    write(u"Why?"_qs);
    QTest::keyClick(edit(), Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(m_fixture->session().isRunning());
    QTest::keyClick(edit(), Qt::Key_Escape);
    QVERIFY(m_fixture->waitForEnd());
    QCOMPARE(turns()->model()->index(0, 0).data(TurnsModel::StateWordRole).toString(),
             u"Stopped"_qs);
}

void TestTurnsControl::aNewConversationEndsAnEdit()
{
    QVERIFY(converse({u"Why?"_qs}));
    write(u"half a thou"_qs);
    QTest::mouseClick(button("editTurn"), Qt::LeftButton);
    QTest::mouseClick(button("newConversation"), Qt::LeftButton);
    QCOMPARE(label("editNotice"), QString());
    QCOMPARE(edit()->text(), u"half a thou"_qs);
    QVERIFY(!turns()->isVisible());
    QCOMPARE(label("promptHint"), u"Ctrl+Return runs the mixture."_qs);
    QVERIFY(run());
    QCOMPARE(m_fixture->lastAsked(u"a"_qs), QStringList({u"user: half a thou"_qs}));
}

QTEST_MAIN(TestTurnsControl)

#include "tst_turnscontrol.moc"
