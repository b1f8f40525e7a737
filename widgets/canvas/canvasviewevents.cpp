// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/canvasview.h"

#include "canvas/modeldrop.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QGestureEvent>
#include <QNativeGestureEvent>
#include <QPainter>
#include <utility>

namespace moa {

namespace {

/// The modifiers that are held once the key of @p event is pressed or released.
Qt::KeyboardModifiers modifiersAfter(const QKeyEvent &event)
{
    Qt::KeyboardModifiers modifiers = event.modifiers();
    const bool down = event.type() == QEvent::KeyPress;
    switch (event.key()) {
    case Qt::Key_Alt:
        modifiers.setFlag(Qt::AltModifier, down);
        break;
    case Qt::Key_Control:
        modifiers.setFlag(Qt::ControlModifier, down);
        break;
    case Qt::Key_Shift:
        modifiers.setFlag(Qt::ShiftModifier, down);
        break;
    default:
        break;
    }
    return modifiers;
}

} // namespace

bool CanvasView::event(QEvent *event)
{
    // While something is in the hand Esc lets it go, whatever else Esc does in the window.
    if (event->type() == QEvent::ShortcutOverride) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool busy = m_pointer->isActive() || !rubberBandRect().isNull();
        if ((key->key() == Qt::Key_Escape && busy) || key->key() == Qt::Key_Space
            || m_keyboard->claims(*key)) {
            event->accept();
            return true;
        }
    }
    return QGraphicsView::event(event);
}

bool CanvasView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::Leave)
        m_pointer->leave();
    if (event->type() == QEvent::NativeGesture
        && m_gestures->nativeGesture(*static_cast<QNativeGestureEvent *>(event)))
        return true;
    if (event->type() == QEvent::Gesture
        && m_gestures->gesture(*static_cast<QGestureEvent *>(event)))
        return true;
    return QGraphicsView::viewportEvent(event);
}

void CanvasView::changeEvent(QEvent *event)
{
    QGraphicsView::changeEvent(event);
    switch (event->type()) {
    case QEvent::PaletteChange:
    case QEvent::FontChange:
    case QEvent::StyleChange:
    case QEvent::LocaleChange:
    case QEvent::LanguageChange:
        applyLook();
        break;
    default:
        break;
    }
}

void CanvasView::resizeEvent(QResizeEvent *event)
{
    QGraphicsView::resizeEvent(event);
    m_navigation->viewportResized();
}

AgentId CanvasView::problemAt(QPoint viewportPoint) const
{
    if (detailAt(m_navigation->scale()) != Detail::Full)
        return {};
    const QPointF point = mapToScene(viewportPoint);
    const AgentItem *card = m_scene.card(m_scene.hitTest(point).agent);
    return card && card->problemMark().contains(point) ? card->id() : AgentId();
}

void CanvasView::endPress()
{
    m_pressedProblem = {};
    m_pointer->cancel();
    cancelBand();
}

void CanvasView::mousePressEvent(QMouseEvent *event)
{
    m_keyboard->cancel();
    m_pressedProblem = event->button() == Qt::LeftButton && event->modifiers() == Qt::NoModifier
        ? problemAt(event->position().toPoint())
        : AgentId();
    m_pressedAt = event->position().toPoint();
    if (m_pointer->press(*event)) {
        event->accept();
        return;
    }
    // The base class extends a rubber band's selection with Ctrl only.
    QMouseEvent band(event->type(), event->position(), event->globalPosition(), event->button(),
                     event->buttons(),
                     event->modifiers() & Qt::ShiftModifier
                         ? event->modifiers() | Qt::ControlModifier
                         : event->modifiers());
    QGraphicsView::mousePressEvent(&band);
}

void CanvasView::mouseMoveEvent(QMouseEvent *event)
{
    if (m_pointer->move(*event))
        event->accept();
    else
        QGraphicsView::mouseMoveEvent(event);
}

void CanvasView::mouseReleaseEvent(QMouseEvent *event)
{
    // A click on the mark, unless it became a drag of the card.
    const AgentId problem = std::exchange(m_pressedProblem, {});
    const bool clicked = !problem.isEmpty()
        && (event->position().toPoint() - m_pressedAt).manhattanLength()
            < QApplication::startDragDistance();
    if (m_pointer->release(*event))
        event->accept();
    else
        QGraphicsView::mouseReleaseEvent(event);
    if (clicked)
        Q_EMIT problemsRequested(problem, event->globalPosition().toPoint());
}

void CanvasView::mouseDoubleClickEvent(QMouseEvent *event)
{
    const CanvasHit hit = m_scene.hitTest(mapToScene(event->position().toPoint()));
    if (event->button() != Qt::LeftButton)
        return;
    if (hit.kind == CanvasHit::Kind::Card || hit.kind == CanvasHit::Kind::LaneHeader)
        Q_EMIT inspectRequested();
    else if (hit.kind == CanvasHit::Kind::Nothing)
        requestQuickAdd(event->position().toPoint());
    else
        mousePressEvent(event);
}

void CanvasView::requestQuickAdd(QPoint viewportPoint)
{
    const QPointF point = mapToScene(viewportPoint);
    Q_EMIT quickAddRequested({m_scene.canvasLayout().dropPlace(point), std::nullopt,
                              viewport()->mapToGlobal(viewportPoint)});
}

