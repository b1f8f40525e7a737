// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/mixture.h"

#include <QAccessibleWidget>
#include <QHash>

namespace moa {

class CanvasView;

/**
 * Lets assistive technology see into every canvas: once, where the program starts, and after the
 * application object.
 */
void installCanvasAccessibility();

/**
 * A canvas as assistive technology sees it: the prompt, and a list per layer with its agents, each
 * with the links that lead to it. Parts come to be when they are asked for and keep their identity
 * as long as there is what they stand for; a layer is known by its number.
 */
class CanvasAccessible : public QAccessibleWidget
{
public:
    explicit CanvasAccessible(CanvasView *view);
    ~CanvasAccessible() override;

    /// Null once the view is gone.
    [[nodiscard]] CanvasView *view() const;
    /// The mixture that is shown; empty once the view is gone.
    [[nodiscard]] const Mixture &mixture() const;

    [[nodiscard]] QAccessibleInterface *prompt() const;
    [[nodiscard]] QAccessibleInterface *lane(qsizetype layer) const;
    [[nodiscard]] QAccessibleInterface *card(const AgentId &agent) const;
    [[nodiscard]] QAccessibleInterface *link(const Link &link) const;

    /// Whether anyone has asked for it so far.
    [[nodiscard]] bool knowsCard(const AgentId &agent) const { return m_cards.contains(agent); }
    [[nodiscard]] bool knowsLane(qsizetype layer) const { return m_lanes.contains(layer); }
    /// Says goodbye to the parts whose subject is gone, and ends them.
    void dropGone();

    /// A rectangle of the scene on the screen.
    [[nodiscard]] QRect onScreen(const QRectF &sceneRect) const;

    [[nodiscard]] bool isValid() const override;
    [[nodiscard]] int childCount() const override;
    [[nodiscard]] QAccessibleInterface *child(int index) const override;
    [[nodiscard]] int indexOfChild(const QAccessibleInterface *child) const override;
    [[nodiscard]] QAccessibleInterface *childAt(int x, int y) const override;
    [[nodiscard]] QAccessibleInterface *focusChild() const override;
    [[nodiscard]] QAccessible::State state() const override;

private:
    [[nodiscard]] int partCount() const;

    // The parts that anyone has asked for, by what Qt knows them by.
    mutable QAccessible::Id m_prompt = 0;
    mutable QHash<qsizetype, QAccessible::Id> m_lanes;
    mutable QHash<AgentId, QAccessible::Id> m_cards;
    mutable QHash<Link, QAccessible::Id> m_links;
};

} // namespace moa
