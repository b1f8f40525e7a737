// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/chartpicture.h"

#include "charts/chartpage.h"
#include "theme/theme.h"

#include <algorithm>
#include <QBuffer>
#include <QImage>
#include <QLabel>
#include <QPainter>
#include <QSvgGenerator>
#include <QVBoxLayout>

namespace moa {

namespace {

void renderOn(QPaintDevice &device, QWidget &picture)
{
    QPainter painter(&device);
    painter.fillRect(QRect(QPoint(), picture.size()), Theme::make(Theme::Scheme::Light).surface);
    picture.render(&painter, {}, {}, QWidget::DrawChildren);
}

QLabel *lineOf(const QString &text, const QFont &font, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setFont(font);
    label->setContentsMargins(space::medium, 0, space::medium, 0);
    return label;
}

} // namespace

std::unique_ptr<QWidget> chartPicture(const ChartPage &page, const QString &run)
{
    auto picture = std::make_unique<QWidget>();
    picture->setPalette(Theme::make(Theme::Scheme::Light).palette());
    picture->setWindowTitle(page.title());
    auto *layout = new QVBoxLayout(picture.get());
    layout->setContentsMargins(0, space::medium, 0, space::medium);
    layout->setSpacing(space::tiny);
    layout->addWidget(lineOf(page.title(), type::title(), picture.get()));
    if (!run.isEmpty())
        layout->addWidget(lineOf(run, type::secondary(), picture.get()));
    layout->addWidget(page.picture(chart::pictureWidth).release());
    picture->ensurePolished();
    layout->activate();
    const int width = std::max(chart::pictureWidth, layout->sizeHint().width());
    picture->resize(width,
                    layout->hasHeightForWidth() ? layout->heightForWidth(width)
                                                : layout->sizeHint().height());
    return picture;
}

QByteArray asSvg(QWidget &picture)
{
    QByteArray svg;
    QBuffer buffer(&svg);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(picture.size());
    generator.setViewBox(QRect(QPoint(), picture.size()));
    // Fonts in points have the same size as on the screen only at its resolution.
    generator.setResolution(picture.logicalDpiX());
    generator.setTitle(picture.windowTitle());
    renderOn(generator, picture);
    return svg;
}

QByteArray asPng(QWidget &picture)
{
    QImage image(picture.size() * chart::pictureScale, QImage::Format_RGB32);
    image.setDevicePixelRatio(chart::pictureScale);
    renderOn(image, picture);
    QByteArray png;
    QBuffer buffer(&png);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return png;
}

} // namespace moa
