// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/modelcatalogue.h"
#include "providers/modelencoding.h"

#include <QTest>

using moa::TokenEncoding;

class TestModelEncoding : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void modelsHaveTheirEncoding_data();
    void modelsHaveTheirEncoding();
    void otherModelsHaveNone_data();
    void otherModelsHaveNone();
    void catalogueFallsBackOnTheModelsName();
    void personsOwnWordWins();
};

void TestModelEncoding::modelsHaveTheirEncoding_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<TokenEncoding>("encoding");
    for (const char *model : {"gpt-4o",
                              "gpt-4o-mini",
                              "gpt-4o-2024-08-06",
                              "chatgpt-4o-latest",
                              "gpt-4.1",
                              "gpt-4.1-nano",
                              "gpt-4.5-preview",
                              "gpt-5",
                              "gpt-5-mini",
                              "gpt-5.1",
                              "gpt-5.1-codex",
                              "o1",
                              "o1-mini",
                              "o3",
                              "o3-pro-2025-06-10",
                              "o4-mini",
                              "gpt-oss-120b",
                              "gpt-oss:20b",
                              "openai/gpt-4o",
                              "openai/o3-mini",
                              "openai/gpt-4o-mini:free",
                              "azure/gpt-4o",
                              "openrouter/openai/gpt-5",
                              "accounts/fireworks/models/gpt-oss-20b",
                              "unsloth/gpt-oss-20b",
                              "ft:gpt-4o-mini-2024-07-18:somebody::abc",
                              "GPT-4o"})
        QTest::newRow(model) << QString::fromLatin1(model) << TokenEncoding::O200k;
    for (const char *model :
         {"gpt-4", "gpt-4-0613", "gpt-4-32k", "gpt-4-turbo", "gpt-4-turbo-2024-04-09",
          "gpt-4-1106-preview", "gpt-3.5-turbo", "gpt-3.5-turbo-0125", "gpt-35-turbo",
          "openai/gpt-4", "openai/gpt-4-turbo", "openai/gpt-3.5-turbo", "ft:gpt-3.5-turbo:x::y",
          "text-embedding-3-small", "text-embedding-3-large", "text-embedding-ada-002"})
        QTest::newRow(model) << QString::fromLatin1(model) << TokenEncoding::Cl100k;
}

void TestModelEncoding::modelsHaveTheirEncoding()
{
    QFETCH(QString, model);
    QFETCH(TokenEncoding, encoding);
    QCOMPARE(moa::encodingOf(model), std::optional(encoding));
}

void TestModelEncoding::otherModelsHaveNone_data()
{
    QTest::addColumn<QString>("model");
    for (const char *model : {"claude-sonnet-4",
                              "gemini-2.5-pro",
                              "Qwen/Qwen1.5-72B-Chat",
                              "llama3.1:8b",
                              "gpt-3",
                              "gpt2",
                              "gpt-40",
                              "gpt-4all",
                              "gpt-4.7",
                              "gpt-50",
                              "o10",
                              "o1x",
                              "olmo",
                              "davinci-002",
                              "somebody/o1",
                              "somebody/gpt-4o",
                              "openai/",
                              "/",
                              "ft:",
                              "text-embedding-004"})
        QTest::newRow(model) << QString::fromLatin1(model);
    QTest::newRow("nothing") << QString();
}

void TestModelEncoding::otherModelsHaveNone()
{
    QFETCH(QString, model);
    QVERIFY(!moa::encodingOf(model));
}

void TestModelEncoding::catalogueFallsBackOnTheModelsName()
{
    const moa::ModelCatalogue catalogue;
    const moa::Provider provider;
    QCOMPARE(catalogue.facts(provider, u"openai/gpt-4o"_qs).encoding,
             std::optional(TokenEncoding::O200k));
    QCOMPARE(catalogue.facts(provider, u"gpt-4-turbo"_qs).encoding,
             std::optional(TokenEncoding::Cl100k));
    QVERIFY(!catalogue.facts(provider, u"claude-sonnet-4"_qs).encoding);
}

void TestModelEncoding::personsOwnWordWins()
{
    moa::Provider provider;
    moa::ModelOverride own;
    own.model = u"gpt-4o"_qs;
    own.encoding = TokenEncoding::Cl100k;
    provider.models = {own};
    QCOMPARE(moa::ModelCatalogue().facts(provider, u"gpt-4o"_qs).encoding,
             std::optional(TokenEncoding::Cl100k));
}

QTEST_GUILESS_MAIN(TestModelEncoding)
#include "tst_modelencoding.moc"
