// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/problemscontrol.h"

#include "canvas/canvasview.h"
#include "editors/problemsbar.h"
#include "editors/problemspopup.h"
#include "items/mixturedocument.h"

#include <algorithm>
#include <iterator>

namespace moa {

ProblemsControl::ProblemsControl(const Parts &parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_popup(new ProblemsPopup(parts.canvas))
{
    parts.canvas->setTopBar(parts.bar);
    const auto connectTo = [this](auto *source) {
        using Source = std::remove_pointer_t<decltype(source)>;
        connect(source, &Source::fixRequested, this, &ProblemsControl::fix);
        connect(source, &Source::showRequested, this, &ProblemsControl::show);
        connect(source, &Source::layerRequested, this, &ProblemsControl::showLayer);
        connect(source, &Source::modelRequested, this, &ProblemsControl::wantModel);
    };
    connectTo(parts.bar);
    connectTo(m_popup);
    connect(parts.canvas, &CanvasView::problemsRequested, this, &ProblemsControl::openOf);
}

void ProblemsControl::setProblems(const QList<Problem> &problems)
{
    // An empty canvas says itself what comes next; it is not a mistake.
    const bool isEmpty = m_parts.document->mixture().agentCount() == 0;
    m_problems = isEmpty ? QList<Problem>() : problems;
    m_parts.bar->setProblems(m_problems);
    QList<CardProblem> onCards;
    for (const Problem &problem : std::as_const(m_problems)) {
        if (problem.agent)
            onCards.append({*problem.agent, problem.text});
    }
    m_parts.canvas->setProblems(onCards);
    m_popup->setProblems(of(m_opened));
}

QList<Problem> ProblemsControl::of(const AgentId &agent) const
{
    QList<Problem> own;
    std::copy_if(m_problems.cbegin(), m_problems.cend(), std::back_inserter(own),
                 [&agent](const Problem &problem) { return problem.agent == agent; });
    return own;
}

void ProblemsControl::fix(const Problem &problem)
{
    m_parts.document->apply(applied(m_parts.document->mixture(), problem), problem.fix->label);
}

void ProblemsControl::show(const Problem &problem)
{
    m_parts.canvas->selectAgents({*problem.agent});
    m_parts.canvas->canvasActions()->frameSelection->trigger();
    m_parts.canvas->setFocus();
}

void ProblemsControl::showLayer(qsizetype layer)
{
    if (layer >= m_parts.document->mixture().layers.size())
        return;
    m_parts.canvas->canvasScene()->selectLayer(layer);
    m_parts.canvas->canvasActions()->frameSelection->trigger();
    m_parts.canvas->setFocus();
}

void ProblemsControl::wantModel(const Problem &problem, const QPoint &global)
{
    if (!problem.agent)
        return;
    m_parts.canvas->selectAgents({*problem.agent});
    Q_EMIT modelWanted({*problem.agent}, global);
}

void ProblemsControl::openOf(const AgentId &agent, const QPoint &global)
{
    m_opened = agent;
    m_popup->setProblems(of(agent));
    m_popup->open(global);
}

} // namespace moa
