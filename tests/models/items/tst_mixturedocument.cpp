// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/mixturedocument.h"

#include <QSignalSpy>
#include <QTest>

using namespace moa;

namespace {

Mixture named(const QString &name)
{
    Mixture mixture;
    mixture.name = name;
    return mixture;
}

} // namespace

class TestMixtureDocument : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void editsCanBeUndoneAndRedone();
    void anEditThatChangesNothingIsNoStep();
    void resetForgetsTheSteps();
    void oneGestureIsOneStep();
    void gesturesDoNotMergeWithEachOther();
    void aGestureThatEndsWhereItBeganLeavesNoStep();
    void gestureNumbersAreNeverTwiceTheSame();
    void modifiedFollowsTheCleanState();
};

void TestMixtureDocument::editsCanBeUndoneAndRedone()
{
    MixtureDocument document;
    document.reset(named(u"one"_qs));
    QSignalSpy changes(&document, &MixtureDocument::mixtureChanged);
    document.apply(named(u"two"_qs), u"Rename"_qs);
    QCOMPARE(document.mixture().name, u"two"_qs);
    QCOMPARE(document.undoStack()->undoText(), u"Rename"_qs);
    document.undoStack()->undo();
    QCOMPARE(document.mixture().name, u"one"_qs);
    document.undoStack()->redo();
    QCOMPARE(document.mixture().name, u"two"_qs);
    QCOMPARE(changes.size(), 3);
}

void TestMixtureDocument::anEditThatChangesNothingIsNoStep()
{
    MixtureDocument document;
    document.reset(named(u"one"_qs));
    QSignalSpy changes(&document, &MixtureDocument::mixtureChanged);
    document.apply(named(u"one"_qs), u"Rename"_qs);
    QCOMPARE(document.undoStack()->count(), 0);
    QCOMPARE(changes.size(), 0);
}

void TestMixtureDocument::resetForgetsTheSteps()
{
    MixtureDocument document;
    document.apply(named(u"one"_qs), u"Rename"_qs);
    document.reset(named(u"two"_qs));
    QVERIFY(!document.undoStack()->canUndo());
    QVERIFY(!document.isModified());
    QCOMPARE(document.mixture().name, u"two"_qs);
}

void TestMixtureDocument::oneGestureIsOneStep()
{
    MixtureDocument document;
    const int gesture = document.nextGesture();
    for (const QString &text : {u"t"_qs, u"ty"_qs, u"typ"_qs})
        document.apply(named(text), u"Rename"_qs, gesture);
    QCOMPARE(document.undoStack()->count(), 1);
    document.undoStack()->undo();
    QCOMPARE(document.mixture().name, QString());
    document.undoStack()->redo();
    QCOMPARE(document.mixture().name, u"typ"_qs);
}

void TestMixtureDocument::gesturesDoNotMergeWithEachOther()
{
    MixtureDocument document;
    document.apply(named(u"a"_qs), u"Rename"_qs, document.nextGesture());
    document.apply(named(u"b"_qs), u"Rename"_qs, document.nextGesture());
    document.apply(named(u"c"_qs), u"Rename"_qs);
    document.apply(named(u"d"_qs), u"Rename"_qs);
    QCOMPARE(document.undoStack()->count(), 4);
}

void TestMixtureDocument::aGestureThatEndsWhereItBeganLeavesNoStep()
{
    MixtureDocument document;
    const int gesture = document.nextGesture();
    document.apply(named(u"a"_qs), u"Rename"_qs, gesture);
    document.apply(named(QString()), u"Rename"_qs, gesture);
    QCOMPARE(document.undoStack()->count(), 0);
    QVERIFY(!document.isModified());
}

void TestMixtureDocument::gestureNumbersAreNeverTwiceTheSame()
{
    MixtureDocument document;
    const int first = document.nextGesture();
    QVERIFY(first != 0);
    QVERIFY(document.nextGesture() != first);
}

void TestMixtureDocument::modifiedFollowsTheCleanState()
{
    MixtureDocument document;
    QSignalSpy modified(&document, &MixtureDocument::modifiedChanged);
    document.apply(named(u"a"_qs), u"Rename"_qs);
    QVERIFY(document.isModified());
    document.undoStack()->setClean();
    QVERIFY(!document.isModified());
    document.undoStack()->undo();
    QVERIFY(document.isModified());
    QCOMPARE(modified.size(), 3);
}

QTEST_GUILESS_MAIN(TestMixtureDocument)
#include "tst_mixturedocument.moc"
