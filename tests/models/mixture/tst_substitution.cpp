// SPDX-License-Identifier: GPL-3.0-or-later
#include "mixture/substitution.h"
#include "providers/providersfile.h"
#include "support/notation.h"

#include <QFile>
#include <QTest>

using namespace moa;
using namespace Qt::StringLiterals;

namespace {

ListedModel listed(const QString &id)
{
    ListedModel model;
    model.id = id;
    return model;
}

Provider providerOf(const QString &id, bool needsAKey = true)
{
    Provider provider;
    provider.id = ProviderId(id);
    provider.baseUrl = QUrl(u"https://%1.example/v1"_s.arg(id));
    if (needsAKey)
        provider.keyVariables = {id.toUpper() + u"_API_KEY"_s};
    return provider;
}

Mixture asking(const QList<std::pair<QString, QString>> &models)
{
    Mixture mixture = notation::mixture(u"a"_s);
    const Agent agent = mixture.layers.first().agents.first();
    mixture.layers.first().agents.clear();
    for (const auto &[provider, model] : models) {
        Agent added = agent;
        added.id = AgentId(u"a%1"_s.arg(mixture.layers.first().agents.size()));
        added.provider = ProviderId(provider);
        added.model = model;
        mixture.layers.first().agents.append(added);
    }
    return mixture;
}

} // namespace

class TestSubstitution : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void obstaclesAreTold_data();
    void obstaclesAreTold();
    void eachModelIsToldOnce();
    void hostsAndExtraFieldsAreTold();
    void theSameModelElsewhereComesFirst();
    void theFamilyComesNext();
    void providersWithoutAKeyAreNotProposed();
    void whatTheMixtureCanAskIsProposedLast();
    void someOfEachProviderAreProposedWithoutAFamily();
    void aSubstituteTakesThePlaceOfAll();
    void aKeyOfAnotherOriginIsNoKey();
    void sameModels_data();
    void sameModels();

private:
    [[nodiscard]] ModelUse onlyUse(const QString &provider, const QString &model) const
    {
        return modelUses(asking({{provider, model}}), m_means).value(0);
    }
    void give(const QString &provider)
    {
        m_means.keys.insert(ProviderId(provider),
                            ApiKey("secret", originOf(providerOf(provider).baseUrl)));
    }

    RunningMeans m_means;
};

void TestSubstitution::init()
{
    m_means = {};
    m_means.providers = {providerOf(u"with"_s), providerOf(u"other"_s), providerOf(u"without"_s)};
    give(u"with"_s);
    give(u"other"_s);
    m_means.models.setListing(ProviderId(u"with"_s),
                              {listed(u"Qwen/Qwen1.5-72B-Chat"_s),
                               listed(u"Qwen/Qwen1.5-110B-Chat"_s),
                               listed(u"meta-llama/Llama-3-70b-chat-hf"_s)});
    m_means.models.setListing(
        ProviderId(u"other"_s),
        {listed(u"qwen1.5-72b"_s), listed(u"gpt-4o"_s), listed(u"llama-v3p1-405b-instruct"_s)});
    m_means.models.setListing(ProviderId(u"without"_s), {listed(u"Qwen/Qwen1.5-72B-Chat"_s)});
}

void TestSubstitution::obstaclesAreTold_data()
{
    QTest::addColumn<QString>("provider");
    QTest::addColumn<QString>("model");
    QTest::addColumn<int>("obstacle");
    const auto row = [](const char *name, const QString &provider, const QString &model,
                        Obstacle obstacle) {
        QTest::newRow(name) << provider << model << static_cast<int>(obstacle);
    };
    row("none", u"with"_s, u"Qwen/Qwen1.5-72B-Chat"_s, Obstacle::None);
    row("none, in other letters", u"with"_s, u"qwen/qwen1.5-72b-chat"_s, Obstacle::None);
    row("unknown provider", u"acme"_s, u"Qwen/Qwen1.5-72B-Chat"_s, Obstacle::UnknownProvider);
    row("no key", u"without"_s, u"Qwen/Qwen1.5-72B-Chat"_s, Obstacle::NoKey);
    row("unknown model", u"with"_s, u"Qwen/Qwen9-1B"_s, Obstacle::UnknownModel);
}

