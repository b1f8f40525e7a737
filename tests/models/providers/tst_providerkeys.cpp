// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/providerkeys.h"
#include "support/fakekeystore.h"

#include <QSignalSpy>
#include <QTest>

using namespace moa;
using namespace Qt::StringLiterals;

namespace {

const ProviderId lab(u"lab"_s);
const QString labEntry = u"lab@https://lab.test:443"_s;

Provider labAt(const QString &address, const QStringList &variables = {u"LAB_API_KEY"_s})
{
    Provider provider;
    provider.id = lab;
    provider.baseUrl = QUrl(address);
    provider.keyVariables = variables;
    return provider;
}

} // namespace

class TestProviderKeys : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void thePlaceDecides_data();
    void thePlaceDecides();
    void theFirstVariableThatIsSetCounts();
    void theKeychainIsAskedOnceForEachOrigin();
    void aKeyThatIsKeptMovesToTheKeychain();
    void whatCannotBeKeptLastsForTheSession_data();
    void whatCannotBeKeptLastsForTheSession();
    void aKeyForTheSessionIsNotKept();
    void noKeyFollowsToAnotherOrigin_data();
    void noKeyFollowsToAnotherOrigin();
    void aCopyElsewhereDoesNotGetTheVariable();
    void theKeyIsThereAgainAtItsOwnOrigin();
    void removalForgetsAllButTheEnvironment();
    void aRefusedRemovalIsTold();
    void theLastWordCounts();
    void silenceEndsThePendingStateAndALateAnswerIsTaken();
    void whatIsNoKeyIsNotTaken_data();
    void whatIsNoKeyIsNotTaken();
    void aDescriptionSaysWhereTheKeyIs();

private:
    [[nodiscard]] std::unique_ptr<ProviderKeys> make(KeyStore *store)
    {
        return std::make_unique<ProviderKeys>(
            store, [this](const QString &variable) { return m_environment.value(variable); });
    }
    /// What would be sent to @p address.
    [[nodiscard]] static QByteArray sent(const ProviderKeys &keys,
                                         const QString &address = u"https://lab.test/v1"_s)
    {
        return keys.ring().key(lab).secretFor(QUrl(address));
    }

    QHash<QString, QByteArray> m_environment;
    std::unique_ptr<FakeKeyStore> m_store;
};

void TestProviderKeys::init()
{
    m_environment.clear();
    m_store = std::make_unique<FakeKeyStore>();
}

void TestProviderKeys::thePlaceDecides_data()
{
    QTest::addColumn<bool>("inSession");
    QTest::addColumn<bool>("inKeychain");
    QTest::addColumn<bool>("inEnvironment");
    QTest::addColumn<KeyPlace>("place");
    QTest::addColumn<QByteArray>("key");
    const QByteArray typed("typed");
    const QByteArray kept("kept");
    const QByteArray found("found");
    QTest::newRow("all") << true << true << true << KeyPlace::Session << typed;
    QTest::newRow("session") << true << false << false << KeyPlace::Session << typed;
    QTest::newRow("keychain and environment")
        << false << true << true << KeyPlace::Keychain << kept;
    QTest::newRow("keychain") << false << true << false << KeyPlace::Keychain << kept;
    QTest::newRow("environment") << false << false << true << KeyPlace::Environment << found;
    QTest::newRow("nowhere") << false << false << false << KeyPlace::None << QByteArray();
}

