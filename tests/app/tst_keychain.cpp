// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/keychain.h"
#include "support/moaprogram.h"
#include "support/scriptedserver.h"
#include "support/secretservice.h"

#include <QLocalServer>
#include <QSignalSpy>
#include <QTest>

using namespace moa;
using namespace Qt::StringLiterals;

namespace {

const QString entry = u"lab@https://lab.test:443"_s;

/// The arguments of the only signal that @p spy gets.
QVariantList answer(QSignalSpy &spy)
{
    return spy.isEmpty() && !spy.wait(30'000) ? QVariantList() : spy.takeFirst();
}

} // namespace

/** The keychain against a true Secret Service, and `moa` against one that does not answer. */
class TestKeychain : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void keepsReadsAndForgets();
    void theProgramTakesTheKeyFromTheKeychain();
    void noAnswerDoesNotHoldTheProgramUp_data();
    void noAnswerDoesNotHoldTheProgramUp();

private:
    [[nodiscard]] ProgramOutcome run(const QString &bus, const QByteArray &inEnvironment = {});

    std::unique_ptr<SecretService> m_service;
    std::unique_ptr<ThreadedScriptedServer> m_server;
    QTemporaryDir m_dir;
};

void TestKeychain::initTestCase()
{
    m_service = std::make_unique<SecretService>();
    QVERIFY(m_service->startKeyring());
    qputenv("DBUS_SESSION_BUS_ADDRESS", m_service->address().toLocal8Bit());
    m_server = std::make_unique<ThreadedScriptedServer>();
    (*m_server)->setHandler(
        [](const ScriptedRequest &) { return ScriptedReply::openAiStream(u"Hello"_s); });
}

ProgramOutcome TestKeychain::run(const QString &bus, const QByteArray &inEnvironment)
{
    const auto write = [this](const QString &name, const QString &content) {
        QFile file(m_dir.filePath(name));
        if (!file.open(QIODevice::WriteOnly))
            qFatal("a test's file can't be written");
        file.write(content.toUtf8());
        return file.fileName();
    };
    const QString providers =
        write(u"providers.json"_s,
              QStringLiteral(
                  R"({"format": "moa-studio/providers", "version": 1, "providers": [{"id": "lab",
                "base_url": "%1", "key_env": ["LAB_API_KEY"], "max_attempts": 1}]})")
                  .arg((*m_server)->baseUrl().toString()));
    const QString preset = write(
        u"one.moa.json"_s,
        uR"({"format": "moa-studio/mixture", "version": 1, "name": "One", "layers": [{"agents": [
            {"id": "p", "role": "proposer", "provider": "lab", "model": "m"}]}]})"_s);
    QProcessEnvironment environment = cleanEnvironment();
    environment.insert(u"DBUS_SESSION_BUS_ADDRESS"_s, bus);
    if (!inEnvironment.isEmpty())
        environment.insert(u"LAB_API_KEY"_s, QString::fromLatin1(inEnvironment));
    (*m_server)->clearJournal();
    return runProgram(
        QStringLiteral(MOA_PROGRAM),
        {u"run"_s, preset, u"--prompt"_s, u"Hi"_s, u"--quiet"_s, u"--providers"_s, providers}, {},
        environment);
}

void TestKeychain::keepsReadsAndForgets()
{
    const std::unique_ptr<KeyStore> keychain = openKeychain();
    QVERIFY(keychain);
    QSignalSpy reads(keychain.get(), &KeyStore::readDone);
    QSignalSpy writes(keychain.get(), &KeyStore::written);
    QSignalSpy removals(keychain.get(), &KeyStore::removed);
    const QVariantList nothing{entry, QByteArray(), QString()};
    keychain->read(entry);
    QCOMPARE(answer(reads), nothing);
    const QByteArray secret = "sk-\"kept\" \xC3\xA4/+=";
    keychain->write(entry, secret);
    QCOMPARE(answer(writes), (QVariantList{entry, QString()}));
    keychain->read(entry);
    QCOMPARE(answer(reads), (QVariantList{entry, secret, QString()}));
    keychain->read(entry + u'0');
    QCOMPARE(answer(reads), (QVariantList{entry + u'0', QByteArray(), QString()}));
    keychain->remove(entry);
    QCOMPARE(answer(removals), (QVariantList{entry, QString()}));
    keychain->read(entry);
    QCOMPARE(answer(reads), nothing);
    keychain->remove(entry);
    QCOMPARE(answer(removals), (QVariantList{entry, QString()}));
}

void TestKeychain::theProgramTakesTheKeyFromTheKeychain()
{
    const std::unique_ptr<KeyStore> keychain = openKeychain();
    QSignalSpy writes(keychain.get(), &KeyStore::written);
    const QString own =
        QStringLiteral("lab@http://127.0.0.1:%1").arg((*m_server)->baseUrl().port());
    keychain->write(own, "from-the-keychain");
    QCOMPARE(answer(writes), (QVariantList{own, QString()}));
    const ProgramOutcome outcome = run(m_service->address(), "from-the-environment");
    QCOMPARE(outcome.notes, QString());
    QCOMPARE(outcome.code, 0);
    QCOMPARE((*m_server)->requests().value(0).header("Authorization"),
             QByteArray("Bearer from-the-keychain"));
}

void TestKeychain::noAnswerDoesNotHoldTheProgramUp_data()
{
    QTest::addColumn<QString>("kind");
    QTest::newRow("a bus without a keychain") << u"empty"_s;
    QTest::newRow("a bus that is gone") << u"gone"_s;
    QTest::newRow("a bus that is silent") << u"silent"_s;
    QTest::newRow("no bus") << u"none"_s;
}

void TestKeychain::noAnswerDoesNotHoldTheProgramUp()
{
    QFETCH(QString, kind);
    const SecretService empty;
    QLocalServer silent; // connections wait in its backlog
    const QString path = m_dir.filePath(u"silent"_s);
    QVERIFY(silent.listen(path));
    QString bus;
    if (kind == u"empty")
        bus = empty.address();
    else if (kind == u"gone")
        bus = u"unix:path=/nonexistent/bus"_s;
    else if (kind == u"silent")
        bus = u"unix:path="_s + path;
    const ProgramOutcome outcome = run(bus, "from-the-environment");
    QCOMPARE(outcome.notes, QString());
    QCOMPARE(outcome.code, 0);
    QCOMPARE((*m_server)->requests().value(0).header("Authorization"),
             QByteArray("Bearer from-the-environment"));
}

QTEST_GUILESS_MAIN(TestKeychain)
#include "tst_keychain.moc"
