// SPDX-License-Identifier: GPL-3.0-or-later
#include "columns/columnsarea.h"

#include "columns/layergroup.h"
#include "columns/responsecolumn.h"
#include "theme/theme.h"

#include <algorithm>
#include <QApplication>
#include <QHBoxLayout>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

namespace moa {

ColumnsArea::ColumnsArea(QWidget *parent)
    : QWidget(parent)
    , m_scroll(new QScrollArea(this))
    , m_finalPlace(new QVBoxLayout)
{
    m_scroll->setObjectName(QStringLiteral("layers"));
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(m_scroll->horizontalScrollBar(), &QScrollBar::valueChanged, this,
            &ColumnsArea::viewMoved);
    connect(m_scroll->horizontalScrollBar(), &QScrollBar::rangeChanged, this,
            &ColumnsArea::viewMoved);

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(space::small);
    layout->addWidget(m_scroll, 1);
    layout->addLayout(m_finalPlace);
}

void ColumnsArea::clear()
{
    m_shown.clear();
    m_groups.clear();
    if (m_finalGroup) {
        // No child of ours any more: what is looked up by its name is the new run's.
        m_finalGroup->setParent(nullptr);
        m_finalGroup->deleteLater();
        m_finalGroup = nullptr;
    }
    if (m_content) {
        m_scroll->takeWidget()->deleteLater();
        m_content = nullptr;
    }
}

LayerGroup *ColumnsArea::group(int layer, bool finalAnswer, const QString &title)
{
    if (!m_content) {
        m_content = new QWidget;
        auto *groups = new QHBoxLayout(m_content);
        groups->setContentsMargins({});
        groups->setSpacing(space::small);
        // Takes what columns of a comfortable width leave.
        groups->addStretch();
        m_scroll->setWidget(m_content);
    }
    while (m_groups.size() <= layer)
        m_groups.append(nullptr);
    if (finalAnswer && !m_finalGroup) {
        m_finalGroup = new LayerGroup(LayerGroup::Kind::FinalAnswer, title, this);
        m_finalPlace->addWidget(m_finalGroup);
    } else if (!finalAnswer && !m_groups.at(layer)) {
        m_groups[layer] = new LayerGroup(LayerGroup::Kind::Layer, title, m_content);
        auto *groups = static_cast<QHBoxLayout *>(m_content->layout());
        groups->insertWidget(groups->count() - 1, m_groups.at(layer));
    }
    return finalAnswer ? m_finalGroup : m_groups.at(layer);
}

int ColumnsArea::numberedCount() const
{
    return static_cast<int>(m_groups.size()
                            - std::count(m_groups.cbegin(), m_groups.cend(), nullptr));
}

LayerGroup *ColumnsArea::groupOf(const ResponseColumn *column) const
{
    return static_cast<LayerGroup *>(column->parentWidget());
}

void ColumnsArea::setShown(const QList<ResponseColumn *> &columns, bool fullWidth)
{
    const ResponseColumn *reading = readersColumn();
    const int before = reading ? leftOf(reading) : 0;
    m_fullWidth = fullWidth;
    m_shown.clear();
    for (LayerGroup *group : std::as_const(m_groups)) {
        if (group) {
            group->setShown(columns);
            m_shown.append(group->shown());
        }
    }
    if (m_finalGroup) {
        m_finalGroup->setShown(columns);
        m_shown.append(m_finalGroup->shown());
    }
    distribute();
    settle();
    if (reading && m_shown.contains(reading) && groupOf(reading) != m_finalGroup)
        setOffset(offset() + leftOf(reading) - before);
    Q_EMIT viewMoved();
}

bool ColumnsArea::isInView(const ResponseColumn *column) const
{
    if (!column->isVisible())
        return false;
    if (m_finalGroup && m_finalGroup->isAncestorOf(column))
        return true;
    const QWidget *viewport = m_scroll->viewport();
    const QRect place(column->mapTo(viewport, QPoint(0, 0)), column->size());
    return place.intersects(viewport->rect());
}

void ColumnsArea::bringIntoView(ResponseColumn *column)
{
    if (groupOf(column) == m_finalGroup)
        return;
    // Of one that is wider than the view its beginning counts.
    if (column->width() > m_scroll->viewport()->width())
        setOffset(offset() + leftOf(column));
    else
        m_scroll->ensureWidgetVisible(column, 0, 0);
}

void ColumnsArea::jump(int direction)
{
    std::optional<int> target;
    for (const LayerGroup *group : std::as_const(m_groups)) {
        if (!group || !group->isVisible())
            continue;
        if (direction > 0 && group->x() > offset()) {
            target = group->x();
            break;
        }
        if (direction < 0 && group->x() < offset())
            target = group->x();
    }
    if (target)
        setOffset(*target);
}

int ColumnsArea::offset() const
{
    return m_scroll->horizontalScrollBar()->value();
}

void ColumnsArea::setOffset(int offset)
{
    m_scroll->horizontalScrollBar()->setValue(offset);
}

void ColumnsArea::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    distribute();
    Q_EMIT viewMoved();
}

