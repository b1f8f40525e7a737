// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/portalsettings.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusMetaType>
#include <QDBusPendingCall>
#include <QDBusVariant>
#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>

using namespace moa;
using namespace Qt::StringLiterals;

using Settings = QMap<QString, QVariantMap>;
Q_DECLARE_METATYPE(Settings)

namespace {

const QString path = u"/org/freedesktop/portal/desktop"_s;
const QString appearance = u"org.freedesktop.appearance"_s;

/** A desktop portal with nothing but settings. */
class Portal : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.portal.Settings")

public:
    Settings settings;

public Q_SLOTS:
    Settings ReadAll(const QStringList &groups) const // NOLINT: the portal's name for it
    {
        Settings result;
        for (const QString &group : groups) {
            if (settings.contains(group))
                result.insert(group, settings.value(group));
        }
        return result;
    }
};

} // namespace

class TestPortalSettings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void whatThePortalHasIsRead();
    void changesAreFollowed();
    void withoutAPortalNothingComes();
    void withoutABusNothingComes();

private:
    [[nodiscard]] QDBusConnection bus(const QString &name) const
    {
        return QDBusConnection::connectToBus(m_address, name);
    }

    QProcess m_daemon;
    QString m_address;
};

void TestPortalSettings::initTestCase()
{
    const QString program = QStandardPaths::findExecutable(u"dbus-daemon"_s);
    if (program.isEmpty())
        QSKIP("There is no dbus-daemon to speak through.");
    m_daemon.start(program, {u"--session"_s, u"--nofork"_s, u"--print-address"_s});
    QTRY_VERIFY(m_daemon.canReadLine());
    m_address = QString::fromUtf8(m_daemon.readLine()).trimmed();
    qDBusRegisterMetaType<Settings>();
}

void TestPortalSettings::cleanupTestCase()
{
    m_daemon.kill();
    m_daemon.waitForFinished();
}

void TestPortalSettings::whatThePortalHasIsRead()
{
    Portal portal;
    portal.settings = {{appearance, {{u"color-scheme"_s, 1U}, {u"contrast"_s, 0U}}},
                       {u"org.gnome.desktop.interface"_s, {{u"enable-animations"_s, false}}},
                       {u"org.example"_s, {{u"secret"_s, u"other"_s}}}};
    QDBusConnection server = bus(u"server"_s);
    QVERIFY(server.registerObject(path, &portal, QDBusConnection::ExportAllSlots));
    QVERIFY(server.registerService(u"org.freedesktop.portal.Desktop"_s));
    PortalSettings settings;
    QSignalSpy read(&settings, &PortalSettings::valueRead);
    settings.start(bus(u"client"_s));
    QTRY_COMPARE(read.size(), 3);
    QHash<QString, QVariant> values;
    for (const QList<QVariant> &each : read)
        values.insert(each.at(1).toString(), each.at(2).value<QVariant>());
    QCOMPARE(values.value(u"color-scheme"_s).toUInt(), 1U);
    QCOMPARE(values.value(u"contrast"_s).toUInt(), 0U);
    QCOMPARE(values.value(u"enable-animations"_s).toBool(), false);
    server.unregisterService(u"org.freedesktop.portal.Desktop"_s);
    QDBusConnection::disconnectFromBus(u"server"_s);
    QDBusConnection::disconnectFromBus(u"client"_s);
}

void TestPortalSettings::changesAreFollowed()
{
    Portal portal;
    portal.settings = {{appearance, {{u"color-scheme"_s, 2U}}}};
    QDBusConnection server = bus(u"server"_s);
    QVERIFY(server.registerObject(path, &portal, QDBusConnection::ExportAllSlots));
    QVERIFY(server.registerService(u"org.freedesktop.portal.Desktop"_s));
    PortalSettings settings;
    QSignalSpy read(&settings, &PortalSettings::valueRead);
    settings.start(bus(u"client"_s));
    QTRY_COMPARE(read.size(), 1);
    QDBusMessage change =
        QDBusMessage::createSignal(path, u"org.freedesktop.portal.Settings"_s, u"SettingChanged"_s);
    change.setArguments(
        {appearance, u"color-scheme"_s, QVariant::fromValue(QDBusVariant(QVariant(1U)))});
    QVERIFY(server.send(change));
    QTRY_COMPARE(read.size(), 2);
    QCOMPARE(read.at(1).at(0).toString(), appearance);
    QCOMPARE(read.at(1).at(2).value<QVariant>().toUInt(), 1U);
    QDBusConnection::disconnectFromBus(u"server"_s);
    QDBusConnection::disconnectFromBus(u"client"_s);
}

void TestPortalSettings::withoutAPortalNothingComes()
{
    PortalSettings settings;
    QSignalSpy read(&settings, &PortalSettings::valueRead);
    settings.start(bus(u"client"_s));
    // Its answer, that there is nobody, comes before that to a later question.
    const QDBusMessage question = QDBusMessage::createMethodCall(
        u"org.freedesktop.DBus"_s, u"/"_s, u"org.freedesktop.DBus"_s, u"GetId"_s);
    QDBusConnection client(u"client"_s);
    const QDBusPendingCall call = client.asyncCall(question);
    QTRY_VERIFY(call.isFinished());
    QCOMPARE(read.size(), 0);
    QDBusConnection::disconnectFromBus(u"client"_s);
}

void TestPortalSettings::withoutABusNothingComes()
{
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/at/all");
    PortalSettings settings;
    QSignalSpy read(&settings, &PortalSettings::valueRead);
    settings.start();
    qunsetenv("DBUS_SESSION_BUS_ADDRESS");
    qputenv("XDG_RUNTIME_DIR", "/nowhere");
    settings.start();
    QCOMPARE(read.size(), 0);
}

QTEST_GUILESS_MAIN(TestPortalSettings)
#include "tst_portalsettings.moc"
