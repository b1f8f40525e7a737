// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/modellistjob.h"

#include <algorithm>
#include <QtConcurrent>

namespace moa {

namespace {

/// Runs @p work in another thread and gives its result to @p receive, unless @p owner is gone.
template <typename Work, typename Receive>
void readElsewhere(QObject *owner, Work work, Receive receive)
{
    using Value = std::invoke_result_t<Work>;
    auto *watcher = new QFutureWatcher<Value>(owner);
    QObject::connect(watcher, &QFutureWatcherBase::finished, owner, [watcher, receive] {
        watcher->deleteLater();
        receive(watcher->result());
    });
    watcher->setFuture(QtConcurrent::run(std::move(work)));
}

} // namespace

ModelListJob::ModelListJob(Provider provider, ApiKey key, QNetworkAccessManager *manager,
                           QObject *parent)
    : QObject(parent)
    , m_provider(std::move(provider))
    , m_key(std::move(key))
    , m_manager(manager)
    , m_alternatives(listRequests(m_provider))
{ }

ModelListJob::~ModelListJob() = default;

void ModelListJob::start()
{
    if (askOtherwise())
        return;
    end(failure(tr("%1 has no list of models: name your deployments where they are used.")
                    .arg(m_provider.displayName())));
}

bool ModelListJob::askOtherwise()
{
    if (m_alternatives.isEmpty())
        return false;
    ask(m_alternatives.takeFirst());
    return true;
}

void ModelListJob::fetch(const ListRequest &request,
                         const std::function<void(const FetchResult &)> &receive)
{
    auto *fetch = new HttpFetch(m_manager, providerRequest(m_provider, request.url, m_key),
                                request.body, m_limits, this);
    connect(fetch, &HttpFetch::finished, this, [fetch, receive](const FetchResult &result) {
        fetch->deleteLater();
        receive(result);
    });
}

void ModelListJob::ask(const ListRequest &request)
{
    ++m_pages;
    fetch(request, [this, request](const FetchResult &result) { listFetched(request, result); });
}

void ModelListJob::listFetched(const ListRequest &request, const FetchResult &result)
{
    const bool isWhole = result.status == 200 && result.failure.isEmpty();
    if (!isWhole) {
        // Where nothing answers, or not to this key, nothing else will.
        const bool isElsewhere = result.failure.isEmpty() && !isKeyRefusal(result);
        if (!isElsewhere || !askOtherwise()) {
            end(failure(fetchSentence(m_provider, request.url, result,
                                      !m_key.secretFor(request.url).isEmpty())));
        }
        return;
    }
    const Secrets secrets(m_provider, m_key, request.url);
    readElsewhere(
        this,
        [provider = m_provider, request, secrets, body = result.body] {
            return readModelList(provider, request, secrets.masked(body));
        },
        [this, request](const Result<ListPage> &page) { listRead(request, page); });
}

void ModelListJob::listRead(const ListRequest &request, const Result<ListPage> &page)
{
    if (!page) {
        if (!askOtherwise()) {
            end(failure(tr("%1: %2 Check that %3 is its address.")
                            .arg(m_provider.displayName(), page.error().message,
                                 request.url.toDisplayString(QUrl::RemoveQuery))));
        }
        return;
    }
    m_alternatives.clear();
    for (const ListedModel &model : page->models) {
        if (!m_seen.contains(model.id))
            m_models.append(model);
        m_seen.insert(model.id);
    }
    m_details += page->details;
    if (!page->next) {
        askDetails();
    } else if (m_pages < mostPages) {
        ask(*page->next);
    } else {
        end(failure(tr("The list of %1 does not end: after %2 pages there is always one more.")
                        .arg(m_provider.displayName())
                        .arg(mostPages)));
    }
}

void ModelListJob::askDetails()
{
    if (m_details.isEmpty()) {
        end(m_models);
        return;
    }
    m_openDetails = m_details.size();
    for (const ListRequest &request : std::as_const(m_details)) {
        fetch(request,
              [this, request](const FetchResult &result) { detailFetched(request, result); });
    }
}

void ModelListJob::detailFetched(const ListRequest &request, const FetchResult &result)
{
    // Without them the list still stands.
    if (result.status == 200 && result.failure.isEmpty())
        m_detailBodies.append({request, result.body});
    if (--m_openDetails == 0)
        readDetails();
}

void ModelListJob::readDetails()
{
    readElsewhere(
        this,
        [models = m_models, bodies = m_detailBodies] {
            QList<ListedModel> detailed = models;
            for (const auto &[request, body] : bodies)
                addModelDetails(request, body, detailed);
            return detailed;
        },
        [this](const QList<ListedModel> &models) { end(models); });
}

void ModelListJob::end(const Result<QList<ListedModel>> &models)
{
    if (m_ended)
        return;
    m_ended = true;
    const Secrets secrets(m_provider, m_key, m_provider.baseUrl);
    const Result<QList<ListedModel>> shown = models.map_error(
        [&secrets](const Error &error) { return Error{secrets.masked(error.message)}; });
    // Later, so that whoever hears of it can destroy the job, and the fetch whose signal this is.
    QMetaObject::invokeMethod(
        this, [this, shown] { Q_EMIT finished(shown); }, Qt::QueuedConnection);
}

} // namespace moa
