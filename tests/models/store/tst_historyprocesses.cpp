// SPDX-License-Identifier: GPL-3.0-or-later

// Several programs on one store, programs that are killed, and disks that are full or read-only.

#include "smalldisk.h"
#include "storefixture.h"

#include <csignal>
#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <unistd.h>

using namespace moa;
using namespace Qt::StringLiterals;

namespace {

/// What the child has written, and tells as soon as it has.
void say(const QByteArray &line)
{
    const QByteArray text = line + '\n';
    if (write(STDOUT_FILENO, text.constData(), static_cast<size_t>(text.size())) < 0)
        std::abort();
}

template <typename T>
void must(const Result<T> &result)
{
    if (!result)
        qFatal("%s", sentence(result).constData());
}

QString longText(int words)
{
    QString text;
    for (int word = 0; word < words; ++word)
        text += u"word%1 "_s.arg(word);
    return text;
}

/// Runs one mixture after another, until it is killed.
int runForever(const QString &path, const QString &name)
{
    const std::unique_ptr<HistoryStore> store = openStore(path);
    if (!store)
        return 1;
    for (int number = 0;; ++number) {
        const QString id = u"%1-%2"_s.arg(name).arg(number);
        const RunRecord run = runOf(id, u"Which?"_s, longText(400), moment(number));
        must(store->begin(begun(run)));
        say("began " + id.toUtf8());
        for (const Response &response : run.responses) {
            for (int words = 20; words <= 100; words += 20) {
                must(store->keepTexts(id, {{response.id, longText(words), {}}}));
                say("text " + id.toUtf8() + ' ' + response.id.toString().toUtf8() + ' '
                    + QByteArray::number(words));
            }
            must(store->keep(id, response));
            say("kept " + id.toUtf8() + ' ' + response.id.toString().toUtf8());
        }
        must(store->finish(run));
        say("finished " + id.toUtf8());
    }
}

int writeRuns(const QString &path, const QString &name, int count)
{
    const std::unique_ptr<HistoryStore> store = openStore(path);
    if (!store)
        return 1;
    for (int number = 0; number < count; ++number) {
        const RunRecord run =
            runOf(u"%1-%2"_s.arg(name).arg(number), u"Which?"_s, longText(50), moment(number));
        must(store->begin(begun(run)));
        must(store->keep(run.id, run.responses.at(0)));
        must(store->finish(run));
        must(store->setStarred(run.id, true));
    }
    return 0;
}

class Child : public QProcess
{
public:
    explicit Child(const QStringList &arguments)
    {
        setProcessChannelMode(ForwardedErrorChannel);
        start(QCoreApplication::applicationFilePath(), arguments);
    }
    ~Child() override
    {
        kill();
        waitForFinished();
    }
};

} // namespace

class TestHistoryProcesses : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void killedProgramLosesNothingItHadWritten();
    void runOfAnotherProgramIsInterruptedWhenThatIsKilled();
    void programsWriteSideBySide();
    void fullDiskIsToldAndLosesNothing();
    void newStoreOnAFullDiskIsRefused();
    void readOnlyStoreIsRead();
};

