// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/responsesmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>
#include <QThread>

using namespace moa;

namespace {

ResponseId id(const char *agent, int sample = 1)
{
    return {AgentId(QLatin1String(agent)), sample};
}

/// Two layers: wizard, and qwen with two samples; then the aggregator.
RunRecord makeRun(const QString &runId = QStringLiteral("run-1"))
{
    const auto agent = [](const char *name, int samples) {
        Agent result;
        result.id = AgentId(QLatin1String(name));
        result.model = QStringLiteral("lab/") + QLatin1String(name) + QStringLiteral("-model");
        result.samples = samples;
        return result;
    };
    RunRecord run;
    run.id = runId;
    Layer first;
    first.agents = {agent("wizard", 1), agent("qwen", 2)};
    first.agents[0].name = QStringLiteral("Wizard");
    first.agents[0].color = 4;
    Layer last;
    last.agents = {agent("final", 1)};
    run.mixture.layers = {first, last};
    for (int layer = 0; layer < 2; ++layer) {
        for (const Agent &member : run.mixture.layers.at(layer).agents) {
            for (int sample = 1; sample <= member.samples; ++sample) {
                Response response;
                response.id = {member.id, sample};
                response.layer = layer;
                response.model = member.model;
                response.provider = ProviderId(QStringLiteral("sandbox"));
                run.responses.append(response);
            }
        }
    }
    return run;
}

Response ended(const RunRecord &run, const ResponseId &responseId, const QString &text,
               ResponseState state = ResponseState::Done)
{
    for (Response response : run.responses) {
        if (response.id == responseId) {
            response.state = state;
            response.text = text;
            return response;
        }
    }
    return {};
}

} // namespace

class TestResponsesModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void aRunBringsOneRowPerResponseInItsOrder();
    void rowsAreFoundById();
    void samplesAreNumberedInTheName();
    void theFinalAnswerIsTheLastLayersOnlyAgent();
    void deltasOfAFrameArriveAsOne();
    void whatIsNotPublishedYetIsNotShown();
    void aRowChangesOnceHoweverManyDeltasCame();
    void neighbouringRowsShareADataChange();
    void textThatStreamedSurvivesAStateChange();
    void theEndOfAnAnswer_data();
    void theEndOfAnAnswer();
    void figuresOfADoneResponseAreShown_data();
    void figuresOfADoneResponseAreShown();
    void totalsAreSummedWhileRunningAndTakenFromTheRunAfterwards();
    void responsesOfAnotherRunAreIgnored();
    void aFinishedRunWithoutItsStartIsShownWhole();
    void aSecondRunReplacesTheFirst();
    void anEndedRunIsShownAtOnce();
    void aShownRunThatGoesOnTakesWhatIsAdded();
    void noRunCanBeShown();
    void takesQueuedSignalsFromAnotherThread();

private:
    std::unique_ptr<ResponsesModel> m_model;
    RunRecord m_run;
};

void TestResponsesModel::init()
{
    m_model = std::make_unique<ResponsesModel>();
    new QAbstractItemModelTester(
        m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest, m_model.get());
    m_run = makeRun();
    m_model->runStarted(m_run);
}

void TestResponsesModel::cleanup()
{
    m_model.reset();
}

void TestResponsesModel::aRunBringsOneRowPerResponseInItsOrder()
{
    QCOMPARE(m_model->rowCount(), 4);
    QStringList ids;
    for (int row = 0; row < m_model->rowCount(); ++row)
        ids.append(m_model->response(row).id.toString());
    QCOMPARE(ids, QStringList({u"wizard#1"_qs, u"qwen#1"_qs, u"qwen#2"_qs, u"final#1"_qs}));
    QCOMPARE(m_model->index(3).data(ResponsesModel::LayerRole).toInt(), 1);
    QCOMPARE(m_model->index(0).data(ResponsesModel::ChosenColorRole).toInt(), 4);
    QVERIFY(!m_model->index(1).data(ResponsesModel::ChosenColorRole).isValid());
    QCOMPARE(m_model->index(1).data(ResponsesModel::ModelNameRole).toString(),
             u"lab/qwen-model"_qs);
}

