// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/designpage.h"

#include "canvas/canvasview.h"
#include "editors/passingmessage.h"
#include "editors/problemsbar.h"
#include "items/mixturedocument.h"
#include "items/pointedresponse.h"
#include "ui/cardstates.h"

#include <QVBoxLayout>

namespace moa {

namespace {
constexpr int leastHeight = 160;
constexpr qsizetype promptPreview = 300; // characters
} // namespace

DesignPage::DesignPage(const Sources &sources, const QList<Provider> &providers, QWidget *parent)
    : QWidget(parent)
    , m_document(sources.document)
    , m_problems(new ProblemsBar(this))
    , m_canvas(new CanvasView(sources.document, this))
    , m_cardStates(
          std::make_unique<CardStates>(sources.document, sources.responses, m_canvas, nullptr))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_problems);
    layout->addWidget(m_canvas, 1);
    setMinimumHeight(leastHeight);

    setProviders(providers);
    connect(m_problems, &ProblemsBar::fixRequested, this, &DesignPage::fix);
    connect(m_problems, &ProblemsBar::showRequested, this, &DesignPage::showProblem);
    auto *message = new PassingMessage(m_canvas);
    connect(m_canvas, &CanvasView::message, message, &PassingMessage::say);
    connectPointer(sources.pointed);
}

DesignPage::~DesignPage() = default;

void DesignPage::setProviders(const QList<Provider> &providers)
{
    QHash<ProviderId, QString> names;
    for (const Provider &provider : providers)
        names.insert(provider.id, provider.displayName());
    m_canvas->setProviderNames(names);
}

void DesignPage::setProblems(const QList<Problem> &problems)
{
    m_problems->setProblems(problems);
    QList<CardProblem> onCards;
    for (const Problem &problem : problems) {
        if (problem.agent)
            onCards.append({*problem.agent, problem.text});
    }
    m_canvas->setProblems(onCards);
}

void DesignPage::setPrompt(const QString &prompt)
{
    // The picture has room for a line or two, the prompt may be megabytes.
    m_canvas->setPromptText(prompt.left(promptPreview));
}

void DesignPage::startAnew()
{
    m_cardStates->forget();
    frameMixture();
}

void DesignPage::frameMixture()
{
    m_canvas->canvasActions()->frameAll->trigger();
}

void DesignPage::connectPointer(PointedResponse *pointed)
{
    connect(m_canvas, &CanvasView::pointedAt, pointed, [pointed](const AgentId &agent) {
        if (agent.isEmpty())
            pointed->leave();
        else
            pointed->pointAt(agent);
    });
    connect(pointed, &PointedResponse::changed, m_canvas,
            [this, pointed] { m_canvas->highlightAgent(pointed->agent().value_or(AgentId())); });
}

void DesignPage::fix(const Problem &problem)
{
    m_document->apply(applied(m_document->mixture(), problem), problem.fix->label);
}

void DesignPage::showProblem(const Problem &problem)
{
    m_canvas->selectAgents({*problem.agent});
    m_canvas->canvasActions()->frameSelection->trigger();
    m_canvas->setFocus();
}

} // namespace moa
