// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/linereader.h"

namespace moa {

QList<QByteArray> LineReader::feed(QByteArrayView bytes)
{
    QList<QByteArray> lines;
    while (!bytes.isEmpty()) {
        const qsizetype end = bytes.indexOf('\n');
        m_rest.append(end < 0 ? bytes : bytes.first(end));
        if (end < 0)
            break;
        bytes = bytes.sliced(end + 1);
        lines += finish();
    }
    return lines;
}

QList<QByteArray> LineReader::finish()
{
    if (m_firstLine && m_rest.startsWith("\xEF\xBB\xBF"))
        m_rest.remove(0, 3);
    m_firstLine = false;
    const QByteArray line = m_rest.trimmed();
    m_rest.clear();
    return line.isEmpty() ? QList<QByteArray>() : QList<QByteArray>{line};
}

} // namespace moa
