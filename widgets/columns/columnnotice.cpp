// SPDX-License-Identifier: GPL-3.0-or-later
#include "columns/columnnotice.h"

#include "theme/theme.h"

#include <QEvent>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace moa {

namespace {

/// An exclamation mark in a triangle: something is wrong. Drawn, so that it is crisp at any scale.
void paintWarningMark(QPainter &painter, const QRectF &rect, const QColor &color)
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color, column::iconStroke, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    const QPointF top(rect.center().x(), rect.top() + 1.0);
    painter.drawPolygon(QPolygonF(
        {top, rect.bottomRight() - QPointF(1.0, 2.0), rect.bottomLeft() + QPointF(1.0, -2.0)}));
    const double x = rect.center().x();
    painter.drawLine(QPointF(x, rect.top() + rect.height() * 0.42),
                     QPointF(x, rect.top() + rect.height() * 0.60));
    painter.drawPoint(QPointF(x, rect.top() + rect.height() * 0.74));
}

} // namespace

ColumnNotice::ColumnNotice(QWidget *parent)
    : QWidget(parent)
    , m_label(new QLabel(this))
    , m_button(new QPushButton(this))
{
    m_label->setObjectName(QStringLiteral("noticeText"));
    m_label->setTextFormat(Qt::PlainText);
    m_label->setWordWrap(true);
    m_label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_button->setObjectName(QStringLiteral("noticeAction"));
    connect(m_button, &QPushButton::clicked, this, &ColumnNotice::actionTriggered);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::medium, space::small, space::medium, space::small);
    layout->setSpacing(space::small);
    layout->addWidget(m_label);
    layout->addWidget(m_button, 0, Qt::AlignLeft);
    setVisible(false);
}

void ColumnNotice::setMessage(Kind kind, const QString &sentence, const QString &action)
{
    if (m_kind != kind || m_label->text() != sentence || m_button->text() != action) {
        m_kind = kind;
        m_label->setText(sentence);
        m_button->setText(action);
        QMargins margins = layout()->contentsMargins();
        margins.setLeft(kind == Kind::Info ? space::medium
                                           : space::medium + column::noticeIcon + space::small);
        layout()->setContentsMargins(margins);
        updateColor();
        update();
    }
    m_button->setVisible(!action.isEmpty());
    setVisible(!sentence.isEmpty());
}

void ColumnNotice::paintEvent(QPaintEvent *)
{
    if (m_kind == Kind::Info)
        return;
    QPainter painter(this);
    const int line = m_label->fontMetrics().height();
    const QRectF icon(space::medium, m_label->geometry().top() + (line - column::noticeIcon) / 2.0,
                      column::noticeIcon, column::noticeIcon);
    paintWarningMark(painter, icon, color());
}

void ColumnNotice::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        updateColor();
}

void ColumnNotice::updateColor()
{
    QPalette labelPalette = m_label->palette();
    if (labelPalette.color(QPalette::WindowText) == color())
        return;
    labelPalette.setColor(QPalette::WindowText, color());
    m_label->setPalette(labelPalette);
}

QColor ColumnNotice::color() const
{
    const Theme theme = Theme::of(this);
    switch (m_kind) {
    case Kind::Info:
        return theme.secondaryText;
    case Kind::Warning:
        return theme.warning;
    case Kind::Danger:
        return theme.danger;
    }
    Q_UNREACHABLE();
}

} // namespace moa
