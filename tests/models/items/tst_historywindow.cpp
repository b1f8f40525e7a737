// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/historywindow.h"

#include <QTest>

using namespace moa;

namespace {

constexpr int pageSize = 10;

/// The run that began @p minute minutes after the first.
RunSummary run(int minute)
{
    RunSummary summary;
    summary.id = u"run-%1"_qs.arg(minute);
    summary.startedAt = QDateTime::fromMSecsSinceEpoch(minute * 60'000LL);
    return summary;
}

/// From the newest one down, every second minute.
QList<RunSummary> runs(int newest, int count)
{
    QList<RunSummary> result;
    for (int place = 0; place < count; ++place)
        result.append(run(newest - 2 * place));
    return result;
}

/// As many pages as that, all of them read one after another.
HistoryWindow makeWindow(int pages)
{
    HistoryWindow window;
    const int newest = 2 * pages * pageSize;
    for (int page = 0; page < pages; ++page) {
        window.append(page == 0 ? std::nullopt : std::optional(HistoryKey{page}),
                      runs(newest - 2 * page * pageSize, pageSize));
        window.trim();
    }
    return window;
}

} // namespace

class TestHistoryWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rowsFollowThePages();
    void onlySomePagesAreKeptWhole();
    void whatWasLookedAtLastIsKept();
    void everyIdIsKept();
    void aPageIsMadeWholeAgainByItsOwnRuns();
    void runsAreInsertedWhereTheyBelong_data();
    void runsAreInsertedWhereTheyBelong();
    void runsAreRemovedWhereverTheyAre_data();
    void runsAreRemovedWhereverTheyAre();
    void aPageMayBecomeEmpty();
};

void TestHistoryWindow::rowsFollowThePages()
{
    const HistoryWindow window = makeWindow(3);
    QCOMPARE(window.rowCount(), 30);
    QCOMPARE(window.pageOf(0), 0);
    QCOMPARE(window.pageOf(9), 0);
    QCOMPARE(window.pageOf(10), 1);
    QCOMPARE(window.pageOf(29), 2);
    QCOMPARE(window.at(0)->id, u"run-60"_qs);
    QCOMPARE(window.at(29)->id, u"run-2"_qs);
    QVERIFY(!window.keyBefore(0));
    QCOMPARE(window.keyBefore(2)->number, 2);
    QCOMPARE(HistoryWindow().rowCount(), 0);
}

void TestHistoryWindow::onlySomePagesAreKeptWhole()
{
    const HistoryWindow window = makeWindow(HistoryWindow::mostLoaded + 5);
    int whole = 0;
    for (int page = 0; page < window.pageCount(); ++page)
        whole += window.at(window.span(page).first) ? 1 : 0;
    QCOMPARE(whole, HistoryWindow::mostLoaded);
    QVERIFY(!window.at(0));
}

void TestHistoryWindow::whatWasLookedAtLastIsKept()
{
    HistoryWindow window = makeWindow(HistoryWindow::mostLoaded);
    QVERIFY(window.at(3));
    window.append(HistoryKey{99}, runs(-2, pageSize));
    window.trim();
    QVERIFY(window.at(0));
    QVERIFY(!window.at(pageSize));
}

void TestHistoryWindow::everyIdIsKept()
{
    const HistoryWindow window = makeWindow(HistoryWindow::mostLoaded + 5);
    for (int row = 0; row < window.rowCount(); ++row) {
        const QString id = u"run-%1"_qs.arg(2 * (window.rowCount() - row));
        QCOMPARE(window.idAt(row), id);
        QCOMPARE(window.rowOf(id), std::optional(row));
    }
    QVERIFY(!window.rowOf(u"run-3"_qs));
    // The beginning of an id is another id.
    QVERIFY(!window.rowOf(u"run-"_qs));
}

void TestHistoryWindow::aPageIsMadeWholeAgainByItsOwnRuns()
{
    HistoryWindow window = makeWindow(HistoryWindow::mostLoaded + 1);
    QVERIFY(!window.at(4));
    const QList<RunSummary> own = runs(2 * window.rowCount(), pageSize);
    QVERIFY(!window.load(0, own.first(pageSize - 1)));
    QVERIFY(!window.load(0, runs(2 * window.rowCount() - 2, pageSize)));
    QVERIFY(!window.at(4));
    QVERIFY(window.load(0, own));
    QCOMPARE(*window.at(4), own.at(4));
}

void TestHistoryWindow::runsAreInsertedWhereTheyBelong_data()
{
    QTest::addColumn<int>("minute");
    QTest::addColumn<int>("row");
    QTest::newRow("the newest of all") << 61 << 0;
    QTest::newRow("second") << 59 << 1;
    QTest::newRow("in the middle of a page") << 33 << 14;
    QTest::newRow("before the first one of a page") << 41 << 10;
    QTest::newRow("after the last one") << 1 << 30;
}

void TestHistoryWindow::runsAreInsertedWhereTheyBelong()
{
    QFETCH(int, minute);
    QFETCH(int, row);
    HistoryWindow window = makeWindow(3);
    const HistoryWindow::Place place = window.placeFor(run(minute));
    QCOMPARE(window.row(place), row);
    window.insert(place, run(minute));
    QCOMPARE(window.rowCount(), 31);
    QCOMPARE(window.at(row)->id, run(minute).id);
    for (int each = 1; each < window.rowCount(); ++each)
        QVERIFY(window.at(each - 1)->startedAt > window.at(each)->startedAt);
}

void TestHistoryWindow::runsAreRemovedWhereverTheyAre_data()
{
    QTest::addColumn<int>("row");
    QTest::newRow("in a page of ids") << 4;
    QTest::newRow("the last of a page of ids") << 9;
    QTest::newRow("in a whole page") << 124;
}

void TestHistoryWindow::runsAreRemovedWhereverTheyAre()
{
    QFETCH(int, row);
    HistoryWindow window = makeWindow(HistoryWindow::mostLoaded + 1);
    const int rows = window.rowCount();
    const QString gone = window.idAt(row);
    const QString next = window.idAt(row + 1);
    window.remove(row);
    QCOMPARE(window.rowCount(), rows - 1);
    QVERIFY(!window.rowOf(gone));
    QCOMPARE(window.rowOf(next), std::optional(row));
    QCOMPARE(window.idAt(window.rowCount() - 1), u"run-2"_qs);
}

void TestHistoryWindow::aPageMayBecomeEmpty()
{
    HistoryWindow window = makeWindow(3);
    for (int removed = 0; removed < pageSize; ++removed)
        window.remove(pageSize);
    QCOMPARE(window.rowCount(), 2 * pageSize);
    QCOMPARE(window.pageOf(pageSize), 2);
    QCOMPARE(window.at(pageSize)->id, u"run-20"_qs);
    window.insert(window.placeFor(run(61)), run(61));
    QCOMPARE(window.at(0)->id, u"run-61"_qs);
    QCOMPARE(window.at(pageSize + 1)->id, u"run-20"_qs);
}

QTEST_GUILESS_MAIN(TestHistoryWindow)

#include "tst_historywindow.moc"
