// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvassession.h"
#include "columns/columnhead.h"
#include "columns/columnsview.h"
#include "columns/responsecolumn.h"
#include "ui/whatif.h"

#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>

using namespace moa;
using namespace moa::test;

/** Canvas, columns and session of "a b|final", and what can be asked of its run. */
class TestWhatIf : public QObject, private CanvasSession
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }
    void init();
    void cleanup();

    void onlyWhatChangedIsRun();
    void theSummarySaysWhatItTakesAndSaves();
    void askingAgainRunsWhatDependsOnIt();
    void askingAgainLetsAPinGo();
    void runningWithoutLeavesTheMixtureAsItIs();
    void theFinalAgentCannotBeLeftOut();
    void thereHasToBeARun();
    void anAnswerIsEditedByHand();
    void anEditOutlivesTheStartOfARun();
    void anEditStaysWithItsMixture_data();
    void anEditStaysWithItsMixture();
    void anEditIsGivenUp_data();
    void anEditIsGivenUp();
    void blankTextIsNotSaved();
    void keptAnswersLookKept();
    void theColumnsMenuOffersIt();
    void anInterruptedRunIsGoneOnWith();

private:
    [[nodiscard]] bool run()
    {
        m_fixture->session().run(u"Why?"_qs);
        return waitForEnd();
    }
    [[nodiscard]] bool waitForEnd()
    {
        return m_fixture->waitForEnd()
            && QTest::qWaitFor([this] { return m_whatIf->shownRun() != nullptr; });
    }
    /// "a b final": how often each was asked.
    [[nodiscard]] QString asked()
    {
        const auto count = [this](const QString &model) {
            return QString::number(m_fixture->server().requests(model).size());
        };
        return count(u"a"_qs) + u' ' + count(u"b"_qs) + u' ' + count(u"final"_qs);
    }
    [[nodiscard]] ResponseColumn *column(const QString &agent)
    {
        return m_columns->findChild<ResponseColumn *>(u"column:%1#1"_qs.arg(agent));
    }
    [[nodiscard]] QString word(const QString &agent)
    {
        return column(agent)->head()->content().stateWord;
    }
    [[nodiscard]] QString finalSystemMessage()
    {
        return SessionFixture::messages(m_fixture->server().requests(u"final"_qs).constLast())
            .first()
            .toObject()[u"content"]
            .toString();
    }
    [[nodiscard]] QPlainTextEdit *beginEdit(const QString &agent)
    {
        m_columns->editAnswer({AgentId(agent), 1});
        return column(agent)->findChild<QPlainTextEdit *>(u"answerEdit"_qs);
    }

    std::unique_ptr<ColumnsView> m_columns;
    std::unique_ptr<WhatIf> m_whatIf;
};

void TestWhatIf::init()
{
    begin();
    m_columns = std::make_unique<ColumnsView>();
    m_columns->setModel(&m_fixture->responses());
    m_columns->resize(1200, 500);
    m_columns->show();
    m_whatIf = std::make_unique<WhatIf>(
        WhatIf::Parts{&m_fixture->document(), &m_fixture->responses(), &m_fixture->session(),
                      m_onCanvas->pins(), m_canvas.get(), m_columns.get()},
        nullptr);
}

void TestWhatIf::cleanup()
{
    m_whatIf.reset();
    m_columns.reset();
    end();
}

void TestWhatIf::onlyWhatChangedIsRun()
{
    QVERIFY(!m_whatIf->runChanged()->isEnabled());
    QVERIFY(run());
    QTRY_COMPARE(m_whatIf->summary(), u"Nothing has changed since this run."_qs);
    QVERIFY(!m_whatIf->runChanged()->isEnabled());
    Mixture now = m_fixture->document().mixture();
    now.layers[0].agents[0].model = u"new"_qs;
    m_fixture->document().apply(now, u"Swap"_qs);
    QTRY_VERIFY(m_whatIf->runChanged()->isEnabled());
    m_whatIf->runChanged()->trigger();
    QVERIFY(waitForEnd());
    QCOMPARE(asked(), u"1 1 2"_qs);
    QCOMPARE(m_fixture->server().requests(u"new"_qs).size(), 1);
    QCOMPARE(m_whatIf->shownRun()->state, RunState::Done);
    // A branch: what was there before still is.
    QCOMPARE(m_fixture->session().conversation().branches(m_fixture->turn(0)).size(), 2);
}

