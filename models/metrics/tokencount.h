// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/tokenencoding.h"

#include <QStringView>

namespace moa {

/**
 * How many tokens a model with that encoding makes of a text, exactly; of the bare text, without
 * what a provider adds around a message. Any thread may call it; the first call for an encoding
 * takes some tens of milliseconds longer.
 */
[[nodiscard]] qint64 countTokens(QStringView text, TokenEncoding encoding);

} // namespace moa
