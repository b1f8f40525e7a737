// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/response.h"

#include <optional>
#include <QWidget>

class QHBoxLayout;
class QToolButton;

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
 * first row there is room for tools and the button of the column's menu.
 *
 * A head can be dragged sideways, and a double click on it asks for the column alone.
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
    /// How many places a search found in the column; nothing: there is no search.
    void setFindCount(std::optional<qsizetype> count);
    [[nodiscard]] std::optional<qsizetype> findCount() const { return m_findCount; }
    /// Whether some view points at this response.
    void setPointed(bool pointed);
    [[nodiscard]] bool isPointed() const { return m_pointed; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// The column's menu is wanted at @p place on the screen.
    void menuRequested(QPoint place);
    void maximiseRequested();
    /// The head is being dragged: the pointer is at @p place on the screen.
    void dragged(QPoint place);
    void dropped(QPoint place);
    void dragCancelled();

protected:
    void paintEvent(QPaintEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void endDrag();
    [[nodiscard]] int toolsWidth() const;
    [[nodiscard]] QString findText() const;
    /// Paints how much was found at the right end of @p row; returns what is left of the row.
    [[nodiscard]] QRect paintFindCount(QPainter &painter, QRect row) const;
    [[nodiscard]] QRect activityRect() const;
    [[nodiscard]] QColor stateColor() const;
    void paintFirstRow(QPainter &painter, QRect row) const;
    void paintDot(QPainter &painter, QRectF dot) const;

    QHBoxLayout *m_tools;
    QToolButton *m_menuButton;
    ColumnHeadContent m_content;
    double m_phase = 0.0;
    std::optional<qsizetype> m_findCount;
    std::optional<QPoint> m_pressed; ///< where, until the button is released
    bool m_dragging = false;
    bool m_pointed = false;
};

} // namespace moa
