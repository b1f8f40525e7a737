// SPDX-License-Identifier: GPL-3.0-or-later
#include "bodyviewsfixture.h"
#include "columns/diffplan.h"
#include "columns/diffview.h"

#include <QClipboard>
#include <QMenu>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTextBlock>

using namespace moa;
using namespace moa::test;

class TestDiffView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_fixture = std::make_unique<BodyViewsFixture>(); }
    void cleanup() { m_fixture.reset(); }

    void theSwitchIsReachedByMouseAndKeyboard();
    void theOwnerSetsTheViewOfAColumn();
    void theDifferenceFromTheFinalAnswerIsShownFirst();
    void insertionsAndDeletionsDifferByMoreThanColour_data();
    void insertionsAndDeletionsDifferByMoreThanColour();
    void changedSpacesCanBeSeen_data();
    void changedSpacesCanBeSeen();
    void theReaderWalksFromChangeToChange();
    void anotherTextCanBeChosen();
    void aTextOfAnEarlierRunCanBeChosen();
    void anIncompleteAnswerIsNotComparedYet();
    void twoPanesNeedRoom();
    void twoPanesShowEachTextAlone();
    void twoPanesStayLevel();
    void whatIsCopiedIsWhatWasReceived();
    void aResultThatCameTooLateIsNotShown();

private:
    void showDiff(const char *agent)
    {
        QTRY_VERIFY(m_fixture->part(agent, "view:diff"));
        QTRY_VERIFY(m_fixture->part(agent, "view:diff")->isVisible());
        QTest::mouseClick(m_fixture->part(agent, "view:diff"), Qt::LeftButton);
        QTRY_VERIFY(pane(agent));
    }
    [[nodiscard]] PassageView *pane(const char *agent, const char *name = "diffNew") const
    {
        return m_fixture->part<PassageView>(agent, name);
    }
    [[nodiscard]] QString words(const char *agent) const
    {
        return BodyViewsFixture::label(m_fixture->column(agent), "diffWords");
    }
    /// The part of the shown text that is set the same as its character at @p position.
    [[nodiscard]] static QTextCharFormat formatAt(const PassageView *pane, qsizetype position)
    {
        QTextCursor cursor(pane->document());
        cursor.setPosition(int(position) + 1);
        return cursor.charFormat();
    }

    std::unique_ptr<BodyViewsFixture> m_fixture;
};

void TestDiffView::theSwitchIsReachedByMouseAndKeyboard()
{
    m_fixture->finishAll(u"**one**"_qs, u"two"_qs, u"three"_qs);
    ResponseColumn *column = m_fixture->column("wizard");
    QTRY_VERIFY(m_fixture->part("wizard", "view:source"));
    QTRY_VERIFY(m_fixture->part("wizard", "view:source")->isVisible());
    QSignalSpy chosen(column, &ResponseColumn::viewChosen);
    QTest::mouseClick(m_fixture->part("wizard", "view:source"), Qt::LeftButton);
    QCOMPARE(column->view(), BodyView::Source);
    QTest::keyClick(m_fixture->part("wizard", "view:source"), Qt::Key_Right);
    QCOMPARE(column->view(), BodyView::Diff);
    QVERIFY(m_fixture->part("wizard", "view:diff")->isChecked());
    QCOMPARE(chosen.size(), 2);
    for (const char *name : {"view:markdown", "view:source", "view:diff", "view:provenance"}) {
        QVERIFY(!m_fixture->part("wizard", name)->accessibleName().isEmpty());
        QVERIFY(!m_fixture->part("wizard", name)->toolTip().isEmpty());
        QVERIFY(m_fixture->part("wizard", name)->height() >= 24);
    }
}

void TestDiffView::theOwnerSetsTheViewOfAColumn()
{
    ResponseColumn *column = m_fixture->column("wizard");
    QSignalSpy chosen(column, &ResponseColumn::viewChosen);
    column->setView(BodyView::Source);
    m_fixture->finishAll(u"**one**"_qs, u"two"_qs, u"three"_qs);
    QTRY_VERIFY(m_fixture->part("wizard", "view:source"));
    QVERIFY(m_fixture->part("wizard", "view:source")->isChecked());
    QTRY_VERIFY(column->textView());
    auto *answer = m_fixture->part<QTextBrowser>("wizard", "answer");
    QTRY_COMPARE(answer->toPlainText(), u"**one**"_qs);
    QCOMPARE(chosen.size(), 0);
    QCOMPARE(column->textView(), answer);
}