void ColumnsArea::distribute()
{
    const int finals = m_finalGroup ? static_cast<int>(m_finalGroup->shown().size()) : 0;
    // Showing the final column may resize the area before the list of all is complete.
    const int total = std::max(static_cast<int>(m_shown.size()), finals);
    const int others = total - finals;
    m_scroll->setVisible(others > 0);
    if (m_content) {
        auto *groups = static_cast<QHBoxLayout *>(m_content->layout());
        for (LayerGroup *group : std::as_const(m_groups)) {
            if (group)
                groups->setStretchFactor(group, static_cast<int>(group->shown().size()));
        }
    }
    // What stands alone has all of the room, however it is to be shared.
    const bool share = m_fullWidth || total == 1;
    const int comfortable = std::clamp(width() / 2, column::minimumWidth, column::comfortableWidth);
    for (ResponseColumn *column : std::as_const(m_shown)) {
        column->setMinimumWidth(share ? column::minimumWidth : comfortable);
        column->setMaximumWidth(share ? QWIDGETSIZE_MAX : comfortable);
    }
    if (m_finalGroup && finals > 0) {
        const int part = share ? std::max(width() / total, column::minimumWidth) : comfortable;
        m_finalGroup->setMinimumWidth(others > 0 ? part * finals : 0);
        m_finalGroup->setMaximumWidth(others > 0 ? part * finals : QWIDGETSIZE_MAX);
    }
}

void ColumnsArea::settle()
{
    if (!m_content || !isVisible())
        return;
    QList<LayerGroup *> groups = m_groups;
    groups.append(m_finalGroup);
    groups.removeAll(nullptr);
    // A layout does not reach into the layouts of its widgets.
    for (const LayerGroup *group : std::as_const(groups))
        group->layout()->activate();
    layout()->activate();
    m_content->layout()->activate();
    // Has the scroll area take up the new size of its contents.
    QEvent request(QEvent::LayoutRequest);
    QCoreApplication::sendEvent(m_scroll, &request);
    m_content->layout()->activate();
    for (const LayerGroup *group : std::as_const(groups))
        group->layout()->activate();
}

const ResponseColumn *ColumnsArea::readersColumn() const
{
    const QWidget *focus = QApplication::focusWidget();
    for (const ResponseColumn *column : m_shown) {
        if (focus && column->isAncestorOf(focus) && isInView(column))
            return column;
    }
    for (const ResponseColumn *column : m_shown) {
        if (isInView(column) && leftOf(column) > -column->width() / 2)
            return column;
    }
    return nullptr;
}

int ColumnsArea::leftOf(const QWidget *column) const
{
    return column->mapTo(this, QPoint(0, 0)).x();
}

} // namespace moa
