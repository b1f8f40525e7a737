// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/validation.h"

#include <QObject>

namespace moa {

class CanvasView;
class MixtureDocument;
class ProblemsBar;
class ProblemsPopup;

/**
 * The problems of a document's mixture where the person works: in the bar above the canvas with its
 * list, and on the cards, whose mark opens their own. Fixes are undo steps.
 */
class ProblemsControl : public QObject
{
    Q_OBJECT

public:
    /// All of it outlives this. The canvas takes the bar over its upper edge.
    struct Parts
    {
        MixtureDocument *document;
        CanvasView *canvas;
        ProblemsBar *bar;
    };

    ProblemsControl(const Parts &parts, QObject *parent);

    /// All problems of the mixture as it is now.
    void setProblems(const QList<Problem> &problems);

Q_SIGNALS:
    /// The person wants to pick another model for @p agents, there.
    void modelWanted(const QList<moa::AgentId> &agents, const QPoint &global);

private:
    void fix(const Problem &problem);
    void show(const Problem &problem);
    void showLayer(qsizetype layer);
    void wantModel(const Problem &problem, const QPoint &global);
    void openOf(const AgentId &agent, const QPoint &global);
    [[nodiscard]] QList<Problem> of(const AgentId &agent) const;

    Parts m_parts;
    ProblemsPopup *m_popup; ///< of one card
    AgentId m_opened; ///< whose
    QList<Problem> m_problems;
};

} // namespace moa
