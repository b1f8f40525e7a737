// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

namespace moa {

/**
 * Cuts JSON that arrives piece by piece into its outermost objects: one object, a list of objects,
 * or objects one after another; bytes may arrive cut anywhere. Memory is bounded by what it is fed;
 * the caller limits that.
 */
class JsonPieces
{
public:
    /// The objects that are complete with these bytes.
    [[nodiscard]] QList<QByteArray> feed(QByteArrayView bytes);
    /// The body has ended: what is left, an object that lacks its end or no JSON at all.
    [[nodiscard]] QList<QByteArray> finish();

private:
    [[nodiscard]] bool takeInside(char byte);

    QByteArray m_object;
    int m_depth = 0;
    bool m_inString = false;
    bool m_escaped = false;
    bool m_started = false; ///< something came that is no byte order mark or blank
    bool m_broken = false;
};

} // namespace moa
