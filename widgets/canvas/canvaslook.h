// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "canvas/canvaslayout.h"
#include "theme/theme.h"

#include <QFont>
#include <QHash>
#include <QLocale>

class QPainter;

namespace moa {

/** How much is drawn at a scale: the farther out, the less. */
enum class Detail {
    Full,
    Names, ///< grounds, colours, names, and a mark for the state
    Blocks ///< grounds and colours, and a mark for what runs or has failed
};

[[nodiscard]] Detail detailAt(double scale);

/** What all items of a canvas share to paint themselves; the scene owns the one they refer to. */
struct CanvasLook
{
    Theme theme = Theme::make(Theme::Scheme::Light);
    CanvasMetrics metrics;
    QFont title;
    QFont secondary;
    QFont figures;
    QFont glance; ///< names on cards far out, in pixels of the view: no text is smaller
    QLocale locale;
    Detail detail = Detail::Full; ///< in which the view shows the cards now
    QHash<ProviderId, QString> providers; ///< names; without one the id stands in

    [[nodiscard]] QString providerName(const ProviderId &id) const
    {
        return providers.value(id, id.toString());
    }
};

/**
 * @p font grown so that it stays readable at @p scale, up to what @p height (scene units) leaves
 * room for.
 */
[[nodiscard]] QFont readable(const QFont &font, double scale, double height);

/** Where a card's three rows of text stand inside @p card, at the metrics' @p factor. */
[[nodiscard]] QRectF cardRows(const QRectF &card, double factor);

/** A role's shape inside @p box: triangle, funnel, podium. */
[[nodiscard]] QPainterPath roleShape(Role role, const QRectF &box);
/** The prompt's speech mark inside @p box. */
[[nodiscard]] QPainterPath speechShape(const QRectF &box);
/** A warning triangle with its exclamation mark cut out. */
[[nodiscard]] QPainterPath warningShape(const QRectF &box);

/** "Proposer", "Aggregator", "Ranker", translated. */
[[nodiscard]] QString roleName(Role role);

/** Draws one line of @p text in @p box, elided where it doesn't fit. */
void drawLine(QPainter &painter, const QRectF &box, const QString &text, Qt::TextElideMode mode,
              Qt::Alignment alignment = Qt::AlignLeft | Qt::AlignVCenter);

/**
 * @p text in lines that fit into @p room, broken at words; elided as drawParagraph() says. At least
 * one, however little room there is.
 */
[[nodiscard]] QStringList paragraphLines(const QFont &font, const QSizeF &room,
                                         const QString &text);

/**
 * Draws @p text in @p box, broken at words. What has no room is elided: the rest after the last
 * line, and the end of a word longer than a line.
 */
void drawParagraph(QPainter &painter, const QRectF &box, const QString &text,
                   Qt::Alignment vertical = Qt::AlignTop);

} // namespace moa
