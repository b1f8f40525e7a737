// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/pangesture.h"

#include "canvas/canvasnavigation.h"

#include <QGraphicsView>
#include <utility>

namespace moa {

PanGesture::PanGesture(const GestureParts &parts, const PointerAt &pressed)
    : CanvasGesture(parts)
    , m_last(pressed.view)
{
    parts.view.viewport()->setCursor(Qt::ClosedHandCursor);
}

void PanGesture::follow(const PointerAt &at)
{
    parts().navigation.panBy(at.view - std::exchange(m_last, at.view));
}

void PanGesture::finish(const PointerAt &at)
{
    Q_UNUSED(at)
}

} // namespace moa