void TestProviderKeys::thePlaceDecides()
{
    QFETCH(bool, inSession);
    QFETCH(bool, inKeychain);
    QFETCH(bool, inEnvironment);
    QFETCH(KeyPlace, place);
    QFETCH(QByteArray, key);
    if (inKeychain)
        m_store->secrets.insert(labEntry, "kept");
    if (inEnvironment)
        m_environment.insert(u"LAB_API_KEY"_s, " found\n");
    const auto keys = make(m_store.get());
    keys->setProviders({labAt(u"https://lab.test/v1"_s)});
    QVERIFY(keys->status(lab).pending);
    QVERIFY(!keys->isReady());
    m_store->answer();
    QVERIFY(keys->isReady());
    if (inSession)
        keys->setKey(lab, "typed", false);
    const KeyStatus status = keys->status(lab);
    QCOMPARE(status.place, place);
    QCOMPARE(status.variable, place == KeyPlace::Environment ? u"LAB_API_KEY"_s : QString());
    QCOMPARE(status.problem, QString());
    QVERIFY(!status.pending);
    QCOMPARE(sent(*keys), key);
    QCOMPARE(sent(*keys, u"https://elsewhere.test/v1"_s), QByteArray());
    QCOMPARE(sent(*keys, u"http://lab.test/v1"_s), QByteArray());
}

void TestProviderKeys::theFirstVariableThatIsSetCounts()
{
    m_environment = {{u"SECOND"_s, "second"}, {u"THIRD"_s, "third"}, {u"FIRST"_s, "  "}};
    const auto keys = make(nullptr);
    keys->setProviders({labAt(u"https://lab.test/v1"_s, {u"FIRST"_s, u"SECOND"_s, u"THIRD"_s})});
    QVERIFY(keys->isReady());
    QCOMPARE(keys->status(lab).variable, u"SECOND"_s);
    QCOMPARE(sent(*keys), QByteArray("second"));
}

void TestProviderKeys::theKeychainIsAskedOnceForEachOrigin()
{
    const auto keys = make(m_store.get());
    keys->setProviders({labAt(u"https://lab.test/v1"_s)});
    keys->setProviders({labAt(u"https://LAB.test:443/v2"_s)});
    QCOMPARE(m_store->reads, QStringList{labEntry});
    keys->setProviders({labAt(u"http://lab.test/v1"_s)});
    QCOMPARE(m_store->reads, (QStringList{labEntry, u"lab@http://lab.test:80"_s}));
}

void TestProviderKeys::aKeyThatIsKeptMovesToTheKeychain()
{
    const auto keys = make(m_store.get());
    QSignalSpy changes(keys.get(), &ProviderKeys::changed);
    keys->setProviders({labAt(u"https://lab.test/v1"_s)});
    m_store->answer();
    changes.clear();
    keys->setKey(lab, "typed\n", true);
    QCOMPARE(keys->status(lab).place, KeyPlace::Session);
    QVERIFY(keys->status(lab).pending);
    QCOMPARE(sent(*keys), QByteArray("typed")); // usable meanwhile
    m_store->answer();
    QCOMPARE(keys->status(lab), KeyStatus{.place = KeyPlace::Keychain});
    QCOMPARE(m_store->secrets.value(labEntry), QByteArray("typed"));
    QCOMPARE(sent(*keys), QByteArray("typed"));
    QCOMPARE(changes.size(), 2);
}

void TestProviderKeys::whatCannotBeKeptLastsForTheSession_data()
{
    QTest::addColumn<bool>("hasStore");
    QTest::addColumn<QString>("problem");
    QTest::newRow("no keychain") << false << u"No keychain answers on this machine."_s;
    QTest::newRow("it refuses") << true << u"The disk is full."_s;
}

void TestProviderKeys::whatCannotBeKeptLastsForTheSession()
{
    QFETCH(bool, hasStore);
    QFETCH(QString, problem);
    m_store->isPrompt = true;
    const auto keys = make(hasStore ? m_store.get() : nullptr);
    keys->setProviders({labAt(u"https://lab.test/v1"_s)});
    m_store->error = problem;
    keys->setKey(lab, "typed", true);
    QCOMPARE(keys->status(lab),
             (KeyStatus{.place = KeyPlace::Session, .variable = {}, .problem = problem}));
    QCOMPARE(sent(*keys), QByteArray("typed"));
    QCOMPARE(keys->describe(lab), u"for this session only: "_s + problem);
}

void TestProviderKeys::aKeyForTheSessionIsNotKept()
{
    m_store->isPrompt = true;
    const auto keys = make(m_store.get());
    keys->setProviders({labAt(u"https://lab.test/v1"_s)});
    keys->setKey(lab, "typed", false);
    QVERIFY(m_store->secrets.isEmpty());
    QCOMPARE(keys->status(lab), KeyStatus{.place = KeyPlace::Session});
}

