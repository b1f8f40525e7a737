// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/runestimate.h"

#include "metrics/tokenestimate.h"
#include "mixture/prompt.h"
#include "run/lengthmoments.h"
#include "run/referencefitting.h"
#include "run/runplan.h"
#include "run/tokencounter.h"

#include <algorithm>
#include <cmath>
#include <deque>
#include <limits>
#include <vector>

namespace moa {

namespace {

/// Standard deviation of tokens counted by the length of the text, where no ratio was learnt yet:
/// estimateTokens() tells of its errors.
constexpr double c_ratioDeviation = 0.15;

constexpr double c_none = std::numeric_limits<double>::infinity();

/** What is known of one model, looked up once for all agents that ask it. */
struct ModelView
{
    ModelFacts facts;
    TokenCounter counter{{}, {}};
    double countDeviation = 0.0; ///< of a count, as a part of it
    Spread firstToken;
    Spread speed;
    qint64 conversation = 0; ///< its tokens, with what the chat format adds
    qint64 lastPrompt = 0; ///< tokens of the last user message
    qint64 perReference = 0; ///< number and line break
    qint64 perCandidate = 0; ///< the same in a ranker's prompt
};

/** What a response adds to the figures of the run, for each token of its text. */
struct Weights
{
    double input = 0.0; ///< tokens of later prompts
    double cost = 0.0; ///< pico-dollars of these

    void add(const Weights &other, double factor)
    {
        input += other.input * factor;
        cost += other.cost * factor;
    }
};

/** All responses of a layer, or of several agents, as references. */
struct Material
{
    Moments text; ///< in units of estimateTokens()
    int count = 0;
    std::optional<Bounds> ready = Bounds(); ///< ms after the start; absent: not known

    void add(const Moments &more, int responses, const std::optional<Bounds> &when)
    {
        text += more;
        count += responses;
        ready = ready && when ? std::optional(latest(*ready, *when)) : std::nullopt;
    }
};

struct Node
{
    ModelView *model = nullptr;
    AgentSettings settings;
    Role role = Role::Proposer;
    int calls = 0;
    int kept = 0; ///< responses that are there before the run
    double keptText = 0.0; ///< of these, in units of estimateTokens()
    qsizetype layer = 0;
    bool takesLayer = false; ///< everyone in the layer before
    std::vector<size_t> references; ///< nodes; if not
    int referenceCount = 0; ///< responses

    AnswerLength answer; ///< in units of estimateTokens()
    double perOutput = 1.0; ///< tokens of output for one of them
    double outputVariance = 0.0; ///< of that, relative
    Moments text; ///< of one response; a ranker's is that of its references
    Weights weights;
    const Rates *rates = nullptr;
    std::optional<Bounds> finished;
};

template <typename Make>
auto rangeOf(const Bounds &bounds, Make make)
{
    const auto value = [&make](double figure) { return make(std::llround(figure)); };
    return Range<decltype(value(bounds.low))>{value(bounds.low), value(bounds.likely),
                                              value(bounds.high)};
}

TokenRange tokensOf(const Bounds &bounds)
{
    return rangeOf(bounds, [](qint64 tokens) { return tokens; });
}

CostRange costOf(const Bounds &bounds)
{
    return rangeOf(bounds, [](qint64 pico) { return Usd::fromPico(pico); });
}

/** A figure of the run: what the answers of all agents bring it. */
struct Sum
{
    Moments moments;
    double most = 0.0;

    /// @p read for each token of text, in units of estimateTokens(); @p written for each of output.
    void add(const Node &node, double read, double written)
    {
        const double weight = read + written * node.perOutput;
        moments += node.answer.sum(node.calls, weight);
        const double output = node.answer.sum(node.calls, written * node.perOutput).mean;
        moments.independent += output * output * node.outputVariance / node.calls;
        if (weight > 0.0)
            most += node.calls * weight * node.answer.limit();
    }
};

/// The mean of what @p logarithm is of.
double factorOf(const Spread &logarithm)
{
    return std::exp(logarithm.mean + logarithm.variance / 2.0);
}

class Estimator
{
    using AnswerKey = QPair<QPair<ProviderId, QString>, int>;

public:
    Estimator(const Mixture &mixture, const Conversation &conversation,
              const QList<Provider> &providers, const ModelCatalogue &models,
              const ModelHistory &history, const PinnedResponses &pinned)
        : m_mixture(mixture)
        , m_conversation(conversation)
        , m_providers(providers)
        , m_models(models)
        , m_history(history)
        , m_pinned(pinned)
        , m_promptKey(ModelHistory::promptKey(conversation))
    {
        const auto last =
            std::find_if(conversation.crbegin(), conversation.crend(), [](const Message &message) {
                return message.author == Message::Author::User;
            });
        if (last != conversation.crend())
            m_prompt = last->text;
        const RatioForecast text = history.textEffect(m_promptKey);
        m_textRatio = std::exp(text.mean);
        m_textDeviation = std::sqrt(std::expm1(text.variance));
    }

