// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/networkmanager.h"
#include "support/scriptedserver.h"

#include <QNetworkProxyFactory>
#include <QNetworkReply>
#include <QSignalSpy>
#include <QTemporaryFile>
#include <QTest>

using namespace moa;
using namespace Qt::StringLiterals;

namespace {

NetworkSettings manual(const QString &address)
{
    return {.proxy = NetworkSettings::Proxy::Manual, .proxyUrl = QUrl(address)};
}

} // namespace

class TestNetworkManager : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void requestsTakeTheirWay_data();
    void requestsTakeTheirWay();
    void theEnvironmentsProxyIsTheSystems();
    void aProxyGetsTheWholeAddress();
    void thisMachineIsAskedDirectly();
    void nothingIsFollowedOrKept();
    void onlyPlainProxyAddressesAreTaken_data();
    void onlyPlainProxyAddressesAreTaken();
    void aBadCaFileIsToldBeforehand_data();
    void aBadCaFileIsToldBeforehand();
};

void TestNetworkManager::requestsTakeTheirWay_data()
{
    QTest::addColumn<NetworkSettings>("settings");
    QTest::addColumn<QString>("target");
    QTest::addColumn<QNetworkProxy>("proxy");
    const QNetworkProxy direct(QNetworkProxy::NoProxy);
    const NetworkSettings http = manual(u"http://proxy.test:3128"_s);
    const QString away = u"https://api.example.test/v1"_s;
    QTest::newRow("none") << NetworkSettings{.proxy = NetworkSettings::Proxy::None} << away
                          << direct;
    QTest::newRow("http") << http << away
                          << QNetworkProxy(QNetworkProxy::HttpProxy, u"proxy.test"_s, 3128);
    QTest::newRow("socks5") << manual(u"socks5://[2001:db8::1]:1080"_s) << away
                            << QNetworkProxy(QNetworkProxy::Socks5Proxy, u"2001:db8::1"_s, 1080);
    for (const QString &host : {u"localhost"_s, u"127.0.0.1"_s, u"127.1.2.3"_s, u"[::1]"_s}) {
        QTest::newRow(qPrintable(host))
            << http << QStringLiteral("http://%1:11434/v1").arg(host) << direct;
    }
}

void TestNetworkManager::requestsTakeTheirWay()
{
    QFETCH(NetworkSettings, settings);
    QFETCH(QString, target);
    QFETCH(QNetworkProxy, proxy);
    const auto manager = makeNetworkManager(settings);
    QCOMPARE(manager->proxyFactory()->queryProxy(QNetworkProxyQuery(QUrl(target))),
             QList<QNetworkProxy>{proxy});
}

