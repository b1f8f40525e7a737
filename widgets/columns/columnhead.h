// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/response.h"

#include <QWidget>

class QHBoxLayout;

namespace moa {

/** What a column's head says, in words ready to be painted. */
struct ColumnHeadContent
{
    QString name;
    QString model;
    ResponseState state = ResponseState::Waiting;
    QString stateWord;
    int colorIndex = 0;
    QStringList timing; ///< the same figures, shorter from entry to entry
    QString tokens;
    QString cost;
    QString bleu;
    QString details; ///< all of it in plain sentences, for the tooltip and assistive technology

    friend bool operator==(const ColumnHeadContent &, const ColumnHeadContent &) = default;
};

/**
 * The head of a column in two rows: who, which model and how it goes; below, its figures. What
 * does not fit is elided and stands in the tooltip. While the response is not final, a thin bar
 * along the bottom moves with setPhase(); the head has no timer of its own. At the end of the
 * first row there is room for two tools.
 */
class ColumnHead : public QWidget
{
    Q_OBJECT

public:
    explicit ColumnHead(QWidget *parent = nullptr);

    [[nodiscard]] const ColumnHeadContent &content() const { return m_content; }
    void setContent(const ColumnHeadContent &content);
    /// Where the sign of life is on its way, 0 to 1.
    void setPhase(double phase);

    /// The second row as it is shown in @p width pixels: figures are shortened before the row is
    /// elided.
    [[nodiscard]] QString figuresFor(int width) const;

    /// Puts @p tool into the room for tools and becomes its parent.
    void addTool(QWidget *tool);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] QRect activityRect() const;
    [[nodiscard]] QColor stateColor() const;
    void paintFirstRow(QPainter &painter, QRect row) const;
    void paintDot(QPainter &painter, QRectF dot) const;

    QHBoxLayout *m_tools;
    ColumnHeadContent m_content;
    double m_phase = 0.0;
};

} // namespace moa
