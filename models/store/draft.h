// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/error.h"
#include "mixture/mixture.h"

#include <QDateTime>
#include <QStringList>

namespace moa {

/** What a window has that would be lost with it. */
struct Draft
{
    Mixture mixture;
    QString source; ///< what tells the mixture's preset from others; empty: it was never saved
    bool isModified = false; ///< the mixture has changes that no file has
    QString prompt; ///< that has been typed and not yet run
    QStringList turns; ///< prompts of the conversation so far, the first one first
    QDateTime changedAt; ///< UTC

    friend bool operator==(const Draft &, const Draft &) = default;
};

/// The draft as the text of a file; within it the mixture as it stands in a preset.
[[nodiscard]] QByteArray writeDraft(const Draft &draft);

/// Reads what writeDraft() wrote; refuses all else with a sentence.
[[nodiscard]] Result<Draft> readDraft(const QByteArray &text);

} // namespace moa
