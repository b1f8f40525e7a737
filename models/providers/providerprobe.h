// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "providers/chatcall.h"
#include "providers/modellistjob.h"
#include "providers/networksettings.h"

namespace moa {

/**
 * Tries out one provider in four steps, each with its time and a sentence: whether it answers,
 * takes the key, lists its models, and responds to the shortest of requests, which may cost a
 * fraction of a cent. A step that can tell nothing is skipped and says why; after one that failed
 * all others are. Destroying the probe cancels it, also from its signals.
 */
class ProviderProbe : public QObject
{
    Q_OBJECT

public:
    struct Step
    {
        enum class Kind { Reach, Key, Models, Call };
        enum class State { Passed, Failed, Skipped };

        Kind kind = Kind::Reach;
        State state = State::Skipped;
        qint64 ms = 0; ///< that the step took
        QString sentence; ///< what happened, why, and what to do; without the key
    };

    ProviderProbe(Provider provider, ApiKey key, const NetworkSettings &network,
                  QObject *parent = nullptr);
    ~ProviderProbe() override;

    /// @p model is the one to call; empty: a cheap one of the list. Once.
    void start(const QString &model = {});

Q_SIGNALS:
    /// Once for each kind, in their order.
    void stepFinished(const moa::ProviderProbe::Step &step);
    /// After the last step; with what the provider listed.
    void finished(const QList<moa::ListedModel> &models);

private:
    void fetch(const QUrl &url, const ApiKey &key,
               void (ProviderProbe::*receive)(const FetchResult &));
    void reached(const FetchResult &result);
    void tryKey();
    void keyTried(const FetchResult &result);
    void listModels();
    void modelsListed(const Result<QList<ListedModel>> &models);
    void callModel();
    void callFinished(const Outcome &outcome);
    void report(Step::State state, const QString &sentence);
    void publish(const Step &step);
    void proceed();
    [[nodiscard]] QString modelToCall() const;

    Provider m_provider;
    ApiKey m_key;
    QString m_model; ///< to be called; empty: none was found
    QUrl m_url; ///< of the list, or of the provider if it has none
    QUrl m_keyUrl; ///< where the key is tried
    bool m_hasList;
    FetchResult m_reached; ///< the answer to a request without the key
    bool m_hasFailed = false;
    int m_maxTokens = 1;
    Step::Kind m_step = Step::Kind::Reach;
    QElapsedTimer m_clock; ///< of the step
    QList<ListedModel> m_models;
    std::unique_ptr<QNetworkAccessManager> m_manager;
    std::unique_ptr<RequestScheduler> m_scheduler;
    // After what they use. They are replaced in a later step, never from their own signals.
    std::unique_ptr<HttpFetch> m_fetch;
    std::unique_ptr<ModelListJob> m_list;
    std::unique_ptr<ChatCall> m_call;
};

} // namespace moa
