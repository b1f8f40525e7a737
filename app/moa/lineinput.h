// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <QByteArray>

namespace moa {

/** Reads lines from a file descriptor as they come, and holds no more than one and a block. */
class LineInput
{
public:
    enum class End {
        None, ///< not yet
        Reached,
        TooLong, ///< a line exceeds the limit
        Failed ///< the system's errno says why
    };

    /// Does not own the descriptor. The limit is in bytes without the newline.
    LineInput(int descriptor, qsizetype longestLine);

    /// The next line without its newline; nothing at the end, for which see end(). The view holds
    /// until the next call.
    [[nodiscard]] std::optional<QByteArrayView> next();
    [[nodiscard]] End end() const { return m_end; }
    /// Whether next() would have to wait for the other side.
    [[nodiscard]] bool isDrained() const;

private:
    [[nodiscard]] bool readMore();

    int m_descriptor;
    qsizetype m_longestLine;
    QByteArray m_buffer;
    qsizetype m_start = 0; ///< of what has not been handed out
    qsizetype m_searched = 0; ///< no newline between m_start and here
    bool m_isExhausted = false;
    End m_end = End::None;
};

} // namespace moa
