// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "canvas/linkitem.h"

#include <QSet>

namespace moa {

class CanvasScene;

/** The link in the hand: its line, and the cards that would take its loose end. */
class DrawnLink
{
public:
    /// @p scene outlives this object.
    explicit DrawnLink(CanvasScene &scene);

    /// The ports of the cards in @p accepting light up.
    void begin(const AgentId &from, const QSet<AgentId> &accepting);
    /// @p under: the card at the loose end; if it accepts, the line snaps to its port.
    void moveTo(QPointF end, const AgentId &under);
    void end();
    /// The card at the fixed end; empty if no link is being drawn.
    [[nodiscard]] const AgentId &from() const { return m_from; }

private:
    CanvasScene &m_scene;
    LinkItem m_line;
    AgentId m_from;
    QSet<AgentId> m_accepting;
    AgentId m_target;
};

} // namespace moa
