// SPDX-License-Identifier: GPL-3.0-or-later
#include "mixture/fileio.h"

#include <QCoreApplication>
#include <QFile>
#include <QLocale>
#include <QSaveFile>

namespace moa {

Result<QByteArray> readFile(const QString &path, qsizetype mostBytes)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return failure(QCoreApplication::translate("moa", "The file cannot be opened: %1.")
                           .arg(file.errorString()));
    }
    Result<QByteArray> content = readDevice(file, mostBytes);
    if (file.error() != QFileDevice::NoError) {
        return failure(QCoreApplication::translate("moa", "The file cannot be read: %1.")
                           .arg(file.errorString()));
    }
    return content;
}

Result<QByteArray> readDevice(QIODevice &device, qsizetype mostBytes)
{
    // One byte more than allowed tells what is too large, also where size() knows nothing. A pipe
    // hands over what has come in so far: only an empty read is the end.
    QByteArray content;
    while (content.size() <= mostBytes) {
        const QByteArray part = device.read(mostBytes + 1 - content.size());
        if (part.isEmpty())
            return content;
        content += part;
    }
    return failure(QCoreApplication::translate(
                       "moa", "The file is larger than %1, which is the most that is read.")
                       .arg(QLocale().formattedDataSize(mostBytes)));
}

Result<void> writeAndCommit(QSaveFile &file, const QByteArray &content)
{
    // commit() does not tell that its own flush failed, and a write that was cut short, as on a
    // full disk, is no error to Qt 6.4.
    if (file.write(content) == content.size() && file.flush() && file.commit())
        return {};
    const QString reason = file.error() == QFileDevice::NoError
        ? QCoreApplication::translate("moa", "only a part could be written, the disk may be full")
        : file.errorString();
    file.cancelWriting();
    return failure(QCoreApplication::translate(
                       "moa", "The file cannot be written: %1. What was there before is unchanged.")
                       .arg(reason));
}

Result<void> replaceFile(const QString &path, const QByteArray &content)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly)) {
        return failure(
            QCoreApplication::translate(
                "moa", "The file cannot be written: %1. What was there before is unchanged.")
                .arg(file.errorString()));
    }
    return writeAndCommit(file, content);
}

} // namespace moa
