// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/canvasview.h"
#include "items/mixturedocument.h"
#include "items/responsesmodel.h"
#include "ui/cardstates.h"
#include "ui/pins.h"

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
    void missingReferencesAreCounted_data();
    void missingReferencesAreCounted();
    void theNextAttemptIsCountedDown();
    void everyStateHasAMarkOfItsOwn();
    void anEditSinceTheRunIsTold();
    void whatMakesNoDifferenceIsNoEdit();
    void otherDefaultsAreAnEdit();
    void theAgentsOfAnotherRunAreCompared();
    void theSlowestChainIsMarkedOnceTheRunHasEnded();
    void aPinIsToldWithoutARun();

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
    m_states =
        std::make_unique<CardStates>(m_document.get(), m_responses.get(), m_canvas.get(), nullptr);
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
    if (m_document->mixture() != m_run.mixture)
        m_document->reset(m_run.mixture);
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

void TestCardStates::missingReferencesAreCounted_data()
{
    QTest::addColumn<bool>("listed");
    QTest::newRow("everyone in the layer before") << false;
    QTest::newRow("listed") << true;
}

void TestCardStates::missingReferencesAreCounted()
{
    QFETCH(bool, listed);
    m_run = runOf(3);
    Layer layer;
    layer.agents = {m_run.mixture.layers.constFirst().agents.constFirst()};
    layer.agents[0].id = AgentId(u"last"_qs);
    layer.agents[0].samples = 1;
    if (listed)
        layer.agents[0].references = QList<AgentId>{wizard};
    m_run.mixture.layers.append(layer);
    Response waiting;
    waiting.id = {layer.agents.constFirst().id, 1};
    waiting.layer = 1;
    m_run.responses.append(waiting);
    m_document->reset(m_run.mixture);
    m_responses->runStarted(m_run);
    const auto last = [this] {
        return QTextDocumentFragment::fromHtml(
                   m_canvas->canvasScene()->card(AgentId(u"last"_qs))->toolTip())
            .toPlainText()
            .section(u'\n', 3);
    };
    QCOMPARE(last(), u"Waiting for 3 reference(s)"_qs);
    change(2, ResponseState::Done);
    QTRY_COMPARE(last(), u"Waiting for 2 reference(s)"_qs);
    change(1, ResponseState::Failed);
    QTRY_COMPARE(last(), u"Waiting for 1 reference(s)"_qs);
    // The run is told of by its state once nothing is missing.
    change(3, ResponseState::Cancelled);
    QTRY_COMPARE(last(), u"Waiting"_qs);
    change(4, ResponseState::Queued);
    QTRY_COMPARE(last(), u"Queued"_qs);
}

void TestCardStates::theNextAttemptIsCountedDown()
{
    start(1);
    change(1, ResponseState::Retrying, [](Response &response) {
        response.error = u"Busy."_qs;
        response.retry = Retry{3500, 2, 5};
    });
    QVERIFY2(waitFor(u"Retrying in 4 s, 2 of 5"_qs), qPrintable(shown()));
    QVERIFY(shown().endsWith(u"Busy."));
    QVERIFY2(waitFor(u"Retrying in 3 s, 2 of 5"_qs), qPrintable(shown()));
    // It does not count below nothing.
    change(1, ResponseState::Retrying, [](Response &response) {
        response.retry = Retry{-5000, 3, 5};
    });
    QVERIFY2(waitFor(u"Retrying in 1 s, 3 of 5"_qs), qPrintable(shown()));
    change(1, ResponseState::Started, [](Response &response) {
        response.retry.reset();
        response.error.clear();
    });
    QVERIFY(waitFor(u"Asked"_qs));
}

void TestCardStates::everyStateHasAMarkOfItsOwn()
{
    start(1);
    QList<StateMark> marks;
    QStringList words;
    for (const ResponseState state :
         {ResponseState::Waiting, ResponseState::Queued, ResponseState::Started,
          ResponseState::Streaming, ResponseState::Retrying, ResponseState::Done,
          ResponseState::Failed, ResponseState::Cancelled, ResponseState::Muted,
          ResponseState::Pinned}) {
        QSignalSpy published(m_responses.get(), &ResponsesModel::dataChanged);
        change(1, state);
        QVERIFY(published.wait());
        const CardState card = m_canvas->canvasScene()->cardStates().value(wizard);
        QVERIFY(card.mark != StateMark::None);
        QVERIFY(!markShape(card.mark, QRectF(0, 0, 12, 12)).isEmpty());
        QVERIFY(!marks.contains(card.mark));
        QVERIFY(!words.contains(card.word));
        marks.append(card.mark);
        words.append(card.word);
    }
}

