// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/textrange.h"
#include "run/response.h"

#include <functional>
#include <QTextCharFormat>

namespace moa {

struct Theme;

/** A passage of a text and the responses that it stands in too; none: it is new. */
struct PassageMark
{
    TextRange range;
    QList<ResponseId> sources;

    friend bool operator==(const PassageMark &, const PassageMark &) = default;
};

/** What a response is known by on screen. */
struct ResponseLook
{
    QString name;
    int colorIndex = 0; ///< as of agentColorIndex()
};

using LookOf = std::function<ResponseLook(const ResponseId &)>;

/// How a passage with @p sources is set: one source by its colour, several by a neutral one.
[[nodiscard]] QTextCharFormat passageFormat(const QList<ResponseId> &sources, const LookOf &lookOf,
                                            const Theme &theme);
/// The ground of a passage whose source is pointed at.
[[nodiscard]] QColor pointedGround(const QList<ResponseId> &sources, const LookOf &lookOf,
                                   const Theme &theme);
/// Where a passage comes from, in a sentence.
[[nodiscard]] QString passageSentence(const QList<ResponseId> &sources, const LookOf &lookOf);

} // namespace moa
