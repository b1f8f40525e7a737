// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/agent.h"
#include "mixture/conversation.h"
#include "mixture/error.h"

#include <array>
#include <QHash>
#include <QPair>

namespace moa {

struct Response;
struct RunRecord;

/** What a response is made of, which says much about its length. */
enum class AnswerKind {
    First, ///< of the prompt alone
    Aggregate, ///< of references too
    Pick ///< a ranker's choice
};

[[nodiscard]] constexpr size_t qHash(AnswerKind kind, size_t seed = 0)
{
    return seed ^ (static_cast<size_t>(kind) + 1);
}

[[nodiscard]] constexpr AnswerKind answerKind(Role role, bool hasReferences)
{
    if (role == Role::Ranker)
        return AnswerKind::Pick;
    return hasReferences ? AnswerKind::Aggregate : AnswerKind::First;
}

/** Mean and variance of values of which the later ones count more. */
struct Spread
{
    double mean = 0.0;
    double variance = 0.0;
    double weight = 0.0; ///< how many values it stands for; at most a hundred

    void add(double value);
    /// The mean as if @p other had been seen @p times before.
    [[nodiscard]] double blended(double other, double times) const;

    friend bool operator==(const Spread &, const Spread &) = default;
};

/** How long an answer will be: a normal distribution of the logarithm of its length. */
struct LengthForecast
{
    enum class Basis {
        Prior, ///< nothing is known of the model
        Model, ///< what the model answered to other prompts
        Prompt ///< what was answered to this very prompt
    };

    double mean = 0.0; ///< of ln(estimateTokens(answer))
    double shared = 0.0; ///< variance that all answers to the prompt have in common
    double own = 0.0; ///< variance that all samples of the agent have in common
    double sample = 0.0; ///< variance of each sample
    Basis basis = Basis::Prior;
};

/** A normal distribution of the logarithm of a ratio. */
struct RatioForecast
{
    double mean = 0.0;
    double variance = 0.0;
};

/**
 * What this machine has seen of each model: how many tokens its provider counts for a text, how
 * long its answers are, how quick it is. Follows change: what was seen some hundred answers ago
 * hardly counts. A value; its size is bounded.
 *
 * Lengths are those of estimateTokens(), so that models with different vocabularies compare. The
 * length of an answer to a prompt is taken as the model's usual one, longer or shorter as the
 * prompt asks for (which all models share), and as that model takes this prompt. Of a prompt only
 * a hash is kept.
 */
class ModelHistory
{
public:
    static constexpr int mostModels = 500;
    static constexpr int mostPrompts = 200;
    static constexpr int mostAnswersOfAPrompt = 64;

    /// Learns from the responses of a run that has ended; from those that failed nothing.
    void observe(const RunRecord &run);

    /// Tokens of input that the provider reports for each of estimateTokens().
    [[nodiscard]] std::optional<double> inputRatio(const ProviderId &provider,
                                                   const QString &model) const;
    /// The standard deviation of that ratio from text to text, as a part of it.
    [[nodiscard]] std::optional<double> inputDeviation(const ProviderId &provider,
                                                       const QString &model) const;
    /// ln of the tokens of output, reasoning included, for each of estimateTokens(answer); nothing
    /// if none were reported yet.
    [[nodiscard]] std::optional<RatioForecast> outputRatio(const ProviderId &provider,
                                                           const QString &model, AnswerKind kind,
                                                           const QString &prompt) const;
    /// How much more tokens than usual the answers to a prompt have for each of estimateTokens():
    /// code and tables have more, prose has less. ln, for any model.
    [[nodiscard]] RatioForecast textEffect(const QString &prompt) const;
    /// ln of the seconds from the request to the first token; no weight if none was seen.
    [[nodiscard]] Spread firstToken(const ProviderId &provider, const QString &model) const;
    /// ln of the tokens of output a second from then on.
    [[nodiscard]] Spread speed(const ProviderId &provider, const QString &model) const;

    /// @p prompt: promptKey() of the conversation.
    [[nodiscard]] LengthForecast length(const ProviderId &provider, const QString &model,
                                        AnswerKind kind, const QString &prompt) const;

    /// A hash of the conversation, without which nothing of it can be told.
    [[nodiscard]] static QString promptKey(const Conversation &conversation);

    [[nodiscard]] bool isEmpty() const { return m_models.isEmpty(); }

    /// Reads a file of the format "moa-studio/model-history"; what is wrong with it is a sentence.
    [[nodiscard]] static Result<ModelHistory> read(const QByteArray &json);
    [[nodiscard]] QByteArray write() const;

    friend bool operator==(const ModelHistory &, const ModelHistory &) = default;

private:
    friend class ModelHistoryFile;

    static constexpr size_t kinds = 3;
    using ModelKey = QPair<ProviderId, QString>;
    using AnswerKey = QPair<ModelKey, AnswerKind>;

    struct Model
    {
        qint64 seen = 0; ///< number of the last run it took part in
        Spread inputRatio; ///< ln
        std::array<Spread, kinds> lengths; ///< ln
        std::array<Spread, kinds> outputRatios; ///< ln
        Spread firstToken; ///< ln of seconds
        Spread speed; ///< ln of tokens a second

        friend bool operator==(const Model &, const Model &) = default;
    };

    struct Answers
    {
        Spread length; ///< ln
        Spread outputRatio; ///< ln

        friend bool operator==(const Answers &, const Answers &) = default;
    };

    struct Prompt
    {
        qint64 seen = 0;
        QHash<AnswerKey, Answers> answers;

        friend bool operator==(const Prompt &, const Prompt &) = default;
    };

    /// How much longer or shorter than usual the models answered to a prompt.
    struct Effect
    {
        double mean = 0.0;
        double variance = 0.0; ///< between them
        int answers = 0;
    };

    [[nodiscard]] double usualLength(const ModelKey &model, AnswerKind kind) const;
    [[nodiscard]] Effect effectOf(const Prompt &prompt) const;
    [[nodiscard]] double promptVariance() const;
    [[nodiscard]] double residualVariance() const;
    [[nodiscard]] double sampleVariance() const;
    void observeAnswer(Model &model, const Response &response, AnswerKind kind);
    void observePrompt(const Prompt &now, const QString &key);
    void forgetOldest();

    qint64 m_runs = 0;
    QHash<ModelKey, Model> m_models;
    QHash<QString, Prompt> m_prompts;
    std::array<Spread, kinds> m_lengths; ///< of all models
    Spread m_promptVariance; ///< of what prompts ask for
    Spread m_residualVariance; ///< of how one model takes one prompt
    Spread m_sampleVariance; ///< between answers of one model to one prompt
};

} // namespace moa
