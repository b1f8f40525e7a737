// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/canvasview.h"
#include "items/mixturedocument.h"
#include "items/responsesmodel.h"
#include "ui/cardstates.h"

#include <functional>
#include <QSignalSpy>
#include <QTest>
#include <QTextDocumentFragment>

using namespace moa;

namespace {

const AgentId wizard(u"wizard"_qs);

/// A run of one agent with @p samples.
RunRecord runOf(int samples)
{
    RunRecord run;
    run.id = u"run"_qs;
    run.startedAt = QDateTime::currentDateTimeUtc();
    Agent agent;
    agent.id = wizard;
    agent.name = u"Wizard"_qs;
    agent.model = u"wizard"_qs;
    agent.samples = samples;
    Layer layer;
    layer.agents.append(agent);
    run.mixture.layers.append(layer);
    for (int sample = 1; sample <= samples; ++sample) {
        Response response;
        response.id = {wizard, sample};
        run.responses.append(response);
    }
    return run;
}

} // namespace

class TestCardStates : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void withoutARunACardSaysNothingOfIt();
    void samplesAreSummed();
    void theTimeIsThatOfAllSamples();
    void theMostUrgentStateIsTold_data();
    void theMostUrgentStateIsTold();
    void theFailedSampleSaysWhy();
    void tokensPerSecondShowWhileStreaming();
    void timeGoesOnWithoutNews();
    void aClockAheadShowsNoNegativeTime();
    void aRunShownLaterTellsItsTimeFromItsStart();
    void theNextRunStartsAfresh();
    void forgottenRunsStayForgotten();

private:
    void start(int samples);
    /// Publishes the response of this sample in another state.
    void change(int sample, ResponseState state, const std::function<void(Response &)> &more = {});
    /// What stands on the card about the run.
    [[nodiscard]] QString shown() const;
    [[nodiscard]] bool waitFor(const QString &part) const
    {
        return QTest::qWaitFor([&] { return shown().contains(part); });
    }

    std::unique_ptr<MixtureDocument> m_document;
    std::unique_ptr<ResponsesModel> m_responses;
    std::unique_ptr<CanvasView> m_canvas;
    std::unique_ptr<CardStates> m_states;
    RunRecord m_run;
};

void TestCardStates::init()
{
    m_document = std::make_unique<MixtureDocument>();
    m_document->reset(runOf(1).mixture);
    m_responses = std::make_unique<ResponsesModel>();
    m_canvas = std::make_unique<CanvasView>(m_document.get());
    m_canvas->setLocale(QLocale(QLocale::English, QLocale::UnitedStates));
    m_states = std::make_unique<CardStates>(m_responses.get(), m_canvas.get(), nullptr);
}

void TestCardStates::cleanup()
{
    m_states.reset();
    m_canvas.reset();
    m_responses.reset();
    m_document.reset();
}

void TestCardStates::start(int samples)
{
    m_run = runOf(samples);
    m_responses->runStarted(m_run);
}

void TestCardStates::change(int sample, ResponseState state,
                            const std::function<void(Response &)> &more)
{
    Response &response = m_run.responses[sample - 1];
    response.state = state;
    if (more)
        more(response);
    m_responses->responseChanged(response);
}

QString TestCardStates::shown() const
{
    const QString toolTip = m_canvas->canvasScene()->card(wizard)->toolTip();
    return QTextDocumentFragment::fromHtml(toolTip).toPlainText().section(u'\n', 3);
}

void TestCardStates::withoutARunACardSaysNothingOfIt()
{
    QCOMPARE(shown(), QString());
}

void TestCardStates::samplesAreSummed()
{
    start(2);
    const auto figures = [](qint64 input, qint64 output, double bleu) {
        return [=](Response &response) {
            response.usage = Usage{};
            response.usage->input = input;
            response.usage->output = output;
            response.usage->source = Usage::Source::Reported;
            response.cost = Usd::fromString(u"0.25");
            response.bleuToFinal = bleu;
        };
    };
    change(1, ResponseState::Done, figures(100, 20, 10.0));
    change(2, ResponseState::Done, figures(1100, 30, 40.0));
    QVERIFY2(waitFor(u"1,200 in, 50 out"_qs), qPrintable(shown()));
    QVERIFY2(shown().contains(u"$0.50"), qPrintable(shown()));
    // A score is no sum: it is the mean.
    QVERIFY2(shown().contains(u"BLEU 25.0"), qPrintable(shown()));
    QVERIFY(!shown().contains(u'~'));
    change(2, ResponseState::Done,
           [](Response &response) { response.usage->source = Usage::Source::Estimated; });
    QVERIFY2(waitFor(u"~1,200 in, ~50 out"_qs), qPrintable(shown()));
}

