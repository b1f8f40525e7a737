// SPDX-License-Identifier: GPL-3.0-or-later
#include "columns/totalsbar.h"

#include "items/figures.h"
#include "items/responsesmodel.h"
#include "run/partialrun.h"
#include "theme/elidedlabel.h"
#include "theme/theme.h"
#include "theme/tooltip.h"

#include <chrono>
#include <QDateTime>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPainter>

namespace moa {

namespace {

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds clockStep = 200ms;

} // namespace

TotalsBar::TotalsBar(QWidget *parent)
    : QWidget(parent)
    , m_state(new ElidedLabel(this))
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(space::medium, space::tiny, space::medium, space::tiny);
    layout->setSpacing(space::large);
    m_state->setObjectName(QStringLiteral("runState"));
    m_state->setFont(type::secondary());
    layout->addWidget(m_state, 1);
    m_saved = addFigure("saved");
    m_tokens = addFigure("tokens");
    m_cost = addFigure("cost");
    m_time = addFigure("wallTime");
    m_criticalPath = addFigure("criticalPath");
    m_tokens->setToolTip(tr("Tokens sent to and received from all models of this run"));
    m_saved->setToolTip(tr("What the answers that were kept from an earlier run had taken, and "
                           "by how much they made this one shorter"));
    m_time->setToolTip(tr("Time from the start of the run to its end"));
    m_criticalPath->setToolTip(tr("Longest chain of answers that had to wait for each other: no "
                                  "run of these answers could have been quicker"));
    m_clock.setInterval(clockStep);
    connect(&m_clock, &QTimer::timeout, this, &TotalsBar::refreshTime);
    refresh();
}

void TotalsBar::setModel(const ResponsesModel *model)
{
    if (m_model)
        m_model->disconnect(this);
    m_model = model;
    if (m_model) {
        connect(m_model, &ResponsesModel::runChanged, this, &TotalsBar::refresh);
        connect(m_model, &ResponsesModel::dataChanged, this,
                [this](const QModelIndex &, const QModelIndex &, const QList<int> &roles) {
                    if (roles.isEmpty())
                        refresh();
                });
        connect(m_model, &QObject::destroyed, this, [this] {
            m_model = nullptr;
            refresh();
        });
    }
    refresh();
}

void TotalsBar::addTool(QWidget *tool)
{
    layout()->addWidget(tool);
}

void TotalsBar::paintEvent(QPaintEvent *)
{
    const Theme theme = Theme::of(this);
    QPainter painter(this);
    painter.fillRect(rect(), theme.raised);
    painter.fillRect(QRect(0, 0, width(), column::hairline), theme.line);
}

QLabel *TotalsBar::addFigure(const char *name)
{
    auto *label = new QLabel(this);
    label->setObjectName(QLatin1String(name));
    label->setTextFormat(Qt::PlainText);
    label->setFont(type::figures());
    label->setForegroundRole(QPalette::PlaceholderText);
    layout()->addWidget(label);
    return label;
}

void TotalsBar::refresh()
{
    const bool hasRun = m_model && m_model->rowCount() > 0;
    const bool running = hasRun && m_model->run().state == RunState::Running;
    for (QLabel *label : {m_tokens, m_cost, m_time})
        label->setVisible(hasRun);
    m_criticalPath->setVisible(hasRun && !running);
    if (!hasRun) {
        m_clock.stop();
        m_saved->hide();
        m_state->setText(tr("No run yet."));
        return;
    }

    const QLocale locale;
    const RunTotals totals = m_model->totals();
    const QString state =
        figures::runSentence(m_model->run(), m_model->endedCount(), m_model->expectedCount());
    m_state->setText(state);
    m_state->setToolTip(plainToolTip(state));
    m_tokens->setText(figures::tokens(totals.input, totals.output, totals.estimated, locale));
    const QString cost = totals.cost.display(locale);
    m_cost->setText(totals.unpriced == 0
                        ? cost
                        : tr("%1, %2 unpriced").arg(cost, locale.toString(totals.unpriced)));
    m_cost->setToolTip(totals.unpriced == 0
                           ? tr("Cost of all answers of this run")
                           : tr("Cost of the answers whose models have a known price; the others "
                                "are not in it"));
    m_criticalPath->setText(
        tr("critical path %1").arg(figures::seconds(totals.criticalPathMs, locale)));
    showSaved();
    if (running)
        m_clock.start();
    else
        m_clock.stop();
    refreshTime();
}

void TotalsBar::showSaved()
{
    QList<Response> responses;
    bool anyKept = false;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        responses.append(m_model->response(row));
        anyKept = anyKept || responses.constLast().kept;
    }
    m_saved->setVisible(anyKept);
    if (!anyKept)
        return;
    const QLocale locale;
    const Saving saving = savingOf(responses, m_model->run().final);
    m_saved->setText(tr("%1 kept, saving %2")
                         .arg(locale.toString(saving.responses), figures::saving(saving, locale)));
}

void TotalsBar::refreshTime()
{
    const RunRecord &run = m_model->run();
    const qint64 ms = run.state == RunState::Running
        ? run.startedAt.msecsTo(QDateTime::currentDateTimeUtc())
        : run.totals.wallMs;
    m_time->setText(figures::seconds(ms, QLocale()));
}

} // namespace moa
