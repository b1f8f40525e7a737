// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspect/exchangepane.h"
#include "inspect/exchangesdialog.h"
#include "inspect/exchangesview.h"
#include "providers/curlcommand.h"
#include "theme/theme.h"

#include <algorithm>
#include <QCheckBox>
#include <QClipboard>
#include <QElapsedTimer>
#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabBar>
#include <QTest>
#include <QTreeWidget>

using namespace moa;
using namespace Qt::StringLiterals;

namespace {

Exchange answered()
{
    Exchange exchange;
    exchange.method = "POST";
    exchange.url = "https://api.example.org/v1/chat/completions";
    exchange.requestHeaders = {{"Authorization", "Bearer $LAB_API_KEY"},
                               {"Content-Type", "application/json"}};
    exchange.variables = {u"LAB_API_KEY"_s};
    exchange.requestBody =
        R"({"messages":[{"content":"Be brief.","role":"system"},{"content":"Why?","role":"user"}],"model":"m","temperature":0.7})";
    exchange.sent = 410;
    exchange.ended = 5600;
    exchange.status = 200;
    exchange.replyHeaders = {{"Content-Type", "text/event-stream"}, {"Set-Cookie", ""}};
    exchange.reply =
        "data: {\"choices\":[{\"delta\":{\"content\":\"Because \"}}]}\n\n"
        "data: {\"choices\":[{\"delta\":{\"content\":\"so.\"},\"finish_reason\":\"stop\"}],"
        "\"usage\":{\"prompt_tokens\":11,\"completion_tokens\":7}}\n\ndata: [DONE]\n\n";
    exchange.replySize = exchange.reply.size();
    return exchange;
}

Response responseOf(const QList<Exchange> &exchanges)
{
    Response response;
    response.id = {AgentId(u"wizard"_s), 1};
    response.state = ResponseState::Done;
    response.exchanges = exchanges;
    return response;
}

} // namespace

class TestExchangesView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void theLastAttemptIsReadable();
    void rawShowsWhatWentOverTheWire();
    void attemptsCanBeChosenByKeyboard();
    void aFailureIsTold();
    void nothingSentIsTold();
    void copiesAreExact();
    void hostileTextIsText();
    void aCutReplyIsTold();
    void hugeBodiesDontHoldTheWindow();
    void theDialogClosesAndGoes();
    void everythingHasAName();

private:
    /// 0: the request, 1: the reply.
    [[nodiscard]] ExchangePane *pane(int side) const
    {
        return m_view->findChild<ExchangePane *>(side == 0 ? u"request"_s : u"reply"_s);
    }
    [[nodiscard]] SectionsView *text(int side) const
    {
        return pane(side)->findChild<SectionsView *>();
    }
    [[nodiscard]] QString shown(int side) const { return text(side)->toPlainText(); }
    [[nodiscard]] QStringList facts(int side) const;
    void click(const char *button);
    void showResponse(const Response &response);
    void waitForTexts();

    std::unique_ptr<ExchangesView> m_view;
};

void TestExchangesView::init()
{
    m_view = std::make_unique<ExchangesView>();
    m_view->resize(900, 600);
    m_view->show();
    QGuiApplication::clipboard()->clear();
}

QStringList TestExchangesView::facts(int side) const
{
    QStringList lines;
    const auto *tree = pane(side)->findChild<QTreeWidget *>();
    for (int group = 0; group < tree->topLevelItemCount(); ++group) {
        const QTreeWidgetItem *item = tree->topLevelItem(group);
        for (int row = 0; row < item->childCount(); ++row)
            lines.append(item->child(row)->text(0) + u": "_s + item->child(row)->text(1));
    }
    return lines;
}

void TestExchangesView::click(const char *button)
{
    QTest::mouseClick(m_view->findChild<QPushButton *>(QLatin1String(button)), Qt::LeftButton);
}

void TestExchangesView::showResponse(const Response &response)
{
    m_view->setResponse(response);
    waitForTexts();
}

