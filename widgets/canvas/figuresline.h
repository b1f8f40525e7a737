// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "canvas/cardstate.h"

#include <memory>
#include <QFont>
#include <QTextLayout>
#include <vector>

class QPainter;

namespace moa {

/**
 * The figures of a card's state in a line, as many as there is room for. Each is laid out once and
 * not, as QPainter does, to measure it and then again to draw it.
 */
class FiguresLine
{
public:
    /// What is drawn next is another state, font or locale.
    void forget() { m_figures.reset(); }
    /// Draws them at the right end of @p room with the painter's pen.
    void draw(QPainter &painter, const QRectF &room, const QFont &font, const CardState &state,
              const QLocale &locale);

private:
    struct Figure
    {
        std::unique_ptr<QTextLayout> text;
        double width = 0.0;
        int importance = 0;
    };
    using Figures = std::vector<Figure>;

    [[nodiscard]] static Figures laidOut(const QList<CardFigure> &figures,
                                         QString CardFigure::*words, const QFont &font);
    [[nodiscard]] static double widthOf(const Figures &figures);

    std::unique_ptr<Figures> m_figures; ///< those that were drawn last
    double m_room = 0.0; ///< that they had
};

} // namespace moa
