// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/scalekey.h"

#include "theme/theme.h"

#include <QLinearGradient>
#include <QLocale>
#include <QPainter>

namespace moa {

ScaleKey::ScaleKey(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void ScaleKey::setMost(const QString &figure)
{
    m_most = figure;
    updateGeometry();
    update();
}

QSize ScaleKey::sizeHint() const
{
    const QFontMetrics metrics(type::figures());
    return {chart::scaleWidth + 2 * space::tiny + metrics.horizontalAdvance(QLocale().toString(0))
                + metrics.horizontalAdvance(m_most) + 2,
            metrics.height()};
}

void ScaleKey::paintEvent(QPaintEvent *)
{
    const Theme theme = Theme::of(this);
    QPainter painter(this);
    painter.setFont(type::figures());
    painter.setPen(theme.secondaryText);
    const int zero = QFontMetrics(type::figures()).horizontalAdvance(QLocale().toString(0));
    painter.drawText(rect(), Qt::AlignLeft | Qt::AlignVCenter, QLocale().toString(0));
    painter.drawText(rect(), Qt::AlignRight | Qt::AlignVCenter, m_most);
    const QRectF bar(zero + space::tiny, (height() - chart::swatch) / 2.0, chart::scaleWidth,
                     chart::swatch);
    QLinearGradient scale(bar.topLeft(), bar.topRight());
    scale.setColorAt(0.0, theme.scaleLow);
    scale.setColorAt(1.0, theme.scaleHigh);
    painter.setPen(QPen(theme.outline, control::hairline));
    painter.setBrush(scale);
    painter.drawRect(bar.adjusted(0.5, 0.5, -0.5, -0.5));
}

} // namespace moa
