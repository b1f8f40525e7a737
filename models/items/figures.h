// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/response.h"

#include <QString>

class QLocale;

namespace moa {
struct Saving;
}

/**
 * How figures and states are put on screen: one place for their words, so that a column, a node
 * and a chart say the same. Pure and translated; numbers follow the locale that is passed.
 */
namespace moa::figures {

/// "0.41 s", "5.2 s", "12 s", and from two minutes on "2 min 5 s". Negative counts as 0.
[[nodiscard]] QString seconds(qint64 ms, const QLocale &locale);
/// "0.41 s to first, 5.2 s", as far as it is known; both count from the moment the request left.
[[nodiscard]] QString timing(const Timing &timing, const QLocale &locale);
/// Time that the response waited for a slot at its provider; nothing if it never started.
[[nodiscard]] std::optional<qint64> queuedMs(const Timing &timing);

/// "812 in, 344 out", with a tilde before each when @p estimated.
[[nodiscard]] QString tokens(qint64 input, qint64 output, bool estimated, const QLocale &locale);
[[nodiscard]] QString tokens(const Usage &usage, const QLocale &locale);
/// Where the figure comes from, as a sentence.
[[nodiscard]] QString tokensSource(Usage::Source source);
/// "$0.00031", or "unpriced" when there is none.
[[nodiscard]] QString cost(const std::optional<Usd> &cost, const QLocale &locale);
/// "$0.031 and 5.2 s", "5.2 s" where nothing has a price: what was not spent.
[[nodiscard]] QString saving(const Saving &saving, const QLocale &locale);
/// "BLEU 23.4"; @p score from 0 to 100.
[[nodiscard]] QString bleu(double score, const QLocale &locale);

/// "Proposer", "Aggregator", "Ranker".
[[nodiscard]] QString roleName(Role role);

/// "Waiting", "Done": one word for the head of a column.
[[nodiscard]] QString stateWord(ResponseState state);
/// The same, and of one that was kept why: "Pinned", "Kept", "Edited".
[[nodiscard]] QString stateWord(const Response &response);
/// What is going on with this response, or what became of it and why, as a sentence. Empty for an
/// answer that is simply done or being written.
[[nodiscard]] QString stateSentence(const Response &response);
/// What is going on with the run, or how it ended and why. @p ended of @p total responses
/// have ended.
[[nodiscard]] QString runSentence(const RunRecord &run, int ended, int total);

} // namespace moa::figures
