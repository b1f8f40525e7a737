// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/pointedresponse.h"

namespace moa {

namespace {
constexpr int allSamples = 0;
} // namespace

std::optional<AgentId> PointedResponse::agent() const
{
    if (!m_pointed)
        return std::nullopt;
    return m_pointed->agent;
}

bool PointedResponse::includes(const ResponseId &id) const
{
    return m_pointed && m_pointed->agent == id.agent
        && (m_pointed->sample == allSamples || m_pointed->sample == id.sample);
}

void PointedResponse::pointAt(const AgentId &agent)
{
    set(ResponseId{agent, allSamples});
}

void PointedResponse::pointAtResponse(const ResponseId &id)
{
    set(id);
}

void PointedResponse::leave()
{
    set(std::nullopt);
}

void PointedResponse::set(const std::optional<ResponseId> &pointed)
{
    if (m_pointed == pointed)
        return;
    m_pointed = pointed;
    Q_EMIT changed();
}

} // namespace moa
