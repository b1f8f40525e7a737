// SPDX-License-Identifier: GPL-3.0-or-later
#include "editors/promptbar.h"
#include "editors/promptedit.h"
#include "theme/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QTextBlock>
#include <QToolButton>

using namespace moa;

class TestPromptBar : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void runHandsOverThePrompt();
    void controlReturnRuns();
    void returnWritesANewLine();
    void aBlankPromptCannotBeRun_data();
    void aBlankPromptCannotBeRun();
    void aBlockedBarSaysWhy();
    void whileRunningTheButtonStops();
    void escapeStopsOnlyARun();
    void escapeGivesUpAnEdit();
    void aRunIsStoppedBeforeAnEditIsGivenUp();
    void theHintSaysWhatARunWouldBe();
    void theEditGrowsFromTwoToEightLines();
    void theEditFitsItsTextInEveryWidth();
    void runnableFollowsWhatTheButtonDoes();
    void pastedRichTextIsPlain();
    void aHugePasteIsTakenWhole_data();
    void aHugePasteIsTakenWhole();
    void aNewLineInAHugeLineIsKept();
    void undoAndRedoOfAHugePasteKeepIt();
    void copyingAHugeLineGivesOneLine();

private:
    [[nodiscard]] PromptEdit *edit() const { return m_bar->findChild<PromptEdit *>(); }
    [[nodiscard]] QPushButton *button() const { return m_bar->findChild<QPushButton *>(); }
    [[nodiscard]] QString hint() const
    {
        return m_bar->findChild<QLabel *>(QStringLiteral("promptHint"))->text();
    }
    /// The edit's height once the layout has done what it was asked to.
    [[nodiscard]] int height() const
    {
        QCoreApplication::sendPostedEvents();
        return edit()->height();
    }
    void paste(const QString &text)
    {
        QGuiApplication::clipboard()->setText(text);
        QTest::keyClick(edit(), Qt::Key_V, Qt::ControlModifier);
    }

    std::unique_ptr<PromptBar> m_bar;
};

void TestPromptBar::init()
{
    QApplication::setPalette(Theme::make(Theme::Scheme::Light).palette());
    m_bar = std::make_unique<PromptBar>();
    m_bar->resize(800, 100);
    m_bar->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_bar.get()));
    edit()->setFocus();
}

void TestPromptBar::cleanup()
{
    m_bar.reset();
}

void TestPromptBar::runHandsOverThePrompt()
{
    QSignalSpy run(m_bar.get(), &PromptBar::runRequested);
    QTest::keyClicks(edit(), u"Why is the sky blue?"_qs);
    QCOMPARE(button()->text(), u"Run"_qs);
    QTest::mouseClick(button(), Qt::LeftButton);
    QCOMPARE(run.size(), 1);
    QCOMPARE(run.at(0).at(0).toString(), u"Why is the sky blue?"_qs);
    QCOMPARE(m_bar->text(), u"Why is the sky blue?"_qs);
}

