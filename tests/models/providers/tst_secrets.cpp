// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/curlcommand.h"
#include "providers/providersfile.h"
#include "providers/secrets.h"

#include <QTest>

using namespace moa;
using namespace Qt::StringLiterals;

namespace {

const QByteArray secret("sk-lab/0123456789+abc=");

Provider lab()
{
    Provider provider;
    provider.id = ProviderId(u"lab"_s);
    provider.baseUrl = QUrl(u"https://lab.test/v1"_s);
    provider.keyVariables = {u"LAB_API_KEY"_s};
    return provider;
}

Secrets secretsOf(const Provider &provider)
{
    return {provider, ApiKey(secret, originOf(provider.baseUrl)), provider.baseUrl};
}

} // namespace

class TestSecrets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyDialectsKeyHeaderIsMasked_data();
    void everyDialectsKeyHeaderIsMasked();
    void aKeyInTheAddressIsMasked();
    void base64IsMaskedWhereverItStandsIn_data();
    void base64IsMaskedWhereverItStandsIn();
    void textInPiecesIsMasked();
};

void TestSecrets::everyDialectsKeyHeaderIsMasked_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("scheme");
    QTest::newRow("OpenAI") << QByteArray("Authorization") << QByteArray("Bearer ");
    QTest::newRow("Anthropic") << QByteArray("x-api-key") << QByteArray();
    QTest::newRow("Gemini") << QByteArray("x-goog-api-key") << QByteArray();
    QTest::newRow("Azure") << QByteArray("api-key") << QByteArray();
}

void TestSecrets::everyDialectsKeyHeaderIsMasked()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, scheme);
    const Provider provider = lab();
    const Secrets secrets = secretsOf(provider);
    const QByteArray standIn = secrets.standIn().secretFor(provider.baseUrl);
    QCOMPARE(standIn, QByteArray("$LAB_API_KEY"));
    // As the dialect sends it with the stand-in, and should the key itself ever get there.
    QCOMPARE(secrets.maskedHeader(name, scheme + standIn), scheme + standIn);
    const QByteArray masked = secrets.maskedHeader(name, scheme + secret);
    QVERIFY2(!masked.contains(secret) && masked.contains('$'), masked.constData());
    QVERIFY(!headerObjection(QString::fromLatin1(name), QString::fromLatin1(secret)).isEmpty());

    Exchange exchange;
    exchange.method = "POST";
    exchange.url = "https://lab.test/v1";
    exchange.requestHeaders = {{name, scheme + standIn}};
    exchange.variables = secrets.variables();
    QVERIFY2(
        curlCommand(exchange).contains("--header '" + name + ": " + scheme + "'\"$LAB_API_KEY\""),
        curlCommand(exchange).constData());
}

void TestSecrets::aKeyInTheAddressIsMasked()
{
    Provider provider = lab();
    provider.baseUrl.setQuery(u"key="_s + QString::fromLatin1(secret.toPercentEncoding()));
    const QUrl masked = secretsOf(provider).maskedUrl(provider.baseUrl);
    QVERIFY2(masked.query().startsWith(u"key=$"_s), qPrintable(masked.toString()));
}

void TestSecrets::base64IsMaskedWhereverItStandsIn_data()
{
    QTest::addColumn<QByteArray>("before");
    for (const char *const before : {"", "u", "u:", "u: ", "Bearer "})
        QTest::addRow("%zu bytes before", qstrlen(before)) << QByteArray(before);
}

void TestSecrets::base64IsMaskedWhereverItStandsIn()
{
    QFETCH(QByteArray, before);
    const QByteArray masked = secretsOf(lab()).masked((before + secret + ":end").toBase64());
    QVERIFY2(masked.contains("$LAB_API_KEY"), masked.constData());
    // Not by its parts either: what is left of it is less than a byte at either end.
    const QByteArray left = QByteArray(masked).replace("$LAB_API_KEY", "");
    QVERIFY2(left.size() <= before.toBase64().size() + QByteArray(":end").toBase64().size() + 4,
             masked.constData());
}

void TestSecrets::textInPiecesIsMasked()
{
    const QString text = u"Take "_s + QString::fromLatin1(secret) + u" and go ☃"_s;
    for (qsizetype size = 1; size < text.size(); ++size) {
        TextFilter filter(secretsOf(lab()));
        QString result;
        for (qsizetype at = 0; at < text.size(); at += size)
            result += filter.feed(text.mid(at, size));
        result += filter.finish();
        QCOMPARE(result, u"Take $LAB_API_KEY and go ☃"_s);
    }
}

QTEST_GUILESS_MAIN(TestSecrets)
#include "tst_secrets.moc"
