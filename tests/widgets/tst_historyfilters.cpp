// SPDX-License-Identifier: GPL-3.0-or-later
#include "editors/searchfield.h"
#include "history/historyfilters.h"
#include "theme/theme.h"

#include <functional>
#include <QApplication>
#include <QComboBox>
#include <QDateEdit>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace moa;

namespace {

using Check = std::function<bool(const HistoryQuery &)>;

} // namespace

Q_DECLARE_METATYPE(Check)

class TestHistoryFilters : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_filters.reset(); }

    void nothingIsAskedForAtFirst();
    void lettersTypedAtOnceAreOneQuestion();
    void choicesBecomeAQuery_data();
    void choicesBecomeAQuery();
    void amountsBecomeAQuery();
    void daysCanBeChosen();
    void starredOnesAlone();
    void whatIsChosenSurvivesNewChoices();
    void clearAsksForEverything();
    void downGoesToTheResults();
    void escapeEmptiesTheSearch();

private:
    template <typename Widget>
    [[nodiscard]] Widget *part(const char *name) const
    {
        return m_filters->findChild<Widget *>(QLatin1String(name));
    }
    void choose(const char *box, const QString &text) const
    {
        auto *found = part<QComboBox>(box);
        found->setCurrentIndex(found->findText(text));
    }

    std::unique_ptr<HistoryFilters> m_filters;
};

void TestHistoryFilters::init()
{
    QApplication::setPalette(Theme::make(Theme::Scheme::Light).palette());
    m_filters = std::make_unique<HistoryFilters>();
    m_filters->setPresets({u"MoA"_qs, u"MoA-Lite"_qs});
    m_filters->setModels({u"lab/qwen"_qs, u"lab/wizard"_qs});
    m_filters->setTags({u"fruit"_qs});
    m_filters->resize(900, 100);
    m_filters->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_filters.get()));
}

void TestHistoryFilters::nothingIsAskedForAtFirst()
{
    QCOMPARE(m_filters->query(), HistoryQuery());
    QVERIFY(!part<QToolButton>("clearFilters")->isVisible());
    QVERIFY(!part<QDateEdit>("fromFilter")->isVisible());
}

void TestHistoryFilters::lettersTypedAtOnceAreOneQuestion()
{
    QSignalSpy changed(m_filters.get(), &HistoryFilters::queryChanged);
    QTest::keyClicks(m_filters->searchField(), u"blue sky"_qs);
    QVERIFY(changed.wait());
    QCOMPARE(changed.size(), 1);
    QCOMPARE(changed.constFirst().constFirst().value<HistoryQuery>().text, u"blue sky"_qs);
    // A space more asks for nothing else.
    QTest::keyClicks(m_filters->searchField(), u" "_qs);
    QTest::keyClicks(m_filters->searchField(), u"x"_qs);
    QVERIFY(changed.wait());
    QCOMPARE(changed.size(), 2);
}

void TestHistoryFilters::choicesBecomeAQuery_data()
{
    QTest::addColumn<QString>("box");
    QTest::addColumn<QString>("choice");
    QTest::addColumn<Check>("check");
    const QDate today = QDate::currentDate();
    const auto row = [](const char *box, const QString &choice, const Check &check) {
        QTest::addRow("%s: %s", box, qPrintable(choice))
            << QString::fromLatin1(box) << choice << check;
    };
    row("presetFilter", u"MoA-Lite"_qs,
        [](const HistoryQuery &query) { return query.preset == u"MoA-Lite"; });
    row("modelFilter", u"lab/wizard"_qs,
        [](const HistoryQuery &query) { return query.model == u"lab/wizard"; });
    row("tagFilter", u"fruit"_qs, [](const HistoryQuery &query) { return query.tag == u"fruit"; });
    row("stateFilter", u"Failed"_qs, [](const HistoryQuery &query) {
        return query.states == QList<RunState>{RunState::Failed};
    });
    row("stateFilter", u"Interrupted"_qs,
        [](const HistoryQuery &query) { return query.interruptedOnly && query.states.isEmpty(); });
    row("ratingFilter", u"Rated 4 or more"_qs,
        [](const HistoryQuery &query) { return query.leastRating == 4; });
    row("dateFilter", u"Today"_qs,
        [today](const HistoryQuery &query) { return query.from == today && !query.to.isValid(); });
    row("dateFilter", u"Last 7 days"_qs, [today](const HistoryQuery &query) {
        return query.from == today.addDays(-6) && !query.to.isValid();
    });
}

