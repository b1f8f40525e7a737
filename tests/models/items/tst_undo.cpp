// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/agentsname.h"
#include "items/mixturedocument.h"
#include "mixture/mixtureedits.h"
#include "support/notation.h"

#include <QSignalSpy>
#include <QTest>

using namespace moa;

namespace {

Mixture named(int number)
{
    Mixture mixture;
    mixture.name = QString::number(number);
    return mixture;
}

} // namespace

/** Many steps, the limit, and the unsaved mark on whatever way one gets somewhere. */
class TestUndo : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aThousandStepsCanBeUndone();
    void theUnsavedMarkFollowsUndoAndRedo();
    void anotherBranchLosesTheSavedState();
    void savingInTheMiddleOfAGestureEndsIt();
    void typingBackToWhatWasSavedIsSaved();
    void theSavedStateCanFallOffTheEnd();
    void theSavedStateMovesWithTheLimit();
    void undoneGesturesAreNotContinued();
    void stepsAreNamedAfterTheirAgents();
};

void TestUndo::aThousandStepsCanBeUndone()
{
    MixtureDocument document;
    document.reset(named(0));
    for (int number = 1; number <= 1200; ++number)
        document.apply(named(number), u"Step %1"_qs.arg(number));
    QUndoStack *stack = document.undoStack();
    QCOMPARE(stack->count(), 1000);
    QCOMPARE(stack->undoText(), u"Step 1200"_qs);
    int undone = 0;
    while (stack->canUndo()) {
        stack->undo();
        ++undone;
        QCOMPARE(document.mixture().name, QString::number(1200 - undone));
    }
    QCOMPARE(undone, 1000);
    while (stack->canRedo())
        stack->redo();
    QCOMPARE(document.mixture().name, u"1200"_qs);
}

void TestUndo::theUnsavedMarkFollowsUndoAndRedo()
{
    MixtureDocument document;
    document.reset(named(0));
    QSignalSpy marks(&document, &MixtureDocument::modifiedChanged);
    QUndoStack *stack = document.undoStack();
    document.apply(named(1), u"One"_qs);
    document.apply(named(2), u"Two"_qs);
    QVERIFY(document.isModified());
    stack->setClean();
    QVERIFY(!document.isModified());
    stack->undo();
    QVERIFY(document.isModified());
    stack->undo();
    QVERIFY(document.isModified());
    stack->redo();
    QVERIFY(document.isModified());
    stack->redo();
    QVERIFY(!document.isModified());
    document.apply(named(3), u"Three"_qs);
    QVERIFY(document.isModified());
    stack->undo();
    QVERIFY(!document.isModified());
    QList<bool> said;
    for (const QList<QVariant> &mark : std::as_const(marks))
        said.append(mark.constFirst().toBool());
    QCOMPARE(said, (QList<bool>{true, false, true, false, true, false}));
}

void TestUndo::anotherBranchLosesTheSavedState()
{
    MixtureDocument document;
    document.reset(named(0));
    QUndoStack *stack = document.undoStack();
    document.apply(named(1), u"One"_qs);
    document.apply(named(2), u"Two"_qs);
    stack->setClean();
    stack->undo();
    document.apply(named(3), u"Another"_qs);
    // As many steps as when it was saved, but not those.
    QCOMPARE(stack->index(), 2);
    QVERIFY(document.isModified());
    for (int step = 0; step < 2; ++step) {
        stack->undo();
        QVERIFY(document.isModified());
    }
    QVERIFY(!stack->canUndo());
    stack->redo();
    stack->redo();
    QVERIFY(document.isModified());
    stack->setClean();
    QVERIFY(!document.isModified());
}

void TestUndo::savingInTheMiddleOfAGestureEndsIt()
{
    MixtureDocument document;
    document.reset(named(0));
    const int gesture = document.nextGesture();
    document.apply(named(1), u"Type"_qs, gesture);
    document.undoStack()->setClean();
    document.apply(named(12), u"Type"_qs, gesture);
    QVERIFY(document.isModified());
    QCOMPARE(document.undoStack()->count(), 2);
    document.undoStack()->undo();
    QCOMPARE(document.mixture().name, u"1"_qs);
    QVERIFY(!document.isModified());
}

void TestUndo::typingBackToWhatWasSavedIsSaved()
{
    MixtureDocument document;
    document.reset(named(0));
    document.apply(named(1), u"One"_qs);
    document.undoStack()->setClean();
    const int gesture = document.nextGesture();
    document.apply(named(12), u"Type"_qs, gesture);
    QVERIFY(document.isModified());
    document.apply(named(1), u"Type"_qs, gesture);
    QVERIFY(!document.isModified());
    QCOMPARE(document.undoStack()->count(), 1);
}

void TestUndo::theSavedStateCanFallOffTheEnd()
{
    MixtureDocument document;
    document.reset(named(0));
    for (int number = 1; number <= 1001; ++number)
        document.apply(named(number), u"Step"_qs);
    while (document.undoStack()->canUndo())
        document.undoStack()->undo();
    // What was there at first is out of reach, and this is not it.
    QCOMPARE(document.mixture().name, u"1"_qs);
    QVERIFY(document.isModified());
}

void TestUndo::theSavedStateMovesWithTheLimit()
{
    MixtureDocument document;
    document.reset(named(0));
    for (int number = 1; number <= 500; ++number)
        document.apply(named(number), u"Step"_qs);
    document.undoStack()->setClean();
    for (int number = 501; number <= 1400; ++number)
        document.apply(named(number), u"Step"_qs);
    while (document.isModified() && document.undoStack()->canUndo())
        document.undoStack()->undo();
    QVERIFY(!document.isModified());
    QCOMPARE(document.mixture().name, u"500"_qs);
}

void TestUndo::undoneGesturesAreNotContinued()
{
    MixtureDocument document;
    document.reset(named(0));
    const int gesture = document.nextGesture();
    document.apply(named(1), u"Other"_qs);
    document.apply(named(2), u"Type"_qs, gesture);
    document.undoStack()->undo();
    document.apply(named(3), u"Type"_qs, gesture);
    QCOMPARE(document.undoStack()->count(), 2);
    document.undoStack()->undo();
    QCOMPARE(document.mixture().name, u"1"_qs);
}

void TestUndo::stepsAreNamedAfterTheirAgents()
{
    Mixture mixture = notation::mixture(u"a b|c"_qs);
    mixture.layers[0].agents[1].name = u"Wizard"_qs;
    QCOMPARE(agentsName(mixture, notation::ids(u"a"_qs)), u"a"_qs);
    QCOMPARE(agentsName(mixture, notation::ids(u"b"_qs)), u"Wizard"_qs);
    QCOMPARE(agentsName(mixture, notation::ids(u"a b c"_qs)), u"3 agents"_qs);
}

QTEST_GUILESS_MAIN(TestUndo)
#include "tst_undo.moc"
