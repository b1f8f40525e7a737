// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "canvas/linkitem.h"
#include "mixture/linkedits.h"

#include <QSet>

namespace moa {

class CanvasScene;

/** The link in the hand: its line, and the cards that would take its loose end. */
class DrawnLink
{
public:
    /// @p scene outlives this object.
    explicit DrawnLink(CanvasScene &scene);

    /// One end stays at @p fixed. The ports of the cards in @p accepting light up; @p hidden is not
    /// shown meanwhile.
    void begin(const AgentId &fixed, edit::LinkEnd loose, const QSet<AgentId> &accepting,
               const std::optional<Link> &hidden);
    /// @p under: the card at the loose end; if it accepts, the line snaps to its port.
    void moveTo(QPointF end, const AgentId &under);
    void end();
    /// The card at the fixed end; empty if no link is being drawn.
    [[nodiscard]] const AgentId &fixed() const { return m_fixed; }

private:
    void setHidden(bool hidden) const;

    CanvasScene &m_scene;
    LinkItem m_line;
    AgentId m_fixed;
    edit::LinkEnd m_loose = edit::LinkEnd::To;
    QSet<AgentId> m_accepting;
    AgentId m_target;
    std::optional<Link> m_hidden;
};

} // namespace moa
