// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/provenanceshares.h"

#include <QString>

class QLocale;

/** How provenance is put on screen, like figures.h: pure, translated, by the locale passed. */
namespace moa::figures {

/// "34 %". A share that is not quite nothing or everything but rounds to it is "under 1 %" or
/// "over 99 %".
[[nodiscard]] QString percentage(const Percentage &percentage, const QLocale &locale);

/**
 * What the final answer is made of: "61 % of the final answer stands in some proposal;
 * WizardLM 34 %, Qwen 21 %, shared 6 %; 39 % is new." At most four sources by name, the largest
 * first, the rest as "others". @p names has one for each source, in the order of the sources.
 */
[[nodiscard]] QString provenanceSentence(const Provenance &provenance, const QStringList &names,
                                         const QLocale &locale);

} // namespace moa::figures
