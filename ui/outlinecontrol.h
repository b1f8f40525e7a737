// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace moa {

class CanvasView;
class OutlineView;

/**
 * Keeps canvas and outline in step: what is selected in one is in the other, and the outline says
 * what a run says on the cards. Neither knows the other.
 */
class OutlineControl : public QObject
{
    Q_OBJECT

public:
    /// Both show the same document, and outlive this.
    OutlineControl(CanvasView *canvas, OutlineView *outline, QObject *parent);

private:
    void selectOnCanvas();

    CanvasView *m_canvas;
    OutlineView *m_outline;
};

} // namespace moa
