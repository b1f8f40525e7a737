// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/response.h"

#include <QObject>

namespace moa {

/**
 * What the mouse or the keyboard points at, one for all views of a run: whichever view is pointed
 * at says so here, and all of them highlight the same. Pointing at an agent means all its samples.
 */
class PointedResponse : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// The agent that is pointed at, whole or in part.
    [[nodiscard]] std::optional<AgentId> agent() const;
    [[nodiscard]] bool includes(const ResponseId &id) const;

public Q_SLOTS:
    void pointAt(const moa::AgentId &agent);
    void pointAtResponse(const moa::ResponseId &id); ///< one sample alone
    void leave();

Q_SIGNALS:
    void changed();

private:
    /// Sample 0 stands for all.
    void set(const std::optional<ResponseId> &pointed);

    std::optional<ResponseId> m_pointed;
};

} // namespace moa
