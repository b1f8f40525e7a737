// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow.h"

#include "canvas/canvasview.h"
#include "editors/passingmessage.h"
#include "editors/promptbar.h"
#include "editors/turnsbar.h"
#include "items/runinsights.h"
#include "theme/icons.h"
#include "theme/theme.h"
#include "ui/aboutbox.h"
#include "ui/appearance.h"
#include "ui/checkcontrol.h"
#include "ui/commandpalette.h"
#include "ui/comparecontrol.h"
#include "ui/comparepage.h"
#include "ui/designpage.h"
#include "ui/estimatecontrol.h"
#include "ui/exports.h"
#include "ui/foreignpreset.h"
#include "ui/historycontrol.h"
#include "ui/historyworkspace.h"
#include "ui/librarycontrol.h"
#include "ui/maintoolbar.h"
#include "ui/palettecontent.h"
#include "ui/presetnotice.h"
#include "ui/recovery.h"
#include "ui/recoverybar.h"
#include "ui/runmenu.h"
#include "ui/sharing.h"
#include "ui/sidedocks.h"
#include "ui/turnscontrol.h"

#include <QCloseEvent>
#include <QMenuBar>
#include <QVBoxLayout>

namespace moa {

MainWindow::MainWindow(const StudioContext &context, Appearance *appearance, QWidget *parent)
    : QMainWindow(parent)
    , m_insights(std::make_unique<RunInsights>(&m_responses))
    , m_session(context, &m_document, &m_responses, this)
    , m_files(&m_document, this)
{
    setObjectName(QStringLiteral("mainWindow"));
    setWindowIcon(icon(QStringLiteral("moa-studio")));
    createCentre(context);
    m_docks = std::make_unique<SideDocks>(&m_document, this);
    m_docks->serve(m_design->canvas());
    offerModels(context);
    createActions(appearance);
    createToolBar();
    connectParts();
    updateTitle();
}

MainWindow::~MainWindow() = default;

void MainWindow::createCentre(const StudioContext &context)
{
    m_design = new DesignPage({&m_document, &m_responses, &m_pointed, m_insights.get(), &m_session},
                              context.providers);
    m_compare = new ComparePage({&m_responses, &m_pointed, m_insights.get()});
    m_workspaces = new Workspaces(m_design, m_compare);
    m_message = new PassingMessage(m_workspaces);
    connect(m_workspaces, &Workspaces::opening, this, &MainWindow::makeRoom);
    connect(m_workspaces, &Workspaces::opened, this, &MainWindow::takeWorkspace);

    m_turns = new TurnsBar;
    m_prompt = new PromptBar;
    m_asking = new QWidget;
    auto *asking = new QVBoxLayout(m_asking);
    asking->setContentsMargins(0, 0, 0, 0);
    asking->setSpacing(0);
    asking->addWidget(m_turns);
    asking->addWidget(m_prompt);
    m_centre = std::make_unique<QWidget>();
    auto *layout = new QVBoxLayout(m_centre.get());
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_workspaces, 1);
    layout->addWidget(m_asking);
    setCentralWidget(m_centre.get());
}

void MainWindow::offerModels(const StudioContext &context)
{
    const QList<PaletteEntry> entries = paletteEntries(context.providers, context.models);
    if (entries == m_offered)
        return;
    m_offered = entries;
    m_docks->setEntries(entries);
    m_design->setEntries(entries);
}

void MainWindow::setContext(const StudioContext &context)
{
    m_session.setContext(context);
    m_design->setProviders(context.providers);
    offerModels(context);
    m_estimate->refresh();
    m_check->refresh();
}

void MainWindow::remember(QSettings *kept)
{
    m_design->remember(kept);
    m_foreign =
        std::make_unique<ForeignPresets>(ForeignPresets::Parts{&m_session, kept, this}, nullptr);
    m_files.setReception([this](const Mixture &mixture, const QString &source,
                                const std::function<void(const Mixture &)> &proceed) {
        m_foreign->receive(mixture, source, proceed);
    });
    m_palette->remember(kept);
}

void MainWindow::setPlaces(const PresetFiles::Places &places)
{
    m_files.setPlaces(places);
    m_library = std::make_unique<LibraryControl>(&m_files, places.own, this);
    connect(m_library.get(), &LibraryControl::commandsChanged, m_palette,
            [this] { m_palette->setPresets(m_library->commands()); });
    m_fileMenu->insertAction(m_files.bundled->menuAction(), m_library->action);
}

void MainWindow::recoverIn(const QString &folder)
{
    m_recovery = std::make_unique<Recovery>(
        Recovery::Parts{&m_document, &m_files, &m_session, m_prompt}, folder, this);
    connect(m_recovery.get(), &Recovery::failed, this, &MainWindow::tell);
    connect(m_recovery.get(), &Recovery::recovered, this, &MainWindow::tell);
    addNotice(m_recovery->bar());
}

