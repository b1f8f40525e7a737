// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/modelsearchmodel.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace moa;

namespace {

const ProviderId together(u"together"_qs);
const ProviderId router(u"openrouter"_qs);
const ProviderId sandbox(u"sandbox"_qs);

PaletteEntry entry(const ProviderId &provider, const QString &providerName, const QString &model,
                   const QString &name = {}, const QString &description = u"unpriced"_qs)
{
    return {provider, providerName, model, name, description};
}

QList<PaletteEntry> entries()
{
    const QString sand = u"Sandbox"_qs;
    const QString first = u"Together AI"_qs;
    const QString second = u"OpenRouter"_qs;
    return {entry(sandbox, sand, u"sandbox-brief"_qs, u"Sandbox Brief"_qs, {}),
            entry(together, first, u"Qwen/Qwen1.5-72B-Chat"_qs, {},
                  u"32 k context, $0.90 in, $0.90 out per million tokens"_qs),
            entry(together, first, u"Qwen/Qwen1.5-110B-Chat"_qs),
            entry(together, first, u"meta-llama/Llama-3-70b-chat-hf"_qs),
            entry(together, first, u"databricks/dbrx-instruct"_qs),
            entry(router, second, u"openai/gpt-4o"_qs),
            entry(router, second, u"openai/gpt-4o-mini"_qs),
            entry(router, second, u"anthropic/claude-3.5-sonnet"_qs),
            entry(router, second, u"google/palm-text-4"_qs),
            entry(router, second, u"baidu/文心一言-4"_qs),
            entry(router, second, u"upstage/솔라-프로"_qs),
            entry(router, second, u"rinna/ねこ-Café"_qs)};
}

/// What is shown for @p search, without what was merely typed.
QStringList shown(ModelSearchModel &model, const QString &search)
{
    model.setSearch(search);
    QStringList titles;
    for (int row = 0; row < model.listed(); ++row)
        titles.append(model.index(row, 0).data().toString());
    return titles;
}

QStringList typed(ModelSearchModel &model, const QString &search)
{
    model.setSearch(search);
    QStringList titles;
    for (auto row = static_cast<int>(model.listed()); row < model.rowCount(); ++row)
        titles.append(model.index(row, 0).data().toString());
    return titles;
}

/// The first title, with what was matched in brackets.
QString marked(const QModelIndex &index)
{
    QString title = index.data().toString();
    const auto ranges = index.data(ModelSearchModel::TitleMarksRole).value<QList<TextRange>>();
    for (auto range = ranges.crbegin(); range != ranges.crend(); ++range) {
        title.insert(range->end(), u']');
        title.insert(range->start, u'[');
    }
    return title;
}

RecentModels recent(std::initializer_list<ModelRef> latestFirst)
{
    RecentModels models;
    for (auto model = std::rbegin(latestFirst); model != std::rend(latestFirst); ++model)
        models.add(*model);
    return models;
}

} // namespace

class TestModelSearch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void theBestMatchComesFirst_data();
    void theBestMatchComesFirst();
    void whatDoesNotMatchIsNotShown_data();
    void whatDoesNotMatchIsNotShown();
    void marksShowWhatMatched_data();
    void marksShowWhatMatched();
    void theProviderIsMarkedToo();
    void recentOnesComeFirstWithoutASearch();
    void recentOnesWinAmongEquals();
    void typedOnesThatWereUsedAreRemembered();
    void whatNoListHasMayBeUsed_data();
    void whatNoListHasMayBeUsed();
    void unknownPricesSaySo();
    void rowsCarryTheModel();
    void thousandsAreRanked_data();
    void thousandsAreRanked();

private:
    std::unique_ptr<ModelSearchModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void TestModelSearch::init()
{
    m_tester.reset();
    m_model = std::make_unique<ModelSearchModel>();
    m_tester = std::make_unique<QAbstractItemModelTester>(
        m_model.get(), QAbstractItemModelTester::FailureReportingMode::Fatal);
    m_model->setEntries(entries());
}

