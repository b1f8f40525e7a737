// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QVariant>

class QDBusConnection;
class QDBusPendingCallWatcher;
class QDBusVariant;

namespace moa {

/**
 * Asks the XDG desktop portal for the settings of a program's look and follows them. Nothing waits
 * for it; without a session bus or a portal nothing ever comes.
 */
class PortalSettings : public QObject
{
    Q_OBJECT

public:
    explicit PortalSettings(QObject *parent = nullptr);

    /// Asks on the session's bus, if there is one.
    void start();
    void start(QDBusConnection bus);

Q_SIGNALS:
    void valueRead(const QString &group, const QString &key, const QVariant &value);

private Q_SLOTS:
    void settingChanged(const QString &group, const QString &key, const QDBusVariant &value);

private:
    void readAll(QDBusPendingCallWatcher *call);
};

} // namespace moa
