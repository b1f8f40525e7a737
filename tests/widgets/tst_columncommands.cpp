// SPDX-License-Identifier: GPL-3.0-or-later
#include "columnsviewfixture.h"
#include "items/pointedresponse.h"

#include <QSignalSpy>

using namespace moa;
using namespace moa::test;

class TestColumnCommands : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_shown = std::make_unique<ShownColumns>(); }
    void cleanup() { m_shown.reset(); }

    void columnsAreSortedByTheChosenFigure();
    void noColumnMovesWhileTheRunGoes();
    void aHiddenColumnCanBeBroughtBack();
    void theLastColumnCannotBeHidden();
    void hidingKeepsWhatTheReaderLooksAtInPlace();
    void sortingKeepsWhatTheReaderLooksAtInPlace();
    void aMaximisedColumnTakesAllOfTheRoom();
    void theFinalAnswerCanBeMaximised();
    void aDoubleClickOnTheHeadMaximisesAndRestores();
    void escapeRestoresOnlyWhenNoRunGoes();
    void altAndArrowsGoFromColumnToColumn();
    void columnsMoveByTheirMenu();
    void aHeadIsDraggedToAnotherPlace();
    void controlAndPageKeysJumpBetweenLayers();
    void comfortableColumnsScroll();
    void aNewRunKeepsOrderAndHiding();
    void everythingInTheBarCanBeReachedByKey();
    void theBarFitsANarrowWindow();
    void whatIsPointedAtIsMarkedAndPointedTo();

private:
    static QList<QStringList> fiveAndFinal()
    {
        return {{u"a"_qs, u"b"_qs, u"c"_qs, u"d"_qs, u"e"_qs}, {u"final"_qs}};
    }

    std::unique_ptr<ShownColumns> m_shown;
};

void TestColumnCommands::columnsAreSortedByTheChosenFigure()
{
    m_shown->open({{u"a"_qs, u"b"_qs, u"c"_qs}, {u"final"_qs}},
                  {{u"b"_qs, u"the longest of them"_qs}, {u"c"_qs, u"longer"_qs}});
    QTRY_COMPARE(m_shown->order(), u"a b c final"_qs);
    m_shown->choose("sortColumns", u"Length"_qs);
    QCOMPARE(m_shown->order(), u"b c a final"_qs);
    QCOMPARE(m_shown->button("sortColumns")->text(), u"Length"_qs);
    m_shown->choose("sortColumns", u"Layer order"_qs);
    QCOMPARE(m_shown->order(), u"a b c final"_qs);
}

void TestColumnCommands::noColumnMovesWhileTheRunGoes()
{
    m_shown->begin({{u"a"_qs, u"b"_qs}, {u"final"_qs}});
    m_shown->model.textAdded(responseId("b"), u"some words"_qs, {});
    QTRY_COMPARE(m_shown->answer("b") ? m_shown->answer("b")->toPlainText() : QString(),
                 u"some words"_qs);
    m_shown->choose("sortColumns", u"Length"_qs);
    QCOMPARE(m_shown->order(), u"b a final"_qs);
    m_shown->model.textAdded(responseId("a"), u"many more words than the other"_qs, {});
    QTRY_VERIFY(m_shown->answer("a"));
    QCOMPARE(m_shown->order(), u"b a final"_qs);
    for (Response &response : m_shown->run.responses) {
        response.text = m_shown->model.response(m_shown->model.row(response.id).value()).text;
        response.state = ResponseState::Done;
    }
    m_shown->run.state = RunState::Done;
    m_shown->model.runFinished(m_shown->run);
    QTRY_COMPARE(m_shown->order(), u"a b final"_qs);
}

void TestColumnCommands::aHiddenColumnCanBeBroughtBack()
{
    m_shown->open({{u"a"_qs, u"b"_qs}, {u"final"_qs}});
    QVERIFY(!m_shown->button("hiddenColumns")->isVisible());
    m_shown->chooseFor("b", u"Hide"_qs);
    QCOMPARE(m_shown->order(), u"a final"_qs);
    QVERIFY(m_shown->button("hiddenColumns")->isVisible());
    QCOMPARE(m_shown->button("hiddenColumns")->text(), u"Hidden (1)"_qs);
    m_shown->choose("hiddenColumns", u"B"_qs);
    QCOMPARE(m_shown->order(), u"a b final"_qs);
    QVERIFY(!m_shown->button("hiddenColumns")->isVisible());

    m_shown->chooseFor("a", u"Hide"_qs);
    m_shown->chooseFor("final", u"Hide"_qs);
    QCOMPARE(m_shown->order(), u"b"_qs);
    QCOMPARE(m_shown->column("b")->width(), m_shown->view.width());
    m_shown->choose("hiddenColumns", u"Show all"_qs);
    QCOMPARE(m_shown->order(), u"a b final"_qs);
}

