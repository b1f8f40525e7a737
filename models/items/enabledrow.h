// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QAbstractItemModel;

namespace moa {

/// The first row of the list @p model that is enabled after @p row (before it with @p step -1),
/// around the ends; -1: none is.
[[nodiscard]] int enabledRow(const QAbstractItemModel &model, int row, int step);

} // namespace moa
