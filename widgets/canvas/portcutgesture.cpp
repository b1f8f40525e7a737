// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/portcutgesture.h"

#include "canvas/linkcommands.h"

namespace moa {

PortCutGesture::PortCutGesture(const GestureParts &parts, const CanvasHit &port)
    : CanvasGesture(parts)
    , m_port(port)
{ }

void PortCutGesture::follow(const PointerAt &at)
{
    Q_UNUSED(at)
}

void PortCutGesture::finish(const PointerAt &at)
{
    if (parts().scene.hitTest(at.scene) != m_port)
        return;
    const bool output = m_port.kind == CanvasHit::Kind::OutputPort;
    parts().links.cutAll(m_port.agent, output ? edit::LinkEnd::From : edit::LinkEnd::To);
}

} // namespace moa