void MainWindow::keepHistory(History *history, bool recording)
{
    m_history = std::make_unique<HistoryControl>(
        HistoryControl::Parts{history, &m_session, &m_files, m_workspaces}, this);
    m_history->setRecording(recording);
    m_exports->setHistory(history);
    connect(m_history.get(), &HistoryControl::told, this, &MainWindow::tell);
    connect(m_runMenu.get(), &RunMenu::variantEnded, m_history.get(), &HistoryControl::keep);
    addNotice(m_history->bar());
}

void MainWindow::setNewMixtureDefaults(const AgentSettings &defaults)
{
    m_files.setNewMixtureDefaults(defaults);
}

void MainWindow::addSettings(QAction *action)
{
    m_fileMenu->insertAction(m_quit, action);
    m_fileMenu->insertSeparator(m_quit);
}

void MainWindow::tell(const QString &sentence)
{
    m_message->say(sentence);
}

void MainWindow::addNotice(QWidget *bar)
{
    qobject_cast<QVBoxLayout *>(m_centre->layout())->insertWidget(0, bar);
}

void MainWindow::createActions(Appearance *appearance)
{
    QMenu *file = menuBar()->addMenu(tr("&File"));
    file->addActions({m_files.newMixture, m_files.open, m_files.openPasted});
    file->addMenu(m_files.bundled);
    file->addSeparator();
    file->addActions({m_files.save, m_files.saveAs});
    file->addSeparator();
    m_exports = new Exports(
        {&m_document, &m_session, m_design->canvas(), &m_files},
        [this]() -> std::optional<RunRecord> {
            const auto run = m_compareControl->shownRun();
            return run ? std::optional(*run) : std::nullopt;
        },
        this);
    connect(m_exports, &Exports::told, this, &MainWindow::tell);
    m_exports->fillMenu(file);
    file->addSeparator();
    m_quit = file->addAction(tr("&Quit"), this, &QWidget::close);
    m_quit->setObjectName(QStringLiteral("file.quit"));
    m_quit->setShortcuts(QKeySequence::Quit);
    m_fileMenu = file;

    QMenu *edit = menuBar()->addMenu(tr("&Edit"));
    m_undo = m_document.undoStack()->createUndoAction(this, tr("&Undo"));
    m_undo->setObjectName(QStringLiteral("edit.undo"));
    m_undo->setShortcuts(QKeySequence::Undo);
    m_redo = m_document.undoStack()->createRedoAction(this, tr("&Redo"));
    m_redo->setObjectName(QStringLiteral("edit.redo"));
    m_redo->setShortcuts(QKeySequence::Redo);
    edit->addActions({m_undo, m_redo});
    for (const QList<QAction *> &group : m_design->canvas()->canvasActions()->editGroups()) {
        edit->addSeparator();
        edit->addActions(group);
    }

    QMenu *view = menuBar()->addMenu(tr("&View"));
    m_palette = new CommandPalette(this);
    connect(m_palette, &CommandPalette::presetRequested, this, [this](const QString &source) {
        m_files.whenSaved([this, source] { openPreset(source); });
    });
    view->addAction(m_palette->action);
    view->addSeparator();
    view->addActions(m_workspaces->switches());
    view->addSeparator();
    view->addActions(m_docks->viewActions());
    view->addSeparator();
    view->addActions(m_design->canvas()->canvasActions()->viewActions());
    view->addSeparator();
    m_compare->fillMenu(view);
    view->addSeparator();
    view->addMenu(appearance->createMenu(view));
    view->addAction(appearance->createMotionAction(view));

    m_runMenu = std::make_unique<RunMenu>(RunMenu::Parts{&m_document, &m_responses, &m_session,
                                                         m_design, m_compare, m_prompt, m_turns},
                                          this);
    connect(m_runMenu.get(), &RunMenu::told, this, &MainWindow::tell);
    connect(m_runMenu.get(), &RunMenu::variantEnded, this, &MainWindow::runEnded);

    QMenu *help = menuBar()->addMenu(tr("&Help"));
    QAction *about = help->addAction(tr("&About MoA Studio"), this, [this] { showAbout(this); });
    about->setObjectName(QStringLiteral("help.about"));
}

void MainWindow::createToolBar()
{
    m_estimate = std::make_unique<EstimateControl>(
        EstimateControl::Parts{&m_document, &m_session, m_prompt}, nullptr);
    m_check = std::make_unique<CheckControl>(
        CheckControl::Parts{&m_document, &m_session, m_estimate.get(), m_prompt, m_design},
        nullptr);
    connect(&m_session, &RunSession::pinnedChanged, m_estimate.get(), &EstimateControl::refresh);
    m_toolBar = new MainToolBar(
        {m_files.open, m_files.save, m_undo, m_redo, m_runMenu->run(), m_runMenu->stop()},
        m_estimate->createLabel(), this);
    m_toolBar->setRunMenu(m_runMenu->others());
    addToolBar(m_toolBar);
}

