// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/enabledrow.h"

#include <QAbstractItemModel>

namespace moa {

int enabledRow(const QAbstractItemModel &model, int row, int step)
{
    const int rows = model.rowCount();
    for (int tries = 0; tries < rows; ++tries) {
        row = (row + step + rows) % rows;
        if (model.flags(model.index(row, 0)).testFlag(Qt::ItemIsEnabled))
            return row;
    }
    return -1;
}

} // namespace moa