void TestPromptBar::controlReturnRuns()
{
    QSignalSpy run(m_bar.get(), &PromptBar::runRequested);
    m_bar->setText(u"Hello"_qs);
    QTest::keyClick(edit(), Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(run.size(), 1);
    QTest::keyClick(edit(), Qt::Key_Enter, Qt::ControlModifier | Qt::KeypadModifier);
    QCOMPARE(run.size(), 2);
    QCOMPARE(m_bar->text(), u"Hello"_qs);
}

void TestPromptBar::returnWritesANewLine()
{
    QSignalSpy run(m_bar.get(), &PromptBar::runRequested);
    QTest::keyClicks(edit(), u"one"_qs);
    QTest::keyClick(edit(), Qt::Key_Return);
    QTest::keyClicks(edit(), u"two"_qs);
    QCOMPARE(m_bar->text(), u"one\ntwo"_qs);
    QCOMPARE(run.size(), 0);
}

void TestPromptBar::aBlankPromptCannotBeRun_data()
{
    QTest::addColumn<QString>("prompt");
    QTest::newRow("nothing") << QString();
    QTest::newRow("spaces") << u"   "_qs;
    QTest::newRow("empty lines") << u"\n \n\t\n"_qs;
}

void TestPromptBar::aBlankPromptCannotBeRun()
{
    QFETCH(QString, prompt);
    QSignalSpy run(m_bar.get(), &PromptBar::runRequested);
    m_bar->setText(prompt);
    QVERIFY(!button()->isEnabled());
    QCOMPARE(hint(), u"Nothing to run yet: write a prompt."_qs);
    QTest::keyClick(edit(), Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(run.size(), 0);
}

void TestPromptBar::aBlockedBarSaysWhy()
{
    QSignalSpy run(m_bar.get(), &PromptBar::runRequested);
    m_bar->setText(u"Hello"_qs);
    m_bar->setBlocked(u"The last layer needs exactly one agent."_qs);
    QVERIFY(!button()->isEnabled());
    QCOMPARE(hint(), u"The last layer needs exactly one agent."_qs);
    QVERIFY(button()->toolTip().contains(u"The last layer needs exactly one agent."));
    QTest::keyClick(edit(), Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(run.size(), 0);
    auto *remedy = m_bar->findChild<QToolButton *>(u"promptRemedy"_qs);
    QVERIFY(!remedy->isVisible());
    m_bar->setBlocked(u"A key is missing."_qs, u"Open Settings"_qs);
    QVERIFY(remedy->isVisible());
    QCOMPARE(remedy->text(), u"Open Settings"_qs);
    const QSignalSpy wanted(m_bar.get(), &PromptBar::remedyRequested);
    QTest::mouseClick(remedy, Qt::LeftButton);
    QCOMPARE(wanted.size(), 1);
    m_bar->setBlocked({});
    QVERIFY(!remedy->isVisible());
    QVERIFY(button()->isEnabled());
    QTest::keyClick(edit(), Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(run.size(), 1);
}

void TestPromptBar::whileRunningTheButtonStops()
{
    QSignalSpy run(m_bar.get(), &PromptBar::runRequested);
    QSignalSpy stop(m_bar.get(), &PromptBar::stopRequested);
    m_bar->setBlocked(u"Edited into something that can't run."_qs);
    m_bar->setRunning(true);
    QCOMPARE(button()->text(), u"Stop"_qs);
    QTest::mouseClick(button(), Qt::LeftButton);
    QCOMPARE(stop.size(), 1);
    m_bar->setText(u"Hello"_qs);
    m_bar->setBlocked({});
    QTest::keyClick(edit(), Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(run.size(), 0);
    m_bar->setRunning(false);
    QCOMPARE(button()->text(), u"Run"_qs);
}

void TestPromptBar::escapeStopsOnlyARun()
{
    QSignalSpy stop(m_bar.get(), &PromptBar::stopRequested);
    QTest::keyClick(edit(), Qt::Key_Escape);
    QCOMPARE(stop.size(), 0);
    m_bar->setRunning(true);
    QTest::keyClick(edit(), Qt::Key_Escape);
    QCOMPARE(stop.size(), 1);
}

void TestPromptBar::escapeGivesUpAnEdit()
{
    QSignalSpy cancelled(m_bar.get(), &PromptBar::editCancelled);
    auto *notice = m_bar->findChild<QLabel *>(u"editNotice"_qs);
    QVERIFY(!notice->isVisible());
    m_bar->setEditNotice(u"Editing turn 2: runs as a branch."_qs);
    QVERIFY(notice->isVisible());
    QCOMPARE(notice->text(), u"Editing turn 2: runs as a branch."_qs);
    QTest::keyClick(edit(), Qt::Key_Escape);
    QCOMPARE(cancelled.size(), 1);
    QTest::mouseClick(m_bar->findChild<QToolButton *>(u"cancelEdit"_qs), Qt::LeftButton);
    QCOMPARE(cancelled.size(), 2);
    m_bar->setEditNotice({});
    QVERIFY(!notice->isVisible());
    QTest::keyClick(edit(), Qt::Key_Escape);
    QCOMPARE(cancelled.size(), 2);
}

void TestPromptBar::aRunIsStoppedBeforeAnEditIsGivenUp()
{
    QSignalSpy cancelled(m_bar.get(), &PromptBar::editCancelled);
    QSignalSpy stop(m_bar.get(), &PromptBar::stopRequested);
    m_bar->setEditNotice(u"Editing turn 2: runs as a branch."_qs);
    m_bar->setRunning(true);
    QTest::keyClick(edit(), Qt::Key_Escape);
    QCOMPARE(stop.size(), 1);
    QCOMPARE(cancelled.size(), 0);
}

void TestPromptBar::theHintSaysWhatARunWouldBe()
{
    m_bar->setText(u"Why?"_qs);
    QCOMPARE(hint(), u"Ctrl+Return runs the mixture."_qs);
    m_bar->setRunHint(u"Ctrl+Return continues with turn 2."_qs);
    QCOMPARE(hint(), u"Ctrl+Return continues with turn 2."_qs);
    m_bar->setText({});
    QCOMPARE(hint(), u"Nothing to run yet: write a prompt."_qs);
}

void TestPromptBar::theEditGrowsFromTwoToEightLines()
{
    const int two = height();
    QTest::keyClicks(edit(), u"one"_qs);
    QCOMPARE(height(), two);
    QList<int> heights{two};
    for (int line = 2; line <= 12; ++line) {
        QTest::keyClick(edit(), Qt::Key_Return);
        heights.append(height());
        QCOMPARE(edit()->verticalScrollBar()->maximum() > 0, line > prompt::mostLines);
    }
    const int line = edit()->fontMetrics().lineSpacing();
    QCOMPARE(heights.at(1), two);
    QCOMPARE(heights.at(2), two + line);
    QCOMPARE(heights.at(7), two + 6 * line);
    QCOMPARE(heights.constLast(), two + 6 * line);
    m_bar->setText(u"short"_qs);
    QCOMPARE(height(), two);
}

void TestPromptBar::theEditFitsItsTextInEveryWidth()
{
    m_bar->setText(u"What should I think about before I ask several models? "_qs.repeated(2));
    int highest = 0;
    for (const int width : {1200, 400, 300, 500, 1200}) {
        m_bar->resize(width, m_bar->sizeHint().height());
        QTRY_COMPARE(edit()->height(), edit()->sizeHint().height());
        QCOMPARE(edit()->verticalScrollBar()->maximum(), 0);
        QVERIFY(edit()
                    ->rect()
                    .adjusted(0, 0, 0, -edit()->frameWidth())
                    .contains(edit()->viewport()->geometry()));
        highest = std::max(highest, edit()->height());
    }
    QVERIFY(highest > edit()->height());
}

void TestPromptBar::runnableFollowsWhatTheButtonDoes()
{
    QSignalSpy runnable(m_bar.get(), &PromptBar::runnableChanged);
    m_bar->setText(u"Why?"_qs);
    m_bar->setRunning(true);
    m_bar->setRunning(false);
    m_bar->setBlocked(u"There is no agent."_qs);
    m_bar->setText(u"Why not?"_qs);
    QList<bool> values;
    for (const QList<QVariant> &arguments : runnable)
        values.append(arguments.constFirst().toBool());
    QCOMPARE(values, QList<bool>({true, false, true, false}));
}

void TestPromptBar::pastedRichTextIsPlain()
{
    auto mime = std::make_unique<QMimeData>();
    mime->setHtml(u"<b>bold</b><img src='file:///etc/passwd'>"_qs);
    mime->setText(u"bold\r\nnext"_qs);
    QGuiApplication::clipboard()->setMimeData(mime.release());
    QTest::keyClick(edit(), Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(m_bar->text(), u"bold\nnext"_qs);
}

void TestPromptBar::aHugePasteIsTakenWhole_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("lines") << u"Some words of a very long prompt, in lines.\n"_qs.repeated(119'000);
    QTest::newRow("one line of words") << u"word "_qs.repeated(1'000'000);
    QTest::newRow("one line without a space") << QString(5'000'000, u'x');
    QTest::newRow("one line of surrogate pairs") << u"😀"_qs.repeated(500'000);
}

void TestPromptBar::aHugePasteIsTakenWhole()
{
    QFETCH(QString, text);
    paste(text);
    QVERIFY(m_bar->text() == text);
    for (QTextBlock block = edit()->document()->begin(); block.isValid(); block = block.next()) {
        QVERIFY(block.length() < 5000);
        QVERIFY(!block.text().startsWith(QChar(0xDE00)));
    }
    QSignalSpy run(m_bar.get(), &PromptBar::runRequested);
    QTest::keyClick(edit(), Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(run.at(0).at(0).toString() == text);
}

void TestPromptBar::aNewLineInAHugeLineIsKept()
{
    paste(QString(10'000, u'x'));
    QTextCursor cursor = edit()->textCursor();
    cursor.setPosition(9000);
    edit()->setTextCursor(cursor);
    QTest::keyClick(edit(), Qt::Key_Return);
    const QString text = m_bar->text();
    QCOMPARE(text.count(u'\n'), 1);
    QCOMPARE(text.count(u'x'), 10'000);
}

void TestPromptBar::undoAndRedoOfAHugePasteKeepIt()
{
    const QString text = u"word "_qs.repeated(5000);
    paste(text);
    QTest::keyClick(edit(), Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(m_bar->text(), QString());
    QTest::keyClick(edit(), Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(m_bar->text(), text);
}

void TestPromptBar::copyingAHugeLineGivesOneLine()
{
    const QString text = QString(10'000, u'x') + u"\nend"_qs;
    paste(text);
    QTest::keyClick(edit(), Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(edit(), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), text);
}

QTEST_MAIN(TestPromptBar)

#include "tst_promptbar.moc"
