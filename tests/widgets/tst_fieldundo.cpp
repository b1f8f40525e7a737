// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/canvasview.h"
#include "editors/agentinspector.h"
#include "items/mixturedocument.h"
#include "support/notation.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSpinBox>
#include <QTest>

using namespace moa;
using namespace moa::notation;

/** Undo in text fields beside a canvas, in a window whose Undo and Redo are the document's. */
class TestFieldUndo : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void undoInAFieldTakesBackItsText_data();
    void undoInAFieldTakesBackItsText();
    void withNothingLeftItIsTheDocuments();
    void redoGoesTheSameWay();
    void theFieldForgetsWhenItIsLeft();
    void aMenuOfTheFieldIsNoLeaving();
    void spinBoxesDoTheSame();
    void lettersOfTheCanvasStayLetters();
    void editingKeysOfTheCanvasStayInTheField();

private:
    [[nodiscard]] QLineEdit *nameField() const
    {
        return m_inspector->agentForm()->nameField()->lineEdit();
    }
    [[nodiscard]] QPlainTextEdit *promptField() const
    {
        return m_inspector->agentForm()
            ->settingsForm()
            ->field(u"system prompt"_qs)
            ->paragraphEdit();
    }
    [[nodiscard]] const Agent &agent(const char *name) const
    {
        return *m_document->mixture().agent(id(name));
    }
    static void undo(QWidget *in) { QTest::keyClick(in, Qt::Key_Z, Qt::ControlModifier); }
    static void redo(QWidget *in)
    {
        QTest::keyClick(in, Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    }
    [[nodiscard]] QUndoStack *steps() const { return m_document->undoStack(); }
    void muteOnTheCanvas()
    {
        m_canvas->setFocus();
        QTest::keyClick(m_canvas, Qt::Key_M);
    }

    std::unique_ptr<MixtureDocument> m_document;
    std::unique_ptr<QWidget> m_window;
    CanvasView *m_canvas = nullptr;
    AgentInspector *m_inspector = nullptr;
};

void TestFieldUndo::init()
{
    m_document = std::make_unique<MixtureDocument>();
    m_document->reset(notation::mixture(u"a b|c"_qs));
    m_window = std::make_unique<QWidget>();
    m_canvas = new CanvasView(m_document.get(), m_window.get());
    m_inspector = new AgentInspector(m_document.get(), m_window.get());
    auto *layout = new QHBoxLayout(m_window.get());
    layout->addWidget(m_canvas, 1);
    layout->addWidget(m_inspector);
    QAction *undoAction = steps()->createUndoAction(m_window.get());
    undoAction->setShortcuts(QKeySequence::Undo);
    QAction *redoAction = steps()->createRedoAction(m_window.get());
    redoAction->setShortcuts(QKeySequence::Redo);
    m_window->addActions({undoAction, redoAction});
    connect(m_canvas, &CanvasView::selectionChanged, m_inspector, [this] {
        m_inspector->setSelection(m_canvas->selectedAgents(), m_canvas->selectedLayer());
    });
    m_window->resize(1000, 800);
    m_window->show();
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    m_canvas->selectAgents(ids(u"a"_qs));
}

void TestFieldUndo::cleanup()
{
    m_window.reset();
    m_document.reset();
}

void TestFieldUndo::undoInAFieldTakesBackItsText_data()
{
    QTest::addColumn<bool>("paragraph");
    QTest::newRow("a line") << false;
    QTest::newRow("a paragraph") << true;
}

void TestFieldUndo::undoInAFieldTakesBackItsText()
{
    QFETCH(bool, paragraph);
    muteOnTheCanvas();
    QWidget *field = paragraph ? static_cast<QWidget *>(promptField()) : nameField();
    const auto text = [&] {
        return paragraph ? promptField()->toPlainText() : nameField()->text();
    };
    field->setFocus();
    QTest::keyClicks(field, u"Wizard"_qs);
    QCOMPARE(steps()->count(), 2);
    undo(field);
    QCOMPARE(text(), QString());
    // The text is the newest step, and gone with it; what came before it stands.
    QVERIFY(agent("a").name.isEmpty() && !agent("a").settings.systemPrompt);
    QVERIFY(agent("a").muted);
    QCOMPARE(steps()->index(), 1);
    redo(field);
    QCOMPARE(text(), u"Wizard"_qs);
    QVERIFY(agent("a").muted);
    QVERIFY(field->hasFocus());
}

