// SPDX-License-Identifier: GPL-3.0-or-later
#include "windowfixture.h"

#include "mixture/mixtureedits.h"

#include <QClipboard>
#include <QJsonDocument>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSemaphore>
#include <QToolButton>

using namespace moa;
using moa::test::scriptedMixture;
using moa::test::WindowFixture;
using Cut = ScriptedReply::Cut;

namespace {

constexpr int patience = 120'000; // ms

/// Some words, and then nothing more.
ScriptedReply stalled()
{
    return ScriptedReply::openAiStream(u"one two three four"_qs).cutShort(Cut::Kind::Stall, 3);
}

} // namespace

/** Runs from the window: what a person does, and what is seen of it. */
class TestWindowRuns : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_fixture = std::make_unique<WindowFixture>(); }
    void cleanup() { m_fixture.reset(); }

    void theSandboxRunsAtOnce();
    void theRunButtonRunsByMouse();
    void everyResponseHasAColumn();
    void theFinalAnswerStandsAtTheRightEdge();
    void theTotalsAreSummedUp();
    void stopClosesTheSockets_data();
    void stopClosesTheSockets();
    void aFailedAgentSaysWhy();
    void aRunWithoutAFinalAnswerSaysWhy();
    void editsDuringARunDontTouchIt();
    void aSecondRunReplacesTheFirst();
    void anotherPresetShowsNothingOfTheRun();
    void runIsBlockedWithASentence_data();
    void runIsBlockedWithASentence();
    void aPromptOfFiveMegabytesRuns();
    void theWindowCanGoInMidRun();

private:
    [[nodiscard]] bool waitForEnd() const
    {
        return QTest::qWaitFor([this] { return !m_fixture->session().isRunning(); }, patience);
    }
    void pressRun() const
    {
        QTest::keyClick(m_fixture->prompt(), Qt::Key_Return, Qt::ControlModifier);
    }

    std::unique_ptr<WindowFixture> m_fixture;
};

void TestWindowRuns::theSandboxRunsAtOnce()
{
    m_fixture->show(u"sandbox"_qs);
    const Mixture &mixture = m_fixture->document().mixture();
    QCOMPARE(m_fixture->prompt()->toPlainText(), mixture.examplePrompt);
    QVERIFY(!mixture.examplePrompt.isEmpty());
    // No click is needed first: the keyboard is in the prompt.
    QTRY_VERIFY(m_fixture->prompt()->hasFocus());
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(m_fixture->runButton()->text(), u"Stop"_qs);
    QVERIFY(waitForEnd());

    QTRY_COMPARE(m_fixture->label("runState"), u"Done."_qs);
    QCOMPARE(m_fixture->runButton()->text(), u"Run"_qs);
    for (const Layer &layer : mixture.layers) {
        for (const Agent &agent : layer.agents) {
            const QString id = agent.id.toString();
            QTRY_VERIFY2(!m_fixture->answer(id).isEmpty(), qPrintable(id));
            QVERIFY2(m_fixture->card(id).contains(u"Done"), qPrintable(m_fixture->card(id)));
        }
    }
    // The final column's source is the final answer to the letter.
    auto *source = m_fixture->column(u"final"_qs)->findChild<QToolButton *>(u"view:source"_qs);
    QTest::mouseClick(source, Qt::LeftButton);
    QVERIFY(!m_fixture->responses().run().finalText.isEmpty());
    QTRY_COMPARE(m_fixture->answer(u"final"_qs), m_fixture->responses().run().finalText);
}

void TestWindowRuns::theRunButtonRunsByMouse()
{
    m_fixture->show(scriptedMixture(u"a b|final"_qs));
    QTest::mouseClick(m_fixture->runButton(), Qt::LeftButton);
    QVERIFY(m_fixture->session().isRunning());
    QVERIFY(waitForEnd());
    QTRY_COMPARE(m_fixture->answer(u"final"_qs), u"answer of final"_qs);
    QCOMPARE(m_fixture->server().counters().requests, 3);
}

void TestWindowRuns::everyResponseHasAColumn()
{
    Mixture mixture = scriptedMixture(u"a b|c|final"_qs);
    mixture.layers[0].agents[1].samples = 2;
    m_fixture->show(mixture);
    pressRun();
    QVERIFY(waitForEnd());
    QTRY_COMPARE(m_fixture->answer(u"a"_qs), u"answer of a"_qs);
    QTRY_COMPARE(m_fixture->answer(u"b"_qs, 1), u"answer of b"_qs);
    QTRY_COMPARE(m_fixture->answer(u"b"_qs, 2), u"answer of b"_qs);
    QTRY_COMPARE(m_fixture->answer(u"c"_qs), u"answer of c"_qs);
    QTRY_COMPARE(m_fixture->answer(u"final"_qs), u"answer of final"_qs);
    for (const char *agent : {"a", "b", "c", "final"}) {
        const QString card = m_fixture->card(QLatin1String(agent));
        QVERIFY2(card.contains(u"Done"), qPrintable(card));
    }
    // Two samples: their tokens stand summed on the one card.
    QVERIFY2(m_fixture->card(u"b"_qs).contains(u"22 in, 6 out"),
             qPrintable(m_fixture->card(u"b"_qs)));
}

