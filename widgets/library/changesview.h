// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/mixturechanges.h"

#include <QTreeWidget>

namespace moa {

/** What differs between two mixtures, as a table: where, what, before, after. */
class ChangesView : public QTreeWidget
{
    Q_OBJECT

public:
    explicit ChangesView(QWidget *parent = nullptr);

    /// @p before and @p after are the titles of the two sides.
    void setChanges(const QList<MixtureChange> &changes, const QString &before,
                    const QString &after);
};

} // namespace moa
