// SPDX-License-Identifier: GPL-3.0-or-later
#include "columns/answerview.h"
#include "columnsfixture.h"
#include "judgement/judgementpane.h"
#include "judgement/judgementpanel.h"
#include "judgement/ratingdelegate.h"
#include "theme/theme.h"

#include <QAccessible>
#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace moa;
using moa::test::makeRun;
using moa::test::responseId;

namespace {

/// Three proposals and a final answer, each a little further from it.
std::shared_ptr<const RunRecord> finishedRun()
{
    RunRecord run = makeRun({{u"near"_qs, u"middle"_qs, u"far"_qs}, {u"final"_qs}});
    const QStringList texts{u"The sky is blue because air scatters short waves."_qs,
                            u"The sky is blue, as air scatters light of short waves."_qs,
                            u"Nobody knows for certain what makes it so."_qs,
                            u"The sky is blue because air scatters short waves the most."_qs};
    for (qsizetype place = 0; place < texts.size(); ++place) {
        run.responses[place].state = ResponseState::Done;
        run.responses[place].text = texts.at(place);
    }
    run.state = RunState::Done;
    run.final = responseId("final");
    run.finalText = texts.constLast();
    return std::make_shared<const RunRecord>(run);
}

} // namespace

class TestJudgementPanel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void withoutARunItSaysWhatComes();
    void aRunWithoutAnswersSaysSo();
    void keysRateTheCurrentResponse();
    void starsAreClicked();
    void theSameStarAgainTakesItBack();
    void twoTextsStandSideBySide();
    void theSelectedTextsStandSideBySide();
    void aLongTextComesWhole();
    void theSameRunKeepsWhatWasRated();
    void anotherRunBringsItsOwnJudgement();
    void blindHidesWhoseItIs();
    void blindKeepsWhatIsRated();
    void revealTellsHowTheStarsGoWithTheFigures();
    void undefinedCorrelationsAreDashes();
    void fewerThanTwoRatingsAskForMore();
    void aRunWithoutFinalAnswerHasNoCorrelation();
    void aLayerCanBeJudgedAlone();
    void ratingsAreReadOut();

private:
    [[nodiscard]] QListView *list() const { return m_panel->findChild<QListView *>(); }
    [[nodiscard]] QPushButton *blind() const
    {
        return m_panel->findChild<QPushButton *>(u"blindButton"_qs);
    }
    [[nodiscard]] QString label(const char *name) const
    {
        const auto *found = m_panel->findChild<QLabel *>(QLatin1String(name));
        return found->isVisible() ? found->text() : QString();
    }
    [[nodiscard]] QStringList names() const
    {
        QStringList result;
        for (int row = 0; row < list()->model()->rowCount(); ++row)
            result.append(list()->model()->index(row, 0).data().toString());
        return result;
    }
    /// What can be read side by side, name and text.
    [[nodiscard]] QStringList texts() const
    {
        QStringList result;
        for (const JudgementPane *pane : m_panel->findChildren<JudgementPane *>()) {
            if (pane->isVisible())
                result.append(pane->findChild<QLabel *>()->text() + u": "_qs
                              + pane->findChild<PlainView *>()->toPlainText());
        }
        return result;
    }
    void clickStar(int row, int star) const
    {
        const QRect place = list()->visualRect(list()->model()->index(row, 0));
        QTest::mouseClick(list()->viewport(), Qt::LeftButton, {},
                          RatingDelegate::starPlace(place, star).center());
    }
    void walkTo(int row) const { list()->setCurrentIndex(list()->model()->index(row, 0)); }
    [[nodiscard]] std::optional<int> rating(const char *agent) const
    {
        return m_panel->judgement().rating(responseId(agent));
    }

    std::unique_ptr<JudgementPanel> m_panel;
};

void TestJudgementPanel::init()
{
    QApplication::setPalette(Theme::make(Theme::Scheme::Light).palette());
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    m_panel = std::make_unique<JudgementPanel>();
    m_panel->setSeedSource([] { return 2U; });
    m_panel->resize(1100, 500);
    m_panel->setRun(finishedRun(), {});
    m_panel->show();
    m_panel->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_panel.get()));
    list()->setFocus();
}

void TestJudgementPanel::cleanup()
{
    m_panel.reset();
}

void TestJudgementPanel::withoutARunItSaysWhatComes()
{
    m_panel->setRun(nullptr, {});
    QCOMPARE(label("judgementHint"), u"Responses can be rated here once a run has ended."_qs);
    QVERIFY(!list()->isVisible());
    QVERIFY(!blind()->isEnabled());
    m_panel->setBlind(true);
    QVERIFY(!m_panel->isBlind());
}

void TestJudgementPanel::aRunWithoutAnswersSaysSo()
{
    m_panel->setRun(std::make_shared<const RunRecord>(makeRun({{u"a"_qs}})), {});
    QCOMPARE(label("judgementHint"),
             u"No agent of this run has answered, so there is nothing to judge."_qs);
}

