// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/estimatecontrol.h"

#include "editors/promptbar.h"
#include "items/estimatefigures.h"
#include "items/mixturedocument.h"
#include "theme/theme.h"
#include "theme/tooltip.h"
#include "ui/runsession.h"

#include <QLabel>
#include <QLocale>

namespace moa {

EstimateControl::EstimateControl(const Parts &parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
{
    connect(parts.document, &MixtureDocument::mixtureChanged, this, &EstimateControl::refresh);
    connect(parts.prompt, &PromptBar::textChanged, this, &EstimateControl::refresh);
    connect(parts.session, &RunSession::conversationChanged, this, &EstimateControl::refresh);
    connect(parts.session, &RunSession::pinnedChanged, this, &EstimateControl::refresh);
    connect(&m_estimate, &LiveEstimate::changed, this, &EstimateControl::show);
    refresh();
}

QLabel *EstimateControl::createLabel()
{
    m_label = new QLabel;
    m_label->setObjectName(QStringLiteral("estimate"));
    m_label->setFont(type::figures());
    m_label->setTextFormat(Qt::PlainText);
    m_label->setContentsMargins(space::small, 0, space::small, 0);
    m_label->setAccessibleName(tr("Estimate of the next run"));
    return m_label;
}

void EstimateControl::refresh()
{
    m_estimate.setPlan(m_parts.session->nextPlan(m_parts.prompt->text()));
}

void EstimateControl::show()
{
    Q_EMIT changed();
    const RunEstimate &estimate = *m_estimate.estimate();
    if (!m_label)
        return;
    const QLocale locale;
    const bool isEmpty = estimate.calls == 0;
    m_label->setText(isEmpty ? QString() : figures::estimateShort(estimate, locale));
    m_label->setToolTip(isEmpty ? QString()
                                : plainToolTip(figures::estimateDetails(estimate, locale)));
}

} // namespace moa
