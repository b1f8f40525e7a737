// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/runengine.h"
#include "run/variantruns.h"
#include "support/replayhandler.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace moa;

namespace {

/// In UTF-16 units. How text is cut is not what this is about, and small pieces take their time.
constexpr int pieceLength = 256;

struct Proposer
{
    QString id;
    QString model;
    QString recording;
};

const QList<Proposer> proposers{
    {u"qwen110"_qs, u"Qwen/Qwen1.5-110B-Chat"_qs, u"Qwen1.5-110B-Chat"_qs},
    {u"qwen72"_qs, u"Qwen/Qwen1.5-72B-Chat"_qs, u"Qwen1.5-72B-Chat"_qs},
    {u"llama"_qs, u"meta-llama/Llama-3-70b-chat-hf"_qs, u"Meta-Llama-3-70B-Instruct"_qs},
    {u"mixtral"_qs, u"mistralai/Mixtral-8x22B-Instruct-v0.1"_qs, u"Mixtral-8x22B-Instruct-v0.1"_qs},
    {u"dbrx"_qs, u"databricks/dbrx-instruct"_qs, u"dbrx-instruct"_qs}};

QStringList words(const QString &text)
{
    static const QRegularExpression gaps(u"\\W+"_qs,
                                         QRegularExpression::UseUnicodePropertiesOption);
    return text.toLower().split(gaps, Qt::SkipEmptyParts);
}

QSet<QString> pairs(const QString &text)
{
    const QStringList all = words(text);
    QSet<QString> result;
    for (qsizetype place = 1; place < all.size(); ++place)
        result.insert(all.at(place - 1) + u' ' + all.at(place));
    return result;
}

/**
 * Recorded answers, with an aggregator that can only pass on what it is given: of the recorded
 * final answer it says the sentences that are nearest to an answer that is among its references.
 */
class Replay
{
public:
    explicit Replay(const QJsonObject &answers)
        : m_replay(replayHandler(answers, {0, 0, ChunkPolicy::characters(pieceLength), {}}))
    {
        for (const QJsonValue &item : answers[u"items"].toArray())
            m_outputs.insert(item[u"instruction"].toString(), item[u"outputs"].toObject());
    }

    [[nodiscard]] ScriptedReply operator()(const ScriptedRequest &request) const
    {
        QString all;
        QString prompt;
        for (const QJsonValue &message : request.json()[u"messages"].toArray()) {
            all += message[u"content"].toString();
            if (message[u"role"].toString() == u"user")
                prompt = message[u"content"].toString();
        }
        if (!all.contains(u"Responses from models:"))
            return m_replay(request);
        const QJsonObject outputs = m_outputs.value(prompt);
        QList<QSet<QString>> sources;
        QList<bool> given;
        for (const Proposer &proposer : proposers) {
            const QString text = outputs[proposer.recording].toString();
            sources.append(pairs(text));
            given.append(all.contains(text.trimmed()));
        }
        static const QRegularExpression ends(u"(?<=[.!?\\n])"_qs);
        QString answer;
        for (const QString &sentence : outputs[u"Together-MoA-Lite"].toString().split(ends)) {
            const QSet<QString> said = pairs(sentence);
            qsizetype nearest = 0;
            qsizetype most = -1;
            for (qsizetype source = 0; source < sources.size(); ++source) {
                const qsizetype shared = (said & sources.at(source)).size();
                if (shared > most) {
                    most = shared;
                    nearest = source;
                }
            }
            if (given.at(nearest))
                answer += sentence;
        }
        return ScriptedReply::openAiStream(answer.isEmpty() ? u"Nothing is left to say."_qs
                                                            : answer,
                                           ChunkPolicy::characters(pieceLength));
    }

private:
    ScriptedHandler m_replay;
    QHash<QString, QJsonObject> m_outputs;
};

} // namespace

/** Leaving out each proposer over recorded instructions: the requests, and the table. */
class TestReplayedLeaveOneOut : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachProposerOverAllInstructions();
};