void TestWhatIf::theSummarySaysWhatItTakesAndSaves()
{
    QVERIFY(run());
    Mixture now = m_fixture->document().mixture();
    now.layers[1].agents[0].settings.temperature = 0.1;
    m_fixture->document().apply(now, u"Set"_qs);
    QTRY_VERIFY2(m_whatIf->summary().startsWith(u"1 call"), qPrintable(m_whatIf->summary()));
    QVERIFY2(m_whatIf->summary().contains(u"Kept: 2 of 3 answers"),
             qPrintable(m_whatIf->summary()));
    QTRY_VERIFY2(m_whatIf->summary().contains(u"unpriced"), qPrintable(m_whatIf->summary()));
    QCOMPARE(m_whatIf->summaryEntry()->text(), m_whatIf->summary());
    QVERIFY(!m_whatIf->summaryEntry()->isEnabled());
    m_fixture->document().undoStack()->undo();
    QTRY_COMPARE(m_whatIf->summary(), u"Nothing has changed since this run."_qs);
}

void TestWhatIf::askingAgainRunsWhatDependsOnIt()
{
    QVERIFY(run());
    press({a}, Qt::Key_R, Qt::ShiftModifier);
    QVERIFY(waitForEnd());
    QCOMPARE(asked(), u"2 1 2"_qs);
    press({last}, Qt::Key_R, Qt::ShiftModifier);
    QVERIFY(waitForEnd());
    QCOMPARE(asked(), u"2 1 3"_qs);
}

void TestWhatIf::askingAgainLetsAPinGo()
{
    QVERIFY(run());
    press({a}, Qt::Key_P);
    QVERIFY(m_onCanvas->pins()->isPinned(a));
    m_whatIf->askAgain(QList<AgentId>{a});
    QVERIFY(waitForEnd());
    QCOMPARE(asked(), u"2 1 2"_qs);
    QVERIFY(!m_onCanvas->pins()->isPinned(a));
}

void TestWhatIf::runningWithoutLeavesTheMixtureAsItIs()
{
    QVERIFY(run());
    QVERIFY(finalSystemMessage().contains(u"answer of a"));
    const Mixture before = m_fixture->document().mixture();
    press({a}, Qt::Key_W);
    QVERIFY(waitForEnd());
    QCOMPARE(asked(), u"1 1 2"_qs);
    QVERIFY(!finalSystemMessage().contains(u"answer of a"));
    QVERIFY(finalSystemMessage().contains(u"answer of b"));
    QCOMPARE(m_fixture->document().mixture(), before);
    QTRY_COMPARE(word(u"a"_qs), u"Muted"_qs);
}

void TestWhatIf::theFinalAgentCannotBeLeftOut()
{
    QVERIFY(run());
    QSignalSpy told(m_whatIf.get(), &WhatIf::told);
    press({last}, Qt::Key_W);
    QCOMPARE(told.size(), 1);
    QVERIFY(!m_fixture->session().isRunning());
}

void TestWhatIf::thereHasToBeARun()
{
    QSignalSpy told(m_whatIf.get(), &WhatIf::told);
    press({a}, Qt::Key_W);
    press({a}, Qt::Key_R, Qt::ShiftModifier);
    QCOMPARE(told.size(), 2);
    QVERIFY(told.constFirst().constFirst().toString().contains(u"Run the mixture first"));
    QCOMPARE(asked(), u"0 0 0"_qs);
}

