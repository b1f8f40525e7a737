// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/spearman.h"

#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <QFile>
#include <QTest>

using moa::spearmanRho;
using Json = nlohmann::json;

class TestSpearman : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sameOrderIsOneAndReverseIsMinusOne();
    void onlyRanksCount();
    void tiesShareTheirMeanRank();
    void undefinedWithoutVariation_data();
    void undefinedWithoutVariation();
    void sharedVectors_data();
    void sharedVectors();
};

void TestSpearman::sameOrderIsOneAndReverseIsMinusOne()
{
    QCOMPARE(spearmanRho({1, 2, 3}, {10, 20, 30}), 1.0);
    QCOMPARE(spearmanRho({1, 2, 3}, {30, 20, 10}), -1.0);
    QCOMPARE(spearmanRho({5, -5}, {0, 1}), -1.0);
}

void TestSpearman::onlyRanksCount()
{
    QCOMPARE(spearmanRho({1, 2, 3, 4}, {0.1, 1e9, 0.2, 1e10}),
             spearmanRho({1, 2, 3, 4}, {1, 3, 2, 4}));
    QCOMPARE(spearmanRho({1, 2, 3, 4}, {1, 3, 2, 4}), 0.8);
}

void TestSpearman::tiesShareTheirMeanRank()
{
    // Ranks 1.5 1.5 3 4 against 1 2 3 4: 4.5 / sqrt(4.5 * 5). The shortcut with squared
    // differences gives 0.95.
    QCOMPARE(spearmanRho({1, 1, 2, 3}, {1, 2, 3, 4}), std::sqrt(0.9));
}

void TestSpearman::undefinedWithoutVariation_data()
{
    QTest::addColumn<QList<double>>("x");
    QTest::addColumn<QList<double>>("y");
    const double noNumber = std::numeric_limits<double>::quiet_NaN();
    QTest::newRow("empty") << QList<double>{} << QList<double>{};
    QTest::newRow("one pair") << QList<double>{1} << QList<double>{2};
    QTest::newRow("constant x") << QList<double>{1, 1, 1} << QList<double>{1, 2, 3};
    QTest::newRow("constant y") << QList<double>{1, 2, 3} << QList<double>{0, 0, 0};
    QTest::newRow("different lengths") << QList<double>{1, 2, 3} << QList<double>{1, 2};
    QTest::newRow("not a number") << QList<double>{1, 2, noNumber} << QList<double>{1, 2, 3};
}

void TestSpearman::undefinedWithoutVariation()
{
    QFETCH(QList<double>, x);
    QFETCH(QList<double>, y);
    QVERIFY(!spearmanRho(x, y));
}

void TestSpearman::sharedVectors_data()
{
    QTest::addColumn<QList<double>>("x");
    QTest::addColumn<QList<double>>("y");
    QTest::addColumn<double>("rho");
    QFile file(QStringLiteral(MOA_SHARED_DIR "/data/alpaca/spearman_vectors.json"));
    if (!file.open(QIODevice::ReadOnly))
        QSKIP("The vectors of Spearman's rho are not at hand.");
    const Json rows = Json::parse(file.readAll().toStdString()).at("rows");
    const auto numbers = [](const Json &list) { return QList<double>(list.begin(), list.end()); };
    int number = 0;
    for (const Json &row : rows) {
        const Json &rho = row.at("rho");
        QTest::addRow("row %d", number++)
            << numbers(row.at("x")) << numbers(row.at("y"))
            << (rho.is_null() ? std::numeric_limits<double>::quiet_NaN() : rho.get<double>());
    }
}

void TestSpearman::sharedVectors()
{
    QFETCH(QList<double>, x);
    QFETCH(QList<double>, y);
    QFETCH(double, rho);
    const std::optional<double> ours = spearmanRho(x, y);
    QCOMPARE(ours.has_value(), !std::isnan(rho));
    if (ours)
        QVERIFY2(std::abs(*ours - rho) <= 1e-9, qPrintable(QString::number(*ours, 'g', 17)));
}

QTEST_GUILESS_MAIN(TestSpearman)
#include "tst_spearman.moc"
