// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

namespace moa {

/**
 * Cuts a stream of JSON lines (NDJSON) at its line feeds; bytes may arrive cut anywhere. Blank
 * lines are skipped, a byte order mark and carriage returns dropped. Memory is bounded by what it
 * is fed; the caller limits that.
 */
class LineReader
{
public:
    /// The lines that are complete with these bytes.
    [[nodiscard]] QList<QByteArray> feed(QByteArrayView bytes);
    /// The body has ended: the last line, which may lack its end.
    [[nodiscard]] QList<QByteArray> finish();

private:
    QByteArray m_rest;
    bool m_firstLine = true;
};

} // namespace moa
