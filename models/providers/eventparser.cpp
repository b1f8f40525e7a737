// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/eventparser.h"

#include <algorithm>

namespace moa {

QList<ServerSentEvent> EventParser::feed(QByteArrayView bytes)
{
    QList<ServerSentEvent> events;
    while (!bytes.isEmpty()) {
        if (m_skipLineFeed) {
            m_skipLineFeed = false;
            if (bytes.front() == '\n') {
                bytes = bytes.sliced(1);
                continue;
            }
        }
        const auto isLineEnd = [](char byte) { return byte == '\n' || byte == '\r'; };
        const auto *const end = std::find_if(bytes.begin(), bytes.end(), isLineEnd);
        if (end == bytes.end()) {
            m_line.append(bytes);
            break;
        }
        const qsizetype length = end - bytes.begin();
        m_skipLineFeed = *end == '\r';
        if (m_line.isEmpty()) {
            takeLine(bytes.first(length), events);
        } else {
            m_line.append(bytes.first(length));
            takeLine(m_line, events);
            m_line.clear();
        }
        bytes = bytes.sliced(length + 1);
    }
    return events;
}

QList<ServerSentEvent> EventParser::finish()
{
    QList<ServerSentEvent> events;
    if (!m_line.isEmpty()) {
        takeLine(m_line, events);
        m_line.clear();
    }
    dispatch(events);
    return events;
}

void EventParser::takeLine(QByteArrayView line, QList<ServerSentEvent> &events)
{
    if (m_firstLine) {
        m_firstLine = false;
        constexpr QByteArrayView byteOrderMark("\xEF\xBB\xBF");
        if (line.startsWith(byteOrderMark))
            line = line.sliced(byteOrderMark.size());
    }
    if (line.isEmpty()) {
        dispatch(events);
        return;
    }
    const qsizetype colon = line.indexOf(':');
    if (colon == 0)
        return; // a comment
    const QByteArrayView field = colon < 0 ? line : line.first(colon);
    QByteArrayView value = colon < 0 ? QByteArrayView() : line.sliced(colon + 1);
    if (value.startsWith(' '))
        value = value.sliced(1);

    if (field == "data") {
        if (m_hasData)
            m_event.data.append('\n');
        m_event.data.append(value);
        m_hasData = true;
    } else if (field == "event") {
        m_event.type = value.toByteArray();
    } else if (field == "error") {
        m_event.error = value.toByteArray();
    } else {
        return;
    }
    m_hasField = true;
}

void EventParser::dispatch(QList<ServerSentEvent> &events)
{
    // The standard drops events without data; one with only an error must be heard.
    if (m_hasField && (m_hasData || !m_event.error.isEmpty()))
        events.append(m_event);
    m_event = {};
    m_hasField = false;
    m_hasData = false;
}

} // namespace moa
