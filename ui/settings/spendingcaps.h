// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/usd.h"

#include <functional>
#include <optional>

namespace moa {

/** What the user is ready to spend; absent: no limit. */
struct SpendingCaps
{
    std::optional<Usd> perRun;
    std::optional<Usd> perDay;

    friend bool operator==(const SpendingCaps &, const SpendingCaps &) = default;
};

/** Where the program keeps the caps, and what it knows of today. All three are set. */
struct Spending
{
    std::function<SpendingCaps()> load;
    std::function<void(const SpendingCaps &)> save;
    std::function<Usd()> spentToday;
};

} // namespace moa
