// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/error.h"
#include "mixture/mixture.h"

namespace moa {

/**
 * Part of a mixture: its layers with nobody but the chosen agents in them. Layers without any stay
 * before and between them, so that it is known where they stood and how far apart.
 */
struct Fragment
{
    QList<Layer> layers;

    [[nodiscard]] qsizetype agentCount() const;

    friend bool operator==(const Fragment &, const Fragment &) = default;
};

/** A fragment of more agents than this is not read. */
inline constexpr qsizetype mostFragmentAgents = 5000;

/**
 * These agents of @p mixture, in the order of the picture. Name, quorum and unknown fields of a
 * layer come along if all of its agents do.
 */
[[nodiscard]] Fragment fragmentOf(const Mixture &mixture, const QList<AgentId> &ids);

/**
 * As JSON text (UTF-8) that a text editor or a chat takes as well: `{"format": "moa-studio/agents",
 * "version": 1, "layers": [...]}`, with layers and agents as a preset writes them.
 */
[[nodiscard]] QByteArray writeFragment(const Fragment &fragment);

/**
 * Reads what writeFragment() wrote, a whole preset, a list of agents or a single agent: alone, with
 * blanks around it, or in the first Markdown code fence of @p text. Nobody vouches for @p text: it
 * is read within the limits of files, and refused with a sentence that names path and line if a
 * field is wrong, an id stands twice, or there is no agent in it.
 */
[[nodiscard]] Result<Fragment> readFragment(const QString &text);

} // namespace moa