    [[nodiscard]] RunEstimate run()
    {
        m_nodes.reserve(static_cast<size_t>(m_mixture.agentCount()));
        m_layers.resize(static_cast<size_t>(m_mixture.layers.size()));
        m_result.exact = true;
        m_result.basis = LengthForecast::Basis::Prompt;
        for (qsizetype layer = 0; layer < m_mixture.layers.size(); ++layer) {
            const size_t first = m_nodes.size();
            for (const Agent &agent : m_mixture.layers.at(layer).agents)
                addAgent(agent, layer);
            for (size_t at = first; at < m_nodes.size(); ++at)
                addTo(m_layers[static_cast<size_t>(layer)], m_nodes[at]);
            // Only now: agents of one layer don't see each other.
            const AgentList &agents = m_mixture.layers.at(layer).agents;
            for (qsizetype row = 0; row < agents.size(); ++row)
                m_places.insert(agents.at(row).id, first + static_cast<size_t>(row));
        }
        weigh();
        sumUp();
        return m_result;
    }

private:
    ModelView *view(const Agent &agent)
    {
        ModelView *&view = m_viewOf[{agent.provider, agent.model}];
        if (view)
            return view;
        view = &m_views.emplace_back();
        if (const Provider *provider = findProvider(m_providers, agent.provider))
            view->facts = m_models.facts(*provider, agent.model);
        const auto ratio = m_history.inputRatio(agent.provider, agent.model);
        view->counter = TokenCounter(view->facts, ratio);
        if (!view->counter.isExact())
            view->countDeviation =
                m_history.inputDeviation(agent.provider, agent.model).value_or(c_ratioDeviation);
        view->firstToken = m_history.firstToken(agent.provider, agent.model);
        view->speed = m_history.speed(agent.provider, agent.model);
        view->conversation = counted(*view, m_conversation);
        view->lastPrompt = counted(*view, m_prompt);
        view->perReference = counted(*view, QStringLiteral("\n1. "));
        view->perCandidate = counted(*view, QStringLiteral("\n\n### A\n\n, A"));
        return view;
    }

    /// Exact counts are made once for each vocabulary, and estimates once for all models.
    qint64 counted(const ModelView &view, const QString &text)
    {
        if (view.counter.isExact())
            return countedBy(view, text);
        const auto known = m_estimates.constFind(text);
        const qint64 tokens =
            known != m_estimates.cend() ? *known : *m_estimates.insert(text, estimateTokens(text));
        return std::llround(static_cast<double>(tokens) * view.counter.ratio());
    }

    qint64 countedBy(const ModelView &view, const QString &text)
    {
        QHash<QString, qint64> &counts = m_counts[static_cast<int>(*view.facts.encoding)];
        const auto known = counts.constFind(text);
        return known != counts.cend() ? *known
                                      : *counts.insert(text, view.counter.count(text).tokens);
    }

    qint64 counted(const ModelView &view, const Conversation &messages)
    {
        qint64 tokens = TokenCounter::perReply;
        for (const Message &message : messages)
            tokens += TokenCounter::perMessage + counted(view, message.text);
        return tokens;
    }

    void addAgent(const Agent &agent, qsizetype layer)
    {
        Node node;
        node.model = view(agent);
        node.settings = resolved(agent.settings, m_mixture.defaults);
        node.role = agent.role;
        node.calls = agent.muted ? 0 : agent.samples;
        node.layer = layer;
        takePinned(agent, node);
        const Material material = takeReferences(agent, node);
        node.referenceCount = material.count;

        const AnswerKind kind = answerKind(agent.role, material.count > 0);
        const LengthForecast forecast = forecastOf(agent, kind);
        if (const auto output = outputRatioOf(agent, kind)) {
            node.perOutput = std::exp(output->mean + output->variance / 2.0);
            node.outputVariance = std::expm1(output->variance);
        } else {
            node.perOutput = readRatio(*node.model);
        }
        const auto most = mostOutput(node.settings, node.model->facts);
        node.answer =
            AnswerLength(forecast, most ? static_cast<double>(*most) / node.perOutput : c_none);
        node.text = agent.role == Role::Ranker && material.count > 0
            ? material.text.times(1.0 / material.count)
            : node.answer.sum(1);
        if (node.model->facts.price)
            node.rates = &node.model->facts.price->rates;
        addEstimate(agent, node, material, forecast.basis);
        m_nodes.push_back(std::move(node));
    }

