// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/designpage.h"

#include "canvas/canvasview.h"
#include "editors/passingmessage.h"
#include "editors/problemsbar.h"
#include "items/mixturedocument.h"
#include "items/pointedresponse.h"
#include "ui/problemscontrol.h"
#include "ui/quickadd.h"
#include "ui/runoncanvas.h"
#include "ui/viewmemory.h"

#include <QSettings>
#include <QVBoxLayout>

namespace moa {

namespace {

constexpr int leastHeight = 160;
constexpr qsizetype promptPreview = 300; // characters
const QString recentModelsKey = QStringLiteral("canvas/recentModels");

} // namespace

DesignPage::DesignPage(const Sources &sources, const QList<Provider> &providers, QWidget *parent)
    : QWidget(parent)
    , m_document(sources.document)
    , m_canvas(new CanvasView(sources.document, this))
    , m_problems(std::make_unique<ProblemsControl>(
          ProblemsControl::Parts{sources.document, m_canvas, new ProblemsBar(m_canvas)}, nullptr))
    , m_run(std::make_unique<RunOnCanvas>(RunOnCanvas::Parts{
          sources.document, sources.responses, sources.insights, sources.session, m_canvas}))
    , m_quickAdd(std::make_unique<QuickAdd>(m_canvas, sources.document))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_canvas);
    setMinimumHeight(leastHeight);

    setProviders(providers);
    connect(m_problems.get(), &ProblemsControl::modelWanted, m_quickAdd.get(), &QuickAdd::replace);
    auto *message = new PassingMessage(m_canvas);
    connect(m_canvas, &CanvasView::message, message, &PassingMessage::say);
    connectPointer(sources.pointed);
}

DesignPage::~DesignPage() = default;

Pins *DesignPage::pins() const
{
    return m_run->pins();
}

void DesignPage::setProviders(const QList<Provider> &providers)
{
    QHash<ProviderId, QString> names;
    for (const Provider &provider : providers)
        names.insert(provider.id, provider.displayName());
    m_canvas->setProviderNames(names);
}

void DesignPage::setEntries(const QList<PaletteEntry> &entries)
{
    m_quickAdd->setEntries(entries);
}

void DesignPage::remember(QSettings *kept)
{
    m_memory = std::make_unique<ViewMemory>(m_canvas, kept, nullptr);
    m_quickAdd->setRecent(kept->value(recentModelsKey).toStringList());
    connect(m_quickAdd.get(), &QuickAdd::recentChanged, this,
            [this, kept] { kept->setValue(recentModelsKey, m_quickAdd->recent()); });
}

void DesignPage::setProblems(const QList<Problem> &problems)
{
    m_problems->setProblems(problems);
    // A bar that comes later leaves everything where it is. When a preset is opened nobody has put
    // a hand to it yet, and all of it is to be in sight.
    if (std::exchange(m_opening, false) && m_canvas->navigation()->state().everything) {
        m_canvas->placeTopBar();
        m_canvas->canvasActions()->frameAll->trigger();
    }
}

void DesignPage::setPrompt(const QString &prompt)
{
    // The picture has room for a line or two, the prompt may be megabytes.
    m_canvas->setPromptText(prompt.left(promptPreview));
}

void DesignPage::startAnew(const QString &source)
{
    m_run->startAnew();
    m_opening = true;
    if (m_memory)
        m_memory->opened(source);
    else
        m_canvas->canvasActions()->frameAll->trigger();
    // Somebody who begins with nothing is about to put something there.
    if (m_document->mixture().layers.isEmpty())
        m_canvas->setFocus();
}

void DesignPage::setSource(const QString &source)
{
    if (m_memory)
        m_memory->renamed(source);
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

} // namespace moa