void TestNetworkManager::theEnvironmentsProxyIsTheSystems()
{
    for (const char *const variable : {"HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "all_proxy"})
        qunsetenv(variable);
    qputenv("http_proxy", "http://plain.test:8001");
    qputenv("https_proxy", "http://secure.test:8002");
    qputenv("no_proxy", "inner.test");
    const auto manager = makeNetworkManager({});
    const auto hostFor = [&manager](const QString &target) {
        const QList<QNetworkProxy> proxies =
            manager->proxyFactory()->queryProxy(QNetworkProxyQuery(QUrl(target)));
        return proxies.constFirst().hostName();
    };
    QCOMPARE(hostFor(u"http://api.example.test/v1"_s), u"plain.test"_s);
    QCOMPARE(hostFor(u"https://api.example.test/v1"_s), u"secure.test"_s);
    QCOMPARE(hostFor(u"https://inner.test/v1"_s), QString());
    QCOMPARE(hostFor(u"http://localhost:8080/v1"_s), QString());
    for (const char *const variable : {"http_proxy", "https_proxy", "no_proxy"})
        qunsetenv(variable);
}

void TestNetworkManager::aProxyGetsTheWholeAddress()
{
    ScriptedServer proxy;
    QVERIFY(proxy.listen());
    const auto manager =
        makeNetworkManager(manual(QStringLiteral("http://127.0.0.1:%1").arg(proxy.port())));
    const std::unique_ptr<QNetworkReply> reply(
        manager->get(QNetworkRequest(QUrl(u"http://models.example.test/v1/models"_s))));
    QTRY_VERIFY(reply->isFinished());
    QCOMPARE(proxy.requests().size(), 1);
    QCOMPARE(proxy.requests().constFirst().path,
             QByteArray("http://models.example.test/v1/models"));
}

void TestNetworkManager::thisMachineIsAskedDirectly()
{
    ScriptedServer server;
    QVERIFY(server.listen());
    server.setHandler([](const ScriptedRequest &) { return ScriptedReply::body("{}"); });
    const auto manager = makeNetworkManager(manual(u"http://127.0.0.1:1"_s));
    const std::unique_ptr<QNetworkReply> reply(manager->get(QNetworkRequest(server.baseUrl())));
    QTRY_VERIFY(reply->isFinished());
    QCOMPARE(reply->readAll(), QByteArray("{}"));
}

void TestNetworkManager::nothingIsFollowedOrKept()
{
    ScriptedServer server;
    QVERIFY(server.listen());
    server.setHandler([](const ScriptedRequest &) {
        ScriptedReply moved = ScriptedReply::body("{}");
        moved.status = 302;
        return moved.withHeader("Location", "/elsewhere").withHeader("Set-Cookie", "who=you");
    });
    const auto manager = makeNetworkManager({});
    for (int i = 0; i < 2; ++i) {
        const std::unique_ptr<QNetworkReply> reply(manager->get(QNetworkRequest(server.baseUrl())));
        QTRY_VERIFY(reply->isFinished());
    }
    const QList<ScriptedRequest> requests = server.requests();
    QCOMPARE(requests.size(), 2);
    QCOMPARE(requests.constLast().path, QByteArray("/v1"));
    QCOMPARE(requests.constLast().header("Cookie"), QByteArray());
}

void TestNetworkManager::onlyPlainProxyAddressesAreTaken_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("words");
    QTest::newRow("http") << u"http://proxy.test:3128"_s << QString();
    QTest::newRow("socks5") << u"socks5://10.0.0.1:1080"_s << QString();
    QTest::newRow("nothing") << QString() << u"is neither"_s;
    QTest::newRow("no host") << u"http://:3128"_s << u"is neither"_s;
    QTest::newRow("another scheme") << u"https://proxy.test:3128"_s << u"is neither"_s;
    QTest::newRow("no port") << u"http://proxy.test"_s << u"needs a port"_s;
    QTest::newRow("password") << u"http://me:pass@proxy.test:3128"_s << u"password"_s;
    QTest::newRow("path") << u"http://proxy.test:3128/proxy.pac"_s << u"ends with its port"_s;
}

void TestNetworkManager::onlyPlainProxyAddressesAreTaken()
{
    QFETCH(QString, address);
    QFETCH(QString, words);
    const Result<void> checked = checkNetwork(manual(address));
    QCOMPARE(checked.has_value(), words.isEmpty());
    if (!checked) {
        QVERIFY2(checked.error().message.contains(words), qPrintable(checked.error().message));
        QVERIFY(!checked.error().message.contains(u"pass@"_s));
    }
}

void TestNetworkManager::aBadCaFileIsToldBeforehand_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("empty") << QByteArray("");
    QTest::newRow("no PEM") << QByteArray("\x30\x82\x01\x00 binary");
    QTest::newRow("broken PEM") << QByteArray(
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
    QTest::newRow("absent") << QByteArray();
}

void TestNetworkManager::aBadCaFileIsToldBeforehand()
{
    QFETCH(QByteArray, content);
    QTemporaryFile file;
    QVERIFY(file.open());
    file.write(content);
    file.close();
    NetworkSettings settings;
    settings.caFile = content.isNull() ? u"/nonexistent/ca.pem"_s : file.fileName();
    const Result<void> checked = checkNetwork(settings);
    QVERIFY(!checked);
    QVERIFY2(
        checked.error().message.startsWith(QStringLiteral("The CA file %1 ").arg(settings.caFile)),
        qPrintable(checked.error().message));
    QVERIFY(makeNetworkManager(settings) != nullptr);
}

QTEST_GUILESS_MAIN(TestNetworkManager)
#include "tst_networkmanager.moc"
