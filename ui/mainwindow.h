// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "items/mixturedocument.h"
#include "items/responsesmodel.h"
#include "ui/presetfiles.h"
#include "ui/runsession.h"

#include <memory>
#include <QMainWindow>

class QDockWidget;
class QLabel;
class QSplitter;

namespace moa {

class AgentInspector;
class Appearance;
class CanvasView;
class CardStates;
class ColumnsView;
class ModelPalette;
class ProblemsBar;
class PromptBar;
class TotalsBar;
struct Problem;

/** The one window: composes canvas, columns, docks and prompt bar over one document and its run. */
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    /// @p appearance outlives the window.
    MainWindow(const StudioContext &context, Appearance *appearance, QWidget *parent = nullptr);
    ~MainWindow() override;

    /// Opens a preset file or a bundled preset by its name.
    void openPreset(const QString &nameOrPath);

    /// What to keep of the window between two starts.
    [[nodiscard]] QByteArray layoutState() const;
    void restoreLayout(const QByteArray &state);

protected:
    void closeEvent(QCloseEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    /// Which of the two workspaces are shown.
    enum class Workspace { Design, Compare, Both };

    void createCentre();
    void createDocks(const StudioContext &context);
    void createActions(Appearance *appearance);
    void createToolBar();
    void connectParts(const StudioContext &context);
    void showWorkspace(Workspace workspace);
    void checkMixture();
    void fix(const Problem &problem);
    void takePreset();
    void frameMixture();
    void updateTitle();

    // In the order in which they refer to each other, so that each goes before what it refers to.
    // The window, as the parent of most, only deletes what is left after that.
    MixtureDocument m_document{this};
    ResponsesModel m_responses{this};
    RunSession m_session;
    PresetFiles m_files;
    QTimer m_checkTimer; ///< once for a burst of edits
    std::unique_ptr<QWidget> m_centre;
    std::unique_ptr<QDockWidget> m_paletteDock;
    std::unique_ptr<QDockWidget> m_inspectorDock;
    std::unique_ptr<CardStates> m_cardStates;

    // Parts of those above.
    QSplitter *m_splitter = nullptr;
    CanvasView *m_canvas = nullptr;
    ProblemsBar *m_problems = nullptr;
    ColumnsView *m_columns = nullptr;
    TotalsBar *m_totals = nullptr;
    PromptBar *m_prompt = nullptr;
    ModelPalette *m_palette = nullptr;
    AgentInspector *m_inspector = nullptr;
    QWidget *m_design = nullptr;
    QWidget *m_compare = nullptr;
    QLabel *m_title = nullptr;
    QAction *m_run = nullptr;
    QAction *m_stop = nullptr;
    QAction *m_undo = nullptr;
    QAction *m_redo = nullptr;
    QSet<ProviderId> m_knownProviders;
    bool m_closing = false;
};

} // namespace moa
