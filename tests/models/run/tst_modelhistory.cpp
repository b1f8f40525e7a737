// SPDX-License-Identifier: GPL-3.0-or-later
#include "estimatefixture.h"
#include "run/modelhistory.h"

#include <cmath>
#include <QTest>

using namespace moa;
using namespace moa::estimatefixture;
using Basis = LengthForecast::Basis;

class TestModelHistory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ratiosAreLearntFromReportedUsage();
    void anOddReportDoesNotSpoilTheRatio();
    void whatFailedOrWasEstimatedTeachesNothing();
    void speedIsLearnt();
    void lengthsGoByWhatTheAnswerIsMadeOf();
    void aLongAnswerOfOneModelAnnouncesThoseOfOthers();
    void aPromptThatWasAnsweredIsKnownClosely();
    void newBehaviourReplacesOld();
    void sizeIsBounded();
    void theFileBringsBackAllOfIt();
    void theFileHoldsNoPrompt();
    void aDamagedFileIsRefused_data();
    void aDamagedFileIsRefused();

private:
    static LengthForecast first(const ModelHistory &history, const QString &model,
                                const QString &text)
    {
        return history.length(provider, model, AnswerKind::First,
                              ModelHistory::promptKey(prompt(text)));
    }
    static ModelHistory trained(int runs, const Behaviour &behaviour = {}, int length = 300)
    {
        ModelHistory history;
        for (int at = 0; at < runs; ++at)
            history.observe(run(mixture(), QStringLiteral("prompt %1, ").arg(at) + words(40),
                                length, behaviour));
        return history;
    }
};

void TestModelHistory::ratiosAreLearntFromReportedUsage()
{
    QVERIFY(!ModelHistory().inputRatio(provider, u"model-a"_qs));
    Behaviour behaviour;
    behaviour.inputRatio = 1.3;
    behaviour.outputRatio = 1.5;
    const ModelHistory history = trained(4, behaviour);
    const double ratio = history.inputRatio(provider, u"model-final"_qs).value();
    QVERIFY2(std::abs(ratio - 1.3) < 0.01, qPrintable(QString::number(ratio)));
    const auto output =
        history.outputRatio(provider, u"model-a"_qs, AnswerKind::First, QString()).value();
    QVERIFY(std::abs(std::exp(output.mean) - 1.5) < 0.02);
    QVERIFY(!history.outputRatio(provider, u"model-a"_qs, AnswerKind::Aggregate, QString()));
    QVERIFY(!history.inputRatio(ProviderId(u"elsewhere"_qs), u"model-a"_qs));
}

void TestModelHistory::anOddReportDoesNotSpoilTheRatio()
{
    ModelHistory history = trained(10);
    Behaviour odd;
    odd.inputRatio = 4.0;
    history.observe(run(mixture(), words(50), 300, odd));
    odd.inputRatio = 400.0;
    history.observe(run(mixture(), words(51), 300, odd));
    const double ratio = history.inputRatio(provider, u"model-a"_qs).value();
    QVERIFY2(ratio < 1.1, qPrintable(QString::number(ratio)));
}

void TestModelHistory::whatFailedOrWasEstimatedTeachesNothing()
{
    RunRecord record = run(mixture(), words(50), 300);
    record.responses[0].state = ResponseState::Failed;
    record.responses[1].usage->source = Usage::Source::Estimated;
    record.mixture.defaults.overflow = Overflow::Shorten;
    record.responses[2].notices = QStringList{u"Shortened."_qs};
    ModelHistory history;
    history.observe(record);
    QVERIFY(!history.inputRatio(provider, u"model-a"_qs));
    QVERIFY(!history.inputRatio(provider, u"model-b"_qs));
    QVERIFY(!history.inputRatio(provider, u"model-final"_qs));
    QCOMPARE(history.firstToken(provider, u"model-a"_qs).weight, 0.0);
    // Its text was there all the same.
    QCOMPARE(first(history, u"model-b"_qs, words(50)).basis, Basis::Prompt);
}

void TestModelHistory::speedIsLearnt()
{
    Behaviour behaviour;
    behaviour.firstTokenMs = 800;
    behaviour.tokensPerSecond = 40.0;
    const ModelHistory history = trained(5, behaviour);
    QVERIFY(std::abs(std::exp(history.firstToken(provider, u"model-a"_qs).mean) - 0.8) < 0.01);
    QVERIFY(std::abs(std::exp(history.speed(provider, u"model-a"_qs).mean) - 40.0) < 1.0);
}

void TestModelHistory::lengthsGoByWhatTheAnswerIsMadeOf()
{
    ModelHistory history;
    for (int at = 0; at < 20; ++at) {
        RunRecord record = run(mixture(), QString::number(at) + words(30), 100);
        record.responses[2].text = words(900);
        record.responses[2].model = u"model-a"_qs;
        history.observe(record);
    }
    const auto usual = [&history](AnswerKind kind) {
        return std::exp(history.length(provider, u"model-a"_qs, kind, QString()).mean);
    };
    QVERIFY(usual(AnswerKind::First) > 80 && usual(AnswerKind::First) < 130);
    QVERIFY(usual(AnswerKind::Aggregate) > 700 && usual(AnswerKind::Aggregate) < 1000);
    QVERIFY(usual(AnswerKind::Pick) < 10);
}