void TestCardStates::anEditSinceTheRunIsTold()
{
    start(1);
    change(1, ResponseState::Done);
    QTRY_COMPARE(shown(), u"Done"_qs);
    Mixture edited = m_document->mixture();
    edited.layers[0].agents[0].settings.temperature = 1.2;
    m_document->apply(edited, u"Set the temperature"_qs);
    QTRY_VERIFY2(shown().startsWith(u"Done, changed"), qPrintable(shown()));
    QVERIFY2(shown().contains(u"Changed since the run"), qPrintable(shown()));
    m_document->undoStack()->undo();
    QTRY_COMPARE(shown(), u"Done"_qs);
    m_document->undoStack()->redo();
    QVERIFY(waitFor(u"changed"_qs));
    m_run.mixture = m_document->mixture();
    m_responses->runStarted(m_run);
    QCOMPARE(shown(), u"Done"_qs);
}

void TestCardStates::whatMakesNoDifferenceIsNoEdit()
{
    start(1);
    change(1, ResponseState::Done);
    QTRY_COMPARE(shown(), u"Done"_qs);
    Mixture edited = m_document->mixture();
    edited.notes = u"for later"_qs;
    edited.layers[0].agents[0].name = u"Gandalf"_qs;
    edited.layers[0].agents[0].color = 3;
    m_document->apply(edited, u"Rename"_qs);
    QTRY_VERIFY(m_canvas->canvasScene()->card(wizard)->toolTip().contains(u"Gandalf"));
    edited.layers[0].agents[0].muted = true;
    m_document->apply(edited, u"Mute"_qs);
    edited.layers[0].agents[0].model = u"another"_qs;
    m_document->apply(edited, u"Replace the model"_qs);
    QTRY_VERIFY(shown().contains(u"changed"));
    m_document->undoStack()->undo();
    QTRY_COMPARE(shown(), u"Done"_qs);
}

void TestCardStates::otherDefaultsAreAnEdit()
{
    start(1);
    change(1, ResponseState::Done);
    QTRY_COMPARE(shown(), u"Done"_qs);
    Mixture edited = m_document->mixture();
    edited.defaults.temperature = 0.7;
    m_document->apply(edited, u"Set the default"_qs);
    QTRY_VERIFY(shown().contains(u"changed"));
    // Of one that has its own they say nothing, and this is as it was.
    edited.defaults.temperature = std::nullopt;
    m_document->apply(edited, u"Clear the default"_qs);
    QTRY_COMPARE(shown(), u"Done"_qs);
}

void TestCardStates::theAgentsOfAnotherRunAreCompared()
{
    Mixture edited = m_document->mixture();
    edited.layers[0].agents[0].settings.temperature = 1.2;
    m_document->apply(edited, u"Set the temperature"_qs);
    m_run = runOf(1);
    m_run.state = RunState::Done;
    m_run.responses[0].state = ResponseState::Done;
    m_responses->showRun(m_run);
    QVERIFY2(shown().startsWith(u"Done, changed"), qPrintable(shown()));
}

void TestCardStates::theSlowestChainIsMarkedOnceTheRunHasEnded()
{
    start(1);
    change(1, ResponseState::Done, [](Response &response) {
        response.timing.started = 0;
        response.timing.finished = 2000;
    });
    QVERIFY(waitFor(u"Done"_qs));
    QVERIFY(!shown().contains(u"critical path"));
    m_run.state = RunState::Done;
    m_run.final = ResponseId{wizard, 1};
    m_responses->runFinished(m_run);
    QVERIFY2(shown().contains(u"On the critical path"), qPrintable(shown()));
    start(1);
    QVERIFY(!shown().contains(u"critical path"));
}

void TestCardStates::aPinIsToldWithoutARun()
{
    start(1);
    change(1, ResponseState::Done, [](Response &response) { response.text = u"kept"_qs; });
    QVERIFY(waitFor(u"Done"_qs));
    Pins pins(m_responses.get());
    m_states->setPins(&pins);
    QVERIFY(pins.pin({wizard}));
    QVERIFY2(shown().startsWith(u"Pinned"), qPrintable(shown()));
    m_responses->showRun({});
    QVERIFY2(shown().startsWith(u"Pinned"), qPrintable(shown()));
    pins.unpin(QList{wizard});
    QCOMPARE(shown(), QString());
    m_states.reset();
}

QTEST_MAIN(TestCardStates)
#include "tst_cardstates.moc"
