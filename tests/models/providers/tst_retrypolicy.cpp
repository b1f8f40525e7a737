// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/retrypolicy.h"

#include <QRandomGenerator>
#include <QTest>

using namespace moa;
using std::chrono::milliseconds;

class TestRetryPolicy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void decidesByOutcome_data();
    void decidesByOutcome();
    void neverAfterTextWasShown();
    void neverBeyondTheLastAttempt();
    void theServersWaitIsKeptExactly();
    void aServerThatAsksForTooMuchIsNotWaitedFor();
    void backoffHasFullJitterUnderADoublingCeiling();
    void readsRetryAfter_data();
    void readsRetryAfter();
};

void TestRetryPolicy::decidesByOutcome_data()
{
    QTest::addColumn<Outcome>("outcome");
    QTest::addColumn<bool>("retried");
    using Kind = Outcome::Kind;
    QTest::newRow("finished") << Outcome{.kind = Kind::Finished} << false;
    QTest::newRow("cancelled") << Outcome{.kind = Kind::Cancelled} << false;
    QTest::newRow("protocol") << Outcome{.kind = Kind::Protocol} << false;
    QTest::newRow("timed out") << Outcome{.kind = Kind::TimedOut} << true;
    QTest::newRow("connection") << Outcome{.kind = Kind::Network} << true;
    QTest::newRow("broken off") << Outcome{.kind = Kind::Truncated} << true;
    for (const int status : {408, 409, 429, 498, 500, 502, 503, 504, 524, 529})
        QTest::addRow("status %d", status) << Outcome{.kind = Kind::Http, .status = status} << true;
    for (const int status : {400, 401, 402, 403, 404, 413, 422})
        QTest::addRow("status %d", status)
            << Outcome{.kind = Kind::Http, .status = status} << false;
    QTest::newRow("quota") << Outcome{.kind = Kind::Http,
                                      .status = 429,
                                      .code = QStringLiteral("insufficient_quota")}
                           << false;
    QTest::newRow("billing") << Outcome{.kind = Kind::Http,
                                        .status = 429,
                                        .code = QStringLiteral("billing_error"),
                                        .shouldRetry = true}
                             << false;
    QTest::newRow("exhausted") << Outcome{.kind = Kind::Http, .status = 429, .exhausted = true}
                               << false;
    QTest::newRow("exhausted, but the server says yes")
        << Outcome{.kind = Kind::Http, .status = 429, .shouldRetry = true, .exhausted = true}
        << true;
    QTest::newRow("overloaded, told in the reply")
        << Outcome{.kind = Kind::Protocol,
                   .status = 200,
                   .code = QStringLiteral("overloaded_error")}
        << true;
    QTest::newRow("another failure, told in the reply")
        << Outcome{.kind = Kind::Protocol,
                   .status = 200,
                   .code = QStringLiteral("invalid_request_error")}
        << false;
    QTest::newRow("the server says yes")
        << Outcome{.kind = Kind::Http, .status = 400, .shouldRetry = true} << true;
    QTest::newRow("the server says no")
        << Outcome{.kind = Kind::Http, .status = 503, .shouldRetry = false} << false;
}

void TestRetryPolicy::decidesByOutcome()
{
    QFETCH(Outcome, outcome);
    QFETCH(bool, retried);
    QRandomGenerator random(1);
    QCOMPARE(retryDelay(outcome, {}, random).has_value(), retried);
}

void TestRetryPolicy::neverAfterTextWasShown()
{
    QRandomGenerator random(1);
    const Outcome outcome{.kind = Outcome::Kind::Network};
    QVERIFY(!retryDelay(outcome, {.textShown = true}, random));
}

void TestRetryPolicy::neverBeyondTheLastAttempt()
{
    QRandomGenerator random(1);
    const Outcome outcome{.kind = Outcome::Kind::Network};
    QVERIFY(retryDelay(outcome, {.attemptsMade = 4, .maxAttempts = 5}, random));
    QVERIFY(!retryDelay(outcome, {.attemptsMade = 5, .maxAttempts = 5}, random));
}

void TestRetryPolicy::theServersWaitIsKeptExactly()
{
    QRandomGenerator random(1);
    const Outcome outcome{
        .kind = Outcome::Kind::Http, .status = 429, .retryAfter = milliseconds(4321)};
    QCOMPARE(retryDelay(outcome, {}, random), milliseconds(4321));
}

void TestRetryPolicy::aServerThatAsksForTooMuchIsNotWaitedFor()
{
    QRandomGenerator random(1);
    const Outcome outcome{.kind = Outcome::Kind::Http,
                          .status = 429,
                          .retryAfter = longestServerWait + milliseconds(1)};
    QVERIFY(!retryDelay(outcome, {}, random));
}

void TestRetryPolicy::backoffHasFullJitterUnderADoublingCeiling()
{
    QRandomGenerator random(7);
    const Outcome outcome{.kind = Outcome::Kind::Network};
    for (const auto &[attempt, ceiling] : {std::pair{1, 500}, {2, 1000}, {4, 4000}, {20, 30000}}) {
        milliseconds least{ceiling};
        milliseconds most{0};
        for (int draw = 0; draw < 1000; ++draw) {
            const auto delay =
                retryDelay(outcome, {.attemptsMade = attempt, .maxAttempts = 100}, random);
            QVERIFY(delay && *delay >= milliseconds(0) && *delay <= milliseconds(ceiling));
            least = std::min(least, *delay);
            most = std::max(most, *delay);
        }
        QVERIFY(least < milliseconds(ceiling / 20));
        QVERIFY(most > milliseconds(ceiling - ceiling / 20));
    }
}

void TestRetryPolicy::readsRetryAfter_data()
{
    QTest::addColumn<QByteArray>("inMs");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<int>("expected"); // -1: none
    QTest::newRow("absent") << QByteArray() << QByteArray() << -1;
    QTest::newRow("seconds") << QByteArray() << QByteArray("4") << 4000;
    QTest::newRow("fraction") << QByteArray() << QByteArray("7.66") << 7660;
    QTest::newRow("ms wins") << QByteArray("120") << QByteArray("4") << 120;
    QTest::newRow("malformed ms") << QByteArray("x") << QByteArray("4") << 4000;
    QTest::newRow("date") << QByteArray() << QByteArray("Sun, 06 Nov 1994 08:49:37 GMT") << 37000;
    QTest::newRow("past date") << QByteArray() << QByteArray("Sun, 06 Nov 1994 08:48:37 GMT") << -1;
    QTest::newRow("zero") << QByteArray() << QByteArray("0") << -1;
    QTest::newRow("negative") << QByteArray() << QByteArray("-3") << -1;
    QTest::newRow("garbage") << QByteArray() << QByteArray("soon") << -1;
    QTest::newRow("not finite") << QByteArray() << QByteArray("inf") << -1;
    QTest::newRow("beyond all measure") << QByteArray() << QByteArray("1e300") << 86'400'000;
}

void TestRetryPolicy::readsRetryAfter()
{
    QFETCH(QByteArray, inMs);
    QFETCH(QByteArray, value);
    QFETCH(int, expected);
    const QDateTime now(QDate(1994, 11, 6), QTime(8, 49, 0), Qt::UTC);
    const auto wait = parseRetryAfter(inMs, value, now);
    QCOMPARE(wait ? static_cast<int>(wait->count()) : -1, expected);
}

QTEST_GUILESS_MAIN(TestRetryPolicy)
#include "tst_retrypolicy.moc"
