// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/providermodelsmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace moa;

namespace {

using Mode = QAbstractItemModelTester::FailureReportingMode;

ProviderModel model(const QString &id, std::optional<qint64> context,
                    std::optional<qint64> inputPicoPerToken)
{
    ProviderModel result;
    result.id = id;
    result.facts.contextWindow = context;
    if (inputPicoPerToken) {
        Price price;
        price.rates.input = Usd::fromPico(*inputPicoPerToken);
        price.rates.output = Usd::fromPico(*inputPicoPerToken * 4);
        price.source = u"a list"_qs;
        result.facts.price = price;
    }
    return result;
}

QList<ProviderModel> some()
{
    return {model(u"large"_qs, 200'000, 2'500'000), model(u"free"_qs, {}, 0),
            model(u"odd"_qs, 8'192, {}), model(u"small"_qs, 128'000, 150'000)};
}

QStringList ids(const QAbstractItemModel &shown)
{
    QStringList result;
    for (int row = 0; row < shown.rowCount(); ++row)
        result.append(shown.index(row, 0).data(ProviderModelsModel::IdRole).toString());
    return result;
}

} // namespace

class TestProviderModelsModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cellsSayWhatIsKnown();
    void aMissingPriceIsNotZero();
    void theUnknownSortsLast_data();
    void theUnknownSortsLast();
    void everyWordOfASearchCounts();
    void theSameModelsAreUpdatedInPlace();
    void manyModelsAreSearchedAndSorted();
};

void TestProviderModelsModel::cellsSayWhatIsKnown()
{
    ProviderModelsModel table;
    const QAbstractItemModelTester tester(&table, Mode::Fatal);
    table.setModels(some());
    const auto cell = [&](int row, int column) {
        return table.index(row, column).data().toString();
    };
    QCOMPARE(cell(0, ProviderModelsModel::Model), u"large"_qs);
    QCOMPARE(cell(0, ProviderModelsModel::Context), QLocale().toString(200'000));
    QCOMPARE(cell(0, ProviderModelsModel::Input), u"$2.50"_qs);
    QCOMPARE(cell(0, ProviderModelsModel::Output), u"$10.00"_qs);
    QCOMPARE(cell(0, ProviderModelsModel::Source), u"a list"_qs);
    QCOMPARE(cell(1, ProviderModelsModel::Context), QString());
}

void TestProviderModelsModel::aMissingPriceIsNotZero()
{
    ProviderModelsModel table;
    table.setModels(some());
    QCOMPARE(table.index(2, ProviderModelsModel::Input).data().toString(), u"unpriced"_qs);
    QVERIFY(table.index(1, ProviderModelsModel::Input).data().toString() != u"unpriced");
    QVERIFY(
        !table.index(2, ProviderModelsModel::Input).data(ProviderModelsModel::SortRole).isValid());
}

void TestProviderModelsModel::theUnknownSortsLast_data()
{
    QTest::addColumn<int>("column");
    QTest::addColumn<bool>("rising");
    QTest::addColumn<QString>("expected");
    QTest::newRow("cheapest first")
        << int(ProviderModelsModel::Input) << true << u"free small large odd"_qs;
    QTest::newRow("dearest first")
        << int(ProviderModelsModel::Input) << false << u"large small free odd"_qs;
    QTest::newRow("small windows first")
        << int(ProviderModelsModel::Context) << true << u"odd small large free"_qs;
    QTest::newRow("large windows first")
        << int(ProviderModelsModel::Context) << false << u"large small odd free"_qs;
    QTest::newRow("by name") << int(ProviderModelsModel::Model) << true
                             << u"free large odd small"_qs;
}

void TestProviderModelsModel::theUnknownSortsLast()
{
    QFETCH(int, column);
    QFETCH(bool, rising);
    QFETCH(QString, expected);
    ProviderModelsModel table;
    ProviderModelsFilter filter;
    filter.setSourceModel(&table);
    const QAbstractItemModelTester tester(&filter, Mode::Fatal);
    table.setModels(some());
    filter.sort(column, rising ? Qt::AscendingOrder : Qt::DescendingOrder);
    QCOMPARE(ids(filter), expected.split(u' '));
}

void TestProviderModelsModel::everyWordOfASearchCounts()
{
    ProviderModelsModel table;
    ProviderModelsFilter filter;
    filter.setSourceModel(&table);
    const QAbstractItemModelTester tester(&filter, Mode::Fatal);
    QList<ProviderModel> models = some();
    models[0].facts.name = u"The Large One"_qs;
    table.setModels(models);
    filter.setSearch(u"ONE lar"_qs);
    QCOMPARE(ids(filter), QStringList{u"large"_qs});
    filter.setSearch(u"one small"_qs);
    QCOMPARE(filter.rowCount(), 0);
    filter.setSearch({});
    QCOMPARE(filter.rowCount(), 4);
}

void TestProviderModelsModel::theSameModelsAreUpdatedInPlace()
{
    ProviderModelsModel table;
    const QAbstractItemModelTester tester(&table, Mode::Fatal);
    table.setModels(some());
    const QPersistentModelIndex kept = table.index(3, 0);
    QSignalSpy changes(&table, &QAbstractItemModel::dataChanged);
    QSignalSpy resets(&table, &QAbstractItemModel::modelReset);
    QList<ProviderModel> models = some();
    models[2].own = true;
    models[2].facts = model({}, 8'192, 1'000'000).facts;
    table.setModels(models);
    QCOMPARE(resets.count(), 0);
    QCOMPARE(changes.count(), 1);
    QVERIFY(kept.isValid());
    QCOMPARE(table.index(2, ProviderModelsModel::Input).data().toString(), u"$1.00"_qs);
    table.setModels(models.mid(1));
    QCOMPARE(resets.count(), 1);
}

void TestProviderModelsModel::manyModelsAreSearchedAndSorted()
{
    constexpr int many = 5000;
    QList<ProviderModel> models;
    for (int number = 0; number < many; ++number)
        models.append(model(u"model-%1"_qs.arg(number), number, number));
    ProviderModelsModel table;
    ProviderModelsFilter filter;
    filter.setSourceModel(&table);
    table.setModels(models);
    filter.sort(ProviderModelsModel::Context, Qt::DescendingOrder);
    QCOMPARE(ids(filter).constFirst(), u"model-4999"_qs);
    filter.setSearch(u"499"_qs);
    QCOMPARE(filter.rowCount(), 15); // 499, n499 for n from 1 to 4, 4990 to 4999
}

QTEST_GUILESS_MAIN(TestProviderModelsModel)
#include "tst_providermodelsmodel.moc"
