// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "items/modelpalettemodel.h"

#include <memory>
#include <QObject>
#include <QStringList>

class QAction;
class QDockWidget;
class QMainWindow;

namespace moa {

class AgentInspector;
class CanvasView;
class MixtureDocument;
class ModelPalette;
class OutlineControl;
class OutlineView;

/** What stands beside the canvas of a main window: palette, outline and inspector. */
class SideDocks : public QObject
{
    Q_OBJECT

public:
    /// @p window and @p document outlive this; it is none of the window's children.
    SideDocks(MixtureDocument *document, QMainWindow *window);
    ~SideDocks() override;

    /// The docks serve @p canvas, which outlives this.
    void serve(CanvasView *canvas);
    void setEntries(const QList<PaletteEntry> &entries);

    /// Each shows or hides one dock.
    [[nodiscard]] QList<QAction *> viewActions() const;
    /// Hides what is docked, for as long as nothing needs it; floating docks stay.
    void setAside(bool aside);
    /// Names of those hidden by setAside(), to be shown again at another start.
    [[nodiscard]] QStringList aside() const;
    void show(const QStringList &names);

    /// How the outline's columns stand.
    [[nodiscard]] QByteArray outlineState() const;
    void restoreOutline(const QByteArray &state);

private:
    [[nodiscard]] std::unique_ptr<QDockWidget> dock(const QString &title, const QString &name,
                                                    QWidget *content, Qt::DockWidgetArea area);
    [[nodiscard]] QList<QDockWidget *> docks() const;

    QMainWindow *m_window;
    ModelPalette *m_palette; ///< the dock's, as the next two
    OutlineView *m_outline;
    AgentInspector *m_inspector;
    std::unique_ptr<QDockWidget> m_paletteDock;
    std::unique_ptr<QDockWidget> m_outlineDock;
    std::unique_ptr<QDockWidget> m_inspectorDock;
    std::unique_ptr<OutlineControl> m_outlineControl;
    QList<QDockWidget *> m_aside;
};

} // namespace moa
