// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/historyfile.h"
#include "run/response.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace moa;

class TestHistoryFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }
    void noFileIsAnEmptyHistory();
    void runsAddUp();
    void aDamagedFileIsPutAside();
    void aFolderThatCanNotBeWrittenIsTold();

private:
    [[nodiscard]] QString path() const { return m_dir->filePath(u"data/model-history.json"_qs); }
    static RunRecord run(const QString &model)
    {
        Agent agent;
        agent.id = AgentId(model);
        agent.model = model;
        agent.provider = ProviderId(u"p"_qs);
        RunRecord record;
        record.conversation = {{Message::Author::User, u"Why?"_qs}};
        Layer layer;
        layer.agents = {agent};
        record.mixture.layers = {layer};
        Response response;
        response.id = {agent.id, 1};
        response.provider = agent.provider;
        response.model = model;
        response.state = ResponseState::Done;
        response.text = u"because"_qs;
        record.responses = {response};
        return record;
    }
    static bool knows(const ModelHistory &history, const QString &model)
    {
        return history.length(ProviderId(u"p"_qs), model, AnswerKind::First, {}).basis
            == LengthForecast::Basis::Model;
    }

    std::unique_ptr<QTemporaryDir> m_dir;
};

void TestHistoryFile::noFileIsAnEmptyHistory()
{
    const LoadedHistory loaded = loadModelHistory(path());
    QVERIFY(loaded.history.isEmpty());
    QVERIFY(loaded.notice.isEmpty());
    QVERIFY(!QFile::exists(path()));
}

void TestHistoryFile::runsAddUp()
{
    QVERIFY(recordRun(run(u"a"_qs), path()));
    const Result<LoadedHistory> second = recordRun(run(u"b"_qs), path());
    QVERIFY(second);
    const LoadedHistory loaded = loadModelHistory(path());
    QCOMPARE(loaded.history, second->history);
    QVERIFY(knows(loaded.history, u"a"_qs) && knows(loaded.history, u"b"_qs));
}

void TestHistoryFile::aDamagedFileIsPutAside()
{
    QVERIFY(QDir().mkpath(m_dir->filePath(u"data"_qs)));
    QFile file(path());
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{ half a");
    file.close();
    const LoadedHistory loaded = loadModelHistory(path());
    QVERIFY(loaded.history.isEmpty());
    QVERIFY2(loaded.notice.contains(path()) && loaded.notice.contains(u"put aside"_qs),
             qPrintable(loaded.notice));
    QVERIFY(!QFile::exists(path()));
    const QStringList kept =
        QDir(m_dir->filePath(u"data"_qs)).entryList({u"*.damaged-*"_qs}, QDir::Files);
    QCOMPARE(kept.size(), 1);
    QVERIFY(recordRun(run(u"a"_qs), path()));
    QVERIFY(knows(loadModelHistory(path()).history, u"a"_qs));
}

void TestHistoryFile::aFolderThatCanNotBeWrittenIsTold()
{
    QFile file(m_dir->filePath(u"data"_qs));
    QVERIFY(file.open(QIODevice::WriteOnly));
    const Result<LoadedHistory> recorded = recordRun(run(u"a"_qs), path());
    QVERIFY(!recorded);
    QVERIFY(recorded.error().message.contains(path()));
}

QTEST_GUILESS_MAIN(TestHistoryFile)
#include "tst_historyfile.moc"
