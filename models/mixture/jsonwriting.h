// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/error.h"
#include "mixture/jsonfields.h"

#include <nlohmann/json.hpp>
#include <QStringList>

namespace moa {

/** Appends @p fields to @p object, behind what is there; with exactJson()'s numbers. */
void appendFields(nlohmann::ordered_json &object, const JsonFields &fields);

[[nodiscard]] nlohmann::ordered_json toJson(const QStringList &texts);

/** @p value as a whole number where it is one, so that a file says 1 and not 1.0. */
[[nodiscard]] nlohmann::ordered_json toJson(double value);

/**
 * A number of exactly these @p digits ("0.3"), which as a floating-point number might be written
 * as its neighbour. Only fileText() knows it as a number.
 */
[[nodiscard]] nlohmann::ordered_json exactNumber(const QString &digits);

/**
 * The JSON @p text with its numbers as they are written there: 1.50, and whole ones of any length.
 * Only fileText() knows them as numbers. A failure says what is wrong with the text.
 */
[[nodiscard]] Result<nlohmann::ordered_json> exactJson(const QByteArray &text);

/** The text of a file: two-space indent, line break at the end. */
[[nodiscard]] QByteArray fileText(const nlohmann::ordered_json &content);

} // namespace moa
