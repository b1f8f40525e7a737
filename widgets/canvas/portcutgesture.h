// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "canvas/canvasgesture.h"
#include "canvas/canvasscene.h"

namespace moa {

/** A click on a port that cuts all its links; released elsewhere, it cuts none. */
class PortCutGesture : public CanvasGesture
{
public:
    PortCutGesture(const GestureParts &parts, const CanvasHit &port);

    void follow(const PointerAt &at) override;
    void finish(const PointerAt &at) override;
    void cancel() override { }

private:
    CanvasHit m_port;
};

} // namespace moa
