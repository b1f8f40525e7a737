// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/figurechanges.h"

#include <functional>
#include <QLocale>
#include <QTest>

using namespace moa;

namespace {

using Edit = std::function<void(RunRecord &)>;

RunRecord makeRun()
{
    RunRecord run;
    run.state = RunState::Done;
    run.finalText = u"Four"_qs;
    for (const char *agent : {"a", "b"}) {
        Response response;
        response.id = {AgentId(QLatin1String(agent)), 1};
        response.state = ResponseState::Done;
        run.responses.append(response);
    }
    run.totals = {.input = 1'000,
                  .output = 200,
                  .cost = Usd::fromPico(4'000'000'000),
                  .unpriced = 0,
                  .estimated = false,
                  .wallMs = 5'000,
                  .criticalPathMs = 4'000};
    return run;
}

} // namespace

Q_DECLARE_METATYPE(Edit)

class TestFigureChanges : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void differencesAreTold_data();
    void differencesAreTold();
    void equalRunsHaveDashes();
};

void TestFigureChanges::differencesAreTold_data()
{
    QTest::addColumn<Edit>("edit");
    QTest::addColumn<QStringList>("expected");
    const auto row = [](const char *name, const Edit &edit, const QStringList &expected) {
        QTest::newRow(name) << edit << expected;
    };
    row("state", [](RunRecord &run) { run.state = RunState::Degraded; },
        {u"State"_qs, u"Done"_qs, u"Done in part"_qs, QString()});
    row("answers", [](RunRecord &run) { run.responses[1].state = ResponseState::Failed; },
        {u"Answers"_qs, u"2"_qs, u"1"_qs, u"−1 (−50%)"_qs});
    row("input", [](RunRecord &run) { run.totals.input = 1'234; },
        {u"Tokens in"_qs, u"1,000"_qs, u"1,234"_qs, u"+234 (+23%)"_qs});
    row("output", [](RunRecord &run) { run.totals.output = 190; },
        {u"Tokens out"_qs, u"200"_qs, u"190"_qs, u"−10 (−5.0%)"_qs});
    row("cost", [](RunRecord &run) { run.totals.cost = Usd::fromPico(6'000'000'000); },
        {u"Cost"_qs, u"$0.0040"_qs, u"$0.0060"_qs, u"+$0.0020 (+50%)"_qs});
    row("a cost that is not all of it", [](RunRecord &run) { run.totals.unpriced = 1; },
        {u"Cost"_qs, u"$0.0040"_qs, u"$0.0040 and more"_qs, QString()});
    row("time", [](RunRecord &run) { run.totals.wallMs = 2'500; },
        {u"Time"_qs, u"5.0 s"_qs, u"2.5 s"_qs, u"−2.5 s (−50%)"_qs});
    row("critical path", [](RunRecord &run) { run.totals.criticalPathMs = 8'000; },
        {u"Critical path"_qs, u"4.0 s"_qs, u"8.0 s"_qs, u"+4.0 s (+100%)"_qs});
    row("length", [](RunRecord &run) { run.finalText = u"Sixteen letters."_qs; },
        {u"Characters of the answer"_qs, u"4"_qs, u"16"_qs, u"+12 (+300%)"_qs});
}

void TestFigureChanges::differencesAreTold()
{
    QFETCH(Edit, edit);
    QFETCH(QStringList, expected);
    RunRecord after = makeRun();
    edit(after);
    const QLocale locale(QLocale::English, QLocale::UnitedStates);
    for (const FigureChange &figure : figureChanges(makeRun(), after, locale)) {
        if (figure.name == expected.constFirst()) {
            QCOMPARE(QStringList({figure.name, figure.before, figure.after, figure.difference}),
                     expected);
        } else {
            QCOMPARE(figure.difference, u"–"_qs);
        }
    }
}

void TestFigureChanges::equalRunsHaveDashes()
{
    for (const FigureChange &figure : figureChanges(makeRun(), makeRun(), QLocale::c()))
        QCOMPARE(figure.difference, u"–"_qs);
    // Nothing can be told in percent of nothing.
    RunRecord empty;
    empty.state = RunState::Done;
    const QList<FigureChange> figures = figureChanges(empty, makeRun(), QLocale::c());
    QCOMPARE(figures.at(1).difference, u"+2"_qs);
}

QTEST_GUILESS_MAIN(TestFigureChanges)

#include "tst_figurechanges.moc"
