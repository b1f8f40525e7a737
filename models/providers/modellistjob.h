// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "providers/httpfetch.h"
#include "providers/modellisting.h"
#include "providers/secrets.h"

#include <functional>
#include <QSet>

namespace moa {

/**
 * Asks one provider for its models: all pages, and the details that its list leaves out. Replies
 * are read in another thread, since some lists are large. Emits finished() exactly once, from the
 * event loop; destroying the job cancels it, also from there. No sentence and no model holds the
 * key.
 */
class ModelListJob : public QObject
{
    Q_OBJECT

public:
    static constexpr int mostPages = 50;

    /// @p manager outlives the job.
    ModelListJob(Provider provider, ApiKey key, QNetworkAccessManager *manager,
                 QObject *parent = nullptr);
    ~ModelListJob() override;

    /// For each of its requests; before start().
    void setTimeLimit(std::chrono::milliseconds limit) { m_limits.time = limit; }
    void start();

Q_SIGNALS:
    void finished(const moa::Result<QList<moa::ListedModel>> &models);

private:
    void ask(const ListRequest &request);
    void listFetched(const ListRequest &request, const FetchResult &result);
    void listRead(const ListRequest &request, const Result<ListPage> &page);
    [[nodiscard]] bool askOtherwise();
    void askDetails();
    void detailFetched(const ListRequest &request, const FetchResult &result);
    void readDetails();
    void end(const Result<QList<ListedModel>> &models);
    void fetch(const ListRequest &request, const std::function<void(const FetchResult &)> &receive);

    Provider m_provider;
    ApiKey m_key;
    QNetworkAccessManager *m_manager;
    FetchLimits m_limits;
    QList<ListRequest> m_alternatives; ///< not asked yet
    QList<ListedModel> m_models;
    QSet<QString> m_seen; ///< ids of m_models
    QList<ListRequest> m_details; ///< to be asked
    QList<QPair<ListRequest, QByteArray>> m_detailBodies;
    qsizetype m_openDetails = 0;
    int m_pages = 0;
    bool m_ended = false;
};

} // namespace moa
