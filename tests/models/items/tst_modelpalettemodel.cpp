// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/modelpalettemodel.h"
#include "items/wordsfilter.h"

#include <memory>
#include <QAbstractItemModelTester>
#include <QMimeData>
#include <QTest>

using namespace moa;

namespace {

QList<PaletteEntry> entries()
{
    const ProviderId together(u"together"_qs);
    const ProviderId sandbox(u"sandbox"_qs);
    return {{together, u"Together AI"_qs, u"Qwen/Qwen1.5-72B-Chat"_qs, {}, u"32 k context"_qs},
            {sandbox, {}, u"echo"_qs, u"Echo"_qs, {}},
            {together, u"Together AI"_qs, u"databricks/dbrx-instruct"_qs, u"DBRX"_qs, {}}};
}

QStringList visible(const QAbstractItemModel &model)
{
    QStringList names;
    for (int row = 0; row < model.rowCount(); ++row) {
        const QModelIndex provider = model.index(row, 0);
        names.append(provider.data().toString());
        for (int child = 0; child < model.rowCount(provider); ++child)
            names.append(u'-' + model.index(child, 0, provider).data().toString());
    }
    return names;
}

} // namespace

class TestModelPaletteModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void groupsModelsByProviderInTheOrderGiven();
    void emptyAndRefilledModelIsConsistent();
    void onlyModelsCanBeDragged();
    void aDragCarriesTheModel();
    void malformedDragsAreNoModel_data();
    void malformedDragsAreNoModel();
    void searchFindsEveryWordAnywhere_data();
    void searchFindsEveryWordAnywhere();
};

void TestModelPaletteModel::groupsModelsByProviderInTheOrderGiven()
{
    ModelPaletteModel model;
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.setEntries(entries());
    QCOMPARE(visible(model),
             (QStringList{u"Together AI"_qs, u"-Qwen1.5-72B-Chat"_qs, u"-DBRX"_qs, u"sandbox"_qs,
                          u"-Echo"_qs}));
}

void TestModelPaletteModel::emptyAndRefilledModelIsConsistent()
{
    ModelPaletteModel model;
    WordsFilter filter(ModelPaletteModel::SearchRole);
    filter.setSourceModel(&model);
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::Fatal);
    const QAbstractItemModelTester filterTester(
        &filter, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.setEntries(entries());
    filter.setSearch(u"dbrx"_qs);
    model.setEntries({});
    QCOMPARE(filter.rowCount(), 0);
    model.setEntries(entries());
    QCOMPARE(visible(filter), (QStringList{u"Together AI"_qs, u"-DBRX"_qs}));
}

void TestModelPaletteModel::onlyModelsCanBeDragged()
{
    ModelPaletteModel model;
    model.setEntries(entries());
    const QModelIndex provider = model.index(0, 0);
    QVERIFY(!(provider.flags() & Qt::ItemIsDragEnabled));
    QVERIFY(model.index(0, 0, provider).flags() & Qt::ItemIsDragEnabled);
    const std::unique_ptr<QMimeData> nothing(model.mimeData({provider}));
    QVERIFY(!nothing);
}

void TestModelPaletteModel::aDragCarriesTheModel()
{
    ModelPaletteModel model;
    model.setEntries(entries());
    const QModelIndex index = model.index(1, 0, model.index(0, 0));
    const std::unique_ptr<QMimeData> mime(model.mimeData({index}));
    QVERIFY(mime);
    const std::optional<ModelRef> decoded =
        decodeModel(mime->data(QString::fromLatin1(modelMimeType)));
    QVERIFY(decoded);
    QCOMPARE(*decoded,
             (ModelRef{ProviderId(u"together"_qs), u"databricks/dbrx-instruct"_qs, u"DBRX"_qs}));
    QCOMPARE(*decoded, index.data(ModelPaletteModel::ModelRole).value<ModelRef>());
}

void TestModelPaletteModel::malformedDragsAreNoModel_data()
{
    QTest::addColumn<QByteArray>("data");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("no JSON") << QByteArray("together/qwen");
    QTest::newRow("an array") << QByteArray("[1]");
    QTest::newRow("no model") << QByteArray(R"({"provider": "together"})");
    QTest::newRow("no provider") << QByteArray(R"({"model": "qwen"})");
    QTest::newRow("wrong types") << QByteArray(R"({"provider": 1, "model": {}})");
}

void TestModelPaletteModel::malformedDragsAreNoModel()
{
    QFETCH(QByteArray, data);
    QVERIFY(!decodeModel(data));
}

void TestModelPaletteModel::searchFindsEveryWordAnywhere_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("expected");
    const QStringList qwen{u"Together AI"_qs, u"-Qwen1.5-72B-Chat"_qs};
    QTest::newRow("name") << u"qwen"_qs << qwen;
    QTest::newRow("id") << u"databricks/"_qs << QStringList{u"Together AI"_qs, u"-DBRX"_qs};
    QTest::newRow("description") << u"context"_qs << qwen;
    QTest::newRow("two words") << u"  72B  together "_qs << qwen;
    QTest::newRow("provider") << u"sandbox"_qs << QStringList{u"sandbox"_qs, u"-Echo"_qs};
    QTest::newRow("nothing") << u"qwen sandbox"_qs << QStringList();
}

void TestModelPaletteModel::searchFindsEveryWordAnywhere()
{
    QFETCH(QString, text);
    QFETCH(QStringList, expected);
    ModelPaletteModel model;
    WordsFilter filter(ModelPaletteModel::SearchRole);
    filter.setSourceModel(&model);
    model.setEntries(entries());
    filter.setSearch(text);
    QCOMPARE(visible(filter), expected);
    filter.setSearch({});
    QCOMPARE(visible(filter), visible(model));
}

QTEST_GUILESS_MAIN(TestModelPaletteModel)
#include "tst_modelpalettemodel.moc"