void TestColumnCommands::theLastColumnCannotBeHidden()
{
    m_shown->open({{u"final"_qs}});
    QTest::mouseClick(m_shown->head("final")->findChild<QAbstractButton *>(u"columnMenuButton"_qs),
                      Qt::LeftButton);
    auto *menu = m_shown->view.findChild<QMenu *>(u"columnMenu"_qs);
    QVERIFY(menu);
    for (const QAction *action : menu->actions()) {
        const bool arranges = !action->text().contains(u"quests"_qs);
        QVERIFY2(!arranges || action->isSeparator() || !action->isEnabled(),
                 qPrintable(action->text()));
    }
}

void TestColumnCommands::hidingKeepsWhatTheReaderLooksAtInPlace()
{
    m_shown->open(fiveAndFinal());
    QTRY_VERIFY(m_shown->sideways()->maximum() > 640);
    m_shown->sideways()->setValue(640);
    QTRY_VERIFY(m_shown->answer("c"));
    const int before = m_shown->left("c");
    m_shown->view.setHidden(responseId("a"), true);
    QCOMPARE(m_shown->left("c"), before);
    m_shown->view.setHidden(responseId("a"), false);
    QCOMPARE(m_shown->left("c"), before);
}

void TestColumnCommands::sortingKeepsWhatTheReaderLooksAtInPlace()
{
    m_shown->open(fiveAndFinal(), {{u"e"_qs, u"the longest"_qs}});
    QTRY_VERIFY(m_shown->sideways()->maximum() > 640);
    m_shown->sideways()->setValue(320);
    QTRY_VERIFY(m_shown->answer("b"));
    m_shown->answer("b")->setFocus();
    const int before = m_shown->left("b");
    m_shown->choose("sortColumns", u"Length"_qs);
    QCOMPARE(m_shown->order(), u"e a b c d final"_qs);
    QCOMPARE(m_shown->left("b"), before);
}

void TestColumnCommands::aMaximisedColumnTakesAllOfTheRoom()
{
    m_shown->open(fiveAndFinal());
    QTRY_VERIFY(m_shown->sideways()->maximum() > 300);
    m_shown->sideways()->setValue(300);
    QVERIFY(!m_shown->button("restoreColumns")->isVisible());
    m_shown->chooseFor("b", u"Maximise"_qs);
    QCOMPARE(m_shown->order(), u"b"_qs);
    QCOMPARE(m_shown->column("b")->width(), m_shown->view.width());
    QVERIFY(m_shown->button("restoreColumns")->isVisible());
    QTRY_VERIFY(m_shown->answer("b")->isVisible());
    QTest::mouseClick(m_shown->button("restoreColumns"), Qt::LeftButton);
    QCOMPARE(m_shown->order(), u"a b c d e final"_qs);
    QCOMPARE(m_shown->sideways()->value(), 300);
    QVERIFY(!m_shown->button("restoreColumns")->isVisible());
}

void TestColumnCommands::theFinalAnswerCanBeMaximised()
{
    m_shown->open(fiveAndFinal());
    m_shown->chooseFor("final", u"Maximise"_qs);
    QCOMPARE(m_shown->order(), u"final"_qs);
    QTRY_COMPARE(m_shown->column("final")->width(), m_shown->view.width());
    m_shown->chooseFor("final", u"Restore"_qs);
    QCOMPARE(m_shown->order(), u"a b c d e final"_qs);
}

void TestColumnCommands::aDoubleClickOnTheHeadMaximisesAndRestores()
{
    m_shown->open(fiveAndFinal());
    const QPoint name(60, 15);
    QTest::mouseDClick(m_shown->head("a"), Qt::LeftButton, {}, name);
    QCOMPARE(m_shown->order(), u"a"_qs);
    QTest::mouseDClick(m_shown->head("a"), Qt::LeftButton, {}, name);
    QCOMPARE(m_shown->order(), u"a b c d e final"_qs);
}

