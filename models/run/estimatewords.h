// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/runestimate.h"

#include <QString>

class QLocale;

/** What is said of an estimate on a terminal and on screen. Translated; numbers by the locale. */
namespace moa::estimate {

/// "about 14,200 tokens (12,900 to 15,800), $0.012, 7 calls, 9 to 14 s". What has no price is said.
[[nodiscard]] QString line(const RunEstimate &estimate, const QLocale &locale);

/// "14,200": three figures, as an estimate has no more.
[[nodiscard]] QString tokens(qint64 tokens, const QLocale &locale);
/// "14,200 (12,900 to 15,800)", or the one figure if both ends are the same.
[[nodiscard]] QString tokens(const TokenRange &range, const QLocale &locale);
/// "$0.012 ($0.0092 to $0.015)"
[[nodiscard]] QString cost(const CostRange &range, const QLocale &locale);
/// "$0.012", "$0.012 and 2 calls unpriced", "unpriced"
[[nodiscard]] QString cost(const RunEstimate &estimate, const QLocale &locale);
/// "7 calls, about $0.012", "7 calls, unpriced"
[[nodiscard]] QString need(const RunEstimate &estimate, const QLocale &locale);
/// "1 call", "7 calls"
[[nodiscard]] QString calls(int count, const QLocale &locale);
/// "9 to 14 s", "0.4 to 1.2 s", "2 min 5 s to 3 min 10 s"
[[nodiscard]] QString time(const MsRange &range, const QLocale &locale);
/// Where the lengths come from, as a sentence.
[[nodiscard]] QString source(LengthForecast::Basis basis);

} // namespace moa::estimate
