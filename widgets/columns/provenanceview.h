// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "columns/passagemarks.h"
#include "columns/passageview.h"
#include "columns/styledfeed.h"

#include <QPointer>

class QLabel;
class QToolButton;

namespace moa {

class PointedResponse;

/** What a view of provenance shows of one response; compared to see whether it has changed. */
struct ProvenanceContent
{
    QString text;
    QList<PassageMark> marks; ///< in order; what is between them is new
    QString message; ///< why there is no provenance; empty: there is
    QString figures; ///< the totals in a sentence
    QList<int> layers; ///< the earlier layers to choose from, from 0
    int layer = -1; ///< the chosen one; -1: none

    friend bool operator==(const ProvenanceContent &, const ProvenanceContent &) = default;
};

/**
 * A text with each passage in the colour of the response that it stands in too. Passages can be
 * pointed at, walked through with Tab and chosen with a click, Enter or Space.
 */
class ProvenanceView : public QWidget
{
    Q_OBJECT

public:
    explicit ProvenanceView(QWidget *parent = nullptr);

    /// Takes effect on what is shown with the next setContent().
    void setLooks(LookOf lookOf) { m_lookOf = std::move(lookOf); }
    void setContent(const ProvenanceContent &content);
    [[nodiscard]] const ProvenanceContent &content() const { return m_content; }
    /// What all views of the run point at; null: nothing is pointed at from here.
    void setPointer(PointedResponse *pointer);
    /// Works until @p deadline, at least one step; returns whether nothing is left to do.
    bool catchUp(const QDeadlineTimer &deadline);
    /// Outlines @p range of the text and scrolls there, as soon as it is shown.
    void highlight(TextRange range);
    void clearHighlight();

    [[nodiscard]] PassageView *textArea() const { return m_pane; }

Q_SIGNALS:
    void behind();
    /// The passage at @p position of the text.
    void passageChosen(qsizetype position);
    void layerChosen(int layer);

protected:
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void write();
    /// The marked passage at a point of the pane or at a position of the text; -1: none.
    [[nodiscard]] qsizetype passageAt(QPoint point) const;
    [[nodiscard]] qsizetype passageOf(qsizetype position) const;
    [[nodiscard]] TextRange shown(TextRange range) const;
    void pointAt(qsizetype passage);
    void showPointed();
    void setCurrent(qsizetype passage);
    void choose(qsizetype passage);
    bool handleKey(const QKeyEvent &event);
    [[nodiscard]] QString sentence(qsizetype passage) const;

    QToolButton *m_layer;
    QLabel *m_figures;
    QLabel *m_message;
    PassageView *m_pane;
    LookOf m_lookOf;
    ProvenanceContent m_content;
    StyledFeed m_feed;
    bool m_written = true;
    QPointer<PointedResponse> m_pointer;
    QMetaObject::Connection m_pointing;
    qsizetype m_hovered = -1;
    qsizetype m_current = -1; ///< the passage the keyboard is at
    QPoint m_pressed;
    std::optional<TextRange> m_highlight;
};

} // namespace moa
