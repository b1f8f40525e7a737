// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "canvas/canvaslook.h"
#include "canvas/cardstate.h"
#include "canvas/laidouttext.h"
#include "canvas/stillpicture.h"

namespace moa {

/** What of a card can still be read from afar. */
struct CardGlance
{
    QString name;
    QColor color; ///< the agent's
    bool striped = false; ///< the colour is another agent's too
    bool muted = false;
    bool hovered = false;
    bool framed = false; ///< selected, or about to take a link
    bool selected = false;
    bool focused = false;
    bool problem = false;
    std::optional<CardState::Tone> tone; ///< of a run
    std::optional<double> progress; ///< 0 to 1
};

/** What of a glance stays while a run streams, as it was painted last. */
struct StillGlance
{
    LaidOutText name;
    StillPicture picture; ///< to forget when any but the progress or what frames the card changes
    double room = 0.0; ///< for the progress, in pixels
};

/// How much of @p room the progress takes, in whole pixels; none without one.
[[nodiscard]] std::optional<double> progressLength(double room, std::optional<double> progress);

/**
 * Paints a card's glance into @p card, item coordinates, with sizes that don't shrink with the
 * scale: what is drawn is readable. @p detail is not Full. Only @p isOnScreen are pixels kept.
 */
void paintGlance(QPainter &painter, const QRectF &card, const CanvasLook &look,
                 const CardGlance &glance, Detail detail, StillGlance &still, bool isOnScreen);

} // namespace moa