void TestJudgementPanel::keysRateTheCurrentResponse()
{
    QSignalSpy changed(m_panel.get(), &JudgementPanel::judgementChanged);
    QTest::keyClick(list(), Qt::Key_4);
    QCOMPARE(rating("near"), std::optional(4));
    QCOMPARE(changed.size(), 1);
    QTest::keyClick(list(), Qt::Key_Down);
    QTest::keyClick(list(), Qt::Key_2);
    QCOMPARE(rating("middle"), std::optional(2));
    QTest::keyClick(list(), Qt::Key_Right);
    QCOMPARE(rating("middle"), std::optional(3));
    QTest::keyClick(list(), Qt::Key_Left);
    QTest::keyClick(list(), Qt::Key_Left);
    QCOMPARE(rating("middle"), std::optional(1));
    QTest::keyClick(list(), Qt::Key_0);
    QCOMPARE(rating("middle"), std::nullopt);
    QTest::keyClick(list(), Qt::Key_Up);
    QTest::keyClick(list(), Qt::Key_Delete);
    QCOMPARE(rating("near"), std::nullopt);
}

void TestJudgementPanel::starsAreClicked()
{
    clickStar(2, 5);
    QCOMPARE(rating("far"), std::optional(5));
    QCOMPARE(list()->currentIndex().row(), 2);
    clickStar(2, 1);
    QCOMPARE(rating("far"), std::optional(1));
    // Beside the stars nothing is rated.
    const QRect row = list()->visualRect(list()->model()->index(1, 0));
    QTest::mouseClick(list()->viewport(), Qt::LeftButton, {}, row.topLeft() + QPoint(20, 8));
    QCOMPARE(rating("middle"), std::nullopt);
}

void TestJudgementPanel::theSameStarAgainTakesItBack()
{
    clickStar(0, 3);
    clickStar(0, 3);
    QCOMPARE(rating("near"), std::nullopt);
}

void TestJudgementPanel::twoTextsStandSideBySide()
{
    const QStringList first{u"NEAR: The sky is blue because air scatters short waves."_qs,
                            u"MIDDLE: The sky is blue, as air scatters light of short waves."_qs};
    QTRY_COMPARE(texts(), first);
    // The last one stands beside the one before it.
    walkTo(3);
    QTRY_COMPARE(texts().size(), 2);
    QTRY_VERIFY(texts().at(0).startsWith(u"FAR: Nobody"));
    QTRY_VERIFY(texts().at(1).startsWith(u"FINAL: The sky"));
}

void TestJudgementPanel::theSelectedTextsStandSideBySide()
{
    const auto click = [this](int row) {
        const QRect place = list()->visualRect(list()->model()->index(row, 0));
        QTest::mouseClick(list()->viewport(), Qt::LeftButton, Qt::ControlModifier,
                          place.topLeft() + QPoint(20, 8));
    };
    click(2);
    click(3);
    QTRY_COMPARE(texts().size(), 3);
    QTRY_VERIFY(texts().at(1).startsWith(u"FAR: Nobody"));
    QTest::keyClick(list(), Qt::Key_A, Qt::ControlModifier);
    QTRY_COMPARE(texts().size(), 4);
}

