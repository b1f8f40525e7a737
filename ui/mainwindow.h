// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "items/mixturedocument.h"
#include "items/modelpalettemodel.h"
#include "items/pointedresponse.h"
#include "items/responsesmodel.h"
#include "ui/presetfiles.h"
#include "ui/runsession.h"
#include "ui/workspaces.h"

#include <memory>
#include <QMainWindow>

class QSettings;

namespace moa {

class Appearance;
class CheckControl;
class CommandPalette;
class CompareControl;
class ComparePage;
class DesignPage;
class EstimateControl;
class Exports;
class LibraryControl;
class History;
class HistoryControl;
class ForeignPresets;
class MainToolBar;
class PassingMessage;
class PromptBar;
class Recovery;
class RunInsights;
class RunMenu;
class SideDocks;
class TurnsBar;
class TurnsControl;

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
    /// Providers, keys, models and all else that runs need, from the next run on.
    void setContext(const StudioContext &context);
    /// Keeps in @p kept, which outlives the window, what is worth knowing at another start; to be
    /// called before a preset is opened.
    void remember(QSettings *kept);
    /// Where the person's presets are: adds the way to the library to the menu. To be called once.
    void setPlaces(const PresetFiles::Places &places);
    /// Null before setPlaces().
    [[nodiscard]] LibraryControl *library() const { return m_library.get(); }
    /// Keeps in @p folder what would be lost with the program, and offers what was.
    void recoverIn(const QString &folder);
    /// Keeps the runs from now on in @p history, which outlives the window, unless they are not to
    /// be recorded; and shows what is kept there.
    void keepHistory(History *history, bool recording);
    /// What the agents of a mixture that is begun here have.
    void setNewMixtureDefaults(const AgentSettings &defaults);
    /// Adds the way to the settings to the menu.
    void addSettings(QAction *action);
    /// Takes over a bar that stands above everything when it has something to say.
    void addNotice(QWidget *bar);

    /// What to keep of the window between two starts.
    [[nodiscard]] QByteArray layoutState() const;
    void restoreLayout(const QByteArray &state);

    /// Says @p sentence for a while.
    void tell(const QString &sentence);

Q_SIGNALS:
    /// A run has ended, however it came about.
    void runEnded(const moa::RunRecord &run);
    /// The person wants to mend the settings of @p provider.
    void providerRequested(const moa::ProviderId &provider);
    /// The @p settings are not to be sent to the model any more.
    void omissionWanted(const moa::ProviderId &provider, const QString &model,
                        const QStringList &settings);

protected:
    void closeEvent(QCloseEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void createCentre(const StudioContext &context);
    void offerModels(const StudioContext &context);
    void createActions(Appearance *appearance);
    void createToolBar();
    void connectParts();
    void makeRoom(Workspaces::Workspace workspace);
    void takeWorkspace(Workspaces::Workspace workspace);
    void takePreset();
    void updateTitle();

    // In the order in which they refer to each other, so that each goes before what it refers to.
    // The window, as the parent of most, only deletes what is left after that.
    MixtureDocument m_document{this};
    ResponsesModel m_responses{this};
    PointedResponse m_pointed{this};
    std::unique_ptr<RunInsights> m_insights;
    RunSession m_session;
    PresetFiles m_files;
    std::unique_ptr<LibraryControl> m_library;
    std::unique_ptr<QWidget> m_centre;
    std::unique_ptr<SideDocks> m_docks;
    std::unique_ptr<TurnsControl> m_turnsControl;
    std::unique_ptr<CompareControl> m_compareControl;
    std::unique_ptr<RunMenu> m_runMenu;
    std::unique_ptr<EstimateControl> m_estimate;
    std::unique_ptr<CheckControl> m_check;
    std::unique_ptr<ForeignPresets> m_foreign; ///< null until it has a place to remember in
    std::unique_ptr<Recovery> m_recovery;
    std::unique_ptr<HistoryControl> m_history; ///< null: nothing is kept

    // Parts of those above.
    Workspaces *m_workspaces = nullptr;
    QWidget *m_asking = nullptr; ///< turns and prompt
    DesignPage *m_design = nullptr;
    ComparePage *m_compare = nullptr;
    TurnsBar *m_turns = nullptr;
    PromptBar *m_prompt = nullptr;
    Exports *m_exports = nullptr;
    PassingMessage *m_message = nullptr;
    MainToolBar *m_toolBar = nullptr;
    CommandPalette *m_palette = nullptr;
    QMenu *m_fileMenu = nullptr;
    QAction *m_quit = nullptr;
    QAction *m_undo = nullptr;
    QAction *m_redo = nullptr;
    QList<PaletteEntry> m_offered; ///< to make agents of
    bool m_closing = false;
};

} // namespace moa
