// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/canvastopbar.h"

#include <QAbstractScrollArea>
#include <QEvent>
#include <utility>

namespace moa {

CanvasTopBar::CanvasTopBar(QAbstractScrollArea *area, std::function<void(int)> makeRoom)
    : m_area(area)
    , m_makeRoom(std::move(makeRoom))
{ }

void CanvasTopBar::setBar(QWidget *bar)
{
    const bool hidden = bar->isHidden();
    m_bar = bar;
    bar->setParent(m_area);
    bar->setVisible(!hidden);
    bar->installEventFilter(this);
    m_area->viewport()->installEventFilter(this);
    place();
}

bool CanvasTopBar::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::ShowToParent:
    case QEvent::HideToParent:
    case QEvent::LayoutRequest:
    case QEvent::Resize:
        place();
        break;
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

void CanvasTopBar::place()
{
    if (m_placing || !m_bar)
        return;
    m_placing = true;
    const QRect viewport = m_area->viewport()->geometry();
    int height = 0;
    if (!m_bar->isHidden()) {
        height = m_bar->hasHeightForWidth() ? m_bar->heightForWidth(viewport.width())
                                            : m_bar->sizeHint().height();
    }
    if (height != m_height) {
        m_height = height;
        m_makeRoom(height);
    }
    if (height > 0) {
        const QRect now = m_area->viewport()->geometry();
        m_bar->setGeometry(now.x(), now.y() - height, now.width(), height);
        m_bar->raise();
    }
    m_placing = false;
}

} // namespace moa
