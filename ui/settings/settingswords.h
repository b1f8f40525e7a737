// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "providers/providerkeys.h"

#include <QLabel>

class QFormLayout;

/** What the pages of the settings have in common: words and small parts. */
namespace moa::settingswords {

/// "Google Gemini".
[[nodiscard]] QString dialectName(Dialect dialect);
/// Where a key is: "In the Secret Service". @p keychain is the store's name.
[[nodiscard]] QString keyPlace(const KeyStatus &status, const QString &keychain, bool isNeeded);
/// @p sentence, which may be the end of one, with a capital letter and a full stop.
[[nodiscard]] QString asSentence(const QString &sentence);

/// A heading within a page.
[[nodiscard]] QLabel *heading(const QString &text, QWidget *parent);
/// A quiet paragraph that wraps.
[[nodiscard]] QLabel *hint(const QString &text, QWidget *parent);
/// The layout of all forms of the settings, on @p parent.
[[nodiscard]] QFormLayout *form(QWidget *parent);

} // namespace moa::settingswords
