// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/jsonpieces.h"

namespace moa {

QList<QByteArray> JsonPieces::feed(QByteArrayView bytes)
{
    constexpr QByteArrayView between(" \t\r\n,[]");
    constexpr QByteArrayView byteOrderMark("\xEF\xBB\xBF");
    QList<QByteArray> objects;
    for (const char byte : bytes) {
        if (m_broken) {
            m_object += byte;
        } else if (m_depth > 0) {
            if (takeInside(byte)) {
                objects.append(m_object);
                m_object.clear();
            }
        } else if (byte == '{') {
            m_started = true;
            m_depth = 1;
            m_object += byte;
        } else if (!between.contains(byte) && (m_started || !byteOrderMark.contains(byte))) {
            m_broken = true;
            m_object += byte;
        }
    }
    return objects;
}

QList<QByteArray> JsonPieces::finish()
{
    return m_object.isEmpty() ? QList<QByteArray>()
                              : QList<QByteArray>{std::exchange(m_object, {})};
}

bool JsonPieces::takeInside(char byte)
{
    m_object += byte;
    if (m_inString) {
        m_inString = m_escaped || byte != '"';
        m_escaped = !m_escaped && byte == '\\';
    } else if (byte == '"') {
        m_inString = true;
    } else if (byte == '{') {
        ++m_depth;
    } else if (byte == '}') {
        --m_depth;
    }
    return m_depth == 0;
}

} // namespace moa
