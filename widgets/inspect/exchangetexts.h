// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "inspect/sectionsview.h"
#include "providers/exchange.h"

#include <QPair>

namespace moa {

/** How an exchange is told. */
enum class ExchangeForm {
    Readable, ///< messages, answer, settings, figures
    Raw, ///< what went over the wire, with its JSON indented
    Exact ///< byte for byte, as far as it is text
};

/** One side of an exchange: what was sent or what came back. */
struct ExchangeSide
{
    QList<Section> sections;
    QList<QPair<QString, QString>> facts; ///< names and values; one without a value is a heading
};

struct ExchangeTexts
{
    ExchangeSide request;
    ExchangeSide reply;
};

/// Takes time with the bodies' size: call it beside the GUI thread.
[[nodiscard]] ExchangeTexts exchangeTexts(const Exchange &exchange, ExchangeForm form);

} // namespace moa
