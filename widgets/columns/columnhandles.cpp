// SPDX-License-Identifier: GPL-3.0-or-later
#include "columns/columnhandles.h"

#include "columns/columnhead.h"
#include "columns/layergroup.h"
#include "columns/responsecolumn.h"

#include <QMenu>

namespace moa {

ColumnHandles::ColumnHandles(QWidget *view, std::function<Possible(const ResponseId &)> possible)
    : QObject(view)
    , m_view(view)
    , m_possible(std::move(possible))
{ }

void ColumnHandles::add(ResponseColumn *column)
{
    ColumnHead *head = column->head();
    connect(head, &ColumnHead::menuRequested, this,
            [this, column](QPoint place) { showMenu(column->id(), place); });
    connect(head, &ColumnHead::maximiseRequested, this, [this, column] {
        if (m_possible(column->id()).maximised)
            Q_EMIT restoreRequested();
        else
            Q_EMIT maximiseRequested(column->id());
    });
    const auto group = [column] { return static_cast<LayerGroup *>(column->parentWidget()); };
    connect(head, &ColumnHead::dragged, this,
            [group](QPoint place) { group()->setDropLine(group()->mapFromGlobal(place).x()); });
    connect(head, &ColumnHead::dragCancelled, this,
            [group] { group()->setDropLine(std::nullopt); });
    connect(head, &ColumnHead::dropped, this, [this, column, group](QPoint place) {
        group()->setDropLine(std::nullopt);
        const ResponseColumn *after = group()->columnAfter(group()->mapFromGlobal(place).x());
        Q_EMIT dropped(column->id(), after ? std::optional(after->id()) : std::nullopt);
    });
}

void ColumnHandles::setMoreEntries(std::function<void(QMenu *, const ResponseId &)> fill)
{
    m_fill = std::move(fill);
}

void ColumnHandles::showMenu(const ResponseId &id, QPoint place)
{
    const Possible possible = m_possible(id);
    auto *menu = new QMenu(m_view);
    menu->setObjectName(QStringLiteral("columnMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (m_fill) {
        m_fill(menu, id);
        menu->addSeparator();
    }
    if (possible.maximised) {
        menu->addAction(tr("&Restore"), this, &ColumnHandles::restoreRequested);
    } else {
        QAction *maximise =
            menu->addAction(tr("Ma&ximise"), this, [this, id] { Q_EMIT maximiseRequested(id); });
        maximise->setEnabled(possible.maximise);
    }
    QAction *hide = menu->addAction(tr("&Hide"), this, [this, id] { Q_EMIT hideRequested(id); });
    hide->setEnabled(possible.hide);
    menu->addSeparator();
    QAction *moveLeft =
        menu->addAction(tr("Move &Left"), this, [this, id] { Q_EMIT moveRequested(id, -1); });
    moveLeft->setEnabled(possible.moveLeft);
    QAction *moveRight =
        menu->addAction(tr("Move &Right"), this, [this, id] { Q_EMIT moveRequested(id, 1); });
    moveRight->setEnabled(possible.moveRight);
    menu->addSeparator();
    QAction *bleu =
        menu->addAction(tr("&BLEU Statistics…"), this, [this, id] { Q_EMIT bleuRequested(id); });
    bleu->setEnabled(possible.bleu);
    menu->addAction(tr("Show Re&quests…"), this, [this, id] { Q_EMIT requestsRequested(id); });
    menu->popup(place);
}

} // namespace moa
