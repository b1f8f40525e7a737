// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QDeadlineTimer>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>

namespace moa {

/** A D-Bus session of the tests' own, with an unlocked keyring in it or with nothing. */
class SecretService
{
public:
    SecretService()
    {
        QFile config(m_dir.filePath(QStringLiteral("bus.conf")));
        // Without directories of services, so that the bus starts none by itself.
        const QByteArray text =
            "<busconfig><type>session</type><listen>unix:dir=" + m_dir.path().toLocal8Bit()
            + "</listen><auth>EXTERNAL</auth><policy context=\"default\">"
              "<allow send_destination=\"*\" eavesdrop=\"true\"/>"
              "<allow eavesdrop=\"true\"/><allow own=\"*\"/>"
              "</policy></busconfig>";
        if (!config.open(QIODevice::WriteOnly) || config.write(text) != text.size())
            qFatal("the configuration of the bus can't be written");
        config.close();
        m_bus.start(QStringLiteral("dbus-daemon"),
                    {QStringLiteral("--config-file=") + config.fileName(),
                     QStringLiteral("--print-address=1"), QStringLiteral("--nofork"),
                     QStringLiteral("--nopidfile")});
        if (!m_bus.waitForReadyRead(30'000))
            qFatal("dbus-daemon does not start");
        m_address = QString::fromLocal8Bit(m_bus.readLine().trimmed());
    }

    ~SecretService()
    {
        for (QProcess *process : {&m_keyring, &m_bus}) {
            process->terminate();
            process->waitForFinished(10'000);
        }
    }

    SecretService(const SecretService &) = delete;
    SecretService &operator=(const SecretService &) = delete;

    [[nodiscard]] QString address() const { return m_address; }

    /// Starts the keyring, with a password that is empty; returns once it is on the bus.
    [[nodiscard]] bool startKeyring()
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("DBUS_SESSION_BUS_ADDRESS"), m_address);
        for (const char *const name : {"HOME", "XDG_RUNTIME_DIR", "XDG_DATA_HOME"})
            environment.insert(QString::fromLatin1(name), m_dir.path());
        m_keyring.setProcessEnvironment(environment);
        m_keyring.start(QStringLiteral("gnome-keyring-daemon"),
                        {QStringLiteral("--foreground"), QStringLiteral("--components=secrets"),
                         QStringLiteral("--unlock")});
        m_keyring.write("\n");
        m_keyring.closeWriteChannel();
        m_keyring.waitForStarted();
        const QDBusConnection bus = QDBusConnection::connectToBus(m_address, m_address);
        const QDeadlineTimer deadline(30'000);
        const QString name = QStringLiteral("org.freedesktop.secrets");
        while (!bus.interface()->isServiceRegistered(name)) {
            if (deadline.hasExpired() || m_keyring.waitForFinished(50))
                return false;
        }
        return true;
    }

private:
    QTemporaryDir m_dir;
    QProcess m_bus;
    QProcess m_keyring;
    QString m_address;
};

} // namespace moa
