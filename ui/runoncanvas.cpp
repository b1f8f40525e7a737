// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runoncanvas.h"

#include "canvas/canvasview.h"
#include "ui/runsession.h"

#include <algorithm>

namespace moa {

RunOnCanvas::RunOnCanvas(const Parts &parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_pins(parts.responses)
    , m_cards(parts.document, parts.responses, parts.canvas, nullptr)
    , m_flows(parts.responses, parts.insights, parts.canvas)
{
    m_cards.setPins(&m_pins);
    connect(&m_pins, &Pins::changed, this, [this] {
        m_parts.session->setPinned(m_pins.responses());
        updateAction();
    });
    connect(parts.canvas, &CanvasView::selectionChanged, this, &RunOnCanvas::updateAction);
    connect(parts.canvas->canvasActions()->pin, &QAction::triggered, this,
            &RunOnCanvas::togglePins);
}

void RunOnCanvas::startAnew()
{
    m_pins.clear();
    m_cards.forget();
    m_flows.forget();
}

void RunOnCanvas::togglePins()
{
    const QList<AgentId> selected = m_parts.canvas->selectedAgents();
    const bool all = std::all_of(selected.cbegin(), selected.cend(),
                                 [this](const AgentId &id) { return m_pins.isPinned(id); });
    if (all)
        m_pins.unpin(selected);
    else if (const Result<void> pinned = m_pins.pin(selected); !pinned)
        Q_EMIT m_parts.canvas->message(pinned.error().message);
    updateAction();
}

void RunOnCanvas::updateAction()
{
    const QList<AgentId> selected = m_parts.canvas->selectedAgents();
    m_parts.canvas->canvasActions()->pin->setChecked(
        !selected.isEmpty()
        && std::all_of(selected.cbegin(), selected.cend(),
                       [this](const AgentId &id) { return m_pins.isPinned(id); }));
}

} // namespace moa
