// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/rateaccount.h"
#include "support/servedlimits.h"

#include <deque>
#include <functional>
#include <map>
#include <QTest>

using namespace moa;
using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace {

const QDateTime now = QDateTime::fromString(QStringLiteral("2026-11-22T12:00:00Z"), Qt::ISODate);
const QString model = QStringLiteral("m");

RateLimits requestsLeft(qint64 limit, qint64 remaining, milliseconds reset)
{
    RateLimits limits;
    limits.allowances[0] = {limit, remaining, reset};
    return limits;
}

HttpHeaders asHttp(const ScriptedReply::Headers &headers)
{
    HttpHeaders result;
    for (const auto &[name, value] : headers)
        result.append({name, value});
    return result;
}

/** How requests differ from what the pacer expects of them, and how the server counts. */
struct Traffic
{
    int requests = 64;
    double input = 400;
    double expectedOutput = 500;
    double reservedOutput = 500; ///< what the server counts when a request comes
    double answer = 100; ///< what an answer has, if it is counted in advance
    double laterOutput = 0; ///< what it counts when the answer has ended
    double headMs = 300; ///< from the request to the head of its reply
    double streamMs = 1700;
};

/**
 * A layer of requests against a server with limits, in time that only the events move: quick, and
 * the same each time.
 */
class Simulation
{
public:
    Simulation(const ServedRules &rules, const Traffic &traffic)
        : m_rules(rules)
        , m_traffic(traffic)
        , limits(rules)
    { }

    void run()
    {
        for (int i = 0; i < m_traffic.requests; ++i)
            m_waiting.push_back(i);
        m_events.emplace(0.0, [] {});
        while (!m_events.empty()) {
            m_now = m_events.begin()->first;
            const auto event = m_events.begin()->second;
            m_events.erase(m_events.begin());
            event();
            serve();
        }
    }

private:
    [[nodiscard]] RateTime time() const { return RateTime(static_cast<qint64>(m_now)); }
    void after(double ms, std::function<void()> event)
    {
        m_events.emplace(m_now + ms, std::move(event));
    }

    void serve()
    {
        const RateDemand demand{static_cast<qint64>(m_traffic.input),
                                static_cast<qint64>(m_traffic.expectedOutput)};
        while (!m_waiting.empty() && m_inFlight < m_rules.concurrent) {
            const RateTime wait = m_account.wait(model, demand, time());
            if (wait > 0ms) {
                after(static_cast<double>(wait.count()), [] {});
                return;
            }
            m_waiting.pop_front();
            ++m_inFlight;
            const RateAccount::Ticket ticket = m_account.send(model, demand, time());
            after(15, [this, ticket] { arrive(ticket); });
        }
    }

    void arrive(const RateAccount::Ticket &ticket)
    {
        const bool admitted =
            limits.admit(m_traffic.input + m_traffic.reservedOutput, m_inFlight, m_now);
        const RateLimits told = readRateLimits(asHttp(limits.headers(!admitted, m_now)), ::now);
        if (!admitted) {
            after(15, [this, ticket, told] {
                m_account.observe(ticket, told, time());
                m_account.freeze(model, time() + told.retryAfter.value_or(1s),
                                 WaitReason::RateLimit);
                --m_inFlight;
                m_waiting.push_back(0);
            });
            return;
        }
        after(m_traffic.headMs, [this, ticket, told] { m_account.observe(ticket, told, time()); });
        after(m_traffic.headMs + m_traffic.streamMs, [this, ticket] {
            const double output =
                m_traffic.laterOutput > 0 ? m_traffic.laterOutput : m_traffic.answer;
            m_account.correct(ticket,
                              {static_cast<qint64>(m_traffic.input), static_cast<qint64>(output)},
                              time());
            limits.charge(m_traffic.laterOutput, m_now);
            --m_inFlight;
        });
    }

    ServedRules m_rules;
    Traffic m_traffic;
    RateAccount m_account;
    std::multimap<double, std::function<void()>> m_events;
    std::deque<int> m_waiting;
    double m_now = 0;
    int m_inFlight = 0;

public:
    ServedLimits limits;
};

} // namespace

