// SPDX-License-Identifier: GPL-3.0-or-later
#include "judgement/judgementpanel.h"

#include "judgement/correlationstrip.h"
#include "judgement/judgementpane.h"
#include "judgement/ratingdelegate.h"
#include "theme/theme.h"

#include <algorithm>
#include <chrono>
#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QListView>
#include <QLocale>
#include <QPushButton>
#include <QRandomGenerator>
#include <QScrollArea>
#include <QSplitter>
#include <utility>

namespace moa {

namespace {

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds feedingTime = 8ms;

} // namespace

JudgementPanel::JudgementPanel(QWidget *parent)
    : QWidget(parent)
    , m_seed([] { return QRandomGenerator::global()->generate(); })
    , m_blind(new QPushButton(this))
    , m_layer(new QComboBox(this))
    , m_hint(new QLabel(this))
    , m_body(new QWidget(this))
    , m_list(new QListView)
    , m_texts(new QScrollArea)
    , m_correlations(new CorrelationStrip(this))
{
    m_list->setObjectName(QStringLiteral("judgedResponses"));
    m_list->setAccessibleName(tr("Responses to judge"));
    m_list->setAccessibleDescription(
        tr("The keys 1 to 5 rate a response, Left and Right change its stars by one, 0 takes them "
           "back."));
    m_list->setModel(&m_model);
    m_list->setItemDelegate(new RatingDelegate(m_list));
    m_list->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);
    m_list->setMinimumWidth(judging::listWidth);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->installEventFilter(this);
    m_list->viewport()->installEventFilter(this);

    m_texts->setObjectName(QStringLiteral("judgedTexts"));
    m_texts->setFrameShape(QFrame::NoFrame);
    m_texts->setWidgetResizable(true);
    auto *panes = new QWidget;
    m_paneLayout = new QHBoxLayout(panes);
    m_paneLayout->setContentsMargins(0, 0, 0, 0);
    m_paneLayout->setSpacing(0);
    m_texts->setWidget(panes);

    auto *splitter = new QSplitter(m_body);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(m_list);
    splitter->addWidget(m_texts);
    splitter->setStretchFactor(1, 1);
    auto *body = new QVBoxLayout(m_body);
    body->setContentsMargins(0, 0, 0, 0);
    body->addWidget(splitter);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(createHead());
    layout->addWidget(m_body, 1);
    layout->addWidget(m_correlations);
    layout->addStretch();
    setFocusProxy(m_list);

    m_feeding.setInterval(0);
    connect(&m_feeding, &QTimer::timeout, this, &JudgementPanel::catchUp);
    connect(m_blind, &QPushButton::clicked, this, [this] { setBlind(!isBlind()); });
    connect(m_layer, &QComboBox::activated, this, [this] {
        m_model.setLayer(m_layer->currentData().toInt());
        refresh();
    });
    connect(m_list->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &JudgementPanel::showTexts);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &JudgementPanel::showTexts);
    connect(&m_model, &JudgementModel::judgementChanged, this, [this](const Judgement &judgement) {
        compare();
        Q_EMIT judgementChanged(judgement);
    });
    connect(&m_comparison, &FinalComparison::finished, this, &JudgementPanel::setSimilarities);
    refillLayers();
    refresh();
}

JudgementPanel::~JudgementPanel() = default;

QWidget *JudgementPanel::createHead()
{
    m_blind->setObjectName(QStringLiteral("blindButton"));
    m_layer->setObjectName(QStringLiteral("judgedLayer"));
    m_layer->setAccessibleName(tr("Layer to judge"));
    m_layer->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_hint->setObjectName(QStringLiteral("judgementHint"));
    m_hint->setTextFormat(Qt::PlainText);
    m_hint->setFont(type::secondary());
    m_hint->setForegroundRole(QPalette::PlaceholderText);
    m_hint->setWordWrap(true);
    auto *head = new QWidget(this);
    head->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    auto *layout = new QHBoxLayout(head);
    layout->setContentsMargins(space::medium, space::small, space::medium, space::small);
    layout->setSpacing(space::small);
    layout->addWidget(m_blind);
    layout->addWidget(m_layer);
    layout->addWidget(m_hint, 1);
    return head;
}

void JudgementPanel::setRun(const std::shared_ptr<const RunRecord> &run, const Judgement &judgement)
{
    if (run == m_model.run())
        return;
    const bool wasBlind = isBlind();
    m_blindNames = {};
    m_model.setRun(run, judgement);
    refillLayers();
    refresh();
    if (wasBlind)
        Q_EMIT blindChanged(false, {});
}

void JudgementPanel::setSeedSource(std::function<quint32()> source)
{
    m_seed = std::move(source);
}

void JudgementPanel::setBlind(bool blind)
{
    if (blind == isBlind() || m_model.judgeable().isEmpty())
        return;
    m_blindNames = blind ? BlindNames(m_model.judgeable(), m_seed()) : BlindNames();
    m_model.setBlindNames(m_blindNames);
    refresh();
    Q_EMIT blindChanged(blind, m_blindNames.order());
}

void JudgementPanel::refillLayers()
{
    m_layer->clear();
    m_layer->addItem(tr("All layers"), JudgementModel::allLayers);
    const auto &run = m_model.run();
    const qsizetype layers = run ? run->mixture.layers.size() : 0;
    for (int layer = 0; layer < layers; ++layer)
        m_layer->addItem(tr("Layer %1").arg(QLocale().toString(layer + 1)), layer);
    m_model.setLayer(JudgementModel::allLayers);
}