    void takePinned(const Agent &agent, Node &node)
    {
        if (agent.muted || m_pinned.isEmpty())
            return;
        for (int sample = 1; sample <= agent.samples; ++sample) {
            if (const Response *kept = pinnedResponse(m_pinned, {agent.id, sample})) {
                ++node.kept;
                --node.calls;
                node.keptText += static_cast<double>(estimateTokens(kept->text));
            }
        }
    }

    /// Tokens of a model for one of estimateTokens(answer) in its prompt.
    [[nodiscard]] double readRatio(const ModelView &model) const
    {
        return model.counter.ratio() * m_textRatio;
    }

    std::optional<RatioForecast> outputRatioOf(const Agent &agent, AnswerKind kind)
    {
        const auto key = keyOf(agent, kind);
        const auto known = m_outputRatios.constFind(key);
        if (known != m_outputRatios.cend())
            return *known;
        return *m_outputRatios.insert(
            key, m_history.outputRatio(agent.provider, agent.model, kind, m_promptKey));
    }

    static AnswerKey keyOf(const Agent &agent, AnswerKind kind)
    {
        return {{agent.provider, agent.model}, static_cast<int>(kind)};
    }

    LengthForecast forecastOf(const Agent &agent, AnswerKind kind)
    {
        const AnswerKey key = keyOf(agent, kind);
        const auto known = m_forecasts.constFind(key);
        if (known != m_forecasts.cend())
            return *known;
        return *m_forecasts.insert(
            key, m_history.length(agent.provider, agent.model, kind, m_promptKey));
    }

    Material takeReferences(const Agent &agent, Node &node)
    {
        const Agent *leading =
            agent.alternate ? m_mixture.layers.at(node.layer).firstMain() : nullptr;
        const Agent &listing = !agent.references && leading ? *leading : agent;
        if (!listing.references) {
            node.takesLayer = node.layer > 0;
            return node.takesLayer ? m_layers[static_cast<size_t>(node.layer - 1)] : Material();
        }
        Material material;
        for (const AgentId &id : *listing.references) {
            const auto place = m_places.constFind(id);
            if (place == m_places.cend() || m_nodes[*place].calls + m_nodes[*place].kept == 0)
                continue;
            node.references.push_back(*place);
            addTo(material, m_nodes[*place]);
        }
        return material;
    }

    static void addTo(Material &material, const Node &node)
    {
        if (node.kept > 0)
            material.add({node.keptText, 0.0, 0.0}, node.kept, Bounds());
        if (node.calls == 0)
            return;
        const Moments text = node.role == Role::Ranker && node.referenceCount > 0
            ? node.text.times(node.calls)
            : node.answer.sum(node.calls);
        material.add(text, node.calls, node.finished);
    }

    /// Tokens of one call of @p node but for the texts of its references.
    qint64 fixedTokens(const Node &node, qsizetype references)
    {
        const ModelView &model = *node.model;
        const QString system = node.settings.systemPrompt.value_or(QString());
        const Placement placement = node.settings.placement.value_or(Placement::System);
        const bool isRanker = node.role == Role::Ranker;
        const bool hasBlock = references > 0 && !isRanker;
        const bool addsSystem = (!system.isEmpty() || (hasBlock && placement == Placement::System))
            && (m_conversation.isEmpty()
                || m_conversation.constFirst().author != Message::Author::System);
        const bool addsTurn = hasBlock && placement == Placement::Assistant;
        qint64 tokens = model.conversation + (system.isEmpty() ? 0 : counted(model, system))
            + (addsSystem ? TokenCounter::perMessage : 0)
            + (addsTurn ? TokenCounter::perMessage : 0);
        if (isRanker)
            return tokens + counted(model, rankerFrame()) + references * model.perCandidate;
        if (!hasBlock)
            return tokens;
        QString instruction = node.settings.instruction.value_or(QString());
        if (instruction.isEmpty())
            instruction = aggregateAndSynthesize();
        const auto prompts = instruction.count(u"{prompt}");
        instruction.remove(u"{prompt}"_qs).remove(u"{references}"_qs);
        tokens += counted(model, instruction) + prompts * model.lastPrompt
            + references * model.perReference;
        if (placement == Placement::User && prompts > 0)
            tokens -= model.lastPrompt; // the block takes its place
        return tokens;
    }

