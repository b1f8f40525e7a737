// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/response.h"

namespace moa {

/**
 * A run as a Markdown report: conversation, final answer, figures, and every response. What people
 * and models wrote stands in fences that none of it can end, with its control characters made
 * visible: nothing in it becomes a heading, an image, markup or a terminal's command.
 */
[[nodiscard]] QString runAsMarkdown(const RunRecord &record);

} // namespace moa
