// SPDX-License-Identifier: GPL-3.0-or-later
#include "library/changesview.h"

#include "theme/theme.h"
#include "theme/tooltip.h"

#include <algorithm>
#include <QHeaderView>

namespace moa {

namespace {

constexpr qsizetype longestLine = 300; // characters: more than a cell has room for

} // namespace

ChangesView::ChangesView(QWidget *parent)
    : QTreeWidget(parent)
{
    setObjectName(QStringLiteral("changes"));
    setAccessibleName(tr("Differences"));
    setRootIsDecorated(false);
    setUniformRowHeights(true);
    setAlternatingRowColors(false);
    setColumnCount(4);
    // What tells agents of one name apart stands at the end.
    setTextElideMode(Qt::ElideMiddle);
    header()->setStretchLastSection(false);
}

void ChangesView::setChanges(const QList<MixtureChange> &changes, const QString &before,
                             const QString &after)
{
    clear();
    setHeaderLabels({tr("Where"), tr("What"), before, after});
    header()->resizeSection(1, library::fieldWidth);
    for (const int side : {2, 3})
        header()->setSectionResizeMode(side, QHeaderView::Stretch);
    for (const MixtureChange &change : changes) {
        auto *row = new QTreeWidgetItem(this);
        int column = 0;
        for (const QString &text : {change.place, change.field, change.before, change.after}) {
            row->setText(column, text.left(longestLine).simplified());
            row->setToolTip(column, plainToolTip(text));
            ++column;
        }
    }
    header()->resizeSection(
        0, std::clamp(sizeHintForColumn(0), library::placeWidth, 2 * library::placeWidth));
    if (changes.isEmpty()) {
        auto *row = new QTreeWidgetItem(this, {tr("Nothing differs.")});
        row->setFirstColumnSpanned(true);
    }
}

} // namespace moa
