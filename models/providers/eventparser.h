// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

namespace moa {

/** One server-sent event. Its fields are raw bytes, cut at line ends only. */
struct ServerSentEvent
{
    QByteArray type; ///< of the `event` field; empty: "message"
    QByteArray data; ///< the `data` fields, joined with LF
    QByteArray error; ///< of the non-standard `error` field that older llama.cpp servers send

    friend bool operator==(const ServerSentEvent &, const ServerSentEvent &) = default;
};

/**
 * Incremental parser of an event stream (WHATWG HTML, "Server-sent events"): bytes may arrive cut
 * anywhere. Accepts LF, CRLF and CR as line ends, a byte order mark, comments, several data lines;
 * ignores unknown fields. Memory is bounded by what it is fed; the caller limits that.
 */
class EventParser
{
public:
    /// The events that are complete with these bytes.
    [[nodiscard]] QList<ServerSentEvent> feed(QByteArrayView bytes);
    /// The body has ended: the pending event, which servers leave without its empty line.
    [[nodiscard]] QList<ServerSentEvent> finish();

private:
    void takeLine(QByteArrayView line, QList<ServerSentEvent> &events);
    void dispatch(QList<ServerSentEvent> &events);

    QByteArray m_line; ///< the beginning of a line whose end has not arrived
    ServerSentEvent m_event;
    bool m_hasField = false;
    bool m_hasData = false;
    bool m_firstLine = true;
    bool m_skipLineFeed = false; ///< the last byte was a CR: an LF after it belongs to it
};

} // namespace moa
