// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/runengine.h"

#include "metrics/bleu.h"
#include "mixture/prompt.h"
#include "providers/chatcall.h"
#include "run/referencefitting.h"
#include "run/reportwords.h"
#include "run/runtotals.h"
#include "run/spendingcap.h"

#include <QtConcurrent>
#include <QUuid>

namespace moa {

namespace {

/// Tokens of an answer of a model that has not answered yet.
constexpr qint64 usualAnswer = 512;

/** For a reply whose provider reports no usage. */
Usage countedUsage(const TokenCounter &counter, const Conversation &messages,
                   const ChatReply &reply)
{
    Usage usage;
    usage.input = counter.count(messages).tokens;
    usage.reasoning = counter.count(reply.reasoning).tokens;
    usage.output = counter.count(reply.text).tokens + usage.reasoning;
    usage.source = counter.isExact() ? Usage::Source::Counted : Usage::Source::Estimated;
    return usage;
}

/// A provider's words as a sentence of ours.
QString asSentence(const QString &text)
{
    constexpr QStringView ends = u".!?。！？…";
    return text.isEmpty() || ends.contains(text.back()) ? text : text + u'.';
}

/// Why there is no answer that could be used, in the words of the provider; empty: there is.
QString refusalSentence(const QString &provider, const ChatReply &reply)
{
    if (reply.stopReason != StopReason::Filtered)
        return {};
    const QString &words = reply.refusal.isEmpty() ? reply.stopName : reply.refusal;
    if (reply.promptBlocked)
        return RunEngine::tr("%1 blocked the prompt: %2").arg(provider, asSentence(words));
    if (!reply.refusal.isEmpty()) {
        return RunEngine::tr("%1's model refused to answer: %2")
            .arg(provider, asSentence(reply.refusal));
    }
    if (reply.stopName == u"refusal")
        return RunEngine::tr("%1's model refused to answer and gave no reason.").arg(provider);
    if (!reply.text.trimmed().isEmpty())
        return {}; // what came before the filter is there to read
    return words.isEmpty()
        ? RunEngine::tr("%1's content filter held the answer back.").arg(provider)
        : RunEngine::tr("%1's content filter held the answer back: %2")
              .arg(provider, asSentence(words));
}

} // namespace

RunEngine::RunEngine(QObject *parent)
    : QObject(parent)
    , m_scheduler(this)
    , m_calls(this)
    , m_timeout(new QTimer(this))
    , m_scoring(this)
{
    connect(&m_scoring, &QFutureWatcherBase::finished, this, &RunEngine::takeScores);
    m_timeout->setSingleShot(true);
    connect(m_timeout, &QTimer::timeout, this, [this] {
        m_record.error = tr("The run was stopped: it took longer than its time limit.");
        end(RunState::Limited);
    });
}

RunEngine::~RunEngine() = default;

void RunEngine::start(const RunPlan &plan)
{
    stop();
    m_plan = plan;
    m_record = {};
    m_capReached.clear();
    m_record.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    m_record.startedAt = QDateTime::currentDateTimeUtc();
    m_record.mixture = plan.mixture;
    m_record.conversation = plan.conversation;
    m_phase = Phase::Running;
    m_clock.start();
    buildNodes();
    Q_EMIT started(m_record);
    if (m_phase != Phase::Running)
        return;
    if (const Result<void> usable = checkPlan(plan); !usable) {
        m_record.error = usable.error().message;
        end(RunState::Failed);
        return;
    }
    m_scheduler.setNetwork(plan.network);
    if (plan.timeout)
        m_timeout->start(*plan.timeout);
    for (qsizetype index = 0; index < m_record.responses.size(); ++index) {
        if (m_record.responses.at(index).state == ResponseState::Waiting
            && m_nodes[static_cast<size_t>(index)].pending == 0)
            m_ready.push_back(index);
    }
    beginReady();
}

void RunEngine::stop()
{
    if (m_phase == Phase::Running)
        end(RunState::Cancelled);
    else if (m_phase == Phase::Scoring)
        finish();
}

void RunEngine::buildNodes()
{
    m_nodes.clear();
    m_ready.clear();
    m_unsettled = 0;
    QHash<AgentId, std::vector<qsizetype>> responsesOf;
    const Mixture &mixture = m_record.mixture;
    for (qsizetype layer = 0; layer < mixture.layers.size(); ++layer) {
        const AgentList &agents = mixture.layers.at(layer).agents;
        for (qsizetype row = 0; row < agents.size(); ++row) {
            const Agent &agent = agents.at(row);
            for (int sample = 1; sample <= agent.samples; ++sample) {
                const auto index = static_cast<qsizetype>(m_nodes.size());
                Node node;
                node.agent = &agent;
                Response response = firstResponse(m_plan, agent, sample);
                response.layer = static_cast<int>(layer);
                // Who is not asked waits for nobody.
                const QList<AgentId> references =
                    isFinal(response.state) ? QList<AgentId>() : mixture.referencesAt({layer, row});
                for (const AgentId &reference : references) {
                    for (const qsizetype referenced : responsesOf.value(reference)) {
                        const ResponseState state = m_record.responses.at(referenced).state;
                        if (state == ResponseState::Muted)
                            continue;
                        node.references.push_back(referenced);
                        if (state == ResponseState::Pinned)
                            continue;
                        m_nodes[static_cast<size_t>(referenced)].dependents.push_back(index);
                        ++node.pending;
                    }
                }
                m_nodes.push_back(std::move(node));
                m_unsettled += isFinal(response.state) ? 0 : 1;
                m_record.responses.append(response);
            }
            // Only now: an agent's samples don't see each other.
            for (qsizetype index = static_cast<qsizetype>(m_nodes.size()) - agent.samples;
                 index < static_cast<qsizetype>(m_nodes.size()); ++index)
                responsesOf[agent.id].push_back(index);
        }
    }
}

void RunEngine::beginReady()
{
    // Not recursive: a failure that runs down through all layers must not run down the stack.
    if (m_beginning)
        return;
    m_beginning = true;
    for (size_t next = 0; next < m_ready.size() && m_phase == Phase::Running; ++next) {
        if (m_capReached.isEmpty())
            begin(m_ready[next]);
    }
    m_ready.clear();
    m_beginning = false;
    if (m_phase == Phase::Running && !m_capReached.isEmpty()) {
        m_record.error = m_capReached;
        end(RunState::Limited);
        return;
    }
    if (m_phase == Phase::Running && m_unsettled == 0)
        judgeEnd();
}

void RunEngine::begin(qsizetype index)
{
    Node &node = m_nodes[static_cast<size_t>(index)];
    Response &response = m_record.responses[index];
    response.timing.queued = now();
    QStringList references;
    for (const qsizetype referenced : node.references) {
        const Response &reference = m_record.responses.at(referenced);
        if (isAnswer(reference.state)) {
            references.append(reference.text);
            response.references.append(reference.id);
        }
    }
    if (const QString reason = quorumFailure(node); !reason.isEmpty()) {
        settle(index, ResponseState::Failed, reason);
        return;
    }
    const Agent &agent = *node.agent;
    ChatRequest request;
    request.provider = *findProvider(m_plan.providers, agent.provider);
    request.model = agent.model;
    request.facts = m_plan.models.facts(request.provider, agent.model);
    request.settings = resolved(agent.settings, m_record.mixture.defaults);
    // The same seed would bring the same answer again.
    if (request.settings.seed)
        request.settings.seed = *request.settings.seed + response.id.sample - 1;
    const AppliedFit fit =
        fitReferences({shortModelName(agent.model), agent.role, request.settings,
                       m_record.conversation, references, request.facts, counterFor(response)});
    if (!fit.refusal.isEmpty()) {
        settle(index, ResponseState::Failed, fit.refusal);
        return;
    }
    response.notices = fit.notices;
    request.messages = agent.role == Role::Ranker
        ? buildRankerConversation(request.settings, m_record.conversation, fit.references)
        : buildConversation(request.settings, m_record.conversation, fit.references);
    expectTokens(request, counterFor(response));
    if (!affords(index, request))
        return;
    node.call = new ChatCall(&m_scheduler, request, m_plan.keys.key(agent.provider), &m_calls);
    response.request = node.call->body();
    response.state = ResponseState::Queued;
    connectCall(index);
    Q_EMIT responseChanged(response);
    if (m_phase == Phase::Running)
        node.call->start();
}

TokenCounter RunEngine::counterFor(const Response &response) const
{
    const Provider &provider = *findProvider(m_plan.providers, response.provider);
    return {m_plan.models.facts(provider, response.model),
            m_plan.history.inputRatio(response.provider, response.model)};
}

void RunEngine::expectTokens(ChatRequest &request, const TokenCounter &counter) const
{
    const qint64 input = counter.count(request.messages).tokens;
    request.expectedOutput =
        std::min(mostOutputOf(request),
                 m_usualOutput.value({request.provider.id, request.model}, usualAnswer));
    request.expectedTokens = input + request.expectedOutput;
}

bool RunEngine::affords(qsizetype index, const ChatRequest &request)
{
    if (!m_plan.maxCost && !m_plan.maxCostToday)
        return true;
    Node &node = m_nodes[static_cast<size_t>(index)];
    const std::optional<Usd> bound = costBound(request);
    if (!bound) {
        m_record.responses[index].notices.append(
            tr("%1 has no known price, so the spending limit can't hold it back.")
                .arg(request.model));
        return true;
    }
    Commitment commitment;
    commitment.spent = totalsOf(m_record.responses).cost;
    commitment.next = *bound;
    for (const Node &other : m_nodes) {
        if (other.call)
            commitment.reserved += other.reserved;
    }
    m_capReached = capObjection(m_plan, node.agent->displayName(), commitment);
    node.reserved = *bound;
    return m_capReached.isEmpty();
}

QString RunEngine::quorumFailure(const Node &node) const
{
    if (node.references.empty())
        return {};
    struct Count
    {
        int done = 0;
        int open = 0;
    };
    QHash<int, Count> layers;
    bool anyReference = false;
    for (const qsizetype referenced : node.references) {
        const Response &reference = m_record.responses.at(referenced);
        layers.insert(reference.layer, {});
        anyReference = anyReference || isAnswer(reference.state);
    }
    for (const Response &response : m_record.responses) {
        const auto count = layers.find(response.layer);
        if (count == layers.end())
            continue;
        if (isAnswer(response.state))
            ++count->done;
        else if (!isFinal(response.state))
            ++count->open;
    }
    for (auto count = layers.cbegin(); count != layers.cend(); ++count) {
        const int quorum = effectiveQuorum(m_record.mixture.layers.at(count.key()));
        if (count->done + count->open < quorum) {
            return tr("Not asked: layer %1 has %2 of the %n response(s) that it needs to go on.",
                      nullptr, quorum)
                .arg(count.key() + 1)
                .arg(count->done);
        }
    }
    return anyReference ? QString() : tr("Not asked: none of its references answered.");
}

void RunEngine::connectCall(qsizetype index)
{
    ChatCall *call = m_nodes[static_cast<size_t>(index)].call;
    connect(call, &ChatCall::started, this, [this, index, call] {
        Response &response = m_record.responses[index];
        response.state = ResponseState::Started;
        response.error.clear();
        response.retry.reset();
        response.attempts = call->attempts();
        if (!response.timing.started)
            response.timing.started = now();
        Q_EMIT responseChanged(response);
    });
    connect(call, &ChatCall::waiting, this, [this, index](const QString &sentence) {
        Response &response = m_record.responses[index];
        response.state = ResponseState::Queued;
        response.error = sentence;
        response.retry.reset();
        Q_EMIT responseChanged(response);
    });
    connect(call, &ChatCall::textAdded, this,
            [this, index](const QString &text, const QString &reasoning) {
                Response &response = m_record.responses[index];
                if (!response.timing.firstToken) {
                    response.timing.firstToken = now();
                    response.state = ResponseState::Streaming;
                    Q_EMIT responseChanged(response);
                }
                // A ranker's reply is a name, not text to read: its pick shows when it is known.
                if (m_nodes[static_cast<size_t>(index)].agent->role != Role::Ranker)
                    Q_EMIT textAdded(response.id, text, reasoning);
            });
    connect(
        call, &ChatCall::retrying, this,
        [this, index, call](const QString &sentence, std::chrono::milliseconds delay) {
            Response &response = m_record.responses[index];
            const Provider &provider = *findProvider(m_plan.providers, response.provider);
            response.state = ResponseState::Retrying;
            response.error = sentence;
            response.retry = Retry{now() + delay.count(), call->tries() + 1, provider.maxAttempts};
            Q_EMIT responseChanged(response);
        });
    connect(call, &ChatCall::finished, this,
            [this, index](const Outcome &outcome) { callFinished(index, outcome); });
}

void RunEngine::callFinished(qsizetype index, const Outcome &outcome)
{
    takeReply(index);
    Response &response = m_record.responses[index];
    const ChatCall *call = m_nodes[static_cast<size_t>(index)].call;
    switch (outcome.kind) {
    case Outcome::Kind::Cancelled:
        settle(index, ResponseState::Cancelled);
        return;
    case Outcome::Kind::Finished:
        break;
    default:
        if (response.stopReason == StopReason::None && !response.text.isEmpty())
            response.stopReason = StopReason::Truncated;
        settle(index, ResponseState::Failed, outcome.message);
        return;
    }
    const ChatReply reply = call->reply();
    const Provider &provider = *findProvider(m_plan.providers, response.provider);
    if (const QString refusal = refusalSentence(provider.displayName(), reply);
        !refusal.isEmpty()) {
        settle(index, ResponseState::Failed, refusal);
    } else if (!reply.text.trimmed().isEmpty()) {
        takePick(index);
    } else if (response.stopReason == StopReason::Length) {
        settle(index, ResponseState::Failed,
               tr("The answer is empty: the token limit was used up before it began. Raise the "
                  "agent's max tokens."));
    } else {
        settle(index, ResponseState::Failed, tr("The answer is empty."));
    }
}

void RunEngine::takeReply(qsizetype index)
{
    const Node &node = m_nodes[static_cast<size_t>(index)];
    const ChatReply reply = node.call->reply();
    Response &response = m_record.responses[index];
    response.attempts = node.call->attempts();
    response.exchanges = node.call->exchanges();
    response.request = node.call->body();
    response.refusedSettings = node.call->refusedSettings();
    response.notices += node.call->notices();
    for (Exchange &exchange : response.exchanges) {
        // The call was made when the response was queued.
        exchange.sent += response.timing.queued.value_or(0);
        if (exchange.ended)
            *exchange.ended += response.timing.queued.value_or(0);
    }
    response.text = reply.text;
    response.reasoning = reply.reasoning;
    response.modelReported = reply.model;
    response.stopReason = reply.stopReason;
    response.stopName = reply.stopName;
    const bool answered = !reply.text.isEmpty() || !reply.reasoning.isEmpty();
    if (reply.usage) {
        response.usage = reply.usage;
    } else if (answered) {
        response.usage = countedUsage(counterFor(response), node.call->messages(), reply);
    }
    if (reply.cost) {
        response.cost = reply.cost;
        response.costReported = true;
    } else if (response.usage) {
        const Provider &provider = *findProvider(m_plan.providers, response.provider);
        if (const auto price = m_plan.models.facts(provider, response.model).price)
            response.cost = costOf(*price, *response.usage);
    }
}

void RunEngine::takePick(qsizetype index)
{
    Response &response = m_record.responses[index];
    if (m_nodes[static_cast<size_t>(index)].agent->role != Role::Ranker) {
        settle(index, ResponseState::Done);
        return;
    }
    const auto pick = readPick(response.text, response.references.size());
    if (!pick) {
        settle(index, ResponseState::Failed,
               tr("The ranker made no pick: its reply “%1” names none of the references.")
                   .arg(response.text.simplified().left(80)));
        return;
    }
    response.picked = response.references.at(*pick);
    response.text = m_record.response(*response.picked)->text;
    settle(index, ResponseState::Done);
}

void RunEngine::settle(qsizetype index, ResponseState state, const QString &error)
{
    Node &node = m_nodes[static_cast<size_t>(index)];
    Response &response = m_record.responses[index];
    response.state = state;
    response.error = error;
    response.retry.reset();
    response.timing.finished = now();
    --m_unsettled;
    if (state == ResponseState::Done && response.usage) {
        constexpr qint64 past = 3; // of four parts
        const ModelKey model{response.provider, response.model};
        const qint64 before = m_usualOutput.value(model, response.usage->output);
        m_usualOutput.insert(model, (past * before + response.usage->output) / (past + 1));
    }
    if (node.call) {
        node.call->disconnect(this);
        node.call->deleteLater();
        node.call = nullptr;
    }
    Q_EMIT responseChanged(response);
    if (m_phase != Phase::Running)
        return;
    for (const qsizetype dependent : node.dependents) {
        if (--m_nodes[static_cast<size_t>(dependent)].pending == 0)
            m_ready.push_back(dependent);
    }
    if (m_plan.maxCost || m_plan.maxCostToday) {
        const QString reason = overspending(m_plan, totalsOf(m_record.responses).cost);
        if (!reason.isEmpty()) {
            m_record.error = reason;
            end(RunState::Limited);
            return;
        }
    }
    beginReady();
}

void RunEngine::end(RunState state)
{
    m_phase = Phase::Ending;
    m_record.state = state;
    for (size_t index = 0; index < m_nodes.size(); ++index) {
        if (ChatCall *call = m_nodes[index].call)
            call->cancel();
        else if (!isFinal(m_record.responses.at(static_cast<qsizetype>(index)).state))
            settle(static_cast<qsizetype>(index), ResponseState::Cancelled);
    }
    finish();
}

void RunEngine::judgeEnd()
{
    bool degraded = false;
    const QList<Response> &responses = m_record.responses;
    const Agent *finalAgent = m_record.mixture.finalAgent();
    for (const Response &response : responses) {
        degraded = degraded || response.state == ResponseState::Failed;
        if (finalAgent && response.id.agent == finalAgent->id && !m_record.final
            && isAnswer(response.state)) {
            m_record.final = response.id;
            m_record.finalText = response.text;
        }
    }
    m_record.totals.wallMs = now();
    if (m_record.final) {
        m_record.state = degraded ? RunState::Degraded : RunState::Done;
        score();
        return;
    }
    m_record.state = RunState::Failed;
    // The last failure says what came of it; one in the first layer that has any says why.
    const Response *last = nullptr;
    const Response *cause = nullptr;
    for (const Response &response : responses) {
        const Agent *agent = m_record.mixture.agent(response.id.agent);
        // No answer of an alternate could have been the final one.
        if (response.state != ResponseState::Failed || (agent && agent->alternate))
            continue;
        last = &response;
        if (!cause || cause->layer == response.layer)
            cause = &response;
    }
    m_record.error = tr("The run ended without a final answer.");
    if (last)
        m_record.error += QStringLiteral(" %1: %2").arg(report::name(m_record, *last), last->error);
    if (cause != last)
        m_record.error +=
            QStringLiteral(" %1: %2").arg(report::name(m_record, *cause), cause->error);
    finish();
}

void RunEngine::score()
{
    m_phase = Phase::Scoring;
    const auto compute = [responses = m_record.responses, finalId = *m_record.final,
                          finalText = m_record.finalText] {
        Scores scores;
        for (const Response &response : responses) {
            std::optional<double> bleu;
            if (isAnswer(response.state) && response.id != finalId)
                bleu = sentenceBleu(response.text, {finalText}, BleuOptions::overlap()).score;
            scores.append(bleu);
        }
        return scores;
    };
    // Not QFuture::then(): with a context it is not safe against that one's end (Qt 6.4).
    m_scoring.setFuture(QtConcurrent::run(compute));
}

void RunEngine::takeScores()
{
    if (m_phase != Phase::Scoring)
        return; // stopped meanwhile
    const Scores scores = m_scoring.result();
    for (qsizetype index = 0; index < scores.size(); ++index) {
        if (!scores.at(index))
            continue;
        m_record.responses[index].bleuToFinal = scores.at(index);
        Q_EMIT responseChanged(m_record.responses.at(index));
    }
    finish();
}

void RunEngine::finish()
{
    m_phase = Phase::Idle;
    m_timeout->stop();
    const qint64 wall = m_record.totals.wallMs > 0 ? m_record.totals.wallMs : now();
    m_record.totals = totalsOf(m_record.responses);
    m_record.totals.wallMs = wall;
    m_record.totals.criticalPathMs = criticalPathOf(m_record.responses, m_record.final);
    Q_EMIT finished(m_record);
}

} // namespace moa
