// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/figures.h"

#include <QLocale>
#include <QSet>
#include <QTest>

using namespace moa;

class TestFigures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void secondsHaveTwoFiguresUnderTen_data();
    void secondsHaveTwoFiguresUnderTen();
    void timingSaysWhatIsKnown_data();
    void timingSaysWhatIsKnown();
    void tokensAreGroupedByTheLocale_data();
    void tokensAreGroupedByTheLocale();
    void everySourceOfTokensHasASentence();
    void costIsMoneyOrSaysThatThereIsNoPrice();
    void bleuHasOneDecimal();
    void everyStateHasAWord();
    void stateSentences_data();
    void stateSentences();
    void runSentences_data();
    void runSentences();
};

void TestFigures::secondsHaveTwoFiguresUnderTen_data()
{
    QTest::addColumn<qint64>("ms");
    QTest::addColumn<QString>("english");
    QTest::addColumn<QString>("german");

    QTest::newRow("nothing") << qint64(0) << u"0.00 s"_qs << u"0,00 s"_qs;
    QTest::newRow("before the start") << qint64(-5) << u"0.00 s"_qs << u"0,00 s"_qs;
    QTest::newRow("under a second") << qint64(412) << u"0.41 s"_qs << u"0,41 s"_qs;
    QTest::newRow("rounds up to a second") << qint64(996) << u"1.0 s"_qs << u"1,0 s"_qs;
    QTest::newRow("under ten") << qint64(5234) << u"5.2 s"_qs << u"5,2 s"_qs;
    QTest::newRow("rounds up to ten") << qint64(9960) << u"10 s"_qs << u"10 s"_qs;
    QTest::newRow("over ten") << qint64(12'400) << u"12 s"_qs << u"12 s"_qs;
    QTest::newRow("two minutes") << qint64(120'000) << u"120 s"_qs << u"120 s"_qs;
    QTest::newRow("over two minutes") << qint64(125'400) << u"2 min 5 s"_qs << u"2 min 5 s"_qs;
    QTest::newRow("hours") << qint64(7'200'000) << u"120 min 0 s"_qs << u"120 min 0 s"_qs;
}

void TestFigures::secondsHaveTwoFiguresUnderTen()
{
    QFETCH(qint64, ms);
    QFETCH(QString, english);
    QFETCH(QString, german);
    QCOMPARE(figures::seconds(ms, QLocale(QLocale::English)), english);
    QCOMPARE(figures::seconds(ms, QLocale(QLocale::German)), german);
}

void TestFigures::timingSaysWhatIsKnown_data()
{
    QTest::addColumn<Timing>("timing");
    QTest::addColumn<QString>("expected");

    using Ms = std::optional<qint64>;
    QTest::newRow("queued") << Timing{Ms(100), {}, {}, {}} << QString();
    QTest::newRow("asked") << Timing{Ms(100), Ms(200), {}, {}} << QString();
    QTest::newRow("first token") << Timing{Ms(100), Ms(200), Ms(610), {}} << u"0.41 s to first"_qs;
    QTest::newRow("done") << Timing{Ms(100), Ms(200), Ms(610), Ms(5400)}
                          << u"0.41 s to first, 5.2 s"_qs;
    QTest::newRow("failed before a token") << Timing{Ms(100), Ms(200), {}, Ms(5400)} << u"5.2 s"_qs;
    QTest::newRow("stopped in the queue") << Timing{Ms(100), {}, {}, Ms(5400)} << QString();
}

void TestFigures::timingSaysWhatIsKnown()
{
    QFETCH(Timing, timing);
    QTEST(figures::timing(timing, QLocale(QLocale::English)), "expected");
}

void TestFigures::tokensAreGroupedByTheLocale_data()
{
    QTest::addColumn<Usage>("usage");
    QTest::addColumn<QLocale>("locale");
    QTest::addColumn<QString>("expected");

    const QLocale english(QLocale::English, QLocale::UnitedStates);
    QTest::newRow("reported") << Usage{812, 344, 0, 0, Usage::Source::Reported} << english
                              << u"812 in, 344 out"_qs;
    QTest::newRow("counted") << Usage{812, 344, 0, 0, Usage::Source::Counted} << english
                             << u"812 in, 344 out"_qs;
    QTest::newRow("estimated") << Usage{812, 344, 0, 0, Usage::Source::Estimated} << english
                               << u"~812 in, ~344 out"_qs;
    QTest::newRow("thousands") << Usage{12'812, 1344, 0, 0, Usage::Source::Reported} << english
                               << u"12,812 in, 1,344 out"_qs;
    QTest::newRow("German thousands") << Usage{12'812, 1344, 0, 0, Usage::Source::Reported}
                                      << QLocale(QLocale::German) << u"12.812 in, 1.344 out"_qs;
}

void TestFigures::tokensAreGroupedByTheLocale()
{
    QFETCH(Usage, usage);
    QFETCH(QLocale, locale);
    QTEST(figures::tokens(usage, locale), "expected");
}

void TestFigures::everySourceOfTokensHasASentence()
{
    QVERIFY(figures::tokensSource(Usage::Source::Reported).contains(u"reported"));
    QVERIFY(figures::tokensSource(Usage::Source::Counted).contains(u"counted"));
    QVERIFY(figures::tokensSource(Usage::Source::Estimated).contains(u"estimated"));
}

void TestFigures::costIsMoneyOrSaysThatThereIsNoPrice()
{
    const QLocale english(QLocale::English, QLocale::UnitedStates);
    QCOMPARE(figures::cost(Usd::fromPico(310'000'000), english), u"$0.00031"_qs);
    QCOMPARE(figures::cost(std::nullopt, english), u"unpriced"_qs);
}

void TestFigures::bleuHasOneDecimal()
{
    QCOMPARE(figures::bleu(23.44, QLocale(QLocale::English)), u"BLEU 23.4"_qs);
    QCOMPARE(figures::bleu(100, QLocale(QLocale::German)), u"BLEU 100,0"_qs);
}

void TestFigures::everyStateHasAWord()
{
    QSet<QString> words;
    for (const ResponseState state :
         {ResponseState::Waiting, ResponseState::Queued, ResponseState::Started,
          ResponseState::Streaming, ResponseState::Retrying, ResponseState::Done,
          ResponseState::Failed, ResponseState::Cancelled, ResponseState::Muted})
        words.insert(figures::stateWord(state));
    QCOMPARE(words.size(), 9);
    QVERIFY(!words.contains(QString()));
}

void TestFigures::stateSentences_data()
{
    QTest::addColumn<Response>("response");
    QTest::addColumn<QString>("expected");

    const auto make = [](ResponseState state, const QString &text = {}) {
        Response response;
        response.state = state;
        response.provider = ProviderId(u"together"_qs);
        response.text = text;
        return response;
    };
    QTest::newRow("waiting") << make(ResponseState::Waiting)
                             << u"Waiting for the answers that it gets as references."_qs;
    QTest::newRow("queued") << make(ResponseState::Queued)
                            << u"Waiting for a free connection to together."_qs;
    Response held = make(ResponseState::Queued);
    held.error = u"Waiting for Together's rate limit: 12 s."_qs;
    QTest::newRow("held back") << held << held.error;
    QTest::newRow("writing needs no words") << make(ResponseState::Streaming) << QString();
    QTest::newRow("done needs no words") << make(ResponseState::Done, u"Yes."_qs) << QString();
    QTest::newRow("an empty answer is said")
        << make(ResponseState::Done) << u"The model answered without any text."_qs;
    Response cut = make(ResponseState::Done, u"Yes, bec"_qs);
    cut.stopReason = StopReason::Length;
    QTest::newRow("cut off") << cut
                             << u"The answer was cut off at the limit of output tokens. Raise the "
                                "limit of this agent to get the rest."_qs;
    Response failed = make(ResponseState::Failed);
    failed.error = u"Together answered 401: the key is not valid."_qs;
    QTest::newRow("the reason of a failure") << failed << failed.error;
    QTest::newRow("a failure without a reason")
        << make(ResponseState::Failed) << u"It failed, and the provider gave no reason."_qs;
    Response retrying = make(ResponseState::Retrying);
    retrying.attempts = 2;
    QTest::newRow("retrying") << retrying
                              << u"Attempt 2 failed. Another one follows in a moment."_qs;
    QTest::newRow("stopped before")
        << make(ResponseState::Cancelled) << u"Stopped before it answered."_qs;
    QTest::newRow("stopped midway")
        << make(ResponseState::Cancelled, u"Yes"_qs) << u"Stopped: this is what had arrived."_qs;
    QTest::newRow("muted") << make(ResponseState::Muted)
                           << u"Muted: it takes no part in this run."_qs;
}

void TestFigures::stateSentences()
{
    QFETCH(Response, response);
    QTEST(figures::stateSentence(response), "expected");
}

void TestFigures::runSentences_data()
{
    QTest::addColumn<RunState>("state");
    QTest::addColumn<QString>("error");
    QTest::addColumn<QString>("expected");

    QTest::newRow("running") << RunState::Running << QString()
                             << u"Running: 3 of 7 answers are in."_qs;
    QTest::newRow("done") << RunState::Done << QString() << u"Done."_qs;
    QTest::newRow("degraded") << RunState::Degraded << QString()
                              << u"Done, without the answers that failed."_qs;
    QTest::newRow("failed") << RunState::Failed << u"Layer 1 has no answer."_qs
                            << u"Layer 1 has no answer."_qs;
    QTest::newRow("stopped") << RunState::Cancelled << QString()
                             << u"Stopped: 3 of 7 answers were in."_qs;
    QTest::newRow("limited") << RunState::Limited << u"The run reached its limit of $1.00."_qs
                             << u"The run reached its limit of $1.00."_qs;
}

void TestFigures::runSentences()
{
    QFETCH(RunState, state);
    QFETCH(QString, error);
    RunRecord run;
    run.state = state;
    run.error = error;
    QTEST(figures::runSentence(run, 3, 7), "expected");
}

QTEST_APPLESS_MAIN(TestFigures)

#include "tst_figures.moc"
