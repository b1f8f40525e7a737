// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "items/presetlibrarymodel.h"

#include <QHash>
#include <QObject>
#include <QSet>

namespace moa {

class History;

/** What the runs of presets usually cost and take, from the history; answers from memory. */
class TypicalRuns : public QObject
{
    Q_OBJECT

public:
    /// @p history outlives this.
    explicit TypicalRuns(History *history, QObject *parent = nullptr);

    /// Of the preset of this name; absent: it was not run, or that is not known yet: changed()
    /// tells when it is.
    [[nodiscard]] std::optional<TypicalFigures> of(const QString &preset);

Q_SIGNALS:
    void changed();

private:
    void ask(const QString &preset);

    History *m_history;
    QHash<QString, TypicalFigures> m_known;
    QSet<QString> m_asked;
};

} // namespace moa