void TestWindowRuns::theFinalAnswerStandsAtTheRightEdge()
{
    m_fixture->show(scriptedMixture(u"a b c d e f|final"_qs));
    pressRun();
    QVERIFY(waitForEnd());
    const QWidget *last = m_fixture->column(u"final"_qs);
    // Wherever the others are scrolled to.
    for (const char *agent : {"a", "f"}) {
        const QWidget *other = m_fixture->column(QLatin1String(agent));
        QTRY_VERIFY(!other->visibleRegion().isEmpty());
        QVERIFY(!last->visibleRegion().isEmpty());
        QVERIFY(last->mapTo(&m_fixture->window(), QPoint()).x()
                > other->mapTo(&m_fixture->window(), QPoint()).x());
    }
}

void TestWindowRuns::theTotalsAreSummedUp()
{
    m_fixture->show(scriptedMixture(u"a b|final"_qs));
    QCOMPARE(m_fixture->label("runState"), u"No run yet."_qs);
    pressRun();
    QVERIFY(waitForEnd());
    QTRY_COMPARE(m_fixture->label("runState"), u"Done."_qs);
    QCOMPARE(m_fixture->label("tokens"), u"33 in, 9 out"_qs);
    QVERIFY2(m_fixture->label("cost").endsWith(u"3 unpriced"),
             qPrintable(m_fixture->label("cost")));
    QVERIFY(m_fixture->label("wallTime").endsWith(u" s"));
    QVERIFY(m_fixture->label("criticalPath").startsWith(u"critical path "));
}

void TestWindowRuns::stopClosesTheSockets_data()
{
    QTest::addColumn<QString>("by");
    QTest::newRow("Esc in the prompt") << u"prompt"_qs;
    QTest::newRow("Esc on the canvas") << u"canvas"_qs;
    QTest::newRow("the button") << u"button"_qs;
    QTest::newRow("the menu") << u"menu"_qs;
}

void TestWindowRuns::stopClosesTheSockets()
{
    QFETCH(QString, by);
    m_fixture->server().script(u"a"_qs, {stalled()});
    m_fixture->server().script(u"b"_qs, {stalled()});
    m_fixture->show(scriptedMixture(u"a b|final"_qs));
    pressRun();
    QTRY_VERIFY(m_fixture->card(u"a"_qs).contains(u"Writing"));
    QTRY_VERIFY(m_fixture->card(u"b"_qs).contains(u"Writing"));
    QVERIFY(m_fixture->card(u"final"_qs).contains(u"Waiting"));
    QCOMPARE(m_fixture->label("promptHint"), u"Running. Esc stops it."_qs);
    QCOMPARE(m_fixture->server().counters().connectionsOpen, 2);

    if (by == u"prompt") {
        QTest::keyClick(m_fixture->prompt(), Qt::Key_Escape);
    } else if (by == u"canvas") {
        m_fixture->canvas().setFocus();
        QTest::keyClick(&m_fixture->canvas(), Qt::Key_Escape);
    } else if (by == u"button") {
        QTest::mouseClick(m_fixture->runButton(), Qt::LeftButton);
    } else {
        m_fixture->menuEntry(u"Stop"_qs)->trigger();
    }
    QVERIFY(waitForEnd());
    QTRY_COMPARE(m_fixture->server().counters().connectionsOpen, 0);
    QTRY_COMPARE(m_fixture->label("runState"), u"Stopped: 0 of 3 answers were in."_qs);
    QTRY_COMPARE(m_fixture->notice(u"a"_qs), u"Stopped: this is what had arrived."_qs);
    QTRY_VERIFY(m_fixture->answer(u"a"_qs).startsWith(u"one two"));
    QTRY_COMPARE(m_fixture->notice(u"final"_qs), u"Stopped before it answered."_qs);
    QTRY_VERIFY(m_fixture->card(u"b"_qs).contains(u"Stopped"));
    QCOMPARE(m_fixture->runButton()->text(), u"Run"_qs);
    QVERIFY(!m_fixture->menuEntry(u"Stop"_qs)->isEnabled());
}

