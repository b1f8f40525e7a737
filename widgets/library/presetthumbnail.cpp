// SPDX-License-Identifier: GPL-3.0-or-later
#include "library/presetthumbnail.h"

#include "canvas/canvaslayout.h"
#include "canvas/linkplan.h"

#include <algorithm>
#include <QPainter>

namespace moa {

namespace {

constexpr double largestScale = 0.5; ///< of a small mixture
constexpr qsizetype mostLinks = 1000; ///< more of them would be a blot

/** Paints in the scene's units; what must not vanish is given in pixels of the picture. */
class Drawing
{
public:
    Drawing(QPainter &painter, const Mixture &mixture, const Theme &theme, double scale)
        : m_painter(painter)
        , m_mixture(mixture)
        , m_theme(theme)
        , m_layout(mixture, CanvasMetrics())
        , m_pixel(1.0 / scale)
    { }

    void draw()
    {
        const qsizetype last = m_layout.lanes().size() - 1;
        for (qsizetype layer = 0; layer <= last; ++layer)
            drawLane(m_layout.lanes().at(layer).rect, layer % 2 == 0, layer == last);
        drawLinks();
        box(m_layout.prompt(), m_theme.surface);
        for (qsizetype layer = 0; layer <= last; ++layer) {
            const AgentList &agents = m_mixture.layers.at(layer).agents;
            for (qsizetype row = 0; row < agents.size(); ++row)
                drawCard(agents.at(row), m_layout.lanes().at(layer).cards.at(row));
        }
    }

private:
    void box(const QRectF &rect, const QColor &ground)
    {
        m_painter.setPen(QPen(m_theme.line, m_pixel));
        m_painter.setBrush(ground);
        m_painter.drawRoundedRect(rect, space::cardRadius, space::cardRadius);
    }

    void drawLane(const QRectF &rect, bool raised, bool last)
    {
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(raised ? m_theme.raised : m_theme.window);
        m_painter.drawRoundedRect(rect, space::cardRadius, space::cardRadius);
        if (last) {
            m_painter.fillRect(QRectF(rect.topLeft(), QSizeF(rect.width(), 2 * m_pixel)),
                               m_theme.accent);
        }
    }

    void drawLinks()
    {
        m_painter.setPen(QPen(faded(m_theme.secondaryText, linkline::opacity), m_pixel));
        m_painter.setBrush(Qt::NoBrush);
        if (!m_layout.lanes().isEmpty()) {
            for (const QRectF &card : m_layout.lanes().constFirst().cards)
                m_painter.drawPath(curve(outputPort(m_layout.prompt()), inputPort(card)));
        }
        const LinkPlan plan = LinkPlan::of(m_mixture);
        for (const LinkPlan::Bundle &bundle : plan.bundles()) {
            const QList<QRectF> &from = m_layout.lanes().at(bundle.layer - 1).cards;
            const QList<QRectF> &to = m_layout.lanes().at(bundle.layer).cards;
            if (from.isEmpty() || to.isEmpty())
                continue;
            const double spread = from.constFirst().height() / 2.0;
            m_painter.fillPath(band(outputPort(from.constFirst()), outputPort(from.constLast()),
                                    inputPort(to.constFirst()), inputPort(to.constLast()), spread),
                               faded(m_theme.secondaryText, linkline::bundleOpacity * 2));
        }
        qsizetype drawn = 0;
        for (const Link &link : plan.single()) {
            if (++drawn > mostLinks)
                break;
            m_painter.drawPath(
                m_layout.linkPath(outputPort(m_layout.card(link.from)), plan.layerOf(link.from),
                                  inputPort(m_layout.card(link.to)), plan.layerOf(link.to)));
        }
    }

    void drawCard(const Agent &agent, const QRectF &rect)
    {
        if (agent.samples > 1)
            box(rect.translated(2 * m_pixel, -2 * m_pixel), m_theme.surface);
        box(rect, m_theme.surface);
        const QColor color = m_theme.agentColor(agentColorIndex(agent.id.toString(), agent.color));
        const double opacity = agent.muted ? minimap::mutedOpacity : 1.0;
        const double edge = std::max<double>(card::edge, 3 * m_pixel);
        m_painter.fillRect(QRectF(rect.topLeft(), QSizeF(edge, rect.height())),
                           faded(color, opacity));
        // A name is a line at this size.
        const double height = std::max(rect.height() / 8, m_pixel);
        const double left = rect.left() + edge + rect.width() / 12;
        m_painter.fillRect(
            QRectF(left, rect.center().y() - height / 2, (rect.right() - left) * 0.7, height),
            faded(m_theme.text, library::nameLine * opacity));
    }

    QPainter &m_painter;
    const Mixture &m_mixture;
    const Theme &m_theme;
    CanvasLayout m_layout;
    double m_pixel; ///< of the picture, in the scene's units
};

} // namespace

QImage presetThumbnail(const Mixture &mixture, const Theme &theme, QSize size, double scale)
{
    const QSize pixels = (QSizeF(size) * scale).toSize().expandedTo({1, 1});
    QImage image(pixels, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    image.setDevicePixelRatio(scale);

    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    // The layout's own margin is for scrolling; here it is one of pixels.
    const QRectF all = CanvasLayout(mixture, CanvasMetrics())
                           .bounds()
                           .adjusted(space::huge, space::huge, -space::huge, -space::huge);
    const QSizeF room = QSizeF(size) - QSizeF(2 * space::tiny, 2 * space::tiny);
    const double fit =
        std::min({room.width() / all.width(), room.height() / all.height(), largestScale});
    painter.translate((size.width() - all.width() * fit) / 2.0,
                      (size.height() - all.height() * fit) / 2.0);
    painter.scale(fit, fit);
    painter.translate(-all.topLeft());
    Drawing(painter, mixture, theme, fit).draw();
    return image;
}

} // namespace moa
