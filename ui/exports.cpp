// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/exports.h"

#include "canvas/canvasview.h"
#include "ui/drawingactions.h"
#include "ui/presetfiles.h"
#include "ui/sharing.h"

#include <QMenu>

namespace moa {

Exports::Exports(const Parts &parts, const ReportActions::Source &shownRun, QWidget *window)
    : QObject(window)
    , m_drawing(new DrawingActions(parts.canvas, window))
    , m_sharing(new Sharing(parts.document, parts.session, window))
    , m_reports(new ReportActions(shownRun, window))
{
    m_reports->setAvailable(false);
    parts.files->setGuard(
        [sharing = m_sharing](const Mixture &mixture, const std::function<void()> &proceed) {
            sharing->guard(mixture, proceed);
        });
    connect(m_drawing, &DrawingActions::told, parts.canvas, &CanvasView::message);
    connect(m_sharing, &Sharing::told, this, &Exports::told);
    connect(m_reports, &ReportActions::told, this, &Exports::told);
    connect(m_reports, &ReportActions::failed, this, &Exports::told);
}

void Exports::setHistory(History *history)
{
    m_sharing->setHistory(history);
}

void Exports::fillMenu(QMenu *file)
{
    file->addMenu(m_drawing->exportMenu);
    file->addActions({m_drawing->copy, m_drawing->print});
    file->addSeparator();
    file->addMenu(m_sharing->exportMenu);
    file->addAction(m_sharing->shareBundle);
    file->addSeparator();
    file->addMenu(m_reports->exportMenu);
    file->addAction(m_reports->copyMarkdown);
}

} // namespace moa
