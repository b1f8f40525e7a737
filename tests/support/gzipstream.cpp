// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/gzipstream.h"

#include <array>
#include <zlib.h>

namespace moa {

struct GzipStream::State
{
    z_stream stream = {};
};

GzipStream::GzipStream()
    : m_state(std::make_unique<State>())
{
    constexpr int gzipWindow = 15 + 16;
    if (deflateInit2(&m_state->stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, gzipWindow, 8,
                     Z_DEFAULT_STRATEGY)
        != Z_OK)
        qFatal("zlib can't start");
}

GzipStream::~GzipStream()
{
    deflateEnd(&m_state->stream);
}

QByteArray GzipStream::compress(const QByteArray &bytes)
{
    return run(bytes, Z_SYNC_FLUSH);
}

QByteArray GzipStream::finish()
{
    return run({}, Z_FINISH);
}

QByteArray GzipStream::run(const QByteArray &bytes, int flush)
{
    QByteArray input = bytes;
    QByteArray output;
    std::array<Bytef, 16384> buffer;
    z_stream &stream = m_state->stream;
    stream.next_in = reinterpret_cast<Bytef *>(input.data());
    stream.avail_in = static_cast<uInt>(input.size());
    do {
        stream.next_out = buffer.data();
        stream.avail_out = static_cast<uInt>(buffer.size());
        deflate(&stream, flush);
        output.append(reinterpret_cast<const char *>(buffer.data()),
                      static_cast<qsizetype>(buffer.size() - stream.avail_out));
    } while (stream.avail_out == 0);
    return output;
}

} // namespace moa
