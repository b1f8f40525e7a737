// SPDX-License-Identifier: GPL-3.0-or-later
#include "editors/searchfield.h"

#include "theme/icons.h"

namespace moa {

SearchField::SearchField(const QString &placeholder, QWidget *parent, const QString &name)
    : QLineEdit(parent)
{
    setPlaceholderText(placeholder);
    setAccessibleName(name.isEmpty() ? placeholder : name);
    setClearButtonEnabled(true);
    addAction(icon(QStringLiteral("search"), QPalette::PlaceholderText),
              QLineEdit::LeadingPosition);
}

} // namespace moa