void TestWhatIf::anAnswerIsEditedByHand()
{
    QVERIFY(run());
    QTRY_COMPARE(word(u"a"_qs), u"Done"_qs);
    QPlainTextEdit *edit = beginEdit(u"a"_qs);
    QVERIFY(edit);
    QTRY_VERIFY(edit->isVisible());
    QCOMPARE(edit->toPlainText(), u"answer of a to Why?"_qs);
    auto *save = column(u"a"_qs)->findChild<QPushButton *>(u"saveAnswer"_qs);
    QVERIFY(!save->isEnabled()); // it is what it was
    edit->setPlainText(u"words of a person"_qs);
    QTest::mouseClick(save, Qt::LeftButton);
    QTRY_COMPARE(m_fixture->shown(u"a"_qs), u"words of a person"_qs);
    QTRY_COMPARE(word(u"a"_qs), u"Edited"_qs);
    QTRY_VERIFY2(card(a).contains(u"Edited"), qPrintable(card(a)));
    QVERIFY(!column(u"a"_qs)->findChild<QPlainTextEdit *>(u"answerEdit"_qs)
            || !column(u"a"_qs)->findChild<QPlainTextEdit *>(u"answerEdit"_qs)->isVisible());
    // Nobody is asked before that is wanted.
    QCOMPARE(asked(), u"1 1 1"_qs);
    QTRY_VERIFY(m_whatIf->runChanged()->isEnabled());
    m_whatIf->runChanged()->trigger();
    QVERIFY(waitForEnd());
    QCOMPARE(asked(), u"1 1 2"_qs);
    QVERIFY(finalSystemMessage().contains(u"words of a person"));
    QTRY_COMPARE(word(u"a"_qs), u"Edited"_qs);
    QTRY_COMPARE(word(u"b"_qs), u"Kept"_qs);
    // A whole run keeps it, too.
    QVERIFY(run());
    QCOMPARE(asked(), u"1 2 3"_qs);
    QCOMPARE(m_whatIf->shownRun()->responses.constFirst().kept->reason, Kept::Reason::Edited);
}

void TestWhatIf::anEditOutlivesTheStartOfARun()
{
    QVERIFY(run());
    QSignalSpy told(m_whatIf.get(), &WhatIf::told);
    QPointer<QPlainTextEdit> edit = beginEdit(u"a"_qs);
    edit->setPlainText(u"half of what I"_qs);
    QVERIFY(run()); // from the toolbar, say
    QTRY_VERIFY(!edit);
    // This run had begun before the text was taken; the next one has it.
    QCOMPARE(m_fixture->shown(u"a"_qs), u"answer of a to Why?"_qs);
    QCOMPARE(told.size(), 1);
    QVERIFY(m_onCanvas->pins()->isPinned(a));
    QVERIFY(run());
    QTRY_COMPARE(m_fixture->shown(u"a"_qs), u"half of what I"_qs);
    QCOMPARE(asked(), u"2 3 3"_qs);
}

void TestWhatIf::anEditStaysWithItsMixture_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("model");
    QTest::addColumn<bool>("kept");
    QTest::newRow("the agent asks another model now") << u""_qs << u"another"_qs << true;
    QTest::newRow("a copy of the mixture") << u"Copy"_qs << u"a"_qs << true;
    QTest::newRow("an agent of another mixture") << u"Other"_qs << u"another"_qs << false;
}

void TestWhatIf::anEditStaysWithItsMixture()
{
    QFETCH(const QString, name);
    QFETCH(const QString, model);
    QFETCH(const bool, kept);
    QVERIFY(run());
    QSignalSpy told(m_whatIf.get(), &WhatIf::told);
    QPointer<QPlainTextEdit> edit = beginEdit(u"a"_qs);
    edit->setPlainText(u"half of what I"_qs);
    Mixture mixture = m_fixture->document().mixture();
    mixture.name = name;
    mixture.layers.first().agents.first().model = model;
    m_fixture->document().reset(mixture);
    QVERIFY(run());
    QTRY_VERIFY(!edit);
    QCOMPARE(m_onCanvas->pins()->isPinned(a), kept);
    QCOMPARE(told.size(), 1);
    QCOMPARE(told.constFirst().constFirst().toString().contains(u"not saved"), !kept);
}

void TestWhatIf::anEditIsGivenUp_data()
{
    QTest::addColumn<bool>("byKey");
    QTest::newRow("Escape") << true;
    QTest::newRow("the button") << false;
}

