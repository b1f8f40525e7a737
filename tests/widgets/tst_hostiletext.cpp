// SPDX-License-Identifier: GPL-3.0-or-later
#include "bodyviewsfixture.h"
#include "support/heartbeat.h"

#include <QSignalSpy>
#include <QTcpServer>
#include <QTextBlock>

using namespace moa;
using namespace moa::test;

/** Answers that mean harm, in each view: they show as text, load nothing and freeze nothing. */
class TestHostileText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itIsOnlyText_data();
    void itIsOnlyText();
};

void TestHostileText::itIsOnlyText_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("script") << u"<script src=\"ADDRESS/x.js\">alert(1)</script> end"_qs;
    QTest::newRow("remote image")
        << u"![pixel](ADDRESS/p.png) <img src=\"ADDRESS/q.png\"> <link href=\"ADDRESS/s.css\" "
           "rel=stylesheet> end"_qs;
    QTest::newRow("file link") << u"[x](file:///etc/passwd) ![y](file:///etc/passwd) end"_qs;
    QTest::newRow("style") << u"<div style=\"background:url(ADDRESS/b.png)\">x</div> end"_qs;
    QTest::newRow("deep list") << u"- "_qs.repeated(100'000) + u"end"_qs;
    QTest::newRow("deep quote") << u"> "_qs.repeated(100'000) + u"end"_qs;
    QTest::newRow("long line") << u"[a](b "_qs.repeated(10'000'000 / 6) + u"end"_qs;
    QTest::newRow("overrides") << u"\u202Egnp.exe\u2066 \u202B\u202D\u200F"_qs.repeated(5000)
            + u"end"_qs;
    QTest::newRow("terminal escapes")
        << u"\u001B]0;title\u0007\u001B[2J\u001B[31m"_qs.repeated(5000) + u"end"_qs;
    QTest::newRow("NULs") << QString(100'000, QChar(0)) + u"end"_qs;
}

void TestHostileText::itIsOnlyText()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    QSignalSpy connected(&server, &QTcpServer::newConnection);
    QFETCH(QString, text);
    text.replace(u"ADDRESS"_qs, QStringLiteral("http://127.0.0.1:%1").arg(server.serverPort()));
    BodyViewsFixture fixture;
    fixture.finishAll(text, u"x"_qs, u"Harmless, to the end"_qs);
    fixture.column("wizard")->setProvenance(fixture.provenance());
    Heartbeat heartbeat;
    heartbeat.start();
    for (const BodyView view :
         {BodyView::Markdown, BodyView::Source, BodyView::Diff, BodyView::Provenance}) {
        fixture.column("wizard")->setView(view);
        const auto shown = [&fixture] {
            auto *area = fixture.column("wizard")->textView();
            auto *rich = qobject_cast<QTextEdit *>(area);
            auto *plain = qobject_cast<QPlainTextEdit *>(area);
            const QTextDocument *document = rich ? rich->document()
                : plain                          ? plain->document()
                                                 : nullptr;
            return document ? document->lastBlock().text() + document->firstBlock().text()
                            : QString();
        };
        if (text.size() < 1'000'000)
            QTRY_VERIFY2_WITH_TIMEOUT(shown().contains(u"end"), qPrintable(shown().left(200)),
                                      60'000);
        else
            QTRY_VERIFY_WITH_TIMEOUT(shown().contains(u"[a](b"), 60'000);
        if (fixture.column("wizard")->textView())
            static_cast<void>(fixture.column("wizard")->grab());
    }
    heartbeat.report();
    QCOMPARE(connected.size(), 0);
}

QTEST_MAIN(TestHostileText)

#include "tst_hostiletext.moc"
