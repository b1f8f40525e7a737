// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace moa {

/** Where this user's runs are kept, unless the settings name another place. */
[[nodiscard]] QString historyDatabasePath();

} // namespace moa
