// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/sandbox/httprequestreader.h"

#include <QTest>

using namespace moa;

namespace {

QList<HttpRequest> readAll(HttpRequestReader &reader, const QByteArray &bytes, qsizetype step)
{
    QList<HttpRequest> requests;
    for (qsizetype i = 0; i < bytes.size(); i += step) {
        reader.feed(QByteArrayView(bytes).sliced(i, std::min(step, bytes.size() - i)));
        while (auto request = reader.next())
            requests.append(*request);
    }
    return requests;
}

} // namespace

class TestHttpRequestReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsRequestsHoweverTheyAreCut_data();
    void readsRequestsHoweverTheyAreCut();
    void acceptsBareLineFeedsAndEmptyLinesBefore();
    void refuses_data();
    void refuses();
    void refusesOversizedHead();
    void keepAlive_data();
    void keepAlive();
    void readsNothingAfterAnError();
};

void TestHttpRequestReader::readsRequestsHoweverTheyAreCut_data()
{
    QTest::addColumn<int>("step");
    for (int step : {1, 2, 3, 7, 64, 100000})
        QTest::addRow("%d bytes at a time", step) << step;
}

void TestHttpRequestReader::readsRequestsHoweverTheyAreCut()
{
    QFETCH(int, step);
    const QByteArray bytes = "POST /v1/chat/completions?x=1 HTTP/1.1\r\n"
                             "Host: 127.0.0.1:80\r\n"
                             "content-length:  9 \r\n"
                             "X-Empty:\r\n\r\n"
                             "ab\r\n\r\n\xC3\xA4z"
                             "GET / HTTP/1.0\r\nConnection: close\r\n\r\n"
                             "GET /last HTTP/1.1\r\nHost: localhost\r\n\r\n";
    HttpRequestReader reader;
    const QList<HttpRequest> requests = readAll(reader, bytes, step);
    QVERIFY(!reader.error());
    QVERIFY(!reader.isInRequest());
    QCOMPARE(requests.size(), 3);
    QCOMPARE(requests[0].method, QByteArray("POST"));
    QCOMPARE(requests[0].target, QByteArray("/v1/chat/completions?x=1"));
    QCOMPARE(requests[0].path(), QByteArray("/v1/chat/completions"));
    QCOMPARE(requests[0].header("HOST"), QByteArray("127.0.0.1:80"));
    QCOMPARE(requests[0].header("x-empty"), QByteArray(""));
    QVERIFY(requests[0].header("x-missing").isNull());
    QCOMPARE(requests[0].body, QByteArray("ab\r\n\r\n\xC3\xA4z"));
    QCOMPARE(requests[1].minorVersion, 0);
    QCOMPARE(requests[1].body, QByteArray());
    QCOMPARE(requests[2].target, QByteArray("/last"));
}

void TestHttpRequestReader::acceptsBareLineFeedsAndEmptyLinesBefore()
{
    HttpRequestReader reader;
    const auto requests = readAll(reader, "\r\n\nGET / HTTP/1.1\nHost: x\n\n", 1);
    QVERIFY(!reader.error());
    QCOMPARE(requests.size(), 1);
}

void TestHttpRequestReader::refuses_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    const auto head = [](const char *lines) {
        return QByteArray("POST / HTTP/1.1\r\nHost: x\r\n") + lines + "\r\n\r\n";
    };
    QTest::newRow("words that are no request") << QByteArray("hello there\r\n\r\n") << 400;
    QTest::newRow("TLS greeting") << QByteArray("\x16\x03\x01\x02\x00", 5) << 400;
    QTest::newRow("endless first word") << QByteArray(100, 'A') << 400;
    QTest::newRow("HTTP/2 preface") << QByteArray("PRI * HTTP/2.0\r\n\r\n") << 505;
    QTest::newRow("no target") << QByteArray("GET  HTTP/1.1\r\n\r\n") << 400;
    QTest::newRow("NUL in the target") << QByteArray("GET /\0 HTTP/1.1\r\n", 17) << 400;
    QTest::newRow("no host") << QByteArray("GET / HTTP/1.1\r\n\r\n") << 400;
    QTest::newRow("two hosts") << head("Host: y") << 400;
    QTest::newRow("folded header") << head("A: b\r\n c") << 400;
    QTest::newRow("blank before the colon") << head("A : b") << 400;
    QTest::newRow("header without a colon") << head("A b") << 400;
    QTest::newRow("lone carriage return") << head("A: b\rC: d") << 400;
    QTest::newRow("chunked body") << head("Transfer-Encoding: chunked") << 411;
    QTest::newRow("negative length") << head("Content-Length: -1") << 400;
    QTest::newRow("length with a sign") << head("Content-Length: +1") << 400;
    QTest::newRow("empty length") << head("Content-Length:") << 400;
    QTest::newRow("two lengths") << head("Content-Length: 1\r\nContent-Length: 2") << 400;
    QTest::newRow("too long a body") << head("Content-Length: 67108865") << 413;
    QTest::newRow("length beyond 64 bits") << head("Content-Length: 99999999999999999999") << 413;
}

void TestHttpRequestReader::refuses()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, status);
    for (const qsizetype step : {qsizetype(1), bytes.size()}) {
        HttpRequestReader reader;
        QVERIFY(readAll(reader, bytes, step).isEmpty());
        QVERIFY(reader.error());
        QCOMPARE(reader.error()->status, status);
        QVERIFY(!reader.error()->message.isEmpty());
    }
}

void TestHttpRequestReader::refusesOversizedHead()
{
    HttpRequestReader many;
    readAll(many, "GET / HTTP/1.1\r\n" + QByteArray("A: b\r\n").repeated(20000), 1000);
    QVERIFY(many.error());
    QCOMPARE(many.error()->status, 431);

    HttpRequestReader oneLine;
    readAll(oneLine, "GET /" + QByteArray(70000, 'a'), 1000);
    QVERIFY(oneLine.error());
    QCOMPARE(oneLine.error()->status, 431);
}

void TestHttpRequestReader::keepAlive_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<bool>("expected");
    QTest::newRow("1.1") << QByteArray("GET / HTTP/1.1\r\nHost: x") << true;
    QTest::newRow("1.1 close") << QByteArray("GET / HTTP/1.1\r\nHost: x\r\nConnection: Close")
                               << false;
    QTest::newRow("1.1 list") << QByteArray("GET / HTTP/1.1\r\nHost: x\r\nConnection: a, close")
                              << false;
    QTest::newRow("1.0") << QByteArray("GET / HTTP/1.0") << false;
    QTest::newRow("1.0 asked") << QByteArray("GET / HTTP/1.0\r\nConnection: Keep-Alive") << true;
}

void TestHttpRequestReader::keepAlive()
{
    QFETCH(QByteArray, head);
    QFETCH(bool, expected);
    HttpRequestReader reader;
    const auto requests = readAll(reader, head + "\r\n\r\n", 5);
    QCOMPARE(requests.size(), 1);
    QCOMPARE(requests.first().keepAlive(), expected);
}

void TestHttpRequestReader::readsNothingAfterAnError()
{
    HttpRequestReader reader;
    QVERIFY(readAll(reader, "nonsense\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n", 1).isEmpty());
    QCOMPARE(reader.error()->status, 400);
    QVERIFY(!reader.isInRequest());
}

QTEST_APPLESS_MAIN(TestHttpRequestReader)
#include "tst_httprequestreader.moc"
