// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/environment.h"
#include "editors/modelpalette.h"
#include "providers/providersfile.h"
#include "ui/palettecontent.h"

#include <algorithm>
#include <QLineEdit>
#include <QSet>
#include <QTest>
#include <QTreeView>

using namespace moa;
using namespace Qt::StringLiterals;

namespace {

QList<Provider> allProviders()
{
    return QList<Provider>{sandboxProvider(QUrl())} + builtInProviders();
}

QString descriptionOf(const QList<PaletteEntry> &entries, const QString &provider,
                      const QString &model)
{
    for (const PaletteEntry &entry : entries) {
        if (entry.provider.toString() == provider && entry.model == model)
            return entry.description;
    }
    return u"not offered"_s;
}

QModelIndex providerRow(const QTreeView &tree, const QString &name)
{
    for (int row = 0; row < tree.model()->rowCount(); ++row) {
        if (tree.model()->index(row, 0).data().toString() == name)
            return tree.model()->index(row, 0);
    }
    return {};
}

} // namespace

class TestPaletteContent : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale::c());
        m_entries = paletteEntries(allProviders(), bundledCatalogue());
    }

    void modelIsDescribed_data()
    {
        QTest::addColumn<QString>("provider");
        QTest::addColumn<QString>("model");
        QTest::addColumn<QString>("description");
        QTest::newRow("window and price")
            << u"openai"_s << u"gpt-4o"_s
            << u"128 k context, $2.50 in, $10.00 out per million tokens"_s;
        QTest::newRow("millions") << u"openai"_s << u"gpt-6-sol"_s
                                  << u"1.05 M context, $2.00 in, $10.00 out per million tokens"_s;
        QTest::newRow("only of the catalogue")
            << u"openai"_s << u"o3"_s << u"200 k context, $2.00 in, $8.00 out per million tokens"_s;
        QTest::newRow("on its way out, but in no preset")
            << u"mistral"_s << u"devstral-small"_s << u"not offered"_s;
    }

    void modelIsDescribed()
    {
        QFETCH(const QString, provider);
        QFETCH(const QString, model);
        QTEST(descriptionOf(m_entries, provider, model), "description");
    }

    void priceSaysWhereItIsFrom()
    {
        const auto found =
            std::find_if(m_entries.cbegin(), m_entries.cend(),
                         [](const PaletteEntry &entry) { return entry.model == u"gpt-6-sol"; });
        QVERIFY(found != m_entries.cend());
        ModelPalette palette;
        palette.setEntries({*found});
        const QAbstractItemModel &model = *palette.tree()->model();
        QCOMPARE(model.index(0, 0, model.index(0, 0)).data(Qt::ToolTipRole).toString(),
                 u"gpt-6-sol\n1.05 M context, $2.00 in, $10.00 out per million tokens\n"
                 "Price: genai-prices, 23 Sep 2026"_s);
    }

    void modelStandsOnce()
    {
        QSet<QPair<ProviderId, QString>> seen;
        for (const PaletteEntry &entry : m_entries)
            seen.insert({entry.provider, entry.model});
        QCOMPARE(seen.size(), m_entries.size());
        QVERIFY(m_entries.size() > 800);
    }

    void sandboxStandsFirst() { QCOMPARE(m_entries.constFirst().provider, sandboxProviderId()); }

    void ownModelIsOffered()
    {
        Provider own;
        own.id = ProviderId(u"gateway"_s);
        own.name = u"Gateway"_s;
        ModelOverride model;
        model.model = u"house/model"_s;
        own.models = {model};
        const QList<PaletteEntry> entries = paletteEntries({own}, bundledCatalogue());
        QCOMPARE(descriptionOf(entries, u"gateway"_s, u"house/model"_s), u"unpriced"_s);
    }

    void manyModelsAreFoldedUntilSearchedFor()
    {
        ModelPalette palette;
        palette.resize(260, 600);
        palette.show();
        palette.setEntries(m_entries);
        const QTreeView &tree = *palette.tree();
        QVERIFY(tree.isExpanded(providerRow(tree, u"Sandbox"_s)));
        QVERIFY(!tree.isExpanded(providerRow(tree, u"OpenRouter"_s)));

        palette.searchField()->setText(u"qwen3.7-plus"_s);
        const QModelIndex found = providerRow(tree, u"OpenRouter"_s);
        QVERIFY(tree.isExpanded(found));
        QVERIFY(tree.model()->rowCount(found) < 5);

        palette.searchField()->clear();
        QVERIFY(tree.isExpanded(providerRow(tree, u"Sandbox"_s)));
        QVERIFY(!tree.isExpanded(providerRow(tree, u"OpenRouter"_s)));
    }

    void whatThePersonOpenedStaysOpen()
    {
        ModelPalette palette;
        palette.setEntries(m_entries);
        QTreeView &tree = *palette.tree();
        tree.expand(providerRow(tree, u"OpenAI"_s));
        tree.collapse(providerRow(tree, u"Sandbox"_s));
        palette.searchField()->setText(u"gpt"_s);
        palette.searchField()->clear();
        QVERIFY(tree.isExpanded(providerRow(tree, u"OpenAI"_s)));
        QVERIFY(!tree.isExpanded(providerRow(tree, u"Sandbox"_s)));
        palette.setEntries(m_entries);
        QVERIFY(tree.isExpanded(providerRow(tree, u"OpenAI"_s)));
    }

private:
    QList<PaletteEntry> m_entries;
};

QTEST_MAIN(TestPaletteContent)
#include "tst_palettecontent.moc"
