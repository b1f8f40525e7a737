// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/modelhistory.h"

#include "metrics/tokenestimate.h"
#include "mixture/prompt.h"
#include "run/runtotals.h"
#include "run/tokencounter.h"

#include <algorithm>
#include <cmath>
#include <QCryptographicHash>

namespace moa {

namespace {

/// Each value counts that much less once the next one has come.
constexpr double c_decay = 0.99;

/*
 * What is taken for granted before anything was seen, rounded. It comes from published answers to
 * 40 instructions of AlpacaEval, by five open models of 2024 and by mixtures of them: ln of the
 * estimated tokens of an answer is 5.3 to 5.6 by model (5.7 and 5.8 over references), its standard
 * deviation 0.83 by prompt and 0.52 by model and prompt. Two mixtures that share all proposers
 * differ by 0.29, which is 0.2 for either.
 */
constexpr std::array c_usualLengths{5.4, 5.75, 1.1};
constexpr double c_promptVariance = 0.83 * 0.83;
constexpr double c_residualVariance = 0.52 * 0.52;
constexpr double c_sampleVariance = 0.2 * 0.2;
constexpr double c_modelVariance = 0.3 * 0.3; ///< of the usual length, between models
constexpr double c_pickVariance = 0.3 * 0.3;
constexpr double c_leastSampleVariance = 0.05 * 0.05;
constexpr double c_ratioVariance = 0.15 * 0.15; ///< of tokens for each estimated one, by text
/// The same of answers: what those to one prompt share, and what they do not.
constexpr double c_textVariance = 0.12 * 0.12;
constexpr double c_answerVariance = 0.06 * 0.06;
/// What prompts ask for has longer tails than a normal distribution.
constexpr double c_tails = 1.25;
/// How many values the above stands for beside those that were seen.
constexpr double c_priorWeight = 4.0;

/// A model is known well enough to tell a long prompt from a talkative model.
constexpr double c_knownWeight = 3.0;
constexpr qint64 c_fewestInputTokens = 20;
constexpr qint64 c_fewestTimedTokens = 16;
/// Reported input of more or less than that is not a matter of vocabulary.
constexpr double c_furthestRatio = 5.0;
constexpr double c_furthestEffect = 0.5; ///< of ln ratio, by text
constexpr double c_furthestStep = 0.7; ///< of ln ratio, once some were seen

size_t indexOf(AnswerKind kind)
{
    return static_cast<size_t>(kind);
}

double lengthOf(const QString &text)
{
    return std::log(static_cast<double>(std::max<qint64>(1, estimateTokens(text))));
}

bool reportsOutput(const Response &response)
{
    return response.usage && response.usage->source == Usage::Source::Reported
        && response.usage->output > 0;
}

double outputOf(const Response &response)
{
    return std::log(static_cast<double>(response.usage->output));
}

void addRatio(Spread &ratio, double value)
{
    if (!(value > 1.0 / c_furthestRatio && value < c_furthestRatio))
        return;
    double step = std::log(value);
    if (ratio.weight >= c_knownWeight)
        step = std::clamp(step, ratio.mean - c_furthestStep, ratio.mean + c_furthestStep);
    ratio.add(step);
}

/** The responses of a run by their id: a run may have thousands. */
using ResponseTable = QHash<ResponseId, const Response *>;

Conversation messagesOf(const RunRecord &run, const ResponseTable &table, const Response &response,
                        const Agent &agent)
{
    QStringList references;
    for (const ResponseId &id : response.references) {
        if (const Response *reference = table.value(id))
            references.append(reference->text);
    }
    const AgentSettings settings = resolved(agent.settings, run.mixture.defaults);
    return agent.role == Role::Ranker
        ? buildRankerConversation(settings, run.conversation, references)
        : buildConversation(settings, run.conversation, references);
}

} // namespace

void Spread::add(double value)
{
    const double before = weight * c_decay;
    weight = before + 1.0;
    const double off = value - mean;
    mean += off / weight;
    variance = (before * variance + off * (value - mean)) / weight;
}

double Spread::blended(double other, double times) const
{
    return (weight * mean + times * other) / (weight + times);
}

void ModelHistory::observe(const RunRecord &run)
{
    ++m_runs;
    ResponseTable table;
    for (const Response &response : run.responses)
        table.insert(response.id, &response);
    QHash<AgentId, const Agent *> agents;
    for (const Layer &layer : run.mixture.layers) {
        for (const Agent &agent : layer.agents)
            agents.insert(agent.id, &agent);
    }

    Prompt now;
    now.seen = m_runs;
    for (const Response &response : run.responses) {
        const Agent *agent = agents.value(response.id.agent);
        if (response.state != ResponseState::Done || !agent || agent->role == Role::Ranker)
            continue;
        const AnswerKind kind = answerKind(agent->role, !response.references.isEmpty());
        Answers &answers = now.answers[{{response.provider, response.model}, kind}];
        const double length = lengthOf(response.text);
        answers.length.add(length);
        if (reportsOutput(response))
            answers.outputRatio.add(outputOf(response) - length);
    }
    // Before the models are looked at anew: a prompt is told from what was usual before it.
    observePrompt(now, promptKey(run.conversation));

    for (const Response &response : run.responses) {
        const Agent *agent = agents.value(response.id.agent);
        if (response.state != ResponseState::Done || !agent)
            continue;
        Model &model = m_models[{response.provider, response.model}];
        model.seen = m_runs;
        const bool reported = response.usage && response.usage->source == Usage::Source::Reported;
        // What was shortened can't be put together again.
        const bool mayBeShortened = !response.notices.isEmpty()
            && resolved(agent->settings, run.mixture.defaults).overflow == Overflow::Shorten;
        if (reported && !mayBeShortened) {
            qint64 estimated = 0;
            qint64 around = TokenCounter::perReply;
            for (const Message &message : messagesOf(run, table, response, *agent)) {
                estimated += estimateTokens(message.text);
                around += TokenCounter::perMessage;
            }
            if (estimated >= c_fewestInputTokens) {
                addRatio(model.inputRatio,
                         static_cast<double>(response.usage->input - around)
                             / static_cast<double>(estimated));
            }
        }
        observeAnswer(model, response, answerKind(agent->role, !response.references.isEmpty()));
    }
    forgetOldest();
}

void ModelHistory::observeAnswer(Model &model, const Response &response, AnswerKind kind)
{
    const bool reported = reportsOutput(response);
    const size_t at = indexOf(kind);
    if (kind == AnswerKind::Pick) {
        // Its text is the one that it picked: what it wrote itself is only told by the provider.
        if (reported)
            model.lengths[at].add(outputOf(response));
    } else {
        const double length = lengthOf(response.text);
        model.lengths[at].add(length);
        m_lengths[at].add(length);
        if (reported)
            model.outputRatios[at].add(outputOf(response) - length);
    }
    const Timing &timing = response.timing;
    if (response.attempts != 1 || !timing.started || !timing.firstToken)
        return;
    const auto waited = static_cast<double>(*timing.firstToken - *timing.started);
    model.firstToken.add(std::log(std::max(1.0, waited) / 1000.0));
    if (const auto speed = tokensPerSecond(response);
        speed && *speed > 0.0 && response.usage->output >= c_fewestTimedTokens)
        model.speed.add(std::log(*speed));
}

void ModelHistory::observePrompt(const Prompt &now, const QString &key)
{
    if (now.answers.isEmpty())
        return;
    const auto known = m_prompts.constFind(key);
    if (known == m_prompts.cend()) {
        Prompt ofKnownModels;
        for (auto it = now.answers.cbegin(); it != now.answers.cend(); ++it) {
            const auto model = m_models.constFind(it.key().first);
            if (model != m_models.cend()
                && model->lengths[indexOf(it.key().second)].weight >= c_knownWeight)
                ofKnownModels.answers.insert(it.key(), it.value());
        }
        const Effect effect = effectOf(ofKnownModels);
        if (effect.answers >= 2) {
            m_residualVariance.add(effect.variance);
            m_promptVariance.add(
                std::max(0.0, effect.mean * effect.mean - effect.variance / effect.answers));
        }
    }

    Prompt &prompt = m_prompts[key];
    prompt.seen = m_runs;
    for (auto it = now.answers.cbegin(); it != now.answers.cend(); ++it) {
        const Spread &fresh = it->length;
        if (fresh.weight > 1.5)
            m_sampleVariance.add(fresh.variance * fresh.weight / (fresh.weight - 1.0));
        const auto before = prompt.answers.find(it.key());
        if (before != prompt.answers.end()) {
            const double off = fresh.mean - before->length.mean;
            m_sampleVariance.add(off * off / (1.0 / fresh.weight + 1.0 / before->length.weight));
            before->length.add(fresh.mean);
            if (it->outputRatio.weight > 0.0)
                before->outputRatio.add(it->outputRatio.mean);
        } else if (prompt.answers.size() < mostAnswersOfAPrompt) {
            prompt.answers.insert(it.key(), it.value());
        }
    }
}

ModelHistory::Effect ModelHistory::effectOf(const Prompt &prompt) const
{
    double squares = 0.0;
    Effect effect;
    for (auto it = prompt.answers.cbegin(); it != prompt.answers.cend(); ++it) {
        const double off = it->length.mean - usualLength(it.key().first, it.key().second);
        effect.mean += off;
        squares += off * off;
        ++effect.answers;
    }
    if (effect.answers == 0)
        return effect;
    effect.mean /= effect.answers;
    if (effect.answers > 1) {
        effect.variance = std::max(0.0, squares - effect.answers * effect.mean * effect.mean)
            / (effect.answers - 1);
    }
    return effect;
}

double ModelHistory::usualLength(const ModelKey &key, AnswerKind kind) const
{
    const auto ofAll = [this](AnswerKind which) {
        const size_t at = indexOf(which);
        return m_lengths[at].blended(c_usualLengths[at], 1.0);
    };
    double usual = ofAll(kind);
    const auto model = m_models.constFind(key);
    if (model == m_models.cend())
        return usual;
    const Spread &own = model->lengths[indexOf(kind)];
    if (own.weight == 0.0 && kind != AnswerKind::Pick) {
        // A talkative model is talkative in the other role too.
        const AnswerKind other =
            kind == AnswerKind::First ? AnswerKind::Aggregate : AnswerKind::First;
        const Spread &inOther = model->lengths[indexOf(other)];
        usual += inOther.blended(ofAll(other), 1.0) - ofAll(other);
    }
    return own.blended(usual, 1.0);
}

double ModelHistory::promptVariance() const
{
    return m_promptVariance.blended(c_promptVariance, c_priorWeight);
}

double ModelHistory::residualVariance() const
{
    return m_residualVariance.blended(c_residualVariance, c_priorWeight);
}

double ModelHistory::sampleVariance() const
{
    return std::max(c_leastSampleVariance,
                    m_sampleVariance.blended(c_sampleVariance, c_priorWeight));
}

LengthForecast ModelHistory::length(const ProviderId &provider, const QString &modelName,
                                    AnswerKind kind, const QString &promptKey) const
{
    const ModelKey key(provider, modelName);
    const size_t at = indexOf(kind);
    const auto model = m_models.constFind(key);
    const double seen = model == m_models.cend() ? 0.0 : model->lengths[at].weight;
    LengthForecast forecast;
    forecast.mean = usualLength(key, kind);
    forecast.basis = seen > 0.0 ? LengthForecast::Basis::Model : LengthForecast::Basis::Prior;
    if (kind == AnswerKind::Pick) {
        forecast.sample = c_pickVariance;
        return forecast;
    }

    forecast.sample = sampleVariance();
    Effect effect;
    if (const auto prompt = m_prompts.constFind(promptKey); prompt != m_prompts.cend()) {
        const auto answer = prompt->answers.constFind({key, kind});
        if (answer != prompt->answers.cend()) {
            forecast.mean = answer->length.mean;
            forecast.own = forecast.sample / answer->length.weight;
            forecast.basis = LengthForecast::Basis::Prompt;
            return forecast;
        }
        effect = effectOf(*prompt);
    }
    const double ofPrompt = promptVariance();
    const double residual = residualVariance();
    forecast.own = std::max(0.0, residual - forecast.sample) + c_modelVariance / (seen + 1.0);
    // What the prompt asks for, given the answers that it has got: the usual estimate of a random
    // effect, drawn to 0 the less there is to go by.
    const double weight = effect.answers * ofPrompt / (effect.answers * ofPrompt + residual);
    forecast.mean += weight * effect.mean;
    forecast.shared = ofPrompt * (1.0 - weight);
    if (effect.answers > 0)
        forecast.basis = LengthForecast::Basis::Prompt;
    else // the usual lengths come from few prompts themselves
        forecast.shared = ofPrompt * (c_tails + 1.0 / (m_lengths[at].weight + c_priorWeight));
    return forecast;
}

std::optional<double> ModelHistory::inputRatio(const ProviderId &provider,
                                               const QString &model) const
{
    const auto found = m_models.constFind({provider, model});
    if (found == m_models.cend() || found->inputRatio.weight == 0.0)
        return std::nullopt;
    return std::exp(found->inputRatio.mean);
}

std::optional<double> ModelHistory::inputDeviation(const ProviderId &provider,
                                                   const QString &model) const
{
    const auto found = m_models.constFind({provider, model});
    if (found == m_models.cend() || found->inputRatio.weight == 0.0)
        return std::nullopt;
    const Spread &ratio = found->inputRatio;
    return std::sqrt((ratio.weight * ratio.variance + c_ratioVariance) / (ratio.weight + 1.0));
}

std::optional<RatioForecast> ModelHistory::outputRatio(const ProviderId &provider,
                                                       const QString &model, AnswerKind kind,
                                                       const QString &promptKey) const
{
    const ModelKey key(provider, model);
    const auto found = m_models.constFind(key);
    if (found == m_models.cend())
        return std::nullopt;
    const Spread &usual = found->outputRatios[indexOf(kind)];
    if (const auto prompt = m_prompts.constFind(promptKey); prompt != m_prompts.cend()) {
        const auto answer = prompt->answers.constFind({key, kind});
        if (answer != prompt->answers.cend() && answer->outputRatio.weight > 0.0)
            return RatioForecast{answer->outputRatio.mean, answer->outputRatio.variance};
    }
    if (usual.weight == 0.0)
        return std::nullopt;
    // What the texts have in common is told apart; what is left is the model's own.
    return RatioForecast{usual.mean + textEffect(promptKey).mean,
                         std::max(c_answerVariance, usual.variance - c_textVariance)};
}

RatioForecast ModelHistory::textEffect(const QString &promptKey) const
{
    double sum = 0.0;
    int count = 0;
    if (const auto prompt = m_prompts.constFind(promptKey); prompt != m_prompts.cend()) {
        for (auto it = prompt->answers.cbegin(); it != prompt->answers.cend(); ++it) {
            const auto model = m_models.constFind(it.key().first);
            if (it->outputRatio.weight == 0.0 || model == m_models.cend())
                continue;
            const Spread &usual = model->outputRatios[indexOf(it.key().second)];
            // Reasoning makes for any ratio: that is not a matter of the text.
            sum +=
                std::clamp(it->outputRatio.mean - usual.mean, -c_furthestEffect, c_furthestEffect);
            ++count;
        }
    }
    const double weight = count * c_textVariance / (count * c_textVariance + c_answerVariance);
    return {count > 0 ? weight * sum / count : 0.0, c_textVariance * (1.0 - weight)};
}

Spread ModelHistory::firstToken(const ProviderId &provider, const QString &model) const
{
    return m_models.value({provider, model}).firstToken;
}

Spread ModelHistory::speed(const ProviderId &provider, const QString &model) const
{
    return m_models.value({provider, model}).speed;
}

QString ModelHistory::promptKey(const Conversation &conversation)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const Message &message : conversation) {
        hash.addData(QByteArray::number(static_cast<int>(message.author)) + ':');
        hash.addData(message.text.toUtf8());
        hash.addData(QByteArrayView("\0", 1));
    }
    constexpr qsizetype enough = 12; // bytes, for some hundred prompts
    return QString::fromLatin1(hash.result().first(enough).toHex());
}

void ModelHistory::forgetOldest()
{
    const auto drop = [](auto &table, qsizetype most) {
        while (table.size() > most) {
            table.erase(
                std::min_element(table.begin(), table.end(),
                                 [](const auto &a, const auto &b) { return a.seen < b.seen; }));
        }
    };
    drop(m_models, mostModels);
    drop(m_prompts, mostPrompts);
}

} // namespace moa
