// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/requestscheduler.h"

#include <QNetworkAccessManager>
#include <QPointer>
#include <QSet>
#include <QSignalSpy>
#include <QTest>

using namespace moa;
using namespace std::chrono_literals;

namespace {
const QString origin = QStringLiteral("https://a:443");
const QString other = QStringLiteral("https://b:443");

using Slots = std::vector<std::unique_ptr<RequestSlot>>;

int granted(const Slots &line)
{
    return static_cast<int>(std::count_if(line.begin(), line.end(), [](const auto &slot) {
        return slot && slot->manager() != nullptr;
    }));
}

Slots lineOf(RequestScheduler &scheduler, int length, const SlotRequest &request)
{
    Slots line;
    for (int i = 0; i < length; ++i)
        line.push_back(scheduler.enqueue(request));
    return line;
}

RateLimits requestsLeft(qint64 limit, qint64 remaining, std::chrono::milliseconds reset)
{
    RateLimits limits;
    limits.allowances[0] = {limit, remaining, reset};
    return limits;
}

/// Nothing is posted any more: what can be granted at once is.
void settle()
{
    for (int i = 0; i < 5; ++i)
        QCoreApplication::sendPostedEvents();
}
} // namespace

class TestRequestScheduler : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void grantsUpToTheLimitOfEachOrigin();
    void servesInOrder();
    void noManagerCarriesMoreThanSixConnections();
    void aSlotThatLeavesTheLineIsSkipped();
    void slotsMayOutliveTheScheduler();
    void otherSettingsMakeOtherManagers();
    void theLineWaitsForTheServersLimit();
    void aRefusalHoldsTheWholeLine();
    void otherAccountsGoOn();
    void ownLimitsArePacedFromTheStart();
    void refusalsWithoutAReasonHalveTheRequestsAtOnce();
    void aServerThatAsksForTooMuchHoldsNobody();
    void aServerThatLoadsIsLeftInPeace();
    void theLoadedModelGoesFirstUpToABound();
};

void TestRequestScheduler::grantsUpToTheLimitOfEachOrigin()
{
    RequestScheduler scheduler;
    std::vector<std::unique_ptr<RequestSlot>> slots_;
    for (int i = 0; i < 5; ++i)
        slots_.push_back(scheduler.enqueue({.origin = origin, .limit = 2}));
    slots_.push_back(scheduler.enqueue({.origin = other, .limit = 1}));
    QVERIFY(!slots_.front()->manager()); // never from inside enqueue()
    const auto granted = [&slots_] {
        return std::count_if(slots_.begin(), slots_.end(),
                             [](const auto &slot) { return slot->manager() != nullptr; });
    };
    QTRY_COMPARE(granted(), 3);
    slots_.erase(slots_.begin());
    QTRY_COMPARE(granted(), 3);
}

void TestRequestScheduler::servesInOrder()
{
    RequestScheduler scheduler;
    QList<int> order;
    std::vector<std::unique_ptr<RequestSlot>> slots_;
    for (int i = 0; i < 4; ++i) {
        slots_.push_back(scheduler.enqueue({.origin = origin, .limit = 1}));
        connect(slots_.back().get(), &RequestSlot::granted, this, [&order, &slots_, i] {
            order.append(i);
            slots_[static_cast<size_t>(i)].release()->deleteLater();
        });
    }
    QTRY_COMPARE(order, (QList<int>{0, 1, 2, 3}));
}

void TestRequestScheduler::noManagerCarriesMoreThanSixConnections()
{
    RequestScheduler scheduler;
    std::vector<std::unique_ptr<RequestSlot>> slots_;
    for (int i = 0; i < 64; ++i)
        slots_.push_back(scheduler.enqueue({.origin = origin, .limit = 64}));
    QTRY_VERIFY(slots_.back()->manager());
    QHash<QNetworkAccessManager *, int> load;
    for (const auto &slot : slots_)
        ++load[slot->manager()];
    QCOMPARE(load.size(), 11);
    for (const int count : std::as_const(load))
        QVERIFY(count <= 6);
}