void TestFieldUndo::withNothingLeftItIsTheDocuments()
{
    muteOnTheCanvas();
    nameField()->setFocus();
    QTest::keyClicks(nameField(), u"Wizard"_qs);
    undo(nameField());
    QVERIFY(agent("a").muted);
    undo(nameField());
    QVERIFY(!agent("a").muted);
    QVERIFY(nameField()->hasFocus());
    QVERIFY(!steps()->canUndo());
    undo(nameField());
    QCOMPARE(nameField()->text(), QString());
}

void TestFieldUndo::redoGoesTheSameWay()
{
    muteOnTheCanvas();
    nameField()->setFocus();
    undo(nameField());
    QVERIFY(!agent("a").muted);
    redo(nameField());
    QVERIFY(agent("a").muted);
}

void TestFieldUndo::theFieldForgetsWhenItIsLeft()
{
    nameField()->setFocus();
    QTest::keyClicks(nameField(), u"Wizard"_qs);
    promptField()->setFocus();
    QTest::keyClicks(promptField(), u"Be brief."_qs);
    muteOnTheCanvas();
    QCOMPARE(steps()->count(), 3);
    // Back in the first field the steps are undone in the order in which they were made.
    nameField()->setFocus();
    nameField()->setCursorPosition(2);
    undo(nameField());
    QVERIFY(!agent("a").muted);
    QCOMPARE(nameField()->text(), u"Wizard"_qs);
    undo(nameField());
    QVERIFY(!agent("a").settings.systemPrompt);
    undo(nameField());
    QCOMPARE(nameField()->text(), QString());
    QCOMPARE(steps()->index(), 0);
    QCOMPARE(steps()->count(), 3);
}

void TestFieldUndo::aMenuOfTheFieldIsNoLeaving()
{
    nameField()->setFocus();
    QTest::keyClicks(nameField(), u"Wizard"_qs);
    QFocusEvent toPopup(QEvent::FocusOut, Qt::PopupFocusReason);
    QCoreApplication::sendEvent(nameField(), &toPopup);
    QVERIFY(nameField()->isUndoAvailable());
    QFocusEvent toElsewhere(QEvent::FocusOut, Qt::MouseFocusReason);
    QCoreApplication::sendEvent(nameField(), &toElsewhere);
    QVERIFY(!nameField()->isUndoAvailable());
    QCOMPARE(nameField()->text(), u"Wizard"_qs);
}

void TestFieldUndo::spinBoxesDoTheSame()
{
    muteOnTheCanvas();
    QSpinBox *samples = m_inspector->agentForm()->samplesBox();
    samples->setFocus();
    samples->selectAll();
    QTest::keyClicks(samples, u"12"_qs);
    QCOMPARE(agent("a").samples, 12);
    undo(samples);
    QVERIFY(agent("a").samples != 12);
    QVERIFY(agent("a").muted);
    // How much of the typing one undo takes back is the field's.
    for (int more = 0; more < 3 && agent("a").muted; ++more)
        undo(samples);
    QVERIFY(!agent("a").muted);
    QCOMPARE(agent("a").samples, 1);
    QCOMPARE(samples->value(), 1);
}

void TestFieldUndo::lettersOfTheCanvasStayLetters()
{
    nameField()->setFocus();
    QTest::keyClicks(nameField(), u"mfplr./ MFPLR"_qs);
    QCOMPARE(nameField()->text(), u"mfplr./ MFPLR"_qs);
    promptField()->setFocus();
    QTest::keyClicks(promptField(), u"mfplr./ MFPLR"_qs);
    QCOMPARE(promptField()->toPlainText(), u"mfplr./ MFPLR"_qs);
    QVERIFY(!agent("a").muted);
    QCOMPARE(m_canvas->selectedAgents(), ids(u"a"_qs));
    QCOMPARE(steps()->count(), 2);
}

void TestFieldUndo::editingKeysOfTheCanvasStayInTheField()
{
    nameField()->setFocus();
    QTest::keyClicks(nameField(), u"Wizard"_qs);
    const auto control = [this](Qt::Key key) {
        QTest::keyClick(nameField(), key, Qt::ControlModifier);
    };
    control(Qt::Key_A);
    control(Qt::Key_C);
    QTest::keyClick(nameField(), Qt::Key_Delete);
    control(Qt::Key_V);
    control(Qt::Key_V);
    QCOMPARE(nameField()->text(), u"WizardWizard"_qs);
    control(Qt::Key_A);
    control(Qt::Key_X);
    QCOMPARE(nameField()->text(), QString());
    QCOMPARE(shape(m_document->mixture()), u"a b|c"_qs);
}

QTEST_MAIN(TestFieldUndo)
#include "tst_fieldundo.moc"
