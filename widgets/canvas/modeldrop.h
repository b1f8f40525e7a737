// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "canvas/canvasgesture.h"
#include "canvas/landing.h"
#include "items/modelmime.h"

#include <QDragEnterEvent>
#include <QObject>

namespace moa {

/**
 * A model that is dragged over the canvas from elsewhere. Dropped between cards, in a gutter or on
 * empty ground it becomes a new agent, on a link one between its ends; dropped on the middle of a
 * card it replaces that one's model.
 */
class ModelDrop : public QObject
{
    Q_OBJECT

public:
    /// @p parts outlive this object.
    ModelDrop(const GestureParts &parts, QObject *parent);

    void enter(QDragEnterEvent &event);
    void move(QDragMoveEvent &event);
    void leave();
    void drop(QDropEvent &event);

private:
    void follow();
    void end();
    [[nodiscard]] QPointF scenePoint() const;
    [[nodiscard]] DropAim aim() const;
    /// The card whose middle is at @p point; empty if there is none.
    [[nodiscard]] AgentId cardAt(QPointF point) const;

    const GestureParts &m_parts;
    std::optional<ModelRef> m_model;
    QPointF m_position; ///< viewport coordinates
};

} // namespace moa
