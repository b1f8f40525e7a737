// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/providersettings.h"

#include <memory>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace moa;

namespace {

Provider provider(const QString &id, const QString &name,
                  const QString &address = u"https://one.example/v1"_qs)
{
    Provider result;
    result.id = ProviderId(id);
    result.name = name;
    result.baseUrl = QUrl(address);
    return result;
}

const ProviderId known(u"known"_qs);

} // namespace

class TestProviderSettings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void withoutAFileTheBuiltInOnesAreThere();
    void anEditIsInTheFileSoon();
    void whatIsNotSavedYetIsSavedAtTheEnd();
    void aBuiltInProviderCanBeChangedAndReset();
    void itsOwnValuesAgainAreNoChange();
    void idsAreMadeOfNames_data();
    void idsAreMadeOfNames();
    void aDuplicateHasAnotherName();
    void networkSettingsAreKept();
    void unknownFieldsStay();
    void aFileChangedByHandIsReadAgain();
    void aFileThatAppearsIsRead();
    void anUnreadableFileIsNotWrittenOver();
    void aChangeFromBothSidesIsAsked_data();
    void aChangeFromBothSidesIsAsked();
    void aFolderThatCantBeWrittenIsTold();

private:
    void open() { m_settings = std::make_unique<ProviderSettings>(m_path, m_builtIn); }
    void write(const QByteArray &content) const
    {
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(content), content.size());
    }
    [[nodiscard]] QByteArray onDisk() const
    {
        QFile file(m_path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    [[nodiscard]] QList<Provider> saved() const
    {
        const Result<ProvidersFile> file = readProviders(onDisk());
        return file ? file->providers : QList<Provider>();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
    QList<Provider> m_builtIn;
    std::unique_ptr<ProviderSettings> m_settings;
};

void TestProviderSettings::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_path = m_folder->filePath(u"config/providers.json"_qs);
    m_builtIn = {provider(u"known"_qs, u"Known"_qs)};
    QVERIFY(QDir().mkpath(m_folder->filePath(u"config"_qs)));
}

void TestProviderSettings::cleanup()
{
    m_settings.reset();
    m_folder.reset();
}

void TestProviderSettings::withoutAFileTheBuiltInOnesAreThere()
{
    open();
    QCOMPARE(m_settings->providers(), m_builtIn);
    QCOMPARE(m_settings->origin(known), ProviderSettings::Origin::BuiltIn);
    QVERIFY(m_settings->problem().isEmpty());
    QVERIFY(!QFile::exists(m_path));
}

void TestProviderSettings::anEditIsInTheFileSoon()
{
    open();
    QSignalSpy changes(m_settings.get(), &ProviderSettings::changed);
    const ProviderId id = m_settings->add(provider({}, u"Gateway"_qs));
    QCOMPARE(id.toString(), u"gateway"_qs);
    QCOMPARE(changes.count(), 1);
    QCOMPARE(m_settings->providers().size(), 2);
    QVERIFY(!m_settings->isSaved());
    QTRY_VERIFY(m_settings->isSaved());
    QCOMPARE(saved(), QList<Provider>{provider(u"gateway"_qs, u"Gateway"_qs)});
}

void TestProviderSettings::whatIsNotSavedYetIsSavedAtTheEnd()
{
    open();
    (void)m_settings->add(provider({}, u"Gateway"_qs));
    m_settings.reset();
    QCOMPARE(saved().size(), 1);
}

void TestProviderSettings::aBuiltInProviderCanBeChangedAndReset()
{
    open();
    Provider changed = m_builtIn.constFirst();
    changed.maxConcurrent = 3;
    m_settings->setProvider(changed);
    QCOMPARE(m_settings->origin(known), ProviderSettings::Origin::Changed);
    QCOMPARE(m_settings->provider(known)->maxConcurrent, 3);
    m_settings->remove(known);
    QCOMPARE(m_settings->origin(known), ProviderSettings::Origin::BuiltIn);
    QCOMPARE(m_settings->providers(), m_builtIn);
}

void TestProviderSettings::itsOwnValuesAgainAreNoChange()
{
    open();
    Provider changed = m_builtIn.constFirst();
    changed.maxConcurrent = 3;
    m_settings->setProvider(changed);
    m_settings->setProvider(m_builtIn.constFirst());
    QCOMPARE(m_settings->origin(known), ProviderSettings::Origin::BuiltIn);
}

void TestProviderSettings::idsAreMadeOfNames_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("id");
    QTest::newRow("words") << u"My Gateway 2"_qs << u"my-gateway-2"_qs;
    QTest::newRow("taken") << u"Known"_qs << u"known-2"_qs;
    QTest::newRow("marks") << u"  (Café!) "_qs << u"cafe"_qs;
    QTest::newRow("no letters of an id") << u"모델"_qs << u"provider"_qs;
}

void TestProviderSettings::idsAreMadeOfNames()
{
    QFETCH(QString, name);
    QFETCH(QString, id);
    open();
    QCOMPARE(m_settings->add(provider({}, name)).toString(), id);
}

