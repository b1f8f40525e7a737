// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/error.h"

#include <functional>
#include <QObject>

class QAction;
class QMenu;

namespace moa {

class CanvasPicture;
class CanvasView;

/** Takes the drawing of the mixture out of the window: to a file, the clipboard, a printer. */
class DrawingActions : public QObject
{
    Q_OBJECT

public:
    /// @p canvas outlives this; its window is the dialogs' parent.
    DrawingActions(CanvasView *canvas, QObject *parent);

    QMenu *exportMenu; ///< Export Drawing as: SVG, PNG; goes with the canvas
    QAction *copy;
    QAction *print;

Q_SIGNALS:
    /// Done or not, as a sentence.
    void told(const QString &sentence);

private:
    using Writer = std::function<QByteArray(const CanvasPicture &)>;

    void addFormat(const QString &text, const QString &kind, const QString &suffix,
                   const Writer &writer);
    void save(const QString &path, const Writer &writer);
    void copyPicture();
    void openPrintDialog();

    CanvasView *m_canvas;
    QString m_folder;
};

} // namespace moa
