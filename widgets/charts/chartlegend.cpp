// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/chartlegend.h"

#include "charts/barscanvas.h"
#include "theme/theme.h"

#include <QPainter>

namespace moa {

ChartLegend::ChartLegend(QWidget *parent)
    : QWidget(parent)
{
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void ChartLegend::setContent(const QList<BarPart> &parts, const QString &pathName)
{
    QList<Entry> entries;
    for (const BarPart &part : parts) {
        if (!part.name.isEmpty())
            entries.append({part.name, part.ink});
    }
    if (!pathName.isEmpty())
        entries.append({pathName, {}});
    setVisible(!entries.isEmpty());
    if (m_entries == entries)
        return;
    m_entries = entries;
    updateGeometry();
    update();
}

QList<QRect> ChartLegend::places(int width) const
{
    const QFontMetrics metrics(type::secondary());
    QList<QRect> result;
    QPoint next(space::medium, 0);
    for (const Entry &entry : m_entries) {
        const QSize size(chart::swatch + space::tiny + metrics.horizontalAdvance(entry.name) + 1,
                         metrics.height() + space::tiny);
        if (next.x() > space::medium && next.x() + size.width() > width - space::medium)
            next = QPoint(space::medium, next.y() + size.height());
        result.append(QRect(next, size));
        next.rx() += size.width() + space::large;
    }
    return result;
}

QSize ChartLegend::sizeHint() const
{
    return {0, m_entries.isEmpty() ? 0 : QFontMetrics(type::secondary()).height() + space::tiny};
}

int ChartLegend::heightForWidth(int width) const
{
    const QList<QRect> all = places(width);
    return all.isEmpty() ? 0 : all.last().bottom() + 1;
}

void ChartLegend::paintEvent(QPaintEvent *)
{
    const Theme theme = Theme::of(this);
    QPainter painter(this);
    painter.setFont(type::secondary());
    const QList<QRect> all = places(width());
    for (qsizetype index = 0; index < all.size(); ++index) {
        const Entry &entry = m_entries.at(index);
        const QRect place = all.at(index);
        QRectF swatch(place.left(), place.center().y() - chart::swatch / 2.0 + 0.5, chart::swatch,
                      chart::swatch);
        if (!entry.ink) {
            swatch.setTop(swatch.center().y() - chart::pathLine / 2.0);
            swatch.setHeight(chart::pathLine);
        }
        painter.fillRect(swatch, entry.ink ? BarsCanvas::inkColor(*entry.ink, theme) : theme.text);
        painter.setPen(theme.secondaryText);
        painter.drawText(place.adjusted(chart::swatch + space::tiny, 0, 0, 0),
                         Qt::AlignVCenter | Qt::TextSingleLine, entry.name);
    }
}

} // namespace moa
