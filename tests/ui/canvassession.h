// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "canvas/canvasview.h"
#include "items/runinsights.h"
#include "sessionfixture.h"
#include "ui/runoncanvas.h"

#include <memory>
#include <QTextDocumentFragment>

namespace moa::test {

inline const AgentId a(u"a"_qs);
inline const AgentId b(u"b"_qs);
inline const AgentId last(u"final"_qs);

/** For tests of what is done on the canvas to a run of "a b|final". */
class CanvasSession
{
protected:
    void begin()
    {
        m_fixture = std::make_unique<SessionFixture>();
        m_insights = std::make_unique<RunInsights>(&m_fixture->responses());
        m_canvas = std::make_unique<CanvasView>(&m_fixture->document());
        m_canvas->setAnimated(false);
        m_canvas->resize(1000, 600);
        m_canvas->show();
        m_onCanvas = std::make_unique<RunOnCanvas>(
            RunOnCanvas::Parts{&m_fixture->document(), &m_fixture->responses(), m_insights.get(),
                               &m_fixture->session(), m_canvas.get()});
    }
    void end()
    {
        m_onCanvas.reset();
        m_canvas.reset();
        m_fixture->close();
        m_insights.reset();
        m_fixture.reset();
    }
    /// As if typed on the canvas while these are selected.
    void press(const QList<AgentId> &agents, Qt::Key key, Qt::KeyboardModifiers modifiers = {})
    {
        m_canvas->activateWindow();
        m_canvas->setFocus();
        QVERIFY(QTest::qWaitForWindowActive(m_canvas.get()));
        m_canvas->selectAgents(agents);
        QTest::keyClick(m_canvas.get(), key, modifiers);
    }
    /// All that stands on the card.
    [[nodiscard]] QString card(const AgentId &agent) const
    {
        return QTextDocumentFragment::fromHtml(m_canvas->canvasScene()->card(agent)->toolTip())
            .toPlainText();
    }

    std::unique_ptr<SessionFixture> m_fixture;
    std::unique_ptr<RunInsights> m_insights;
    std::unique_ptr<CanvasView> m_canvas;
    std::unique_ptr<RunOnCanvas> m_onCanvas;
};

} // namespace moa::test
