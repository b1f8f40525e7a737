// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/canvasview.h"

#include "canvas/canvasannouncer.h"
#include "canvas/canvasrenaming.h"
#include "canvas/clipboardcommands.h"
#include "canvas/modeldrop.h"
#include "items/mixturedocument.h"

#include <algorithm>
#include <cmath>
#include <QContextMenuEvent>
#include <QFontInfo>
#include <QMenu>
#include <QPixmapCache>

namespace moa {

namespace {

constexpr double zoomFactor = 1.25;
constexpr double basePixels = 13.0; ///< the interface font's size that the metrics are for

/// KiB: what a high-resolution screen full of cards takes, see StillPicture.
constexpr int pictureCache = 32 * 1024;

} // namespace

CanvasView::CanvasView(MixtureDocument *document, QWidget *parent)
    : QGraphicsView(parent)
    , m_document(document)
    , m_commands(*document)
    , m_linkCommands(*document)
    , m_navigation(new CanvasNavigation(this))
    , m_pointer(new CanvasPointer(this, m_scene, *m_navigation, m_commands, m_linkCommands))
    , m_modelDrop(new ModelDrop(m_pointer->parts(), this))
    , m_keyboard(new CanvasKeyboard(m_scene, *m_navigation, m_commands, this))
    , m_gestures(new ViewGestures(this, *m_navigation))
    , m_minimap(new Minimap(this, m_scene, *m_navigation))
    , m_topBar(this,
               [this](int height) {
                   m_navigation->moveUpperEdge(height - viewportMargins().top(), [this, height] {
                       setViewportMargins(0, height, 0, 0);
                   });
               })
    , m_actions(new CanvasActions(this))
{
    setScene(&m_scene);
    setFrameShape(NoFrame);
    setDragMode(RubberBandDrag);
    setRenderHint(QPainter::Antialiasing);
    setOptimizationFlag(DontAdjustForAntialiasing);
    setMouseTracking(true);
    viewport()->setAcceptDrops(true);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    QPixmapCache::setCacheLimit(std::max(QPixmapCache::cacheLimit(), pictureCache));
    setAccessibleName(tr("Canvas: the mixture's layers and agents"));

    connect(m_document, &MixtureDocument::mixtureChanged, this, &CanvasView::documentChanged);
    connect(&m_scene, &CanvasScene::selectedChanged, this, [this] {
        updateActions();
        Q_EMIT selectionChanged();
    });
    connect(m_navigation, &CanvasNavigation::scaleChanged, &m_scene,
            [this](double scale) { m_scene.setDetail(detailAt(scale)); });
    connect(m_gestures, &ViewGestures::pinchBegan, this, &CanvasView::endPress);
    connect(m_pointer, &CanvasPointer::message, this, &CanvasView::message);
    connect(m_keyboard, &CanvasKeyboard::message, this, &CanvasView::message);
    connect(m_pointer, &CanvasPointer::pointedAt, this, &CanvasView::pointedAt);
    connect(m_pointer, &CanvasPointer::laneMenuRequested, this,
            [this](qsizetype, const QPoint &global) { showMenu(global); });
    connect(m_pointer, &CanvasPointer::quickAddRequested, this, &CanvasView::quickAddRequested);
    connectActions();
    new ClipboardCommands(this, m_document);
    m_renaming = std::make_unique<CanvasRenaming>(this, m_document);
    applyLook();
    m_scene.setMixture(m_document->mixture(), false);
    m_navigation->setContent(m_scene.canvasLayout().bounds());
    updateActions();
    new CanvasAnnouncer(this);
}

CanvasView::~CanvasView()
{
    // A name that is still being written is given up; what else floats over the view closes as
    // long as there is a view.
    m_renaming.reset();
    hide();
    // The scene goes before the view's other parts, and must not call back into them.
    disconnect(&m_scene, nullptr, this, nullptr);
    disconnect(m_navigation, nullptr, m_minimap, nullptr);
    setScene(nullptr);
}

void CanvasView::connectActions()
{
    using Direction = CanvasCommands::Direction;
    connect(m_actions->inspect, &QAction::triggered, this, &CanvasView::inspectRequested);
    connect(m_actions->remove, &QAction::triggered, this, &CanvasView::removeSelected);
    connect(m_actions->removeKeepingLinks, &QAction::triggered, this,
            &CanvasView::removeKeepingLinks);
    connect(m_actions->duplicate, &QAction::triggered, this,
            [this] { selectInSight(m_commands.duplicate(selectedAgents())); });
    connect(m_actions->duplicateLayer, &QAction::triggered, this, [this] {
        if (const std::optional<qsizetype> layer = layerInQuestion())
            selectInSight(m_commands.duplicateLayer(*layer));
    });
    connect(m_actions->linkFrom, &QAction::triggered, m_keyboard, &CanvasKeyboard::beginLink);
    connect(m_actions->addAlternate, &QAction::triggered, this,
            [this] { selectInSight(m_commands.addAlternate()); });
    connect(m_actions->makeFinal, &QAction::triggered, this,
            [this] { m_commands.makeFinal(selectedAgents().value(0)); });
    connect(m_actions->mute, &QAction::triggered, this, [this] {
        m_commands.toggleMuted(selectedAgents());
        updateActions();
    });
    connect(m_actions->quickAdd, &QAction::triggered, this, &CanvasView::requestQuickAddByKeyboard);
    connect(m_actions->replaceModel, &QAction::triggered, this, &CanvasView::requestReplacement);
    connect(m_actions->find, &QAction::triggered, this, &CanvasView::findRequested);
    connect(m_actions->selectAll, &QAction::triggered, this, [this] {
        QList<AgentId> all;
        for (const Layer &layer : m_scene.mixture().layers) {
            for (const Agent &agent : layer.agents)
                all.append(agent.id);
        }
        m_scene.selectAgents(all);
    });
    for (const auto &[action, direction] : {std::pair{m_actions->moveUp, Direction::Up},
                                            {m_actions->moveDown, Direction::Down},
                                            {m_actions->moveLeft, Direction::Left},
                                            {m_actions->moveRight, Direction::Right}})
        connect(action, &QAction::triggered, this, [this, to = direction] { moveSelected(to); });
    connect(m_actions->frameSelection, &QAction::triggered, this,
            [this] { m_navigation->frame(selectionRect()); });
    connect(m_actions->frameAll, &QAction::triggered, this,
            [this] { m_navigation->frame(m_scene.canvasLayout().bounds()); });
    connect(m_actions->actualSize, &QAction::triggered, this,
            [this] { zoomStep(1.0 / m_navigation->scale()); });
    connect(m_actions->zoomIn, &QAction::triggered, this, [this] { zoomStep(zoomFactor); });
    connect(m_actions->zoomOut, &QAction::triggered, this, [this] { zoomStep(1.0 / zoomFactor); });
    connect(m_actions->minimap, &QAction::toggled, m_minimap, &Minimap::setWanted);
}

void CanvasView::updateActions()
{
    const QList<AgentId> selected = selectedAgents();
    const bool any = !selected.isEmpty();
    const bool link = m_scene.selectedLink().has_value();
    m_actions->pin->setEnabled(any);
    m_actions->askAgain->setEnabled(any);
    m_actions->runWithout->setEnabled(any);
    for (QAction *action :
         {m_actions->duplicate, m_actions->linkFrom, m_actions->mute, m_actions->moveUp,
          m_actions->moveDown, m_actions->moveLeft, m_actions->moveRight})
        action->setEnabled(any);
    const Mixture &mixture = m_scene.mixture();
    const Agent *finalAgent = mixture.finalAgent();
    m_actions->duplicateLayer->setEnabled(layerInQuestion().has_value());
    m_actions->addAlternate->setEnabled(finalAgent != nullptr);
    m_actions->makeFinal->setEnabled(selected.size() == 1
                                     && mixture.find(selected.constFirst())->layer + 1
                                         == mixture.layers.size()
                                     && (!finalAgent || finalAgent->id != selected.constFirst()));
    m_actions->remove->setEnabled(any || link);
    m_actions->remove->setText(link ? tr("Cut the &Link") : tr("De&lete"));
    m_actions->removeKeepingLinks->setEnabled(any);
    for (QAction *action : {m_actions->inspect, m_actions->rename, m_actions->cut, m_actions->copy})
        action->setEnabled(any || selectedLayer());
    m_actions->replaceModel->setEnabled(any);
    m_actions->find->setEnabled(m_scene.mixture().agentCount() > 0);
    m_actions->selectAll->setEnabled(m_scene.mixture().agentCount() > 0);
    m_actions->frameSelection->setEnabled(!selectionRect().isEmpty());
    m_actions->mute->setChecked(
        any && std::all_of(selected.cbegin(), selected.cend(), [this](const AgentId &id) {
            return m_scene.card(id)->agent().muted;
        }));
}

std::optional<qsizetype> CanvasView::layerInQuestion() const
{
    const Mixture &mixture = m_scene.mixture();
    std::optional<qsizetype> layer = selectedLayer();
    for (const AgentId &id : selectedAgents()) {
        const qsizetype standing = mixture.find(id)->layer;
        if (layer && *layer != standing)
            return std::nullopt;
        layer = standing;
    }
    return layer;
}

void CanvasView::documentChanged()
{
    m_pointer->cancel();
    m_keyboard->cancel();
    m_scene.setMixture(m_document->mixture(), m_animated && isVisible());
    m_navigation->setContent(m_scene.canvasLayout().bounds());
    m_minimap->contentChanged();
    updateActions();
}

void CanvasView::applyLook()
{
    CanvasLook look;
    look.theme = Theme::of(this);
    look.title = type::title();
    look.secondary = type::secondary();
    look.figures = type::figures();
    look.glance = type::smallest();
    look.metrics = CanvasMetrics::scaled(QFontInfo(type::base()).pixelSize() / basePixels);
    look.locale = locale();
    look.providers = m_providerNames;
    look.detail = detailAt(m_navigation->scale());
    m_scene.setLook(look);
    m_navigation->setContent(m_scene.canvasLayout().bounds());
    m_minimap->lookChanged();
}

void CanvasView::setResponseSummary(const AgentId &agent, const CardState &state)
{
    m_scene.setCardState(agent, state);
    m_minimap->setCardState(agent, state);
}

void CanvasView::clearResponseSummaries()
{
    m_scene.clearCardStates();
    m_minimap->clearCardStates();
}

void CanvasView::setProblems(const QList<CardProblem> &problems)
{
    m_scene.setProblems(problems);
}

void CanvasView::setPromptText(const QString &text)
{
    m_scene.setPromptText(text);
}

void CanvasView::setProviderNames(const QHash<ProviderId, QString> &names)
{
    m_providerNames = names;
    applyLook();
}

void CanvasView::addModel(const ModelRef &model)
{
    const Mixture &mixture = m_scene.mixture();
    DropPlace place{DropPlace::Kind::NewLane, {0, 0}, {}};
    if (!mixture.layers.isEmpty()) {
        const QList<AgentId> selected = selectedAgents();
        qsizetype layer = selectedLayer().value_or(0);
        if (!selected.isEmpty())
            layer = mixture.find(selected.constLast())->layer;
        place = {DropPlace::Kind::IntoLane, {layer, mixture.layers.at(layer).agents.size()}, {}};
    }
    addModelAt(model, {place, {}, {}});
}

void CanvasView::addModelAt(const ModelRef &model, const QuickAddSpot &spot)
{
    selectInSight(m_commands.dropModel(model, spot.place, spot.linkFrom));
}

void CanvasView::selectInSight(const QList<AgentId> &ids)
{
    m_scene.selectAgents(ids);
    if (!ids.isEmpty())
        m_navigation->reveal(selectionRect());
}

DropPlace CanvasView::placeForNewAgent() const
{
    const CanvasLayout &layout = m_scene.canvasLayout();
    if (layout.lanes().isEmpty())
        return placeAfterAll(layout);
    if (const std::optional<qsizetype> layer = selectedLayer())
        return placeAtEnd(layout, *layer);
    const QList<AgentId> selected = selectedAgents();
    const AgentId &before = selected.isEmpty() ? m_scene.current() : selected.constLast();
    return before.isEmpty() ? placeAtEnd(layout, 0) : placeAfter(layout, m_scene.mixture(), before);
}

void CanvasView::pointOut(const DropPlace &place)
{
    m_scene.showDropPlace(place);
}

void CanvasView::requestQuickAddByKeyboard()
{
    if (m_pointer->isActive())
        return;
    const DropPlace place = placeForNewAgent();
    m_navigation->reveal(
        place.indicator.adjusted(-space::huge, -space::huge, space::huge, space::huge));
    Q_EMIT quickAddRequested({place, std::nullopt, {}});
}

void CanvasView::requestReplacement()
{
    const QList<AgentId> selected = selectedAgents();
    if (selected.isEmpty() || m_pointer->isActive())
        return;
    const QRectF card = m_scene.canvasLayout().card(selected.constFirst());
    m_navigation->reveal(card);
    Q_EMIT replaceModelRequested(selected, viewport()->mapToGlobal(mapFromScene(card.center())));
}

void CanvasView::highlightAgent(const AgentId &agent)
{
    m_scene.highlight(agent);
}

void CanvasView::setAnimated(bool animated)
{
    m_animated = animated;
    m_scene.carriedCards().setAnimated(animated);
}

void CanvasView::removeSelected()
{
    if (m_keyboard->cutChosenLink())
        return;
    if (const std::optional<Link> link = m_scene.selectedLink()) {
        m_commands.unlink(*link);
        return;
    }
    const QList<AgentId> selected = selectedAgents();
    const bool loses = edit::removalLosesLinks(m_document->mixture(), selected);
    m_commands.remove(selected);
    if (loses) {
        Q_EMIT message(
            tr("Links that led through what you deleted are gone too. To link what came before "
               "with what comes after, undo and delete with %1.")
                .arg(m_actions->removeKeepingLinks->shortcut().toString(QKeySequence::NativeText)));
    }
}

void CanvasView::removeKeepingLinks()
{
    m_linkCommands.removeKeepingLinks(selectedAgents());
}

void CanvasView::moveSelected(CanvasCommands::Direction direction)
{
    const QList<AgentId> selected = selectedAgents();
    if (const Result<void> moved = m_commands.move(selected, direction); !moved)
        Q_EMIT message(moved.error().message);
    m_navigation->reveal(selectionRect());
}

QRectF CanvasView::selectionRect() const
{
    const CanvasLayout &layout = m_scene.canvasLayout();
    QRectF rect;
    for (const AgentId &id : selectedAgents())
        rect |= layout.card(id);
    if (const std::optional<Link> link = m_scene.selectedLink())
        rect = layout.card(link->from) | layout.card(link->to);
    if (const std::optional<qsizetype> layer = selectedLayer())
        rect = layout.lanes().at(*layer).rect;
    return rect.isEmpty() ? rect
                          : rect.adjusted(-space::huge, -space::huge, space::huge, space::huge);
}

void CanvasView::zoomStep(double factor)
{
    m_navigation->zoomBy(factor, QRectF(viewport()->rect()).center());
}

void CanvasView::showMenu(const QPoint &global)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (m_scene.selectedLink()) {
        menu->addActions({m_actions->remove});
    } else if (!selectedAgents().isEmpty()) {
        if (m_scene.card(selectedAgents().constFirst())->hasProblems()) {
            menu->addAction(tr("Show Its &Problems"), this,
                            [this, id = selectedAgents().constFirst(), global] {
                                Q_EMIT problemsRequested(id, global);
                            });
        }
        menu->addActions({m_actions->inspect, m_actions->rename, m_actions->replaceModel,
                          m_actions->mute, m_actions->pin, m_actions->duplicate,
                          m_actions->linkFrom});
        menu->addActions({m_actions->askAgain, m_actions->runWithout});
        menu->addSeparator();
        menu->addActions({m_actions->cut, m_actions->copy, m_actions->paste});
        menu->addSeparator();
        const QList<AgentId> selected = selectedAgents();
        const bool inLast = std::all_of(selected.cbegin(), selected.cend(), [this](const auto &id) {
            return m_scene.mixture().find(id)->layer + 1 == m_scene.mixture().layers.size();
        });
        if (inLast) {
            menu->addActions({m_actions->makeFinal, m_actions->addAlternate});
            menu->addSeparator();
        }
        menu->addActions(
            {m_actions->moveUp, m_actions->moveDown, m_actions->moveLeft, m_actions->moveRight});
        menu->addSeparator();
        menu->addActions({m_actions->remove, m_actions->removeKeepingLinks});
    } else if (const std::optional<qsizetype> layer = selectedLayer()) {
        menu->addActions({m_actions->inspect, m_actions->rename, m_actions->quickAdd,
                          m_actions->cut, m_actions->copy, m_actions->paste});
        QList<AgentId> ids;
        for (const Agent &agent : m_scene.mixture().layers.at(*layer).agents)
            ids.append(agent.id);
        menu->addAction(tr("&Select Its Agents"), this, [this, ids] { selectAgents(ids); });
        menu->addAction(tr("&Mute or Unmute Its Agents"), this,
                        [this, ids] { m_commands.toggleMuted(ids); });
        menu->addAction(m_actions->duplicateLayer);
        if (*layer + 1 == m_scene.mixture().layers.size())
            menu->addAction(m_actions->addAlternate);
        menu->addAction(tr("De&lete the Layer"), this, [this, ids] { m_commands.remove(ids); });
    } else {
        menu->addActions({m_actions->quickAdd, m_actions->find, m_actions->selectAll,
                          m_actions->paste, m_actions->pasteWithLinks});
    }
    menu->addSeparator();
    menu->addActions({m_actions->frameSelection, m_actions->frameAll, m_actions->actualSize});
    menu->popup(global);
}

} // namespace moa