void TestRequestScheduler::aSlotThatLeavesTheLineIsSkipped()
{
    RequestScheduler scheduler;
    auto first = scheduler.enqueue({.origin = origin, .limit = 1});
    auto second = scheduler.enqueue({.origin = origin, .limit = 1});
    auto third = scheduler.enqueue({.origin = origin, .limit = 1});
    QTRY_VERIFY(first->manager());
    second.reset();
    first.reset();
    QTRY_VERIFY(third->manager());
}

void TestRequestScheduler::slotsMayOutliveTheScheduler()
{
    auto scheduler = std::make_unique<RequestScheduler>();
    const auto slot = scheduler->enqueue({.origin = origin, .limit = 1});
    scheduler.reset();
    QVERIFY(!slot->manager());
}

void TestRequestScheduler::otherSettingsMakeOtherManagers()
{
    RequestScheduler scheduler;
    std::unique_ptr<RequestSlot> idle = scheduler.enqueue({.origin = origin, .limit = 9});
    std::unique_ptr<RequestSlot> busy = scheduler.enqueue({.origin = other, .limit = 9});
    QTRY_VERIFY(idle->manager() && busy->manager());
    const QPointer<QNetworkAccessManager> idleManager = idle->manager();
    const QPointer<QNetworkAccessManager> busyManager = busy->manager();
    idle.reset();
    scheduler.setNetwork({});
    QVERIFY(idleManager); // the settings are as they were

    scheduler.setNetwork({.proxy = NetworkSettings::Proxy::None});
    QVERIFY(idleManager); // a reply that is deleted later may still use it
    QTRY_VERIFY(!idleManager);
    const std::unique_ptr<RequestSlot> next = scheduler.enqueue({.origin = other, .limit = 9});
    QTRY_VERIFY(next->manager());
    QVERIFY(next->manager() != busyManager);
    QVERIFY(busyManager); // until its request ends
    busy.reset();
    QTRY_VERIFY(!busyManager);
    QVERIFY(next->manager());
}

