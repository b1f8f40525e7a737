// SPDX-License-Identifier: GPL-3.0-or-later
#include "columns/controlmark.h"

#include "columns/invisibles.h"
#include "theme/theme.h"
#include "theme/tooltip.h"

#include <QAbstractTextDocumentLayout>
#include <QFontMetricsF>
#include <QGuiApplication>
#include <QPainter>
#include <QTextDocument>

namespace moa {

namespace {

constexpr int objectType = QTextFormat::UserObject + 1;
constexpr int nameProperty = QTextFormat::UserProperty + 1;

} // namespace

void ControlMark::installOn(QTextDocument *document)
{
    QAbstractTextDocumentLayout *layout = document->documentLayout();
    if (!layout->handlerForObject(objectType))
        layout->registerHandler(objectType, new ControlMark(layout));
}

QTextCharFormat ControlMark::formatFor(char32_t code, const QTextCharFormat &around)
{
    QTextCharFormat format = around;
    const QString name = invisibleName(code);
    format.setObjectType(objectType);
    format.setProperty(nameProperty, name);
    format.setToolTip(plainToolTip(
        tr("An invisible character of the answer: U+%1. It is shown and not obeyed.")
            .arg(QString::number(static_cast<uint>(code), 16).toUpper().rightJustified(4, u'0'))));
    return format;
}

QSizeF ControlMark::intrinsicSize(QTextDocument *, int, const QTextFormat &format)
{
    const QFontMetricsF metrics(type::smallest());
    return {metrics.horizontalAdvance(format.stringProperty(nameProperty)) + space::small,
            metrics.ascent() + space::hair};
}

void ControlMark::drawObject(QPainter *painter, const QRectF &rect, QTextDocument *, int,
                             const QTextFormat &format)
{
    const Theme theme = Theme::of(QGuiApplication::palette());
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(theme.warning, column::hairline));
    painter->setBrush(Qt::NoBrush);
    painter->drawRoundedRect(rect.adjusted(1.5, 0.5, -1.5, 0.5), space::hair, space::hair);
    painter->setFont(type::smallest());
    painter->drawText(rect.adjusted(0, 0, 0, 1), Qt::AlignCenter | Qt::TextDontClip,
                      format.stringProperty(nameProperty));
    painter->restore();
}

} // namespace moa
