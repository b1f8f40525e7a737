// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/provenanceshares.h"

#include <cmath>
#include <numeric>
#include <QRandomGenerator>
#include <QTest>

using namespace moa;

namespace {

Provenance made(double fresh, double shared, const QList<double> &own)
{
    Provenance provenance;
    provenance.fresh = fresh;
    provenance.shared = shared;
    provenance.own = own;
    return provenance;
}

} // namespace

class TestProvenanceShares : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void largestSourcesAreNamedFirst();
    void largestRemaindersGetTheMissingPercents();
    void wholePercentsStayWhatTheyAre();
    void partsAlwaysMakeAHundred();
    void wordlessAnswerHasNoPercents();
};

void TestProvenanceShares::largestSourcesAreNamedFirst()
{
    const ProvenanceShares shares = sharesOf(made(0.3, 0.1, {0.1, 0.0, 0.3, 0.1, 0.1}), 2);
    QCOMPARE(shares.named.size(), 2);
    QCOMPARE(shares.named.at(0).source, qsizetype{2});
    QCOMPARE(shares.named.at(1).source, qsizetype{0});
    QCOMPARE(shares.others.whole, 20);
    QCOMPARE(shares.found.whole, 70);
}

void TestProvenanceShares::largestRemaindersGetTheMissingPercents()
{
    const ProvenanceShares shares = sharesOf(made(0.332, 0.326, {0.172, 0.17}));
    QCOMPARE(shares.fresh.whole, 33);
    QCOMPARE(shares.shared.whole, 33);
    QCOMPARE(shares.named.at(0).own.whole, 17);
    QCOMPARE(shares.named.at(1).own.whole, 17);
    QCOMPARE(shares.found.whole, 67);
}

void TestProvenanceShares::wholePercentsStayWhatTheyAre()
{
    for (int percent = 1; percent < 100; ++percent) {
        const double share = percent / 100.0;
        const ProvenanceShares shares = sharesOf(made(1 - share, 0, {share}));
        QCOMPARE(shares.named.at(0).own.whole, percent);
        QCOMPARE(shares.fresh.whole, 100 - percent);
    }
}

void TestProvenanceShares::partsAlwaysMakeAHundred()
{
    QRandomGenerator random(3);
    for (int number = 0; number < 2000; ++number) {
        QList<double> counts(random.bounded(1, 12));
        for (double &count : counts)
            count = random.bounded(60);
        counts.append(1);
        const double sum = std::accumulate(counts.begin(), counts.end(), 0.0);
        for (double &count : counts)
            count /= sum;
        const double fresh = counts.takeLast();
        const double shared = counts.takeLast();
        const ProvenanceShares shares = sharesOf(made(fresh, shared, counts));

        int whole = shares.others.whole + shares.shared.whole + shares.fresh.whole;
        for (const ProvenanceShares::Part &part : shares.named) {
            whole += part.own.whole;
            QVERIFY(std::abs(part.own.whole - 100 * part.own.share) < 1);
        }
        QCOMPARE(whole, 100);
        QCOMPARE(shares.found.whole, 100 - shares.fresh.whole);
    }
}

void TestProvenanceShares::wordlessAnswerHasNoPercents()
{
    QCOMPARE(sharesOf(made(0, 0, {0.0, 0.0})), ProvenanceShares());
}

QTEST_APPLESS_MAIN(TestProvenanceShares)
#include "tst_provenanceshares.moc"
