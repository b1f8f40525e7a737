// SPDX-License-Identifier: GPL-3.0-or-later
#include "columnsviewfixture.h"

#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSignalSpy>

using namespace moa;
using namespace moa::test;

class TestColumnFinder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_shown = std::make_unique<ShownColumns>(); }
    void cleanup() { m_shown.reset(); }

    void everyColumnSaysHowMuchWasFound();
    void whatIsShownIsSearchedNotItsMarkup();
    void theKeysGoFromPlaceToPlaceThroughTheColumns();
    void placesAreMarkedByMoreThanColour();
    void matchingCaseCanBeAskedFor();
    void escapeClosesTheSearchAndItsMarks();
    void hiddenColumnsAreNotSearched();
    void aColumnThatStreamsIsCountedAgain();
    void aMaximisedColumnGivesWayToTheNextPlace();
    void aHostileTextIsSearched();

private:
    void find(const QString &words) const
    {
        QTest::keyClick(&m_shown->view, Qt::Key_F, Qt::ControlModifier);
        QTRY_VERIFY(field()->hasFocus());
        QTest::keyClicks(field(), words);
    }
    [[nodiscard]] QLineEdit *field() const
    {
        return m_shown->view.findChild<QLineEdit *>(u"findField"_qs);
    }
    [[nodiscard]] QString result() const
    {
        return m_shown->view.findChild<QLabel *>(u"findResult"_qs)->text();
    }
    [[nodiscard]] qsizetype count(const char *agent) const
    {
        return m_shown->head(agent)->findCount().value_or(-1);
    }
    static QString paragraphs(int count, const QString &last)
    {
        return u"Some words that fill a line or more of an answer.\n\n"_qs.repeated(count) + last;
    }

    std::unique_ptr<ShownColumns> m_shown;
};

void TestColumnFinder::everyColumnSaysHowMuchWasFound()
{
    m_shown->open({{u"a"_qs, u"b"_qs, u"c"_qs, u"d"_qs, u"e"_qs}, {u"final"_qs}},
                  {{u"a"_qs, u"fox Fox box"_qs},
                   {u"e"_qs, u"out of view: *f*ox, fox"_qs},
                   {u"final"_qs, u"no such animal"_qs}});
    QTRY_VERIFY(m_shown->answer("a"));
    QVERIFY(!m_shown->head("a")->findCount());
    find(u"fox"_qs);
    QTRY_COMPARE(count("a"), 2);
    QTRY_COMPARE(count("e"), 2);
    QTRY_COMPARE(count("final"), 0);
    QTRY_COMPARE(result(), u"4 found"_qs);
}

void TestColumnFinder::whatIsShownIsSearchedNotItsMarkup()
{
    m_shown->open({{u"final"_qs}}, {{u"final"_qs, u"one **two** three"_qs}});
    QTRY_VERIFY(m_shown->answer("final"));
    find(u"e two t"_qs);
    QTRY_COMPARE(count("final"), 1);
    field()->selectAll();
    QTest::keyClicks(field(), u"**"_qs);
    QTRY_COMPARE(count("final"), 0);
}

void TestColumnFinder::theKeysGoFromPlaceToPlaceThroughTheColumns()
{
    m_shown->open({{u"a"_qs, u"b"_qs, u"c"_qs, u"d"_qs, u"e"_qs}, {u"final"_qs}},
                  {{u"a"_qs, paragraphs(60, u"needle here"_qs)},
                   {u"e"_qs, paragraphs(60, u"needle there"_qs)}});
    QTRY_VERIFY(m_shown->answer("a"));
    m_shown->answer("a")->setFocus();
    find(u"needle"_qs);
    QTRY_COMPARE(result(), u"2 found"_qs);
    QCOMPARE(m_shown->answer("a")->verticalScrollBar()->value(), 0);
    QTest::keyClick(field(), Qt::Key_Return);
    QTRY_COMPARE(result(), u"1 of 2"_qs);
    QVERIFY(m_shown->answer("a")->verticalScrollBar()->value() > 0);
    QCOMPARE(m_shown->answer("a")->textCursor().selectedText(), u"needle"_qs);

    QTest::keyClick(field(), Qt::Key_F3);
    QTRY_COMPARE(result(), u"2 of 2"_qs);
    QTRY_VERIFY(m_shown->answer("e"));
    QTRY_COMPARE(m_shown->answer("e")->textCursor().selectedText(), u"needle"_qs);
    QVERIFY(m_shown->answer("e")->verticalScrollBar()->value() > 0);
    QCOMPARE(m_shown->column("e")->visibleRegion().boundingRect().width(),
             m_shown->column("e")->width());

    QTest::keyClick(field(), Qt::Key_F3);
    QTRY_COMPARE(result(), u"1 of 2"_qs);
    QTest::keyClick(field(), Qt::Key_F3, Qt::ShiftModifier);
    QTRY_COMPARE(result(), u"2 of 2"_qs);
    QTest::mouseClick(m_shown->button("findPrevious"), Qt::LeftButton);
    QTRY_COMPARE(result(), u"1 of 2"_qs);
}

