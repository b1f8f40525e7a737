// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/liverun.h"

#include <utility>

namespace moa {

LiveRun::LiveRun(const RunRecord &record)
    : m_record(record)
{
    for (qsizetype place = 0; place < record.responses.size(); ++place)
        m_placeOf.insert(record.responses.at(place).id, place);
}

void LiveRun::responseChanged(const Response &response)
{
    Response *kept = find(response.id);
    if (!kept)
        return;
    QString text = std::move(kept->text);
    QString reasoning = std::move(kept->reasoning);
    *kept = response;
    if (!isFinal(response.state)) {
        kept->text = std::move(text);
        kept->reasoning = std::move(reasoning);
    }
}

void LiveRun::textAdded(const ResponseId &id, const QString &text, const QString &reasoning)
{
    if (Response *kept = find(id)) {
        kept->text += text;
        kept->reasoning += reasoning;
    }
}

Response *LiveRun::find(const ResponseId &id)
{
    const auto found = m_placeOf.constFind(id);
    return found == m_placeOf.cend() ? nullptr : &m_record.responses[*found];
}

} // namespace moa
