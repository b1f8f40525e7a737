// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "canvas/canvasactions.h"
#include "canvas/canvascommands.h"
#include "canvas/canvaskeyboard.h"
#include "canvas/canvasnavigation.h"
#include "canvas/canvaspointer.h"
#include "canvas/canvasscene.h"
#include "canvas/canvastopbar.h"
#include "canvas/cardstate.h"
#include "canvas/linkcommands.h"
#include "canvas/minimap.h"
#include "canvas/quickaddspot.h"
#include "canvas/viewgestures.h"
#include "items/modelmime.h"

#include <QGraphicsView>

namespace moa {

class CanvasRenaming;
class MixtureDocument;
class ModelDrop;

/**
 * The canvas: shows the mixture of a document as lanes of cards and edits it by hand. Every gesture
 * is one undo step of the document. What a run says is set from outside, agent by agent.
 */
class CanvasView : public QGraphicsView
{
    Q_OBJECT

public:
    /// @p document outlives the view.
    explicit CanvasView(MixtureDocument *document, QWidget *parent = nullptr);
    ~CanvasView() override;

    [[nodiscard]] CanvasActions *canvasActions() const { return m_actions; }
    [[nodiscard]] CanvasScene *canvasScene() { return &m_scene; }
    [[nodiscard]] CanvasNavigation *navigation() const { return m_navigation; }

    /// In the order of the picture.
    [[nodiscard]] QList<AgentId> selectedAgents() const { return m_scene.selectedAgents(); }
    void selectAgents(const QList<AgentId> &ids) { m_scene.selectAgents(ids); }
    /// Selects them and scrolls as little as needed to show them.
    void selectInSight(const QList<AgentId> &ids);
    /// The layer whose header was clicked; excludes selected agents.
    [[nodiscard]] std::optional<qsizetype> selectedLayer() const { return m_scene.selectedLayer(); }

    /// What a run says about an agent; cheap enough for every delta that a frame shows.
    void setResponseSummary(const AgentId &agent, const CardState &state);
    void clearResponseSummaries();
    /// All problems there are; replaces those set before.
    void setProblems(const QList<CardProblem> &problems);
    void setPromptText(const QString &text);
    /// Names to show for providers' ids.
    void setProviderNames(const QHash<ProviderId, QString> &names);
    /// Without it cards jump to their places.
    void setAnimated(bool animated);
    /// Lays @p bar, of which the view becomes the parent, along the upper edge while it is not
    /// hidden. What is seen below it does not move.
    void setTopBar(QWidget *bar) { m_topBar.setBar(bar); }
    /// Its text is another: for who needs to know at once what room is left.
    void placeTopBar() { m_topBar.place(); }

    /// Adds an agent of @p model at @p spot as one undo step, and selects it.
    void addModelAt(const ModelRef &model, const QuickAddSpot &spot);
    /// Where an agent comes that is added by keyboard: after the selected or current card, else at
    /// the end of the selected layer, or the first.
    [[nodiscard]] DropPlace placeForNewAgent() const;
    /// Marks where something is about to stand; a place that is nowhere: no longer.
    void pointOut(const DropPlace &place);

public Q_SLOTS:
    /// Adds an agent to the selected layer, that of the selected agents, or the first.
    void addModel(const moa::ModelRef &model);
    /// Shows an agent that is pointed at elsewhere; an empty id: none.
    void highlightAgent(const moa::AgentId &agent);

Q_SIGNALS:
    void selectionChanged();
    void inspectRequested();
    /// A sentence for the person: why a gesture was refused.
    void message(const QString &sentence);
    /// The person wants a new agent there and has yet to say of which model.
    void quickAddRequested(const moa::QuickAddSpot &spot);
    /// The person wants another model for these agents and has yet to say which; @p global is where
    /// on the screen.
    void replaceModelRequested(const QList<moa::AgentId> &agents, const QPoint &global);
    /// The person looks for an agent.
    void findRequested();
    /// The person wants to read the problems of @p agent, there.
    void problemsRequested(const moa::AgentId &agent, const QPoint &global);
    /// The agent under the pointer; an empty id: none.
    void pointedAt(const moa::AgentId &agent);

protected:
    bool event(QEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void keyReleaseEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragMoveEvent(QDragMoveEvent *event) override;
    void dragLeaveEvent(QDragLeaveEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void drawBackground(QPainter *painter, const QRectF &rect) override;
    void drawForeground(QPainter *painter, const QRectF &rect) override;

private:
    void connectActions();
    void updateActions();
    void documentChanged();
    void applyLook();
    void removeSelected();
    void removeKeepingLinks();
    void moveSelected(CanvasCommands::Direction direction);
    /// The selected layer, or the only one that the selected agents are of.
    [[nodiscard]] std::optional<qsizetype> layerInQuestion() const;
    [[nodiscard]] QRectF selectionRect() const;
    void zoomStep(double factor);
    void showMenu(const QPoint &global);
    /// The agent whose problem mark is there; empty: none.
    [[nodiscard]] AgentId problemAt(QPoint viewportPoint) const;
    /// Two fingers took over from the one that acted as a mouse.
    void endPress();
    void requestQuickAdd(QPoint viewportPoint);
    /// Gives up a rubber band; the selection is what it was before. Returns false if there is none.
    bool cancelBand();
    void requestQuickAddByKeyboard();
    void requestReplacement();

    MixtureDocument *m_document;
    CanvasScene m_scene;
    CanvasCommands m_commands;
    LinkCommands m_linkCommands;
    CanvasNavigation *m_navigation;
    CanvasPointer *m_pointer;
    ModelDrop *m_modelDrop;
    CanvasKeyboard *m_keyboard;
    ViewGestures *m_gestures;
    Minimap *m_minimap;
    CanvasTopBar m_topBar;
    CanvasActions *m_actions;
    /// Goes before the field that it has open, which has a last word when the view is destroyed.
    std::unique_ptr<CanvasRenaming> m_renaming;
    QHash<ProviderId, QString> m_providerNames;
    AgentId m_pressedProblem; ///< whose mark is being clicked
    QPoint m_pressedAt; ///< viewport coordinates
    bool m_animated = true;
};

} // namespace moa
