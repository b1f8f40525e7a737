// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/historydetails.h"

#include "columns/answerbody.h"
#include "columns/columnnotice.h"
#include "editors/growingedit.h"
#include "history/flowlayout.h"
#include "history/runstatelabel.h"
#include "inspect/sectionsview.h"
#include "items/figures.h"
#include "items/historywords.h"
#include "run/reportwords.h"
#include "theme/elidedlabel.h"
#include "theme/icons.h"
#include "theme/theme.h"
#include "theme/tooltip.h"

#include <algorithm>
#include <chrono>
#include <QDesktopServices>
#include <QKeyEvent>
#include <QLineEdit>
#include <QLocale>
#include <QPainter>
#include <QPushButton>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>
#include <utility>

namespace moa {

namespace {

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds feedingTime = 8ms;
constexpr int mostNoteLines = 4;

QStringList tagsOf(const QString &text)
{
    QStringList tags;
    for (const QString &tag : text.split(u',')) {
        const QString name = tag.simplified();
        if (!name.isEmpty() && !tags.contains(name))
            tags.append(name);
    }
    tags.sort();
    return tags;
}

QList<Section> sectionsOf(const Conversation &conversation)
{
    QList<Section> sections;
    for (const Message &message : conversation) {
        sections.append({conversation.size() > 1 ? report::authorWord(message.author) : QString(),
                         message.text});
    }
    return sections;
}

/// A value under its name, as wide as it is.
QWidget *makeTile(const QString &name, QLabel *value, QWidget *parent)
{
    auto *tile = new QWidget(parent);
    auto *caption = new QLabel(name, tile);
    caption->setFont(type::secondary());
    caption->setForegroundRole(QPalette::PlaceholderText);
    value->setFont(type::figures());
    value->setTextFormat(Qt::PlainText);
    value->setAccessibleDescription(name);
    auto *layout = new QVBoxLayout(tile);
    layout->setContentsMargins(0, 0, space::medium, 0);
    layout->setSpacing(space::hair);
    layout->addWidget(caption);
    layout->addWidget(value);
    return tile;
}

} // namespace

HistoryDetails::HistoryDetails(QWidget *parent)
    : QWidget(parent)
    , m_pages(new QStackedWidget(this))
{
    setObjectName(QStringLiteral("historyDetails"));
    setMinimumWidth(runlist::detailsWidth);
    m_pages->addWidget(createMessage());
    m_pages->addWidget(createRun());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(control::hairline, 0, 0, 0);
    layout->addWidget(m_pages);
    m_feeding.setInterval(0);
    connect(&m_feeding, &QTimer::timeout, this, &HistoryDetails::feed);
    setSelectedCount(0);
}

HistoryDetails::~HistoryDetails() = default;

QWidget *HistoryDetails::createMessage()
{
    auto *page = new QWidget(this);
    m_message = new QLabel(page);
    m_message->setObjectName(QStringLiteral("detailsMessage"));
    m_message->setWordWrap(true);
    m_message->setAlignment(Qt::AlignCenter);
    m_message->setForegroundRole(QPalette::PlaceholderText);
    m_compare = new QPushButton(tr("Compare the Two Runs"), page);
    m_compare->setObjectName(QStringLiteral("compareButton"));
    m_removeAll = new QPushButton(tr("Delete"), page);
    m_removeAll->setObjectName(QStringLiteral("removeSelected"));
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(space::huge, space::huge, space::huge, space::huge);
    layout->setSpacing(space::medium);
    layout->addStretch();
    layout->addWidget(m_message);
    layout->addWidget(m_compare, 0, Qt::AlignHCenter);
    layout->addWidget(m_removeAll, 0, Qt::AlignHCenter);
    layout->addStretch();
    connect(m_compare, &QPushButton::clicked, this, &HistoryDetails::compareRequested);
    connect(m_removeAll, &QPushButton::clicked, this, &HistoryDetails::removeRequested);
    return page;
}

QWidget *HistoryDetails::createRun()
{
    auto *page = new QWidget(this);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(space::large, space::medium, space::large, 0);
    layout->setSpacing(space::small);
    addHead(layout, page);
    addFigures(layout, page);
    addTexts(layout, page);
    return page;
}

void HistoryDetails::addHead(QVBoxLayout *layout, QWidget *page)
{
    m_title = new ElidedLabel(page);
    m_title->setObjectName(QStringLiteral("detailsTitle"));
    m_title->setFont(type::title());
    m_star = new QToolButton(page);
    m_star->setObjectName(QStringLiteral("detailsStar"));
    m_star->setIcon(icon(QStringLiteral("judge")));
    m_star->setCheckable(true);
    m_star->setAccessibleName(tr("Starred"));
    m_star->setToolTip(tr("Star this run (S in the list)"));
    m_state = new RunStateLabel(page);
    m_state->setObjectName(QStringLiteral("detailsState"));
    m_when = new ElidedLabel(page);
    m_when->setObjectName(QStringLiteral("detailsWhen"));
    m_when->setFont(type::secondary());
    m_when->setForegroundRole(QPalette::PlaceholderText);

    auto *title = new QHBoxLayout;
    title->setSpacing(space::small);
    title->addWidget(m_title, 1);
    title->addWidget(m_star);
    layout->addLayout(title);
    auto *state = new QHBoxLayout;
    state->setSpacing(space::medium);
    state->addWidget(m_state);
    state->addWidget(m_when, 1);
    layout->addLayout(state);

    auto *buttons = new QWidget(page);
    auto *flow = new FlowLayout(buttons);
    flow->setContentsMargins({});
    const auto addButton = [&](const QString &text, const QString &name, auto signal) {
        auto *button = new QPushButton(text, buttons);
        button->setObjectName(name);
        connect(button, &QPushButton::clicked, this, signal);
        flow->addWidget(button);
        return button;
    };
    m_resume =
        addButton(tr("Resume"), QStringLiteral("resumeButton"), &HistoryDetails::resumeRequested);
    m_resume->setToolTip(tr("Run what is missing: the responses that are there are kept"));
    addButton(tr("Open in Compare"), QStringLiteral("openButton"), &HistoryDetails::openRequested);
    addButton(tr("Use This Mixture"), QStringLiteral("useButton"), &HistoryDetails::useRequested);
    addButton(tr("Delete"), QStringLiteral("removeButton"), &HistoryDetails::removeRequested);
    layout->addWidget(buttons);
    connect(m_star, &QToolButton::clicked, this, &HistoryDetails::starRequested);
}

void HistoryDetails::addFigures(QVBoxLayout *layout, QWidget *page)
{
    auto *tiles = new QWidget(page);
    auto *flow = new FlowLayout(tiles);
    flow->setContentsMargins({});
    const auto addTile = [&](const QString &name, const char *objectName, QLabel *&value) {
        value = new QLabel(tiles);
        value->setObjectName(QLatin1String(objectName));
        QWidget *tile = makeTile(name, value, tiles);
        flow->addWidget(tile);
        return tile;
    };
    addTile(tr("Answers"), "detailsAnswers", m_answers);
    addTile(tr("Tokens"), "detailsTokens", m_tokens);
    addTile(tr("Cost"), "detailsCost", m_cost);
    addTile(tr("Time"), "detailsTime", m_time);
    m_ratingTile = addTile(tr("Rating"), "detailsRating", m_rating);
    layout->addWidget(tiles);

    m_models = new ElidedLabel(page);
    m_models->setObjectName(QStringLiteral("detailsModels"));
    m_models->setFont(type::secondary());
    m_models->setForegroundRole(QPalette::PlaceholderText);
    layout->addWidget(m_models);

    m_tags = new QLineEdit(page);
    m_tags->setObjectName(QStringLiteral("detailsTags"));
    m_tags->setPlaceholderText(tr("Tags, separated by commas"));
    m_tags->setAccessibleName(tr("Tags"));
    m_tags->installEventFilter(this);
    m_note = new GrowingEdit(1, mostNoteLines, page);
    m_note->setObjectName(QStringLiteral("detailsNote"));
    m_note->setPlaceholderText(tr("Note"));
    m_note->setAccessibleName(tr("Note"));
    m_note->setTabChangesFocus(true);
    m_note->installEventFilter(this);
    layout->addWidget(m_tags);
    layout->addWidget(m_note);
    connect(m_tags, &QLineEdit::editingFinished, this, &HistoryDetails::commitTags);
}

void HistoryDetails::addTexts(QVBoxLayout *layout, QWidget *page)
{
    m_prompt = new SectionsView(page);
    m_prompt->setObjectName(QStringLiteral("detailsPrompt"));
    m_prompt->setAccessibleName(tr("Prompt"));
    m_prompt->setMaximumHeight(runlist::promptHeight);
    m_prompt->setFont(type::base());
    m_notice = new ColumnNotice(page);
    m_answer = new AnswerBody(page);
    m_answer->setObjectName(QStringLiteral("detailsAnswer"));
    layout->addWidget(addCaption(tr("Prompt"), page));
    layout->addWidget(m_prompt, 1);
    m_answerCaption = addCaption(tr("Final answer"), page);
    layout->addWidget(m_answerCaption);
    layout->addWidget(m_notice);
    layout->addWidget(m_answer, 3);
    connect(m_answer, &AnswerBody::behind, &m_feeding, qOverload<>(&QTimer::start));
    connect(m_answer, &AnswerBody::linkActivated, this,
            [](const QUrl &link) { QDesktopServices::openUrl(link); });
}

QLabel *HistoryDetails::addCaption(const QString &text, QWidget *parent)
{
    auto *caption = new QLabel(text, parent);
    caption->setFont(type::title());
    caption->setTextFormat(Qt::PlainText);
    caption->setContentsMargins(0, space::tiny, 0, 0);
    return caption;
}

QString HistoryDetails::runId() const
{
    return m_run ? m_run->id : QString();
}

void HistoryDetails::setSelectedCount(qsizetype count)
{
    commit();
    m_run.reset();
    m_record.reset();
    m_message->setText(count == 0 ? tr("Select a run to read its prompt and final answer here.")
                                  : tr("%1 runs are selected.").arg(QLocale().toString(count)));
    m_compare->setVisible(count == 2);
    m_removeAll->setVisible(count > 0);
    m_pages->setCurrentIndex(0);
}

void HistoryDetails::setRun(const RunSummary &run)
{
    const bool isSame = m_run && m_run->id == run.id;
    if (!isSame)
        commit();
    // What was written here is not told back at once: until then the field is right.
    const bool isNewNote = !isSame || run.note != m_toldNote;
    const bool areNewTags = !isSame || run.tags != m_toldTags;
    const std::optional<RunSummary> before = std::exchange(m_run, run);
    if (!isNewNote)
        m_run->note = before->note;
    if (!areNewTags)
        m_run->tags = before->tags;
    m_toldNote = run.note;
    m_toldTags = run.tags;
    const QLocale locale;
    m_title->setText(history::title(run));
    m_title->setToolTip(plainToolTip(run.preset));
    m_star->setChecked(run.starred);
    m_state->setRun(run);
    m_when->setText(history::when(run.startedAt, QDateTime::currentDateTime(), locale));
    m_resume->setVisible(run.interrupted);
    m_answers->setText(locale.toString(run.responses));
    m_tokens->setText(figures::tokens(run.inputTokens, run.outputTokens, false, locale));
    m_cost->setText(history::cost(run, locale));
    m_time->setText(figures::seconds(run.wallMs, locale));
    m_ratingTile->setVisible(run.rating.has_value());
    if (run.rating) {
        m_rating->setText(tr("%1 of %2").arg(locale.toString(*run.rating), locale.toString(5)));
    }
    m_models->setText(history::models(run.models, static_cast<int>(run.models.size()), locale));
    m_models->setToolTip(plainToolTip(run.models.join(u'\n')));
    if (!isSame || (areNewTags && !m_tags->hasFocus()))
        m_tags->setText(run.tags.join(QStringLiteral(", ")));
    if (!isSame || (isNewNote && !m_note->hasFocus()))
        m_note->setPlainText(run.note);
    if (!isSame) {
        m_record.reset();
        m_prompt->setSections({{QString(), run.prompt}});
        m_notice->setMessage(ColumnNotice::Kind::Info, {});
        m_answer->clear();
        m_feeding.start();
    }
    m_pages->setCurrentIndex(1);
}

void HistoryDetails::setRecord(const std::shared_ptr<const RunRecord> &record)
{
    if (!m_run || record->id != m_run->id || record == m_record)
        return;
    const bool grew =
        m_record && m_record->id == record->id && record->finalText.startsWith(m_record->finalText);
    m_record = record;
    m_prompt->setSections(sectionsOf(record->conversation));
    const bool isSimplyDone = record->state == RunState::Done && !record->finalText.isEmpty();
    const auto ended =
        std::count_if(record->responses.cbegin(), record->responses.cend(),
                      [](const Response &response) { return isFinal(response.state); });
    QString sentence = isSimplyDone
        ? QString()
        : figures::runSentence(*record, static_cast<int>(ended),
                               static_cast<int>(record->responses.size()));
    if (m_run->interrupted) {
        sentence = tr("The program ended before this run did. Resume asks only for the responses "
                      "that are missing.");
    }
    const bool isTrouble = m_run->interrupted || record->state == RunState::Degraded
        || record->state == RunState::Limited;
    m_notice->setMessage(record->state == RunState::Failed ? ColumnNotice::Kind::Danger
                             : isTrouble                   ? ColumnNotice::Kind::Warning
                                                           : ColumnNotice::Kind::Info,
                         sentence);
    if (!grew)
        m_answer->clear();
    m_feeding.start();
}

void HistoryDetails::setFailure(const QString &sentence)
{
    m_notice->setMessage(ColumnNotice::Kind::Danger, sentence);
}

void HistoryDetails::feed()
{
    const QString text = m_record ? m_record->finalText : QString();
    const bool isComplete = m_record && m_record->state != RunState::Running;
    if (m_answer->catchUp(text, isComplete, QDeadlineTimer(feedingTime)))
        m_feeding.stop();
}

void HistoryDetails::editNote()
{
    if (m_run)
        m_note->setFocus(Qt::ShortcutFocusReason);
}

void HistoryDetails::editTags()
{
    if (!m_run)
        return;
    m_tags->setFocus(Qt::ShortcutFocusReason);
    m_tags->selectAll();
}

void HistoryDetails::commit()
{
    commitNote();
    commitTags();
}

void HistoryDetails::commitNote()
{
    const QString note = m_note->toPlainText();
    if (!m_run || note == m_run->note)
        return;
    m_run->note = note;
    Q_EMIT noteChanged(m_run->id, note);
}

void HistoryDetails::commitTags()
{
    const QStringList tags = tagsOf(m_tags->text());
    if (!m_run || tags == m_run->tags)
        return;
    m_run->tags = tags;
    Q_EMIT tagsChanged(m_run->id, tags);
}

bool HistoryDetails::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_note && event->type() == QEvent::FocusOut)
        commitNote();
    if (event->type() == QEvent::KeyPress && m_run) {
        const auto *keys = static_cast<QKeyEvent *>(event);
        const bool isEnter = keys->key() == Qt::Key_Return || keys->key() == Qt::Key_Enter;
        if (keys->key() == Qt::Key_Escape) {
            if (watched == m_note)
                m_note->setPlainText(m_run->note);
            else
                m_tags->setText(m_run->tags.join(QStringLiteral(", ")));
            Q_EMIT left();
            return true;
        }
        if (isEnter && (watched == m_tags || keys->modifiers() == Qt::ControlModifier)) {
            commit();
            Q_EMIT left();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void HistoryDetails::paintEvent(QPaintEvent *)
{
    const Theme theme = Theme::of(this);
    QPainter painter(this);
    painter.fillRect(rect(), theme.surface);
    painter.fillRect(QRect(0, 0, control::hairline, height()), theme.line);
}

} // namespace moa
