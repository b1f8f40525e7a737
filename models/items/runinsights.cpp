// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/runinsights.h"

#include "items/responsesmodel.h"

#include <QFutureWatcher>
#include <QtConcurrent>

namespace moa {

namespace {

/// Runs @p work on another thread and hands its result to @p receive, unless @p owner is gone.
template <typename Work, typename Receive>
void compute(QObject *owner, Work work, Receive receive)
{
    using Value = std::invoke_result_t<Work>;
    auto *watcher = new QFutureWatcher<Value>(owner);
    QObject::connect(watcher, &QFutureWatcherBase::finished, owner,
                     [watcher, receive = std::move(receive)] {
                         watcher->deleteLater();
                         receive(watcher->result());
                     });
    watcher->setFuture(QtConcurrent::run(std::move(work)));
}

} // namespace

RunInsights::RunInsights(const ResponsesModel *responses, QObject *parent)
    : QObject(parent)
    , m_responses(responses)
{
    connect(responses, &ResponsesModel::runChanged, this, &RunInsights::runChanged);
    runChanged();
}

void RunInsights::computeMatrix(const SimilarityRequest &request)
{
    QStringList texts;
    for (const ResponseId &id : request.responses) {
        const std::optional<int> row = m_responses->row(id);
        if (!row || request.run != runId())
            return;
        texts.append(m_responses->response(*row).text);
    }
    compute(
        this, [texts, metric = request.metric] { return similarityMatrix(texts, metric); },
        [this, request](const SimilarityMatrix &matrix) {
            if (request.run == runId())
                Q_EMIT matrixReady(request, matrix);
        });
}

void RunInsights::runChanged()
{
    const RunRecord &run = m_responses->run();
    if (run.id.isEmpty() || run.state == RunState::Running) {
        m_tracing.clear();
        setProvenance(nullptr);
        return;
    }
    if (m_tracing == run.id)
        return;
    m_tracing = run.id;
    setProvenance(nullptr);
    QList<Response> responses;
    responses.reserve(m_responses->rowCount());
    for (int row = 0; row < m_responses->rowCount(); ++row)
        responses.append(m_responses->response(row));
    const Agent *last = run.mixture.finalAgent();
    compute(
        this,
        [responses,
         finalAgent = last ? last->id : AgentId()]() -> std::shared_ptr<const RunProvenance> {
            return std::make_shared<const RunProvenance>(responses, finalAgent);
        },
        [this, id = run.id](std::shared_ptr<const RunProvenance> provenance) {
            if (m_tracing == id)
                setProvenance(std::move(provenance));
        });
}

void RunInsights::setProvenance(std::shared_ptr<const RunProvenance> provenance)
{
    if (m_provenance == provenance)
        return;
    m_provenance = std::move(provenance);
    Q_EMIT provenanceChanged();
}

QString RunInsights::runId() const
{
    return m_responses->run().id;
}

} // namespace moa
