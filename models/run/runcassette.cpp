// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/runcassette.h"

#include <algorithm>

namespace moa {

Cassette cassetteOf(const RunRecord &run)
{
    QList<Exchange> exchanges;
    for (const Response &response : run.responses)
        exchanges += response.exchanges;
    std::stable_sort(exchanges.begin(), exchanges.end(),
                     [](const Exchange &a, const Exchange &b) { return a.sent < b.sent; });
    Cassette cassette;
    cassette.recordedAt = run.startedAt;
    for (const Exchange &exchange : std::as_const(exchanges))
        cassette.add(exchange);
    return cassette;
}

} // namespace moa
