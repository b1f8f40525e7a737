// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "providers/cassette.h"
#include "run/response.h"

namespace moa {

/// The traffic of @p run, to be played again: every attempt of every response, in order of time.
[[nodiscard]] Cassette cassetteOf(const RunRecord &run);

} // namespace moa
