// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace moa {

/** A text that an answer can be compared with. */
struct DiffBase
{
    QString id; ///< the same for the same response as long as the choice shall last
    QString label; ///< to choose it by
    QString text;
    bool complete = true; ///< else it is still being written

    friend bool operator==(const DiffBase &, const DiffBase &) = default;
};

} // namespace moa
