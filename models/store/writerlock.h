// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/error.h"

#include <memory>
#include <QFile>

namespace moa {

/**
 * Tells the writers of one store apart, and whether they live. Each has a number of its own and
 * holds a lock on the byte at that place of a file beside the store, which the kernel takes back
 * however the process ends. So a process that has the same id as a former one is not taken for it.
 */
class WriterLock
{
public:
    /// A new writer of the store at @p storePath, alive as long as the object is.
    [[nodiscard]] static Result<std::unique_ptr<WriterLock>> take(const QString &storePath);
    Q_DISABLE_COPY_MOVE(WriterLock)
    ~WriterLock() = default;

    [[nodiscard]] qint64 number() const { return m_number; }

    /// Whether another writer, in this process or elsewhere, holds @p number.
    [[nodiscard]] static bool isHeldByAnother(const QString &storePath, qint64 number);

private:
    WriterLock() = default;

    QFile m_file; ///< closing it ends the lock
    qint64 m_number = 0;
};

} // namespace moa
