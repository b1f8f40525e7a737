// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/figuresline.h"

#include "theme/theme.h"

#include <algorithm>
#include <numeric>
#include <QPainter>

namespace moa {

FiguresLine::Figures FiguresLine::laidOut(const QList<CardFigure> &figures,
                                          QString CardFigure::*words, const QFont &font)
{
    Figures result;
    for (const CardFigure &figure : figures) {
        auto text = std::make_unique<QTextLayout>(figure.*words, font);
        text->setCacheEnabled(true);
        text->beginLayout();
        QTextLine line = text->createLine();
        text->endLayout();
        const double width = line.naturalTextWidth();
        line.setPosition({0.0, -line.height() / 2.0});
        result.push_back({std::move(text), width, figure.importance});
    }
    return result;
}

double FiguresLine::widthOf(const Figures &figures)
{
    return std::accumulate(
        figures.cbegin(), figures.cend(), -double(space::small),
        [](double width, const Figure &each) { return width + each.width + double(space::small); });
}

void FiguresLine::draw(QPainter &painter, const QRectF &room, const QFont &font,
                       const CardState &state, const QLocale &locale)
{
    if (!m_figures || m_room != room.width()) {
        m_room = room.width();
        const QList<CardFigure> figures = cardFigures(state, locale);
        m_figures = std::make_unique<Figures>(laidOut(figures, &CardFigure::text, font));
        if (widthOf(*m_figures) > m_room)
            *m_figures = laidOut(figures, &CardFigure::brief, font);
        // What matters most gets the room; what is shown keeps its order.
        while (!m_figures->empty() && widthOf(*m_figures) > m_room) {
            m_figures->erase(std::max_element(
                m_figures->begin(), m_figures->end(),
                [](const Figure &a, const Figure &b) { return a.importance < b.importance; }));
        }
    }
    QPointF at(room.right(), room.center().y());
    for (auto figure = m_figures->crbegin(); figure != m_figures->crend(); ++figure) {
        at.rx() -= figure->width;
        figure->text->draw(&painter, at);
        at.rx() -= double(space::small);
    }
}

} // namespace moa