void TestProviderKeys::noKeyFollowsToAnotherOrigin_data()
{
    QTest::addColumn<QString>("address");
    QTest::newRow("host") << u"https://elsewhere.test/v1"_s;
    QTest::newRow("scheme") << u"http://lab.test/v1"_s;
    QTest::newRow("port") << u"https://lab.test:8443/v1"_s;
}

void TestProviderKeys::noKeyFollowsToAnotherOrigin()
{
    QFETCH(QString, address);
    m_store->isPrompt = true;
    m_store->secrets.insert(labEntry, "kept");
    m_environment.insert(u"LAB_API_KEY"_s, "found");
    const auto keys = make(m_store.get());
    keys->setProviders({labAt(u"https://lab.test/v1"_s)});
    keys->setKey(lab, "typed", false);
    keys->setProviders({labAt(address)});
    const KeyStatus status = keys->status(lab);
    QCOMPARE(status.place, KeyPlace::None);
    QVERIFY2(status.problem.contains(u"belongs to https://lab.test:443. Enter the key for "_s),
             qPrintable(status.problem));
    QCOMPARE(sent(*keys, address), QByteArray());

    keys->setKey(lab, "another", true);
    QCOMPARE(keys->status(lab), KeyStatus{.place = KeyPlace::Keychain});
    QCOMPARE(sent(*keys, address), QByteArray("another"));
    QCOMPARE(m_store->secrets.value(labEntry), QByteArray("kept"));
}

void TestProviderKeys::aCopyElsewhereDoesNotGetTheVariable()
{
    m_environment.insert(u"LAB_API_KEY"_s, "found");
    const auto keys = make(nullptr);
    keys->setProviders({labAt(u"https://lab.test/v1"_s)});
    Provider copy = labAt(u"https://elsewhere.test/v1"_s);
    copy.id = ProviderId(u"copy"_s);
    keys->setProviders({labAt(u"https://lab.test/v1"_s), copy});
    QCOMPARE(keys->status(lab).place, KeyPlace::Environment);
    QCOMPARE(keys->status(copy.id).place, KeyPlace::None);
    QVERIFY(keys->status(copy.id).problem.contains(u"LAB_API_KEY belongs to https://lab.test"_s));
    QVERIFY(keys->ring().key(copy.id).isEmpty());
}

void TestProviderKeys::theKeyIsThereAgainAtItsOwnOrigin()
{
    m_environment.insert(u"LAB_API_KEY"_s, "found");
    const auto keys = make(nullptr);
    for (const QString &address :
         {u"https://lab.test/v1"_s, u"https://other.test/v1"_s, u"https://lab.test/v2"_s})
        keys->setProviders({labAt(address)});
    QCOMPARE(keys->status(lab),
             (KeyStatus{.place = KeyPlace::Environment, .variable = u"LAB_API_KEY"_s}));
}

void TestProviderKeys::removalForgetsAllButTheEnvironment()
{
    m_store->secrets.insert(labEntry, "kept");
    m_environment.insert(u"LAB_API_KEY"_s, "found");
    const auto keys = make(m_store.get());
    keys->setProviders({labAt(u"https://lab.test/v1"_s)});
    m_store->answer();
    keys->setKey(lab, "typed", false);
    keys->removeKey(lab);
    QVERIFY(keys->status(lab).pending);
    QCOMPARE(sent(*keys), QByteArray("found"));
    m_store->answer();
    QVERIFY(m_store->secrets.isEmpty());
    QCOMPARE(keys->status(lab),
             (KeyStatus{.place = KeyPlace::Environment, .variable = u"LAB_API_KEY"_s}));
}

