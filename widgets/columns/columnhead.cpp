// SPDX-License-Identifier: GPL-3.0-or-later
#include "columns/columnhead.h"

#include "theme/theme.h"
#include "theme/tooltip.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPaintEvent>

namespace moa {

namespace {

/// Below this a model's elided name says nothing.
constexpr int shortestModelInCharacters = 6;
/// Part of the bar that its sign of life takes.
constexpr double activityPart = 0.3;
constexpr int roomForTools = 2 * control::target;

} // namespace

ColumnHead::ColumnHead(QWidget *parent)
    : QWidget(parent)
    , m_tools(new QHBoxLayout(this))
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_tools->setContentsMargins(0, space::small, space::small, 0);
    m_tools->setSpacing(0);
    m_tools->addStretch();
}

void ColumnHead::setContent(const ColumnHeadContent &content)
{
    if (m_content == content)
        return;
    m_content = content;
    setToolTip(plainToolTip(content.details));
    update();
}

void ColumnHead::addTool(QWidget *tool)
{
    m_tools->addWidget(tool, 0, Qt::AlignTop);
}

void ColumnHead::setPhase(double phase)
{
    m_phase = phase;
    update(activityRect());
}

QString ColumnHead::figuresFor(int width) const
{
    const QFontMetrics metrics(type::figures());
    const QString gap(3, u' ');
    QString row;
    for (const QString &timing :
         m_content.timing.isEmpty() ? QStringList{QString()} : m_content.timing) {
        QStringList figures{timing, m_content.tokens, m_content.cost, m_content.bleu};
        figures.removeAll(QString());
        row = figures.join(gap);
        if (metrics.horizontalAdvance(row) <= width)
            return row;
    }
    return metrics.elidedText(row, Qt::ElideRight, width);
}

QSize ColumnHead::sizeHint() const
{
    const int rows = QFontMetrics(type::title()).height() + QFontMetrics(type::figures()).height();
    return {column::comfortableWidth,
            qMax(column::headHeight, rows + 2 * space::small + space::tiny)};
}

QSize ColumnHead::minimumSizeHint() const
{
    return {0, sizeHint().height()};
}

QRect ColumnHead::activityRect() const
{
    return {0, height() - column::activityBar, width(), column::activityBar};
}

QColor ColumnHead::stateColor() const
{
    const Theme theme = Theme::of(this);
    switch (m_content.state) {
    case ResponseState::Streaming:
        return theme.accent;
    case ResponseState::Retrying:
        return theme.warning;
    case ResponseState::Done:
        return theme.good;
    case ResponseState::Failed:
        return theme.danger;
    case ResponseState::Waiting:
    case ResponseState::Queued:
    case ResponseState::Started:
    case ResponseState::Cancelled:
    case ResponseState::Muted:
        return theme.secondaryText;
    }
    Q_UNREACHABLE();
}

void ColumnHead::paintEvent(QPaintEvent *event)
{
    const Theme theme = Theme::of(this);
    QPainter painter(this);
    painter.fillRect(event->rect(), theme.surface);

    const QRect bar = activityRect();
    painter.fillRect(QRect(0, height() - column::hairline, width(), column::hairline), theme.line);
    if (!isFinal(m_content.state)) {
        const int length = qRound(bar.width() * activityPart);
        const int left = qRound((bar.width() + length) * m_phase) - length;
        painter.fillRect(QRect(left, bar.top(), length, bar.height()), stateColor());
    }
    if (bar.contains(event->rect()))
        return;

    const QRect inner = rect().adjusted(space::medium, space::small, -space::medium, -space::small);
    const int half = inner.height() / 2;
    paintFirstRow(painter, QRect(inner.left(), inner.top(), inner.width(), half));
    painter.setFont(type::figures());
    painter.setPen(theme.secondaryText);
    painter.drawText(QRect(inner.left(), inner.top() + half, inner.width(), half),
                     Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
                     figuresFor(inner.width()));
}

void ColumnHead::paintFirstRow(QPainter &painter, QRect row) const
{
    const Theme theme = Theme::of(this);
    constexpr int flags = Qt::AlignVCenter | Qt::TextSingleLine;

    row.setRight(row.right() - roomForTools);
    const QFontMetrics small(type::secondary());
    const int stateWidth = small.horizontalAdvance(m_content.stateWord);
    painter.setFont(type::secondary());
    painter.setPen(stateColor());
    painter.drawText(row, flags | Qt::AlignRight, m_content.stateWord);
    row.setRight(row.right() - stateWidth - space::medium);

    paintDot(
        painter,
        QRectF(row.left(), row.center().y() - column::dot / 2.0 + 0.5, column::dot, column::dot));
    row.setLeft(row.left() + column::dot + space::small);

    const QFontMetrics title(type::title());
    const QString name = title.elidedText(m_content.name, Qt::ElideRight, row.width());
    painter.setFont(type::title());
    painter.setPen(theme.text);
    painter.drawText(row, flags | Qt::AlignLeft, name);
    row.setLeft(row.left() + title.horizontalAdvance(name) + space::small);

    if (m_content.model.isEmpty()
        || row.width() < small.averageCharWidth() * shortestModelInCharacters)
        return;
    painter.setFont(type::secondary());
    painter.setPen(theme.secondaryText);
    painter.drawText(row, flags | Qt::AlignLeft,
                     small.elidedText(m_content.model, Qt::ElideMiddle, row.width()));
}

void ColumnHead::paintDot(QPainter &painter, QRectF dot) const
{
    const Theme theme = Theme::of(this);
    const QColor color = theme.agentColor(m_content.colorIndex);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    // Beyond the palette's last colour the same ones come again, told apart by a ring.
    if (m_content.colorIndex >= theme.agentColors.size()) {
        painter.setPen(QPen(color, column::ring));
        painter.setBrush(Qt::NoBrush);
        constexpr double inset = column::ring / 2.0;
        painter.drawEllipse(dot.adjusted(inset, inset, -inset, -inset));
    } else {
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
        painter.drawEllipse(dot);
    }
    painter.restore();
}

} // namespace moa
