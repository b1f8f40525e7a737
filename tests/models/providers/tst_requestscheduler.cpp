// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/requestscheduler.h"

#include <QNetworkAccessManager>
#include <QPointer>
#include <QSet>
#include <QTest>

using namespace moa;

namespace {
const QString origin = QStringLiteral("https://a:443");
const QString other = QStringLiteral("https://b:443");
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
};

void TestRequestScheduler::grantsUpToTheLimitOfEachOrigin()
{
    RequestScheduler scheduler;
    std::vector<std::unique_ptr<RequestSlot>> slots_;
    for (int i = 0; i < 5; ++i)
        slots_.push_back(scheduler.enqueue(origin, 2));
    slots_.push_back(scheduler.enqueue(other, 1));
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
        slots_.push_back(scheduler.enqueue(origin, 1));
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
        slots_.push_back(scheduler.enqueue(origin, 64));
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
    auto first = scheduler.enqueue(origin, 1);
    auto second = scheduler.enqueue(origin, 1);
    auto third = scheduler.enqueue(origin, 1);
    QTRY_VERIFY(first->manager());
    second.reset();
    first.reset();
    QTRY_VERIFY(third->manager());
}

void TestRequestScheduler::slotsMayOutliveTheScheduler()
{
    auto scheduler = std::make_unique<RequestScheduler>();
    const auto slot = scheduler->enqueue(origin, 1);
    scheduler.reset();
    QVERIFY(!slot->manager());
}

void TestRequestScheduler::otherSettingsMakeOtherManagers()
{
    RequestScheduler scheduler;
    std::unique_ptr<RequestSlot> idle = scheduler.enqueue(origin, 9);
    std::unique_ptr<RequestSlot> busy = scheduler.enqueue(other, 9);
    QTRY_VERIFY(idle->manager() && busy->manager());
    const QPointer<QNetworkAccessManager> idleManager = idle->manager();
    const QPointer<QNetworkAccessManager> busyManager = busy->manager();
    idle.reset();
    scheduler.setNetwork({});
    QVERIFY(idleManager); // the settings are as they were

    scheduler.setNetwork({.proxy = NetworkSettings::Proxy::None});
    QVERIFY(idleManager); // a reply that is deleted later may still use it
    QTRY_VERIFY(!idleManager);
    const std::unique_ptr<RequestSlot> next = scheduler.enqueue(other, 9);
    QTRY_VERIFY(next->manager());
    QVERIFY(next->manager() != busyManager);
    QVERIFY(busyManager); // until its request ends
    busy.reset();
    QTRY_VERIFY(!busyManager);
    QVERIFY(next->manager());
}

QTEST_GUILESS_MAIN(TestRequestScheduler)
#include "tst_requestscheduler.moc"
