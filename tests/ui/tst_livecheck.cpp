// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/notation.h"
#include "ui/livecheck.h"

#include <algorithm>
#include <QSignalSpy>
#include <QTest>

namespace moa {

class TestLiveCheck : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingStandsAgainstAPlanThatCanBeRun();
    void theFirstErrorIsTheObstacle();
    void aProviderWithoutAKeyIsToBeMended();
    void ofABurstOfChangesTheLastCounts();
    void whatReferencesNeedIsPartOfIt();

private:
    [[nodiscard]] static RunPlan plan(const QString &layers);
};

RunPlan TestLiveCheck::plan(const QString &layers)
{
    RunPlan result;
    result.mixture = notation::mixture(layers);
    if (!result.mixture.layers.isEmpty())
        result.mixture.layers.last().agents.last().role = Role::Aggregator;
    Provider provider;
    provider.id = ProviderId(u"sandbox"_qs);
    provider.baseUrl = QUrl(u"http://127.0.0.1:1/v1"_qs);
    result.providers = {provider};
    return result;
}

void TestLiveCheck::nothingStandsAgainstAPlanThatCanBeRun()
{
    LiveCheck check;
    QSignalSpy changed(&check, &LiveCheck::changed);
    check.setPlan(plan(u"a b|c"_qs));
    QVERIFY(changed.wait());
    QCOMPARE(check.findings().obstacle, QString());
    QVERIFY(check.findings().problems.isEmpty());
    QVERIFY(!check.findings().providerToMend);
}

void TestLiveCheck::theFirstErrorIsTheObstacle()
{
    LiveCheck check;
    QSignalSpy changed(&check, &LiveCheck::changed);
    check.setPlan(plan(u"a b|c d"_qs));
    QVERIFY(changed.wait());
    const QList<Problem> &problems = check.findings().problems;
    const auto error = std::find_if(problems.cbegin(), problems.cend(), [](const Problem &each) {
        return each.severity == Problem::Severity::Error;
    });
    QVERIFY(error != problems.cend());
    QCOMPARE(check.findings().obstacle, error->text);
}

void TestLiveCheck::aProviderWithoutAKeyIsToBeMended()
{
    RunPlan wanting = plan(u"a b|c"_qs);
    wanting.providers.first().baseUrl = QUrl(u"https://example.org/v1"_qs);
    wanting.providers.first().keyVariables = {u"NO_SUCH_API_KEY"_qs};
    LiveCheck check;
    QSignalSpy changed(&check, &LiveCheck::changed);
    check.setPlan(wanting);
    QVERIFY(changed.wait());
    QVERIFY(!check.findings().obstacle.isEmpty());
    QCOMPARE(check.findings().providerToMend, ProviderId(u"sandbox"_qs));
}

void TestLiveCheck::ofABurstOfChangesTheLastCounts()
{
    LiveCheck check;
    for (int change = 0; change < 100; ++change)
        check.setPlan(plan(change % 2 == 0 ? u"a|b"_qs : u"a|b c"_qs));
    QTRY_VERIFY(!check.findings().obstacle.isEmpty());
    check.setPlan(plan(u"a|b"_qs));
    QTRY_COMPARE(check.findings().obstacle, QString());
}

void TestLiveCheck::whatReferencesNeedIsPartOfIt()
{
    LiveCheck check;
    check.setPlan(plan(u"a b|c"_qs));
    check.setContextNeeds([](const AgentId &id) -> std::optional<ContextNeed> {
        if (id == notation::id("c"))
            return ContextNeed{9000, 500, 4096};
        return std::nullopt;
    });
    const auto overflows = [&check] {
        const QList<Problem> &problems = check.findings().problems;
        return std::any_of(problems.cbegin(), problems.cend(), [](const Problem &each) {
            return each.kind == Problem::Kind::ContextOverflow;
        });
    };
    QTRY_VERIFY(overflows());
}

} // namespace moa

QTEST_MAIN(moa::TestLiveCheck)
#include "tst_livecheck.moc"
