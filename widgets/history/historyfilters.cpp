// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/historyfilters.h"

#include "editors/searchfield.h"
#include "history/flowlayout.h"
#include "items/historywords.h"
#include "theme/icons.h"
#include "theme/theme.h"

#include <chrono>
#include <QAbstractItemView>
#include <QComboBox>
#include <QDateEdit>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLocale>
#include <QRegularExpressionValidator>
#include <QSignalBlocker>
#include <QToolButton>

namespace moa {

namespace {

using namespace std::chrono_literals;

/// Two frames: a fast typist's letters come in one search.
constexpr std::chrono::milliseconds typingPause = 32ms;

enum class Days { Any, Today, Week, Month, Year, Between };

constexpr int interruptedState = -1;
constexpr int bestRating = 5;

/// The choice for "any" stays the first one; what is chosen stays chosen, even if it is gone.
void refill(QComboBox *box, QStringList choices)
{
    const QSignalBlocker blocker(box);
    const QString chosen = box->currentData().toString();
    if (!chosen.isEmpty() && !choices.contains(chosen))
        choices.append(chosen);
    while (box->count() > 1)
        box->removeItem(box->count() - 1);
    for (const QString &choice : std::as_const(choices)) {
        if (!choice.isEmpty())
            box->addItem(choice.simplified(), choice);
    }
    box->setCurrentIndex(std::max(0, box->findData(chosen)));
    QAbstractItemView *view = box->view();
    view->setTextElideMode(Qt::ElideMiddle);
    view->setMinimumWidth(
        std::min(view->sizeHintForColumn(0) + 2 * space::large, 3 * runlist::choiceWidth));
}

/// As a person types it, with or without the sign of the dollar.
std::optional<Usd> amount(const QLineEdit *field)
{
    QString text = field->text().trimmed();
    text.remove(u'$');
    text.replace(u',', u'.');
    return Usd::fromString(text);
}

} // namespace

HistoryFilters::HistoryFilters(QWidget *parent)
    : QWidget(parent)
    , m_text(new SearchField(tr("Search prompts and answers"), this))
{
    m_text->setObjectName(QStringLiteral("historySearch"));
    m_text->setMinimumWidth(runlist::searchWidth);
    m_text->installEventFilter(this);
    auto *starred = new QToolButton(this);
    starred->setObjectName(QStringLiteral("starredOnly"));
    starred->setIcon(icon(QStringLiteral("judge")));
    starred->setText(tr("Starred"));
    starred->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    starred->setCheckable(true);
    starred->setToolTip(tr("Show starred runs only"));
    m_starred = starred;
    auto *clear = new QToolButton(this);
    clear->setObjectName(QStringLiteral("clearFilters"));
    clear->setText(tr("Clear filters"));
    clear->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    clear->setIcon(icon(QStringLiteral("close")));
    m_clear = clear;

    auto *search = new QHBoxLayout;
    search->setSpacing(space::small);
    search->addWidget(m_text, 1);
    search->addWidget(m_starred);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(space::medium, space::small, space::medium, space::small);
    rows->setSpacing(space::small);
    rows->addLayout(search);
    auto *choices = new QWidget(this);
    auto *flow = new FlowLayout(choices);
    flow->setContentsMargins({});
    rows->addWidget(choices);

    m_preset = addChoice(tr("Any mixture"), QStringLiteral("presetFilter"));
    m_model = addChoice(tr("Any model"), QStringLiteral("modelFilter"));
    m_date = addChoice(tr("Any date"), QStringLiteral("dateFilter"));
    m_from = addDay(tr("First day"), QStringLiteral("fromFilter"));
    m_to = addDay(tr("Last day"), QStringLiteral("toFilter"));
    m_state = addChoice(tr("Any state"), QStringLiteral("stateFilter"));
    m_rating = addChoice(tr("Any rating"), QStringLiteral("ratingFilter"));
    m_tag = addChoice(tr("Any tag"), QStringLiteral("tagFilter"));
    m_leastCost = addAmount(tr("Cost from $"), QStringLiteral("leastCostFilter"));
    m_leastCost->setAccessibleName(tr("Lowest cost in dollars"));
    m_mostCost = addAmount(tr("Cost to $"), QStringLiteral("mostCostFilter"));
    m_mostCost->setAccessibleName(tr("Highest cost in dollars"));
    // The two ends of one choice stay together.
    auto *costs = new QWidget(choices);
    auto *ends = new QHBoxLayout(costs);
    ends->setContentsMargins({});
    ends->setSpacing(space::small);
    ends->addWidget(m_leastCost);
    ends->addWidget(m_mostCost);
    for (QWidget *filter : std::initializer_list<QWidget *>{
             m_preset, m_model, m_date, m_from, m_to, m_state, m_rating, m_tag, costs, m_clear})
        flow->addWidget(filter);
    fillDates();
    fillStates();
    fillRatings();
    m_from->hide();
    m_to->hide();
    m_clear->hide();

    m_typing.setSingleShot(true);
    m_typing.setInterval(typingPause);
    connect(&m_typing, &QTimer::timeout, this, &HistoryFilters::tell);
    connect(m_text, &QLineEdit::textChanged, &m_typing, qOverload<>(&QTimer::start));
    connect(m_text, &QLineEdit::returnPressed, this, &HistoryFilters::resultsWanted);
    connect(m_starred, &QAbstractButton::toggled, this, &HistoryFilters::changed);
    connect(m_clear, &QAbstractButton::clicked, this, &HistoryFilters::clear);
    setFocusProxy(m_text);
}

QComboBox *HistoryFilters::addChoice(const QString &name, const QString &objectName)
{
    auto *box = new QComboBox(this);
    box->setObjectName(objectName);
    box->setAccessibleName(name);
    box->addItem(name, QString());
    box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    box->setMaximumWidth(runlist::choiceWidth);
    connect(box, &QComboBox::currentIndexChanged, this, &HistoryFilters::changed);
    return box;
}

QLineEdit *HistoryFilters::addAmount(const QString &placeholder, const QString &objectName)
{
    auto *field = new QLineEdit(this);
    field->setObjectName(objectName);
    field->setPlaceholderText(placeholder);
    field->setFixedWidth(runlist::fieldWidth);
    static const QRegularExpression number(QStringLiteral("\\$?\\d{0,6}([.,]\\d{0,12})?"));
    field->setValidator(new QRegularExpressionValidator(number, field));
    connect(field, &QLineEdit::textChanged, &m_typing, qOverload<>(&QTimer::start));
    return field;
}

QDateEdit *HistoryFilters::addDay(const QString &name, const QString &objectName)
{
    auto *day = new QDateEdit(QDate::currentDate(), this);
    day->setObjectName(objectName);
    day->setAccessibleName(name);
    day->setToolTip(name);
    day->setCalendarPopup(true);
    connect(day, &QDateEdit::dateChanged, this, &HistoryFilters::changed);
    return day;
}

void HistoryFilters::fillDates()
{
    const QSignalBlocker blocker(m_date);
    m_date->setItemData(0, static_cast<int>(Days::Any));
    const QList<QPair<QString, Days>> choices{{tr("Today"), Days::Today},
                                              {tr("Last 7 days"), Days::Week},
                                              {tr("Last 30 days"), Days::Month},
                                              {tr("Last 365 days"), Days::Year},
                                              {tr("Between…"), Days::Between}};
    for (const auto &[name, days] : choices)
        m_date->addItem(name, static_cast<int>(days));
}

void HistoryFilters::fillStates()
{
    const QSignalBlocker blocker(m_state);
    for (const RunState state : {RunState::Done, RunState::Degraded, RunState::Failed,
                                 RunState::Cancelled, RunState::Limited, RunState::Running})
        m_state->addItem(history::stateWord(state), static_cast<int>(state));
    m_state->addItem(history::interruptedWord(), interruptedState);
}

void HistoryFilters::fillRatings()
{
    const QSignalBlocker blocker(m_rating);
    const QLocale locale;
    for (int rating = 1; rating <= bestRating; ++rating) {
        m_rating->addItem(rating == bestRating
                              ? tr("Rated %1").arg(locale.toString(rating))
                              : tr("Rated %1 or more").arg(locale.toString(rating)),
                          rating);
    }
}

void HistoryFilters::setPresets(const QStringList &presets)
{
    refill(m_preset, presets);
}

void HistoryFilters::setModels(const QStringList &models)
{
    refill(m_model, models);
}

void HistoryFilters::setTags(const QStringList &tags)
{
    refill(m_tag, tags);
}

HistoryQuery HistoryFilters::query() const
{
    HistoryQuery query;
    query.text = m_text->text().trimmed();
    query.preset = m_preset->currentData().toString();
    query.model = m_model->currentData().toString();
    query.tag = m_tag->currentData().toString();
    query.starredOnly = m_starred->isChecked();
    query.leastCost = amount(m_leastCost);
    query.mostCost = amount(m_mostCost);
    if (m_rating->currentIndex() > 0)
        query.leastRating = m_rating->currentData().toInt();
    if (m_state->currentIndex() > 0) {
        const int state = m_state->currentData().toInt();
        if (state == interruptedState)
            query.interruptedOnly = true;
        else
            query.states = {static_cast<RunState>(state)};
    }
    const QDate today = QDate::currentDate();
    switch (static_cast<Days>(m_date->currentData().toInt())) {
    case Days::Any:
        break;
    case Days::Today:
        query.from = today;
        break;
    case Days::Week:
        query.from = today.addDays(-6);
        break;
    case Days::Month:
        query.from = today.addDays(-29);
        break;
    case Days::Year:
        query.from = today.addDays(-364);
        break;
    case Days::Between:
        query.from = std::min(m_from->date(), m_to->date());
        query.to = std::max(m_from->date(), m_to->date());
        break;
    }
    return query;
}

void HistoryFilters::clear()
{
    {
        const QSignalBlocker blockers[] = {QSignalBlocker(m_preset), QSignalBlocker(m_model),
                                           QSignalBlocker(m_date),   QSignalBlocker(m_state),
                                           QSignalBlocker(m_rating), QSignalBlocker(m_tag),
                                           QSignalBlocker(m_starred)};
        for (QComboBox *box : {m_preset, m_model, m_date, m_state, m_rating, m_tag})
            box->setCurrentIndex(0);
        m_starred->setChecked(false);
    }
    for (QLineEdit *field : {static_cast<QLineEdit *>(m_text), m_leastCost, m_mostCost})
        field->clear();
    changed();
    m_text->setFocus();
}

void HistoryFilters::changed()
{
    const bool between = static_cast<Days>(m_date->currentData().toInt()) == Days::Between;
    m_from->setVisible(between);
    m_to->setVisible(between);
    tell();
}

void HistoryFilters::tell()
{
    m_typing.stop();
    const HistoryQuery asked = query();
    m_clear->setVisible(asked != HistoryQuery());
    if (asked == m_told)
        return;
    m_told = asked;
    Q_EMIT queryChanged(asked);
}

bool HistoryFilters::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_text && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Down) {
            Q_EMIT resultsWanted();
            return true;
        }
        if (key == Qt::Key_Escape && !m_text->text().isEmpty()) {
            m_text->clear();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace moa
