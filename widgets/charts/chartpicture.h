// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <QByteArray>
#include <QWidget>

namespace moa {

class ChartPage;

/**
 * What @p page shows, whole and under its title, in the light theme whatever the window's is: for a
 * file. @p run is the run's name, empty if it has none.
 */
[[nodiscard]] std::unique_ptr<QWidget> chartPicture(const ChartPage &page, const QString &run);

/// As SVG, in which text stays text.
[[nodiscard]] QByteArray asSvg(QWidget &picture);
/// As PNG with two pixels for each of the picture's.
[[nodiscard]] QByteArray asPng(QWidget &picture);

} // namespace moa
