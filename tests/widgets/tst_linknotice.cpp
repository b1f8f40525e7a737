// SPDX-License-Identifier: GPL-3.0-or-later
#include "bodyviewsfixture.h"
#include "columns/linkaddress.h"

#include <QClipboard>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTextBlock>

using namespace moa;
using namespace moa::test;

class TestLinkNotice : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_fixture = std::make_unique<BodyViewsFixture>(); }
    void cleanup() { m_fixture.reset(); }

    void addressesAreDescribed_data();
    void addressesAreDescribed();
    void aClickShowsWhereALinkLeads();
    void openingGoesThroughTheOwner();
    void copyCopiesTheAddress();
    void escapeLetsItBe();
    void whatIsNoAddressOfTheWebIsNeverOpened_data();
    void whatIsNoAddressOfTheWebIsNeverOpened();
    void codeIsCopiedExactly();
    void theButtonOfABlockOfCodeComesWithThePointer();

private:
    [[nodiscard]] QTextBrowser *answer() const
    {
        return m_fixture->part<QTextBrowser>("wizard", "answer");
    }
    void clickLink(const QString &markdown)
    {
        m_fixture->finish("wizard", markdown);
        QTRY_VERIFY(answer());
        QTRY_COMPARE(answer()->toPlainText(), u"here"_qs);
        QTextCursor cursor(answer()->document());
        cursor.setPosition(2);
        QTest::mouseClick(answer()->viewport(), Qt::LeftButton, {},
                          answer()->cursorRect(cursor).center());
        QTRY_VERIFY(notice());
        QVERIFY(notice()->isVisible());
    }
    [[nodiscard]] QWidget *notice() const
    {
        return m_fixture->part<QWidget>("wizard", "linkNotice");
    }
    [[nodiscard]] QString said() const
    {
        QString text = BodyViewsFixture::label(notice(), "linkSentence") + u' '
            + BodyViewsFixture::label(notice(), "linkAddress");
        return text.remove(QChar(0x200B));
    }
    [[nodiscard]] QPushButton *button(const char *name) const
    {
        return m_fixture->part<QPushButton>("wizard", name);
    }

    std::unique_ptr<BodyViewsFixture> m_fixture;
};

void TestLinkNotice::addressesAreDescribed_data()
{
    QTest::addColumn<QString>("link");
    QTest::addColumn<QString>("host");
    QTest::addColumn<QString>("readable");
    QTest::addColumn<bool>("opens");
    QTest::newRow("web") << u"https://example.org/a?b#c"_qs << u"example.org"_qs << QString()
                         << true;
    QTest::newRow("user that looks like a host")
        << u"https://bank.example@evil.example/"_qs << u"evil.example"_qs << QString() << true;
    QTest::newRow("punycode") << u"https://аррӏе.com/"_qs << u"xn--80ak6aa92e.com"_qs
                              << u"аррӏе.com"_qs << true;
    QTest::newRow("mail") << u"mailto:a@example.org"_qs << QString() << QString() << true;
    QTest::newRow("script") << u"javascript:alert(1)"_qs << QString() << QString() << false;
    QTest::newRow("file") << u"file:///etc/passwd"_qs << QString() << QString() << false;
    QTest::newRow("data") << u"data:text/html,<script>"_qs << QString() << QString() << false;
    QTest::newRow("relative") << u"page.html"_qs << QString() << QString() << false;
    QTest::newRow("web without a host") << u"http:///x"_qs << QString() << QString() << false;
    QTest::newRow("other") << u"ssh://example.org"_qs << u"example.org"_qs << QString() << false;
}

void TestLinkNotice::addressesAreDescribed()
{
    QFETCH(QString, link);
    const LinkAddress address = describeLink(QUrl(link));
    QTEST(address.host, "host");
    QTEST(address.readableHost, "readable");
    QTEST(address.opens, "opens");
    for (const QChar character : address.address)
        QVERIFY(character.unicode() > 0x20 && character.unicode() < 0x7F);
}

void TestLinkNotice::aClickShowsWhereALinkLeads()
{
    clickLink(u"[here](https://example.org/path?a=\u202Eb)"_qs);
    QCOMPARE(said(), u"This link leads to example.org: https://example.org/path?a=%E2%80%AEb"_qs);
    QVERIFY(answer()->source().isEmpty());
    QVERIFY(!answer()->openLinks());
    QCOMPARE(answer()->toPlainText(), u"here"_qs);
}

