// SPDX-License-Identifier: GPL-3.0-or-later
#include "editors/floatingpanel.h"

#include "theme/controlshapes.h"
#include "theme/theme.h"

#include <algorithm>
#include <QApplication>
#include <QKeyEvent>
#include <QLayout>
#include <QPainter>

namespace moa {

FloatingPanel::FloatingPanel(QWidget *host)
    : QFrame(host)
    , m_host(host)
{
    constexpr int margin = floating::shadow;
    setContentsMargins(margin, margin, margin, margin);
    setCursor(Qt::ArrowCursor);
    hide();
    connect(qApp, &QApplication::focusChanged, this,
            [this](QWidget *, QWidget *now) { focusWent(now); });
}

void FloatingPanel::openBeside(const QRect &anchor)
{
    m_anchor = anchor;
    open(Placement::Beside);
}

void FloatingPanel::openInCorner()
{
    open(Placement::Corner);
}

void FloatingPanel::openCentred()
{
    open(Placement::Centred);
}

void FloatingPanel::open(Placement placement)
{
    m_placement = placement;
    if (parentWidget() != m_host->window())
        setParent(m_host->window());
    if (!m_isOpen)
        qApp->installEventFilter(this);
    m_isOpen = true;
    place();
    show();
    raise();
}

void FloatingPanel::close(bool toHost)
{
    if (!m_isOpen)
        return;
    m_isOpen = false;
    qApp->removeEventFilter(this);
    // Before it hides: a widget that hides passes the keyboard on to whoever comes next.
    QWidget *const heir = this->heir();
    if (heir && (toHost || holds(QApplication::focusWidget())))
        heir->setFocus(Qt::PopupFocusReason);
    hide();
    Q_EMIT closed();
}

bool FloatingPanel::holds(const QObject *object) const
{
    for (; object; object = object->parent()) {
        if (object == this)
            return true;
    }
    return false;
}

void FloatingPanel::focusWent(const QWidget *now)
{
    // To another window and back is no reason to begin anew.
    if (m_isOpen && now && now->window() == window() && !holds(now))
        close(false);
}

QRect FloatingPanel::room() const
{
    const QRect window = parentWidget()->rect();
    if (m_placement != Placement::Corner || !m_host)
        return window;
    return window & QRect(m_host->mapTo(parentWidget(), QPoint()), m_host->size());
}

void FloatingPanel::place()
{
    const QRect within = room();
    ensurePolished();
    const int width = std::min(sizeHint().width(), within.width());
    resize(width, std::min(wantedHeight(width), within.height()));
    move(corner(within));
}

QPoint FloatingPanel::corner(const QRect &room) const
{
    switch (m_placement) {
    case Placement::Beside:
        return besideAnchor(room);
    case Placement::Corner:
        return room.topRight() - QPoint(width() - 1, 0);
    case Placement::Centred:
        return {room.left() + (room.width() - width()) / 2,
                room.top()
                    + std::min(room.height() / floating::aboveCentred, room.height() - height())};
    }
    Q_UNREACHABLE();
}

int FloatingPanel::wantedHeight(int width) const
{
    return hasHeightForWidth() ? layout()->totalHeightForWidth(width) : sizeHint().height();
}

void FloatingPanel::fitHeight()
{
    if (m_isOpen)
        resize(width(), std::min(wantedHeight(width()), room().bottom() + 1 - y()));
}

QPoint FloatingPanel::besideAnchor(const QRect &room) const
{
    const QRect anchor(parentWidget()->mapFromGlobal(m_anchor.topLeft()), m_anchor.size());
    const auto within = [](int at, int size, int from, int to) {
        return std::max(std::min(at, to + 1 - size), from);
    };
    // The shadow counts as part of the panel: what is seen of it begins further in.
    const int x = within(anchor.left(), width(), room.left(), room.right());
    const int y = within(anchor.top() - floating::shadow, height(), room.top(), room.bottom());
    for (const QPoint corner :
         {QPoint(anchor.right() + 1, y), QPoint(anchor.left() - width(), y),
          QPoint(x, anchor.bottom() + 1), QPoint(x, anchor.top() - height())}) {
        if (room.contains(QRect(corner, size())))
            return corner;
    }
    return {within(anchor.right() + 1, width(), room.left(), room.right()), y};
}

void FloatingPanel::watchKeys(QWidget *field)
{
    m_field = field;
    field->installEventFilter(this);
}

bool FloatingPanel::keyPressed(Qt::Key, Qt::KeyboardModifiers)
{
    return false;
}

bool FloatingPanel::fieldEvent(QEvent *event)
{
    if (event->type() != QEvent::KeyPress && event->type() != QEvent::ShortcutOverride)
        return false;
    const auto *pressed = static_cast<QKeyEvent *>(event);
    const auto key = static_cast<Qt::Key>(pressed->key());
    if (event->type() == QEvent::KeyPress)
        return keyPressed(key, pressed->modifiers());
    // In the window Ctrl+Enter and Esc are other things.
    if (key != Qt::Key_Return && key != Qt::Key_Enter && key != Qt::Key_Escape)
        return false;
    event->accept();
    return true;
}

bool FloatingPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (m_field && watched == m_field && fieldEvent(event))
        return true;
    switch (event->type()) {
    case QEvent::MouseButtonPress: {
        const auto *widget = qobject_cast<const QWidget *>(watched);
        if (widget && widget->window() == window() && !holds(widget))
            close(false);
        break;
    }
    case QEvent::Resize:
        if (watched == parentWidget() || watched == m_host)
            place();
        break;
    case QEvent::Hide:
        if (watched == m_host && !event->spontaneous())
            close(false);
        break;
    default:
        break;
    }
    return QFrame::eventFilter(watched, event);
}

bool FloatingPanel::event(QEvent *event)
{
    switch (event->type()) {
    case QEvent::KeyPress:
        if (static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape)
            dismiss();
        event->accept();
        return true;
    // Nothing that happens on the panel is meant for what lies under it.
    case QEvent::MouseButtonPress:
    case QEvent::MouseButtonRelease:
    case QEvent::MouseButtonDblClick:
    case QEvent::MouseMove:
    case QEvent::Wheel:
    case QEvent::ContextMenu:
        event->accept();
        return true;
    default:
        return QFrame::event(event);
    }
}

void FloatingPanel::paintEvent(QPaintEvent *)
{
    const Theme theme = Theme::of(this);
    const QRectF panel = contentsRect();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(faded(Qt::black, floating::shadowOpacity));
    for (int reach = 1; reach <= floating::shadow - floating::shadowDrop; ++reach) {
        painter.drawRoundedRect(panel.adjusted(-reach, floating::shadowDrop - reach, reach,
                                               floating::shadowDrop + reach),
                                space::cardRadius + reach, space::cardRadius + reach);
    }
    shape::box(&painter, panel, theme.surface, theme.outline, control::hairline, space::cardRadius);
}

} // namespace moa
