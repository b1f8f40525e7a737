// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/renameedit.h"
#include "canvasfixture.h"

#include <QFontInfo>
#include <QScrollBar>
#include <QShortcut>
#include <QSignalSpy>

using namespace moa;
using namespace moa::notation;

/** Names edited on the canvas with F2. */
class TestRenameEdit : public CanvasFixture
{
    Q_OBJECT

private Q_SLOTS:
    void f2OpensAFieldOverTheTitle();
    void enterRenamesAsOneStep();
    void escapeGivesUp();
    void leavingTheFieldKeepsTheName();
    void anEmptyNameIsTheModels();
    void theModelsOwnNameIsNoName();
    void anUnchangedNameIsNoStep();
    void aSelectedLayerIsRenamed();
    void lettersStayLetters();
    void keysDoNotReachTheCanvas();
    void undoMeansTheText();
    void shortcutsOfTheWindowSeeTheNewName();
    void shortcutsOfTheCanvasStaySilent();
    void itFollowsTheViewAndStaysReadable();
    void itGoesWithItsAgent();
    void theAgentTheKeyboardIsAtIsRenamed();
    void withoutASelectionNothingOpens();
    void aCanvasMayGoWhileItIsOpen();

private:
    [[nodiscard]] RenameEdit *field() const { return m_view->findChild<RenameEdit *>(); }
    void begin(const char *agent)
    {
        m_view->selectAgents({id(agent)});
        key(Qt::Key_F2);
        QVERIFY(field());
        QVERIFY(field()->hasFocus());
    }
    void type(const QString &text) { QTest::keyClicks(field(), text); }
    void typeKey(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(field(), key, modifiers);
    }
    [[nodiscard]] const Agent &agent(const char *name) const
    {
        return *m_document->mixture().agent(id(name));
    }
    [[nodiscard]] QString step() const { return m_document->undoStack()->undoText(); }
};

void TestRenameEdit::f2OpensAFieldOverTheTitle()
{
    begin("b");
    QCOMPARE(field()->text(), u"b"_qs);
    QCOMPARE(field()->selectedText(), u"b"_qs);
    const QRect shownCard = m_view->mapFromScene(card("b")).boundingRect();
    QVERIFY(shownCard.contains(field()->geometry().center()));
    QVERIFY(field()->geometry().center().y() < shownCard.center().y());
    QVERIFY(field()->geometry().right() <= shownCard.right());
}

void TestRenameEdit::enterRenamesAsOneStep()
{
    begin("b");
    type(u"Wizard of Oz"_qs);
    typeKey(Qt::Key_Return);
    QTRY_VERIFY(!field());
    QCOMPARE(agent("b").name, u"Wizard of Oz"_qs);
    QCOMPARE(m_document->undoStack()->count(), 1);
    QCOMPARE(step(), u"Rename b to Wizard of Oz"_qs);
    QVERIFY(m_view->hasFocus());
    m_document->undoStack()->undo();
    QCOMPARE(agent("b").name, QString());
}

void TestRenameEdit::escapeGivesUp()
{
    begin("b");
    type(u"Wizard"_qs);
    typeKey(Qt::Key_Escape);
    QTRY_VERIFY(!field());
    QCOMPARE(m_document->undoStack()->count(), 0);
    QVERIFY(m_view->hasFocus());
    // Only the field: the selection is still there.
    QCOMPARE(m_view->selectedAgents(), ids(u"b"_qs));
}

void TestRenameEdit::leavingTheFieldKeepsTheName()
{
    begin("b");
    type(u"Wizard"_qs);
    click(centre("e"));
    QTRY_VERIFY(!field());
    QCOMPARE(agent("b").name, u"Wizard"_qs);
    QCOMPARE(m_document->undoStack()->count(), 1);
    QCOMPARE(m_view->selectedAgents(), ids(u"e"_qs));
}

void TestRenameEdit::anEmptyNameIsTheModels()
{
    Mixture mixture = m_document->mixture();
    mixture.layers[0].agents[1].name = u"Wizard"_qs;
    m_document->reset(mixture);
    begin("b");
    typeKey(Qt::Key_Delete);
    QCOMPARE(field()->placeholderText(), u"b"_qs);
    typeKey(Qt::Key_Enter);
    QCOMPARE(agent("b").name, QString());
    QCOMPARE(step(), u"Rename Wizard to b"_qs);
}

void TestRenameEdit::theModelsOwnNameIsNoName()
{
    Mixture mixture = m_document->mixture();
    mixture.layers[0].agents[1].name = u"Wizard"_qs;
    m_document->reset(mixture);
    begin("b");
    type(u" b "_qs);
    typeKey(Qt::Key_Return);
    QCOMPARE(agent("b").name, QString());
}

void TestRenameEdit::anUnchangedNameIsNoStep()
{
    begin("b");
    typeKey(Qt::Key_Return);
    QCOMPARE(m_document->undoStack()->count(), 0);
}