void TestLinkNotice::openingGoesThroughTheOwner()
{
    QSignalSpy activated(m_fixture->column("wizard"), &ResponseColumn::linkActivated);
    clickLink(u"[here](https://аррӏе.com/)"_qs);
    QCOMPARE(activated.size(), 0);
    QVERIFY(said().contains(u"leads to xn--80ak6aa92e.com, which is written to look like аррӏе"));
    QTest::mouseClick(button("openLink"), Qt::LeftButton);
    QCOMPARE(activated.size(), 1);
    QCOMPARE(activated.first().first().toUrl().host(QUrl::FullyEncoded), u"xn--80ak6aa92e.com"_qs);
    QVERIFY(!notice()->isVisible());
}

void TestLinkNotice::copyCopiesTheAddress()
{
    clickLink(u"[here](https://example.org/a)"_qs);
    QTest::mouseClick(button("copyLink"), Qt::LeftButton);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"https://example.org/a"_qs);
    QVERIFY(!notice()->isVisible());
}

void TestLinkNotice::escapeLetsItBe()
{
    QSignalSpy activated(m_fixture->column("wizard"), &ResponseColumn::linkActivated);
    clickLink(u"[here](https://example.org/a)"_qs);
    QTest::keyClick(button("openLink"), Qt::Key_Escape);
    QVERIFY(!notice()->isVisible());
    QCOMPARE(activated.size(), 0);
}

void TestLinkNotice::whatIsNoAddressOfTheWebIsNeverOpened_data()
{
    QTest::addColumn<QString>("link");
    for (const char *link : {"javascript:alert(1)", "file:///etc/passwd", "data:text/html,hello",
                             "vscode://x", "page.html", "//example.org/x"})
        QTest::newRow(link) << QString::fromLatin1(link);
}

void TestLinkNotice::whatIsNoAddressOfTheWebIsNeverOpened()
{
    QFETCH(QString, link);
    clickLink(QStringLiteral("[here](%1)").arg(link));
    QVERIFY2(said().contains(link), qPrintable(said()));
    QVERIFY(said().contains(u"not opened from here"));
    QVERIFY(!button("openLink")->isVisible());
    QVERIFY(button("copyLink")->isVisible());
}

void TestLinkNotice::codeIsCopiedExactly()
{
    const QString code = u"if a:\n  return  \"x\"  # *no* markup\n\n\n    <b>&amp;</b>"_qs;
    m_fixture->finish("wizard", u"Before\n\n```python\n%1\n```\n\nAfter"_qs.arg(code));
    QTRY_VERIFY(answer());
    QTRY_VERIFY(answer()->toPlainText().contains(u"After"));
    QTextCursor cursor = answer()->document()->find(u"return"_qs);
    QVERIFY(!cursor.isNull());
    answer()->setTextCursor(cursor);
    QContextMenuEvent event(QContextMenuEvent::Keyboard, QPoint(5, 5), QPoint(5, 5));
    QCoreApplication::sendEvent(answer()->viewport(), &event);
    QTRY_VERIFY(answer()->findChild<QAction *>(u"copyCodeAction"_qs));
    answer()->findChild<QAction *>(u"copyCodeAction"_qs)->trigger();
    QCOMPARE(QGuiApplication::clipboard()->text(), code);
}

void TestLinkNotice::theButtonOfABlockOfCodeComesWithThePointer()
{
    m_fixture->finish("wizard", u"Before\n\n```\nfirst();\nsecond();\n```\n\nAfter"_qs);
    QTRY_VERIFY(answer());
    QTRY_VERIFY(answer()->toPlainText().contains(u"After"));
    auto *copy = answer()->findChild<QToolButton *>(u"copyCode"_qs);
    QVERIFY(!copy->isVisible());
    const auto pointAt = [this](const QString &words) {
        QTest::mouseMove(answer()->viewport(),
                         answer()->cursorRect(answer()->document()->find(words)).center());
    };
    pointAt(u"second"_qs);
    QTRY_VERIFY(copy->isVisible());
    QVERIFY(copy->geometry().right() > answer()->viewport()->width() - 40);
    QTest::mouseClick(copy, Qt::LeftButton);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"first();\nsecond();"_qs);
    pointAt(u"After"_qs);
    QTRY_VERIFY(!copy->isVisible());
}

QTEST_MAIN(TestLinkNotice)

#include "tst_linknotice.moc"
