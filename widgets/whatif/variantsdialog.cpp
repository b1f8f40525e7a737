// SPDX-License-Identifier: GPL-3.0-or-later
#include "whatif/variantsdialog.h"

#include "columns/diffview.h"
#include "items/figures.h"
#include "theme/theme.h"

#include <chrono>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

namespace moa {

namespace {

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds feedingTime = 8ms;

QString sizeOf(const RunRecord &run, const QLocale &locale)
{
    struct Words
    {
        Q_DECLARE_TR_FUNCTIONS(moa::VariantsDialog)
    };
    const RunTotals &totals = run.totals;
    return Words::tr("The whole mixture: %1, %2, %3.")
        .arg(figures::tokens(totals.input, totals.output, totals.estimated, locale),
             totals.unpriced > 0 ? figures::cost(std::nullopt, locale)
                                 : totals.cost.display(locale),
             figures::seconds(totals.wallMs, locale));
}

} // namespace

VariantsDialog::VariantsDialog(VariantRuns *runs, QWidget *parent)
    : QDialog(parent)
    , m_runs(runs)
    , m_model(new VariantsModel(runs, this))
    , m_sorted(new QSortFilterProxyModel(this))
    , m_offers(new QGridLayout)
    , m_table(new QTableView)
    , m_diff(new DiffView)
    , m_status(new QLabel(this))
    , m_progress(new QProgressBar(this))
    , m_stop(new QPushButton(tr("&Stop"), this))
    , m_export(new QPushButton(tr("&Export…"), this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setModal(false);
    setWindowTitle(tr("What Each Proposer Adds"));
    resize(variants::width, variants::height);

    m_sorted->setSourceModel(m_model);
    m_sorted->setSortRole(VariantsModel::SortRole);
    m_table->setObjectName(QStringLiteral("variants"));
    m_table->setAccessibleName(tr("Variants of the mixture and what came of them"));
    m_table->setModel(m_sorted);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setShowGrid(false);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->setSortingEnabled(true);
    m_table->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    m_table->horizontalHeader()->setSortIndicatorClearable(true);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(VariantsModel::Name, QHeaderView::Stretch);
    auto *splitter = new QSplitter(Qt::Vertical, this);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(m_table);
    splitter->addWidget(m_diff);
    splitter->setStretchFactor(1, 1);
    m_diff->hide();

    m_status->setObjectName(QStringLiteral("variantsStatus"));
    m_status->setTextFormat(Qt::PlainText);
    m_status->setWordWrap(true);
    m_progress->setTextVisible(false);
    m_progress->setAccessibleName(tr("Runs that have ended"));
    m_stop->setObjectName(QStringLiteral("stopVariants"));
    m_export->setObjectName(QStringLiteral("exportVariants"));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->addButton(m_stop, QDialogButtonBox::ActionRole);
    buttons->addButton(m_export, QDialogButtonBox::ActionRole);

    m_offers->setColumnStretch(1, 1);
    m_offers->setHorizontalSpacing(space::medium);
    m_offers->setVerticalSpacing(space::small);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::large, space::medium, space::large, space::medium);
    layout->setSpacing(space::medium);
    layout->addLayout(m_offers);
    layout->addWidget(splitter, 1);
    layout->addWidget(m_progress);
    layout->addWidget(m_status);
    layout->addWidget(buttons);

    m_ticking.setInterval(1s);
    m_writing.setSingleShot(true);
    connect(&m_ticking, &QTimer::timeout, this, &VariantsDialog::refreshStatus);
    connect(&m_writing, &QTimer::timeout, this, &VariantsDialog::writeDiff);
    connect(m_diff, &DiffView::behind, &m_writing, qOverload<>(&QTimer::start));
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_stop, &QPushButton::clicked, runs, &VariantRuns::stop);
    connect(m_export, &QPushButton::clicked, this, &VariantsDialog::exportWanted);
    connect(runs, &VariantRuns::variantsChanged, this, &VariantsDialog::refresh);
    connect(runs, &VariantRuns::runningChanged, this, &VariantsDialog::refresh);
    connect(runs, &VariantRuns::outcomeChanged, this, &VariantsDialog::refresh);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &VariantsDialog::showChosen);
    refresh();
}

void VariantsDialog::offer(Offer which, const QString &text, const QString &need)
{
    auto *button = new QPushButton(text, this);
    button->setObjectName(QStringLiteral("offer%1").arg(static_cast<int>(which)));
    button->setAutoDefault(false);
    auto *label = new QLabel(need, this);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setForegroundRole(QPalette::PlaceholderText);
    button->setAccessibleDescription(need);
    const int row = m_offers->rowCount();
    m_offers->addWidget(button, row, 0);
    m_offers->addWidget(label, row, 1);
    connect(button, &QPushButton::clicked, this, [this, button, which] {
        button->setEnabled(false);
        Q_EMIT wanted(which);
    });
}

void VariantsDialog::refresh()
{
    const bool running = m_runs->isRunning();
    m_stop->setEnabled(running);
    m_export->setEnabled(!m_runs->variants().isEmpty());
    m_progress->setVisible(running);
    if (running && !m_ticking.isActive())
        m_ticking.start();
    else if (!running)
        m_ticking.stop();
    if (std::exchange(m_current, m_runs->current()) != m_runs->current())
        m_sinceBegun.start();
    refreshStatus();
    showChosen();
}

void VariantsDialog::refreshStatus()
{
    const QList<VariantOutcome> &outcomes = m_runs->outcomes();
    const auto ended = std::count_if(outcomes.cbegin(), outcomes.cend(), [](const auto &outcome) {
        return outcome.state != VariantOutcome::State::Waiting
            && outcome.state != VariantOutcome::State::Running;
    });
    const auto all = static_cast<int>(outcomes.size());
    m_progress->setRange(0, all);
    m_progress->setValue(static_cast<int>(ended));
    const QLocale locale;
    const qsizetype current = m_runs->current();
    if (current >= 0) {
        m_status->setText(
            tr("%1: running for %2. %3 of %4 have ended.")
                .arg(VariantsModel::nameOf(m_runs->variants().at(current)),
                     figures::seconds(m_sinceBegun.isValid() ? m_sinceBegun.elapsed() : 0, locale),
                     locale.toString(ended), locale.toString(all)));
    } else if (m_runs->original()) {
        const QString whole = sizeOf(*m_runs->original(), locale);
        m_status->setText(
            all == 0 ? whole + u' ' + tr("Nothing is asked before you choose one of these.")
                     : whole + u' ' + tr("Choose a row to see how its final answer differs."));
    }
}

void VariantsDialog::showChosen()
{
    const QModelIndexList chosen = m_table->selectionModel()->selectedRows();
    const int row = chosen.isEmpty() ? -1 : m_sorted->mapToSource(chosen.constFirst()).row();
    const std::shared_ptr<const RunRecord> run =
        row >= 0 ? m_runs->outcomes().at(row).run : nullptr;
    m_diff->setVisible(run && run->final);
    if (!run || !run->final)
        return;
    m_diff->setBases({{QStringLiteral("original"), tr("Final answer of the mixture"),
                       m_runs->original()->finalText}});
    m_diff->setAnswer(run->finalText, VariantsModel::nameOf(m_runs->variants().at(row)), true);
    m_writing.start();
}

void VariantsDialog::writeDiff()
{
    if (!m_diff->catchUp(QDeadlineTimer(feedingTime)))
        m_writing.start();
}

} // namespace moa
