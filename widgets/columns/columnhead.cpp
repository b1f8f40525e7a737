// SPDX-License-Identifier: GPL-3.0-or-later
#include "columns/columnhead.h"

#include "theme/icons.h"
#include "theme/theme.h"
#include "theme/tooltip.h"

#include <algorithm>
#include <QApplication>
#include <QContextMenuEvent>
#include <QHBoxLayout>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QPaintEvent>
#include <QToolButton>

namespace moa {

namespace {

/// Below this a model's elided name says nothing.
constexpr int shortestModelInCharacters = 6;
/// Part of the bar that its sign of life takes.
constexpr double activityPart = 0.3;
/// Room that is kept for tools, whether they are shown or not; the menu's button comes on top.
constexpr int leastTools = 2;
constexpr double pointedOpacity = 0.12;

} // namespace

ColumnHead::ColumnHead(QWidget *parent)
    : QWidget(parent)
    , m_tools(new QHBoxLayout(this))
    , m_menuButton(new QToolButton(this))
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_tools->setContentsMargins(0, space::small, space::small, 0);
    m_tools->setSpacing(0);
    m_tools->addStretch();
    m_menuButton->setObjectName(QStringLiteral("columnMenuButton"));
    m_menuButton->setIcon(icon(QStringLiteral("menu"), QPalette::PlaceholderText));
    m_menuButton->setAccessibleName(tr("Column"));
    m_menuButton->setToolTip(tr("Maximise, hide or move this column"));
    m_menuButton->setAutoRaise(true);
    m_menuButton->setFixedSize(control::target, control::target);
    m_tools->addWidget(m_menuButton, 0, Qt::AlignTop);
    connect(m_menuButton, &QToolButton::clicked, this, [this] {
        Q_EMIT menuRequested(m_menuButton->mapToGlobal(m_menuButton->rect().bottomLeft()));
    });
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
    m_tools->insertWidget(m_tools->indexOf(m_menuButton), tool, 0, Qt::AlignTop);
}

void ColumnHead::setFindCount(std::optional<qsizetype> count)
{
    if (m_findCount == count)
        return;
    m_findCount = count;
    update();
}

void ColumnHead::setPointed(bool pointed)
{
    if (m_pointed == pointed)
        return;
    m_pointed = pointed;
    update();
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
    case ResponseState::Pinned:
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
    if (m_pointed) {
        painter.fillRect(event->rect(), faded(theme.accent, pointedOpacity));
        painter.fillRect(QRect(0, 0, column::pointedEdge, height()), theme.accent);
    }

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
    const QRect figures =
        paintFindCount(painter, QRect(inner.left(), inner.top() + half, inner.width(), half));
    painter.setFont(type::figures());
    painter.setPen(theme.secondaryText);
    painter.drawText(figures, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
                     figuresFor(figures.width()));
}

void ColumnHead::contextMenuEvent(QContextMenuEvent *event)
{
    Q_EMIT menuRequested(event->globalPos());
}

void ColumnHead::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        m_pressed = event->globalPosition().toPoint();
}

void ColumnHead::mouseMoveEvent(QMouseEvent *event)
{
    if (!m_pressed)
        return;
    const QPoint place = event->globalPosition().toPoint();
    if (!m_dragging && qAbs(place.x() - m_pressed->x()) >= QApplication::startDragDistance()) {
        m_dragging = true;
        setCursor(Qt::ClosedHandCursor);
    }
    if (m_dragging)
        Q_EMIT dragged(place);
}

void ColumnHead::mouseReleaseEvent(QMouseEvent *event)
{
    const bool wasDragging = m_dragging;
    endDrag();
    if (wasDragging)
        Q_EMIT dropped(event->globalPosition().toPoint());
}

void ColumnHead::mouseDoubleClickEvent(QMouseEvent *event)
{
    endDrag();
    if (event->button() == Qt::LeftButton)
        Q_EMIT maximiseRequested();
}

void ColumnHead::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    if (m_dragging)
        Q_EMIT dragCancelled();
    endDrag();
}

void ColumnHead::endDrag()
{
    m_pressed.reset();
    if (m_dragging)
        unsetCursor();
    m_dragging = false;
}

int ColumnHead::toolsWidth() const
{
    return std::max(leastTools + 1, m_tools->count() - 1) * control::target;
}

QString ColumnHead::findText() const
{
    return m_findCount ? tr("%Ln found", nullptr, static_cast<int>(*m_findCount)) : QString();
}

QRect ColumnHead::paintFindCount(QPainter &painter, QRect row) const
{
    if (!m_findCount)
        return row;
    const Theme theme = Theme::of(this);
    const QString text = findText();
    const int width = QFontMetrics(type::figures()).horizontalAdvance(text) + 2 * space::tiny;
    const QRect chip(row.right() + 1 - width, row.top(), width, row.height());
    painter.fillRect(chip, theme.raised);
    painter.setFont(type::figures());
    painter.setPen(*m_findCount > 0 ? theme.text : theme.secondaryText);
    painter.drawText(chip, Qt::AlignCenter | Qt::TextSingleLine, text);
    row.setRight(chip.left() - space::small);
    return row;
}

void ColumnHead::paintFirstRow(QPainter &painter, QRect row) const
{
    const Theme theme = Theme::of(this);
    constexpr int flags = Qt::AlignVCenter | Qt::TextSingleLine;

    row.setRight(row.right() - toolsWidth());
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
    QFont nameFont = type::title();
    nameFont.setUnderline(m_pointed);
    painter.setFont(nameFont);
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
