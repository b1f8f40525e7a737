// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/spendinglog.h"

#include <QFile>
#include <QLockFile>
#include <QtConcurrent>
#include <QTemporaryDir>
#include <QTest>

using namespace moa;

namespace {
const QDate today(2026, 11, 22);
const Usd cent = Usd::fromString(u"0.01").value();
} // namespace

class TestSpendingLog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }

    void nothingIsSpentWithoutAFile() { QCOMPARE(log().spentOn(today).value(), Usd()); }

    void amountsAreKept()
    {
        QVERIFY(log().add(today, cent));
        QVERIFY(log().add(today, cent));
        QVERIFY(log().add(today.addDays(1), cent));
        QCOMPARE(log().spentOn(today).value(), cent * 2);
    }

    void whatIsFreeTouchesNoFile()
    {
        QVERIFY(log().add(today, Usd()));
        QVERIFY(!QFile::exists(path()));
    }

    void severalAtOnceLoseNothing()
    {
        QList<int> turns(40);
        QThreadPool pool;
        pool.setMaxThreadCount(4);
        std::atomic<int> failures = 0;
        QtConcurrent::blockingMap(&pool, turns, [&](int) {
            if (!SpendingLog(path()).add(today, cent))
                ++failures;
        });
        QCOMPARE(failures, 0);
        QCOMPARE(log().spentOn(today).value(), cent * 40);
    }

    void aDamagedFileIsLeftAndTold()
    {
        QVERIFY(log().add(today, cent));
        QFile file(path());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{");
        file.close();
        const Result<Usd> spent = log().spentOn(today);
        QVERIFY(!spent);
        QVERIFY(spent.error().message.contains(path()));
        QVERIFY(!log().add(today, cent));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("{"));
    }

    void aFileThatIsHeldIsTold()
    {
        QVERIFY(log().add(today, cent));
        QLockFile lock(path() + QStringLiteral(".lock"));
        QVERIFY(lock.lock());
        const Result<void> added = log().add(today, cent);
        QVERIFY(!added);
        QVERIFY(added.error().message.contains(QStringLiteral("another program holds it")));
    }

private:
    [[nodiscard]] QString path() const
    {
        return m_dir->filePath(QStringLiteral("data/spending.json"));
    }
    [[nodiscard]] SpendingLog log() const { return SpendingLog(path()); }

    std::unique_ptr<QTemporaryDir> m_dir;
};

QTEST_GUILESS_MAIN(TestSpendingLog)
#include "tst_spendinglog.moc"
