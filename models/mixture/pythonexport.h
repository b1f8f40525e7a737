// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/error.h"
#include "mixture/mixture.h"
#include "providers/modelcatalogue.h"
#include "providers/provider.h"

namespace moa {

/**
 * @p mixture as a Python script of its own (UTF-8): asyncio and the `openai` package, for people to
 * read and change. It sends what a run here sends: the same messages and settings to the same
 * models, an agent as soon as its own references are there, with the layers' quorums. It does not
 * stream, and sends references whole where a run would shorten them.
 *
 * Services with a dialect of their own are asked at their OpenAI-compatible addresses. Keys are
 * read from the environment variables that @p providers name. Words of the preset stand in the
 * script as string literals and comments only, whatever they are.
 *
 * The failure is a sentence: the mixture can't run, or an agent's provider is not among
 * @p providers.
 */
[[nodiscard]] Result<QByteArray> pythonScript(const Mixture &mixture,
                                              const QList<Provider> &providers,
                                              const ModelCatalogue &models);

} // namespace moa
