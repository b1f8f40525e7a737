// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/quickadd.h"

#include "canvas/canvasview.h"
#include "editors/agentfinder.h"
#include "items/mixturedocument.h"

#include <QLocale>

namespace moa {

QuickAdd::QuickAdd(CanvasView *canvas, MixtureDocument *document, QObject *parent)
    : QObject(parent)
    , m_canvas(canvas)
    , m_document(document)
    , m_chooser(new ModelChooser(canvas))
    , m_finder(new AgentFinder(canvas))
{
    connect(canvas, &CanvasView::quickAddRequested, this, &QuickAdd::add);
    connect(canvas, &CanvasView::replaceModelRequested, this, &QuickAdd::replace);
    connect(canvas, &CanvasView::findRequested, m_finder, &AgentFinder::open);
    connect(m_chooser, &ModelChooser::chosen, this, &QuickAdd::chosen);
    connect(m_chooser, &ModelChooser::closed, this, &QuickAdd::chooserClosed);
}

void QuickAdd::setEntries(const QList<PaletteEntry> &entries)
{
    m_chooser->setEntries(entries);
    m_names.clear();
    for (const PaletteEntry &entry : entries) {
        if (!entry.name.isEmpty())
            m_names.insert({entry.provider, entry.model}, entry.name);
    }
}

QStringList QuickAdd::listedNames(const QList<AgentId> &agents) const
{
    QStringList names;
    for (const AgentId &id : agents) {
        const Agent *agent = m_document->mixture().agent(id);
        const QString name = agent ? m_names.value({agent->provider, agent->model}) : QString();
        if (!name.isEmpty())
            names.append(name);
    }
    return names;
}

void QuickAdd::add(const QuickAddSpot &spot)
{
    m_replaced.clear();
    m_spot = spot;
    m_chooser->setRecent(m_recent);
    // An empty canvas shows by itself where the first layer goes.
    if (!m_document->mixture().layers.isEmpty())
        m_canvas->pointOut(spot.place);
    const QString purpose = purposeOf(spot);
    if (spot.global.isNull())
        m_chooser->open(onScreen(spot.place.indicator), purpose);
    else
        m_chooser->open(spot.global, purpose);
}

void QuickAdd::replace(const QList<AgentId> &agents, QPoint global)
{
    const Agent *first =
        agents.isEmpty() ? nullptr : m_document->mixture().agent(agents.constFirst());
    if (!first)
        return;
    m_replaced = agents;
    m_chooser->setRecent(m_recent);
    const QString purpose = agents.size() == 1
        ? tr("Replace the model of %1").arg(first->displayName())
        : tr("Replace the model of %1 agents").arg(QLocale().toString(agents.size()));
    // Beside the card rather than on it, if it was asked for there.
    const QRect card = onScreen(m_canvas->canvasScene()->canvasLayout().card(first->id));
    const QRect anchor = card.contains(global) ? card : QRect(global, QSize(1, 1));
    m_chooser->open(anchor, purpose, ModelChooser::Use::Replace);
}

QRect QuickAdd::onScreen(const QRectF &sceneRect) const
{
    const QWidget *viewport = m_canvas->viewport();
    // A line has no height, and would vanish.
    const QRect inView =
        m_canvas->mapFromScene(sceneRect).boundingRect().adjusted(0, 0, 1, 1) & viewport->rect();
    return {viewport->mapToGlobal(inView.topLeft()), inView.size()};
}

QString QuickAdd::purposeOf(const QuickAddSpot &spot) const
{
    const Mixture &mixture = m_document->mixture();
    if (const Agent *from = spot.linkFrom ? mixture.agent(*spot.linkFrom) : nullptr)
        return tr("Add an agent that gets the response of %1").arg(from->displayName());
    if (mixture.layers.isEmpty())
        return tr("Add the first agent");
    if (spot.place.kind == DropPlace::Kind::NewLane)
        return tr("Add an agent in a new layer");
    const qsizetype layer = spot.place.position.layer;
    if (const QString name = mixture.layers.value(layer).name; !name.isEmpty())
        return tr("Add an agent to “%1”").arg(name);
    return tr("Add an agent to layer %1").arg(QLocale().toString(layer + 1));
}

void QuickAdd::chosen(const ModelRef &model, ModelChooser::How how)
{
    m_recent.add(model);
    if (m_replaced.isEmpty())
        addChosen(model, how);
    else
        CanvasCommands(*m_document).replaceModel(m_replaced, model, listedNames(m_replaced));
    Q_EMIT recentChanged();
}

void QuickAdd::addChosen(const ModelRef &model, ModelChooser::How how)
{
    QuickAddSpot spot = m_spot;
    // A spot between lanes is a new layer already.
    if (how == ModelChooser::How::NewLayer && spot.place.kind == DropPlace::Kind::IntoLane)
        spot.place = {DropPlace::Kind::NewLane, {spot.place.position.layer + 1, 0}, {}};
    m_canvas->addModelAt(model, spot);
    const QList<AgentId> added = m_canvas->selectedAgents();
    if (added.isEmpty())
        return;
    CanvasScene *scene = m_canvas->canvasScene();
    scene->setCurrent(added.constFirst(), !m_chooser->isOpen());
    if (!m_chooser->isOpen())
        return;
    m_spot.place = placeAfter(scene->canvasLayout(), scene->mixture(), added.constFirst());
    m_canvas->pointOut(m_spot.place);
    if (const Agent *agent = m_document->mixture().agent(added.constFirst()))
        m_chooser->setPurpose(tr("Added %1. Add another after it").arg(agent->displayName()));
}

void QuickAdd::chooserClosed()
{
    m_canvas->pointOut({});
}

} // namespace moa