void TestJudgementPanel::aLongTextComesWhole()
{
    RunRecord run = *finishedRun();
    run.responses[0].text = u"many words "_qs.repeated(20'000);
    run.responses[1].text = QString(JudgementPane::mostText + 10, u'x');
    m_panel->setRun(std::make_shared<const RunRecord>(run), {});
    QTRY_COMPARE(texts().constFirst().count(u"many words"), 20'000);
    // It is read from its beginning.
    const auto *view = m_panel->findChild<JudgementPane *>()->findChild<PlainView *>();
    QVERIFY(view->verticalScrollBar()->maximum() > 0);
    QCOMPARE(view->verticalScrollBar()->value(), 0);
    QTRY_VERIFY(texts().at(1).startsWith(u"MIDDLE (its beginning): x"));
    QTRY_COMPARE(texts().at(1).count(u'x'), JudgementPane::mostText);
}

void TestJudgementPanel::theSameRunKeepsWhatWasRated()
{
    const auto run = finishedRun();
    m_panel->setRun(run, {});
    QTest::keyClick(list(), Qt::Key_Down);
    QTest::keyClick(list(), Qt::Key_4);
    m_panel->setBlind(true);
    m_panel->setRun(run, {});
    QCOMPARE(rating("middle"), std::optional(4));
    QVERIFY(m_panel->isBlind());
}

void TestJudgementPanel::anotherRunBringsItsOwnJudgement()
{
    QTest::keyClick(list(), Qt::Key_4);
    Judgement judgement;
    judgement.setRating(responseId("far"), 2);
    m_panel->setRun(finishedRun(), judgement);
    QCOMPARE(m_panel->judgement(), judgement);
}

void TestJudgementPanel::blindHidesWhoseItIs()
{
    QSignalSpy changed(m_panel.get(), &JudgementPanel::blindChanged);
    QTest::mouseClick(blind(), Qt::LeftButton);
    QVERIFY(m_panel->isBlind());
    QCOMPARE(blind()->text(), u"Reveal"_qs);
    QCOMPARE(names(),
             QStringList({u"Response A"_qs, u"Response B"_qs, u"Response C"_qs, u"Response D"_qs}));
    QTRY_VERIFY(texts().value(0).startsWith(u"Response A: "));
    QCOMPARE(changed.size(), 1);
    QVERIFY(changed.constFirst().at(0).toBool());
    const auto order = changed.constFirst().at(1).value<QList<ResponseId>>();
    QCOMPARE(order.size(), 4);
    QCOMPARE(order, m_panel->blindNames().order());
    // Shuffled by this seed.
    QVERIFY(order.constFirst() != responseId("near"));
    QVERIFY(!m_panel->findChild<QComboBox *>()->isEnabled());
    for (const QLabel *each : m_panel->findChildren<QLabel *>()) {
        if (each->isVisible())
            QVERIFY2(!each->text().contains(u"NEAR"), qPrintable(each->text()));
    }

    QTest::mouseClick(blind(), Qt::LeftButton);
    QVERIFY(!m_panel->isBlind());
    QCOMPARE(names().constFirst(), u"NEAR"_qs);
    QCOMPARE(changed.size(), 2);
    QVERIFY(m_panel->blindNames().isEmpty());
}

void TestJudgementPanel::blindKeepsWhatIsRated()
{
    m_panel->setBlind(true);
    const ResponseId behindB = m_panel->blindNames().order().at(1);
    list()->setFocus();
    QTest::keyClick(list(), Qt::Key_Down);
    QTest::keyClick(list(), Qt::Key_5);
    m_panel->setBlind(false);
    QCOMPARE(m_panel->judgement().rating(behindB), std::optional(5));
}

void TestJudgementPanel::revealTellsHowTheStarsGoWithTheFigures()
{
    m_panel->setBlind(true);
    QVERIFY(label("correlationCaption").startsWith(u"Reveal tells"));
    const QStringList byPreference{u"near"_qs, u"middle"_qs, u"far"_qs};
    for (int row = 0; row < 4; ++row) {
        const QString agent = m_panel->blindNames().order().at(row).agent.toString();
        if (const qsizetype place = byPreference.indexOf(agent); place >= 0)
            clickStar(row, 5 - static_cast<int>(place));
    }
    QCOMPARE(label("rho0"), QString());
    QTest::mouseClick(blind(), Qt::LeftButton);
    QTRY_COMPARE(label("rho0"), u"1.00"_qs);
    for (const char *value : {"rho1", "rho2", "rho3", "rho4", "rho5"})
        QCOMPARE(label(value), u"1.00"_qs);
    QVERIFY(label("correlationCaption").contains(u" 3 rated"));
    // It follows what is rated from now on.
    clickStar(0, 1);
    QTRY_VERIFY(label("rho0") != u"1.00");
}

void TestJudgementPanel::undefinedCorrelationsAreDashes()
{
    clickStar(0, 3);
    clickStar(1, 3);
    QTRY_COMPARE(label("rho0"), u"–"_qs);
}

void TestJudgementPanel::fewerThanTwoRatingsAskForMore()
{
    clickStar(0, 3);
    // The final answer is not compared with itself.
    clickStar(3, 5);
    QVERIFY(label("correlationCaption").startsWith(u"Rate two or more responses"));
    QCOMPARE(label("rho0"), QString());
}

void TestJudgementPanel::aRunWithoutFinalAnswerHasNoCorrelation()
{
    RunRecord run = *finishedRun();
    run.final.reset();
    m_panel->setRun(std::make_shared<const RunRecord>(run), {});
    clickStar(0, 3);
    clickStar(1, 4);
    QVERIFY(label("correlationCaption").startsWith(u"This run has no final answer"));
}

void TestJudgementPanel::aLayerCanBeJudgedAlone()
{
    auto *layers = m_panel->findChild<QComboBox *>();
    layers->setFocus();
    QTest::keyClick(layers, Qt::Key_Down);
    QCOMPARE(layers->currentText(), u"Layer 1"_qs);
    QCOMPARE(names(), QStringList({u"NEAR"_qs, u"MIDDLE"_qs, u"FAR"_qs}));
    QTest::keyClick(layers, Qt::Key_Down);
    QCOMPARE(names(), QStringList({u"FINAL"_qs}));
    QTRY_COMPARE(texts().size(), 1);
}

void TestJudgementPanel::ratingsAreReadOut()
{
    QTest::keyClick(list(), Qt::Key_4);
    QAccessibleInterface *rows = QAccessible::queryAccessibleInterface(list());
    QCOMPARE(rows->text(QAccessible::Name), u"Responses to judge"_qs);
    QCOMPARE(rows->child(0)->text(QAccessible::Name), u"NEAR, 4 of 5 stars, rank 1"_qs);
}

QTEST_MAIN(TestJudgementPanel)

#include "tst_judgementpanel.moc"
