// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QTextDocument>

namespace moa {

/**
 * @p text for a tooltip, whatever is in it: a tooltip takes what looks like HTML for HTML, and
 * names and messages come from models, files and servers. Long lines wrap.
 */
[[nodiscard]] inline QString plainToolTip(const QString &text)
{
    return Qt::convertFromPlainText(text, Qt::WhiteSpaceNormal);
}

} // namespace moa