void TestDiffView::theDifferenceFromTheFinalAnswerIsShownFirst()
{
    m_fixture->finishAll(u"The cat sat on the mat."_qs, u"x"_qs, u"The dog sat on the mat."_qs);
    showDiff("wizard");
    QTRY_COMPARE(pane("wizard")->toPlainText(), u"The dogcat sat on the mat."_qs);
    QTRY_VERIFY(words("wizard").contains(u"Old, struck through: Final answer."));
    QVERIFY(words("wizard").contains(u"New, underlined: WIZARD."));
    QVERIFY(words("wizard").contains(u"Words inserted: 1, deleted: 1; 85 % the same."));
    QVERIFY(formatAt(pane("wizard"), 4).fontStrikeOut());
    QVERIFY(formatAt(pane("wizard"), 7).fontUnderline());
    QCOMPARE(m_fixture->part("wizard", "diffBase")->text(), u"Against: Final answer"_qs);
}

void TestDiffView::insertionsAndDeletionsDifferByMoreThanColour_data()
{
    QTest::addColumn<Theme::Scheme>("scheme");
    QTest::newRow("light") << Theme::Scheme::Light;
    QTest::newRow("dark") << Theme::Scheme::Dark;
    QTest::newRow("high contrast") << Theme::Scheme::HighContrast;
}

void TestDiffView::insertionsAndDeletionsDifferByMoreThanColour()
{
    QFETCH(Theme::Scheme, scheme);
    const Theme theme = Theme::make(scheme);
    m_fixture->finishAll(u"one new"_qs, u"x"_qs, u"one old"_qs);
    showDiff("wizard");
    QTRY_COMPARE(pane("wizard")->toPlainText(), u"one oldnew"_qs);
    QApplication::setPalette(theme.palette());
    const QBrush ground = theme.deletedGround.isValid() ? QBrush(theme.deletedGround) : QBrush();
    QTRY_COMPARE(formatAt(pane("wizard"), 4).background(), ground);
    QTRY_COMPARE(pane("wizard")->toPlainText(), u"one oldnew"_qs);
    const QTextCharFormat deleted = formatAt(pane("wizard"), 4);
    const QTextCharFormat inserted = formatAt(pane("wizard"), 7);
    QVERIFY(deleted.fontStrikeOut() && !deleted.fontUnderline());
    QVERIFY(inserted.fontUnderline() && !inserted.fontStrikeOut());
    if (scheme != Theme::Scheme::HighContrast) {
        QCOMPARE(deleted.background().color(), theme.deletedGround);
        QCOMPARE(inserted.background().color(), theme.insertedGround);
        return;
    }
    // A frame stands in for the ground.
    const QList<QRectF> boxes = pane("wizard")->boxes({7, 3});
    QCOMPARE(boxes.size(), 1);
    const QImage seen = pane("wizard")->viewport()->grab().toImage();
    const int x = qRound(boxes.first().center().x());
    bool framed = false;
    for (int y = qRound(boxes.first().top()) - 1; y <= qRound(boxes.first().top()) + 1; ++y)
        framed = framed || seen.pixelColor(x, y).green() > 100;
    QVERIFY(framed);
}

void TestDiffView::changedSpacesCanBeSeen_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    QTest::addColumn<QString>("shown");
    QTest::newRow("line end to space") << u"one\ntwo"_qs << u"one two"_qs << u"one¶·two"_qs;
    QTest::newRow("space to line end") << u"one two"_qs << u"one\ntwo"_qs << u"one·¶\ntwo"_qs;
    // Only then: a line of marked spaces would have no place to wrap.
    QTest::newRow("words among spaces")
        << u"one"_qs << u"one two\nthree"_qs << u"one two¶\nthree"_qs;
    QTest::newRow("space to tab") << u"one two"_qs << u"one\ttwo"_qs << u"one·→two"_qs;
}

void TestDiffView::changedSpacesCanBeSeen()
{
    QFETCH(QString, before);
    QFETCH(QString, after);
    QFETCH(QString, shown);
    m_fixture->finishAll(after, u"x"_qs, before);
    showDiff("wizard");
    QTRY_COMPARE(pane("wizard")->toPlainText(), shown);
}

