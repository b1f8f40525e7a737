// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "editors/floatingpanel.h"
#include "items/agentsearch.h"

#include <QPointF>

class QLabel;
class QLineEdit;
class QToolButton;

namespace moa {

class CanvasView;

/**
 * Finds an agent on a canvas: what is typed is looked for in names, models and providers, and the
 * canvas goes to the best match at once. Enter selects it, Up and Down go on to others, Esc goes
 * back to where the canvas was.
 */
class AgentFinder : public FloatingPanel
{
    Q_OBJECT

public:
    explicit AgentFinder(CanvasView *canvas);

    [[nodiscard]] QLineEdit *searchField() const { return m_search; }
    [[nodiscard]] QSize sizeHint() const override;

public Q_SLOTS:
    /// In the canvas's corner, with what was last looked for.
    void open();

protected:
    void close(bool toHost) override;
    bool keyPressed(Qt::Key key, Qt::KeyboardModifiers modifiers) override;

private:
    void search();
    void goTo(qsizetype match);
    void step(qsizetype by);
    void take();
    void goBack();
    void showResult();
    [[nodiscard]] QString described(const AgentId &id) const;
    QToolButton *addButton(const QString &iconName, const QString &text);

    CanvasView *m_canvas;
    QLineEdit *m_search;
    QLabel *m_result;
    QLabel *m_match;
    QToolButton *m_previous;
    QToolButton *m_next;
    AgentSearch m_agents;
    QList<AgentId> m_found;
    qsizetype m_current = -1;
    AgentId m_currentBefore; ///< the keyboard was at
    QPointF m_centreBefore; ///< of the view, in scene coordinates
    double m_scaleBefore = 1.0;
};

} // namespace moa
