// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/response.h"

#include <QHash>

namespace moa {

/**
 * The record of a run that goes on, kept up to date from the engine's signals: what has been
 * written so far is there at any moment, whoever was looking.
 */
class LiveRun
{
public:
    LiveRun() = default;
    /// @p record as RunEngine::started() hands it over.
    explicit LiveRun(const RunRecord &record);

    [[nodiscard]] const RunRecord &record() const { return m_record; }

    // As the engine's signals of the same name.
    void responseChanged(const Response &response);
    void textAdded(const ResponseId &id, const QString &text, const QString &reasoning);

private:
    [[nodiscard]] Response *find(const ResponseId &id);

    RunRecord m_record;
    QHash<ResponseId, qsizetype> m_placeOf;
};

} // namespace moa
