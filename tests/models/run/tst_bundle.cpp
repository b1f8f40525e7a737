// SPDX-License-Identifier: GPL-3.0-or-later
#include "mixture/mixturefile.h"
#include "run/bundle.h"
#include "run/runjson.h"
#include "support/notation.h"

#include <QTemporaryDir>
#include <QTest>
#include <zip.h>

using namespace moa;
using namespace Qt::StringLiterals;

namespace {

Mixture sample()
{
    Mixture mixture = notation::mixture(u"a b|final"_s);
    mixture.name = u"Team/mix: \"α\""_s;
    return mixture;
}

QByteArray runOf(const QString &text)
{
    RunRecord record;
    record.id = u"r1"_s;
    record.mixture = sample();
    Response response;
    response.id = {notation::id("a"), 1};
    response.state = ResponseState::Done;
    response.text = text;
    record.responses = {response};
    return writeRun(record);
}

struct RawEntry
{
    QByteArray name;
    QByteArray content;
    bool isEncrypted = false;
};

/// An archive as anybody may make one.
QByteArray archiveOf(const QList<RawEntry> &entries)
{
    const QTemporaryDir folder;
    const QByteArray path = folder.filePath(u"a.zip"_s).toUtf8();
    int code = 0;
    zip_t *archive = zip_open(path.constData(), ZIP_CREATE | ZIP_TRUNCATE, &code);
    for (const RawEntry &entry : entries) {
        zip_source_t *source = zip_source_buffer(
            archive, entry.content.constData(), static_cast<zip_uint64_t>(entry.content.size()), 0);
        const zip_int64_t index = zip_file_add(archive, entry.name.constData(), source, 0);
        if (entry.isEncrypted)
            zip_file_set_encryption(archive, static_cast<zip_uint64_t>(index), ZIP_EM_AES_256,
                                    "secret");
    }
    if (zip_close(archive) != 0)
        qFatal("a test's archive can't be written");
    QFile file(QString::fromUtf8(path));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestBundle : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsWrittenIsReadBack_data();
    void whatIsWrittenIsReadBack();
    void theSameBundleMakesTheSameBytes();
    void contentsAreTold_data();
    void contentsAreTold();
    void plantedKeysAreFound();
    void badArchivesGetASentence_data();
    void badArchivesGetASentence();
    void otherFilesAreLeftAlone();
    void cutArchivesAreRefused();
    void bombsAreNotUnpacked();
};

void TestBundle::whatIsWrittenIsReadBack_data()
{
    QTest::addColumn<int>("runs");
    for (const int runs : {0, 1, 12})
        QTest::addRow("%d runs", runs) << runs;
}

void TestBundle::whatIsWrittenIsReadBack()
{
    QFETCH(int, runs);
    Bundle bundle{sample(), {}};
    for (int run = 0; run < runs; ++run)
        bundle.runs.append(runOf(u"answer %1"_s.arg(run)));
    const Result<QByteArray> archive = writeBundle(bundle);
    QVERIFY2(archive, qPrintable(archive ? QString() : archive.error().message));
    QVERIFY(archive->startsWith("PK"));
    const Result<Bundle> read = readBundle(*archive);
    QVERIFY2(read, qPrintable(read ? QString() : read.error().message));
    QCOMPARE(*read, bundle);
}

void TestBundle::theSameBundleMakesTheSameBytes()
{
    const Bundle bundle{sample(), {runOf(u"x"_s)}};
    QCOMPARE(writeBundle(bundle).value(), writeBundle(bundle).value());
}

void TestBundle::contentsAreTold_data()
{
    QTest::addColumn<QList<QByteArray>>("runs");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("a preset alone")
        << QList<QByteArray>() << u"1 preset, no runs and no answers; no keys"_s;
    QTest::newRow("runs") << QList{runOf(u"x"_s), runOf(u"y"_s), runOf(QString())}
                          << u"1 preset, 3 run(s) with 2 answer(s); no keys"_s;
    QTest::newRow("a key") << QList{runOf(u"gsk_0a1B2c3D4e5F6g7H8i9JkLmN"_s)}
                           << u"1 preset, 1 run(s) with 1 answer(s); "
                              "something that looks like a key"_s;
}

void TestBundle::contentsAreTold()
{
    QFETCH(QList<QByteArray>, runs);
    QFETCH(QString, sentence);
    QCOMPARE(sentenceOf(contentsOf({sample(), runs})), sentence);
}

void TestBundle::plantedKeysAreFound()
{
    Bundle bundle{sample(), {runOf(u"clean"_s), runOf(u"it is gsk_0a1B2c3D4e5F6g7H8i9JkLmN"_s)}};
    bundle.mixture.notes = u"sk-ant-api03-0a1B2c3D4e5F6g7H8i9J"_s;
    const QList<KeyFinding> keys = contentsOf(bundle).keys;
    QCOMPARE(keys.size(), 2);
    QCOMPARE(keys.at(0).place, u"notes"_s);
    QCOMPARE(keys.at(1).place, u"runs/2.json: responses[0].text"_s);
}

void TestBundle::badArchivesGetASentence_data()
{
    QTest::addColumn<QByteArray>("archive");
    QTest::addColumn<QString>("sentence");
    const QByteArray preset = writeMixture(sample());
    const auto row = [](const char *name, const QList<RawEntry> &entries, const QString &sentence) {
        QTest::newRow(name) << archiveOf(entries) << sentence;
    };
    QTest::newRow("nothing") << QByteArray() << u"There is no preset"_s;
    QTest::newRow("not a zip") << QByteArray("hello") << u"not a bundle"_s;
    row("no preset", {{"x.txt", "hello"}}, u"There is no preset"_s);
    row("two presets", {{"a.moa.json", preset}, {"b.moa.json", preset}}, u"more than one preset"_s);
    row("a preset that is none", {{"a.moa.json", "{}"}}, u"format"_s);
    row("a run that is none", {{"a.moa.json", preset}, {"runs/1.json", "{}"}},
        u"runs/1.json is not a run"_s);
    row("a run that is no JSON", {{"a.moa.json", preset}, {"runs/1.json", "{"}},
        u"runs/1.json: "_s);
    row("up", {{"../a.moa.json", preset}}, u"leads to another place"_s);
    row("up, in between", {{"a.moa.json", preset}, {"runs/../../x.json", "{}"}},
        u"leads to another place"_s);
    row("from the root", {{"/etc/a.moa.json", preset}}, u"leads to another place"_s);
    row("backslashes", {{"..\\a.moa.json", preset}}, u"leads to another place"_s);
    row("a drive", {{"C:a.moa.json", preset}}, u"leads to another place"_s);
    row("encrypted", {{"a.moa.json", preset, true}}, u"encrypted"_s);
}

void TestBundle::badArchivesGetASentence()
{
    QFETCH(QByteArray, archive);
    QFETCH(QString, sentence);
    const Result<Bundle> read = readBundle(archive);
    QVERIFY(!read);
    QVERIFY2(read.error().message.contains(sentence), qPrintable(read.error().message));
}

void TestBundle::otherFilesAreLeftAlone()
{
    const Result<Bundle> read = readBundle(archiveOf({{"README.txt", "hello"},
                                                      {"a.moa.json", writeMixture(sample())},
                                                      {"__MACOSX/._a.moa.json", "junk"},
                                                      {"runs/", ""}}));
    QVERIFY2(read, qPrintable(read ? QString() : read.error().message));
    QCOMPARE(read->mixture, sample());
    QVERIFY(read->runs.isEmpty());
}

void TestBundle::cutArchivesAreRefused()
{
    const QByteArray whole = writeBundle({sample(), {runOf(u"x"_s)}}).value();
    for (qsizetype size = 0; size < whole.size(); size += 7)
        QVERIFY(!readBundle(whole.left(size)));
    // No byte is trusted either: whatever comes of it, it ends with a result.
    for (qsizetype at = 0; at < whole.size(); ++at) {
        QByteArray damaged = whole;
        damaged[at] = static_cast<char>(damaged.at(at) ^ 0x55);
        (void)readBundle(damaged);
    }
}

void TestBundle::bombsAreNotUnpacked()
{
    const QByteArray preset = writeMixture(sample());
    const QByteArray zeros(20 * 1024 * 1024, ' ');
    const QByteArray bomb =
        archiveOf({{"a.moa.json", preset}, {"runs/1.json", zeros}, {"runs/2.json", zeros}});
    QVERIFY(bomb.size() < 200'000);
    const BundleLimits small{.bytes = 30 * 1024 * 1024, .runBytes = 16 * 1024 * 1024};
    const Result<Bundle> one = readBundle(bomb, small);
    QVERIFY(!one);
    QVERIFY2(one.error().message.contains(u"runs/1.json is larger"),
             qPrintable(one.error().message));
    // An archive that lies about the size of what it holds.
    QByteArray liar = archiveOf({{"a.moa.json", QByteArray(9 * 1024 * 1024, ' ')}});
    const quint32 told = 10;
    const auto size = static_cast<quint32>(9 * 1024 * 1024);
    liar.replace(QByteArray(reinterpret_cast<const char *>(&size), 4),
                 QByteArray(reinterpret_cast<const char *>(&told), 4));
    QVERIFY(!readBundle(liar));
    QList<RawEntry> many{{"a.moa.json", preset}};
    for (int entry = 0; entry < 1000; ++entry)
        many.append({"x" + QByteArray::number(entry), "y"});
    const Result<Bundle> crowd = readBundle(archiveOf(many));
    QVERIFY(!crowd);
    QVERIFY2(crowd.error().message.contains(u"more than 1,000 files"),
             qPrintable(crowd.error().message));
}

QTEST_GUILESS_MAIN(TestBundle)
#include "tst_bundle.moc"
