// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/drawingactions.h"

#include "canvas/canvaspicture.h"
#include "canvas/canvasview.h"
#include "mixture/fileio.h"
#include "ui/savedialog.h"

#include <QAction>
#include <QClipboard>
#include <QDir>
#include <QFileDialog>
#include <QGuiApplication>
#include <QMenu>
#include <QPrintDialog>
#include <QPrinter>

namespace moa {

DrawingActions::DrawingActions(CanvasView *canvas, QObject *parent)
    : QObject(parent)
    , exportMenu(new QMenu(tr("Export &Drawing as"), canvas))
    , copy(new QAction(tr("Copy Dra&wing"), this))
    , print(new QAction(tr("&Print Drawing…"), this))
    , m_canvas(canvas)
    , m_folder(QDir::homePath())
{
    addFormat(tr("&SVG…"), tr("Vector graphic"), QStringLiteral("svg"),
              [](const CanvasPicture &picture) { return picture.svg(); });
    addFormat(tr("&PNG…"), tr("Image"), QStringLiteral("png"),
              [](const CanvasPicture &picture) { return picture.png(); });
    copy->setObjectName(QStringLiteral("drawing.copy"));
    print->setObjectName(QStringLiteral("drawing.print"));
    print->setShortcut(QKeySequence::Print);
    connect(copy, &QAction::triggered, this, &DrawingActions::copyPicture);
    connect(print, &QAction::triggered, this, &DrawingActions::openPrintDialog);
}

void DrawingActions::addFormat(const QString &text, const QString &kind, const QString &suffix,
                               const Writer &writer)
{
    QAction *action = exportMenu->addAction(text);
    action->setObjectName(QStringLiteral("drawing.export.") + suffix);
    connect(action, &QAction::triggered, this, [this, kind, suffix, writer] {
        auto *dialog = createSaveDialog(m_canvas->window(), tr("Export the drawing"), m_folder,
                                        QStringLiteral("%1 (*.%2)").arg(kind, suffix), suffix);
        connect(dialog, &QFileDialog::fileSelected, this, [this, writer](const QString &path) {
            m_folder = QFileInfo(path).path();
            save(path, writer);
        });
        dialog->open();
    });
}

void DrawingActions::save(const QString &path, const Writer &writer)
{
    const QString place = QDir::toNativeSeparators(path);
    const Result<void> written = replaceFile(path, writer(CanvasPicture(*m_canvas->canvasScene())));
    Q_EMIT told(written ? tr("The drawing was exported to %1.").arg(place)
                        : tr("%1: %2").arg(place, written.error().message));
}

void DrawingActions::copyPicture()
{
    QGuiApplication::clipboard()->setImage(CanvasPicture(*m_canvas->canvasScene()).image());
    Q_EMIT told(tr("The drawing is on the clipboard."));
}

void DrawingActions::openPrintDialog()
{
    auto printer = std::make_shared<QPrinter>(QPrinter::HighResolution);
    printer->setPageOrientation(QPageLayout::Landscape);
    auto *dialog = new QPrintDialog(printer.get(), m_canvas->window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, qOverload<QPrinter *>(&QPrintDialog::accepted), this,
            [this, printer] { CanvasPicture(*m_canvas->canvasScene()).print(*printer); });
    dialog->open();
}

} // namespace moa
