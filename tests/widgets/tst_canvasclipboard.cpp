// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/clipboardcommands.h"
#include "canvasfixture.h"
#include "mixture/mixturefile.h"
#include "theme/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QSignalSpy>

using namespace moa;
using namespace moa::notation;

/** Cut, copy and paste with the keys of a keyboard, through the system's clipboard. */
class TestCanvasClipboard : public CanvasFixture
{
    Q_OBJECT

private Q_SLOTS:
    void copiesGoIntoTheLayerOfTheSelection();
    void pastedAgentsAreSelectedAndInSight();
    void pasteIsOneUndoStep_data();
    void pasteIsOneUndoStep();
    void cutTakesAwayWhatItCopies();
    void aSelectedLayerIsCopiedWhole();
    void nothingSelectedPastesWhereTheyStood();
    void linksAmongThePastedAreKept();
    void linksToTheOutsideNeedShift();
    void pastedAgentsHaveColoursOfTheirOwn();
    void aCutAgentKeepsItsColour();
    void promptsSurviveAPlainTextClipboard();
    void aPresetsTextPastes();
    void whatCannotBePastedIsSaid_data();
    void whatCannotBePastedIsSaid();
    void copyingNothingLeavesTheClipboardAlone();
    void anotherCanvasTakesThem();
    void actionsFollowTheSelection();

private:
    void copy(const QString &agents)
    {
        m_view->selectAgents(ids(agents));
        key(Qt::Key_C, Qt::ControlModifier);
    }
    void paste(Qt::KeyboardModifiers more = {}) { key(Qt::Key_V, Qt::ControlModifier | more); }
    static QClipboard *clipboard() { return QGuiApplication::clipboard(); }
    [[nodiscard]] QString step() const { return m_document->undoStack()->undoText(); }
    [[nodiscard]] QList<AgentId> references(const char *agent) const
    {
        return m_document->mixture().agent(id(agent))->references.value_or(ids(u"default"_qs));
    }
};

void TestCanvasClipboard::copiesGoIntoTheLayerOfTheSelection()
{
    copy(u"b"_qs);
    QCOMPARE(m_document->undoStack()->count(), 0);
    click(centre("e"));
    paste();
    QCOMPARE(shown(), u"a b c|d e b-2|f"_qs);
    copy(u"a d"_qs);
    const auto &lanes = m_view->canvasScene()->canvasLayout().lanes();
    click(viewPoint(lanes.at(2).header.center()));
    paste();
    QCOMPARE(shown(), u"a b c|d e b-2|f a-2|d-2"_qs);
}

void TestCanvasClipboard::pastedAgentsAreSelectedAndInSight()
{
    copy(u"a b"_qs);
    m_view->resize(500, 400);
    m_view->selectAgents(ids(u"f"_qs));
    paste();
    QCOMPARE(m_view->selectedAgents(), ids(u"a-2 b-2"_qs));
    QVERIFY(m_view->viewport()->rect().contains(centre("a-2")));
}

void TestCanvasClipboard::pasteIsOneUndoStep_data()
{
    QTest::addColumn<QString>("copied");
    QTest::addColumn<QString>("text");
    QTest::newRow("one") << u"b"_qs << u"Paste b"_qs;
    QTest::newRow("several") << u"a b d"_qs << u"Paste 3 agents"_qs;
}

void TestCanvasClipboard::pasteIsOneUndoStep()
{
    QFETCH(QString, copied);
    QFETCH(QString, text);
    copy(copied);
    paste();
    QCOMPARE(m_document->undoStack()->count(), 1);
    QCOMPARE(step(), text);
    const QString after = shown();
    m_document->undoStack()->undo();
    QCOMPARE(shown(), u"a b c|d e|f"_qs);
    m_document->undoStack()->redo();
    QCOMPARE(shown(), after);
}

void TestCanvasClipboard::cutTakesAwayWhatItCopies()
{
    m_view->selectAgents(ids(u"b d e"_qs));
    key(Qt::Key_X, Qt::ControlModifier);
    QCOMPARE(shown(), u"a c|f"_qs);
    QCOMPARE(step(), u"Cut 3 agents"_qs);
    QCOMPARE(m_document->undoStack()->count(), 1);
    m_view->selectAgents(ids(u"a"_qs));
    paste();
    QCOMPARE(shown(), u"a c b|f d e"_qs);
    m_document->undoStack()->undo();
    m_document->undoStack()->undo();
    QCOMPARE(shown(), u"a b c|d e|f"_qs);
}

void TestCanvasClipboard::aSelectedLayerIsCopiedWhole()
{
    const auto &lanes = m_view->canvasScene()->canvasLayout().lanes();
    click(viewPoint(lanes.at(1).header.center()));
    key(Qt::Key_C, Qt::ControlModifier);
    click(viewPoint(lanes.at(0).header.center()));
    paste();
    QCOMPARE(shown(), u"a b c d-2 e-2|d e|f"_qs);
    click(viewPoint(m_view->canvasScene()->canvasLayout().lanes().at(2).header.center()));
    key(Qt::Key_X, Qt::ControlModifier);
    QCOMPARE(shown(), u"a b c d-2 e-2|d e"_qs);
}

void TestCanvasClipboard::nothingSelectedPastesWhereTheyStood()
{
    copy(u"d f"_qs);
    key(Qt::Key_Escape);
    QVERIFY(m_view->selectedAgents().isEmpty());
    paste();
    QCOMPARE(shown(), u"a b c|d e d-2|f f-2"_qs);
}