void TestWhatIf::anEditIsGivenUp()
{
    QFETCH(const bool, byKey);
    QVERIFY(run());
    QPointer<QPlainTextEdit> edit = beginEdit(u"a"_qs);
    edit->setPlainText(u"never mind"_qs);
    if (byKey) {
        QTest::keyClick(edit, Qt::Key_Escape);
    } else {
        QTest::mouseClick(column(u"a"_qs)->findChild<QPushButton *>(u"cancelAnswer"_qs),
                          Qt::LeftButton);
    }
    QTRY_VERIFY(!edit);
    QCOMPARE(m_fixture->shown(u"a"_qs), u"answer of a to Why?"_qs);
    QVERIFY(!m_onCanvas->pins()->isPinned(a));
}

void TestWhatIf::blankTextIsNotSaved()
{
    QVERIFY(run());
    QPlainTextEdit *edit = beginEdit(u"b"_qs);
    edit->setPlainText(u"  \n"_qs);
    QTest::keyClick(edit, Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(edit->isVisible());
    edit->setPlainText(u"by hand"_qs);
    QTest::keyClick(edit, Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(m_fixture->shown(u"b"_qs), u"by hand"_qs);
}

void TestWhatIf::keptAnswersLookKept()
{
    QVERIFY(run());
    m_whatIf->askAgain(QList<AgentId>{a});
    QVERIFY(waitForEnd());
    QTRY_COMPARE(word(u"b"_qs), u"Kept"_qs);
    QTRY_COMPARE(word(u"a"_qs), u"Done"_qs);
    QTRY_VERIFY2(card(b).contains(u"Kept"), qPrintable(card(b)));
    QVERIFY2(column(u"b"_qs)->head()->content().details.contains(u"asked the very same again"),
             qPrintable(column(u"b"_qs)->head()->content().details));
}

void TestWhatIf::theColumnsMenuOffersIt()
{
    QVERIFY(run());
    QTRY_COMPARE(word(u"a"_qs), u"Done"_qs);
    const auto entries = [this](const QString &agent) {
        Q_EMIT column(agent)->head()->menuRequested(column(agent)->mapToGlobal(QPoint(10, 10)));
        return m_columns->findChild<QMenu *>(u"columnMenu"_qs);
    };
    const auto entry = [](const QMenu *menu, const QString &text) {
        for (QAction *action : menu->actions()) {
            if (action->text().remove(u'&') == text)
                return action;
        }
        return static_cast<QAction *>(nullptr);
    };
    QPointer<QMenu> menu = entries(u"final"_qs);
    QVERIFY(!entry(menu, u"Run Without This One"_qs)->isEnabled());
    QVERIFY(entry(menu, u"Ask Again"_qs)->isEnabled());
    menu->close();
    QTRY_VERIFY(!menu);
    menu = entries(u"a"_qs);
    entry(menu, u"Pin the Answer"_qs)->trigger();
    QVERIFY(m_onCanvas->pins()->isPinned(a));
    entry(menu, u"Run Without This One"_qs)->trigger();
    QVERIFY(waitForEnd());
    QCOMPARE(asked(), u"1 1 2"_qs);
}

void TestWhatIf::anInterruptedRunIsGoneOnWith()
{
    m_fixture->server().script(
        u"final"_qs,
        {ScriptedReply::openAiStream(u"one two"_qs).cutShort(ScriptedReply::Cut::Kind::Stall, 2)});
    m_fixture->session().run(u"Why?"_qs);
    QTRY_COMPARE(asked(), u"1 1 1"_qs);
    m_fixture->session().stop();
    QVERIFY(waitForEnd());
    const RunRecord interrupted = *m_whatIf->shownRun();
    QCOMPARE(interrupted.state, RunState::Cancelled);
    m_fixture->server().script(u"final"_qs, {});
    m_fixture->session().resume(interrupted);
    QVERIFY(waitForEnd());
    QCOMPARE(asked(), u"1 1 2"_qs);
    QCOMPARE(m_whatIf->shownRun()->state, RunState::Done);
    QCOMPARE(m_fixture->prompts(), QStringList{u"Why?"_qs});
    QTRY_COMPARE(word(u"a"_qs), u"Kept"_qs);
}

QTEST_MAIN(TestWhatIf)
#include "tst_whatif.moc"
