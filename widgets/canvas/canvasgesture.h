// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "canvas/quickaddspot.h"

#include <functional>
#include <QPoint>
#include <QPointF>
#include <QString>

class QGraphicsView;

namespace moa {

class CanvasCommands;
class CanvasNavigation;
class CanvasScene;
class LinkCommands;
class PointerHint;

/** Where the pointer is, and which modifiers are held. */
struct PointerAt
{
    QPoint view; ///< viewport coordinates
    QPointF scene;
    QPoint global;
    Qt::KeyboardModifiers modifiers;
};

/** What gestures work on; all of it outlives them. */
struct GestureParts
{
    QGraphicsView &view;
    CanvasScene &scene;
    CanvasNavigation &navigation;
    CanvasCommands &commands;
    LinkCommands &links;
    PointerHint &hint;
    /// Tells the person, in a sentence, why a gesture did nothing.
    std::function<void(const QString &)> say;
    /// Asks the person which model a new agent is to be of.
    std::function<void(const QuickAddSpot &)> requestAgent;
};

/**
 * One thing the pointer does on a canvas, from press to release. It ends with either finish() or
 * cancel(), after which it has left nothing behind but what it was for.
 */
class CanvasGesture
{
public:
    explicit CanvasGesture(const GestureParts &parts)
        : m_parts(parts)
    { }
    virtual ~CanvasGesture() = default;
    Q_DISABLE_COPY_MOVE(CanvasGesture)

    /// The pointer has moved, the view has scrolled under it, or other modifiers are held.
    virtual void follow(const PointerAt &at) = 0;
    virtual void finish(const PointerAt &at) = 0;
    virtual void cancel() = 0;
    /// Whether the view scrolls while the pointer is near its edge.
    [[nodiscard]] virtual bool scrollsAtEdges() const { return false; }

protected:
    [[nodiscard]] const GestureParts &parts() const { return m_parts; }

private:
    const GestureParts &m_parts;
};

} // namespace moa
