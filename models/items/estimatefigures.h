// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/runestimate.h"

#include <QString>

class QLocale;

/** How estimates are put on screen. Pure and translated; numbers follow the locale. */
namespace moa::figures {

/// "840", "14.2 k", "1.3 M".
[[nodiscard]] QString roundTokens(qint64 tokens, const QLocale &locale);

/// For a toolbar: "about 14.2 k tokens, $0.012, 7 calls". What has no price is said.
[[nodiscard]] QString estimateShort(const RunEstimate &estimate, const QLocale &locale);

/// For a tooltip: a line for each figure with its range, and where they come from. Plain text.
[[nodiscard]] QString estimateDetails(const RunEstimate &estimate, const QLocale &locale);

/// For a node: "about 2.1 k in, 400 out, $0.0012"; empty for one that is muted.
[[nodiscard]] QString estimateShort(const AgentEstimate &estimate, const QLocale &locale);

/// For a node's tooltip; empty for one that is muted. Plain text.
[[nodiscard]] QString estimateDetails(const AgentEstimate &estimate, const QLocale &locale);

} // namespace moa::figures