void MainWindow::connectParts()
{
    connect(&m_files, &PresetFiles::loaded, this, &MainWindow::takePreset);
    connect(&m_files, &PresetFiles::titleChanged, this, &MainWindow::updateTitle);
    connect(&m_files, &PresetFiles::told, this, &MainWindow::tell);
    connect(&m_files, &PresetFiles::renamed, this,
            [this] { m_design->setSource(m_files.source()); });
    addNotice(new PresetNotice(&m_files));
    connect(&m_files, &PresetFiles::saving, this, [this] {
        if (m_foreign)
            m_foreign->remember(m_document.mixture());
    });
    connect(&m_files, &PresetFiles::saved, this, [this] {
        m_design->setSource(m_files.source());
        tell(Sharing::savedSentence(m_document.mixture()));
    });
    m_turnsControl = std::make_unique<TurnsControl>(&m_session, m_turns, m_prompt, nullptr);
    m_compareControl = std::make_unique<CompareControl>(&m_session, m_compare, nullptr);
    connect(m_compareControl.get(), &CompareControl::shownRunChanged, this,
            [this] { m_exports->setRunAvailable(m_compareControl->shownRun() != nullptr); });
    connect(&m_session, &RunSession::runEnded, this, &MainWindow::runEnded);
    connect(m_prompt, &PromptBar::remedyRequested, this, [this] {
        if (const std::optional<ProviderId> provider = m_check->providerToMend())
            Q_EMIT providerRequested(*provider);
    });
    connect(m_compare, &ComparePage::omissionWanted, this, &MainWindow::omissionWanted);
    connect(m_compare, &ComparePage::roomNeeded, m_workspaces,
            [this] { m_workspaces->open(Workspaces::Workspace::Compare); });
    connect(m_prompt, &PromptBar::textChanged, this,
            [this] { m_design->setPrompt(m_prompt->text()); });
}

void MainWindow::makeRoom(Workspaces::Workspace workspace)
{
    using Workspace = Workspaces::Workspace;
    // The docks serve the canvas: without it, the others get their width. Together with it they
    // would be wider than a small screen.
    if (workspace == Workspace::Compare || workspace == Workspace::History)
        m_docks->setAside(true);
    if (workspace == Workspace::History)
        m_asking->hide();
}

void MainWindow::takeWorkspace(Workspaces::Workspace workspace)
{
    using Workspace = Workspaces::Workspace;
    if (workspace == Workspace::Design || workspace == Workspace::Both)
        m_docks->setAside(false);
    if (workspace != Workspace::History)
        m_asking->show();
    m_message->raise(); // the workspace came to lie above it
}

void MainWindow::openPreset(const QString &nameOrPath)
{
    m_files.load(nameOrPath);
}

void MainWindow::takePreset()
{
    m_turnsControl->beginAnew();
    if (const QString &example = m_document.mixture().examplePrompt; !example.isEmpty())
        m_prompt->setText(example);
    m_design->startAnew(m_files.source());
}

void MainWindow::showEvent(QShowEvent *event)
{
    QMainWindow::showEvent(event);
    if (event->spontaneous())
        return;
    m_prompt->setFocus();
}

void MainWindow::updateTitle()
{
    const QString title = m_files.title();
    m_toolBar->setPreset(title, m_document.isModified());
    // Two marks stand for one that is part of the name.
    setWindowTitle(
        tr("%1[*] – MoA Studio")
            .arg(QString(title).replace(QStringLiteral("[*]"), QStringLiteral("[*][*]"))));
    setWindowModified(m_document.isModified());
}

QByteArray MainWindow::layoutState() const
{
    QByteArray state;
    QDataStream stream(&state, QIODevice::WriteOnly);
    // The next start shows both workspaces, so what is aside too.
    stream << saveGeometry() << saveState() << m_workspaces->layoutState() << m_docks->aside()
           << m_compare->layoutState() << m_docks->outlineState()
           << (m_history ? m_history->page()->layoutState() : QByteArray());
    return state;
}

void MainWindow::restoreLayout(const QByteArray &state)
{
    QDataStream stream(state);
    QByteArray geometry;
    QByteArray docks;
    QByteArray splitter;
    QStringList aside;
    QByteArray compare;
    stream >> geometry >> docks >> splitter >> aside >> compare;
    if (stream.status() != QDataStream::Ok)
        return;
    restoreGeometry(geometry);
    restoreState(docks);
    m_workspaces->restoreLayout(splitter);
    m_docks->show(aside);
    m_compare->restoreLayout(compare);
    QByteArray outline; // layouts of before had neither
    QByteArray history;
    stream >> outline >> history;
    m_docks->restoreOutline(outline);
    if (m_history)
        m_history->page()->restoreLayout(history);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (m_closing || !m_document.isModified()) {
        event->accept();
        return;
    }
    // The question is answered later, by then in a second close.
    event->ignore();
    m_files.whenSaved([this] {
        m_closing = true;
        close();
    });
}

} // namespace moa
