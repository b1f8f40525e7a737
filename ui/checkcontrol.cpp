// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/checkcontrol.h"

#include "editors/promptbar.h"
#include "items/mixturedocument.h"
#include "ui/designpage.h"
#include "ui/estimatecontrol.h"
#include "ui/runsession.h"

namespace moa {

CheckControl::CheckControl(const Parts &parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
{
    connect(parts.document, &MixtureDocument::mixtureChanged, this, &CheckControl::refresh);
    connect(parts.session, &RunSession::pinnedChanged, this, &CheckControl::refresh);
    connect(parts.estimate, &EstimateControl::changed, this,
            [this] { m_check.setContextNeeds(contextNeeds(*m_parts.estimate->estimate())); });
    connect(&m_check, &LiveCheck::changed, this, &CheckControl::show);
    refresh();
}

void CheckControl::refresh()
{
    m_check.setPlan(m_parts.session->nextPlan({}));
}

void CheckControl::show()
{
    const LiveCheck::Findings &findings = m_check.findings();
    m_parts.design->setProblems(findings.problems);
    const bool isEmpty = m_parts.document->mixture().agentCount() == 0;
    m_parts.prompt->setBlocked(isEmpty ? tr("Drag a model onto the canvas to begin.")
                                       : findings.obstacle,
                               findings.providerToMend ? tr("Open Settings") : QString());
}

} // namespace moa
