// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "columns/answerview.h"
#include "metrics/textrange.h"

#include <optional>
#include <QColor>

namespace moa {

/**
 * Plain text in which passages can be outlined and brought into view. Lines stay at a length that
 * reads well. Ranges are positions in the document.
 */
class PassageView : public PlainView
{
    Q_OBJECT

public:
    /** A frame around a passage, one box for each line of it. */
    struct Outline
    {
        TextRange range;
        QColor color;
        Qt::PenStyle style = Qt::SolidLine;
    };

    explicit PassageView(QWidget *parent = nullptr);

    /// In the order of the text.
    void setOutlines(const QList<Outline> &outlines);
    /// The one passage that is meant, with an outline in the accent; nullopt: none.
    void setEmphasis(const std::optional<TextRange> &range);
    [[nodiscard]] const std::optional<TextRange> &emphasis() const { return m_emphasis; }
    /// Scrolls so that @p position stands in the upper part, if it is not in view with some text
    /// below it.
    void reveal(qsizetype position);
    /// The boxes in the viewport of what can be seen of @p range.
    [[nodiscard]] QList<QRectF> boxes(TextRange range) const;
    /// The position of the character under @p point of the viewport; nullopt: none is there.
    [[nodiscard]] std::optional<qsizetype> characterAt(QPoint point) const;

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QList<Outline> m_outlines;
    std::optional<TextRange> m_emphasis;
};

} // namespace moa