void TestModelSearch::theBestMatchComesFirst_data()
{
    QTest::addColumn<QString>("search");
    QTest::addColumn<QString>("best");
    QTest::newRow("start of a name") << u"qwen"_qs << u"Qwen/Qwen1.5-72B-Chat"_qs;
    QTest::newRow("words in any order") << u"chat 110 qwen"_qs << u"Qwen/Qwen1.5-110B-Chat"_qs;
    QTest::newRow("letter by letter") << u"qw110"_qs << u"Qwen/Qwen1.5-110B-Chat"_qs;
    QTest::newRow("letters of one word") << u"clde"_qs << u"anthropic/claude-3.5-sonnet"_qs;
    QTest::newRow("without its signs") << u"gpt4o"_qs << u"openai/gpt-4o"_qs;
    QTest::newRow("start before letters") << u"gpt-4"_qs << u"openai/gpt-4o"_qs;
    QTest::newRow("the whole before its start") << u"gpt-4o"_qs << u"openai/gpt-4o"_qs;
    QTest::newRow("start of an id") << u"openai/gpt-4o-m"_qs << u"openai/gpt-4o-mini"_qs;
    QTest::newRow("capitals don't matter") << u"DBRX"_qs << u"databricks/dbrx-instruct"_qs;
    QTest::newRow("a name of its own") << u"brief"_qs << u"Sandbox Brief  sandbox-brief"_qs;
    QTest::newRow("name across words") << u"sandbox b"_qs << u"Sandbox Brief  sandbox-brief"_qs;
    QTest::newRow("with the provider")
        << u"together llama"_qs << u"meta-llama/Llama-3-70b-chat-hf"_qs;
    QTest::newRow("at the provider") << u"openr: mini"_qs << u"openai/gpt-4o-mini"_qs;
    QTest::newRow("Chinese") << u"一言"_qs << u"baidu/文心一言-4"_qs;
    QTest::newRow("Chinese, some characters") << u"文言"_qs << u"baidu/文心一言-4"_qs;
    QTest::newRow("Korean") << u"프로"_qs << u"upstage/솔라-프로"_qs;
    QTest::newRow("Korean, as some systems type it")
        << u"프로"_qs.normalized(QString::NormalizationForm_D) << u"upstage/솔라-프로"_qs;
    QTest::newRow("Japanese") << u"ねこ"_qs << u"rinna/ねこ-Café"_qs;
    QTest::newRow("without accents") << u"cafe"_qs << u"rinna/ねこ-Café"_qs;
    QTest::newRow("full width") << u"ＧＰＴ－４ｏ"_qs << u"openai/gpt-4o"_qs;
}

void TestModelSearch::theBestMatchComesFirst()
{
    QFETCH(QString, search);
    const QStringList titles = shown(*m_model, search);
    QVERIFY(!titles.isEmpty());
    QTEST(titles.constFirst(), "best");
}

void TestModelSearch::whatDoesNotMatchIsNotShown_data()
{
    QTest::addColumn<QString>("search");
    QTest::addColumn<QStringList>("expected");
    QTest::newRow("nothing") << u"zebra"_qs << QStringList();
    QTest::newRow("one word of two") << u"qwen zebra"_qs << QStringList();
    QTest::newRow("letters out of the middle of words") << u"onet"_qs << QStringList();
    QTest::newRow("another provider's") << u"sandbox: gpt"_qs << QStringList();
    QTest::newRow("all of a provider")
        << u"sandbox:"_qs << QStringList{u"Sandbox Brief  sandbox-brief"_qs};
    QTest::newRow("one Hangul block is no other") << u"폴라"_qs << QStringList();
}

void TestModelSearch::whatDoesNotMatchIsNotShown()
{
    QFETCH(QString, search);
    QTEST(shown(*m_model, search), "expected");
}

