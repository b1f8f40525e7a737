// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/outlinecontrol.h"

#include "canvas/canvasview.h"
#include "editors/fieldtree.h"
#include "editors/outlineview.h"

namespace moa {

OutlineControl::OutlineControl(CanvasView *canvas, OutlineView *outline, QObject *parent)
    : QObject(parent)
    , m_canvas(canvas)
    , m_outline(outline)
{
    connect(canvas, &CanvasView::selectionChanged, this, [this] {
        m_outline->setSelection(m_canvas->selectedAgents(), m_canvas->selectedLayer());
    });
    connect(outline, &OutlineView::selectionChanged, this, &OutlineControl::selectOnCanvas);
    connect(outline, &OutlineView::inspectRequested, canvas, &CanvasView::inspectRequested);
    connect(outline, &OutlineView::message, canvas, &CanvasView::message);

    const CanvasScene *scene = canvas->canvasScene();
    connect(scene, &CanvasScene::cardStateChanged, this, [this, scene](const AgentId &agent) {
        m_outline->setState(agent, scene->cardStates().value(agent).word);
    });
    connect(scene, &CanvasScene::cardStatesCleared, outline, &OutlineView::clearStates);
    const QHash<AgentId, CardState> &states = scene->cardStates();
    for (auto state = states.cbegin(); state != states.cend(); ++state)
        outline->setState(state.key(), state->word);
    outline->setSelection(canvas->selectedAgents(), canvas->selectedLayer());
}

void OutlineControl::selectOnCanvas()
{
    const QList<AgentId> &agents = m_outline->selectedAgents();
    CanvasScene *scene = m_canvas->canvasScene();
    if (const std::optional<qsizetype> layer = m_outline->selectedLayer();
        layer && *layer < scene->mixture().layers.size())
        scene->selectLayer(*layer);
    else
        scene->selectAgents(agents);
    if (m_outline->tree()->hasFocus() && !agents.isEmpty())
        m_canvas->navigation()->reveal(scene->canvasLayout().card(agents.constLast()));
}

} // namespace moa
