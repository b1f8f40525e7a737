// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/chatcall.h"
#include "support/scriptedserver.h"
#include "support/testcertificates.h"

#include <QTest>

using namespace moa;
using namespace Qt::StringLiterals;

namespace {

const QString here = u"DNS:localhost"_s;

enum class Trust { System, Authority, OtherAuthority, ServerItself };

} // namespace

class TestTls : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void certificatesAreJudged_data();
    void certificatesAreJudged();
    void plainHttpBehindAnHttpsAddressIsTold();

private:
    [[nodiscard]] Outcome call(const QUrl &address, const QString &caFile);

    std::unique_ptr<TestCertificates> m_own;
    std::unique_ptr<TestCertificates> m_other;
    int m_attempts = 0;
};

void TestTls::initTestCase()
{
    m_own = std::make_unique<TestCertificates>(u"Own"_s);
    m_other = std::make_unique<TestCertificates>(u"Other"_s);
}

Outcome TestTls::call(const QUrl &address, const QString &caFile)
{
    ChatRequest request;
    request.provider.id = ProviderId(u"own"_s);
    request.provider.name = u"Own"_s;
    request.provider.baseUrl = address;
    request.provider.maxAttempts = 2;
    request.model = u"m"_s;
    request.messages = {{Message::Author::User, u"Hello"_s}};
    RequestScheduler scheduler;
    scheduler.setNetwork({.caFile = caFile});
    ChatCall call(&scheduler, request, ApiKey("a-secret-key", originOf(address)));
    std::optional<Outcome> result;
    connect(&call, &ChatCall::finished, this, [&](const Outcome &outcome) { result = outcome; });
    call.start();
    (void)QTest::qWaitFor([&result] { return result.has_value(); }, 30'000);
    m_attempts = call.attempts();
    return result.value_or(Outcome{.kind = Outcome::Kind::TimedOut});
}

void TestTls::certificatesAreJudged_data()
{
    QTest::addColumn<QSslConfiguration>("server");
    QTest::addColumn<Trust>("trust");
    QTest::addColumn<QStringList>("words");
    const QString settings = u"set its CA file in Settings > Network"_s;
    QTest::newRow("wrong host") << m_own->server(u"DNS:other.test"_s) << Trust::Authority
                                << QStringList{u"localhost shows is made out to other.test"_s};
    QTest::newRow("expired") << m_own->server(here, -10, -2) << Trust::Authority
                             << QStringList{u"certificate of localhost expired on"_s};
    QTest::newRow("not yet valid")
        << m_own->server(here, 2, 10) << Trust::Authority << QStringList{u"is not valid before"_s};
    QTest::newRow("self-signed") << m_own->selfSigned(here) << Trust::System
                                 << QStringList{u"localhost is self-signed"_s, settings};
    QTest::newRow("unknown authority")
        << m_own->server(here) << Trust::System << QStringList{u"does not trust"_s, settings};
    QTest::newRow("CA file of another authority") << m_own->server(here) << Trust::OtherAuthority
                                                  << QStringList{u"does not trust"_s, settings};
    QTest::newRow("CA file of the authority")
        << m_own->server(here) << Trust::Authority << QStringList();
    QTest::newRow("CA file is the self-signed certificate")
        << m_own->selfSigned(here) << Trust::ServerItself << QStringList();
}

void TestTls::certificatesAreJudged()
{
    QFETCH(QSslConfiguration, server);
    QFETCH(Trust, trust);
    QFETCH(QStringList, words);
    ScriptedServer scripted;
    const Result<quint16> port = scripted.listenTls(server);
    QVERIFY2(port, port ? "" : qPrintable(port.error().message));
    scripted.script(u"m"_s, {ScriptedReply::openAiJson(u"Hello yourself"_s)});
    QString caFile;
    if (trust == Trust::Authority)
        caFile = m_own->caFile();
    else if (trust == Trust::OtherAuthority)
        caFile = m_other->caFile();
    else if (trust == Trust::ServerItself)
        caFile = m_own->write(u"self.pem"_s, server.localCertificate().toPem());

    const Outcome outcome = call(scripted.baseUrl(), caFile);
    QCOMPARE(m_attempts, 1); // the same certificate would be shown again
    if (words.isEmpty()) {
        QCOMPARE(outcome.message, QString());
        QCOMPARE(outcome.kind, Outcome::Kind::Finished);
        QCOMPARE(scripted.requests().size(), 1);
        return;
    }
    QCOMPARE(outcome.kind, Outcome::Kind::Protocol);
    QVERIFY2(outcome.message.startsWith(u"Own: the certificate "_s), qPrintable(outcome.message));
    QVERIFY2(outcome.message.endsWith(u'.') && !outcome.message.endsWith(u".."_s),
             qPrintable(outcome.message));
    for (const QString &word : std::as_const(words))
        QVERIFY2(outcome.message.contains(word), qPrintable(outcome.message));
    QVERIFY(scripted.requests().isEmpty()); // neither prompt nor key left this machine
}

void TestTls::plainHttpBehindAnHttpsAddressIsTold()
{
    ScriptedServer plain;
    QVERIFY(plain.listen());
    QUrl address = plain.baseUrl();
    address.setScheme(u"https"_s);
    const Outcome outcome = call(address, {});
    QCOMPARE(outcome.kind, Outcome::Kind::Network);
    QVERIFY2(outcome.message.contains(u"no secure connection"_s)
                 && outcome.message.contains(u"speaks https"_s),
             qPrintable(outcome.message));
}

QTEST_GUILESS_MAIN(TestTls)
#include "tst_tls.moc"
