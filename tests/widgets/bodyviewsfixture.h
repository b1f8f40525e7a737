// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "columns/columnsview.h"
#include "columns/passageview.h"
#include "columns/responsecolumn.h"
#include "columnsfixture.h"
#include "items/responsesmodel.h"
#include "run/runprovenance.h"
#include "theme/theme.h"

#include <memory>
#include <QApplication>
#include <QLabel>
#include <QTest>
#include <QTextBrowser>
#include <QToolButton>

namespace moa::test {

/** A run of two proposers and a final answer in its columns, as wide as a test wants them. */
class BodyViewsFixture
{
public:
    BodyViewsFixture()
    {
        QApplication::setPalette(Theme::make(Theme::Scheme::Light).palette());
        m_view.setModel(&m_model);
        m_run = makeRun({{u"wizard"_qs, u"qwen"_qs}, {u"final"_qs}});
        m_model.runStarted(m_run);
        m_view.resize(1100, 600);
        m_view.show();
    }

    [[nodiscard]] ColumnsView &view() { return m_view; }
    [[nodiscard]] ResponsesModel &model() { return m_model; }
    [[nodiscard]] ResponseColumn *column(const char *agent) const
    {
        return m_view.findChild<ResponseColumn *>(
            QStringLiteral("column:%1#1").arg(QLatin1String(agent)));
    }
    template <typename Widget = QToolButton>
    [[nodiscard]] Widget *part(const char *agent, const char *name) const
    {
        return column(agent)->findChild<Widget *>(QLatin1String(name));
    }
    void finish(const char *agent, const QString &text, const QList<ResponseId> &references = {})
    {
        Response response = changed(m_run, responseId(agent), ResponseState::Done, text);
        response.references = references;
        for (Response &each : m_run.responses) {
            if (each.id == response.id)
                each = response;
        }
        m_model.responseChanged(response);
    }
    /// The final answer was given both proposals.
    void finishAll(const QString &wizard, const QString &qwen, const QString &finalAnswer)
    {
        finish("wizard", wizard);
        finish("qwen", qwen);
        finish("final", finalAnswer, {responseId("wizard"), responseId("qwen")});
    }
    [[nodiscard]] std::shared_ptr<const RunProvenance> provenance() const
    {
        return std::make_shared<const RunProvenance>(m_run.responses);
    }
    [[nodiscard]] static QString label(const QWidget *parent, const char *name)
    {
        const auto *found = parent->findChild<QLabel *>(QLatin1String(name));
        return found && found->isVisible() ? found->text() : QString();
    }

private:
    ResponsesModel m_model;
    ColumnsView m_view;
    RunRecord m_run;
};

} // namespace moa::test