void TestRequestScheduler::theLineWaitsForTheServersLimit()
{
    RequestScheduler scheduler;
    Slots line = lineOf(scheduler, 5, {.origin = origin, .limit = 2});
    settle();
    QCOMPARE(granted(line), 2);
    QSignalSpy third(line[2].get(), &RequestSlot::waiting);
    QSignalSpy last(line[4].get(), &RequestSlot::waiting);
    // The second is on its way: none is left.
    line[0]->takeLimits(requestsLeft(60, 1, 59s));
    line[0].reset();
    line[1].reset();
    settle();
    QCOMPARE(granted(line), 0);
    QCOMPARE(third.size(), 1);
    QCOMPARE(third.constFirst().at(0).value<WaitReason>(), WaitReason::RateLimit);
    const auto told = third.constFirst().at(1).value<std::chrono::milliseconds>();
    QVERIFY(told > 1s && told < 4s);
    QVERIFY(last.constFirst().at(1).value<std::chrono::milliseconds>() > told + 1s);
    QTRY_VERIFY_WITH_TIMEOUT(line[2]->manager(), 10'000);
    QVERIFY(!line[3]->manager());
    QCOMPARE(third.size(), 1); // told once, since it was right
}

void TestRequestScheduler::aRefusalHoldsTheWholeLine()
{
    RequestScheduler scheduler;
    Slots line = lineOf(scheduler, 4, {.origin = origin, .limit = 2});
    settle();
    line[0]->takeEnd({.kind = SlotEnd::Kind::Refused, .pause = 300ms});
    line[0].reset();
    line[1].reset();
    settle();
    QCOMPARE(granted(line), 0);
    QTRY_COMPARE(granted(line), 1); // half as many at once
}

void TestRequestScheduler::otherAccountsGoOn()
{
    RequestScheduler scheduler;
    const SlotRequest mine{.origin = origin, .limit = 8, .account = QStringLiteral("mine")};
    const SlotRequest yours{.origin = origin, .limit = 8, .account = QStringLiteral("yours")};
    Slots line = lineOf(scheduler, 1, mine);
    settle();
    line[0]->takeEnd({.kind = SlotEnd::Kind::Refused, .pause = 100s});
    line[0] = scheduler.enqueue(mine);
    line.push_back(scheduler.enqueue(yours));
    settle();
    QVERIFY(!line[0]->manager());
    QVERIFY(line[1]->manager());
}

void TestRequestScheduler::ownLimitsArePacedFromTheStart()
{
    RequestScheduler scheduler;
    const Slots line =
        lineOf(scheduler, 40, {.origin = origin, .limit = 64, .requestsPerMinute = 20});
    settle();
    QCOMPARE(granted(line), 19);
    RequestScheduler ofTokens;
    const Slots tokens = lineOf(ofTokens, 40,
                                {.origin = origin,
                                 .limit = 64,
                                 .demand = {.inputTokens = 700, .outputTokens = 300},
                                 .tokensPerMinute = 10'000});
    settle();
    QCOMPARE(granted(tokens), 9);
}

void TestRequestScheduler::refusalsWithoutAReasonHalveTheRequestsAtOnce()
{
    RequestScheduler scheduler;
    Slots line = lineOf(scheduler, 40, {.origin = origin, .limit = 8});
    settle();
    QCOMPARE(granted(line), 8);
    // All eight were sent before the first refusal: one halving, one pause.
    for (size_t i = 0; i < 8; ++i)
        line[i]->takeEnd({.kind = SlotEnd::Kind::Refused});
    for (size_t i = 0; i < 8; ++i)
        line[i].reset();
    settle();
    QCOMPARE(granted(line), 0);
    QTRY_COMPARE(granted(line), 4);
    // Each round of answers allows one more.
    for (size_t i = 8; i < 12; ++i) {
        line[i]->takeEnd({.kind = SlotEnd::Kind::Answered});
        line[i].reset();
    }
    settle();
    QCOMPARE(granted(line), 4);
    for (size_t i = 12; i < 16; ++i) {
        line[i]->takeEnd({.kind = SlotEnd::Kind::Answered});
        line[i].reset();
    }
    settle();
    QCOMPARE(granted(line), 5);
}

void TestRequestScheduler::aServerThatAsksForTooMuchHoldsNobody()
{
    RequestScheduler scheduler;
    Slots line = lineOf(scheduler, 2, {.origin = origin, .limit = 1});
    settle();
    line[0]->takeEnd({.kind = SlotEnd::Kind::Refused, .pause = 1h});
    line[0].reset();
    settle();
    QVERIFY(line[1]->manager());
}

void TestRequestScheduler::aServerThatLoadsIsLeftInPeace()
{
    RequestScheduler scheduler;
    Slots line = lineOf(scheduler, 2, {.origin = origin, .limit = 1});
    settle();
    QSignalSpy waiting(line[1].get(), &RequestSlot::waiting);
    line[0]->takeEnd({.kind = SlotEnd::Kind::Loading, .pause = 1500ms});
    line[0].reset();
    settle();
    QVERIFY(!line[1]->manager());
    QCOMPARE(waiting.constFirst().at(0).value<WaitReason>(), WaitReason::ModelLoading);
    QTRY_VERIFY(line[1]->manager());
}

void TestRequestScheduler::theLoadedModelGoesFirstUpToABound()
{
    RequestScheduler scheduler;
    QStringList order;
    Slots line;
    const auto stand = [&](const QString &model) {
        const size_t index = line.size();
        line.push_back(scheduler.enqueue(
            {.origin = origin, .limit = 1, .model = model, .groupsByModel = true}));
        connect(line.back().get(), &RequestSlot::granted, this, [&order, &line, model, index] {
            order.append(model);
            line[index].release()->deleteLater();
        });
    };
    stand(QStringLiteral("a"));
    stand(QStringLiteral("b"));
    stand(QStringLiteral("a"));
    stand(QStringLiteral("b"));
    for (int i = 0; i < 10; ++i)
        stand(QStringLiteral("a"));
    QTRY_COMPARE(order.size(), 14);
    // After eight that passed it "b" has its turn, and those for the same model with it.
    QCOMPARE(order.join(QString()), QStringLiteral("aaaaaaaaabbaaa"));
}

QTEST_GUILESS_MAIN(TestRequestScheduler)
#include "tst_requestscheduler.moc"