bool CanvasView::cancelBand()
{
    if (rubberBandRect().isNull())
        return false;
    // The base class ends a band with a release, and only with one.
    QMouseEvent release(QEvent::MouseButtonRelease, QPointF(), QPointF(), Qt::LeftButton,
                        Qt::NoButton, Qt::NoModifier);
    QGraphicsView::mouseReleaseEvent(&release);
    m_scene.selectAgents(m_pointer->selectedBeforeBand());
    return true;
}

void CanvasView::wheelEvent(QWheelEvent *event)
{
    m_gestures->wheel(*event);
    event->accept();
}

void CanvasView::keyPressEvent(QKeyEvent *event)
{
    m_pointer->setModifiers(modifiersAfter(*event));
    if (!m_pointer->isActive() && m_keyboard->press(*event))
        return;
    switch (event->key()) {
    case Qt::Key_Escape:
        if (m_pointer->isActive()) {
            m_pointer->cancel();
            return;
        }
        if (cancelBand())
            return;
        if (m_scene.selectedItems().isEmpty() && !m_scene.selectedLink() && !selectedLayer())
            event->ignore();
        else
            m_scene.clearAll();
        return;
    case Qt::Key_Space:
        if (!event->isAutoRepeat())
            m_pointer->setPanHeld(true);
        return;
    default:
        break;
    }
    event->ignore();
}

void CanvasView::keyReleaseEvent(QKeyEvent *event)
{
    m_pointer->setModifiers(modifiersAfter(*event));
    if (event->key() == Qt::Key_Space && !event->isAutoRepeat())
        m_pointer->setPanHeld(false);
    else
        QGraphicsView::keyReleaseEvent(event);
}

void CanvasView::focusInEvent(QFocusEvent *event)
{
    QGraphicsView::focusInEvent(event);
    const bool byKeyboard =
        event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    if (byKeyboard)
        m_keyboard->enter();
    viewport()->update();
}

void CanvasView::focusOutEvent(QFocusEvent *event)
{
    QGraphicsView::focusOutEvent(event);
    m_keyboard->cancel();
    m_scene.setCurrent(m_scene.current(), false);
    m_pointer->setPanHeld(false);
    viewport()->update();
}

void CanvasView::drawBackground(QPainter *painter, const QRectF &rect)
{
    // Only what no lane covers: to fill all of a large window takes longer than its cards.
    const QTransform toView = viewportTransform();
    QRegion bare = toView.mapRect(rect).toAlignedRect() & viewport()->rect();
    for (const QRectF &ground : m_scene.laneGrounds()) {
        const QRect covered = toView.mapRect(ground).toAlignedRect().adjusted(1, 1, -1, -1);
        if (covered.isValid())
            bare -= covered;
    }
    painter->save();
    painter->resetTransform();
    for (const QRect &piece : bare)
        painter->fillRect(piece, palette().color(QPalette::Window));
    painter->restore();
    QGraphicsView::drawBackground(painter, rect);
}

void CanvasView::drawForeground(QPainter *painter, const QRectF &rect)
{
    Q_UNUSED(rect)
    // With no card to carry it, the focus ring is the canvas's own.
    if (!hasFocus() || m_scene.mixture().agentCount() > 0)
        return;
    painter->save();
    painter->resetTransform();
    painter->setPen(QPen(m_scene.look().theme.accent, 2));
    painter->setBrush(Qt::NoBrush);
    painter->drawRect(QRectF(viewport()->rect()).adjusted(1, 1, -1, -1));
    painter->restore();
}

void CanvasView::contextMenuEvent(QContextMenuEvent *event)
{
    event->accept();
    if (m_pointer->isActive())
        return;
    if (event->reason() == QContextMenuEvent::Keyboard) {
        const QRectF rect = selectionRect();
        showMenu(viewport()->mapToGlobal(rect.isEmpty() ? viewport()->rect().center()
                                                        : mapFromScene(rect.center())));
        return;
    }
    const CanvasHit hit = m_scene.hitTest(mapToScene(event->pos()));
    switch (hit.kind) {
    case CanvasHit::Kind::Card:
    case CanvasHit::Kind::InputPort:
    case CanvasHit::Kind::OutputPort:
        if (!selectedAgents().contains(hit.agent))
            m_scene.selectAgents({hit.agent});
        break;
    case CanvasHit::Kind::Link:
        m_scene.selectLink(hit.link);
        break;
    case CanvasHit::Kind::LaneHeader:
    case CanvasHit::Kind::LaneMenu:
        m_scene.selectLayer(hit.layer);
        break;
    case CanvasHit::Kind::Nothing:
        m_scene.clearAll();
        break;
    }
    showMenu(event->globalPos());
}

void CanvasView::dragEnterEvent(QDragEnterEvent *event)
{
    m_modelDrop->enter(*event);
}

void CanvasView::dragMoveEvent(QDragMoveEvent *event)
{
    m_modelDrop->move(*event);
}

void CanvasView::dragLeaveEvent(QDragLeaveEvent *event)
{
    m_modelDrop->leave();
    event->accept();
}

void CanvasView::dropEvent(QDropEvent *event)
{
    m_modelDrop->drop(*event);
}

} // namespace moa
