// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "canvas/canvaslook.h"
#include "canvas/linkflow.h"

#include <QGraphicsItem>

namespace moa {

/** One link as a line. Also the line that is being drawn, which has no ends yet. */
class LinkItem : public QGraphicsItem
{
public:
    enum { Type = UserType + 3 };

    enum class Emphasis {
        None,
        Revealed, ///< an end of it is selected or pointed at
        Hovered,
        Selected,
        Targeted ///< something would be dropped on it
    };

    LinkItem(const CanvasLook &look, const Link &link);

    [[nodiscard]] int type() const override { return Type; }
    [[nodiscard]] QRectF boundingRect() const override;
    [[nodiscard]] QPainterPath shape() const override;
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option,
               QWidget *widget = nullptr) override;

    [[nodiscard]] const Link &link() const { return m_link; }
    [[nodiscard]] Emphasis emphasis() const { return m_emphasis; }
    void setPath(const QPainterPath &path);
    [[nodiscard]] const QPainterPath &path() const { return m_path; }
    /// @p color is that of the agent whose response the link carries.
    void setAppearance(const QColor &color, bool muted);
    void setEmphasis(Emphasis emphasis);
    /// What came over it in the run that is shown: its width, and whether it stands out.
    void setFlow(const LinkFlow &flow);
    [[nodiscard]] const LinkFlow &flow() const { return m_flow; }
    /// Of the line as it is drawn, in px.
    [[nodiscard]] double width() const;

private:
    void updateDepth();

    const CanvasLook &m_look;
    Link m_link;
    QPainterPath m_path;
    QRectF m_bounds;
    mutable QPainterPath m_shape; ///< made when first asked for: a stroke is dear
    QColor m_color;
    Emphasis m_emphasis = Emphasis::None;
    LinkFlow m_flow;
    bool m_muted = false;
};

/** All links between two layers as one band. */
class BundleItem : public QGraphicsItem
{
public:
    enum { Type = UserType + 4 };

    explicit BundleItem(const CanvasLook &look);

    [[nodiscard]] int type() const override { return Type; }
    [[nodiscard]] QRectF boundingRect() const override;
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option,
               QWidget *widget = nullptr) override;

    void setPath(const QPainterPath &path);
    [[nodiscard]] const QPainterPath &path() const { return m_path; }
    /// Whether it stands for every link; a dashed edge tells that some are cut.
    void setFull(bool full);

private:
    const CanvasLook &m_look;
    QPainterPath m_path;
    bool m_full = true;
    bool m_isUpright = false;
};

} // namespace moa