void TestHistoryFilters::choicesBecomeAQuery()
{
    QFETCH(QString, box);
    QFETCH(QString, choice);
    QFETCH(Check, check);
    QSignalSpy changed(m_filters.get(), &HistoryFilters::queryChanged);
    choose(qPrintable(box), choice);
    QCOMPARE(changed.size(), 1);
    const auto query = changed.constFirst().constFirst().value<HistoryQuery>();
    QVERIFY(check(query));
    QCOMPARE(m_filters->query(), query);
    QVERIFY(part<QToolButton>("clearFilters")->isVisible());
}

void TestHistoryFilters::amountsBecomeAQuery()
{
    QSignalSpy changed(m_filters.get(), &HistoryFilters::queryChanged);
    QTest::keyClicks(part<QLineEdit>("leastCostFilter"), u"0,01"_qs);
    QTest::keyClicks(part<QLineEdit>("mostCostFilter"), u"$2"_qs);
    QVERIFY(changed.wait());
    const auto query = changed.constLast().constFirst().value<HistoryQuery>();
    QCOMPARE(query.leastCost, Usd::fromString(u"0.01"));
    QCOMPARE(query.mostCost, Usd::fromString(u"2"));
    // What is no amount can't be typed.
    QTest::keyClicks(part<QLineEdit>("mostCostFilter"), u"x"_qs);
    QCOMPARE(part<QLineEdit>("mostCostFilter")->text(), u"$2"_qs);
}

void TestHistoryFilters::daysCanBeChosen()
{
    choose("dateFilter", u"Between…"_qs);
    auto *from = part<QDateEdit>("fromFilter");
    auto *to = part<QDateEdit>("toFilter");
    QVERIFY(from->isVisible());
    from->setDate(QDate(2026, 3, 9));
    to->setDate(QDate(2026, 3, 2));
    // Whichever is the first.
    QCOMPARE(m_filters->query().from, QDate(2026, 3, 2));
    QCOMPARE(m_filters->query().to, QDate(2026, 3, 9));
}

void TestHistoryFilters::starredOnesAlone()
{
    QTest::mouseClick(part<QToolButton>("starredOnly"), Qt::LeftButton);
    QVERIFY(m_filters->query().starredOnly);
}

void TestHistoryFilters::whatIsChosenSurvivesNewChoices()
{
    choose("presetFilter", u"MoA-Lite"_qs);
    QSignalSpy changed(m_filters.get(), &HistoryFilters::queryChanged);
    m_filters->setPresets({u"Another"_qs, u"MoA-Lite"_qs});
    QCOMPARE(m_filters->query().preset, u"MoA-Lite"_qs);
    m_filters->setPresets({u"Another"_qs});
    QCOMPARE(m_filters->query().preset, u"MoA-Lite"_qs);
    QCOMPARE(changed.size(), 0);
}

void TestHistoryFilters::clearAsksForEverything()
{
    choose("stateFilter", u"Failed"_qs);
    choose("dateFilter", u"Between…"_qs);
    part<QToolButton>("starredOnly")->setChecked(true);
    m_filters->searchField()->setText(u"sky"_qs);
    QSignalSpy changed(m_filters.get(), &HistoryFilters::queryChanged);
    QTest::mouseClick(part<QToolButton>("clearFilters"), Qt::LeftButton);
    QCOMPARE(m_filters->query(), HistoryQuery());
    QCOMPARE(changed.size(), 1);
    QVERIFY(!part<QDateEdit>("fromFilter")->isVisible());
    QVERIFY(!part<QToolButton>("clearFilters")->isVisible());
}

void TestHistoryFilters::downGoesToTheResults()
{
    QSignalSpy wanted(m_filters.get(), &HistoryFilters::resultsWanted);
    QTest::keyClick(m_filters->searchField(), Qt::Key_Down);
    QTest::keyClick(m_filters->searchField(), Qt::Key_Return);
    QCOMPARE(wanted.size(), 2);
}

void TestHistoryFilters::escapeEmptiesTheSearch()
{
    QTest::keyClicks(m_filters->searchField(), u"sky"_qs);
    QTest::keyClick(m_filters->searchField(), Qt::Key_Escape);
    QVERIFY(m_filters->query().text.isEmpty());
}

QTEST_MAIN(TestHistoryFilters)

#include "tst_historyfilters.moc"
