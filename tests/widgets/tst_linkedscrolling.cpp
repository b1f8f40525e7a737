// SPDX-License-Identifier: GPL-3.0-or-later
#include "columns/linkedscrolling.h"
#include "columns/textpane.h"
#include "columnsviewfixture.h"

#include <QSignalSpy>
#include <QWheelEvent>

using namespace moa;
using namespace moa::test;

class TestLinkedScrolling : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_shown = std::make_unique<ShownColumns>(); }
    void cleanup() { m_shown.reset(); }

    void sharedPassagesStandLevel();
    void betweenSharedPassagesNothingGoesBackOrJumps();
    void unrelatedTextsMoveByAsManyPixels();
    void columnsScrollByThemselvesWhenNotLinked();
    void bothEndsAreReached();

private:
    static QString filler(const QString &stem, int paragraphs)
    {
        QString text;
        for (int i = 0; i < paragraphs; ++i) {
            text += QStringLiteral("%1%2 alpha%1%2 beta%1%2 gamma%1%2 delta%1%2 epsilon%1%2.\n\n")
                        .arg(stem)
                        .arg(i);
        }
        return text;
    }
    static QString shared(int number)
    {
        return QStringLiteral("Passage %1 stands in both of the answers%1 word for word%1.\n\n")
            .arg(number);
    }
    void open(const QString &a, const QString &b)
    {
        m_shown->open({{u"a"_qs, u"b"_qs}, {u"final"_qs}}, {{u"a"_qs, a}, {u"b"_qs, b}});
        QTRY_VERIFY(m_shown->answer("a") && m_shown->answer("b"));
        QTRY_VERIFY(bar("a")->maximum() > 1000 && bar("b")->maximum() > 1000);
        // All of both is laid out.
        static_cast<void>(TextPane(m_shown->answer("a")).heightOf(a.size()));
        static_cast<void>(TextPane(m_shown->answer("b")).heightOf(b.size()));
        QTest::mouseClick(m_shown->button("linkedScrolling"), Qt::LeftButton);
        QVERIFY(m_shown->view.isLinked());
    }
    [[nodiscard]] QScrollBar *bar(const char *agent) const
    {
        return m_shown->answer(agent)->verticalScrollBar();
    }
    void scroll(const char *agent, int value) const
    {
        bar(agent)->setSliderPosition(value);
        bar(agent)->triggerAction(QAbstractSlider::SliderMove);
    }
    /// How far below the top of its view @p words stand.
    [[nodiscard]] double height(const char *agent, const QString &words) const
    {
        const TextPane pane(m_shown->answer(agent));
        const QString text = m_shown->answer(agent)->toPlainText();
        return pane.heightOf(text.indexOf(words)) - pane.offset();
    }

    std::unique_ptr<ShownColumns> m_shown;
};

void TestLinkedScrolling::sharedPassagesStandLevel()
{
    open(filler(u"a"_qs, 20) + shared(1) + filler(u"b"_qs, 20) + shared(2) + filler(u"c"_qs, 30),
         filler(u"x"_qs, 60) + shared(1) + filler(u"y"_qs, 5) + shared(2) + filler(u"z"_qs, 90));
    for (const QString &passage : {u"Passage 1"_qs, u"Passage 2"_qs}) {
        const TextPane a(m_shown->answer("a"));
        const double target = height("a", passage) + a.offset();
        scroll("a", qRound(target - m_shown->answer("a")->viewport()->height() / 3.0));
        QTRY_VERIFY2(
            qAbs(height("a", passage) - height("b", passage)) < 3,
            qPrintable(
                QStringLiteral("%1 %2").arg(height("a", passage)).arg(height("b", passage))));
    }
}

void TestLinkedScrolling::betweenSharedPassagesNothingGoesBackOrJumps()
{
    open(filler(u"a"_qs, 20) + shared(1) + filler(u"b"_qs, 40) + shared(2) + filler(u"c"_qs, 30),
         filler(u"x"_qs, 30) + shared(1) + filler(u"y"_qs, 60) + shared(2) + filler(u"z"_qs, 40));
    scroll("a", 10);
    QTRY_VERIFY(bar("b")->value() > 0);
    int before = bar("b")->value();
    QSignalSpy followed(m_shown->view.findChild<LinkedScrolling *>(), &LinkedScrolling::followed);
    for (int value = 20; value < bar("a")->maximum(); value += 20) {
        scroll("a", value);
        QVERIFY(followed.wait());
        QVERIFY(bar("b")->value() >= before);
        QVERIFY2(bar("b")->value() - before < 120, qPrintable(QString::number(value)));
        before = bar("b")->value();
    }
    QVERIFY(before > bar("b")->maximum() * 9 / 10);
}

void TestLinkedScrolling::unrelatedTextsMoveByAsManyPixels()
{
    open(filler(u"a"_qs, 90), filler(u"x"_qs, 60));
    scroll("a", 10);
    QTRY_COMPARE(bar("b")->value(), 10);
    bar("b")->setValue(50);
    scroll("a", 300);
    QTRY_COMPARE(bar("b")->value(), 340);
}

void TestLinkedScrolling::columnsScrollByThemselvesWhenNotLinked()
{
    open(filler(u"a"_qs, 60) + shared(1), filler(u"x"_qs, 60) + shared(1));
    scroll("a", 400);
    QTRY_VERIFY(bar("b")->value() > 0);
    const int before = bar("b")->value();
    QTest::mouseClick(m_shown->button("linkedScrolling"), Qt::LeftButton);
    scroll("a", 900);
    bool handled = false; // what was posted by the scrolling comes before this
    QTimer::singleShot(0, this, [&handled] { handled = true; });
    QTRY_VERIFY(handled);
    QCOMPARE(bar("b")->value(), before);
}

void TestLinkedScrolling::bothEndsAreReached()
{
    open(filler(u"a"_qs, 60) + shared(1) + shared(2) + filler(u"b"_qs, 30),
         filler(u"x"_qs, 30) + shared(1) + shared(2) + filler(u"z"_qs, 80));
    scroll("a", 500);
    QTRY_VERIFY(bar("b")->value() > 0);
    scroll("a", bar("a")->maximum());
    QTRY_COMPARE(bar("b")->value(), bar("b")->maximum());
    scroll("a", 0);
    QTRY_COMPARE(bar("b")->value(), 0);
    // The other way round, with the wheel.
    const QPointF place(50, 50);
    QWheelEvent wheel(place, m_shown->answer("b")->viewport()->mapToGlobal(place), {}, {0, -1200},
                      Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
    QApplication::sendEvent(m_shown->answer("b")->viewport(), &wheel);
    QTRY_VERIFY(bar("a")->value() > 0);
}

QTEST_MAIN(TestLinkedScrolling)

#include "tst_linkedscrolling.moc"
