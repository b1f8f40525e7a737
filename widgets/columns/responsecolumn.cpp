// SPDX-License-Identifier: GPL-3.0-or-later
#include "columns/responsecolumn.h"

#include "columns/answerbody.h"
#include "columns/answerview.h"
#include "columns/columnhead.h"
#include "columns/columnnotice.h"
#include "columns/diffview.h"
#include "columns/provenancecontent.h"
#include "columns/provenanceview.h"
#include "columns/scrollfollower.h"
#include "columns/viewswitch.h"
#include "items/figures.h"
#include "items/pointedresponse.h"
#include "items/responsesmodel.h"
#include "theme/icons.h"
#include "theme/theme.h"
#include "whatif/answereditor.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLocale>
#include <QPainter>
#include <QToolButton>
#include <QToolTip>
#include <QVBoxLayout>

namespace moa {

namespace {

/// All figures of a response in plain sentences.
QString detailsOf(const Response &response, const QString &name, const QLocale &locale)
{
    struct Words
    {
        Q_DECLARE_TR_FUNCTIONS(moa::ResponseColumn)
    };
    QStringList lines{name, response.model};
    if (!response.modelReported.isEmpty() && response.modelReported != response.model)
        lines.append(Words::tr("Answered by: %1").arg(response.modelReported));
    lines.append(Words::tr("State: %1").arg(figures::stateWord(response)));
    lines.append(figures::stateSentence(response));
    if (const std::optional<qint64> queued = figures::queuedMs(response.timing))
        lines.append(
            Words::tr("Waited for a connection: %1").arg(figures::seconds(*queued, locale)));
    lines.append(figures::timing(response.timing, locale));
    if (response.usage) {
        lines.append(figures::tokens(*response.usage, locale));
        lines.append(figures::tokensSource(response.usage->source));
        lines.append(response.cost ? Words::tr("Cost: %1").arg(response.cost->display(locale))
                                   : Words::tr("Unpriced: no price is known for this model."));
        if (response.costReported)
            lines.append(Words::tr("The cost is the provider’s own figure."));
    }
    if (response.bleuToFinal)
        lines.append(Words::tr("%1 against the final answer")
                         .arg(figures::bleu(*response.bleuToFinal, locale)));
    if (response.attempts > 1)
        lines.append(Words::tr("Attempts: %1").arg(locale.toString(response.attempts)));
    if (!response.stopName.isEmpty())
        lines.append(Words::tr("Stopped: %1").arg(response.stopName));
    lines.append(response.notices);
    lines.removeAll(QString());
    return lines.join(u'\n');
}

ColumnHeadContent headContent(const ResponsesModel &model, int row)
{
    const QLocale locale;
    const Response &response = model.response(row);
    ColumnHeadContent content;
    content.name = model.name(row);
    content.model = shortModelName(response.model);
    // An agent without a name of its own has its model's already.
    if (content.name.startsWith(content.model))
        content.model = response.provider.toString();
    content.state = response.state;
    content.stateWord = figures::stateWord(response);
    content.colorIndex = agentColorIndex(response.id.agent.toString(), model.chosenColor(row));
    content.timing = {figures::timing(response.timing, locale)};
    if (response.timing.started && response.timing.finished) {
        content.timing.append(
            figures::seconds(*response.timing.finished - *response.timing.started, locale));
    }
    if (response.usage) {
        content.tokens = figures::tokens(*response.usage, locale);
        content.cost = figures::cost(response.cost, locale);
    }
    if (response.bleuToFinal)
        content.bleu = figures::bleu(*response.bleuToFinal, locale);
    content.details = detailsOf(response, content.name, locale);
    return content;
}

QToolButton *makeTool(ColumnHead *head, const QString &iconName, const QString &name,
                      const QString &toolTip)
{
    auto *tool = new QToolButton(head);
    tool->setIcon(icon(iconName, QPalette::PlaceholderText));
    tool->setAccessibleName(name);
    tool->setToolTip(toolTip);
    tool->setAutoRaise(true);
    tool->setFixedSize(control::target, control::target);
    head->addTool(tool);
    return tool;
}

} // namespace

ResponseColumn::ResponseColumn(const ResponsesModel *model, const ResponseId &id, QWidget *parent)
    : QFrame(parent)
    , m_model(model)
    , m_id(id)
    , m_head(new ColumnHead(this))
    , m_layout(new QVBoxLayout(this))
{
    setObjectName(QStringLiteral("column:") + id.toString());
    setMinimumWidth(column::minimumWidth);
    m_layout->setContentsMargins(0, 0, column::hairline, 0);
    m_layout->setSpacing(0);
    m_layout->addWidget(m_head);
    m_layout->addStretch();
    refreshHead();
}

bool ResponseColumn::isLive() const
{
    return !isFinal(response().state);
}

QAbstractScrollArea *ResponseColumn::textView() const
{
    return m_body ? m_body->shownView() : nullptr;
}

const Response &ResponseColumn::response() const
{
    return m_model->response(m_model->row(m_id).value());
}

void ResponseColumn::refreshHead()
{
    m_head->setContent(headContent(*m_model, m_model->row(m_id).value()));
    setAccessibleName(
        QStringLiteral("%1, %2").arg(m_head->content().name, m_head->content().stateWord));
    setAccessibleDescription(m_head->content().details);
}

void ResponseColumn::discardText()
{
    m_behind = true;
    if (m_body)
        m_body->clear();
    if (m_reasoning)
        m_reasoningFeed.restart(m_reasoning->document(), {});
}

void ResponseColumn::catchUp(const QDeadlineTimer &deadline)
{
    if (!m_body)
        makeContents();
    m_behind = false;
    const Response &shown = response();
    showNotice(shown);
    showRemarks(shown);
    showReasoning(shown, deadline);
    const bool hasText = !shown.text.isEmpty() && !m_editor;
    m_viewSwitch->setVisible(hasText);
    m_copyButton->setVisible(!shown.text.isEmpty());
    m_tools->setVisible(!shown.reasoning.isEmpty() || hasText);
    m_body->setVisible(hasText);
    m_body->setView(m_view);
    if (m_view == BodyView::Diff)
        prepareDiff(shown);
    else if (m_view == BodyView::Provenance)
        prepareProvenance(shown);
    if (!m_body->catchUp(shown.text, isFinal(shown.state), deadline))
        m_behind = true;
}

void ResponseColumn::setPhase(double phase)
{
    m_head->setPhase(phase);
}

void ResponseColumn::setView(BodyView view)
{
    if (m_view == view)
        return;
    m_view = view;
    if (m_viewSwitch)
        m_viewSwitch->setCurrent(view);
    fallBehind();
}

void ResponseColumn::setOtherTexts(const QList<DiffBase> &texts)
{
    m_otherTexts = texts;
    if (m_view == BodyView::Diff)
        fallBehind();
}

void ResponseColumn::setProvenance(std::shared_ptr<const RunProvenance> provenance)
{
    m_provenance = std::move(provenance);
    if (m_view == BodyView::Provenance)
        fallBehind();
}

void ResponseColumn::setPointer(PointedResponse *pointer)
{
    m_pointer = pointer;
    if (m_provenanceConnected)
        m_body->provenanceView()->setPointer(pointer);
}

void ResponseColumn::highlightRange(TextRange range)
{
    m_highlight = range;
    setView(BodyView::Provenance);
    fallBehind();
}

void ResponseColumn::showTrail(const QList<TrailStep> &trail)
{
    const auto step = std::find_if(trail.cbegin(), trail.cend(),
                                   [this](const TrailStep &each) { return each.response == m_id; });
    if (step != trail.cend())
        highlightRange(step->range);
    else
        clearHighlight();
}

void ResponseColumn::clearHighlight()
{
    m_highlight.reset();
    if (m_provenanceConnected)
        m_body->provenanceView()->clearHighlight();
}

void ResponseColumn::paintEvent(QPaintEvent *)
{
    const Theme theme = Theme::of(this);
    QPainter painter(this);
    painter.fillRect(rect(), theme.surface);
    painter.fillRect(QRect(width() - column::hairline, 0, column::hairline, height()), theme.line);
}

void ResponseColumn::enterEvent(QEnterEvent *event)
{
    QFrame::enterEvent(event);
    if (m_pointer)
        m_pointer->pointAtResponse(m_id);
}

void ResponseColumn::leaveEvent(QEvent *event)
{
    QFrame::leaveEvent(event);
    if (m_pointer)
        m_pointer->leave();
}

void ResponseColumn::makeContents()
{
    makeTools();
    m_notice = new ColumnNotice(this);
    m_notice->setObjectName(QStringLiteral("notice"));
    m_remarks = new ColumnNotice(this);
    m_remarks->setObjectName(QStringLiteral("remarks"));
    m_body = new AnswerBody(this);
    connect(m_notice, &ColumnNotice::actionTriggered, m_body, &AnswerBody::showAll);
    connect(m_remarks, &ColumnNotice::actionTriggered, this, [this] {
        const Response &shown = response();
        Q_EMIT omissionWanted(shown.provider, shown.model, shown.refusedSettings);
    });
    connect(m_body, &AnswerBody::behind, this, &ResponseColumn::fallBehind);
    connect(m_body, &AnswerBody::linkActivated, this, &ResponseColumn::linkActivated);
    m_body->setReceived([this] { return response().text; });
    // The text that the answer is compared with may be another row's.
    connect(m_model, &ResponsesModel::dataChanged, this,
            [this](const QModelIndex &, const QModelIndex &, const QList<int> &roles) {
                if (m_view == BodyView::Diff && roles.isEmpty())
                    fallBehind();
            });
    const int stretch = m_layout->count() - 1;
    m_layout->insertWidget(stretch, m_tools);
    m_layout->insertWidget(stretch + 1, m_notice);
    m_layout->insertWidget(stretch + 2, m_remarks);
    m_layout->insertWidget(stretch + 3, m_body, 1);
}

void ResponseColumn::makeTools()
{
    m_tools = new QWidget(this);
    m_reasoningButton = new QToolButton(m_tools);
    m_reasoningButton->setToolTip(tr("Show what the model reasoned before its answer"));
    m_reasoningButton->setAutoRaise(true);
    m_reasoningButton->setFont(type::secondary());
    m_reasoningButton->setMinimumSize(control::target, control::target);
    m_reasoningButton->setObjectName(QStringLiteral("reasoningButton"));
    m_reasoningButton->setCheckable(true);
    m_reasoningButton->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_reasoningButton->setArrowType(Qt::RightArrow);
    m_viewSwitch = new ViewSwitch(m_tools);
    m_viewSwitch->setCurrent(m_view);
    m_copyButton =
        makeTool(m_head, QStringLiteral("copy"), tr("Copy"), tr("Copy the whole answer"));
    m_copyButton->setObjectName(QStringLiteral("copyButton"));

    auto *layout = new QHBoxLayout(m_tools);
    layout->setContentsMargins(space::tiny, space::tiny, space::tiny, 0);
    layout->setSpacing(space::tiny);
    layout->addWidget(m_reasoningButton);
    layout->addStretch();
    layout->addWidget(m_viewSwitch);

    connect(m_reasoningButton, &QToolButton::toggled, this, &ResponseColumn::fallBehind);
    connect(m_viewSwitch, &ViewSwitch::chosen, this, &ResponseColumn::chooseView);
    connect(m_copyButton, &QToolButton::clicked, this, &ResponseColumn::copyAnswer);
}

void ResponseColumn::fallBehind()
{
    m_behind = true;
    Q_EMIT fellBehind();
}

void ResponseColumn::beginEdit()
{
    if (m_editor)
        return;
    if (!m_body)
        makeContents();
    m_editor = new AnswerEditor(response().text, this);
    connect(m_editor, &AnswerEditor::saved, this, [this, before = response()](const QString &text) {
        endEdit();
        Q_EMIT answerEdited(before, text);
    });
    connect(m_editor, &AnswerEditor::cancelled, this, &ResponseColumn::endEdit);
    m_layout->insertWidget(m_layout->indexOf(m_body), m_editor, 1);
    m_editor->setFocus(Qt::OtherFocusReason);
    fallBehind();
}

void ResponseColumn::saveEdit()
{
    if (m_editor)
        m_editor->save();
}

void ResponseColumn::endEdit()
{
    m_editor->hide();
    m_editor->deleteLater(); // it is its own signal that ends it
    m_editor = nullptr;
    fallBehind();
}

void ResponseColumn::showNotice(const Response &response)
{
    QString sentence = figures::stateSentence(response);
    if (sentence.isEmpty() && response.text.isEmpty() && !response.reasoning.isEmpty()
        && !isFinal(response.state))
        sentence = tr("The model is reasoning; its answer has not begun.");
    const bool warned = !sentence.isEmpty() && response.state == ResponseState::Done;
    if (sentence.isEmpty() && response.picked)
        sentence = tr("It picked the answer of %1.").arg(nameOf(*response.picked));
    const bool failed = response.state == ResponseState::Failed;
    const bool warns = warned || response.state == ResponseState::Retrying;
    const ColumnNotice::Kind kind = failed ? ColumnNotice::Kind::Danger
        : warns                            ? ColumnNotice::Kind::Warning
                                           : ColumnNotice::Kind::Info;
    QString action;
    if (response.text.size() > AnswerBody::firstPart && !m_body->showsAll()) {
        const QLocale locale;
        const QString part =
            tr("This answer is very long: the first %1 of %2 characters are shown.")
                .arg(locale.toString(AnswerBody::firstPart), locale.toString(response.text.size()));
        sentence = sentence.isEmpty() ? part : sentence + u' ' + part;
        action = tr("Show all");
    }
    m_notice->setMessage(kind, sentence, action);
}

void ResponseColumn::showRemarks(const Response &response)
{
    const QString action = response.refusedSettings.isEmpty()
        ? QString()
        : tr("Stop sending %1").arg(response.refusedSettings.join(tr(", ")));
    m_remarks->setMessage(ColumnNotice::Kind::Info, response.notices.join(u'\n'), action);
}

QString ResponseColumn::nameOf(const ResponseId &other) const
{
    const std::optional<int> row = m_model->row(other);
    return row ? m_model->name(*row) : other.toString();
}

void ResponseColumn::showReasoning(const Response &response, const QDeadlineTimer &deadline)
{
    m_reasoningButton->setVisible(!response.reasoning.isEmpty());
    m_reasoningButton->setText(
        tr("Reasoning (%Ln characters)", nullptr, static_cast<int>(response.reasoning.size())));
    const bool unfolded = m_reasoningButton->isChecked() && !response.reasoning.isEmpty();
    m_reasoningButton->setArrowType(unfolded ? Qt::DownArrow : Qt::RightArrow);
    if (unfolded && !m_reasoning) {
        m_reasoning = new PlainView(this);
        m_reasoning->setObjectName(QStringLiteral("reasoning"));
        m_reasoning->setAccessibleName(tr("Reasoning"));
        m_reasoning->setFont(type::secondary());
        m_reasoning->viewport()->setBackgroundRole(QPalette::AlternateBase);
        m_reasoning->setMaximumHeight(column::reasoningHeight);
        m_reasoning->follower()->setFollowing(!isFinal(response.state));
        m_reasoningFeed.restart(m_reasoning->document(), {});
        m_layout->insertWidget(m_layout->indexOf(m_tools) + 1, m_reasoning);
    }
    if (m_reasoning)
        m_reasoning->setVisible(unfolded);
    if (unfolded && !m_reasoningFeed.catchUp(response.reasoning, AnswerBody::firstPart, deadline))
        m_behind = true;
}

void ResponseColumn::copyAnswer()
{
    QGuiApplication::clipboard()->setText(response().text);
    QToolTip::showText(m_copyButton->mapToGlobal(QPoint(0, m_copyButton->height())),
                       tr("The answer was copied."), m_copyButton);
}

void ResponseColumn::chooseView(BodyView view)
{
    setView(view);
    Q_EMIT viewChosen(view);
}

void ResponseColumn::prepareDiff(const Response &response)
{
    DiffView *diff = m_body->diffView();
    diff->setBases(diffBases());
    diff->setAnswer(response.text, nameOf(m_id), isFinal(response.state));
}

void ResponseColumn::prepareProvenance(const Response &response)
{
    connectProvenance();
    ProvenanceView *view = m_body->provenanceView();
    ProvenanceContent content = provenanceContent(
        m_provenance.get(), response, [this](const ResponseId &id) { return lookOf(id); },
        m_sourceLayer);
    // While it is written, the text would be taken over again with each of its words.
    if (!content.message.isEmpty())
        content.text.clear();
    view->setContent(content);
    if (m_highlight && content.message.isEmpty())
        view->highlight(*std::exchange(m_highlight, std::nullopt));
}

QList<DiffBase> ResponseColumn::diffBases() const
{
    QList<DiffBase> bases;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const Response &other = m_model->response(row);
        if (other.id == m_id || (other.text.isEmpty() && isFinal(other.state)))
            continue;
        const bool isFinalAnswer = m_model->isFinalAnswer(row);
        DiffBase base;
        base.id = other.id.toString();
        base.label = isFinalAnswer ? tr("Final answer") : m_model->name(row);
        base.complete = isFinal(other.state);
        // What is not complete is not compared: its text would only be taken from the model.
        if (base.complete)
            base.text = other.text;
        bases.insert(isFinalAnswer ? 0 : bases.size(), base);
    }
    return bases + m_otherTexts;
}

ResponseLook ResponseColumn::lookOf(const ResponseId &id) const
{
    const std::optional<int> row = m_model->row(id);
    return {nameOf(id),
            agentColorIndex(id.agent.toString(), row ? m_model->chosenColor(*row) : std::nullopt)};
}

void ResponseColumn::connectProvenance()
{
    if (std::exchange(m_provenanceConnected, true))
        return;
    ProvenanceView *view = m_body->provenanceView();
    view->setLooks([this](const ResponseId &id) { return lookOf(id); });
    view->setPointer(m_pointer);
    connect(view, &ProvenanceView::passageChosen, this,
            [this](qsizetype position) { Q_EMIT passageChosen(m_id, position); });
    connect(view, &ProvenanceView::layerChosen, this, [this](int layer) {
        m_sourceLayer = layer;
        fallBehind();
    });
}

} // namespace moa
