// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <QLocale>
#include <QString>

namespace moa {

/** What came over a link in the run that is shown. */
struct LinkFlow
{
    /// The share of the source's answer that stands in the target's, 0 to 1; absent: not known, as
    /// one of them has no answer or it is still being computed.
    std::optional<double> survived;
    bool critical = false; ///< part of the chain of answers that took longest

    friend bool operator==(const LinkFlow &, const LinkFlow &) = default;
};

/// "38 % of Wizard's answer survived in Final." and whether it is on the critical path. Empty if
/// nothing is known.
[[nodiscard]] QString flowSentence(const LinkFlow &flow, const QString &from, const QString &to,
                                   const QLocale &locale);

/// The width of a link's line in px: the more survived, the wider.
[[nodiscard]] double flowWidth(double survived);

} // namespace moa
