// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/mixture.h"

namespace moa {

/**
 * @p mixture as a Mermaid flowchart (UTF-8), which many Markdown viewers draw: the prompt, a box
 * for each layer with its agents, the links. Any mixture can be drawn, also one that can't run.
 * Words of the preset are quoted, so that none of them acts as markup.
 */
[[nodiscard]] QByteArray mermaidChart(const Mixture &mixture);

} // namespace moa
