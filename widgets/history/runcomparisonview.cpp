// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/runcomparisonview.h"

#include "columns/diffview.h"
#include "items/figurechanges.h"
#include "items/figures.h"
#include "items/futurewatch.h"
#include "items/historywords.h"
#include "metrics/bleu.h"
#include "mixture/mixturechanges.h"
#include "run/reportwords.h"
#include "theme/elidedlabel.h"
#include "theme/icons.h"
#include "theme/theme.h"
#include "theme/tooltip.h"

#include <chrono>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLocale>
#include <QSplitter>
#include <QStackedWidget>
#include <QtConcurrentRun>
#include <QToolButton>
#include <QTreeWidget>
#include <utility>

namespace moa {

namespace {

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds feedingTime = 8ms;

QString nameOf(const RunRecord &run)
{
    return RunComparisonView::tr("%1, %2", "mixture and date")
        .arg(report::title(run).simplified(),
             history::when(run.startedAt, QDateTime::currentDateTime(), QLocale()));
}

QString fieldWords(const MixtureChange &change)
{
    switch (change.kind) {
    case MixtureChange::Kind::Added:
        return RunComparisonView::tr("added", "an agent");
    case MixtureChange::Kind::Removed:
        return RunComparisonView::tr("removed", "an agent");
    case MixtureChange::Kind::Changed:
        return change.field;
    }
    Q_UNREACHABLE();
}

void addRow(QTreeWidget *table, const QStringList &cells)
{
    auto *row = new QTreeWidgetItem(table);
    for (int cell = 0; cell < cells.size(); ++cell) {
        const QString &text = cells.at(cell);
        row->setText(cell, text.isEmpty() ? QStringLiteral("–") : text.simplified());
        row->setToolTip(cell, plainToolTip(text));
    }
}

QLabel *makeCaption(const QString &text, QWidget *parent)
{
    auto *caption = new QLabel(text, parent);
    caption->setFont(type::title());
    caption->setContentsMargins(space::medium, space::small, space::medium, space::tiny);
    return caption;
}

} // namespace

RunComparisonView::RunComparisonView(QWidget *parent)
    : QWidget(parent)
    , m_noAnswer(new QLabel(this))
    , m_diff(new DiffView(this))
{
    m_noAnswer->setObjectName(QStringLiteral("noAnswer"));
    m_noAnswer->setWordWrap(true);
    m_noAnswer->setAlignment(Qt::AlignCenter);
    m_noAnswer->setForegroundRole(QPalette::PlaceholderText);
    m_noAnswer->setContentsMargins(space::huge, space::huge, space::huge, space::huge);
    m_noAnswer->hide();
    m_diff->setTwoPane(true);

    auto *answers = new QWidget(this);
    auto *below = new QVBoxLayout(answers);
    below->setContentsMargins({});
    below->setSpacing(0);
    below->addWidget(makeCaption(tr("Final answers"), answers));
    below->addWidget(m_noAnswer, 1);
    below->addWidget(m_diff, 1);
    auto *splitter = new QSplitter(Qt::Vertical, this);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(createTables());
    splitter->addWidget(answers);
    splitter->setStretchFactor(0, 2);
    splitter->setStretchFactor(1, 3);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(createHead());
    layout->addWidget(splitter, 1);

    m_feeding.setInterval(0);
    connect(&m_feeding, &QTimer::timeout, this, &RunComparisonView::feed);
    connect(m_diff, &DiffView::behind, &m_feeding, qOverload<>(&QTimer::start));
}

RunComparisonView::~RunComparisonView() = default;

QWidget *RunComparisonView::createHead()
{
    auto *head = new QWidget(this);
    m_firstName = new ElidedLabel(head);
    m_firstName->setObjectName(QStringLiteral("firstRun"));
    m_firstName->setFont(type::title());
    m_secondName = new ElidedLabel(head);
    m_secondName->setObjectName(QStringLiteral("secondRun"));
    m_secondName->setFont(type::title());
    auto *swap = new QToolButton(head);
    swap->setObjectName(QStringLiteral("swapRuns"));
    swap->setText(tr("Swap"));
    swap->setToolTip(tr("Take the other run for the old one"));
    auto *layout = new QHBoxLayout(head);
    layout->setContentsMargins(space::medium, space::small, space::medium, space::small);
    layout->setSpacing(space::medium);
    layout->addWidget(m_firstName, 1);
    layout->addWidget(swap);
    layout->addWidget(m_secondName, 1);
    connect(swap, &QToolButton::clicked, this, [this] {
        if (m_first)
            setRuns(m_second, m_first);
    });
    return head;
}

QWidget *RunComparisonView::createTables()
{
    auto *tables = new QSplitter(Qt::Horizontal, this);
    tables->setChildrenCollapsible(false);
    auto *mixtures = new QWidget(tables);
    m_mixturePages = new QStackedWidget(mixtures);
    m_mixtures = addTable(tr("Differences of the mixtures"), QStringLiteral("mixtureChanges"),
                          m_mixturePages);
    auto *same = new QLabel(tr("Both runs had the same mixture."), m_mixturePages);
    same->setObjectName(QStringLiteral("sameMixture"));
    same->setAlignment(Qt::AlignCenter);
    same->setForegroundRole(QPalette::PlaceholderText);
    m_mixturePages->addWidget(m_mixtures);
    m_mixturePages->addWidget(same);
    auto *left = new QVBoxLayout(mixtures);
    left->setContentsMargins({});
    left->setSpacing(0);
    left->addWidget(makeCaption(tr("Mixtures"), mixtures));
    left->addWidget(m_mixturePages, 1);

    auto *figures = new QWidget(tables);
    m_figures = addTable(tr("Figures of the two runs"), QStringLiteral("figureChanges"), figures);
    m_bleu = new QLabel(figures);
    m_bleu->setObjectName(QStringLiteral("bleuOfFinals"));
    m_bleu->setFont(type::secondary());
    m_bleu->setForegroundRole(QPalette::PlaceholderText);
    m_bleu->setWordWrap(true);
    m_bleu->setContentsMargins(space::medium, space::tiny, space::medium, space::small);
    auto *right = new QVBoxLayout(figures);
    right->setContentsMargins({});
    right->setSpacing(0);
    right->addWidget(makeCaption(tr("Figures"), figures));
    right->addWidget(m_figures, 1);
    right->addWidget(m_bleu);
    tables->setStretchFactor(0, 1);
    tables->setStretchFactor(1, 1);
    return tables;
}

QTreeWidget *RunComparisonView::addTable(const QString &name, const QString &objectName,
                                         QWidget *parent)
{
    auto *table = new QTreeWidget(parent);
    table->setObjectName(objectName);
    table->setAccessibleName(name);
    table->setRootIsDecorated(false);
    table->setUniformRowHeights(true);
    table->setFrameShape(QFrame::NoFrame);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->header()->setStretchLastSection(true);
    return table;
}

void RunComparisonView::setRuns(std::shared_ptr<const RunRecord> first,
                                std::shared_ptr<const RunRecord> second)
{
    m_first = std::move(first);
    m_second = std::move(second);
    m_firstName->setText(tr("Old: %1").arg(nameOf(*m_first)));
    m_firstName->setToolTip(plainToolTip(m_firstName->text()));
    m_secondName->setText(tr("New: %1").arg(nameOf(*m_second)));
    m_secondName->setToolTip(plainToolTip(m_secondName->text()));
    showMixtures();
    showFigures();
    showAnswers();
    scoreAnswers();
}

void RunComparisonView::showMixtures()
{
    m_mixtures->clear();
    m_mixtures->setHeaderLabels({tr("Where"), tr("What"), tr("Old"), tr("New")});
    const QList<MixtureChange> changes = mixtureChanges(m_first->mixture, m_second->mixture);
    for (const MixtureChange &change : changes)
        addRow(m_mixtures, {change.place, fieldWords(change), change.before, change.after});
    for (int column = 0; column < 3; ++column) {
        m_mixtures->resizeColumnToContents(column);
        m_mixtures->setColumnWidth(column,
                                   std::min(m_mixtures->columnWidth(column), runlist::choiceWidth));
    }
    m_mixturePages->setCurrentIndex(changes.isEmpty() ? 1 : 0);
}

void RunComparisonView::showFigures()
{
    m_figures->clear();
    m_figures->setHeaderLabels({tr("Figure"), tr("Old"), tr("New"), tr("Difference")});
    constexpr Qt::Alignment right = Qt::AlignRight | Qt::AlignVCenter;
    for (const FigureChange &figure : figureChanges(*m_first, *m_second, QLocale())) {
        auto *row = new QTreeWidgetItem(
            m_figures, {figure.name, figure.before, figure.after, figure.difference});
        for (int column = 1; column <= 3; ++column) {
            row->setTextAlignment(column, right);
            row->setFont(column, type::figures());
        }
    }
    for (int column = 1; column <= 3; ++column)
        m_figures->headerItem()->setTextAlignment(column, right);
    m_figures->header()->setStretchLastSection(false);
    m_figures->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_figures->header()->setSectionResizeMode(0, QHeaderView::Stretch);
}

void RunComparisonView::showAnswers()
{
    const bool both = !m_first->finalText.isEmpty() && !m_second->finalText.isEmpty();
    m_diff->setVisible(both);
    m_noAnswer->setVisible(!both);
    m_noAnswer->setText(
        m_first->finalText.isEmpty() && m_second->finalText.isEmpty()
            ? tr("Neither run came to a final answer, so there is nothing to compare.")
            : tr("One of the runs came to no final answer, so there is nothing to compare it "
                 "with."));
    m_diff->clear();
    m_diff->setBases({{m_first->id, nameOf(*m_first), m_first->finalText, true}});
    m_diff->setAnswer(m_second->finalText, nameOf(*m_second), true);
    m_feeding.start();
}

void RunComparisonView::scoreAnswers()
{
    m_bleu->clear();
    if (m_first->finalText.isEmpty() || m_second->finalText.isEmpty())
        return;
    const auto score = [first = m_first, second = m_second] {
        return sentenceBleu(second->finalText, {first->finalText}, BleuOptions::overlap()).score;
    };
    whenDone(this, QtConcurrent::run(score),
             [this, first = m_first, second = m_second](double bleu) {
                 if (first != m_first || second != m_second)
                     return;
                 m_bleu->setText(tr("%1: the new final answer against the old one")
                                     .arg(figures::bleu(bleu, QLocale())));
             });
}

void RunComparisonView::feed()
{
    if (m_diff->catchUp(QDeadlineTimer(feedingTime)))
        m_feeding.stop();
}

} // namespace moa
