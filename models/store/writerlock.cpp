// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/writerlock.h"

#include <fcntl.h>
#include <QCoreApplication>
#include <QRandomGenerator>

namespace moa {

namespace {

QString lockPath(const QString &storePath)
{
    return storePath + QStringLiteral("-writers");
}

/// The lock on one byte, of the open file and not of the process: so that two stores in one
/// process are two writers, and closing another file of this name ends nothing.
struct flock byteAt(qint64 number)
{
    struct flock lock = {};
    lock.l_type = F_WRLCK;
    lock.l_whence = SEEK_SET;
    lock.l_start = number;
    lock.l_len = 1;
    return lock;
}

} // namespace

Result<std::unique_ptr<WriterLock>> WriterLock::take(const QString &storePath)
{
    std::unique_ptr<WriterLock> writer(new WriterLock);
    writer->m_file.setFileName(lockPath(storePath));
    if (!writer->m_file.open(QIODevice::ReadWrite | QIODevice::Unbuffered)) {
        return failure(QCoreApplication::translate(
                           "moa", "Runs can't be written into the history: %1 can't be made (%2).")
                           .arg(writer->m_file.fileName(), writer->m_file.errorString()));
    }
    constexpr qint64 mostNumber = qint64{1} << 52; // a place that every file system can lock
    for (;;) {
        writer->m_number = QRandomGenerator::global()->bounded(qint64{1}, mostNumber);
        struct flock lock = byteAt(writer->m_number);
        if (fcntl(writer->m_file.handle(), F_OFD_SETLK, &lock) == 0)
            break;
        if (errno != EAGAIN && errno != EACCES) {
            return failure(
                QCoreApplication::translate(
                    "moa", "Runs can't be written into the history: %1 can't be locked (%2).")
                    .arg(writer->m_file.fileName(), qt_error_string(errno)));
        }
    }
    return writer;
}

bool WriterLock::isHeldByAnother(const QString &storePath, qint64 number)
{
    QFile file(lockPath(storePath));
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return false;
    struct flock lock = byteAt(number);
    return fcntl(file.handle(), F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
}

} // namespace moa