void TestColumnFinder::placesAreMarkedByMoreThanColour()
{
    m_shown->open({{u"final"_qs}}, {{u"final"_qs, u"one two one"_qs}});
    QTRY_VERIFY(m_shown->answer("final"));
    find(u"one"_qs);
    QTRY_COMPARE(m_shown->answer("final")->extraSelections().size(), 2);
    for (const QTextEdit::ExtraSelection &mark : m_shown->answer("final")->extraSelections()) {
        QCOMPARE(mark.cursor.selectedText(), u"one"_qs);
        QVERIFY(mark.format.fontUnderline());
    }
}

void TestColumnFinder::matchingCaseCanBeAskedFor()
{
    m_shown->open({{u"final"_qs}}, {{u"final"_qs, u"Fox fox FOX"_qs}});
    find(u"Fox"_qs);
    QTRY_COMPARE(count("final"), 3);
    QTest::mouseClick(m_shown->button("matchCase"), Qt::LeftButton);
    QTRY_COMPARE(count("final"), 1);
}

void TestColumnFinder::escapeClosesTheSearchAndItsMarks()
{
    m_shown->begin({{u"final"_qs}});
    QAction stop;
    stop.setShortcut(Qt::Key_Escape);
    m_shown->view.addAction(&stop);
    QSignalSpy stopped(&stop, &QAction::triggered);
    m_shown->model.textAdded(responseId("final"), u"a fox"_qs, {});
    QTRY_VERIFY(m_shown->answer("final"));
    find(u"fox"_qs);
    QTRY_COMPARE(m_shown->answer("final")->extraSelections().size(), 1);
    QTest::keyClick(field(), Qt::Key_Escape);
    QVERIFY(!field()->isVisible());
    QCOMPARE(stopped.count(), 0);
    QVERIFY(m_shown->answer("final")->extraSelections().isEmpty());
    QVERIFY(!m_shown->head("final")->findCount());
    QVERIFY(m_shown->answer("final")->hasFocus());
}

void TestColumnFinder::hiddenColumnsAreNotSearched()
{
    m_shown->open({{u"a"_qs, u"b"_qs}, {u"final"_qs}},
                  {{u"a"_qs, u"fox"_qs}, {u"b"_qs, u"fox"_qs}});
    find(u"fox"_qs);
    QTRY_COMPARE(result(), u"2 found"_qs);
    m_shown->view.setHidden(responseId("a"), true);
    QTRY_COMPARE(result(), u"1 found"_qs);
}

void TestColumnFinder::aColumnThatStreamsIsCountedAgain()
{
    m_shown->begin({{u"a"_qs, u"b"_qs, u"c"_qs, u"d"_qs, u"e"_qs}, {u"final"_qs}});
    m_shown->model.textAdded(responseId("a"), u"fox "_qs, {});
    find(u"fox"_qs);
    QTRY_COMPARE(count("a"), 1);
    m_shown->model.textAdded(responseId("a"), u"fox "_qs, {});
    m_shown->model.textAdded(responseId("e"), u"fox fox fox"_qs, {});
    QTRY_COMPARE(count("a"), 2);
    QTRY_COMPARE(count("e"), 3);
}

void TestColumnFinder::aMaximisedColumnGivesWayToTheNextPlace()
{
    m_shown->open({{u"a"_qs, u"b"_qs}, {u"final"_qs}},
                  {{u"a"_qs, u"fox"_qs}, {u"b"_qs, u"fox"_qs}});
    m_shown->view.maximise(responseId("a"));
    find(u"fox"_qs);
    QTRY_COMPARE(result(), u"2 found"_qs);
    QTest::keyClick(field(), Qt::Key_Return);
    QCOMPARE(m_shown->order(), u"a"_qs);
    QTest::keyClick(field(), Qt::Key_F3);
    QCOMPARE(m_shown->order(), u"b"_qs);
    QTRY_COMPARE(m_shown->answer("b") ? m_shown->answer("b")->textCursor().selectedText()
                                      : QString(),
                 u"fox"_qs);
}

void TestColumnFinder::aHostileTextIsSearched()
{
    const QString hostile = QString(3'000'000, u'x') + u"needle"_qs;
    m_shown->open({{u"a"_qs}, {u"final"_qs}}, {{u"a"_qs, hostile}, {u"final"_qs, u"needle"_qs}});
    find(u"needle"_qs);
    // Of what is very long only the first part is shown.
    QTRY_COMPARE(count("final"), 1);
    QTRY_COMPARE(count("a"), 0);
    auto *plain = m_shown->column("a")->findChild<QPlainTextEdit *>(u"longAnswer"_qs);
    QVERIFY(plain);
    field()->selectAll();
    QTest::keyClicks(field(), u"x"_qs);
    QTRY_COMPARE(count("a"), 100'000);
    QTRY_VERIFY(!plain->extraSelections().isEmpty());
    QVERIFY(plain->extraSelections().size() <= 500);
}

QTEST_MAIN(TestColumnFinder)

#include "tst_columnfinder.moc"
