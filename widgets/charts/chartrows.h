// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/barchart.h"

#include <functional>

namespace moa {

class ResponsesModel;

/** What the charts of a run have in common: rows and the words for them. */
namespace chartrows {

/// "Layer 1 · Proposers", "Layer 3 · Final answer".
[[nodiscard]] QString layerTitle(const ResponsesModel &model, int layer);
/// "WizardLM (lab/wizard), layer 1": how a sentence about a response begins.
[[nodiscard]] QString subject(const ResponsesModel &model, int row);
/// The palette index that the response's agent has for life.
[[nodiscard]] int colorOf(const ResponsesModel &model, int row);
/// A row with name, colour and response, without values yet.
[[nodiscard]] BarRow rowFor(const ResponsesModel &model, int row);
[[nodiscard]] BarRow heading(const QString &title);
/// One row for every response that @p fill accepts, under a heading for its layer. It gets the
/// model's row and completes the chart's.
[[nodiscard]] QList<BarRow> byLayer(const ResponsesModel &model,
                                    const std::function<bool(int, BarRow &)> &fill);

} // namespace chartrows

} // namespace moa
