// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/error.h"
#include "run/judgement.h"

namespace moa {

/** A file of the format "moa-studio/run". */
struct RunDocument
{
    RunRecord record;
    Judgement judgement;
};

/**
 * Reads what writeRun() wrote: all of it, if that was with exchanges. Refused with a sentence that
 * names path and line is also what would be no run: a response of an agent that the mixture lacks,
 * a reference to a response that is not there. A response that was going on is read as waiting.
 */
[[nodiscard]] Result<RunDocument> readRun(const QByteArray &text);

/// Reads what writeResponse() wrote.
[[nodiscard]] Result<Response> readResponse(const QByteArray &text);

} // namespace moa