void TestModelSearch::marksShowWhatMatched_data()
{
    QTest::addColumn<QString>("search");
    QTest::addColumn<QString>("expected");
    QTest::newRow("nothing searched") << u""_qs << u"Sandbox Brief  sandbox-brief"_qs;
    QTest::newRow("one piece, in the name") << u"qwen1"_qs << u"Qwen/[Qwen1].5-72B-Chat"_qs;
    QTest::newRow("two words") << u"chat 110"_qs << u"Qwen/Qwen1.5-[110]B-[Chat]"_qs;
    QTest::newRow("letter by letter") << u"qw110"_qs << u"Qwen/[Qw]en1.5-[110]B-Chat"_qs;
    QTest::newRow("words that overlap") << u"gpt pt-4o-m"_qs << u"openai/[gpt-4o-m]ini"_qs;
    QTest::newRow("Chinese") << u"文言"_qs << u"baidu/[文]心一[言]-4"_qs;
}

void TestModelSearch::marksShowWhatMatched()
{
    QFETCH(QString, search);
    m_model->setSearch(search);
    QTEST(marked(m_model->index(0, 0)), "expected");
}

void TestModelSearch::theProviderIsMarkedToo()
{
    m_model->setSearch(u"ai llama"_qs);
    const QModelIndex first = m_model->index(0, 0);
    QCOMPARE(first.data(ModelSearchModel::ProviderRole).toString(), u"Together AI"_qs);
    QCOMPARE(first.data(ModelSearchModel::DetailMarksRole).value<QList<TextRange>>(),
             (QList<TextRange>{{9, 2}}));
}

void TestModelSearch::recentOnesComeFirstWithoutASearch()
{
    const QStringList before = shown(*m_model, {});
    QCOMPARE(before.size(), entries().size());
    m_model->setRecent(recent({{router, u"openai/gpt-4o"_qs, {}},
                               {together, u"databricks/dbrx-instruct"_qs, {}},
                               {ProviderId(u"gone"_qs), u"lost"_qs, {}}}));
    QStringList expected = before;
    expected.removeAll(u"openai/gpt-4o"_qs);
    expected.removeAll(u"databricks/dbrx-instruct"_qs);
    QCOMPARE(shown(*m_model, {}),
             QStringList({u"openai/gpt-4o"_qs, u"databricks/dbrx-instruct"_qs}) + expected);
    QVERIFY(m_model->index(1, 0).data(ModelSearchModel::RecentRole).toBool());
    QVERIFY(!m_model->index(2, 0).data(ModelSearchModel::RecentRole).toBool());
}

void TestModelSearch::recentOnesWinAmongEquals()
{
    m_model->setRecent(recent({{together, u"Qwen/Qwen1.5-110B-Chat"_qs, {}}}));
    QCOMPARE(shown(*m_model, u"qwen"_qs).constFirst(), u"Qwen/Qwen1.5-110B-Chat"_qs);
    // A use is no reason to put what merely has the letters before what has the name.
    m_model->setRecent(recent({{router, u"openai/gpt-4o-mini"_qs, {}}}));
    QCOMPARE(shown(*m_model, u"gpt-4o"_qs).constFirst(), u"openai/gpt-4o"_qs);
}

void TestModelSearch::typedOnesThatWereUsedAreRemembered()
{
    m_model->setRecent(recent({{together, u"new/unlisted-7b"_qs, u"unlisted-7b"_qs}}));
    QCOMPARE(shown(*m_model, {}).constFirst(), u"new/unlisted-7b"_qs);
    QCOMPARE(shown(*m_model, u"unlisted"_qs), QStringList{u"new/unlisted-7b"_qs});
}

