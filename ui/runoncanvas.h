// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/cardstates.h"
#include "ui/linkflows.h"
#include "ui/pins.h"

namespace moa {

class CanvasView;
class MixtureDocument;
class RunInsights;
class RunSession;

/**
 * The run on the canvas: cards and links show what the run says of them, and the canvas's action
 * pins answers for the session's later runs.
 */
class RunOnCanvas : public QObject
{
    Q_OBJECT

public:
    /// All of it outlives this.
    struct Parts
    {
        MixtureDocument *document;
        ResponsesModel *responses;
        RunInsights *insights;
        RunSession *session;
        CanvasView *canvas;
    };

    explicit RunOnCanvas(const Parts &parts, QObject *parent = nullptr);

    [[nodiscard]] Pins *pins() { return &m_pins; }
    /// The document has another mixture: nothing of it was run, and nothing is pinned.
    void startAnew();

private:
    void togglePins();
    void updateAction();

    Parts m_parts;
    Pins m_pins;
    CardStates m_cards;
    LinkFlows m_flows;
};

} // namespace moa