void TestColumnCommands::escapeRestoresOnlyWhenNoRunGoes()
{
    m_shown->open(fiveAndFinal());
    m_shown->view.maximise(responseId("a"));
    QTRY_VERIFY(m_shown->answer("a") && m_shown->answer("a")->isVisible());
    m_shown->answer("a")->setFocus();
    QTest::keyClick(m_shown->answer("a"), Qt::Key_Escape);
    QCOMPARE(m_shown->order(), u"a b c d e final"_qs);

    QAction stop;
    stop.setShortcut(Qt::Key_Escape);
    m_shown->view.addAction(&stop);
    QSignalSpy stopped(&stop, &QAction::triggered);
    m_shown->begin(fiveAndFinal());
    m_shown->view.maximise(responseId("a"));
    QTest::keyClick(m_shown->column("a"), Qt::Key_Escape);
    QCOMPARE(stopped.count(), 1);
    QCOMPARE(m_shown->order(), u"a"_qs);
}

void TestColumnCommands::altAndArrowsGoFromColumnToColumn()
{
    m_shown->open(fiveAndFinal());
    QTRY_VERIFY(m_shown->answer("a"));
    m_shown->answer("a")->setFocus();
    for (const char *next : {"b", "c", "d", "e"}) {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Right, Qt::AltModifier);
        const QRect seen = m_shown->column(next)->visibleRegion().boundingRect();
        QCOMPARE(seen.width(), m_shown->column(next)->width());
    }
    m_shown->view.maximise(responseId("e"));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Left, Qt::AltModifier);
    QCOMPARE(m_shown->order(), u"d"_qs);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Right, Qt::AltModifier);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Right, Qt::AltModifier);
    QCOMPARE(m_shown->order(), u"final"_qs);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Right, Qt::AltModifier);
    QCOMPARE(m_shown->order(), u"final"_qs);
}

void TestColumnCommands::columnsMoveByTheirMenu()
{
    m_shown->open({{u"a"_qs, u"b"_qs}, {u"final"_qs}});
    m_shown->chooseFor("a", u"Move Right"_qs);
    QCOMPARE(m_shown->order(), u"b a final"_qs);
    QCOMPARE(m_shown->button("sortColumns")->text(), u"Own order"_qs);
    m_shown->chooseFor("a", u"Move Left"_qs);
    QCOMPARE(m_shown->order(), u"a b final"_qs);
}

void TestColumnCommands::aHeadIsDraggedToAnotherPlace()
{
    m_shown->open({{u"a"_qs, u"b"_qs, u"c"_qs}, {u"final"_qs}});
    m_shown->view.resize(1600, 600);
    QTRY_VERIFY(m_shown->column("c")->width() > 320);
    ColumnHead *head = m_shown->head("a");
    const int width = head->width();
    QTest::mousePress(head, Qt::LeftButton, {}, QPoint(100, 15));
    QTest::mouseMove(head, QPoint(120, 15));
    QTest::mouseMove(head, QPoint(width + width / 4, 15));
    const auto *line = m_shown->view.findChild<QWidget *>(u"dropLine"_qs);
    QVERIFY(line && line->isVisible());
    QTest::mouseMove(head, QPoint(2 * width + width / 4, 15));
    QTest::mouseRelease(head, Qt::LeftButton, {}, QPoint(2 * width + width / 4, 15));
    QCOMPARE(m_shown->order(), u"b a c final"_qs);
    QVERIFY(!line->isVisible());
    // A click is no drag.
    QTest::mouseClick(head, Qt::LeftButton, {}, QPoint(100, 15));
    QCOMPARE(m_shown->order(), u"b a c final"_qs);
}

void TestColumnCommands::controlAndPageKeysJumpBetweenLayers()
{
    m_shown->open(
        {{u"a"_qs, u"b"_qs, u"c"_qs}, {u"d"_qs, u"e"_qs}, {u"f"_qs, u"g"_qs}, {u"final"_qs}});
    QTRY_VERIFY(m_shown->answer("a") && m_shown->sideways()->maximum() > 0);
    QTest::keyClick(m_shown->answer("a"), Qt::Key_PageDown, Qt::ControlModifier);
    QCOMPARE(m_shown->left("d"), 0);
    QTest::keyClick(m_shown->answer("a"), Qt::Key_PageDown, Qt::ControlModifier);
    QVERIFY(m_shown->left("f") < 400 && m_shown->left("d") < 0);
    QTest::keyClick(m_shown->answer("a"), Qt::Key_PageUp, Qt::ControlModifier);
    QTest::keyClick(m_shown->answer("a"), Qt::Key_PageUp, Qt::ControlModifier);
    QCOMPARE(m_shown->sideways()->value(), 0);
}

