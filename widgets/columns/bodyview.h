// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaType>

namespace moa {

/** The ways in which the text of a response can be shown. */
enum class BodyView {
    Markdown, ///< rendered
    Source, ///< as it was received
    Diff, ///< against another text
    Provenance ///< which passage comes from which response
};

} // namespace moa

Q_DECLARE_METATYPE(moa::BodyView)
