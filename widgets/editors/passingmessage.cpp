// SPDX-License-Identifier: GPL-3.0-or-later
#include "editors/passingmessage.h"

#include "theme/theme.h"

#include <QAccessible>
#include <QEvent>
#include <QPainter>

namespace moa {

PassingMessage::PassingMessage(QWidget *host)
    : QLabel(host)
{
    setObjectName(QStringLiteral("passingMessage"));
    setTextFormat(Qt::PlainText);
    setWordWrap(true);
    setContentsMargins(space::medium, space::small, space::medium, space::small);
    host->installEventFilter(this);
    m_shown.setSingleShot(true);
    m_shown.setInterval(shownMs);
    connect(&m_shown, &QTimer::timeout, this, &QWidget::hide);
    hide();
}

void PassingMessage::say(const QString &sentence)
{
    setText(sentence);
    setAccessibleName(sentence);
    place();
    show();
    raise();
    m_shown.start();
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

bool PassingMessage::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize && isVisible())
        place();
    return QLabel::eventFilter(watched, event);
}

void PassingMessage::mousePressEvent(QMouseEvent *)
{
    m_shown.stop();
    hide();
}

void PassingMessage::paintEvent(QPaintEvent *event)
{
    const Theme theme = Theme::of(this);
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(theme.outline);
        painter.setBrush(theme.raised);
        constexpr double half = 0.5;
        painter.drawRoundedRect(QRectF(rect()).adjusted(half, half, -half, -half), space::radius,
                                space::radius);
    }
    QLabel::paintEvent(event);
}

void PassingMessage::place()
{
    const QRect room = parentWidget()->rect().marginsRemoved(
        {space::large, space::large, space::large, space::large});
    // A line of words if there is room for it, else as many lines as it takes.
    const int line = fontMetrics().horizontalAdvance(text()) + 2 * space::medium + space::tiny;
    const int width = std::min(line, room.width());
    const int height = heightForWidth(width);
    setGeometry(room.center().x() - width / 2, room.bottom() - height, width, height);
}

} // namespace moa