void TestRenameEdit::aSelectedLayerIsRenamed()
{
    const auto &lanes = m_view->canvasScene()->canvasLayout().lanes();
    click(viewPoint(lanes.at(1).header.center()));
    key(Qt::Key_F2);
    QVERIFY(field());
    QCOMPARE(field()->placeholderText(), u"Layer 2"_qs);
    const QRect header = m_view->mapFromScene(lanes.at(1).header).boundingRect();
    QVERIFY(header.adjusted(-4, -4, 4, 4).contains(field()->geometry()));
    type(u"Judges"_qs);
    typeKey(Qt::Key_Return);
    QCOMPARE(m_document->mixture().layers.at(1).name, u"Judges"_qs);
    QCOMPARE(step(), u"Rename layer 2 to Judges"_qs);
    QTRY_VERIFY(!field());
    key(Qt::Key_F2);
    typeKey(Qt::Key_Backspace);
    typeKey(Qt::Key_Return);
    QCOMPARE(m_document->mixture().layers.at(1).name, QString());
    QCOMPARE(step(), u"Remove the name of layer 2"_qs);
}

void TestRenameEdit::lettersStayLetters()
{
    begin("b");
    type(u"mfplr./ MFPLR"_qs);
    QCOMPARE(field()->text(), u"mfplr./ MFPLR"_qs);
    QVERIFY(!agent("b").muted);
    QCOMPARE(m_document->undoStack()->count(), 0);
}

void TestRenameEdit::keysDoNotReachTheCanvas()
{
    begin("b");
    type(u"Wizard"_qs);
    for (const Qt::Key pressed : {Qt::Key_Up, Qt::Key_Down, Qt::Key_Left, Qt::Key_Home})
        typeKey(pressed);
    QCOMPARE(m_view->selectedAgents(), ids(u"b"_qs));
    typeKey(Qt::Key_Delete);
    QCOMPARE(field()->text(), u"izard"_qs);
    QCOMPARE(shown(), u"a b c|d e|f"_qs);
}

void TestRenameEdit::undoMeansTheText()
{
    m_view->selectAgents(ids(u"c"_qs));
    key(Qt::Key_M);
    QShortcut undo(QKeySequence::Undo, m_view.get());
    QSignalSpy undone(&undo, &QShortcut::activated);
    begin("b");
    type(u"Wizard"_qs);
    typeKey(Qt::Key_Z, Qt::ControlModifier);
    typeKey(Qt::Key_Z, Qt::ControlModifier);
    typeKey(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(field()->text(), u"b"_qs);
    QCOMPARE(undone.size(), 0);
    QVERIFY(agent("c").muted);
}

void TestRenameEdit::shortcutsOfTheWindowSeeTheNewName()
{
    QString saved;
    QShortcut save(QKeySequence::Save, m_view.get());
    connect(&save, &QShortcut::activated, this, [&] { saved = agent("b").name; });
    begin("b");
    type(u"Wizard"_qs);
    typeKey(Qt::Key_S, Qt::ControlModifier);
    QCOMPARE(saved, u"Wizard"_qs);
    QTRY_VERIFY(!field());
}

void TestRenameEdit::shortcutsOfTheCanvasStaySilent()
{
    begin("b");
    type(u"Wizard"_qs);
    typeKey(Qt::Key_D, Qt::ControlModifier);
    QTRY_VERIFY(!field());
    QCOMPARE(shown(), u"a b c|d e|f"_qs);
    QCOMPARE(agent("b").name, u"Wizard"_qs);
}

void TestRenameEdit::itFollowsTheViewAndStaysReadable()
{
    m_view->resize(500, 300);
    m_view->navigation()->zoomTo(2.0, {});
    begin("a");
    const auto offset = [this] { return field()->geometry().center().y() - centre("a").y(); };
    const int before = offset();
    const int top = field()->y();
    QScrollBar *bar = m_view->verticalScrollBar();
    bar->setValue(bar->value() + 40);
    QCOMPARE(offset(), before);
    QCOMPARE(field()->y(), top - 40);
    QVERIFY(QFontInfo(field()->font()).pixelSize() > 20);
    m_view->navigation()->zoomTo(0.3, {});
    QVERIFY(QFontInfo(field()->font()).pixelSize() >= 12);
    QVERIFY(field()->width() >= 100);
    QVERIFY(m_view->mapFromScene(card("a")).boundingRect().intersects(field()->geometry()));
    type(u"still"_qs);
    typeKey(Qt::Key_Return);
    QCOMPARE(agent("a").name, u"still"_qs);
}

void TestRenameEdit::itGoesWithItsAgent()
{
    begin("b");
    type(u"Wizard"_qs);
    m_document->reset(notation::mixture(u"x|y"_qs));
    QTRY_VERIFY(!field());
    QCOMPARE(shown(), u"x|y"_qs);
    QCOMPARE(m_document->undoStack()->count(), 0);
}

void TestRenameEdit::theAgentTheKeyboardIsAtIsRenamed()
{
    click(centre("a"));
    key(Qt::Key_Down, Qt::ShiftModifier);
    QCOMPARE(m_view->selectedAgents(), ids(u"a b"_qs));
    key(Qt::Key_F2);
    QCOMPARE(field()->text(), u"b"_qs);
}

void TestRenameEdit::withoutASelectionNothingOpens()
{
    key(Qt::Key_F2);
    QVERIFY(!field());
    QVERIFY(!m_view->canvasActions()->rename->isEnabled());
}

void TestRenameEdit::aCanvasMayGoWhileItIsOpen()
{
    begin("b");
    type(u"Wizard"_qs);
    m_view.reset();
    QCOMPARE(m_document->undoStack()->count(), 0);
}

QTEST_MAIN(TestRenameEdit)
#include "tst_renameedit.moc"