    const QString &rankerFrame()
    {
        if (m_rankerFrame.isEmpty())
            m_rankerFrame = buildRankerConversation({}, {}, {}).constFirst().text;
        return m_rankerFrame;
    }

    void addEstimate(const Agent &agent, Node &node, const Material &material,
                     LengthForecast::Basis basis)
    {
        AgentEstimate estimate;
        estimate.agent = agent.id;
        estimate.layer = node.layer;
        estimate.calls = node.calls;
        estimate.exact = node.model->counter.isExact();
        estimate.basis = basis;
        estimate.contextWindow = node.model->facts.contextWindow;
        const auto fixed = static_cast<double>(fixedTokens(node, material.count));
        const double calls = node.calls;
        const double deviation = node.model->countDeviation;
        const Moments references = material.text.times(readRatio(*node.model));
        const Moments output = outputOf(node);

        const double whole = calls * (fixed + references.mean);
        estimate.input =
            tokensOf(boundsOf(calls * fixed, deviation * whole, references.times(calls)));
        estimate.output =
            tokensOf(boundsOf(0.0, 0.0, output, calls * node.answer.limit() * node.perOutput));
        const qint64 room = answerRoom(node.settings, node.model->facts);
        estimate.promptAlone = fixedTokens(node, 0) + room;
        estimate.needed = std::llround(boundsOf(fixed, 0.0, references).likely) + room;
        if (node.rates) {
            const qint64 each = node.calls > 0 ? estimate.input.likely / node.calls : 0;
            node.rates = &node.model->facts.price->ratesFor(each);
            const auto in = static_cast<double>(node.rates->input.pico());
            const auto out = static_cast<double>(node.rates->output.pico());
            Moments variable = references.times(calls * in);
            variable += output.times(out);
            estimate.cost = costOf(boundsOf(calls * fixed * in, deviation * whole * in, variable));
        }
        if (node.calls > 0)
            addTime(node, material, estimate);

        m_fixed += calls * fixed;
        m_deviation += deviation * whole;
        if (node.rates) {
            const auto in = static_cast<double>(node.rates->input.pico());
            m_fixedCost += calls * fixed * in;
            m_costDeviation += deviation * whole * in;
        } else {
            m_result.unpricedCalls += node.calls;
        }
        if (node.calls > 0) {
            m_result.calls += node.calls;
            m_result.exact = m_result.exact && estimate.exact;
            m_result.basis = std::min(m_result.basis, basis);
        }
        m_result.agents.append(estimate);
    }

    static Moments outputOf(const Node &node)
    {
        Sum output;
        if (node.calls > 0)
            output.add(node, 0.0, 1.0);
        return output.moments;
    }

    static void addTime(Node &node, const Material &material, AgentEstimate &estimate)
    {
        const ModelView &model = *node.model;
        const bool known = model.firstToken.weight > 0.0
            && (model.speed.weight > 0.0 || node.role == Role::Ranker);
        if (!known)
            return;
        constexpr double second = 1000.0;
        Moments time;
        const double first = factorOf(model.firstToken) * second;
        time.mean = first;
        time.independent = first * first * std::expm1(model.firstToken.variance);
        if (model.speed.weight > 0.0) {
            const double each = second / std::exp(model.speed.mean - model.speed.variance / 2.0);
            Moments writing = node.answer.sum(1, node.perOutput * each);
            writing.independent += writing.mean * writing.mean
                * (std::expm1(model.speed.variance) + node.outputVariance);
            time += writing;
        }
        const Bounds bounds = boundsOf(0.0, 0.0, time);
        estimate.ms = rangeOf(bounds, [](qint64 ms) { return ms; });
        if (material.ready)
            node.finished = inSequence(*material.ready, bounds);
    }

