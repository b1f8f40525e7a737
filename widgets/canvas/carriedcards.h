// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "canvas/dropindicatoritem.h"
#include "canvas/landing.h"

#include <memory>
#include <QVariantAnimation>
#include <vector>

namespace moa {

class AgentItem;
class CanvasScene;

/**
 * The cards in the hand, and what shows where they would land: the other cards make room for them.
 * Also shows it for a model that comes from elsewhere, with no card in the hand.
 */
class CarriedCards
{
public:
    /// @p scene outlives this object.
    explicit CarriedCards(CanvasScene &scene);
    ~CarriedCards();

    /// Whether cards make room, and go back, by gliding.
    void setAnimated(bool animated) { m_animated = animated; }

    /// They lie on top from now on, without their links, and follow moveBy().
    void lift(const QList<AgentId> &ids);
    /// The hand holds copies, and the cards stand where they stood; or the cards again.
    void setCopying(bool copying);
    /// @p offset from where they stood.
    void moveBy(QPointF offset);
    /// Shows what a drop would do.
    void aimAt(const DropAim &aim);
    /// All cards glide to their places in the layout.
    void settle();

private:
    void letGo();
    void pickUp();
    void putDown();
    void makeRoom(const QHash<AgentId, QPointF> &displaced);
    void roomStep(double progress);
    [[nodiscard]] DropIndicatorItem::Sign signOf(const DropAim &aim) const;

    CanvasScene &m_scene;
    DropIndicatorItem m_indicator;
    QList<AgentId> m_ids;
    QHash<AgentId, QPointF> m_from;
    QPointF m_offset;
    std::vector<std::unique_ptr<AgentItem>> m_copies; ///< of m_ids, while copying
    DropAim m_aim;
    QVariantAnimation m_room;
    QHash<AgentId, QPointF> m_roomFrom;
    QHash<AgentId, QPointF> m_roomTo;
    QHash<AgentId, QPointF> m_displaced; ///< where cards stand that don't stand in their places
    bool m_animated = true;
};

} // namespace moa