void TestWindowRuns::aFailedAgentSaysWhy()
{
    m_fixture->server().script(
        u"b"_qs, {ScriptedReply::openAiError(400, u"The model b is out of order."_qs)});
    m_fixture->show(scriptedMixture(u"a b|final"_qs));
    pressRun();
    QVERIFY(waitForEnd());
    const QString sentence =
        u"Scripted answered 400 (bad request): The model b is out of order."_qs;
    QTRY_COMPARE(m_fixture->notice(u"b"_qs), sentence);
    QVERIFY2(m_fixture->card(u"b"_qs).contains(sentence), qPrintable(m_fixture->card(u"b"_qs)));
    QVERIFY(m_fixture->card(u"b"_qs).contains(u"Failed"));
    QTRY_COMPARE(m_fixture->label("runState"), u"Done, without the answers that failed."_qs);
    QTRY_COMPARE(m_fixture->answer(u"final"_qs), u"answer of final"_qs);
}

void TestWindowRuns::aRunWithoutAFinalAnswerSaysWhy()
{
    m_fixture->server().script(u"final"_qs,
                               {ScriptedReply::openAiError(401, u"This key is void."_qs)});
    m_fixture->show(scriptedMixture(u"a|final"_qs));
    pressRun();
    QVERIFY(waitForEnd());
    QTRY_VERIFY2(m_fixture->label("runState").startsWith(u"The run ended without a final answer."),
                 qPrintable(m_fixture->label("runState")));
    QVERIFY(m_fixture->label("runState").contains(u"This key is void."));
}

void TestWindowRuns::editsDuringARunDontTouchIt()
{
    const auto gate = std::make_shared<QSemaphore>();
    m_fixture->server().setHandler([gate](const ScriptedRequest &request) {
        if (request.model == u"c")
            gate->acquire();
        return ScriptedReply::openAiStream(u"answer of "_qs + request.model);
    });
    m_fixture->show(scriptedMixture(u"a b|c|final"_qs));
    const auto release = qScopeGuard([gate] { gate->release(); });
    pressRun();
    QTRY_COMPARE(m_fixture->answer(u"b"_qs), u"answer of b"_qs);

    m_fixture->clickCard(u"b"_qs);
    QTest::keyClick(&m_fixture->canvas(), Qt::Key_Delete);
    m_fixture->clickCard(u"final"_qs);
    QTest::keyClick(&m_fixture->canvas(), Qt::Key_M);
    QCOMPARE(test::shapeOf(m_fixture->document().mixture()), u"a|c|final"_qs);
    QVERIFY(m_fixture->document().mixture().agent(AgentId(u"final"_qs))->muted);
    QVERIFY(m_fixture->session().isRunning());
    gate->release();
    QVERIFY(waitForEnd());

    QTRY_COMPARE(m_fixture->label("runState"), u"Done."_qs);
    QTRY_COMPARE(m_fixture->answer(u"b"_qs), u"answer of b"_qs);
    QTRY_COMPARE(m_fixture->answer(u"final"_qs), u"answer of final"_qs);
    QCOMPARE(test::shapeOf(m_fixture->responses().run().mixture), u"a b|c|final"_qs);
    QCOMPARE(m_fixture->server().counters().requests, 4);
    // The deleted agent comes back with what it answered.
    m_fixture->document().undoStack()->setIndex(0);
    QVERIFY(m_fixture->card(u"b"_qs).contains(u"Done"));
}

void TestWindowRuns::aSecondRunReplacesTheFirst()
{
    m_fixture->show(scriptedMixture(u"a b|final"_qs));
    pressRun();
    QVERIFY(waitForEnd());
    m_fixture->clickCard(u"b"_qs);
    QTest::keyClick(&m_fixture->canvas(), Qt::Key_M);
    m_fixture->server().script(u"a"_qs, {ScriptedReply::openAiStream(u"another answer"_qs)});
    QTRY_VERIFY(m_fixture->runButton()->isEnabled());
    pressRun();
    QVERIFY(waitForEnd());
    QTRY_COMPARE(m_fixture->answer(u"a"_qs), u"another answer"_qs);
    QTRY_COMPARE(m_fixture->notice(u"b"_qs), u"Muted: it takes no part in this run."_qs);
    QCOMPARE(m_fixture->answer(u"b"_qs), QString());
    QCOMPARE(m_fixture->label("tokens"), u"22 in, 5 out"_qs);
}

