// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace moa {

/** Where this user's own presets are: among the documents, to be found without the program. */
[[nodiscard]] QString ownPresetsFolder();

/** Where former contents of presets are kept. */
[[nodiscard]] QString presetRevisionsFolder();

} // namespace moa
