// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/canvaspicture.h"

#include "canvas/canvasscene.h"

#include <algorithm>
#include <QBuffer>
#include <QPagedPaintDevice>
#include <QPainter>
#include <QSvgGenerator>

namespace moa {

namespace {
constexpr double longestSide = 16'000; // px
}

CanvasPicture::CanvasPicture(const CanvasScene &scene)
    : m_scene(std::make_unique<CanvasScene>())
{
    CanvasLook look = scene.look();
    look.theme = Theme::make(Theme::Scheme::Light);
    m_scene->setLook(look);
    m_scene->setMixture(scene.mixture(), false);
    m_scene->setPromptText(scene.promptText());
    const QHash<AgentId, CardState> &states = scene.cardStates();
    for (auto state = states.cbegin(); state != states.cend(); ++state)
        m_scene->setCardState(state.key(), state.value());
    m_scene->setLinkFlows(scene.links().flows());
    // What is cached would be pixels in a vector graphic.
    const QList<QGraphicsItem *> items = m_scene->items();
    for (QGraphicsItem *item : items)
        item->setCacheMode(QGraphicsItem::NoCache);
    m_scene->setSceneRect(m_scene->canvasLayout().bounds().marginsAdded(
        {space::large, space::large, space::large, space::large}));
}

CanvasPicture::~CanvasPicture() = default;

QByteArray CanvasPicture::svg() const
{
    QByteArray svg;
    QBuffer buffer(&svg);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    const QSize size = m_scene->sceneRect().size().toSize();
    generator.setSize(size);
    generator.setViewBox(QRect(QPoint(), size));
    generator.setTitle(m_scene->mixture().name.toHtmlEscaped()); // Qt 6.4 does not
    QPainter painter(&generator);
    m_scene->render(&painter, QRectF(QPointF(), size));
    painter.end();
    return svg;
}

QImage CanvasPicture::image(double scale) const
{
    const QSizeF size = m_scene->sceneRect().size();
    const double fitting =
        std::min(scale, longestSide / std::max({size.width(), size.height(), 1.0}));
    QImage image((size * fitting).toSize().expandedTo({1, 1}), QImage::Format_RGB32);
    QPainter painter(&image);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    m_scene->render(&painter, image.rect());
    return image;
}

QByteArray CanvasPicture::png() const
{
    QByteArray png;
    QBuffer buffer(&png);
    buffer.open(QIODevice::WriteOnly);
    image().save(&buffer, "PNG");
    return png;
}

void CanvasPicture::print(QPagedPaintDevice &device) const
{
    QPainter painter(&device);
    m_scene->render(&painter); // keeps its proportions, and has all of the page
}

} // namespace moa