    /// From the last layer on: how often the text of each response is part of later prompts.
    void weigh()
    {
        std::vector<Weights> ofLayer(m_layers.size());
        for (auto node = m_nodes.rbegin(); node != m_nodes.rend(); ++node) {
            node->weights.add(ofLayer[static_cast<size_t>(node->layer)], 1.0);
            // What is there already is as long as it is.
            m_fixed += node->weights.input * node->keptText;
            m_fixedCost += node->weights.cost * node->keptText;
            const double reads = node->calls * readRatio(*node->model);
            Weights read{reads, 0.0};
            if (node->rates)
                read.cost = reads * static_cast<double>(node->rates->input.pico());
            if (node->role == Role::Ranker && node->referenceCount > 0) {
                // Whose text it passes on nobody knows: each a little.
                read.add(node->weights, static_cast<double>(node->calls) / node->referenceCount);
                node->weights = {};
            }
            if (node->takesLayer)
                ofLayer[static_cast<size_t>(node->layer - 1)].add(read, 1.0);
            for (const size_t reference : node->references)
                m_nodes[reference].weights.add(read, 1.0);
        }
    }

    void sumUp()
    {
        Sum input;
        Sum output;
        Sum total;
        Sum cost;
        Material end;
        for (const Node &node : m_nodes) {
            if (node.calls == 0)
                continue;
            const double out = node.rates ? static_cast<double>(node.rates->output.pico()) : 0.0;
            input.add(node, node.weights.input, 0.0);
            output.add(node, 0.0, 1.0);
            total.add(node, node.weights.input, 1.0);
            cost.add(node, node.weights.cost, out);
            end.add({}, 0, node.finished);
        }
        const auto sure = [this](double fixed, double deviation, const Sum &sum) {
            const double ofText = m_textDeviation * sum.moments.mean;
            Bounds bounds = boundsOf(fixed, std::hypot(deviation, ofText), sum.moments, sum.most);
            // Where nothing is sure but the limits, as of the output, they hold.
            if (fixed == 0.0)
                bounds.high = std::min(bounds.high, sum.most);
            return bounds;
        };
        m_result.input = tokensOf(sure(m_fixed, m_deviation, input));
        m_result.output = tokensOf(sure(0.0, 0.0, output));
        m_result.total = tokensOf(sure(m_fixed, m_deviation, total));
        m_result.cost = costOf(sure(m_fixedCost, m_costDeviation, cost));
        if (end.ready && m_result.calls > 0)
            m_result.ms = rangeOf(*end.ready, [](qint64 ms) { return ms; });
        if (m_result.calls == 0) {
            m_result.exact = false;
            m_result.basis = LengthForecast::Basis::Prior;
        }
    }

    const Mixture &m_mixture;
    const Conversation &m_conversation;
    const QList<Provider> &m_providers;
    const ModelCatalogue &m_models;
    const ModelHistory &m_history;
    const PinnedResponses &m_pinned;
    QString m_promptKey;
    QString m_prompt;
    QString m_rankerFrame;
    std::deque<ModelView> m_views; // nodes point into it
    QHash<QPair<ProviderId, QString>, ModelView *> m_viewOf;
    QHash<QString, qint64> m_estimates;
    QHash<int, QHash<QString, qint64>> m_counts;
    QHash<AnswerKey, LengthForecast> m_forecasts;
    QHash<AnswerKey, std::optional<RatioForecast>> m_outputRatios;
    double m_textRatio = 1.0; ///< what the answers to this prompt have more than usual
    double m_textDeviation = 0.0; ///< of that, as a part of it
    std::vector<Node> m_nodes; ///< in the order of the mixture
    QHash<AgentId, size_t> m_places; ///< of the layers that are done
    std::vector<Material> m_layers;
    double m_fixed = 0.0;
    double m_deviation = 0.0;
    double m_fixedCost = 0.0;
    double m_costDeviation = 0.0;
    RunEstimate m_result;
};

} // namespace

RunEstimate estimateRun(const Mixture &mixture, const Conversation &conversation,
                        const QList<Provider> &providers, const ModelCatalogue &models,
                        const ModelHistory &history, const PinnedResponses &pinned)
{
    return Estimator(mixture, conversation, providers, models, history, pinned).run();
}

std::function<std::optional<ContextNeed>(const AgentId &)> contextNeeds(const RunEstimate &estimate)
{
    QHash<AgentId, ContextNeed> needs;
    for (const AgentEstimate &agent : estimate.agents) {
        if (agent.calls > 0 && agent.contextWindow)
            needs.insert(agent.agent, {agent.needed, agent.promptAlone, *agent.contextWindow});
    }
    return [needs](const AgentId &id) -> std::optional<ContextNeed> {
        const auto found = needs.constFind(id);
        return found == needs.cend() ? std::nullopt : std::optional(*found);
    };
}

} // namespace moa
