// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/canvaskeyboard.h"

#include "canvas/canvascommands.h"
#include "canvas/canvasnavigation.h"
#include "canvas/canvasscene.h"
#include "mixture/mixtureedits.h"

#include <algorithm>
#include <cmath>
#include <QKeyEvent>
#include <QLocale>

namespace moa {

namespace {

bool isArrow(int key)
{
    return key == Qt::Key_Up || key == Qt::Key_Down || key == Qt::Key_Left || key == Qt::Key_Right;
}

bool isEnter(int key)
{
    return key == Qt::Key_Return || key == Qt::Key_Enter;
}

} // namespace

CanvasKeyboard::CanvasKeyboard(CanvasScene &scene, CanvasNavigation &navigation,
                               CanvasCommands &commands, QObject *parent)
    : QObject(parent)
    , m_scene(scene)
    , m_navigation(navigation)
    , m_commands(commands)
{ }

bool CanvasKeyboard::claims(const QKeyEvent &event) const
{
    const int key = event.key();
    return (isLinking() && (isEnter(key) || key == Qt::Key_Escape))
        || (hasChosenLink() && isEnter(key));
}

bool CanvasKeyboard::press(const QKeyEvent &event)
{
    const auto key = static_cast<Qt::Key>(event.key());
    const Qt::KeyboardModifiers modifiers = event.modifiers() & ~Qt::KeypadModifier;
    const bool plain = modifiers == Qt::NoModifier;
    if (isLinking() && plain && (isArrow(key) || isEnter(key) || key == Qt::Key_Escape)) {
        pressLinking(key);
        return true;
    }
    if (isArrow(key) && (plain || modifiers == Qt::ShiftModifier)) {
        walk(key, !plain);
        return true;
    }
    if (modifiers == Qt::ControlModifier && (key == Qt::Key_Left || key == Qt::Key_Right)) {
        chooseLink(key == Qt::Key_Left ? Side::Incoming : Side::Outgoing);
        return true;
    }
    if (key == Qt::Key_Space
        && (modifiers == Qt::ControlModifier || modifiers == Qt::ShiftModifier)) {
        toggleSelected();
        return true;
    }
    if (hasChosenLink() && plain && (isEnter(key) || key == Qt::Key_Escape)) {
        if (isEnter(key))
            followLink();
        else
            leaveLink();
        return true;
    }
    return false;
}

void CanvasKeyboard::enter()
{
    if (m_scene.selectedLayer())
        return; // its lane shows where the keyboard is
    const AgentId current = start();
    m_scene.setCurrent(current.isEmpty() ? firstAgent() : current, true);
}

AgentId CanvasKeyboard::start() const
{
    if (m_scene.selectedLayer())
        return {};
    return m_scene.current().isEmpty() ? m_scene.selectedAgents().value(0) : m_scene.current();
}

AgentId CanvasKeyboard::firstAgent() const
{
    for (const Layer &layer : m_scene.mixture().layers) {
        if (!layer.agents.isEmpty())
            return layer.agents.constFirst().id;
    }
    return {};
}

QString CanvasKeyboard::nameOf(const AgentId &id) const
{
    const Agent *agent = m_scene.mixture().agent(id);
    return agent ? agent->displayName() : id.toString();
}

void CanvasKeyboard::reveal(const AgentId &id)
{
    m_navigation.reveal(m_scene.canvasLayout().card(id).adjusted(-space::huge, -space::huge,
                                                                 space::huge, space::huge));
}

void CanvasKeyboard::goTo(const AgentId &id, bool extend)
{
    m_scene.setCurrent(id, true);
    const QList<AgentId> before = extend ? m_scene.selectedAgents() : QList<AgentId>();
    m_scene.selectAgents(before + QList<AgentId>{id});
    reveal(id);
}

void CanvasKeyboard::walk(Qt::Key key, bool extend)
{
    if (const std::optional<qsizetype> layer = m_scene.selectedLayer()) {
        walkLanes(*layer, key);
        return;
    }
    const AgentId from = start();
    if (from.isEmpty()) {
        if (const AgentId first = firstAgent(); !first.isEmpty())
            goTo(first, extend);
        return;
    }
    const std::optional<AgentPosition> place = m_scene.mixture().find(from);
    if (key == Qt::Key_Up && !extend && place && place->row == 0) {
        m_scene.setCurrent(from, false);
        selectLayer(place->layer);
        return;
    }
    const AgentId to = neighbour(from, key);
    goTo(to.isEmpty() ? from : to, extend);
}

void CanvasKeyboard::walkLanes(qsizetype layer, Qt::Key key)
{
    const Mixture &mixture = m_scene.mixture();
    if (key == Qt::Key_Left || key == Qt::Key_Right) {
        const qsizetype next = layer + (key == Qt::Key_Left ? -1 : 1);
        if (next >= 0 && next < mixture.layers.size())
            selectLayer(next);
        return;
    }
    if (key == Qt::Key_Down && !mixture.layers.at(layer).agents.isEmpty())
        goTo(mixture.layers.at(layer).agents.constFirst().id, false);
}

void CanvasKeyboard::selectLayer(qsizetype layer)
{
    m_scene.selectLayer(layer);
    m_navigation.reveal(m_scene.canvasLayout().lanes().at(layer).header.adjusted(
        -space::huge, -space::huge, space::huge, space::huge));
}

AgentId CanvasKeyboard::nearestIn(qsizetype layer, double y, const QSet<AgentId> *among) const
{
    AgentId nearest;
    double least = 0;
    for (const Agent &agent : m_scene.mixture().layers.at(layer).agents) {
        const double distance = std::abs(m_scene.canvasLayout().card(agent.id).center().y() - y);
        if ((!among || among->contains(agent.id)) && (nearest.isEmpty() || distance < least)) {
            nearest = agent.id;
            least = distance;
        }
    }
    return nearest;
}

AgentId CanvasKeyboard::neighbour(const AgentId &of, Qt::Key key, const QSet<AgentId> *among) const
{
    const Mixture &mixture = m_scene.mixture();
    const std::optional<AgentPosition> place = mixture.find(of);
    if (!place)
        return {};
    const qsizetype step = key == Qt::Key_Up || key == Qt::Key_Left ? -1 : 1;
    if (key == Qt::Key_Up || key == Qt::Key_Down) {
        const AgentList &agents = mixture.layers.at(place->layer).agents;
        qsizetype row = place->row + step;
        while (among && row >= 0 && row < agents.size() && !among->contains(agents.at(row).id))
            row += step;
        return row < 0 || row >= agents.size() ? AgentId() : agents.at(row).id;
    }
    const double y = m_scene.canvasLayout().card(of).center().y();
    for (qsizetype layer = place->layer + step; layer >= 0 && layer < mixture.layers.size();
         layer += step) {
        if (const AgentId found = nearestIn(layer, y, among); !found.isEmpty())
            return found;
    }
    return {};
}

void CanvasKeyboard::toggleSelected()
{
    const AgentId current = start();
    if (current.isEmpty())
        return;
    m_scene.setCurrent(current, true);
    QList<AgentId> selected = m_scene.selectedAgents();
    if (!selected.removeOne(current))
        selected.append(current);
    m_scene.selectAgents(selected);
}

bool CanvasKeyboard::hasChosenLink() const
{
    return m_chosen && m_scene.selectedLink() == m_chosen;
}

QList<Link> CanvasKeyboard::linksOf(const AgentId &id, Side side) const
{
    const LinkPlan &plan = m_scene.links().plan();
    return side == Side::Incoming ? plan.linksTo(id) : plan.linksFrom(id);
}

void CanvasKeyboard::chooseLink(Side side)
{
    const AgentId current = start();
    if (current.isEmpty())
        return;
    const QList<Link> links = linksOf(current, side);
    if (links.isEmpty()) {
        Q_EMIT message((side == Side::Incoming ? tr("No link leads to %1. L starts one at an "
                                                    "earlier agent.")
                                               : tr("No link leads from %1. L starts one."))
                           .arg(nameOf(current)));
        return;
    }
    const qsizetype at = hasChosenLink() && side == m_side ? links.indexOf(*m_chosen) : -1;
    m_side = side;
    m_scene.setCurrent(current, true);
    selectLink(links, (at + 1) % links.size());
}

void CanvasKeyboard::selectLink(const QList<Link> &links, qsizetype index)
{
    const Link &link = links.at(index);
    m_chosen = link;
    m_scene.selectLink(link);
    const QLocale locale;
    Q_EMIT message(tr("Link %1 of %2, from %3 to %4: Delete cuts it, Enter goes to its other end.")
                       .arg(locale.toString(index + 1), locale.toString(links.size()),
                            nameOf(link.from), nameOf(link.to)));
}

void CanvasKeyboard::followLink()
{
    const Link link = *m_chosen;
    m_chosen.reset();
    goTo(m_side == Side::Incoming ? link.from : link.to, false);
}

void CanvasKeyboard::leaveLink()
{
    m_chosen.reset();
    if (const AgentId current = start(); !current.isEmpty())
        goTo(current, false);
    else
        m_scene.clearAll();
}

bool CanvasKeyboard::cutChosenLink()
{
    if (!hasChosenLink())
        return false;
    const Link link = *m_chosen;
    const AgentId current = m_side == Side::Incoming ? link.to : link.from;
    const qsizetype at = linksOf(current, m_side).indexOf(link);
    m_commands.unlink(link);
    const QList<Link> left = linksOf(current, m_side);
    m_scene.setCurrent(current, true);
    if (left.isEmpty())
        leaveLink();
    else
        selectLink(left, std::min(at, left.size() - 1));
    return true;
}

void CanvasKeyboard::beginLink()
{
    cancel();
    const AgentId from = start();
    const Mixture &mixture = m_scene.mixture();
    const std::optional<AgentPosition> place = mixture.find(from);
    if (!place)
        return;
    QSet<AgentId> accepting;
    for (qsizetype layer = place->layer + 1; layer < mixture.layers.size(); ++layer) {
        for (const Agent &agent : mixture.layers.at(layer).agents) {
            if (edit::canLink(mixture, from, agent.id))
                accepting.insert(agent.id);
        }
    }
    if (accepting.isEmpty()) {
        Q_EMIT message((place->layer + 1 == mixture.layers.size()
                            ? tr("%1 stands in the last layer: there is no later agent that could "
                                 "take its response. Start the link at an earlier one.")
                            : tr("Every later agent takes the response of %1 already."))
                           .arg(nameOf(from)));
        return;
    }
    m_linkFrom = from;
    m_accepting = accepting;
    m_scene.drawnLink().begin(from, edit::LinkEnd::To, accepting, std::nullopt);
    aim(neighbour(from, Qt::Key_Right, &m_accepting));
    Q_EMIT message(tr("A link from %1: the arrow keys choose the agent that takes its response, "
                      "Enter links, Esc gives up.")
                       .arg(nameOf(from)));
}

void CanvasKeyboard::aim(const AgentId &target)
{
    m_linkTo = target;
    m_scene.setCurrent(target, true);
    m_scene.drawnLink().moveTo(inputPort(m_scene.canvasLayout().card(target)), target);
    reveal(target);
}

void CanvasKeyboard::pressLinking(Qt::Key key)
{
    if (key == Qt::Key_Escape) {
        cancel();
    } else if (isEnter(key)) {
        finishLink();
    } else if (const AgentId next = neighbour(m_linkTo, key, &m_accepting); !next.isEmpty()) {
        aim(next);
    }
}

void CanvasKeyboard::finishLink()
{
    const AgentId from = m_linkFrom;
    const AgentId to = m_linkTo;
    cancel();
    if (const Result<void> linked = m_commands.link(from, to); !linked)
        Q_EMIT message(linked.error().message);
}

void CanvasKeyboard::cancel()
{
    if (!isLinking())
        return;
    const AgentId from = std::exchange(m_linkFrom, AgentId());
    m_linkTo = {};
    m_accepting.clear();
    m_scene.drawnLink().end();
    m_scene.setCurrent(from, true);
    reveal(from);
}

} // namespace moa