void TestDiffView::theReaderWalksFromChangeToChange()
{
    QString before;
    QString after;
    for (int i = 0; i < 40; ++i) {
        before += QStringLiteral("Sentence number %1 is the same as it ever was.\n\n").arg(i);
        after += QStringLiteral("Sentence number %1 is the %2 as it ever was.\n\n")
                     .arg(i)
                     .arg(i % 10 == 5 ? u"thing"_qs : u"same"_qs);
    }
    m_fixture->finishAll(after, u"x"_qs, before);
    showDiff("wizard");
    QTRY_VERIFY(pane("wizard")->emphasis() == std::nullopt
                && pane("wizard")->toPlainText().contains(u"same"));
    const auto position = [this] {
        return BodyViewsFixture::label(m_fixture->column("wizard"), "changePosition");
    };
    QTRY_COMPARE(position(), u"4"_qs);
    QTest::mouseClick(m_fixture->part("wizard", "nextChange"), Qt::LeftButton);
    QCOMPARE(position(), u"1 of 4"_qs);
    const auto emphasized = [this] {
        const TextRange range = pane("wizard")->emphasis().value_or(TextRange{});
        return pane("wizard")->toPlainText().mid(range.start, range.size);
    };
    QCOMPARE(emphasized(), u"samething"_qs);
    QTest::keyClick(pane("wizard"), Qt::Key_F7);
    QTest::keyClick(pane("wizard"), Qt::Key_Down, Qt::AltModifier);
    QTest::keyClick(pane("wizard"), Qt::Key_F7);
    QCOMPARE(position(), u"4 of 4"_qs);
    // It can be seen.
    QVERIFY(!pane("wizard")->boxes(*pane("wizard")->emphasis()).isEmpty());
    const int place = pane("wizard")->verticalScrollBar()->value();
    QVERIFY(place > 0);
    QTest::keyClick(pane("wizard"), Qt::Key_F7);
    QCOMPARE(position(), u"1 of 4"_qs);
    QVERIFY(pane("wizard")->verticalScrollBar()->value() < place);
    QTest::keyClick(pane("wizard"), Qt::Key_F7, Qt::ShiftModifier);
    QCOMPARE(position(), u"4 of 4"_qs);
    QTest::keyClick(pane("wizard"), Qt::Key_Up, Qt::AltModifier);
    QCOMPARE(position(), u"3 of 4"_qs);
}

void TestDiffView::anotherTextCanBeChosen()
{
    m_fixture->finishAll(u"one"_qs, u"one two"_qs, u"three"_qs);
    showDiff("wizard");
    QMenu *menu = m_fixture->part("wizard", "diffBase")->menu();
    QTRY_COMPARE(menu->actions().size(), 2);
    QCOMPARE(menu->actions().constFirst()->text(), u"Final answer"_qs);
    QCOMPARE(menu->actions().constLast()->text(), u"QWEN"_qs);
    menu->actions().constLast()->trigger();
    QTRY_COMPARE(pane("wizard")->toPlainText(), u"one two"_qs);
    QCOMPARE(m_fixture->part("wizard", "diffBase")->text(), u"Against: QWEN"_qs);
}

void TestDiffView::aTextOfAnEarlierRunCanBeChosen()
{
    m_fixture->finishAll(u"one"_qs, u"x"_qs, u"three"_qs);
    m_fixture->column("wizard")->setOtherTexts({{u"run7"_qs, u"Run 7 & others"_qs, u"one!"_qs}});
    showDiff("wizard");
    QMenu *menu = m_fixture->part("wizard", "diffBase")->menu();
    QTRY_COMPARE(menu->actions().size(), 3);
    QCOMPARE(menu->actions().constLast()->text(), u"Run 7 && others"_qs);
    menu->actions().constLast()->trigger();
    QTRY_COMPARE(pane("wizard")->toPlainText(), u"one!"_qs);
    QTRY_VERIFY(words("wizard").contains(u"Run 7 & others"));
}

void TestDiffView::anIncompleteAnswerIsNotComparedYet()
{
    m_fixture->finish("wizard", u"one"_qs);
    m_fixture->model().textAdded(responseId("final"), u"on"_qs, {});
    showDiff("wizard");
    const auto message = [this] {
        return BodyViewsFixture::label(m_fixture->column("wizard"), "diffMessage");
    };
    QTRY_COMPARE(message(),
                 u"The difference is shown once the other text is complete: Final answer."_qs);
    m_fixture->finish("final", u"one more"_qs);
    QTRY_COMPARE(pane("wizard")->toPlainText(), u"one more"_qs);
    QTRY_VERIFY(message().isEmpty());
}