void TestReplayedLeaveOneOut::eachProposerOverAllInstructions()
{
    const Result<QJsonObject> answers =
        readAnswers(QStringLiteral(MOA_SHARED_DIR "/data/alpaca/answers.json"));
    if (!answers)
        QSKIP(qPrintable(u"There are no recorded answers: "_qs + answers.error().message));
    ThreadedScriptedServer server;
    server->setHandler(Replay(*answers));

    RunPlan plan;
    Provider provider;
    provider.id = ProviderId(u"replay"_qs);
    provider.baseUrl = server->baseUrl();
    provider.maxAttempts = 1;
    plan.providers = {provider};
    Layer first;
    for (const Proposer &proposer : proposers) {
        Agent agent;
        agent.id = AgentId(proposer.id);
        agent.provider = provider.id;
        agent.model = proposer.model;
        first.agents.append(agent);
    }
    Layer last;
    Agent final = first.agents.at(1);
    final.id = AgentId(u"final"_qs);
    final.role = Role::Aggregator;
    last.agents = {final};
    plan.mixture.layers = {first, last};

    RunEngine engine;
    VariantRuns runs(
        {[&engine](const RunPlan &next) { engine.start(next); }, [&engine] { engine.stop(); }});
    struct Sum
    {
        double bleu = 0;
        double chrf = 0;
        double words = 0;
        qint64 tokens = 0;
        int changed = 0;
    };
    QList<Sum> sums(proposers.size());
    const QJsonArray items = (*answers)[u"items"].toArray();
    QVERIFY(!items.isEmpty());
    for (const QJsonValue &item : items) {
        plan.conversation = {{Message::Author::User, item[u"instruction"].toString()}};
        QSignalSpy finished(&engine, &RunEngine::finished);
        engine.start(plan);
        QVERIFY(!finished.isEmpty() || finished.wait(30'000));
        const auto original = std::make_shared<const RunRecord>(
            finished.constFirst().constFirst().value<RunRecord>());
        QCOMPARE(original->state, RunState::Done);
        const auto taking = connect(&engine, &RunEngine::finished, &runs, &VariantRuns::take);
        const qsizetype before = server->requests().size();
        runs.begin(plan, original, leaveOneOut(*original));
        QTRY_VERIFY_WITH_TIMEOUT(
            std::all_of(runs.outcomes().cbegin(), runs.outcomes().cend(),
                        [](const VariantOutcome &outcome) { return outcome.change.has_value(); }),
            60'000);
        disconnect(taking);
        // One request each: the aggregator's.
        QCOMPARE(server->requests().size() - before, proposers.size());
        for (qsizetype row = 0; row < proposers.size(); ++row) {
            const VariantOutcome &outcome = runs.outcomes().at(row);
            Sum &sum = sums[row];
            sum.bleu += outcome.change->bleu;
            sum.chrf += outcome.change->chrf;
            sum.words += outcome.change->wordsChanged;
            sum.tokens += outcome.run->totals.input + outcome.run->totals.output;
            sum.changed += outcome.change->wordsChanged > 0.0 ? 1 : 0;
            QCOMPARE(outcome.run->response({AgentId(proposers.at(row).id), 1})->state,
                     ResponseState::Muted);
        }
    }
    QCOMPARE(server->requests().size(), items.size() * (2 * proposers.size() + 1));

    const auto count = static_cast<double>(items.size());
    qInfo("left out      BLEU   chrF  words changed  answers changed  tokens");
    for (qsizetype row = 0; row < proposers.size(); ++row) {
        const Sum &sum = sums.at(row);
        qInfo("%-10s  %6.1f %6.1f  %11.1f %%  %9d of %lld  %6lld", qPrintable(proposers.at(row).id),
              sum.bleu / count, sum.chrf / count, 100.0 * sum.words / count, sum.changed,
              static_cast<long long>(items.size()), static_cast<long long>(sum.tokens));
        QVERIFY(sum.changed > 0);
        QVERIFY(sum.bleu / count < 100.0);
    }
}

QTEST_GUILESS_MAIN(TestReplayedLeaveOneOut)
#include "tst_replayedleaveoneout.moc"