void TestResponsesModel::rowsAreFoundById()
{
    QCOMPARE(m_model->row(id("qwen", 2)), std::optional(2));
    QCOMPARE(m_model->row(id("qwen", 3)), std::nullopt);
    QCOMPARE(m_model->row(id("nobody")), std::nullopt);
}

void TestResponsesModel::samplesAreNumberedInTheName()
{
    QCOMPARE(m_model->name(0), u"Wizard"_qs);
    QCOMPARE(m_model->name(1), u"qwen-model #1"_qs);
    QCOMPARE(m_model->name(2), u"qwen-model #2"_qs);
}

void TestResponsesModel::theFinalAnswerIsTheLastLayersOnlyAgent()
{
    for (int row = 0; row < 4; ++row)
        QCOMPARE(m_model->index(row).data(ResponsesModel::FinalAnswerRole).toBool(), row == 3);
}

void TestResponsesModel::deltasOfAFrameArriveAsOne()
{
    QSignalSpy appended(m_model.get(), &ResponsesModel::textAppended);
    m_model->textAdded(id("wizard"), u"Hello"_qs, {});
    m_model->textAdded(id("wizard"), {}, u"Hm."_qs);
    m_model->textAdded(id("wizard"), u", world"_qs, {});
    QVERIFY(appended.wait());
    QCOMPARE(appended.size(), 1);
    QCOMPARE(appended.at(0), QVariantList({0, u"Hello, world"_qs, u"Hm."_qs}));
    QCOMPARE(m_model->index(0).data(ResponsesModel::TextRole).toString(), u"Hello, world"_qs);
    QCOMPARE(m_model->index(0).data(ResponsesModel::ReasoningRole).toString(), u"Hm."_qs);
}

void TestResponsesModel::whatIsNotPublishedYetIsNotShown()
{
    m_model->textAdded(id("wizard"), u"Hello"_qs, {});
    m_model->responseChanged(ended(m_run, id("qwen"), u"Yes"_qs));
    QCOMPARE(m_model->response(0).text, QString());
    QCOMPARE(m_model->response(1).state, ResponseState::Waiting);
    QTRY_COMPARE(m_model->response(0).text, u"Hello"_qs);
    QCOMPARE(m_model->response(1).state, ResponseState::Done);
}

void TestResponsesModel::aRowChangesOnceHoweverManyDeltasCame()
{
    QSignalSpy changed(m_model.get(), &ResponsesModel::dataChanged);
    for (int i = 0; i < 1000; ++i)
        m_model->textAdded(id("qwen"), u"x"_qs, {});
    QVERIFY(changed.wait());
    QCOMPARE(changed.size(), 1);
    QCOMPARE(changed.at(0).at(0).toModelIndex().row(), 1);
    QVERIFY(changed.at(0).at(2).value<QList<int>>().contains(ResponsesModel::TextRole));
    QCOMPARE(m_model->response(1).text.size(), 1000);
}

void TestResponsesModel::neighbouringRowsShareADataChange()
{
    QSignalSpy changed(m_model.get(), &ResponsesModel::dataChanged);
    m_model->textAdded(id("final"), u"x"_qs, {});
    m_model->textAdded(id("qwen", 1), u"x"_qs, {});
    m_model->textAdded(id("wizard"), u"x"_qs, {});
    QVERIFY(changed.wait());
    QCOMPARE(changed.size(), 2);
    QCOMPARE(changed.at(0).at(0).toModelIndex().row(), 0);
    QCOMPARE(changed.at(0).at(1).toModelIndex().row(), 1);
    QCOMPARE(changed.at(1).at(0).toModelIndex().row(), 3);
}

void TestResponsesModel::textThatStreamedSurvivesAStateChange()
{
    m_model->textAdded(id("wizard"), u"Hello"_qs, u"Hm"_qs);
    Response streaming = ended(m_run, id("wizard"), {}, ResponseState::Streaming);
    streaming.attempts = 1;
    m_model->responseChanged(streaming);
    QTRY_COMPARE(m_model->response(0).state, ResponseState::Streaming);
    QCOMPARE(m_model->response(0).text, u"Hello"_qs);
    QCOMPARE(m_model->response(0).reasoning, u"Hm"_qs);
}

