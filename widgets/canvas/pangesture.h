// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "canvas/canvasgesture.h"

namespace moa {

/** Pushes the canvas about under the view. */
class PanGesture : public CanvasGesture
{
public:
    PanGesture(const GestureParts &parts, const PointerAt &pressed);

    void follow(const PointerAt &at) override;
    void finish(const PointerAt &at) override;
    void cancel() override { }

private:
    QPoint m_last;
};

} // namespace moa