void JudgementPanel::refresh()
{
    const bool isEmpty = m_model.judgeable().isEmpty();
    m_blind->setText(isBlind() ? tr("Reveal") : tr("Judge blind"));
    m_blind->setToolTip(
        isBlind() ? tr("Show whose the responses are, and how your stars go with the figures")
                  : tr("Hide names, models and colours, and shuffle the responses"));
    m_blind->setEnabled(!isEmpty);
    // Whoever sees that a response is of the last layer knows whose it is.
    m_layer->setEnabled(!isBlind() && m_layer->count() > 2);
    m_body->setVisible(!isEmpty);
    m_correlations->setVisible(!isEmpty);
    if (isEmpty) {
        m_hint->setText(m_model.run()
                            ? tr("No agent of this run has answered, so there is nothing to judge.")
                            : tr("Responses can be rated here once a run has ended."));
    } else {
        m_hint->setText(tr("Select two responses to read them side by side; the keys 1 to 5 rate "
                           "the current one, 0 takes its stars back."));
    }
    selectFirst();
    m_similarities.reset();
    m_comparison.drop();
    compare();
}

void JudgementPanel::selectFirst()
{
    if (m_model.rowCount() > 0)
        m_list->setCurrentIndex(m_model.index(0));
    showTexts();
}

void JudgementPanel::showTexts()
{
    QList<int> rows;
    for (const QModelIndex &index : m_list->selectionModel()->selectedIndexes())
        rows.append(index.row());
    std::sort(rows.begin(), rows.end());
    // One alone is read beside its neighbour: judging is comparing.
    if (rows.size() == 1 && m_model.rowCount() > 1) {
        const bool isLast = rows.constFirst() + 1 == m_model.rowCount();
        rows.insert(isLast ? 0 : 1, rows.constFirst() + (isLast ? -1 : 1));
    }
    rows.resize(std::min<qsizetype>(rows.size(), mostPanes));
    while (m_panes.size() < rows.size()) {
        m_panes.append(new JudgementPane(m_texts->widget()));
        m_paneLayout->addWidget(m_panes.constLast());
    }
    for (qsizetype place = 0; place < m_panes.size(); ++place) {
        JudgementPane *pane = m_panes.at(place);
        pane->setVisible(place < rows.size());
        const QModelIndex index = m_model.index(rows.value(place, -1));
        pane->setContent(index.data().toString(), index.data(JudgementModel::TextRole).toString());
        pane->setCurrent(index == m_list->currentIndex());
    }
    m_feeding.start();
}

void JudgementPanel::catchUp()
{
    const QDeadlineTimer deadline(feedingTime);
    const bool done = std::all_of(m_panes.cbegin(), m_panes.cend(), [&](JudgementPane *pane) {
        return pane->catchUp(deadline) && !deadline.hasExpired();
    });
    if (done)
        m_feeding.stop();
}

int JudgementPanel::ratedCount() const
{
    const QList<ResponseId> &shown = m_model.shown();
    return static_cast<int>(std::count_if(shown.cbegin(), shown.cend(), [this](const auto &id) {
        return m_model.judgement().rating(id).has_value() && id != m_model.run()->final;
    }));
}

void JudgementPanel::compare()
{
    const auto &run = m_model.run();
    if (!run)
        return;
    if (isBlind()) {
        m_correlations->setNotice(
            tr("Reveal tells how your stars go with the likeness to the final answer."));
    } else if (!run->final) {
        m_correlations->setNotice(
            tr("This run has no final answer that the rated responses could be compared with."));
    } else if (ratedCount() < 2) {
        m_correlations->setNotice(tr("Rate two or more responses to see how your stars go with "
                                     "their likeness to the final answer."));
    } else if (!m_similarities) {
        m_correlations->setNotice(tr("Comparing the responses with the final answer…"));
        m_comparison.start(run, m_model.shown());
    } else {
        m_correlations->setCorrelations(correlate(*m_similarities, m_model.judgement()));
    }
}

void JudgementPanel::setSimilarities(const FinalSimilarities &similarities)
{
    m_similarities = similarities;
    compare();
}

void JudgementPanel::rate(const QModelIndex &index, int rating)
{
    if (index.isValid())
        m_model.setData(index, rating, JudgementModel::RatingRole);
}

bool JudgementPanel::rateByKey(int key)
{
    const QModelIndex current = m_list->currentIndex();
    const int rating = current.data(JudgementModel::RatingRole).toInt();
    if (key >= Qt::Key_0 && key <= Qt::Key_0 + Judgement::highest)
        rate(current, key - Qt::Key_0);
    else if (key == Qt::Key_Delete || key == Qt::Key_Backspace)
        rate(current, 0);
    else if (key == Qt::Key_Left)
        rate(current, std::max(0, rating - 1));
    else if (key == Qt::Key_Right)
        rate(current, std::min(Judgement::highest, rating + 1));
    else
        return false;
    return true;
}

bool JudgementPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_list && event->type() == QEvent::KeyPress) {
        const auto *keys = static_cast<QKeyEvent *>(event);
        if ((keys->modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier && rateByKey(keys->key()))
            return true;
    } else if (watched == m_list->viewport() && event->type() == QEvent::MouseButtonRelease) {
        const auto *mouse = static_cast<QMouseEvent *>(event);
        const QModelIndex index = m_list->indexAt(mouse->pos());
        const int star = mouse->button() == Qt::LeftButton && index.isValid()
            ? RatingDelegate::starAt(m_list->visualRect(index), mouse->pos())
            : 0;
        if (star > 0) {
            const bool again = index.data(JudgementModel::RatingRole).toInt() == star;
            rate(index, again ? 0 : star);
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace moa