void TestCanvasClipboard::linksAmongThePastedAreKept()
{
    Mixture mixture = m_document->mixture();
    mixture.layers[1].agents[0].references = ids(u"a b"_qs);
    m_document->reset(mixture);
    copy(u"a d"_qs);
    paste();
    QCOMPARE(references("d-2"), ids(u"a-2"_qs));
    QCOMPARE(references("d"), ids(u"a b"_qs));
}

void TestCanvasClipboard::linksToTheOutsideNeedShift()
{
    Mixture mixture = m_document->mixture();
    mixture.layers[1].agents[0].references = ids(u"a b"_qs);
    m_document->reset(mixture);
    copy(u"a d"_qs);
    paste(Qt::ShiftModifier);
    QCOMPARE(references("d-2"), ids(u"a-2 b"_qs));
}

void TestCanvasClipboard::pastedAgentsHaveColoursOfTheirOwn()
{
    copy(u"a b c d e f"_qs);
    paste();
    QSet<int> colors;
    for (const Layer &layer : m_document->mixture().layers) {
        for (const Agent &agent : layer.agents)
            colors.insert(agentColorIndex(agent.id.toString(), agent.color));
    }
    // Before the paste there may be two of one colour: ids in a test are what they are.
    QSet<int> before;
    for (const char *name : {"a", "b", "c", "d", "e", "f"})
        before.insert(agentColorIndex(QString::fromLatin1(name), {}));
    QCOMPARE(colors.size(), before.size() + 6);
}

void TestCanvasClipboard::aCutAgentKeepsItsColour()
{
    Mixture mixture = m_document->mixture();
    mixture.layers[0].agents[1].color = 17;
    m_document->reset(mixture);
    m_view->selectAgents(ids(u"b"_qs));
    key(Qt::Key_X, Qt::ControlModifier);
    paste();
    QCOMPARE(m_document->mixture().agent(id("b"))->color, std::optional(17));
}

void TestCanvasClipboard::promptsSurviveAPlainTextClipboard()
{
    const QString prompt = u"  \"Be\"\r\n\tkind.\\n\u2028 ```json\n{}\n```\n 🙂\u00a0 \n"_qs;
    Mixture mixture = m_document->mixture();
    mixture.layers[0].agents[1].settings.systemPrompt = prompt;
    mixture.layers[0].agents[1].settings.instruction = prompt + u"{references}"_qs;
    m_document->reset(mixture);
    copy(u"b"_qs);
    // What a text editor or a chat would hand back.
    const QString text = clipboard()->text();
    clipboard()->setText(u"Here:\n```json\n"_qs + text + u"```\n"_qs);
    QVERIFY(!clipboard()->mimeData()->hasFormat(QLatin1String(agentsMimeType)));
    paste();
    const Agent *pasted = m_document->mixture().agent(id("b-2"));
    QVERIFY(pasted);
    QCOMPARE(pasted->settings, mixture.layers[0].agents[1].settings);
}

void TestCanvasClipboard::aPresetsTextPastes()
{
    m_document->reset({});
    const Mixture preset = notation::mixture(u"x y|z"_qs);
    clipboard()->setText(QString::fromUtf8(writeMixture(preset)));
    paste();
    QCOMPARE(shown(), u"x y|z"_qs);
}

void TestCanvasClipboard::whatCannotBePastedIsSaid_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("part");
    QTest::newRow("nothing") << QString() << u"holds no agents"_qs;
    QTest::newRow("prose") << u"Dear all,"_qs << u"holds no agents"_qs;
    QTest::newRow("too many samples")
        << u"[{\"id\": \"a\", \"model\": \"m\",\n\"samples\": 1000}]"_qs
        << u"agents[0].samples: expected a whole number from 1 to 64, found 1000 (line 2)"_qs;
}

void TestCanvasClipboard::whatCannotBePastedIsSaid()
{
    QFETCH(QString, text);
    QFETCH(QString, part);
    QSignalSpy said(m_view.get(), &CanvasView::message);
    clipboard()->setText(text);
    paste();
    QCOMPARE(said.size(), 1);
    const QString sentence = said.first().first().toString();
    QVERIFY2(sentence.startsWith(u"Nothing was pasted: ") && sentence.contains(part),
             qPrintable(sentence));
    QCOMPARE(m_document->undoStack()->count(), 0);
}

void TestCanvasClipboard::copyingNothingLeavesTheClipboardAlone()
{
    clipboard()->setText(u"mine"_qs);
    key(Qt::Key_C, Qt::ControlModifier);
    key(Qt::Key_X, Qt::ControlModifier);
    QCOMPARE(clipboard()->text(), u"mine"_qs);
    QCOMPARE(m_document->undoStack()->count(), 0);
}

void TestCanvasClipboard::anotherCanvasTakesThem()
{
    copy(u"b e"_qs);
    MixtureDocument other;
    CanvasView view(&other);
    view.show();
    view.activateWindow();
    view.setFocus();
    QVERIFY(QTest::qWaitForWindowActive(&view));
    QTest::keyClick(&view, Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(shape(other.mixture()), u"b|e"_qs);
}

void TestCanvasClipboard::actionsFollowTheSelection()
{
    const CanvasActions *actions = m_view->canvasActions();
    QVERIFY(!actions->copy->isEnabled() && !actions->cut->isEnabled());
    QVERIFY(actions->paste->isEnabled());
    click(centre("b"));
    QVERIFY(actions->copy->isEnabled() && actions->cut->isEnabled());
    m_view->canvasScene()->selectLink({id("a"), id("d")});
    QVERIFY(!actions->copy->isEnabled());
    m_view->canvasScene()->selectLayer(0);
    QVERIFY(actions->copy->isEnabled());
}

QTEST_MAIN(TestCanvasClipboard)
#include "tst_canvasclipboard.moc"