void TestModelSearch::whatNoListHasMayBeUsed_data()
{
    QTest::addColumn<QString>("search");
    QTest::addColumn<QStringList>("expected");
    QTest::newRow("at the provider of the best match")
        << u"gpt-4o-m"_qs << QStringList{u"Use “gpt-4o-m” at OpenRouter"_qs};
    QTest::newRow("with no match at any, where most models are first")
        << u"foo/bar"_qs
        << QStringList{u"Use “foo/bar” at OpenRouter"_qs, u"Use “foo/bar” at Together AI"_qs,
                       u"Use “foo/bar” at Sandbox"_qs};
    QTest::newRow("at the provider that is named")
        << u"together: foo/bar"_qs << QStringList{u"Use “foo/bar” at Together AI"_qs};
    QTest::newRow("named in full, without a space")
        << u"together:foo/bar:free"_qs << QStringList{u"Use “foo/bar:free” at Together AI"_qs};
    QTest::newRow("a colon of its own")
        << u"to:8b"_qs
        << QStringList{u"Use “to:8b” at OpenRouter"_qs, u"Use “to:8b” at Together AI"_qs,
                       u"Use “to:8b” at Sandbox"_qs};
    QTest::newRow("listed") << u"openai/gpt-4o"_qs << QStringList();
    QTest::newRow("words") << u"foo bar"_qs << QStringList();
    QTest::newRow("too short") << u"z"_qs << QStringList();
    QTest::newRow("nothing") << u" "_qs << QStringList();
}

void TestModelSearch::whatNoListHasMayBeUsed()
{
    QFETCH(QString, search);
    QTEST(typed(*m_model, search), "expected");
}

void TestModelSearch::unknownPricesSaySo()
{
    m_model->setSearch({});
    QCOMPARE(m_model->index(0, 0).data(ModelSearchModel::DetailRole).toString(),
             u"Sandbox · unpriced"_qs);
    QCOMPARE(m_model->index(1, 0).data(ModelSearchModel::DetailRole).toString(),
             u"Together AI · 32 k context, $0.90 in, $0.90 out per million tokens"_qs);
}

void TestModelSearch::rowsCarryTheModel()
{
    const auto model = [this](const QString &search) {
        m_model->setSearch(search);
        return m_model->index(0, 0).data(ModelSearchModel::ModelRole).value<ModelRef>();
    };
    QCOMPARE(model(u"brief"_qs), (ModelRef{sandbox, u"sandbox-brief"_qs, u"Sandbox Brief"_qs}));
    QCOMPARE(model(u"dbrx"_qs),
             (ModelRef{together, u"databricks/dbrx-instruct"_qs, u"dbrx-instruct"_qs}));
    QCOMPARE(model(u"sandbox: foo/bar"_qs), (ModelRef{sandbox, u"foo/bar"_qs, u"bar"_qs}));
}

void TestModelSearch::thousandsAreRanked_data()
{
    QTest::addColumn<QString>("search");
    QTest::addColumn<QString>("best");
    QTest::newRow("one letter") << u"m"_qs << u"maker0/model-0-chat"_qs;
    QTest::newRow("all but one") << u"maker7 4007"_qs << u"maker7/model-4007-chat"_qs;
    QTest::newRow("letter by letter") << u"mo4999ch"_qs << u"maker9/model-4999-chat"_qs;
    QTest::newRow("an id") << u"maker8/model-4998-chat"_qs << u"maker8/model-4998-chat"_qs;
}

void TestModelSearch::thousandsAreRanked()
{
    QFETCH(QString, search);
    QList<PaletteEntry> many;
    for (int number = 0; number < 5000; ++number) {
        many.append(entry(together, u"Together AI"_qs,
                          u"maker%1/model-%2-chat"_qs.arg(number % 10).arg(number)));
    }
    ModelSearchModel model;
    model.setEntries(many);
    QBENCHMARK
    {
        model.setSearch(search);
    }
    QTEST(model.index(0, 0).data().toString(), "best");
}

QTEST_APPLESS_MAIN(TestModelSearch)
#include "tst_modelsearch.moc"