void TestProviderSettings::aDuplicateHasAnotherName()
{
    open();
    const ProviderId first = m_settings->duplicate(known);
    const ProviderId second = m_settings->duplicate(known);
    QCOMPARE(m_settings->provider(first)->name, u"Known (copy)"_qs);
    QCOMPARE(m_settings->provider(second)->name, u"Known (copy 2)"_qs);
    QCOMPARE(m_settings->provider(first)->baseUrl, m_builtIn.constFirst().baseUrl);
    QCOMPARE(m_settings->origin(first), ProviderSettings::Origin::Own);
    m_settings->remove(first);
    QVERIFY(!m_settings->provider(first));
    QVERIFY(m_settings->provider(second));
}

void TestProviderSettings::networkSettingsAreKept()
{
    open();
    NetworkSettings network;
    network.proxy = NetworkSettings::Proxy::None;
    m_settings->setNetwork(network);
    m_settings.reset();
    open();
    QCOMPARE(m_settings->network(), network);
}

void TestProviderSettings::unknownFieldsStay()
{
    write(R"({"format": "moa-studio/providers", "version": 1, "providers": [], "later": 7})");
    open();
    (void)m_settings->add(provider({}, u"Gateway"_qs));
    m_settings.reset();
    QVERIFY(onDisk().contains("\"later\": 7"));
}

void TestProviderSettings::aFileChangedByHandIsReadAgain()
{
    open();
    (void)m_settings->add(provider({}, u"Gateway"_qs));
    QTRY_VERIFY(m_settings->isSaved());
    QSignalSpy changes(m_settings.get(), &ProviderSettings::changed);
    write(onDisk().replace("Gateway", "Gatehouse"));
    QVERIFY(changes.wait());
    QCOMPARE(m_settings->providers().constLast().name, u"Gatehouse"_qs);
    // And once more, as editors do it: another file in its place.
    QFile::remove(m_path);
    QTRY_COMPARE(m_settings->providers(), m_builtIn);
}

void TestProviderSettings::aFileThatAppearsIsRead()
{
    open();
    ProvidersFile file;
    file.providers = {provider(u"late"_qs, u"Late"_qs)};
    write(writeProviders(file));
    QTRY_VERIFY(m_settings->provider(ProviderId(u"late"_qs)));
}

void TestProviderSettings::anUnreadableFileIsNotWrittenOver()
{
    const QByteArray broken = "{\"format\": \"moa-studio/providers\", ";
    write(broken);
    open();
    QVERIFY(!m_settings->problem().isEmpty());
    QCOMPARE(m_settings->remedy(), ProviderSettings::Remedy::Choose);
    QCOMPARE(m_settings->providers(), m_builtIn);
    (void)m_settings->add(provider({}, u"Gateway"_qs));
    m_settings.reset();
    QCOMPARE(onDisk(), broken);

    open();
    (void)m_settings->add(provider({}, u"Gateway"_qs));
    m_settings->overwrite();
    QTRY_VERIFY(m_settings->isSaved());
    QVERIFY(m_settings->problem().isEmpty());
    QCOMPARE(saved().size(), 1);
}

void TestProviderSettings::aChangeFromBothSidesIsAsked_data()
{
    QTest::addColumn<bool>("keep");
    QTest::newRow("keep what is here") << true;
    QTest::newRow("take what is in the file") << false;
}

void TestProviderSettings::aChangeFromBothSidesIsAsked()
{
    QFETCH(bool, keep);
    open();
    (void)m_settings->add(provider({}, u"Here"_qs));
    ProvidersFile file;
    file.providers = {provider(u"there"_qs, u"There"_qs)};
    write(writeProviders(file));
    QTRY_COMPARE(m_settings->remedy(), ProviderSettings::Remedy::Choose);
    QCOMPARE(onDisk(), writeProviders(file));
    if (keep)
        m_settings->overwrite();
    else
        m_settings->reload();
    QTRY_VERIFY(m_settings->isSaved());
    QCOMPARE(m_settings->remedy(), ProviderSettings::Remedy::None);
    QCOMPARE(m_settings->provider(ProviderId(u"here"_qs)) != nullptr, keep);
    QCOMPARE(m_settings->provider(ProviderId(u"there"_qs)) != nullptr, !keep);
    QCOMPARE(saved().constFirst().id.toString(), keep ? u"here"_qs : u"there"_qs);
}

void TestProviderSettings::aFolderThatCantBeWrittenIsTold()
{
    // Also who may write everywhere can't make a folder of a file.
    QVERIFY(QDir(m_folder->filePath(u"config"_qs)).removeRecursively());
    QFile obstacle(m_folder->filePath(u"config"_qs));
    QVERIFY(obstacle.open(QIODevice::WriteOnly));
    obstacle.close();
    open();
    (void)m_settings->add(provider({}, u"Gateway"_qs));
    QTRY_COMPARE(m_settings->remedy(), ProviderSettings::Remedy::TryAgain);
    QVERIFY(m_settings->problem().contains(u"not saved"));
    QVERIFY(!m_settings->isSaved());
    QCOMPARE(m_settings->providers().size(), 2);
    QVERIFY(obstacle.remove());
    m_settings->overwrite();
    QTRY_VERIFY(m_settings->isSaved());
    QVERIFY(m_settings->problem().isEmpty());
    QCOMPARE(saved().size(), 1);
}

QTEST_GUILESS_MAIN(TestProviderSettings)
#include "tst_providersettings.moc"