void TestWindowRuns::anotherPresetShowsNothingOfTheRun()
{
    m_fixture->server().script(u"a"_qs, {stalled()});
    m_fixture->show(scriptedMixture(u"a b|final"_qs));
    pressRun();
    QTRY_VERIFY(m_fixture->card(u"a"_qs).contains(u"Writing"));
    QTRY_VERIFY(m_fixture->card(u"b"_qs).contains(u"Done"));
    // Its agents are others, though they have the same ids.
    m_fixture->window().openPreset(
        m_fixture->file(scriptedMixture(u"a b c|final"_qs), u"other.moa.json"_qs));
    QTest::keyClick(m_fixture->prompt(), Qt::Key_Escape);
    QVERIFY(waitForEnd());
    QTRY_COMPARE(m_fixture->label("runState"), u"Stopped: 1 of 3 answers were in."_qs);
    for (const char *agent : {"a", "b", "final"}) {
        const QString card = m_fixture->card(QLatin1String(agent));
        QVERIFY2(!card.contains(u"Done") && !card.contains(u"Writing")
                     && !card.contains(u"Stopped"),
                 qPrintable(card));
    }
}

void TestWindowRuns::runIsBlockedWithASentence_data()
{
    QTest::addColumn<Mixture>("mixture");
    QTest::addColumn<QString>("sentence");

    Mixture keyless = scriptedMixture(u"a|final"_qs);
    keyless.layers[0].agents[0].provider = ProviderId(u"together"_qs);
    QTest::newRow("a key is missing") << keyless
                                      << u"Together AI needs a key and none was found: enter it in "
                                         u"Settings > Providers, or set the "
                                         "environment variable "
                                         "TOGETHER_API_KEY."_qs;
    QTest::newRow("nothing is there") << Mixture() << u"Drag a model onto the canvas to begin."_qs;
    Mixture broken = scriptedMixture(u"a|final"_qs);
    broken.layers[1].agents[0].muted = true;
    QTest::newRow("the mixture has a problem")
        << broken << u"The final agent “final” is muted, so there would be no final answer."_qs;
    Mixture promptless = scriptedMixture(u"a|final"_qs);
    promptless.examplePrompt.clear();
    QTest::newRow("there is no prompt") << promptless << u"Nothing to run yet: write a prompt."_qs;
}

void TestWindowRuns::runIsBlockedWithASentence()
{
    QFETCH(Mixture, mixture);
    QFETCH(QString, sentence);
    m_fixture->show(mixture);
    QTRY_COMPARE(m_fixture->label("promptHint"), sentence);
    QVERIFY(!m_fixture->runButton()->isEnabled());
    pressRun();
    QTest::mouseClick(m_fixture->runButton(), Qt::LeftButton);
    m_fixture->menuEntry(u"Run"_qs)->trigger();
    QVERIFY(!m_fixture->session().isRunning());
    QCOMPARE(m_fixture->server().counters().requests, 0);
}

void TestWindowRuns::aPromptOfFiveMegabytesRuns()
{
    m_fixture->show(scriptedMixture(u"a|final"_qs));
    const QString prompt = u"many words "_qs.repeated(480'000);
    QApplication::clipboard()->setText(prompt);
    QTest::keyClick(m_fixture->prompt(), Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(m_fixture->prompt(), Qt::Key_V, Qt::ControlModifier);
    QTest::keyClick(m_fixture->prompt(), Qt::Key_End, Qt::ControlModifier);
    QTest::keyClicks(m_fixture->prompt(), u"end"_qs);
    pressRun();
    QVERIFY(waitForEnd());
    QTRY_COMPARE(m_fixture->label("runState"), u"Done."_qs);
    const QJsonObject sent = m_fixture->server().requests(u"a"_qs).value(0).json();
    // Not QCOMPARE: it would print both.
    QVERIFY(sent[u"messages"][0][u"content"].toString() == prompt + u"end"_qs);
}

void TestWindowRuns::theWindowCanGoInMidRun()
{
    m_fixture->server().script(u"a"_qs, {stalled()});
    m_fixture->show(scriptedMixture(u"a b|final"_qs));
    pressRun();
    QTRY_VERIFY(m_fixture->card(u"a"_qs).contains(u"Writing"));
    // With everything in use that refers to the document: a selection, a field, a question.
    m_fixture->clickCard(u"b"_qs);
    QTest::keyClick(&m_fixture->canvas(), Qt::Key_Return);
    QTest::keyClicks(QApplication::focusWidget(), u"new"_qs);
    QVERIFY(m_fixture->document().isModified());
    m_fixture->menuEntry(u"New Mixture"_qs)->trigger();
    QVERIFY(m_fixture->dialog<QMessageBox>());
    m_fixture->close();
    QTRY_COMPARE(m_fixture->server().counters().connectionsOpen, 0);
}

int main(int argc, char *argv[])
{
    return moa::test::windowTestMain<TestWindowRuns>(argc, argv);
}

#include "tst_windowruns.moc"
