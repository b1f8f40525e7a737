// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/response.h"

namespace moa {

/** A run as a Markdown report: prompt, final answer, figures, and every response. */
[[nodiscard]] QString runAsMarkdown(const RunRecord &record);

} // namespace moa
