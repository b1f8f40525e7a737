// SPDX-License-Identifier: GPL-3.0-or-later
#include "mixture/bundledpresets.h"
#include "mixture/mixturefile.h"
#include "mixture/validation.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace moa;
using namespace Qt::StringLiterals;

namespace {

const QStringList sixProposers{u"together microsoft/WizardLM-2-8x22B"_s,
                               u"together Qwen/Qwen1.5-110B-Chat"_s,
                               u"together Qwen/Qwen1.5-72B-Chat"_s,
                               u"together meta-llama/Llama-3-70b-chat-hf"_s,
                               u"together mistralai/Mixtral-8x22B-Instruct-v0.1"_s,
                               u"together databricks/dbrx-instruct"_s};

Mixture bundled(const QString &name)
{
    const Result<Mixture> mixture = loadMixture(presetPath(name));
    if (!mixture)
        qFatal("%s: %s", qPrintable(name), qPrintable(mixture.error().message));
    return *mixture;
}

QStringList modelsOf(const Layer &layer)
{
    QStringList models;
    for (const Agent &agent : layer.agents) {
        for (int sample = 0; sample < agent.samples; ++sample)
            models.append(agent.provider.toString() + u' ' + agent.model);
    }
    return models;
}

} // namespace

class tst_BundledPresets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void listHoldsEveryPresetOfTheTree()
    {
        QStringList names;
        for (const BundledPreset &preset : bundledPresets())
            names.append(preset.name + u".moa.json"_s);
        names.sort();
        const QDir dir(QStringLiteral(MOA_SOURCE_DIR "/presets"));
        QCOMPARE(names, dir.entryList({u"*.moa.json"_s}, QDir::Files, QDir::Name));
        QCOMPARE(names.size(), 9);
    }

    void presetIsSound_data()
    {
        QTest::addColumn<QString>("path");
        for (const BundledPreset &preset : bundledPresets())
            QTest::newRow(qPrintable(preset.name)) << preset.path;
    }

    void presetIsSound()
    {
        QFETCH(const QString, path);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray text = file.readAll();
        const Result<Mixture> mixture = readMixture(text);
        QVERIFY2(mixture, qPrintable(mixture ? QString() : mixture.error().message));
        QCOMPARE(writeMixture(*mixture), text);
        for (const Problem &problem : validate(*mixture))
            QFAIL(qPrintable(problem.path + u": "_s + problem.text));
        QVERIFY(!mixture->name.isEmpty());
        QVERIFY(mixture->description.contains(u"arXiv 2406.04692"_s)
                || mixture->description.contains(u"arXiv 2502.00674"_s));
        QVERIFY(!mixture->examplePrompt.isEmpty());
        QVERIFY(mixture->unknown.isEmpty() && mixture->unknownDefaults.isEmpty());
    }

    void layersAreThePapers_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QList<QStringList>>("layers");
        QTest::addColumn<Role>("finalRole");
        const QString qwen110 = u"together Qwen/Qwen1.5-110B-Chat"_s;
        const QString qwen72 = u"together Qwen/Qwen1.5-72B-Chat"_s;
        const QString wizard = u"together microsoft/WizardLM-2-8x22B"_s;
        const auto row = [](const char *name, const QList<QStringList> &layers,
                            Role role = Role::Aggregator) {
            QTest::newRow(name) << QString::fromLatin1(name) << layers << role;
        };
        row("moa", {sixProposers, sixProposers, {qwen110}});
        row("moa-gpt4o", {sixProposers, sixProposers, {u"openai gpt-4o"_s}});
        row("moa-lite", {sixProposers, {qwen72}});
        row("single-proposer", {QStringList(6, qwen110), {qwen110}});
        row("llm-ranker", {sixProposers, {qwen110}}, Role::Ranker);
        row("self-moa", {QStringList(6, wizard), {wizard}});
    }

    void layersAreThePapers()
    {
        QFETCH(const QString, name);
        const Mixture mixture = bundled(name);
        QList<QStringList> layers;
        for (const Layer &layer : mixture.layers)
            layers.append(modelsOf(layer));
        QTEST(layers, "layers");
        QTEST(mixture.finalAgent()->role, "finalRole");
        QCOMPARE(mixture.defaults.temperature, 0.7);
        QCOMPARE(mixture.defaults.maxTokens, 2048);
    }

    void sandboxNeedsOnlyTheSandbox()
    {
        const Mixture mixture = bundled(u"sandbox"_s);
        QCOMPARE(modelsOf(mixture.layers.at(0)),
                 (QStringList{u"sandbox sandbox-brief"_s, u"sandbox sandbox-detailed"_s,
                              u"sandbox sandbox-sceptical"_s, u"sandbox sandbox-code"_s}));
        QCOMPARE(mixture.layers.at(1).agents.size(), 2);
        QCOMPARE(modelsOf(mixture.layers.at(2)), QStringList{u"sandbox sandbox-synthesizer"_s});
        ValidationContext context;
        context.providers = QSet<ProviderId>{ProviderId(u"sandbox"_s)};
        QVERIFY(validate(mixture, context).isEmpty());
    }

    void fileWinsOverABundledName()
    {
        QCOMPARE(presetPath(u"moa-lite"_s), u":/moa/presets/moa-lite.moa.json"_s);
        QCOMPARE(presetPath(u"no-such-preset"_s), u"no-such-preset"_s);

        const QTemporaryDir dir;
        const QString before = QDir::currentPath();
        QVERIFY(QDir::setCurrent(dir.path()));
        QFile file(u"moa-lite"_s);
        QVERIFY(file.open(QIODevice::WriteOnly));
        const QString found = presetPath(u"moa-lite"_s);
        QVERIFY(QDir::setCurrent(before));
        QCOMPARE(found, u"moa-lite"_s);
    }
};

QTEST_GUILESS_MAIN(tst_BundledPresets)
#include "tst_bundledpresets.moc"
