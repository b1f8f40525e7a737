// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/quickaddspot.h"

namespace moa {

DropPlace placeAfter(const CanvasLayout &layout, const Mixture &mixture, const AgentId &agent)
{
    const std::optional<AgentPosition> position = mixture.find(agent);
    if (!position)
        return {};
    const QRectF card = layout.card(agent);
    DropPlace place = layout.dropPlace({card.center().x(), card.bottom()});
    place.position = {position->layer, position->row + 1};
    return place;
}

DropPlace placeAtEnd(const CanvasLayout &layout, qsizetype layer)
{
    const QRectF lane = layout.lanes().at(layer).rect;
    return layout.dropPlace({lane.center().x(), lane.bottom()});
}

DropPlace placeAfterAll(const CanvasLayout &layout)
{
    return layout.dropPlace(layout.nextLane().center());
}

} // namespace moa
