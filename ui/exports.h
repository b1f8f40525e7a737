// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/reportactions.h"

#include <QObject>

class QMenu;
class QWidget;

namespace moa {

class CanvasView;
class DrawingActions;
class History;
class MixtureDocument;
class PresetFiles;
class RunSession;
class Sharing;

/** What leaves the window otherwise than by being saved: the drawing, the mixture, the run. */
class Exports : public QObject
{
    Q_OBJECT

public:
    /// All of it outlives this.
    struct Parts
    {
        MixtureDocument *document;
        RunSession *session;
        CanvasView *canvas;
        PresetFiles *files; ///< is held back from writing keys, too
    };

    /// @p shownRun as of ReportActions. @p window is the parent of dialogs and owns this.
    Exports(const Parts &parts, const ReportActions::Source &shownRun, QWidget *window);

    /// Adds the entries at the end of @p file.
    void fillMenu(QMenu *file);
    /// As of Sharing.
    void setHistory(History *history);
    /// Whether there is a run to export.
    void setRunAvailable(bool available) { m_reports->setAvailable(available); }

Q_SIGNALS:
    /// There is something to say, in a sentence.
    void told(const QString &sentence);

private:
    DrawingActions *m_drawing;
    Sharing *m_sharing;
    ReportActions *m_reports;
};

} // namespace moa