void TestModelHistory::aLongAnswerOfOneModelAnnouncesThoseOfOthers()
{
    ModelHistory history = trained(20, {}, 200);
    const double before = std::exp(first(history, u"model-b"_qs, u"Write a novel."_qs).mean);
    Mixture alone;
    alone.layers = {layer({agent(u"a"_qs)})};
    history.observe(run(alone, u"Write a novel."_qs, 1600));
    const LengthForecast after = first(history, u"model-b"_qs, u"Write a novel."_qs);
    QCOMPARE(after.basis, Basis::Prompt);
    QVERIFY(before < 260);
    QVERIFY2(std::exp(after.mean) > 600, qPrintable(QString::number(std::exp(after.mean))));
    QVERIFY(after.shared < first(history, u"model-b"_qs, u"Something else."_qs).shared);
    QCOMPARE(first(history, u"model-b"_qs, u"Something else."_qs).basis, Basis::Model);
}

void TestModelHistory::aPromptThatWasAnsweredIsKnownClosely()
{
    ModelHistory history = trained(3);
    history.observe(run(mixture(), u"Why?"_qs, 1200));
    const LengthForecast known = first(history, u"model-a"_qs, u"Why?"_qs);
    QVERIFY(std::abs(std::exp(known.mean) - 1200) < 20);
    QCOMPARE(known.shared, 0.0);
    const LengthForecast other = first(history, u"model-a"_qs, u"Why not?"_qs);
    QVERIFY(known.own + known.sample < 0.3 * (other.shared + other.own + other.sample));
    QCOMPARE(first(history, u"unheard-of"_qs, u"Why not?"_qs).basis, Basis::Prior);
}

void TestModelHistory::newBehaviourReplacesOld()
{
    ModelHistory history = trained(200);
    Behaviour changed;
    changed.tokensPerSecond = 500.0;
    for (int at = 0; at < 200; ++at)
        history.observe(run(mixture(), QString::number(at), 300, changed));
    QVERIFY(std::exp(history.speed(provider, u"model-a"_qs).mean) > 300.0);
}

void TestModelHistory::sizeIsBounded()
{
    ModelHistory history;
    for (int at = 0; at < ModelHistory::mostModels + 200; ++at) {
        Mixture alone;
        alone.layers = {layer({agent(QString::number(at))})};
        history.observe(run(alone, QString::number(at), 20));
    }
    QVERIFY(!history.inputRatio(provider, u"model-0"_qs));
    QCOMPARE(history.speed(provider, u"model-0"_qs).weight, 0.0);
    QVERIFY(history.speed(provider, u"model-650"_qs).weight > 0.0);
    QCOMPARE(first(history, u"model-0"_qs, u"0"_qs).basis, Basis::Prior);
    QCOMPARE(first(history, u"model-650"_qs, u"650"_qs).basis, Basis::Prompt);
    QVERIFY(history.write().size() < 1024 * 1024);
}

void TestModelHistory::theFileBringsBackAllOfIt()
{
    QCOMPARE(ModelHistory::read(ModelHistory().write()).value(), ModelHistory());
    const ModelHistory history = trained(7);
    QVERIFY(!history.isEmpty());
    QCOMPARE(ModelHistory::read(history.write()).value(), history);
    QCOMPARE(ModelHistory::read(history.write())->write(), history.write());
}

void TestModelHistory::theFileHoldsNoPrompt()
{
    ModelHistory history;
    history.observe(run(mixture(), u"secret question"_qs, 30));
    const QByteArray file = history.write();
    QVERIFY(file.contains("model-a"));
    QVERIFY(!file.contains("secret"));
    QVERIFY(!file.contains("some words"));
}

void TestModelHistory::aDamagedFileIsRefused_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("cut short") << trained(2).write().chopped(20);
    QTest::newRow("another format") << QByteArray(R"({"format": "moa-studio/run", "version": 1})");
    QTest::newRow("a later version")
        << QByteArray(R"({"format": "moa-studio/model-history", "version": 99})");
    QTest::newRow("an answer of no model")
        << QByteArray(R"({"format": "moa-studio/model-history", "version": 1, "prompts": [
            {"key": "k", "answers": [{"model": 3, "kind": "first"}]}]})");
    QTest::newRow("a negative variance")
        << QByteArray(R"({"format": "moa-studio/model-history", "version": 1,
            "of_prompts": {"mean": 1, "variance": -1, "weight": 1}})");
}

void TestModelHistory::aDamagedFileIsRefused()
{
    QFETCH(const QByteArray, file);
    const Result<ModelHistory> history = ModelHistory::read(file);
    QVERIFY(!history);
    QVERIFY(!history.error().message.isEmpty());
}

QTEST_GUILESS_MAIN(TestModelHistory)
#include "tst_modelhistory.moc"
