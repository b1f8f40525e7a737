// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "canvas/dropindicatoritem.h"

#include <QList>

namespace moa {

class CanvasScene;

/** The cards in the hand, and the sign of where they would land. */
class CarriedCards
{
public:
    /// @p scene outlives this object.
    explicit CarriedCards(CanvasScene &scene);

    /// They lie on top from now on, without their links, and follow moveBy().
    void lift(const QList<AgentId> &ids);
    /// @p offset from where they stood.
    void moveBy(QPointF offset);
    /// Shows where what is dragged would land, cards or a model.
    void aimAt(const DropPlace &place);
    /// They glide to their places in the layout.
    void settle();
    /// Nothing is carried and no sign shows any more; the cards stay where they are.
    void letGo();

private:
    CanvasScene &m_scene;
    DropIndicatorItem m_indicator;
    QList<AgentId> m_ids;
    QHash<AgentId, QPointF> m_from;
};

} // namespace moa
