// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sidedocks.h"

#include "canvas/canvasview.h"
#include "editors/agentinspector.h"
#include "editors/modelpalette.h"
#include "editors/outlineview.h"
#include "ui/outlinecontrol.h"

#include <QDockWidget>
#include <QMainWindow>

namespace moa {

namespace {
constexpr int paletteWidth = 240;
constexpr int inspectorWidth = 300;
} // namespace

SideDocks::SideDocks(MixtureDocument *document, QMainWindow *window)
    : m_window(window)
    , m_palette(new ModelPalette(window))
    , m_outline(new OutlineView(document, window))
    , m_inspector(new AgentInspector(document, window))
    , m_paletteDock(
          dock(tr("Models"), QStringLiteral("paletteDock"), m_palette, Qt::LeftDockWidgetArea))
    , m_outlineDock(
          dock(tr("Outline"), QStringLiteral("outlineDock"), m_outline, Qt::LeftDockWidgetArea))
    , m_inspectorDock(dock(tr("Inspector"), QStringLiteral("inspectorDock"), m_inspector,
                           Qt::RightDockWidgetArea))
{
    window->tabifyDockWidget(m_paletteDock.get(), m_outlineDock.get());
    m_paletteDock->raise();
    window->resizeDocks({m_paletteDock.get(), m_inspectorDock.get()},
                        {paletteWidth, inspectorWidth}, Qt::Horizontal);
}

SideDocks::~SideDocks() = default;

std::unique_ptr<QDockWidget> SideDocks::dock(const QString &title, const QString &name,
                                             QWidget *content, Qt::DockWidgetArea area)
{
    auto dock = std::make_unique<QDockWidget>(title, m_window);
    dock->setObjectName(name);
    dock->setWidget(content);
    m_window->addDockWidget(area, dock.get());
    return dock;
}

QList<QDockWidget *> SideDocks::docks() const
{
    return {m_paletteDock.get(), m_outlineDock.get(), m_inspectorDock.get()};
}

void SideDocks::serve(CanvasView *canvas)
{
    connect(m_palette, &ModelPalette::modelActivated, canvas, &CanvasView::addModel);
    connect(canvas, &CanvasView::selectionChanged, this, [this, canvas] {
        m_inspector->setSelection(canvas->selectedAgents(), canvas->selectedLayer());
    });
    connect(canvas, &CanvasView::inspectRequested, this, [this] {
        m_inspectorDock->show();
        m_inspectorDock->raise();
        m_inspector->focusFirstField();
    });
    m_outlineControl = std::make_unique<OutlineControl>(canvas, m_outline, nullptr);
    connect(m_outline, &OutlineView::inspectRequested, canvas, &CanvasView::inspectRequested);
    connect(m_outline, &OutlineView::message, canvas, &CanvasView::message);
}

void SideDocks::setEntries(const QList<PaletteEntry> &entries)
{
    m_palette->setEntries(entries);
    m_outline->setEntries(entries);
    m_inspector->setEntries(entries);
}

QList<QAction *> SideDocks::viewActions() const
{
    QList<QAction *> actions;
    for (QDockWidget *each : docks()) {
        QAction *action = each->toggleViewAction();
        action->setObjectName(QStringLiteral("view.") + each->objectName());
        actions.append(action);
    }
    return actions;
}

void SideDocks::setAside(bool aside)
{
    if (!aside) {
        for (QDockWidget *each : std::exchange(m_aside, {}))
            each->show();
    } else if (m_aside.isEmpty()) {
        for (QDockWidget *each : docks()) {
            if (each->isVisible() && !each->isFloating())
                m_aside.append(each);
        }
        for (QDockWidget *each : std::as_const(m_aside))
            each->hide();
    }
}

QStringList SideDocks::aside() const
{
    QStringList names;
    for (const QDockWidget *each : m_aside)
        names.append(each->objectName());
    return names;
}

void SideDocks::show(const QStringList &names)
{
    for (QDockWidget *each : docks()) {
        if (names.contains(each->objectName()))
            each->show();
    }
}

QByteArray SideDocks::outlineState() const
{
    return m_outline->saveState();
}

void SideDocks::restoreOutline(const QByteArray &state)
{
    m_outline->restoreState(state);
}

} // namespace moa
