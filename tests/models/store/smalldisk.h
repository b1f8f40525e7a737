// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <unistd.h>

namespace moa {

/** A small disk of its own, where the test may make one. */
class SmallDisk
{
public:
    SmallDisk()
    {
        m_isMounted = geteuid() == 0
            && QProcess::execute(QStringLiteral("mount"),
                                 {QStringLiteral("-t"), QStringLiteral("tmpfs"),
                                  QStringLiteral("-o"), QStringLiteral("size=3m"),
                                  QStringLiteral("moa-test"), m_folder.path()})
                == 0;
    }
    ~SmallDisk()
    {
        if (m_isMounted)
            QProcess::execute(QStringLiteral("umount"), {QStringLiteral("-l"), m_folder.path()});
    }
    Q_DISABLE_COPY_MOVE(SmallDisk)

    [[nodiscard]] bool isMounted() const { return m_isMounted; }
    [[nodiscard]] QString filePath(const QString &name) const { return m_folder.filePath(name); }
    [[nodiscard]] bool setReadOnly(bool readOnly)
    {
        return QProcess::execute(
                   QStringLiteral("mount"),
                   {QStringLiteral("-o"),
                    readOnly ? QStringLiteral("remount,ro") : QStringLiteral("remount,rw"),
                    m_folder.path()})
            == 0;
    }
    /// Takes all the room that is left.
    void fill()
    {
        QFile file(filePath(QStringLiteral("filler")));
        if (!file.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
            return;
        while (file.write(QByteArray(4096, 'x')) == 4096) { }
        while (file.write("x", 1) == 1) { }
    }
    void makeRoom() { QFile::remove(filePath(QStringLiteral("filler"))); }

private:
    QTemporaryDir m_folder;
    bool m_isMounted = false;
};

} // namespace moa
