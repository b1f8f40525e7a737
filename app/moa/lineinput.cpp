// SPDX-License-Identifier: GPL-3.0-or-later
#include "moa/lineinput.h"

#include <cerrno>
#include <unistd.h>

namespace moa {

namespace {

constexpr qsizetype c_block = qsizetype{64} * 1024;

} // namespace

LineInput::LineInput(int descriptor, qsizetype longestLine)
    : m_descriptor(descriptor)
    , m_longestLine(longestLine)
{ }

std::optional<QByteArrayView> LineInput::next()
{
    while (m_end == End::None) {
        const qsizetype newline = m_buffer.indexOf('\n', m_searched);
        const qsizetype lineEnd = newline < 0 ? m_buffer.size() : newline;
        if (lineEnd - m_start > m_longestLine) {
            m_end = End::TooLong;
        } else if (newline >= 0 || (m_isExhausted && lineEnd > m_start)) {
            const QByteArrayView line = QByteArrayView(m_buffer).sliced(m_start, lineEnd - m_start);
            m_start = newline < 0 ? lineEnd : newline + 1;
            m_searched = m_start;
            return line;
        } else if (m_isExhausted) {
            m_end = End::Reached;
        } else if (!readMore()) {
            m_end = End::Failed;
        }
    }
    return std::nullopt;
}

bool LineInput::isDrained() const
{
    return m_end == End::None && !m_isExhausted && m_buffer.indexOf('\n', m_searched) < 0;
}

bool LineInput::readMore()
{
    m_buffer.remove(0, m_start);
    m_start = 0;
    const qsizetype held = m_buffer.size();
    m_searched = held;
    m_buffer.resize(held + c_block);
    ssize_t count = 0;
    do {
        count = ::read(m_descriptor, m_buffer.data() + held, static_cast<size_t>(c_block));
    } while (count < 0 && errno == EINTR);
    m_buffer.truncate(held + std::max<ssize_t>(count, 0));
    m_isExhausted = count == 0;
    return count >= 0;
}

} // namespace moa
