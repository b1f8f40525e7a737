// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/linkflows.h"

#include "canvas/canvasview.h"
#include "items/responsesmodel.h"
#include "items/runinsights.h"
#include "run/linksurvival.h"

#include <QtConcurrent>

namespace moa {

LinkFlows::LinkFlows(const ResponsesModel *responses, const RunInsights *insights,
                     CanvasView *canvas, QObject *parent)
    : QObject(parent)
    , m_responses(responses)
    , m_insights(insights)
    , m_canvas(canvas)
{
    connect(responses, &ResponsesModel::runChanged, this, &LinkFlows::beginRun);
    connect(insights, &RunInsights::provenanceChanged, this, &LinkFlows::compute);
    connect(&m_watcher, &QFutureWatcherBase::finished, this, [this] {
        if (!m_watcher.isCanceled())
            show(m_watcher.result());
    });
}

LinkFlows::~LinkFlows() = default;

void LinkFlows::forget()
{
    m_watcher.setFuture({});
    m_canvas->canvasScene()->setLinkFlows({});
}

void LinkFlows::beginRun()
{
    forget();
    const RunRecord &run = m_responses->run();
    if (run.id.isEmpty() || run.state == RunState::Running)
        return;
    show({});
    compute();
}

void LinkFlows::compute()
{
    const std::shared_ptr<const RunProvenance> provenance = m_insights->provenance();
    if (!provenance)
        return;
    QList<Response> responses;
    responses.reserve(m_responses->rowCount());
    for (int row = 0; row < m_responses->rowCount(); ++row)
        responses.append(m_responses->response(row));
    m_watcher.setFuture(QtConcurrent::run(
        [provenance, responses] { return linkSurvival(*provenance, responses); }));
}

void LinkFlows::show(const Shares &shares)
{
    QHash<Link, LinkFlow> flows;
    for (auto share = shares.cbegin(); share != shares.cend(); ++share)
        flows[share.key()].survived = share.value();
    const QList<ResponseId> path = m_responses->criticalPath();
    for (qsizetype step = 1; step < path.size(); ++step)
        flows[{path.at(step - 1).agent, path.at(step).agent}].critical = true;
    m_canvas->canvasScene()->setLinkFlows(flows);
}

} // namespace moa
