// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/requestscheduler.h"

#include "providers/networkmanager.h"

#include <algorithm>

namespace moa {

namespace {
constexpr int connectionsPerManager = 6; // fixed in Qt 6.4 for HTTP/1.1
}

RequestSlot::RequestSlot(RequestScheduler *scheduler, QString origin)
    : m_scheduler(scheduler)
    , m_origin(std::move(origin))
{ }

RequestSlot::~RequestSlot()
{
    if (m_scheduler)
        m_scheduler->leave(this);
}

RequestScheduler::RequestScheduler(QObject *parent)
    : QObject(parent)
{ }

RequestScheduler::~RequestScheduler()
{
    for (RequestSlot *slot : m_slots)
        slot->m_scheduler = nullptr;
}

void RequestScheduler::setNetwork(const NetworkSettings &settings)
{
    if (settings == m_network)
        return;
    m_network = settings;
    for (const std::shared_ptr<Line> &line : std::as_const(m_lines)) {
        for (Shard &shard : line->shards)
            shard.isRetired = true;
        dropRetired(*line);
    }
}

std::unique_ptr<RequestSlot> RequestScheduler::enqueue(const QString &origin, int limit)
{
    std::shared_ptr<Line> &line = m_lines[origin];
    if (!line)
        line = std::make_shared<Line>();
    line->limit = std::max(1, limit);
    // The constructor is private to make this the only way to a slot.
    std::unique_ptr<RequestSlot> slot(new RequestSlot(this, origin));
    m_slots.push_back(slot.get());
    line->waiting.push_back(slot.get());
    serveLater(origin);
    return slot;
}

void RequestScheduler::serveLater(const QString &origin)
{
    const std::shared_ptr<Line> line = m_lines.value(origin);
    if (line->serving)
        return;
    line->serving = true;
    QMetaObject::invokeMethod(
        this, [this, origin] { serve(origin); }, Qt::QueuedConnection);
}

void RequestScheduler::serve(const QString &origin)
{
    const std::shared_ptr<Line> line = m_lines.value(origin);
    line->serving = false;
    // A receiver of granted() may enqueue or leave: the loop reads the line anew each time.
    while (line->inFlight < line->limit && !line->waiting.empty()) {
        RequestSlot *slot = line->waiting.front();
        line->waiting.pop_front();
        Shard &shard = freeShard(*line);
        ++shard.inFlight;
        ++line->inFlight;
        slot->m_manager = shard.manager.get();
        Q_EMIT slot->granted();
    }
}

void RequestScheduler::leave(RequestSlot *slot)
{
    std::erase(m_slots, slot);
    const std::shared_ptr<Line> line = m_lines.value(slot->m_origin);
    if (!slot->m_manager) {
        std::erase(line->waiting, slot);
        return;
    }
    const auto shard =
        std::find_if(line->shards.begin(), line->shards.end(), [slot](const Shard &candidate) {
            return candidate.manager.get() == slot->m_manager;
        });
    --shard->inFlight;
    --line->inFlight;
    if (shard->isRetired)
        dropRetired(*line);
    if (!line->waiting.empty())
        serveLater(slot->m_origin);
}

RequestScheduler::Shard &RequestScheduler::freeShard(Line &line)
{
    for (Shard &shard : line.shards) {
        if (!shard.isRetired && shard.inFlight < connectionsPerManager)
            return shard;
    }
    Shard shard;
    shard.manager = makeNetworkManager(m_network);
    line.shards.push_back(std::move(shard));
    return line.shards.back();
}

void RequestScheduler::dropRetired(Line &line)
{
    for (Shard &shard : line.shards) {
        if (!shard.isRetired || shard.inFlight > 0)
            continue;
        // Who gave a place back may have its reply deleted later: that comes first.
        shard.manager->setParent(this);
        shard.manager.release()->deleteLater();
    }
    std::erase_if(line.shards, [](const Shard &shard) { return !shard.manager; });
}

} // namespace moa