void TestExchangesView::waitForTexts()
{
    // Both texts are prepared beside this thread, then put in piece by piece.
    QSignalSpy completed(text(1), &SectionsView::completed);
    QVERIFY(completed.wait(30'000));
    QTRY_VERIFY_WITH_TIMEOUT(text(0)->isComplete(), 30'000);
}

void TestExchangesView::theLastAttemptIsReadable()
{
    Exchange busy = answered();
    busy.status = 503;
    busy.failure = u"Lab answered 503."_s;
    Exchange last = answered();
    last.number = 2;
    showResponse(responseOf({busy, last}));
    QCOMPARE(m_view->findChild<QTabBar *>(u"attempts"_s)->tabText(1), u"Attempt 2: 200"_s);
    QCOMPARE(shown(0), u"System\nBe brief.\n\nUser\nWhy?"_s);
    QCOMPARE(shown(1), u"Answer\nBecause so."_s);
    QVERIFY(facts(0).contains(u"temperature: 0.7"_s));
    QVERIFY(facts(0).contains(u"Authorization: Bearer $LAB_API_KEY"_s));
    QVERIFY(facts(1).contains(u"Tokens: 11 in, 7 out"_s));
    QVERIFY(facts(1).contains(u"Stop reason: the answer is complete"_s));
    QVERIFY(facts(1).contains(u"Set-Cookie: (not kept)"_s));
    const auto *address = m_view->findChild<QLabel *>(u"address"_s);
    QVERIFY(address->text().contains(u"POST https://api.example.org"_s));
    QVERIFY2(address->text().contains(u"took 5.2 s"_s), qPrintable(address->text()));
    QVERIFY(!m_view->findChild<QWidget *>(u"failure"_s)->isVisible());
}

void TestExchangesView::rawShowsWhatWentOverTheWire()
{
    showResponse(responseOf({answered()}));
    m_view->findChild<QTabBar *>(u"forms"_s)->setCurrentIndex(1);
    waitForTexts();
    QVERIFY(shown(0).startsWith(
        u"POST https://api.example.org/v1/chat/completions\nAuthorization: Bearer $LAB_API_KEY\n"_s));
    QVERIFY(shown(0).contains(u"\n  \"model\": \"m\",\n"_s));
    QVERIFY(shown(1).startsWith(u"HTTP 200\nContent-Type: text/event-stream\n"_s));
    QVERIFY(shown(1).contains(u"data: [DONE]"_s));
    m_view->findChild<QCheckBox *>(u"indentJson"_s)->click();
    QTRY_VERIFY(shown(0).contains(QString::fromUtf8(answered().requestBody)));
}

void TestExchangesView::attemptsCanBeChosenByKeyboard()
{
    Exchange first = answered();
    first.requestBody = R"({"messages":[{"role":"user","content":"the first"}]})";
    showResponse(responseOf({first, answered()}));
    auto *bar = m_view->findChild<QTabBar *>(u"attempts"_s);
    QCOMPARE(bar->currentIndex(), 1);
    bar->setFocus();
    QTest::keyClick(bar, Qt::Key_Left);
    QTRY_VERIFY(shown(0).contains(u"the first"_s));
}

void TestExchangesView::aFailureIsTold()
{
    Exchange none = answered();
    none.status = 0;
    none.reply.clear();
    none.replyHeaders.clear();
    none.failure = u"The connection to <b>Lab</b> failed: refused."_s;
    m_view->setResponse(responseOf({none}));
    const auto *notice = m_view->findChild<QWidget *>(u"failure"_s);
    QVERIFY(notice->isVisible());
    QCOMPARE(notice->findChild<QLabel *>()->text(), none.failure);
    QCOMPARE(m_view->findChild<QTabBar *>(u"attempts"_s)->tabText(0), u"Attempt 1: no reply"_s);
    QTRY_COMPARE(text(1)->placeholderText(), u"No reply came."_s);
}

void TestExchangesView::nothingSentIsTold()
{
    Response muted = responseOf({});
    muted.state = ResponseState::Muted;
    m_view->setResponse(muted);
    const auto *notice = m_view->findChild<QWidget *>(u"failure"_s);
    QVERIFY(notice->isVisible());
    QVERIFY(notice->findChild<QLabel *>()->text().startsWith(u"Nothing was sent"_s));
    QVERIFY(!m_view->findChild<QPushButton *>(u"copyCurl"_s)->isEnabled());
}

void TestExchangesView::copiesAreExact()
{
    const Exchange exchange = answered();
    showResponse(responseOf({exchange}));
    const QClipboard *clipboard = QGuiApplication::clipboard();
    click("copyCurl");
    QTRY_COMPARE(clipboard->text(), QString::fromUtf8(curlCommand(exchange)));
    QVERIFY(m_view->findChild<QLabel *>(u"said"_s)->text().contains(u"$LAB_API_KEY"_s));
    click("copyRequest");
    QTRY_COMPARE(clipboard->text(), QString::fromUtf8(exchange.requestBody));
    click("copyReply");
    QTRY_COMPARE(clipboard->text(), QString::fromUtf8(exchange.reply));
}

void TestExchangesView::hostileTextIsText()
{
    Exchange exchange = answered();
    exchange.requestBody =
        R"({"messages":[{"role":"<img src='http://127.0.0.1:1/x'>","content":"<script>a</script> \u001b[31m \u0000"}]})";
    exchange.replyHeaders.append({QByteArray("X-<b>a</b>"), QByteArray("<i>x</i>\x1b[2J")});
    showResponse(responseOf({exchange}));
    QVERIFY(shown(0).contains(u"<script>a</script> ␛[31m ␀"_s));
    QVERIFY(shown(0).startsWith(u"<img src="_s));
    QVERIFY(facts(1).contains(u"X-<b>a</b>: <i>x</i>␛[2J"_s));
}

void TestExchangesView::aCutReplyIsTold()
{
    Exchange exchange = answered();
    exchange.replySize = 5'000'000;
    showResponse(responseOf({exchange}));
    QStringList texts;
    for (const QLabel *label : m_view->findChildren<QLabel *>()) {
        if (label->isVisible())
            texts.append(label->text());
    }
    QVERIFY2(texts.join(u'\n').contains(u"The reply has 4.77 MiB, of which the first"_s),
             qPrintable(texts.join(u'\n')));
}

void TestExchangesView::hugeBodiesDontHoldTheWindow()
{
    Exchange exchange = answered();
    exchange.requestBody = R"({"messages":[{"role":"user","content":")"
        + QByteArray("five megabytes ").repeated(350'000) + "\"}]}";
    exchange.reply =
        QByteArray("data: {\"choices\":[{\"delta\":{\"content\":\"x\"}}]}\n\n").repeated(40'000);
    exchange.replySize = exchange.reply.size();
    m_view->setResponse(responseOf({exchange}));
    m_view->findChild<QTabBar *>(u"forms"_s)->setCurrentIndex(1);
    waitForTexts();
    QVERIFY(shown(1).size() > 1'000'000);
    QVERIFY(text(0)->isShortened());
    // What is shown of it can be all.
    auto *all = pane(0)->findChild<QPushButton *>(u"noticeAction"_s);
    QVERIFY(all->isVisible());
    QTest::mouseClick(all, Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(text(0)->isComplete(), 60'000);
    QVERIFY(shown(0).size() > 5'000'000);
    QVERIFY(!all->isVisible());
}

void TestExchangesView::theDialogClosesAndGoes()
{
    const QPointer<ExchangesDialog> dialog =
        new ExchangesDialog(responseOf({answered()}), u"Wizard\n<b>"_s);
    dialog->show();
    QVERIFY(!dialog->isModal());
    QVERIFY(dialog->windowTitle().contains(u"Wizard <b>"_s));
    QTest::keyClick(dialog, Qt::Key_Escape);
    QTRY_VERIFY(dialog.isNull());
}

void TestExchangesView::everythingHasAName()
{
    showResponse(responseOf({answered()}));
    for (const QWidget *widget : m_view->findChildren<QWidget *>()) {
        if (widget->focusPolicy() == Qt::NoFocus || !widget->isVisible()
            || widget->objectName().startsWith(u"qt_"_s))
            continue;
        const auto *button = qobject_cast<const QAbstractButton *>(widget);
        const auto *label = qobject_cast<const QLabel *>(widget);
        QVERIFY2(!widget->accessibleName().isEmpty() || (button && !button->text().isEmpty())
                     || (label && !label->text().isEmpty()),
                 widget->metaObject()->className());
    }
}

QTEST_MAIN(TestExchangesView)
#include "tst_exchangesview.moc"
