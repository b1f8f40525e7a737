// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <QByteArray>

namespace moa {

/** A gzip encoder whose output is readable up to the last byte that went in. */
class GzipStream
{
public:
    GzipStream();
    ~GzipStream();

    [[nodiscard]] QByteArray compress(const QByteArray &bytes);
    /// What completes the file: trailer and checksum.
    [[nodiscard]] QByteArray finish();

private:
    [[nodiscard]] QByteArray run(const QByteArray &bytes, int flush);

    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace moa
