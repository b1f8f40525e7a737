// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "canvas/canvasnavigation.h"

#include <optional>
#include <QHash>
#include <QObject>

class QSettings;

namespace moa {

class CanvasView;

/**
 * Where the person looked into each preset, and whether the overview is shown: kept between starts.
 * A preset that is opened again is seen as it was left, one never seen is framed.
 */
class ViewMemory : public QObject
{
    Q_OBJECT

public:
    /// How many presets are remembered: those that were open last.
    static constexpr qsizetype most = 100;

    /// @p canvas and @p kept outlive this.
    ViewMemory(CanvasView *canvas, QSettings *kept, QObject *parent);
    ~ViewMemory() override;

    /**
     * The canvas's document shows another preset: a file's path or a bundled preset's name, empty
     * for what has neither. Looks there as soon as the canvas has a size.
     */
    void opened(const QString &preset);
    /// What is open has another name from now on: it was saved.
    void renamed(const QString &preset) { m_preset = preset; }
    /// Writes what is to be kept.
    void keep();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void look();
    void remember();

    CanvasView *m_canvas;
    QSettings *m_kept;
    QString m_preset;
    QStringList m_order; ///< presets, the one opened last first
    QHash<QString, ViewPlace> m_places;
    std::optional<ViewPlace> m_left; ///< where the person looks in the open preset
    bool m_isToLook = false; ///< once the canvas is shown
};

} // namespace moa
