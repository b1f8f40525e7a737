// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "canvas/boxes.h"
#include "canvas/cardglance.h"
#include "canvas/figuresline.h"
#include "canvas/laidouttext.h"
#include "canvas/stillpicture.h"
#include "mixture/mixture.h"

#include <QGraphicsItem>

namespace moa {

/** An agent's card. Its position is the card's upper left corner; it knows no other item. */
class AgentItem : public QGraphicsItem
{
public:
    enum { Type = UserType + 1 };

    /** What the pointer, the keyboard or a gesture makes of the card at the moment. */
    enum Aspect : unsigned {
        Hovered = 1,
        Focused = 2, ///< where the keyboard is
        Lifted = 4, ///< being dragged
        Accepting = 8, ///< its input port takes the link that is being drawn
        Targeted = 16, ///< and the link's end is over it
        Offering = 32 ///< its output port takes the beginning of the link that is being drawn
    };

    /// @p look outlives the item.
    explicit AgentItem(const CanvasLook &look);

    [[nodiscard]] int type() const override { return Type; }
    [[nodiscard]] QRectF boundingRect() const override;
    [[nodiscard]] QPainterPath shape() const override;
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option,
               QWidget *widget = nullptr) override;

    [[nodiscard]] const Agent &agent() const { return m_agent; }
    [[nodiscard]] const AgentId &id() const { return m_agent.id; }
    [[nodiscard]] QColor color() const;
    [[nodiscard]] AgentPosition place() const { return m_place; }
    /// What the tool tip is to say. Hides the base class's, which whoever shows it sets before:
    /// made at every change it would be dearer than what it tells of.
    [[nodiscard]] QString toolTip() const;
    [[nodiscard]] QRectF card() const { return {pos(), m_look.metrics.card}; }
    [[nodiscard]] bool hasInput() const { return m_hasInput; }
    [[nodiscard]] bool hasOutput() const { return m_hasOutput; }
    [[nodiscard]] bool is(Aspect aspect) const { return (m_aspects & aspect) != 0; }

    void setAgent(const Agent &agent);
    void setPlace(AgentPosition place) { m_place = place; }
    /// Which ports it can have: none lead into the first layer, none out of the last.
    void setPorts(bool input, bool output);
    /// The final agent beside alternates: like theirs, its card says what it is.
    void setFinal(bool marked);
    /// "Final" or "Alternate"; empty for all others.
    [[nodiscard]] QString mark() const;
    /// Returns whether any of it is seen at this level of detail, and so painted.
    bool setState(const CardState &state);
    void setProblems(const QStringList &sentences);
    [[nodiscard]] bool hasProblems() const { return !m_problems.isEmpty(); }
    /// Where a click asks for them, in the scene; null if there are none.
    [[nodiscard]] QRectF problemMark() const;
    void setAspect(Aspect aspect, bool on);
    /// Reads the look again: theme, fonts or the providers' names have changed.
    void lookChanged();

protected:
    QVariant itemChange(GraphicsItemChange change, const QVariant &value) override;

private:
    void paintGround(QPainter &painter) const;
    /// The colours below its text, from the lowest one.
    [[nodiscard]] QList<QColor> grounds() const;
    void paintContent(QPainter &painter, bool isOnScreen) const;
    /// The first two rows, which a run changes hardly.
    void paintHead(QPainter &painter, const QRectF &rows) const;
    void paintOverview(QPainter &painter, Detail detail, bool isOnScreen) const;
    /// The marks at the end of the first row. Returns what is left of it.
    [[nodiscard]] QRectF paintMarks(QPainter &painter, QRectF row) const;
    void paintState(QPainter &painter, const QRectF &row) const;
    void paintBar(QPainter &painter) const;
    void paintPorts(QPainter &painter) const;
    /// Paints a word at the right end of @p line, and takes its room off.
    void paintChip(QPainter &painter, QRectF &line, const QString &text) const;
    [[nodiscard]] QRectF local() const { return {QPointF(), m_look.metrics.card}; }
    [[nodiscard]] QColor toneColor() const;
    /// What is told of has changed.
    void contentChanged();
    void forgetPictures();
    void updateCard();
    /// What a stream changes, over and over: the third row and the bar.
    void updateState();
    /// Whether the card from afar looks other than in @p before.
    [[nodiscard]] bool looksOtherThan(const CardState &before) const;

    const CanvasLook &m_look;
    Agent m_agent;
    AgentPosition m_place;
    CardState m_state;
    QStringList m_problems;
    unsigned m_aspects = 0;
    bool m_hasInput = false;
    bool m_hasOutput = false;
    bool m_isFinal = false;
    mutable box::Stack m_ground;
    mutable box::Stack m_track;
    mutable box::Stack m_bar;
    mutable StillPicture m_head;
    mutable LaidOutText m_name;
    mutable LaidOutText m_modelLine;
    mutable LaidOutText m_stateLine;
    mutable StillGlance m_glance;
    mutable FiguresLine m_figures;
};

} // namespace moa
