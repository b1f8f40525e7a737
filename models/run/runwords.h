// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/response.h"

namespace moa {

/** The word that files have for a state: not translated, the same in every format. */
[[nodiscard]] const char *stateName(ResponseState state);
/** The word that files have for why a response was kept. */
[[nodiscard]] const char *reasonName(Kept::Reason reason);
/** The word that files have for where a count of tokens comes from. */
[[nodiscard]] const char *sourceName(Usage::Source source);
/** The word that files have for why a model stopped; not for StopReason::None. */
[[nodiscard]] const char *stopName(StopReason reason);
/** The word that files have for a wire format. */
[[nodiscard]] const char *dialectName(Dialect dialect);

} // namespace moa