void TestSubstitution::obstaclesAreTold()
{
    QFETCH(QString, provider);
    QFETCH(QString, model);
    QFETCH(int, obstacle);
    const ModelUse use = onlyUse(provider, model);
    QCOMPARE(static_cast<int>(use.obstacle), obstacle);
    QCOMPARE(use.substitutes.isEmpty(), use.obstacle == Obstacle::None);
}

void TestSubstitution::eachModelIsToldOnce()
{
    const QList<ModelUse> uses = modelUses(
        asking({{u"with"_s, u"m"_s}, {u"other"_s, u"m"_s}, {u"with"_s, u"m"_s}}), m_means);
    QCOMPARE(uses.size(), 2);
    QCOMPARE(uses.at(0).agents, notation::ids(u"a0 a2"_s));
    QCOMPARE(uses.at(1).agents, notation::ids(u"a1"_s));
}

void TestSubstitution::hostsAndExtraFieldsAreTold()
{
    Provider local = providerOf(u"local"_s, false);
    local.baseUrl = QUrl(u"http://127.0.0.1:11434"_s);
    m_means.providers.append(local);
    Mixture mixture = asking({{u"with"_s, u"m"_s}, {u"local"_s, u"m"_s}, {u"acme"_s, u"m"_s}});
    mixture.defaults.extra = {{u"plugins"_s, "[]"}};
    mixture.layers[0].agents[1].settings.extra = {{u"tools"_s, "[]"}};
    const QList<ModelUse> uses = modelUses(mixture, m_means);
    QCOMPARE(uses.at(0).host, u"with.example"_s);
    QVERIFY(!uses.at(0).isLocal);
    QCOMPARE(uses.at(0).extraFields, QStringList{u"plugins"_s});
    QVERIFY(uses.at(1).isLocal);
    QCOMPARE(uses.at(1).obstacle, Obstacle::None);
    QCOMPARE(uses.at(1).extraFields, (QStringList{u"plugins"_s, u"tools"_s}));
    QVERIFY(uses.at(2).host.isEmpty());
}

void TestSubstitution::theSameModelElsewhereComesFirst()
{
    const ModelUse use = onlyUse(u"without"_s, u"Qwen/Qwen1.5-72B-Chat"_s);
    QVERIFY(use.substitutes.size() >= 2);
    QCOMPARE(use.substitutes.at(0),
             (Substitute{ProviderId(u"with"_s), u"Qwen/Qwen1.5-72B-Chat"_s, Kinship::SameModel}));
    QCOMPARE(use.substitutes.at(1),
             (Substitute{ProviderId(u"other"_s), u"qwen1.5-72b"_s, Kinship::SameModel}));
}

void TestSubstitution::theFamilyComesNext()
{
    const ModelUse use = onlyUse(u"acme"_s, u"Llama-3.1-405B-Instruct-Turbo"_s);
    QCOMPARE(use.substitutes.at(0).kinship, Kinship::SameModel);
    QCOMPARE(use.substitutes.at(0).model, u"llama-v3p1-405b-instruct"_s);
    QCOMPARE(use.substitutes.at(1).kinship, Kinship::SameFamily);
    QCOMPARE(use.substitutes.at(1).model, u"meta-llama/Llama-3-70b-chat-hf"_s);
}

void TestSubstitution::providersWithoutAKeyAreNotProposed()
{
    for (const QString &model : {u"Qwen/Qwen1.5-72B-Chat"_s, u"x"_s}) {
        for (const Substitute &substitute : onlyUse(u"acme"_s, model).substitutes)
            QVERIFY(substitute.provider != ProviderId(u"without"_s));
    }
}