void TestCardStates::theTimeIsThatOfAllSamples()
{
    start(2);
    const auto times = [](qint64 started, qint64 finished) {
        return [=](Response &response) {
            response.timing.started = started;
            response.timing.finished = finished;
        };
    };
    change(1, ResponseState::Done, times(2000, 7000));
    change(2, ResponseState::Done, times(1000, 3000));
    QVERIFY2(waitFor(u"6.0 s"_qs), qPrintable(shown()));
}

void TestCardStates::theMostUrgentStateIsTold_data()
{
    QTest::addColumn<QList<ResponseState>>("states");
    QTest::addColumn<QString>("word");
    using State = ResponseState;
    QTest::newRow("writing over all")
        << QList{State::Done, State::Failed, State::Streaming} << u"Writing"_qs;
    QTest::newRow("asked over retrying")
        << QList{State::Retrying, State::Started, State::Queued} << u"Asked"_qs;
    QTest::newRow("retrying over queued")
        << QList{State::Queued, State::Retrying, State::Done} << u"Retrying"_qs;
    QTest::newRow("queued over done")
        << QList{State::Done, State::Queued, State::Done} << u"Queued"_qs;
    QTest::newRow("failed over done")
        << QList{State::Done, State::Failed, State::Done} << u"Failed"_qs;
    QTest::newRow("failed over stopped")
        << QList{State::Cancelled, State::Failed, State::Done} << u"Failed"_qs;
    QTest::newRow("stopped over done")
        << QList{State::Done, State::Done, State::Cancelled} << u"Stopped"_qs;
    QTest::newRow("all done") << QList{State::Done, State::Done, State::Done} << u"Done"_qs;
}

void TestCardStates::theMostUrgentStateIsTold()
{
    QFETCH(QList<ResponseState>, states);
    QFETCH(QString, word);
    start(3);
    QVERIFY(shown().startsWith(u"Waiting"));
    for (int sample = 1; sample <= 3; ++sample)
        change(sample, states.at(sample - 1));
    QTRY_COMPARE(shown(), word);
}

void TestCardStates::theFailedSampleSaysWhy()
{
    start(2);
    change(1, ResponseState::Done);
    change(2, ResponseState::Failed, [](Response &response) { response.error = u"No room."_qs; });
    QTRY_COMPARE(shown(), u"Failed\nNo room."_qs);
}

void TestCardStates::tokensPerSecondShowWhileStreaming()
{
    start(1);
    change(1, ResponseState::Streaming, [](Response &response) {
        response.timing.started = 0;
        response.timing.firstToken = 0;
    });
    m_responses->textAdded({wizard, 1}, u"some words to count "_qs.repeated(50), {});
    QVERIFY2(waitFor(u"tok/s"_qs), qPrintable(shown()));
    change(1, ResponseState::Done, [](Response &response) { response.timing.finished = 2000; });
    QTRY_COMPARE(shown(), u"Done · 2.0 s"_qs);
}

void TestCardStates::timeGoesOnWithoutNews()
{
    start(1);
    change(1, ResponseState::Started, [](Response &response) { response.timing.started = 0; });
    QVERIFY(waitFor(u"Asked · "_qs));
    const QString before = shown();
    QTRY_VERIFY(shown() != before);
    QVERIFY(shown().startsWith(u"Asked · "));
}

void TestCardStates::aClockAheadShowsNoNegativeTime()
{
    start(1);
    // The engine's clock started before the view's.
    change(1, ResponseState::Started, [](Response &response) { response.timing.started = 60'000; });
    QVERIFY(waitFor(u"Asked"_qs));
    QVERIFY2(!shown().contains(u'-'), qPrintable(shown()));
}

void TestCardStates::aRunShownLaterTellsItsTimeFromItsStart()
{
    m_run = runOf(1);
    m_run.startedAt = m_run.startedAt.addSecs(-125);
    m_run.responses[0].state = ResponseState::Started;
    m_run.responses[0].timing.started = 0;
    m_responses->showRun(m_run);
    QVERIFY2(shown().startsWith(u"Asked · 2 min"), qPrintable(shown()));
}

void TestCardStates::theNextRunStartsAfresh()
{
    start(1);
    change(1, ResponseState::Failed, [](Response &response) { response.error = u"No room."_qs; });
    QVERIFY(waitFor(u"No room."_qs));
    start(1);
    QCOMPARE(shown(), u"Waiting"_qs);
}

void TestCardStates::forgottenRunsStayForgotten()
{
    start(1);
    change(1, ResponseState::Started, [](Response &response) { response.timing.started = 0; });
    QVERIFY(waitFor(u"Asked"_qs));
    m_states->forget();
    QCOMPARE(shown(), QString());
    change(1, ResponseState::Done);
    QSignalSpy published(m_responses.get(), &ResponsesModel::dataChanged);
    QVERIFY(published.wait());
    QCOMPARE(shown(), QString());
    start(1);
    QCOMPARE(shown(), u"Waiting"_qs);
}

QTEST_MAIN(TestCardStates)
#include "tst_cardstates.moc"
