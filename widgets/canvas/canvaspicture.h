// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <QByteArray>
#include <QImage>

class QPagedPaintDevice;

namespace moa {

class CanvasScene;

/**
 * The drawing of a mixture to be taken along: all of it at its full size, in the light colours,
 * with what a run said on the cards, and without what is selected, pointed at or in the hand.
 */
class CanvasPicture
{
public:
    /// Of @p scene as it is now.
    explicit CanvasPicture(const CanvasScene &scene);
    ~CanvasPicture();
    Q_DISABLE_COPY_MOVE(CanvasPicture)

    [[nodiscard]] QByteArray svg() const;
    /// @p scale device pixels for each unit of the scene; less where the picture would be larger
    /// than an image can reasonably be.
    [[nodiscard]] QImage image(double scale = 2) const;
    [[nodiscard]] QByteArray png() const;
    /// On one page, as large as it has room for.
    void print(QPagedPaintDevice &device) const;

private:
    std::unique_ptr<CanvasScene> m_scene;
};

} // namespace moa
