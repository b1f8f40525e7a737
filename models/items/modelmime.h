// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/ids.h"

#include <optional>
#include <QByteArray>
#include <QMetaType>

namespace moa {

/** A model that can be put into a mixture: what is dragged from the palette to the canvas. */
struct ModelRef
{
    ProviderId provider;
    QString model; ///< id as the provider names it
    QString name; ///< for an agent made from it; may be empty

    friend bool operator==(const ModelRef &, const ModelRef &) = default;
};

/// The MIME type of encodeModel().
inline constexpr char modelMimeType[] = "application/x-moa-model";

/// {"provider", "model", "name"} as JSON.
[[nodiscard]] QByteArray encodeModel(const ModelRef &model);
/// Nothing if @p data is not such an object, or names no provider or no model.
[[nodiscard]] std::optional<ModelRef> decodeModel(const QByteArray &data);

} // namespace moa

Q_DECLARE_METATYPE(moa::ModelRef)