void TestProviderKeys::aRefusedRemovalIsTold()
{
    m_store->isPrompt = true;
    m_store->secrets.insert(labEntry, "kept");
    const auto keys = make(m_store.get());
    keys->setProviders({labAt(u"https://lab.test/v1"_s)});
    m_store->error = u"It is locked."_s;
    keys->removeKey(lab);
    QCOMPARE(keys->status(lab).place, KeyPlace::Keychain);
    QCOMPARE(keys->status(lab).problem, u"It is locked."_s);
}

void TestProviderKeys::theLastWordCounts()
{
    const auto keys = make(m_store.get());
    keys->setProviders({labAt(u"https://lab.test/v1"_s)});
    keys->setKey(lab, "first", true);
    keys->removeKey(lab);
    m_store->answer();
    QCOMPARE(keys->status(lab), KeyStatus());
    keys->setKey(lab, "second", true);
    keys->setKey(lab, "third", true);
    m_store->answer();
    QCOMPARE(keys->status(lab), KeyStatus{.place = KeyPlace::Keychain});
    QCOMPARE(sent(*keys), QByteArray("third"));
}

void TestProviderKeys::silenceEndsThePendingStateAndALateAnswerIsTaken()
{
    m_store->secrets.insert(labEntry, "kept");
    m_environment.insert(u"LAB_API_KEY"_s, "found");
    const auto keys = make(m_store.get());
    keys->setAnswerLimit(std::chrono::milliseconds(20));
    keys->setProviders({labAt(u"https://lab.test/v1"_s)});
    QTRY_VERIFY(keys->isReady());
    QVERIFY(!keys->status(lab).pending);
    QCOMPARE(keys->status(lab).place, KeyPlace::Environment);
    QVERIFY(keys->status(lab).problem.startsWith(u"No answer from the fake keychain within"_s));
    QCOMPARE(sent(*keys), QByteArray("found"));
    m_store->answer();
    QCOMPARE(keys->status(lab), KeyStatus{.place = KeyPlace::Keychain});
    QCOMPARE(sent(*keys), QByteArray("kept"));
}

void TestProviderKeys::whatIsNoKeyIsNotTaken_data()
{
    QTest::addColumn<QByteArray>("secret");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("blanks") << QByteArray(" \n");
    QTest::newRow("two lines") << QByteArray("sk-1\r\nX-Evil: 1");
    QTest::newRow("a NUL") << QByteArray("sk-1\0x", 6);
}

void TestProviderKeys::whatIsNoKeyIsNotTaken()
{
    QFETCH(QByteArray, secret);
    m_store->isPrompt = true;
    m_store->secrets.insert(labEntry, secret);
    m_environment.insert(u"LAB_API_KEY"_s, secret);
    const auto keys = make(m_store.get());
    keys->setProviders({labAt(u"https://lab.test/v1"_s)});
    keys->setKey(lab, secret, true);
    QCOMPARE(keys->status(lab).place, KeyPlace::None);
    QVERIFY(!keys->status(lab).problem.isEmpty());
    QVERIFY(keys->ring().key(lab).isEmpty());
}

void TestProviderKeys::aDescriptionSaysWhereTheKeyIs()
{
    const auto keys = make(m_store.get());
    keys->setProviders({labAt(u"https://lab.test/v1"_s)});
    QCOMPARE(keys->describe(lab), u"the fake keychain is asked for it"_s);
    m_store->answer();
    QCOMPARE(keys->describe(lab), u"no key"_s);
    keys->setKey(lab, "typed", true);
    QCOMPARE(keys->describe(lab), u"for this session; the fake keychain is asked to keep it"_s);
    m_store->answer();
    QCOMPARE(keys->describe(lab), u"in the fake keychain"_s);
    keys->setKey(lab, "typed again", false);
    QCOMPARE(keys->describe(lab), u"for this session only"_s);
    m_environment.insert(u"LAB_API_KEY"_s, "found");
    keys->removeKey(lab);
    m_store->answer();
    keys->setProviders({labAt(u"https://lab.test/v1"_s)});
    QCOMPARE(keys->describe(lab), u"from LAB_API_KEY"_s);
}

QTEST_GUILESS_MAIN(TestProviderKeys)
#include "tst_providerkeys.moc"
