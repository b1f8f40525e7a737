// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QFileDialog;
class QWidget;

namespace moa {

/// Asks over @p window where to write a file of the kinds in @p filter, "CSV (*.csv)"; @p suffix
/// (without a dot) is added to a name without one. To be opened; it is gone once it is closed.
[[nodiscard]] QFileDialog *createSaveDialog(QWidget *window, const QString &title,
                                            const QString &folder, const QString &filter,
                                            const QString &suffix);

/// What of the @p name of a mixture a file's name can have; @p before stands first where that is
/// nothing, or where the file would be hidden.
[[nodiscard]] QString asFileName(const QString &name, const QString &before);

} // namespace moa
