// SPDX-License-Identifier: GPL-3.0-or-later
#include "mixture/mermaidexport.h"
#include "support/notation.h"

#include <QRegularExpression>
#include <QTest>

using namespace moa;
using namespace Qt::StringLiterals;

class TestMermaidExport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void layersAgentsAndLinksAreDrawn();
    void rolesSamplesAndMutingAreWords();
    void namesNeverActAsMarkup();
    void emptyMixturesAreDrawn();
};

void TestMermaidExport::layersAgentsAndLinksAreDrawn()
{
    Mixture mixture = notation::mixture(u"a b|final"_s);
    mixture.layers.first().name = u"Proposers"_s;
    mixture.layers.last().agents.first().role = Role::Aggregator;
    const QString chart = QString::fromUtf8(mermaidChart(mixture));
    QVERIFY2(chart.startsWith(u"flowchart LR\n"), qPrintable(chart));
    QVERIFY(chart.contains(u"subgraph layer1[\"Layer 1: Proposers\"]"));
    QVERIFY(chart.contains(u"a1_1(\"a<br/>maker/a at sandbox<br/>Proposer\")"));
    QVERIFY(chart.contains(u"a2_1[/\"final<br/>maker/final at sandbox<br/>Aggregator\"\\]"));
    QVERIFY(chart.contains(u"  prompt --> a1_1\n  prompt --> a1_2\n  a1_1 & a1_2 --> a2_1\n"));
    QVERIFY(chart.contains(u"  a2_1 --> answer\n"));
}

void TestMermaidExport::rolesSamplesAndMutingAreWords()
{
    Mixture mixture = notation::mixture(u"a b|final"_s);
    mixture.layers.first().agents.first().samples = 6;
    mixture.layers.first().agents.last().muted = true;
    mixture.layers.last().agents.first().role = Role::Ranker;
    const QString chart = QString::fromUtf8(mermaidChart(mixture));
    QVERIFY(chart.contains(u"Proposer ×6\""));
    QVERIFY(chart.contains(u"Proposer, muted\""));
    QVERIFY(chart.contains(u"a2_1{{\"final<br/>maker/final at sandbox<br/>Ranker\"}}"));
    QVERIFY(chart.contains(u"class a1_2 muted"));
}

void TestMermaidExport::namesNeverActAsMarkup()
{
    Mixture mixture = notation::mixture(u"a|final"_s);
    const QString hostile =
        u"\"]\nend\nclick a1_1 \"javascript:alert(1)\"\n<img src=x onerror=alert(1)> `code` #quot; %%{init}%%"_s;
    mixture.name = hostile;
    mixture.layers.first().name = hostile;
    mixture.layers.first().agents.first().name = hostile;
    mixture.layers.first().agents.first().model = hostile;
    const QString chart = QString::fromUtf8(mermaidChart(mixture));
    QCOMPARE(chart.count(QRegularExpression(u"^\\s*end$"_s, QRegularExpression::MultilineOption)),
             2);
    QVERIFY(
        !chart.contains(QRegularExpression(u"^\\s*click"_s, QRegularExpression::MultilineOption)));
    QVERIFY(!chart.contains(u"<img"));
    for (const QString &line : chart.split(u'\n'))
        QVERIFY2(line.count(u'"') == 0 || line.count(u'"') == 2, qPrintable(line));
}

void TestMermaidExport::emptyMixturesAreDrawn()
{
    QCOMPARE(mermaidChart({}), QByteArray("flowchart LR\n  prompt([\"Prompt\"])\n"));
}

QTEST_GUILESS_MAIN(TestMermaidExport)
#include "tst_mermaidexport.moc"
