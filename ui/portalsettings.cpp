// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/portalsettings.h"

#include <QDBusArgument>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QFileInfo>

namespace moa {

namespace {

const QString service = QStringLiteral("org.freedesktop.portal.Desktop");
const QString path = QStringLiteral("/org/freedesktop/portal/desktop");
const QString interface = QStringLiteral("org.freedesktop.portal.Settings");
const QStringList groups{QStringLiteral("org.freedesktop.appearance"),
                         QStringLiteral("org.gnome.desktop.interface")};

/// Asking for the bus where there is none may start one.
bool hasSessionBus()
{
    return qEnvironmentVariableIsSet("DBUS_SESSION_BUS_ADDRESS")
        || QFileInfo::exists(qEnvironmentVariable("XDG_RUNTIME_DIR") + QStringLiteral("/bus"));
}

} // namespace

PortalSettings::PortalSettings(QObject *parent)
    : QObject(parent)
{ }

void PortalSettings::start()
{
    if (hasSessionBus())
        start(QDBusConnection::sessionBus());
}

void PortalSettings::start(QDBusConnection bus)
{
    if (!bus.isConnected())
        return;
    bus.connect(service, path, interface, QStringLiteral("SettingChanged"), this,
                SLOT(settingChanged(QString, QString, QDBusVariant)));
    QDBusMessage question =
        QDBusMessage::createMethodCall(service, path, interface, QStringLiteral("ReadAll"));
    question.setArguments({groups});
    auto *call = new QDBusPendingCallWatcher(bus.asyncCall(question), this);
    connect(call, &QDBusPendingCallWatcher::finished, this, &PortalSettings::readAll);
}

void PortalSettings::readAll(QDBusPendingCallWatcher *call)
{
    call->deleteLater();
    const QDBusMessage reply = call->reply();
    if (call->isError() || reply.signature() != QLatin1StringView("a{sa{sv}}"))
        return;
    const auto settings = qdbus_cast<QMap<QString, QVariantMap>>(reply.arguments().constFirst());
    for (auto group = settings.cbegin(); group != settings.cend(); ++group) {
        for (auto setting = group->cbegin(); setting != group->cend(); ++setting)
            Q_EMIT valueRead(group.key(), setting.key(), setting.value());
    }
}

void PortalSettings::settingChanged(const QString &group, const QString &key,
                                    const QDBusVariant &value)
{
    Q_EMIT valueRead(group, key, value.variant());
}

} // namespace moa