void TestHistoryProcesses::killedProgramLosesNothingItHadWritten()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"history.sqlite"_s);
    constexpr int kills = 25;
    QRandomGenerator random(42);
    QStringList finished;
    for (int round = 0; round < kills; ++round) {
        QByteArray said;
        {
            Child child({u"--run"_s, path, u"round%1"_s.arg(round)});
            QVERIFY(child.waitForStarted());
            const qsizetype lines = 1 + random.bounded(60);
            while (said.count('\n') < lines && child.waitForReadyRead(30'000))
                said += child.readAll();
            QVERIFY(said.count('\n') >= lines);
            // Anywhere in the next writes.
            QVERIFY(!child.waitForFinished(random.bounded(4)));
            child.kill(); // -9
            QVERIFY(child.waitForFinished());
            said += child.readAll();
        }
        QString last;
        QHash<QString, int> texts;
        QStringList kept;
        for (const QByteArray &line : said.left(said.lastIndexOf('\n')).split('\n')) {
            const QStringList words = QString::fromUtf8(line).split(u' ');
            if (words.at(0) == u"began") {
                last = words.at(1);
                texts.clear();
                kept.clear();
            } else if (words.at(0) == u"text") {
                texts[words.at(2)] = words.at(3).toInt();
            } else if (words.at(0) == u"kept") {
                kept.append(words.at(2));
            } else if (words.at(0) == u"finished") {
                finished.append(words.at(1));
            }
        }
        const std::unique_ptr<HistoryStore> store = openStore(path);
        QVERIFY(store);
        QCOMPARE(store->notice(), QString());
        MOA_VERIFY(store->integrityCheck());
        MOA_VERIFY(store->interrupted());
        for (const QString &id : std::as_const(finished)) {
            const Result<RunRecord> run = store->run(id);
            MOA_VERIFY(run);
            QCOMPARE(run->state, RunState::Done);
        }
        const Result<RunRecord> run = store->run(last);
        MOA_VERIFY(run);
        const RunRecord whole = runOf(last, u"Which?"_s, longText(400), moment(0));
        QCOMPARE(run->conversation, whole.conversation);
        QCOMPARE(run->mixture, whole.mixture);
        if (!finished.contains(last) && run->state != RunState::Done) {
            QCOMPARE(run->state, RunState::Cancelled);
            QVERIFY(idsOf(*store->interrupted()).contains(last));
        }
        for (const Response &response : whole.responses) {
            const Response *read = run->response(response.id);
            QVERIFY(read);
            const QString name = response.id.toString();
            if (kept.contains(name))
                QCOMPARE(*read, response);
            else if (texts.contains(name)) // or it was kept, and killed before it could say so
                QVERIFY(*read == response || read->text.startsWith(longText(texts.value(name))));
        }
    }
}

void TestHistoryProcesses::runOfAnotherProgramIsInterruptedWhenThatIsKilled()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"history.sqlite"_s);
    const std::unique_ptr<HistoryStore> store = openStore(path);
    QVERIFY(store);
    Child child({u"--run"_s, path, u"other"_s});
    QVERIFY(child.waitForReadyRead(30'000));
    kill(static_cast<pid_t>(child.processId()), SIGSTOP);
    const Result<QList<RunSummary>> whileItLives = store->interrupted();
    MOA_VERIFY(whileItLives);
    QVERIFY(whileItLives->isEmpty());
    const auto reader = openStore(path, HistoryStore::Access::ReadOnly);
    QVERIFY(reader);
    const RunState before = reader->find({}, {}, 1)->runs.at(0).state;
    QVERIFY(!reader->find({}, {}, 1)->runs.at(0).interrupted);
    child.kill();
    QVERIFY(child.waitForFinished());
    // Who may not write it down sees it all the same.
    const RunSummary afterwards = reader->find({}, {}, 1)->runs.at(0);
    QCOMPARE(afterwards.interrupted, before == RunState::Running);
    QCOMPARE(afterwards.state, afterwards.interrupted ? RunState::Cancelled : before);
    const Result<HistoryPage> page = store->find({}, {}, 1);
    MOA_VERIFY(page);
    const bool ended = page->runs.at(0).state == RunState::Done;
    const Result<QList<RunSummary>> interrupted = store->interrupted();
    MOA_VERIFY(interrupted);
    QCOMPARE(interrupted->size(), ended ? 0 : 1);
}

void TestHistoryProcesses::programsWriteSideBySide()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"history.sqlite"_s);
    constexpr int each = 60;
    {
        // All of them also make the file.
        Child first({u"--write"_s, path, u"first"_s, QString::number(each)});
        Child second({u"--write"_s, path, u"second"_s, QString::number(each)});
        QCOMPARE(writeRuns(path, u"own"_s, each), 0);
        for (QProcess *child : {&first, &second}) {
            QVERIFY(child->waitForFinished(120'000));
            QCOMPARE(child->exitStatus(), QProcess::NormalExit);
            QCOMPARE(child->exitCode(), 0);
        }
    }
    const std::unique_ptr<HistoryStore> store = openStore(path);
    QVERIFY(store);
    MOA_VERIFY(store->integrityCheck());
    QVERIFY(store->interrupted()->isEmpty());
    HistoryQuery query;
    query.starredOnly = true;
    query.states = {RunState::Done};
    query.text = u"word49"_s;
    QCOMPARE(*store->count(query), 3 * each);
}

void TestHistoryProcesses::fullDiskIsToldAndLosesNothing()
{
    SmallDisk disk;
    if (!disk.isMounted())
        QSKIP("A small disk can only be made by root.");
    const QString path = disk.filePath(u"history.sqlite"_s);
    const std::unique_ptr<HistoryStore> store = openStore(path);
    QVERIFY(store);
    const RunRecord before = runOf(u"before"_s, u"Which?"_s, longText(300), moment(0));
    const RunRecord run = runOf(u"a"_s, u"Which?"_s, longText(3000), moment(1));
    MOA_VERIFY(store->finish(before));
    MOA_VERIFY(store->begin(begun(run)));
    MOA_VERIFY(store->keep(u"a"_s, run.responses.at(0)));
    disk.fill();
    bool hasFailed = false;
    for (int words = 1000; words < 400'000 && !hasFailed; words *= 2) {
        const Result<void> kept =
            store->keepTexts(u"a"_s, {{run.responses.at(1).id, longText(words), {}}});
        hasFailed = !kept;
        if (hasFailed)
            QVERIFY2(sentence(kept).contains("is full"), sentence(kept).constData());
    }
    QVERIFY(hasFailed);
    QVERIFY(!store->finish(run));
    QCOMPARE(store->run(u"a"_s)->responses.at(0), run.responses.at(0));
    QCOMPARE(store->run(u"before"_s)->responses, before.responses);
    {
        // Another program starts, on the full disk.
        const Result<std::unique_ptr<HistoryStore>> other =
            HistoryStore::open(path, HistoryStore::Access::ReadWrite);
        MOA_VERIFY(other);
        QCOMPARE(*(*other)->count({}), 2);
    }
    disk.makeRoom();
    MOA_VERIFY(store->finish(run));
    MOA_VERIFY(store->integrityCheck());
    QCOMPARE(store->run(u"a"_s)->responses, run.responses);
}

void TestHistoryProcesses::newStoreOnAFullDiskIsRefused()
{
    SmallDisk disk;
    if (!disk.isMounted())
        QSKIP("A small disk can only be made by root.");
    disk.fill();
    const QString path = disk.filePath(u"history.sqlite"_s);
    const auto refused = HistoryStore::open(path, HistoryStore::Access::ReadWrite);
    QVERIFY(!refused);
    QVERIFY2(refused.error().message.contains(u"full"), qUtf8Printable(refused.error().message));
    disk.makeRoom();
    const std::unique_ptr<HistoryStore> store = openStore(path);
    QVERIFY(store);
    MOA_VERIFY(store->finish(runOf(u"a"_s, u"Which?"_s, u"Paris."_s, moment(1))));
}

void TestHistoryProcesses::readOnlyStoreIsRead()
{
    SmallDisk disk;
    if (!disk.isMounted())
        QSKIP("A small disk can only be made by root.");
    const QString path = disk.filePath(u"history.sqlite"_s);
    {
        const std::unique_ptr<HistoryStore> store = openStore(path);
        QVERIFY(store);
        MOA_VERIFY(store->finish(runOf(u"a"_s, u"Which?"_s, u"Paris."_s, moment(1))));
        MOA_VERIFY(store->begin(begun(runOf(u"b"_s, u"Which?"_s, u"Rome."_s, moment(2)))));
    }
    QVERIFY(disk.setReadOnly(true));
    {
        const std::unique_ptr<HistoryStore> store = openStore(path);
        QVERIFY(store);
        QCOMPARE(store->access(), HistoryStore::Access::ReadOnly);
        QVERIFY(store->notice().contains(u"can be read but not written"));
        QCOMPARE(*store->count({}), 2);
        MOA_VERIFY(store->run(u"a"_s));
        MOA_VERIFY(store->integrityCheck());
        QCOMPARE(idsOf(*store->interrupted()), QStringList{u"b"_s});
        const Result<HistoryPage> page = store->find({}, {}, 1);
        MOA_VERIFY(page);
        QCOMPARE(page->runs.at(0).state, RunState::Cancelled);
        QVERIFY(page->runs.at(0).interrupted);
        const Result<RunSummary> starred = store->setStarred(u"a"_s, true);
        QVERIFY2(sentence(starred).contains("read-only"), sentence(starred).constData());
        QVERIFY(!store->begin(runOf(u"c"_s, u"Which?"_s, u"Rome."_s, moment(2))));
    }
    QVERIFY(disk.setReadOnly(false));
    MOA_VERIFY(openStore(path)->setStarred(u"a"_s, true));
}

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == u"--run")
        return runForever(arguments.value(2), arguments.value(3));
    if (arguments.value(1) == u"--write")
        return writeRuns(arguments.value(2), arguments.value(3), arguments.value(4).toInt());
    TestHistoryProcesses test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_historyprocesses.moc"
