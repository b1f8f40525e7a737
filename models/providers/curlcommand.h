// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "providers/exchange.h"

namespace moa {

/**
 * A command for a POSIX shell that sends the same request with curl. The variables of @p exchange
 * stand in double quotes, to be expanded by the shell; everything else is quoted so that the shell
 * and curl take it as it is, the body byte for byte.
 *
 * A body that can't be an argument, being too long or with control characters in it, comes through
 * a pipe. Headers that curl makes by itself and such as are no header are left out.
 */
[[nodiscard]] QByteArray curlCommand(const Exchange &exchange);

} // namespace moa