void TestResponsesModel::theEndOfAnAnswer_data()
{
    QTest::addColumn<QString>("streamed");
    QTest::addColumn<QString>("whole");
    QTest::addColumn<int>("resets");
    QTest::addColumn<QString>("appended");

    QTest::newRow("is what streamed") << u"Hello"_qs << u"Hello"_qs << 0 << QString();
    QTest::newRow("has more than streamed")
        << u"Hello"_qs << u"Hello, world"_qs << 0 << u", world"_qs;
    QTest::newRow("differs from what streamed")
        << u"Hello"_qs << u"Goodbye"_qs << 1 << u"Goodbye"_qs;
    QTest::newRow("is empty") << u"Hello"_qs << QString() << 1 << QString();
    QTest::newRow("never streamed") << QString() << u"Hello"_qs << 0 << u"Hello"_qs;
}

void TestResponsesModel::theEndOfAnAnswer()
{
    QFETCH(QString, streamed);
    QFETCH(QString, whole);
    QFETCH(int, resets);
    QFETCH(QString, appended);
    if (!streamed.isEmpty()) {
        m_model->textAdded(id("wizard"), streamed, {});
        QTRY_COMPARE(m_model->response(0).text, streamed);
    }
    QSignalSpy resetSpy(m_model.get(), &ResponsesModel::textReset);
    QSignalSpy appendedSpy(m_model.get(), &ResponsesModel::textAppended);
    m_model->responseChanged(ended(m_run, id("wizard"), whole));
    QTRY_COMPARE(m_model->response(0).state, ResponseState::Done);
    QCOMPARE(m_model->response(0).text, whole);
    QCOMPARE(resetSpy.size(), resets);
    QCOMPARE(appendedSpy.size(), appended.isEmpty() ? 0 : 1);
    if (!appended.isEmpty())
        QCOMPARE(appendedSpy.at(0).at(1).toString(), appended);
}

void TestResponsesModel::figuresOfADoneResponseAreShown_data()
{
    QTest::addColumn<int>("role");
    QTest::addColumn<QString>("expected");

    QTest::newRow("name") << int(Qt::DisplayRole) << u"Wizard"_qs;
    QTest::newRow("state") << int(ResponsesModel::StateWordRole) << u"Done"_qs;
    QTest::newRow("timing") << int(ResponsesModel::TimingRole) << u"0.41 s to first, 5.2 s"_qs;
    QTest::newRow("tokens") << int(ResponsesModel::TokensRole) << u"812 in, 344 out"_qs;
    QTest::newRow("cost") << int(ResponsesModel::CostRole) << u"unpriced"_qs;
    QTest::newRow("BLEU") << int(ResponsesModel::BleuRole) << u"BLEU 23.4"_qs;
}

void TestResponsesModel::figuresOfADoneResponseAreShown()
{
    QFETCH(int, role);
    Response response = ended(m_run, id("wizard"), u"Yes"_qs);
    response.timing = {0, 0, 410, 5200};
    response.usage = Usage{812, 344, 0, 0, Usage::Source::Reported};
    response.bleuToFinal = 23.4;
    m_model->responseChanged(response);
    QTRY_COMPARE(m_model->response(0).state, ResponseState::Done);
    QTEST(m_model->index(0).data(role).toString(), "expected");
}

void TestResponsesModel::totalsAreSummedWhileRunningAndTakenFromTheRunAfterwards()
{
    Response priced = ended(m_run, id("wizard"), u"Yes"_qs);
    priced.usage = Usage{10, 5, 0, 0, Usage::Source::Reported};
    priced.cost = Usd::fromPico(7);
    Response unpriced = ended(m_run, id("qwen"), u"No"_qs);
    unpriced.usage = Usage{20, 6, 0, 0, Usage::Source::Estimated};
    m_model->responseChanged(priced);
    m_model->responseChanged(unpriced);
    QTRY_COMPARE(m_model->endedCount(), 2);
    const RunTotals live = m_model->totals();
    QCOMPARE(live.input, 30);
    QCOMPARE(live.output, 11);
    QCOMPARE(live.cost, Usd::fromPico(7));
    QCOMPARE(live.unpriced, 1);
    QVERIFY(live.estimated);

    RunRecord finished = m_run;
    finished.state = RunState::Done;
    finished.totals.input = 99;
    finished.totals.wallMs = 1234;
    m_model->runFinished(finished);
    QCOMPARE(m_model->totals(), finished.totals);
    QVERIFY(m_model->run().responses.isEmpty());
}