void TestColumnCommands::comfortableColumnsScroll()
{
    m_shown->open({{u"a"_qs, u"b"_qs}, {u"final"_qs}});
    QTRY_COMPARE(m_shown->sideways()->maximum(), 0);
    QVERIFY(m_shown->view.isFullWidth());
    QTest::mouseClick(m_shown->button("fullWidth"), Qt::LeftButton);
    QVERIFY(!m_shown->view.isFullWidth());
    QTRY_VERIFY(m_shown->sideways()->maximum() > 0);
    QCOMPARE(m_shown->column("a")->width(), 520);
    QCOMPARE(m_shown->column("final")->width(), 520);
    m_shown->view.resize(600, 600);
    QTRY_VERIFY(m_shown->column("a")->width() >= 320 && m_shown->column("a")->width() < 520);
}

void TestColumnCommands::aNewRunKeepsOrderAndHiding()
{
    m_shown->open({{u"a"_qs, u"b"_qs, u"c"_qs}, {u"final"_qs}});
    m_shown->chooseFor("a", u"Move Right"_qs);
    m_shown->chooseFor("c", u"Hide"_qs);
    QCOMPARE(m_shown->order(), u"b a final"_qs);
    m_shown->begin({{u"a"_qs, u"b"_qs, u"c"_qs}, {u"final"_qs}});
    QTRY_COMPARE(m_shown->order(), u"b a final"_qs);
}

void TestColumnCommands::everythingInTheBarCanBeReachedByKey()
{
    m_shown->open(fiveAndFinal());
    m_shown->view.setHidden(responseId("a"), true);
    m_shown->view.maximise(responseId("b"));
    for (const char *name : {"restoreColumns", "sortColumns", "hiddenColumns", "linkedScrolling",
                             "fullWidth", "findInColumns"}) {
        const QAbstractButton *button = m_shown->button(name);
        QVERIFY2(button->isVisible(), name);
        QVERIFY2(button->focusPolicy() & Qt::TabFocus, name);
        QVERIFY2(!button->toolTip().isEmpty() && !button->icon().isNull(), name);
        QVERIFY2(button->height() >= 24 && button->width() >= 24, name);
    }
    QVERIFY(m_shown->head("b")->findChild<QAbstractButton *>(u"columnMenuButton"_qs)->focusPolicy()
            & Qt::TabFocus);
}

void TestColumnCommands::theBarFitsANarrowWindow()
{
    m_shown->open({{u"a"_qs, u"b"_qs}, {u"c"_qs}, {u"d"_qs}, {u"e"_qs}, {u"final"_qs}});
    m_shown->view.setHidden(responseId("a"), true);
    m_shown->view.maximise(responseId("b"));
    m_shown->view.resize(600, 500);
    QTRY_COMPARE(m_shown->view.width(), 600);
    for (const char *name : {"layer:All", "layer:Final", "restoreColumns", "sortColumns",
                             "hiddenColumns", "linkedScrolling", "fullWidth", "findInColumns"}) {
        const QAbstractButton *button = m_shown->button(name);
        QTRY_VERIFY2(button->visibleRegion().boundingRect() == button->rect(), name);
        QTRY_VERIFY2(button->width() >= button->minimumSizeHint().width(), name);
    }
}

void TestColumnCommands::whatIsPointedAtIsMarkedAndPointedTo()
{
    m_shown->open({{u"a"_qs, u"b"_qs}, {u"final"_qs}});
    PointedResponse pointer;
    m_shown->view.setPointer(&pointer);
    QTRY_VERIFY(m_shown->answer("b"));
    const QImage before = m_shown->head("b")->grab().toImage();
    pointer.pointAt(AgentId(u"b"_qs));
    QVERIFY(m_shown->head("b")->isPointed());
    QVERIFY(!m_shown->head("a")->isPointed());
    QVERIFY(m_shown->head("b")->grab().toImage() != before);
    pointer.leave();
    QCOMPARE(m_shown->head("b")->grab().toImage(), before);

    QTest::mouseMove(m_shown->answer("a")->viewport(), QPoint(50, 50));
    QTRY_VERIFY(pointer.includes(responseId("a")));
    QVERIFY(m_shown->head("a")->isPointed());
    QTest::mouseMove(m_shown->head("b"), QPoint(50, 20));
    QTRY_VERIFY(pointer.includes(responseId("b")));
    QTest::mouseMove(m_shown->button("findInColumns"), QPoint(5, 5));
    QTRY_VERIFY(!pointer.agent());
}

QTEST_MAIN(TestColumnCommands)

#include "tst_columncommands.moc"
