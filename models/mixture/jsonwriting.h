// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/jsonfields.h"

#include <nlohmann/json.hpp>
#include <QStringList>

namespace moa {

/** Appends @p fields to @p object, behind what is there. */
void appendFields(nlohmann::ordered_json &object, const JsonFields &fields);

[[nodiscard]] nlohmann::ordered_json toJson(const QStringList &texts);

/** @p value as a whole number where it is one, so that a file says 1 and not 1.0. */
[[nodiscard]] nlohmann::ordered_json toJson(double value);

/**
 * A number of exactly these @p digits ("0.3"), which as a floating-point number might be written
 * as its neighbour. Only fileText() knows it as a number.
 */
[[nodiscard]] nlohmann::ordered_json exactNumber(const QString &digits);

/** The text of a file: two-space indent, line break at the end. */
[[nodiscard]] QByteArray fileText(const nlohmann::ordered_json &content);

} // namespace moa
