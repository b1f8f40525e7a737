// SPDX-License-Identifier: GPL-3.0-or-later
#include "columns/layergroup.h"

#include "columns/responsecolumn.h"
#include "theme/theme.h"
#include "theme/tooltip.h"

#include <algorithm>
#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

namespace moa {

namespace {

class GroupTitle : public QWidget
{
public:
    GroupTitle(LayerGroup::Kind kind, const QString &title, QWidget *parent)
        : QWidget(parent)
        , m_kind(kind)
        , m_title(title)
    {
        setFixedHeight(QFontMetrics(type::title()).height() + space::small);
        setToolTip(plainToolTip(title));
        setAccessibleName(title);
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Theme theme = Theme::of(this);
        QPainter painter(this);
        painter.fillRect(rect(), theme.raised);
        if (m_kind == LayerGroup::Kind::FinalAnswer)
            painter.fillRect(QRect(0, 0, width(), column::selectedEdge), theme.accent);
        painter.fillRect(QRect(width() - column::hairline, 0, column::hairline, height()),
                         theme.line);
        painter.setFont(type::title());
        painter.setPen(theme.text);
        const QRect seen =
            visibleRegion().boundingRect().adjusted(space::medium, 0, -space::medium, 0);
        painter.drawText(
            seen, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
            QFontMetrics(type::title()).elidedText(m_title, Qt::ElideRight, seen.width()));
    }

private:
    LayerGroup::Kind m_kind;
    QString m_title;
};

} // namespace

LayerGroup::LayerGroup(Kind kind, const QString &title, QWidget *parent)
    : QWidget(parent)
    , m_kind(kind)
    , m_title(new GroupTitle(kind, title, this))
    , m_row(new QHBoxLayout)
{
    m_row->setContentsMargins({});
    m_row->setSpacing(0);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_title);
    layout->addLayout(m_row, 1);
}

void LayerGroup::addColumn(ResponseColumn *column)
{
    m_columns.append(column);
    column->hide();
}

void LayerGroup::setShown(const QList<ResponseColumn *> &columns)
{
    QList<ResponseColumn *> shown = columns;
    shown.removeIf([this](ResponseColumn *column) { return !m_columns.contains(column); });
    // Not by operator!=: Qt 6.4 compares lists of pointers by memcmp(), also without any data.
    if (!std::equal(shown.cbegin(), shown.cend(), m_shown.cbegin(), m_shown.cend())) {
        for (ResponseColumn *column : std::as_const(m_shown)) {
            m_row->removeWidget(column);
            if (!shown.contains(column))
                column->hide();
        }
        m_shown = shown;
        for (ResponseColumn *column : std::as_const(m_shown)) {
            m_row->addWidget(column, 1);
            column->show();
        }
    }
    setVisible(!m_shown.isEmpty());
}

ResponseColumn *LayerGroup::columnAfter(int x) const
{
    for (ResponseColumn *column : m_shown) {
        if (x < column->geometry().center().x())
            return column;
    }
    return nullptr;
}

void LayerGroup::setDropLine(std::optional<int> x)
{
    if (!m_dropLine) {
        m_dropLine = new QWidget(this);
        m_dropLine->setObjectName(QStringLiteral("dropLine"));
        m_dropLine->setAutoFillBackground(true);
        m_dropLine->setBackgroundRole(QPalette::Highlight);
        m_dropLine->setAttribute(Qt::WA_TransparentForMouseEvents);
    }
    m_dropLine->setVisible(x.has_value());
    if (!x)
        return;
    const ResponseColumn *after = columnAfter(*x);
    const int right = m_shown.isEmpty() ? 0 : m_shown.constLast()->geometry().right();
    const int left = after ? after->x() : right + 1 - column::dropLine;
    m_dropLine->setGeometry(left, 0, column::dropLine, height());
    m_dropLine->raise();
}

void LayerGroup::moveEvent(QMoveEvent *event)
{
    QWidget::moveEvent(event);
    m_title->update();
}

} // namespace moa
