// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "canvas/cardstate.h"
#include "run/response.h"

/** How a card tells the state of a response: the word, its tone and its mark. */
namespace moa {

/// Lower is more worth telling: what an agent with several samples is said to be doing.
[[nodiscard]] int urgencyOf(ResponseState state);

void tellState(ResponseState state, CardState &card);
/// A pin that has gone is not told of any more; what was kept for another reason stays that.
void tellAnswer(const Response &answer, bool pinned, CardState &card);

} // namespace moa
