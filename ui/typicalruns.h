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

    /// What is called alike and asks other models is another preset.
    struct Preset
    {
        QString name;
        QStringList models; ///< as RunSummary::models

        friend bool operator==(const Preset &, const Preset &) = default;
        friend size_t qHash(const Preset &preset, size_t seed) noexcept
        {
            return qHashMulti(seed, preset.name, preset.models);
        }
    };

    /// Absent: it was not run, or that is not known yet: changed() tells when it is.
    [[nodiscard]] std::optional<TypicalFigures> of(const Preset &preset);

Q_SIGNALS:
    void changed();

private:
    void ask(const Preset &preset);

    History *m_history;
    QHash<Preset, TypicalFigures> m_known;
    QSet<Preset> m_asked;
};

} // namespace moa
