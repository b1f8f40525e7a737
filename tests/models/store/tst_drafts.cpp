// SPDX-License-Identifier: GPL-3.0-or-later
#include "mixture/fileio.h"
#include "mixture/mixturefile.h"
#include "store/drafts.h"

#include <csignal>
#include <cstdio>
#include <QCoreApplication>
#include <QDir>
#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>
#include <sys/resource.h>

using namespace moa;

namespace {

Draft draftOf(const QString &name, int edits = 0)
{
    Draft draft;
    draft.mixture.name = name;
    Agent agent;
    agent.id = AgentId(u"a"_qs);
    agent.model = u"model-%1"_qs.arg(edits);
    agent.provider = ProviderId(u"sandbox"_qs);
    Layer layer;
    layer.agents.append(agent);
    draft.mixture.layers.append(layer);
    draft.source = u"/home/me/%1.moa.json"_qs.arg(name);
    draft.isModified = true;
    draft.prompt = u"What now? 你好 \n\"quoted\""_qs;
    draft.turns = {u"first"_qs, u"second"_qs};
    draft.changedAt = QDateTime(QDate(2026, 11, 22), QTime(14, 2), Qt::UTC).addSecs(edits);
    return draft;
}

/// What the child process does: a window that lives until it is killed, and edits all the time.
int editUntilKilled(const QString &root)
{
    const auto folder = DraftFolder::create(root);
    if (!folder)
        return 1;
    for (int edits = 0;; ++edits) {
        // Long enough for a kill to come in the middle of it.
        Draft draft = draftOf(u"child"_qs, edits);
        draft.prompt = QString(200'000, QChar(u'a' + edits % 26));
        if (!(*folder)->write(draft))
            return 1;
        if (edits == 0) {
            std::puts("ready");
            std::fflush(stdout);
        }
    }
}

/** A child process with a draft. */
class Child
{
public:
    explicit Child(const QString &root)
    {
        m_process.start(QCoreApplication::applicationFilePath(), {u"--edit"_qs, root});
        while (m_process.waitForReadyRead(20'000) && !m_process.canReadLine()) { }
        m_isReady = m_process.readLine().trimmed() == "ready";
    }
    ~Child() { kill(); }

    [[nodiscard]] bool isReady() const { return m_isReady; }
    /// Whether it has not ended within that many milliseconds.
    [[nodiscard]] bool goesOnFor(int ms) { return !m_process.waitForFinished(ms); }
    void kill()
    {
        m_process.kill();
        m_process.waitForFinished();
    }

private:
    QProcess m_process;
    bool m_isReady = false;
};

QStringList foldersIn(const QString &root)
{
    return QDir(root).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
}

} // namespace

/** Drafts in files: whole at any moment, and each offered once, to one window. */
class TestDrafts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_root = std::make_unique<QTemporaryDir>(); }

    void aDraftReadsAsItWasWritten();
    void whatIsNoDraftIsRefused_data();
    void whatIsNoDraftIsRefused();
    void aMixtureStandsInItAsInAPreset();
    void whatALivingWindowHasIsNotOffered();
    void whatADeadProcessLeftIsOfferedOnce();
    void aLockThatNobodyHoldsIsNone_data();
    void aLockThatNobodyHoldsIsNone();
    void aProcessKilledAtAnyMomentLeavesAWholeDraft();
    void severalAreOfferedTheLatestFirst();
    void whatWasNotDecidedIsOfferedAgain();
    void aRemovedFolderIsGone();
    void foldersWithNothingToLoseAreTakenAway();
    void aDamagedDraftIsKeptAndNotOffered();
    void foreignFoldersAreLeftAlone();
    void aPlaceThatCannotBeWrittenToIsSaid();
    void aFullDiskLeavesTheDraftBefore();

private:
    [[nodiscard]] QString root() const { return m_root->filePath(u"drafts"_qs); }

    std::unique_ptr<QTemporaryDir> m_root;
};

void TestDrafts::aDraftReadsAsItWasWritten()
{
    const Draft draft = draftOf(u"Trio"_qs);
    const Result<Draft> read = readDraft(writeDraft(draft));
    QVERIFY2(read, read ? "" : qPrintable(read.error().message));
    QCOMPARE(*read, draft);
    const Draft empty;
    const Result<Draft> readEmpty = readDraft(writeDraft(empty));
    QVERIFY(readEmpty);
    QCOMPARE(readEmpty->mixture, empty.mixture);
}

void TestDrafts::whatIsNoDraftIsRefused_data()
{
    QTest::addColumn<QByteArray>("text");

    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("no JSON") << QByteArray("half a dra");
    QTest::newRow("a preset") << writeMixture(draftOf(u"Trio"_qs).mixture);
    QTest::newRow("no mixture") << QByteArray(R"({"format":"moa-studio/draft","version":1})");
    QTest::newRow("a mixture that is none")
        << QByteArray(R"({"format":"moa-studio/draft","version":1,"mixture":{"layers":7}})");
    QTest::newRow("of a later version")
        << QByteArray(R"({"format":"moa-studio/draft","version":99,"mixture":{}})");
    const QByteArray whole = writeDraft(draftOf(u"Trio"_qs));
    QTest::newRow("cut short") << whole.left(whole.size() / 2);
}

void TestDrafts::whatIsNoDraftIsRefused()
{
    QFETCH(const QByteArray, text);
    const Result<Draft> read = readDraft(text);
    QVERIFY(!read);
    QVERIFY(!read.error().message.isEmpty());
}

void TestDrafts::aMixtureStandsInItAsInAPreset()
{
    const QString preset = QStringLiteral(MOA_SOURCE_DIR "/presets/moa.moa.json");
    const Result<QByteArray> text = readFile(preset, 1'000'000);
    QVERIFY(text);
    Draft draft;
    draft.mixture = readMixture(*text).value();
    const Result<Draft> read = readDraft(writeDraft(draft));
    QVERIFY(read);
    QCOMPARE(writeMixture(read->mixture), writeMixture(draft.mixture));
}

void TestDrafts::whatALivingWindowHasIsNotOffered()
{
    const auto own = DraftFolder::create(root());
    QVERIFY(own);
    QVERIFY((*own)->write(draftOf(u"own"_qs)));
    Child other(root());
    QVERIFY(other.isReady());
    QVERIFY(claimLeftDrafts(root()).empty());
    QCOMPARE(foldersIn(root()).size(), 2);
}

void TestDrafts::whatADeadProcessLeftIsOfferedOnce()
{
    Child child(root());
    QVERIFY(child.isReady());
    child.kill();
    const std::vector<LeftDraft> left = claimLeftDrafts(root());
    QCOMPARE(left.size(), std::size_t{1});
    QCOMPARE(left.at(0).draft.mixture.name, u"child"_qs);
    // Another window, or another process, that looks too finds that it is taken.
    QVERIFY(claimLeftDrafts(root()).empty());
}

void TestDrafts::aLockThatNobodyHoldsIsNone_data()
{
    QTest::addColumn<bool>("isWritten");
    QTest::newRow("killed before anything was in it") << false;
    QTest::newRow("its process number is that of another window now") << true;
}

void TestDrafts::aLockThatNobodyHoldsIsNone()
{
    QFETCH(bool, isWritten);
    QByteArray content;
    QString path;
    {
        const auto folder = DraftFolder::create(root());
        QVERIFY(folder);
        QVERIFY((*folder)->write(draftOf(u"left"_qs)));
        path = (*folder)->path();
        if (isWritten)
            content = readFile(path + u"/lock"_qs, 1000).value();
    }
    QFile lock(path + u"/lock"_qs);
    QVERIFY(lock.open(QIODevice::WriteOnly) && lock.write(content) == content.size());
    const QDateTime earlier = QDateTime::currentDateTimeUtc().addSecs(-60);
    QVERIFY(lock.flush() && lock.setFileTime(earlier, QFileDevice::FileModificationTime));
    lock.close();

    const std::vector<LeftDraft> left = claimLeftDrafts(root());
    QCOMPARE(left.size(), std::size_t{1});
    QCOMPARE(left.front().draft, draftOf(u"left"_qs));
    // That one lives, however old its lock is.
    QFile taken(path + u"/lock"_qs);
    QVERIFY(taken.open(QIODevice::ReadWrite));
    QVERIFY(taken.setFileTime(earlier, QFileDevice::FileModificationTime));
    QVERIFY(claimLeftDrafts(root()).empty());
}

void TestDrafts::aProcessKilledAtAnyMomentLeavesAWholeDraft()
{
    for (int round = 0; round < 20; ++round) {
        Child child(root());
        QVERIFY(child.isReady());
        QVERIFY(child.goesOnFor(QRandomGenerator::global()->bounded(20)));
        child.kill();
        std::vector<LeftDraft> left = claimLeftDrafts(root());
        QCOMPARE(left.size(), std::size_t{1});
        const Draft &draft = left.at(0).draft;
        QCOMPARE(draft.prompt, QString(200'000, draft.prompt.at(0)));
        left.at(0).folder->remove();
        QVERIFY(foldersIn(root()).isEmpty());
    }
}

void TestDrafts::severalAreOfferedTheLatestFirst()
{
    for (const auto &[name, edits] :
         {std::pair(u"old"_qs, 1), std::pair(u"new"_qs, 3), std::pair(u"middle"_qs, 2)}) {
        const auto folder = DraftFolder::create(root());
        QVERIFY(folder);
        QVERIFY((*folder)->write(draftOf(name, edits)));
    }
    QStringList names;
    for (const LeftDraft &left : claimLeftDrafts(root()))
        names.append(left.draft.mixture.name);
    QCOMPARE(names, QStringList({u"new"_qs, u"middle"_qs, u"old"_qs}));
}

void TestDrafts::whatWasNotDecidedIsOfferedAgain()
{
    {
        const auto folder = DraftFolder::create(root());
        QVERIFY(folder && (*folder)->write(draftOf(u"Trio"_qs)));
    }
    QCOMPARE(claimLeftDrafts(root()).size(), std::size_t{1});
    QCOMPARE(claimLeftDrafts(root()).size(), std::size_t{1});
}

void TestDrafts::aRemovedFolderIsGone()
{
    const auto folder = DraftFolder::create(root());
    QVERIFY(folder && (*folder)->write(draftOf(u"Trio"_qs)));
    QVERIFY((*folder)->hasDraft());
    (*folder)->clear();
    QVERIFY(!(*folder)->hasDraft());
    QCOMPARE(foldersIn(root()).size(), 1);
    (*folder)->remove();
    QVERIFY(foldersIn(root()).isEmpty());
}

void TestDrafts::foldersWithNothingToLoseAreTakenAway()
{
    {
        const auto folder = DraftFolder::create(root());
        QVERIFY(folder);
        // What was being written for the first time when the process ended.
        QVERIFY(replaceFile((*folder)->path() + u"/draft.json.Xy12Zq"_qs, "{\"form"));
    }
    QVERIFY(claimLeftDrafts(root()).empty());
    QVERIFY(foldersIn(root()).isEmpty());
}

void TestDrafts::aDamagedDraftIsKeptAndNotOffered()
{
    QString path;
    {
        const auto folder = DraftFolder::create(root());
        QVERIFY(folder);
        path = (*folder)->path();
        QVERIFY(replaceFile(path + u"/draft.json"_qs, "{\"form"));
    }
    QVERIFY(claimLeftDrafts(root()).empty());
    QVERIFY(claimLeftDrafts(root()).empty());
    QCOMPARE(readFile(path + u"/damaged.json"_qs, 100).value_or(QByteArray()),
             QByteArray("{\"form"));
}

void TestDrafts::foreignFoldersAreLeftAlone()
{
    QVERIFY(QDir().mkpath(root() + u"/notes"_qs));
    QVERIFY(claimLeftDrafts(root()).empty());
    QCOMPARE(foldersIn(root()), QStringList(u"notes"_qs));
}

void TestDrafts::aPlaceThatCannotBeWrittenToIsSaid()
{
    // A file where the folder would be: refused to whoever runs the test, an administrator too.
    QVERIFY(replaceFile(root(), "no folder"));
    const auto folder = DraftFolder::create(root());
    QVERIFY(!folder);
    QVERIFY(folder.error().message.contains(QDir::toNativeSeparators(root())));
    QVERIFY(claimLeftDrafts(root()).empty());
}

void TestDrafts::aFullDiskLeavesTheDraftBefore()
{
    const auto folder = DraftFolder::create(root());
    QVERIFY(folder && (*folder)->write(draftOf(u"before"_qs)));
    Draft large = draftOf(u"after"_qs);
    large.prompt = QString(1'000'000, u'x');
    rlimit before{};
    QCOMPARE(::getrlimit(RLIMIT_FSIZE, &before), 0);
    const rlimit limit{100'000, before.rlim_max};
    std::signal(SIGXFSZ, SIG_IGN);
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &limit), 0);
    const Result<void> written = (*folder)->write(large);
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &before), 0);
    QVERIFY(!written);
    const Result<Draft> kept = (*folder)->read();
    QVERIFY(kept);
    QCOMPARE(kept->mixture.name, u"before"_qs);
}

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == u"--edit")
        return editUntilKilled(arguments.value(2));
    TestDrafts test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_drafts.moc"
