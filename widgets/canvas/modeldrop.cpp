// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/modeldrop.h"

#include "canvas/canvascommands.h"
#include "canvas/canvasnavigation.h"
#include "canvas/canvasscene.h"
#include "canvas/linkcommands.h"
#include "canvas/pointerhint.h"

#include <QGraphicsView>
#include <QMimeData>

namespace moa {

ModelDrop::ModelDrop(const GestureParts &parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
{
    connect(&parts.navigation, &CanvasNavigation::autoScrolled, this, [this] {
        if (m_model)
            follow();
    });
}

QPointF ModelDrop::scenePoint() const
{
    return m_parts.view.viewportTransform().inverted().map(m_position);
}

AgentId ModelDrop::cardAt(QPointF point) const
{
    const CanvasScene &scene = m_parts.scene;
    const DropPlace place = scene.canvasLayout().dropPlace(point);
    if (place.kind != DropPlace::Kind::IntoLane)
        return {};
    // Where the cards are when they make no room: they come to meet the pointer.
    const QList<QRectF> &cards = scene.canvasLayout().lanes().at(place.position.layer).cards;
    for (qsizetype row = 0; row < cards.size(); ++row) {
        const double margin = cards.at(row).height() / 3.0;
        if (cards.at(row).adjusted(0, margin, 0, -margin).contains(point))
            return scene.mixture().at({place.position.layer, row}).id;
    }
    return {};
}

DropAim ModelDrop::aim() const
{
    const CanvasScene &scene = m_parts.scene;
    const QPointF point = scenePoint();
    DropAim aim;
    if (const AgentId card = cardAt(point); !card.isEmpty()) {
        const QList<AgentId> selected = scene.selectedAgents();
        aim.replaced = selected.contains(card) ? selected : QList<AgentId>{card};
    } else if (const std::optional<Link> link = scene.linkAt(point)) {
        aim.link = link;
        aim.landing.place = scene.canvasLayout().dropPlace(point);
    } else {
        aim.landing = landingOfNewCard(scene.mixture(), scene.canvasLayout(),
                                       scene.canvasLayout().dropPlace(point));
    }
    return aim;
}

void ModelDrop::enter(QDragEnterEvent &event)
{
    m_model = decodeModel(event.mimeData()->data(QLatin1String(modelMimeType)));
    if (m_model)
        event.acceptProposedAction();
    else
        event.ignore();
}

void ModelDrop::move(QDragMoveEvent &event)
{
    if (!m_model) {
        event.ignore();
        return;
    }
    event.acceptProposedAction();
    m_position = event.position();
    follow();
    m_parts.navigation.autoScroll(m_position);
}

void ModelDrop::follow()
{
    const DropAim aimed = aim();
    m_parts.scene.carriedCards().aimAt(aimed);
    m_parts.hint.say(aimed.link ? insertionHint(m_parts.scene.mixture(), *aimed.link) : QString(),
                     m_position.toPoint());
}

void ModelDrop::leave()
{
    m_model.reset();
    end();
}

void ModelDrop::end()
{
    m_parts.navigation.stopAutoScroll();
    m_parts.hint.say({}, {});
    m_parts.scene.carriedCards().settle();
}

void ModelDrop::drop(QDropEvent &event)
{
    m_model.reset();
    const std::optional<ModelRef> model =
        decodeModel(event.mimeData()->data(QLatin1String(modelMimeType)));
    if (!model) {
        end();
        event.ignore();
        return;
    }
    event.acceptProposedAction();
    m_position = event.position();
    const DropAim aimed = aim();
    end();
    CanvasScene &scene = m_parts.scene;
    if (!aimed.replaced.isEmpty()) {
        m_parts.commands.replaceModel(aimed.replaced, *model);
        scene.selectAgents(aimed.replaced);
    } else if (aimed.link) {
        scene.selectAgents(
            m_parts.commands.dropModel(*model, *aimed.link, aimed.landing.place.position));
    } else {
        scene.selectAgents(m_parts.commands.dropModel(*model, aimed.landing.place));
    }
    m_parts.view.setFocus(Qt::OtherFocusReason);
}

} // namespace moa