void TestDiffView::twoPanesNeedRoom()
{
    m_fixture->finishAll(u"one new"_qs, u"x"_qs, u"one old"_qs);
    showDiff("wizard");
    QToolButton *twoPane = m_fixture->part("wizard", "twoPane");
    QVERIFY(!twoPane->isEnabled());
    QVERIFY(twoPane->toolTip().contains(u"640"));
    m_fixture->view().resize(2600, 600);
    QTRY_VERIFY(twoPane->isEnabled());
    QVERIFY(!twoPane->toolTip().contains(u"640"));
}

void TestDiffView::twoPanesShowEachTextAlone()
{
    m_fixture->view().resize(2600, 600);
    m_fixture->finishAll(u"one new"_qs, u"x"_qs, u"one old"_qs);
    showDiff("wizard");
    QTRY_COMPARE(pane("wizard")->toPlainText(), u"one oldnew"_qs);
    QTest::mouseClick(m_fixture->part("wizard", "twoPane"), Qt::LeftButton);
    QTRY_COMPARE(pane("wizard", "diffOld")->toPlainText(), u"one old"_qs);
    QCOMPARE(pane("wizard")->toPlainText(), u"one new"_qs);
    QVERIFY(pane("wizard", "diffOld")->isVisible());
    QVERIFY(pane("wizard", "diffOld")->x() < pane("wizard")->x());
    QTRY_VERIFY(words("wizard").contains(u"Left, old: Final answer. Right, new: WIZARD."));
    // Without the room there is one again.
    m_fixture->view().resize(1100, 600);
    QTRY_COMPARE(pane("wizard")->toPlainText(), u"one oldnew"_qs);
    QVERIFY(!pane("wizard", "diffOld")->isVisible());
}

void TestDiffView::twoPanesStayLevel()
{
    m_fixture->view().resize(2600, 400);
    QString same;
    for (int i = 0; i < 60; ++i)
        same += QStringLiteral("Sentence number %1 stands in both.\n").arg(i);
    const QString added = u"A line that is only in the new text.\n"_qs.repeated(30);
    m_fixture->finishAll(added + same, u"x"_qs, same);
    showDiff("wizard");
    QTRY_VERIFY(pane("wizard")->toPlainText().size() > 0);
    QTest::mouseClick(m_fixture->part("wizard", "twoPane"), Qt::LeftButton);
    QTRY_COMPARE(pane("wizard", "diffOld")->toPlainText(), same);
    QTRY_VERIFY(pane("wizard")->toPlainText().endsWith(same));
    const auto atTop = [this](const char *name) {
        return pane("wizard", name)
            ->document()
            ->findBlock(pane("wizard", name)->topPosition())
            .text();
    };
    pane("wizard")->verticalScrollBar()->setValue(50);
    QCOMPARE(atTop("diffNew"), u"Sentence number 20 stands in both."_qs);
    QCOMPARE(atTop("diffOld"), u"Sentence number 20 stands in both."_qs);
    pane("wizard", "diffOld")->verticalScrollBar()->setValue(10);
    QCOMPARE(atTop("diffNew"), u"Sentence number 10 stands in both."_qs);
}

void TestDiffView::whatIsCopiedIsWhatWasReceived()
{
    m_fixture->finishAll(u"one\u202E\r\ntwo"_qs, u"x"_qs, u"one\u202E two"_qs);
    showDiff("wizard");
    QTRY_VERIFY(pane("wizard")->toPlainText().contains(u"two"));
    pane("wizard")->setFocus();
    QTest::keyClick(pane("wizard"), Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(pane("wizard"), Qt::Key_C, Qt::ControlModifier);
    // Both texts' characters, in the order in which they stand there.
    QCOMPARE(QGuiApplication::clipboard()->text(), u"one\u202E \r\ntwo"_qs);
}

void TestDiffView::aResultThatCameTooLateIsNotShown()
{
    DiffView view;
    view.resize(400, 400);
    const QDeadlineTimer deadline(QDeadlineTimer::Forever);
    const auto show = [&](const QString &text) {
        view.setAnswer(text, u"A"_qs, true);
        static_cast<void>(view.catchUp(deadline));
    };
    view.setBases({{u"b"_qs, u"B"_qs, u"base"_qs}});
    QSignalSpy behind(&view, &DiffView::behind);
    show(u"first"_qs);
    show(u"second"_qs);
    QVERIFY(behind.wait());
    static_cast<void>(view.catchUp(deadline));
    QCOMPARE(view.textArea()->toPlainText(), u"basesecond"_qs);
    QCOMPARE(behind.size(), 1);
}

QTEST_MAIN(TestDiffView)

#include "tst_diffview.moc"
