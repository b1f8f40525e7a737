// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/runcsv.h"

#include <QLocale>
#include <QTest>

using namespace moa;

class TestRunCsv : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theColumnsAreStable();
    void everyFigureStandsInItsColumn();
    void whatIsNotKnownIsEmpty();
    void numbersDoNotFollowTheLocale();
    void textIsQuotedAndNeverAFormula_data();
    void textIsQuotedAndNeverAFormula();

private:
    static RunRecord runWith(const Response &response, const QString &name);
    static QString secondLine(const RunRecord &run)
    {
        return runAsCsv(run).split(u"\r\n"_qs).value(1);
    }
};

namespace {

Response fullResponse()
{
    Response response;
    response.id = {AgentId(u"wizard"_qs), 2};
    response.layer = 1;
    response.provider = ProviderId(u"together"_qs);
    response.model = u"lab/wizard"_qs;
    response.state = ResponseState::Done;
    response.usage = Usage{812, 344, 44, 200, Usage::Source::Reported};
    response.cost = Usd::fromString(u"0.00031");
    response.timing = {10, 20, 430, 2430};
    response.bleuToFinal = 23.4;
    return response;
}

} // namespace

RunRecord TestRunCsv::runWith(const Response &response, const QString &name)
{
    RunRecord run;
    Agent agent;
    agent.id = response.id.agent;
    agent.name = name;
    Layer layer;
    layer.agents.append(agent);
    run.mixture.layers.append(layer);
    run.responses.append(response);
    return run;
}

void TestRunCsv::theColumnsAreStable()
{
    QCOMPARE(runAsCsv({}),
             u"layer,agent,sample,name,provider,model,state,input,output,reasoning,cached,"
             "usage_source,cost_usd,queued_ms,started_ms,first_token_ms,finished_ms,"
             "tokens_per_second,bleu_to_final,part\r\n"_qs);
}

void TestRunCsv::everyFigureStandsInItsColumn()
{
    QCOMPARE(secondLine(runWith(fullResponse(), u"Wizard"_qs)),
             u"2,wizard,2,Wizard,together,lab/wizard,done,812,344,44,200,reported,0.00031,10,20,"
             "430,2430,172,23.4,"_qs);
}

void TestRunCsv::whatIsNotKnownIsEmpty()
{
    Response muted = fullResponse();
    muted.state = ResponseState::Muted;
    muted.usage.reset();
    muted.cost.reset();
    muted.timing = {};
    muted.bleuToFinal.reset();
    QCOMPARE(secondLine(runWith(muted, u"Wizard"_qs)),
             u"2,wizard,2,Wizard,together,lab/wizard,muted,,,,,,,,,,,,,"_qs);
}

void TestRunCsv::numbersDoNotFollowTheLocale()
{
    const QString before = runAsCsv(runWith(fullResponse(), u"W"_qs));
    QLocale::setDefault(QLocale(QLocale::German));
    const QString after = runAsCsv(runWith(fullResponse(), u"W"_qs));
    QLocale::setDefault(QLocale::c());
    QCOMPARE(after, before);
}

void TestRunCsv::textIsQuotedAndNeverAFormula_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("cell");
    QTest::newRow("plain") << u"a b"_qs << u"a b"_qs;
    QTest::newRow("comma") << u"a,b"_qs << u"\"a,b\""_qs;
    QTest::newRow("quote") << u"a\"b"_qs << u"\"a\"\"b\""_qs;
    QTest::newRow("line break") << u"a\nb"_qs << u"\"a\nb\""_qs;
    QTest::newRow("equals") << u"=1+1"_qs << u"'=1+1"_qs;
    QTest::newRow("plus") << u"+1"_qs << u"'+1"_qs;
    QTest::newRow("minus") << u"-1"_qs << u"'-1"_qs;
    QTest::newRow("at") << u"@cf/model"_qs << u"'@cf/model"_qs;
    QTest::newRow("tab") << u"\t=1"_qs << u"'\t=1"_qs;
    QTest::newRow("formula with quotes")
        << u"=HYPERLINK(\"x\",1)"_qs << u"\"'=HYPERLINK(\"\"x\"\",1)\""_qs;
    QTest::newRow("sign inside") << u"a=b"_qs << u"a=b"_qs;
    QTest::newRow("CJK") << u"通义千问"_qs << u"通义千问"_qs;
}

void TestRunCsv::textIsQuotedAndNeverAFormula()
{
    QFETCH(QString, name);
    QFETCH(QString, cell);
    const QString csv = runAsCsv(runWith(fullResponse(), name));
    QVERIFY2(csv.contains(u"\r\n2,wizard,2,"_qs + cell + u",together,"_qs), qPrintable(csv));
}

QTEST_GUILESS_MAIN(TestRunCsv)
#include "tst_runcsv.moc"