void TestResponsesModel::responsesOfAnotherRunAreIgnored()
{
    QSignalSpy changed(m_model.get(), &ResponsesModel::dataChanged);
    m_model->textAdded(id("stranger"), u"x"_qs, {});
    Response response;
    response.id = id("stranger");
    m_model->responseChanged(response);
    m_model->textAdded(id("wizard"), u"x"_qs, {});
    QVERIFY(changed.wait());
    QCOMPARE(changed.size(), 1);
}

void TestResponsesModel::aFinishedRunWithoutItsStartIsShownWhole()
{
    ResponsesModel fresh;
    m_run.state = RunState::Done;
    m_run.responses[0] = ended(m_run, id("wizard"), u"Yes"_qs);
    fresh.runFinished(m_run);
    QCOMPARE(fresh.rowCount(), 4);
    QCOMPARE(fresh.response(0).text, u"Yes"_qs);
}

void TestResponsesModel::aSecondRunReplacesTheFirst()
{
    m_model->textAdded(id("wizard"), u"old"_qs, {});
    QSignalSpy reset(m_model.get(), &ResponsesModel::modelReset);
    QSignalSpy appended(m_model.get(), &ResponsesModel::textAppended);
    m_model->runStarted(makeRun(u"run-2"_qs));
    QCOMPARE(reset.size(), 1);
    QCOMPARE(m_model->response(0).text, QString());
    m_model->textAdded(id("wizard"), u"new"_qs, {});
    QVERIFY(appended.wait());
    QCOMPARE(m_model->response(0).text, u"new"_qs);
}

void TestResponsesModel::anEndedRunIsShownAtOnce()
{
    RunRecord record = makeRun(u"earlier"_qs);
    record.state = RunState::Done;
    record.totals.input = 12;
    for (Response &response : record.responses) {
        response.state = ResponseState::Done;
        response.text = u"answer of "_qs + response.id.toString();
    }
    // Of the run before, not published yet.
    m_model->textAdded(id("wizard"), u"late"_qs, {});
    QSignalSpy reset(m_model.get(), &ResponsesModel::modelReset);
    QSignalSpy changed(m_model.get(), &ResponsesModel::dataChanged);
    m_model->showRun(record);
    QCOMPARE(reset.size(), 1);
    QCOMPARE(m_model->run().id, u"earlier"_qs);
    QCOMPARE(m_model->totals().input, 12);
    QCOMPARE(m_model->response(0).text, u"answer of wizard#1"_qs);
    // Shared with the record.
    QCOMPARE(m_model->response(0).text.constData(), record.responses.at(0).text.constData());
    QVERIFY(!changed.wait(50)); // a few frames
    QCOMPARE(m_model->response(0).text, u"answer of wizard#1"_qs);
}

void TestResponsesModel::aShownRunThatGoesOnTakesWhatIsAdded()
{
    RunRecord record = makeRun(u"going on"_qs);
    record.responses[0].state = ResponseState::Streaming;
    record.responses[0].text = u"one "_qs;
    m_model->showRun(record);
    QCOMPARE(m_model->response(0).text, u"one "_qs);
    m_model->textAdded(id("wizard"), u"two"_qs, {});
    QTRY_COMPARE(m_model->response(0).text, u"one two"_qs);
    QCOMPARE(record.responses.at(0).text, u"one "_qs);
}

void TestResponsesModel::noRunCanBeShown()
{
    m_model->showRun({});
    QCOMPARE(m_model->rowCount(), 0);
    QVERIFY(m_model->run().id.isEmpty());
}

void TestResponsesModel::takesQueuedSignalsFromAnotherThread()
{
    const std::unique_ptr<QThread> thread(QThread::create([this] {
        for (int i = 0; i < 500; ++i) {
            QMetaObject::invokeMethod(
                m_model.get(),
                [this, i] { m_model->textAdded(id("wizard"), QString::number(i % 10), {}); },
                Qt::QueuedConnection);
        }
    }));
    thread->start();
    QTRY_COMPARE(m_model->response(0).text.size(), 500);
    QVERIFY(thread->wait());
    QVERIFY(m_model->response(0).text.startsWith(u"0123456789"));
}

QTEST_GUILESS_MAIN(TestResponsesModel)

#include "tst_responsesmodel.moc"