Q_DECLARE_METATYPE(ServedRules)
Q_DECLARE_METATYPE(Traffic)

class TestRateLimits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void resetsAreRead_data();
    void resetsAreRead();
    void headersOfEachDialectAreRead();
    void nonsenseCountsAsNotSaid_data();
    void nonsenseCountsAsNotSaid();
    void nothingWaitsBeforeAnythingIsKnown();
    void theFirstReplyIsHeeded();
    void whatWasSentSinceIsCounted();
    void anOlderReplyDoesNotUndoANewerOne();
    void requestsMayArriveInAnyOrder();
    void aFreezeHoldsEverybody();
    void moreThanTheBucketHoldsGoesWhenItIsFull();
    void ownLimitsHoldFromTheStart();
    void ownLimitsFollowRealUse();
    void modelsShareUntilTheirLimitsDiffer();
    void modelsShareUntilOneShrinksAlone();
    void modelsThatShrinkTogetherStayTogether();
    void aLayerIsServedWithinTheLimits_data();
    void aLayerIsServedWithinTheLimits();
};

void TestRateLimits::resetsAreRead_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qint64>("ms"); // -1: nothing
    const auto row = [](const char *text, qint64 ms) {
        QTest::newRow(text) << QByteArray(text) << ms;
    };
    row("1s", 1000);
    row("6m0s", 360'000);
    row("120ms", 120);
    row("2m59.56s", 179'560);
    row("7.66s", 7660);
    row("1h30m0s", 5'400'000);
    row("1d", 86'400'000);
    row("0s", 0);
    row("500us", 1);
    row(" 3 ", 3000);
    row("0.25", 250);
    row("1795348830", 30'000);
    row("1795348830500", 30'500);
    row("2026-11-22T12:00:42Z", 42'000);
    row("2026-11-22T13:00:42.500+01:00", 42'500);
    row("2026-11-22T11:00:00Z", 0);
    row("", -1);
    row("-3", -1);
    row("-3s", -1);
    row("soon", -1);
    row("1x", -1);
    row("s", -1);
    row("1.2.3s", -1);
    row("nan", -1);
    row("inf", -1);
    row("99999999999999999999s", -1);
    row("2126-11-22T12:00:00Z", -1);
}

void TestRateLimits::resetsAreRead()
{
    QFETCH(const QByteArray, text);
    QFETCH(const qint64, ms);
    const auto read = parseReset(text, now);
    QCOMPARE(read ? static_cast<qint64>(read->count()) : -1, ms);
}

void TestRateLimits::headersOfEachDialectAreRead()
{
    const RateLimits openAi = readRateLimits({{"X-RateLimit-Limit-Requests", "14400"},
                                              {"x-ratelimit-remaining-requests", "14370"},
                                              {"x-ratelimit-reset-requests", "2m59.56s"},
                                              {"x-ratelimit-limit-tokens", "18000"},
                                              {"x-ratelimit-remaining-tokens", "17997"},
                                              {"x-ratelimit-reset-tokens", "7.66s"},
                                              {"retry-after", "2"}},
                                             now);
    QVERIFY((openAi.of(RateKind::Requests) == RateAllowance{14400, 14370, 179'560ms}));
    QVERIFY((openAi.of(RateKind::Tokens) == RateAllowance{18000, 17997, 7660ms}));
    QVERIFY(openAi.of(RateKind::InputTokens) == RateAllowance());
    QCOMPARE(openAi.retryAfter, std::optional(milliseconds(2000)));

    const RateLimits anthropic =
        readRateLimits({{"anthropic-ratelimit-requests-limit", "50"},
                        {"anthropic-ratelimit-requests-remaining", "49"},
                        {"anthropic-ratelimit-requests-reset", "2026-11-22T12:00:01Z"},
                        {"anthropic-ratelimit-input-tokens-limit", "30000"},
                        {"anthropic-ratelimit-input-tokens-remaining", "29000"},
                        {"anthropic-ratelimit-input-tokens-reset", "2026-11-22T12:00:02Z"},
                        {"anthropic-ratelimit-output-tokens-limit", "8000"},
                        {"anthropic-ratelimit-output-tokens-remaining", "8000"},
                        {"anthropic-ratelimit-output-tokens-reset", "2026-11-22T12:00:00Z"}},
                       now);
    QVERIFY((anthropic.of(RateKind::Requests) == RateAllowance{50, 49, 1000ms}));
    QVERIFY((anthropic.of(RateKind::InputTokens) == RateAllowance{30000, 29000, 2000ms}));
    QVERIFY((anthropic.of(RateKind::OutputTokens) == RateAllowance{8000, 8000, 0ms}));
    QVERIFY(readRateLimits({{"content-type", "text/plain"}}, now).isEmpty());
}

void TestRateLimits::nonsenseCountsAsNotSaid_data()
{
    QTest::addColumn<QByteArray>("limit");
    QTest::addColumn<QByteArray>("remaining");
    QTest::addColumn<qint64>("readLimit"); // -1: nothing
    QTest::addColumn<qint64>("readRemaining");
    const auto row = [](const char *limit, const char *remaining, qint64 readLimit,
                        qint64 readRemaining) {
        QTest::addRow("%s of %s", remaining, limit)
            << QByteArray(limit) << QByteArray(remaining) << readLimit << readRemaining;
    };
    row("60", "59", 60, 59);
    row("60", "", 60, -1);
    row("", "59", -1, 59);
    row("-1", "59", -1, -1);
    row("0", "0", -1, -1);
    row("1e300", "1e300", -1, -1);
    row("99999999999999999999", "5", -1, -1);
    row("60", "-12", 60, 0);
    row("60", "99999999999999999999", 60, 60);
    row("60", "nan", 60, -1);
    row("many", "few", -1, -1);
}

void TestRateLimits::nonsenseCountsAsNotSaid()
{
    QFETCH(const QByteArray, limit);
    QFETCH(const QByteArray, remaining);
    const RateLimits limits = readRateLimits({{"x-ratelimit-limit-requests", limit},
                                              {"x-ratelimit-remaining-requests", remaining},
                                              {"x-ratelimit-reset-requests", "nonsense"}},
                                             now);
    const RateAllowance &read = limits.of(RateKind::Requests);
    QTEST(read.limit.value_or(-1), "readLimit");
    QTEST(read.remaining.value_or(-1), "readRemaining");
    QVERIFY(!read.reset);

    RatePacer pacer;
    const RateTicket ticket = pacer.send({}, 0ms);
    pacer.observe(ticket, limits, 1ms);
    QVERIFY(pacer.wait({}, 2ms) <= 61s);
}

void TestRateLimits::nothingWaitsBeforeAnythingIsKnown()
{
    RatePacer pacer;
    for (int i = 0; i < 1000; ++i)
        (void)pacer.send({100'000, 100'000}, 0ms);
    QVERIFY(pacer.isIdle(0ms));
    QCOMPARE(pacer.wait({1'000'000, 0}, 0ms), 0ms);
}

void TestRateLimits::theFirstReplyIsHeeded()
{
    RatePacer pacer;
    const RateTicket ticket = pacer.send({}, 0ms);
    pacer.observe(ticket, requestsLeft(60, 0, 60s), 100ms);
    // One each second, and two hundredths of the limit stay in reserve.
    QCOMPARE(pacer.wait({}, 100ms), 2200ms);
    QCOMPARE(pacer.wait({}, 1100ms), 1200ms);
    QCOMPARE(pacer.wait({}, 2300ms), 0ms);
    QCOMPARE(pacer.forecast({}, 10, 100ms), 11'200ms);
}

void TestRateLimits::whatWasSentSinceIsCounted()
{
    RatePacer pacer;
    const RateTicket first = pacer.send({}, 0ms);
    for (int i = 0; i < 8; ++i)
        (void)pacer.send({}, 0ms);
    pacer.observe(first, requestsLeft(100, 10, 90s), 0ms);
    QCOMPARE(pacer.wait({}, 0ms), 1000ms);
}

void TestRateLimits::anOlderReplyDoesNotUndoANewerOne()
{
    RatePacer pacer;
    const RateTicket first = pacer.send({}, 0ms);
    const RateTicket second = pacer.send({}, 0ms);
    pacer.observe(second, requestsLeft(60, 0, 60s), 0ms);
    pacer.observe(first, requestsLeft(60, 59, 1s), 0ms);
    QVERIFY(pacer.wait({}, 0ms) > 1s);
}

void TestRateLimits::requestsMayArriveInAnyOrder()
{
    RatePacer pacer;
    std::array<RateTicket, 8> tickets;
    for (RateTicket &ticket : tickets)
        ticket = pacer.send({}, 0ms);
    // The one sent last came first, and its reply comes first or last.
    pacer.observe(tickets[7], requestsLeft(60, 7, 53s), 1ms);
    pacer.observe(tickets[0], requestsLeft(60, 0, 60s), 1ms);
    QVERIFY(pacer.wait({}, 1ms) > 1s);
    RatePacer other;
    for (RateTicket &ticket : tickets)
        ticket = other.send({}, 0ms);
    other.observe(tickets[0], requestsLeft(60, 0, 60s), 1ms);
    other.observe(tickets[7], requestsLeft(60, 7, 53s), 1ms);
    QVERIFY(other.wait({}, 1ms) > 1s);
}

void TestRateLimits::aFreezeHoldsEverybody()
{
    RateAccount account;
    account.freeze(model, 5s, WaitReason::RateLimit);
    QCOMPARE(account.wait(model, {}, 1s), 4000ms);
    QCOMPARE(account.wait(QStringLiteral("other"), {}, 1s), 4000ms);
    account.freeze(model, 3s, WaitReason::RateLimit);
    QCOMPARE(account.wait(model, {}, 1s), 4000ms);
    QVERIFY(account.isIdle(5s));
}

void TestRateLimits::moreThanTheBucketHoldsGoesWhenItIsFull()
{
    RatePacer pacer;
    pacer.setPerMinute(RateKind::Tokens, 1000, 0ms);
    QCOMPARE(pacer.wait({50'000, 0}, 0ms), 0ms);
    (void)pacer.send({500, 0}, 0ms);
    QCOMPARE(pacer.wait({50'000, 0}, 0ms), 30'000ms);
}

void TestRateLimits::ownLimitsHoldFromTheStart()
{
    RateAccount account;
    account.setOwnLimits(10, std::nullopt, 0ms);
    int sent = 0;
    while (account.wait(model, {}, 0ms) == 0ms) {
        (void)account.send(model, {}, 0ms);
        ++sent;
    }
    QCOMPARE(sent, 9); // a little stays in reserve
    account.setOwnLimits(10, std::nullopt, 0ms); // said again for each request
    QVERIFY(account.wait(model, {}, 0ms) > 0ms);
    account.setOwnLimits(std::nullopt, std::nullopt, 0ms);
    QCOMPARE(account.wait(model, {}, 0ms), 0ms);
}

void TestRateLimits::ownLimitsFollowRealUse()
{
    RateAccount account;
    account.setOwnLimits(std::nullopt, 6000, 0ms);
    const auto ticket = account.send(model, {1000, 1000}, 0ms);
    QCOMPARE(account.wait(model, {3000, 1500}, 0ms), 6200ms);
    account.correct(ticket, {1000, 100}, 0ms);
    QCOMPARE(account.wait(model, {3000, 1500}, 0ms), 0ms);
    account.correct(ticket, {1000, 3000}, 0ms);
    QVERIFY(account.wait(model, {3000, 1500}, 0ms) > 6200ms);
}

void TestRateLimits::modelsShareUntilTheirLimitsDiffer()
{
    const QString other = QStringLiteral("other");
    RateAccount account;
    const auto first = account.send(model, {}, 0ms);
    const auto second = account.send(other, {}, 0ms);
    account.observe(first, requestsLeft(60, 0, 60s), 0ms);
    QVERIFY(account.share(model, other));
    QVERIFY(account.wait(other, {}, 0ms) > 0ms);
    account.observe(second, requestsLeft(500, 499, 120ms), 0ms);
    QVERIFY(!account.share(model, other));
    QCOMPARE(account.wait(other, {}, 0ms), 0ms);
    QVERIFY(account.wait(model, {}, 0ms) > 0ms);
}

void TestRateLimits::modelsShareUntilOneShrinksAlone()
{
    const QString other = QStringLiteral("other");
    RateAccount account;
    for (qint64 i = 1; i <= 8; ++i) {
        const auto first = account.send(model, {}, milliseconds(i));
        const auto second = account.send(other, {}, milliseconds(i));
        account.observe(first, requestsLeft(60, 60 - i, milliseconds(1000 * i)), milliseconds(i));
        account.observe(second, requestsLeft(60, 60 - i, milliseconds(1000 * i)), milliseconds(i));
    }
    QVERIFY(!account.share(model, other));
}

void TestRateLimits::modelsThatShrinkTogetherStayTogether()
{
    const QString other = QStringLiteral("other");
    RateAccount account;
    for (qint64 i = 1; i <= 20; i += 2) {
        const auto first = account.send(model, {}, milliseconds(i));
        const auto second = account.send(other, {}, milliseconds(i));
        account.observe(first, requestsLeft(60, 60 - i, milliseconds(1000 * i)), milliseconds(i));
        account.observe(second, requestsLeft(60, 59 - i, milliseconds(1000 * (i + 1))),
                        milliseconds(i));
    }
    QVERIFY(account.share(model, other));
}

void TestRateLimits::aLayerIsServedWithinTheLimits_data()
{
    QTest::addColumn<ServedRules>("rules");
    QTest::addColumn<Traffic>("traffic");
    QTest::newRow("tokens are scarce") << ServedRules{} << Traffic{};
    QTest::newRow("requests are scarce")
        << ServedRules{}
        << Traffic{.requests = 128, .input = 50, .expectedOutput = 50, .reservedOutput = 50};
    QTest::newRow("a window of three seconds")
        << ServedRules{.windowMs = 3000} << Traffic{.headMs = 40, .streamMs = 60};
    QTest::newRow("the server reserves three times as much")
        << ServedRules{} << Traffic{.reservedOutput = 2300};
    QTest::newRow("the server counts answers at their end")
        << ServedRules{} << Traffic{.reservedOutput = 0, .laterOutput = 500};
    QTest::newRow("answers are longer than expected, and counted at their end")
        << ServedRules{} << Traffic{.expectedOutput = 200, .reservedOutput = 0, .laterOutput = 600};
    QTest::newRow("the server counts less than expected")
        << ServedRules{} << Traffic{.requests = 128, .reservedOutput = 100};
    QTest::newRow("heads come late") << ServedRules{} << Traffic{.headMs = 4000, .streamMs = 100};
    QTest::newRow("the window fills at once") << ServedRules{.fillsAtOnce = true}
                                              << Traffic{.requests = 110,
                                                         .input = 50,
                                                         .expectedOutput = 50,
                                                         .reservedOutput = 50,
                                                         .headMs = 100,
                                                         .streamMs = 100};
    QTest::newRow("heads come at once") << ServedRules{} << Traffic{.headMs = 1, .streamMs = 1};
}

void TestRateLimits::aLayerIsServedWithinTheLimits()
{
    QFETCH(const ServedRules, rules);
    QFETCH(const Traffic, traffic);
    Simulation simulation(rules, traffic);
    simulation.run();
    const ServedLimits &limits = simulation.limits;
    qInfo("%d refused, %.1f %% of the allowed throughput in %.1f s", limits.refused(),
          100 * limits.share(), limits.spanMs() / 1000);
    QCOMPARE(limits.admitted(), traffic.requests);
    QVERIFY(limits.refused() <= 3);
    QVERIFY(limits.share() >= 0.85);
}

QTEST_GUILESS_MAIN(TestRateLimits)
#include "tst_ratelimits.moc"
