// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/probepanel.h"

#include "items/figures.h"
#include "theme/theme.h"
#include "ui/settings/settingswords.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>

namespace moa {

namespace {

using Step = ProviderProbe::Step;

QString stepName(int step)
{
    switch (static_cast<Step::Kind>(step)) {
    case Step::Kind::Reach:
        return ProbePanel::tr("Reach");
    case Step::Kind::Key:
        return ProbePanel::tr("Key");
    case Step::Kind::Models:
        return ProbePanel::tr("Models");
    case Step::Kind::Call:
        return ProbePanel::tr("Answer");
    }
    Q_UNREACHABLE();
}

QString underWay(int step)
{
    switch (static_cast<Step::Kind>(step)) {
    case Step::Kind::Reach:
        return ProbePanel::tr("Looking whether the server answers…");
    case Step::Kind::Key:
        return ProbePanel::tr("Asking whether the key is taken…");
    case Step::Kind::Models:
        return ProbePanel::tr("Asking for the list of models…");
    case Step::Kind::Call:
        return ProbePanel::tr("Asking a model for one token…");
    }
    Q_UNREACHABLE();
}

StepMark::State markOf(Step::State state)
{
    switch (state) {
    case Step::State::Passed:
        return StepMark::State::Passed;
    case Step::State::Failed:
        return StepMark::State::Failed;
    case Step::State::Skipped:
        return StepMark::State::Skipped;
    }
    Q_UNREACHABLE();
}

} // namespace

ProbePanel::ProbePanel(QWidget *parent)
    : QWidget(parent)
    , m_button(new QPushButton(tr("&Test"), this))
    , m_hint(settingswords::hint(tr("Asks the server, its key, its list of models and one of them "
                                    "for a single token."),
                                 this))
    , m_steps(new QWidget(this))
{
    m_button->setObjectName(QStringLiteral("testProvider"));
    auto *top = new QHBoxLayout;
    top->setSpacing(space::medium);
    top->addWidget(m_button, 0, Qt::AlignLeft);
    top->addWidget(m_hint, 1);

    auto *grid = new QGridLayout(m_steps);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(space::small);
    grid->setVerticalSpacing(space::tiny);
    grid->setColumnStretch(2, 1);
    for (int step = 0; step < stepCount; ++step) {
        Row &row = m_rows.at(static_cast<size_t>(step));
        row.mark = new StepMark(m_steps);
        row.name = new QLabel(stepName(step), m_steps);
        row.sentence = new QLabel(m_steps);
        row.sentence->setTextFormat(Qt::PlainText);
        row.sentence->setWordWrap(true);
        row.sentence->setTextInteractionFlags(Qt::TextSelectableByMouse);
        row.sentence->setObjectName(QStringLiteral("probeStep%1").arg(step));
        row.time = new QLabel(m_steps);
        row.time->setFont(type::figures());
        row.time->setForegroundRole(QPalette::PlaceholderText);
        grid->addWidget(row.mark, step, 0, Qt::AlignTop);
        grid->addWidget(row.name, step, 1, Qt::AlignTop);
        grid->addWidget(row.sentence, step, 2, Qt::AlignTop);
        grid->addWidget(row.time, step, 3, Qt::AlignTop | Qt::AlignRight);
    }
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::small);
    layout->addLayout(top);
    layout->addWidget(m_steps);
    connect(m_button, &QPushButton::clicked, this, [this] {
        if (isRunning())
            stop();
        else
            Q_EMIT testRequested();
    });
    clear();
}

ProbePanel::~ProbePanel() = default;

void ProbePanel::start(const Provider &provider, const ApiKey &key, const NetworkSettings &network)
{
    clear();
    m_provider = provider.id;
    m_hint->hide();
    m_steps->show();
    for (int step = 0; step < stepCount; ++step)
        showRow(step, StepMark::State::Waiting, {}, {});
    showRow(0, StepMark::State::Busy, underWay(0), {});
    m_button->setText(tr("St&op"));
    m_probe = std::make_unique<ProviderProbe>(provider, key, network, nullptr);
    connect(m_probe.get(), &ProviderProbe::stepFinished, this, &ProbePanel::takeStep);
    connect(m_probe.get(), &ProviderProbe::finished, this, &ProbePanel::finish);
    m_probe->start();
}

void ProbePanel::stop()
{
    if (!m_probe)
        return;
    endProbe();
    for (int step = 0; step < stepCount; ++step) {
        const StepMark::State state = m_rows.at(static_cast<size_t>(step)).mark->state();
        if (state == StepMark::State::Busy)
            showRow(step, StepMark::State::Skipped, tr("Stopped."), {});
    }
}

void ProbePanel::clear()
{
    if (m_probe)
        endProbe();
    m_hint->show();
    m_steps->hide();
}

void ProbePanel::endProbe()
{
    m_probe.reset();
    m_button->setText(tr("&Test"));
}

void ProbePanel::takeStep(const Step &step)
{
    const int place = static_cast<int>(step.kind);
    const QString time =
        step.state == Step::State::Skipped ? QString() : figures::seconds(step.ms, QLocale());
    showRow(place, markOf(step.state), step.sentence, time);
    const int next = place + 1;
    if (next < stepCount)
        showRow(next, StepMark::State::Busy, underWay(next), {});
}

void ProbePanel::finish(const QList<ListedModel> &models)
{
    const QList<ListedModel> found = models; // the probe's own
    endProbe();
    for (int step = 0; step < stepCount; ++step) {
        if (m_rows.at(static_cast<size_t>(step)).mark->state() == StepMark::State::Busy)
            showRow(step, StepMark::State::Skipped, {}, {});
    }
    if (!found.isEmpty())
        Q_EMIT listed(m_provider, found);
}

void ProbePanel::showRow(int step, StepMark::State state, const QString &sentence,
                         const QString &time)
{
    const Row &row = m_rows.at(static_cast<size_t>(step));
    row.mark->setState(state);
    row.sentence->setText(sentence);
    row.time->setText(time);
}

} // namespace moa