void TestSubstitution::whatTheMixtureCanAskIsProposedLast()
{
    Provider sandbox = providerOf(u"sandbox"_s, false);
    sandbox.baseUrl = QUrl(u"http://127.0.0.1/v1"_s);
    m_means.providers.append(sandbox);
    const QList<ModelUse> uses =
        modelUses(asking({{u"acme"_s, u"unheard-of"_s}, {u"other"_s, u"gpt-4o"_s}}), m_means);
    const QList<Substitute> &substitutes = uses.at(0).substitutes;
    QCOMPARE(substitutes.at(0), (Substitute{ProviderId(u"other"_s), u"gpt-4o"_s, Kinship::Other}));
    QCOMPARE(substitutes.constLast().provider, ProviderId(u"sandbox"_s));
    QVERIFY(uses.at(1).substitutes.isEmpty());
}

void TestSubstitution::someOfEachProviderAreProposedWithoutAFamily()
{
    const QList<Substitute> substitutes = onlyUse(u"acme"_s, u"unheard-of"_s).substitutes;
    const QList<Substitute> expected{
        {ProviderId(u"with"_s), u"Qwen/Qwen1.5-72B-Chat"_s, Kinship::Other},
        {ProviderId(u"with"_s), u"Qwen/Qwen1.5-110B-Chat"_s, Kinship::Other},
        {ProviderId(u"other"_s), u"qwen1.5-72b"_s, Kinship::Other},
        {ProviderId(u"other"_s), u"gpt-4o"_s, Kinship::Other}};
    QCOMPARE(substitutes, expected);
}

void TestSubstitution::aSubstituteTakesThePlaceOfAll()
{
    const Mixture mixture = asking({{u"acme"_s, u"m"_s}, {u"with"_s, u"m"_s}, {u"acme"_s, u"m"_s}});
    const ModelUse use = modelUses(mixture, m_means).constFirst();
    const Mixture after =
        substituted(mixture, use, {ProviderId(u"other"_s), u"gpt-4o"_s, Kinship::Other});
    const AgentList &agents = after.layers.constFirst().agents;
    QCOMPARE(agents.at(0).provider, ProviderId(u"other"_s));
    QCOMPARE(agents.at(0).model, u"gpt-4o"_s);
    QCOMPARE(agents.at(1).provider, ProviderId(u"with"_s));
    QCOMPARE(agents.at(2).model, u"gpt-4o"_s);
    QCOMPARE(agents.at(0).id, mixture.layers.constFirst().agents.at(0).id);
}

void TestSubstitution::aKeyOfAnotherOriginIsNoKey()
{
    m_means.keys.insert(ProviderId(u"without"_s), ApiKey("secret", u"https://else.example:443"_s));
    QCOMPARE(onlyUse(u"without"_s, u"Qwen/Qwen1.5-72B-Chat"_s).obstacle, Obstacle::NoKey);
}

void TestSubstitution::sameModels_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<QString>("other");
    QTest::addColumn<bool>("same");
    const auto row = [](const char *name, const QString &model, const QString &other, bool same) {
        QTest::newRow(name) << model << other << same;
    };
    row("makers", u"Qwen/Qwen1.5-72B-Chat"_s, u"qwen1.5:72b"_s, true);
    row("Fireworks", u"accounts/fireworks/models/llama-v3p1-405b-instruct"_s,
        u"meta-llama/Meta-Llama-3.1-405B-Instruct-Turbo"_s, true);
    row("dates", u"gpt-4o-2024-08-06"_s, u"openai/gpt-4o"_s, true);
    row("short dates", u"mistral-large-2512"_s, u"mistral-large-latest"_s, true);
    row("sizes", u"llama-3-70b"_s, u"llama-3-8b"_s, false);
    row("versions", u"Qwen1.5-72B"_s, u"Qwen2-72B"_s, false);
    row("mini", u"gpt-4o"_s, u"gpt-4o-mini"_s, false);
    row("empty", QString(), QString(), false);
}

void TestSubstitution::sameModels()
{
    QFETCH(QString, model);
    QFETCH(QString, other);
    QFETCH(bool, same);
    QCOMPARE(isSameModel(model, other), same);
    QCOMPARE(isSameModel(other, model), same);
}

QTEST_GUILESS_MAIN(TestSubstitution)
#include "tst_substitution.moc"
