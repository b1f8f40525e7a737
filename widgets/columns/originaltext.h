// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <QMimeData>
#include <QString>
#include <QTextCursor>

namespace moa {

/// The text as it was received that stands between two positions of a document.
using OriginalText = std::function<QString(qsizetype from, qsizetype to)>;

/// The selection of @p cursor as plain text with its original characters.
[[nodiscard]] inline std::unique_ptr<QMimeData> originalSelection(const QTextCursor &cursor,
                                                                  const OriginalText &original)
{
    auto data = std::make_unique<QMimeData>();
    data->setText(original(cursor.selectionStart(), cursor.selectionEnd()));
    return data;
}

} // namespace moa
