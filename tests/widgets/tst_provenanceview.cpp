// SPDX-License-Identifier: GPL-3.0-or-later
#include "bodyviewsfixture.h"
#include "columns/provenanceview.h"
#include "items/pointedresponse.h"

#include <QMenu>
#include <QSignalSpy>

using namespace moa;
using namespace moa::test;

class TestProvenanceView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_fixture.reset(); }

    void beforeTheRunEndsItSaysSo();
    void passagesHaveTheColourOfTheirSource();
    void sharedPassagesAreNeutral();
    void aColourThatComesAgainHasASecondMark();
    void aProposalShowsWhatSurvived();
    void aClickChoosesAPassage();
    void theKeyboardWalksThroughPassages();
    void aTrailIsShown();
    void pointingAtAPassagePointsAtItsSource();
    void pointingAtAnAgentStrengthensItsPassages();

private:
    void showProvenance(const char *agent)
    {
        const auto provenance = m_fixture->provenance();
        for (const char *each : {"wizard", "qwen", "final"})
            m_fixture->column(each)->setProvenance(provenance);
        m_fixture->column(agent)->setView(BodyView::Provenance);
        QTRY_VERIFY(pane(agent));
    }
    [[nodiscard]] PassageView *pane(const char *agent) const
    {
        return m_fixture->part<PassageView>(agent, "provenanceText");
    }
    [[nodiscard]] QTextCharFormat formatAt(const char *agent, const QString &words) const
    {
        const qsizetype position = pane(agent)->toPlainText().indexOf(words);
        QTextCursor cursor(pane(agent)->document());
        cursor.setPosition(int(position) + 1);
        return cursor.charFormat();
    }
    [[nodiscard]] QPoint placeOf(const char *agent, const QString &words) const
    {
        const qsizetype position = pane(agent)->toPlainText().indexOf(words);
        return pane(agent)->boxes({position, words.size()}).value(0).center().toPoint();
    }
    [[nodiscard]] QString emphasized(const char *agent) const
    {
        const TextRange range = pane(agent)->emphasis().value_or(TextRange{});
        return pane(agent)->toPlainText().mid(range.start, range.size);
    }

    const QString m_wizard = u"The quick brown fox jumps. We all agree on this point."_qs;
    const QString m_qwen = u"A lazy dog sleeps here. We all agree on this point."_qs;
    const QString m_final =
        u"The quick brown fox met strangely what a lazy dog sleeps here with; we all agree on "
        "this point."_qs;
    std::unique_ptr<BodyViewsFixture> m_fixture;
};

void TestProvenanceView::init()
{
    m_fixture = std::make_unique<BodyViewsFixture>();
    m_fixture->finishAll(m_wizard, m_qwen, m_final);
}

void TestProvenanceView::beforeTheRunEndsItSaysSo()
{
    m_fixture->column("final")->setView(BodyView::Provenance);
    const auto message = [this] {
        return BodyViewsFixture::label(m_fixture->column("final"), "provenanceMessage");
    };
    QTRY_VERIFY(message().contains(u"once the run has ended"));
    showProvenance("final");
    QTRY_COMPARE(pane("final")->toPlainText(), m_final);
    QVERIFY(message().isEmpty());
}

void TestProvenanceView::passagesHaveTheColourOfTheirSource()
{
    showProvenance("final");
    QTRY_COMPARE(pane("final")->toPlainText(), m_final);
    const Theme theme = Theme::make(Theme::Scheme::Light);
    const QColor wizard = theme.agentColor(agentColorIndex(u"wizard"_qs, std::nullopt));
    const QColor qwen = theme.agentColor(agentColorIndex(u"qwen"_qs, std::nullopt));
    QVERIFY(wizard != qwen);
    QCOMPARE(formatAt("final", u"quick"_qs).underlineColor(), wizard);
    QCOMPARE(formatAt("final", u"quick"_qs).background().color().rgb(), wizard.rgb());
    QVERIFY(formatAt("final", u"quick"_qs).background().color().alphaF() < 0.3F);
    QCOMPARE(formatAt("final", u"lazy"_qs).underlineColor(), qwen);
    QVERIFY(!formatAt("final", u"strangely"_qs).fontUnderline());
    QCOMPARE(formatAt("final", u"strangely"_qs).background().style(), Qt::NoBrush);
}

void TestProvenanceView::sharedPassagesAreNeutral()
{
    showProvenance("final");
    QTRY_COMPARE(pane("final")->toPlainText(), m_final);
    const QTextCharFormat shared = formatAt("final", u"agree"_qs);
    QCOMPARE(shared.underlineStyle(), QTextCharFormat::DotLine);
    QCOMPARE(shared.underlineColor(), Theme::make(Theme::Scheme::Light).secondaryText);
    const QString sentence =
        passageSentence({responseId("ant"), responseId("bee")}, [](const ResponseId &id) {
            return ResponseLook{id.agent.toString(), 0};
        });
    QVERIFY(sentence.startsWith(u"Shared: stands in ant"));
    QVERIFY(sentence.endsWith(u"bee."));
}

void TestProvenanceView::aColourThatComesAgainHasASecondMark()
{
    const Theme theme = Theme::make(Theme::Scheme::Light);
    const auto lookAt = [](int index) {
        return [index](const ResponseId &) { return ResponseLook{u"a"_qs, index}; };
    };
    const QTextCharFormat first = passageFormat({responseId("a")}, lookAt(3), theme);
    const QTextCharFormat again = passageFormat({responseId("a")}, lookAt(13), theme);
    QCOMPARE(first.underlineStyle(), QTextCharFormat::SingleUnderline);
    QCOMPARE(again.underlineStyle(), QTextCharFormat::DashUnderline);
    QCOMPARE(again.underlineColor(), first.underlineColor());
}

void TestProvenanceView::aProposalShowsWhatSurvived()
{
    showProvenance("qwen");
    QTRY_COMPARE(pane("qwen")->toPlainText(), m_qwen);
    QVERIFY(formatAt("qwen", u"lazy"_qs).fontUnderline());
    QVERIFY(BodyViewsFixture::label(m_fixture->column("qwen"), "provenanceFigures")
                .contains(u"survived"));
}

void TestProvenanceView::aClickChoosesAPassage()
{
    showProvenance("final");
    QTRY_COMPARE(pane("final")->toPlainText(), m_final);
    QSignalSpy chosen(m_fixture->column("final"), &ResponseColumn::passageChosen);
    QTest::mouseClick(pane("final")->viewport(), Qt::LeftButton, {}, placeOf("final", u"lazy"_qs));
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen.first().at(0).value<ResponseId>(), responseId("final"));
    const qsizetype position = chosen.first().at(1).toLongLong();
    QVERIFY(m_final.mid(position).startsWith(u"lazy"));
    QVERIFY(emphasized("final").startsWith(u"lazy dog sleeps here"));
    // New text leads nowhere.
    QTest::mouseClick(pane("final")->viewport(), Qt::LeftButton, {},
                      placeOf("final", u"strangely"_qs));
    QCOMPARE(chosen.size(), 1);
}

void TestProvenanceView::theKeyboardWalksThroughPassages()
{
    showProvenance("final");
    QTRY_COMPARE(pane("final")->toPlainText(), m_final);
    QSignalSpy chosen(m_fixture->column("final"), &ResponseColumn::passageChosen);
    pane("final")->setFocus();
    QTest::keyClick(pane("final"), Qt::Key_Tab);
    QVERIFY(emphasized("final").startsWith(u"The quick brown fox"));
    QVERIFY(pane("final")->accessibleDescription().contains(u"WIZARD"));
    QTest::keyClick(pane("final"), Qt::Key_Tab);
    QVERIFY(emphasized("final").startsWith(u"lazy dog sleeps"));
    QTest::keyClick(pane("final"), Qt::Key_Return);
    QTest::keyClick(pane("final"), Qt::Key_Space);
    QCOMPARE(chosen.size(), 2);
    QTest::keyClick(pane("final"), Qt::Key_Backtab, Qt::ShiftModifier);
    QVERIFY(emphasized("final").startsWith(u"The quick brown fox"));
    // Beyond the last one the focus goes on.
    for (int i = 0; i < 3; ++i)
        QTest::keyClick(pane("final"), Qt::Key_Tab);
    QVERIFY(!pane("final")->emphasis());
}

void TestProvenanceView::aTrailIsShown()
{
    showProvenance("final");
    QTRY_COMPARE(pane("final")->toPlainText(), m_final);
    const auto trail =
        m_fixture->provenance()->trail(responseId("final"), m_final.indexOf(u"lazy"));
    for (const char *agent : {"wizard", "qwen", "final"})
        m_fixture->column(agent)->showTrail(trail);
    QTRY_VERIFY(pane("qwen"));
    QTRY_COMPARE(pane("qwen")->toPlainText(), m_qwen);
    QTRY_VERIFY(emphasized("qwen").startsWith(u"lazy dog sleeps here"));
    QVERIFY(emphasized("final").startsWith(u"lazy dog sleeps here"));
    QCOMPARE(m_fixture->column("qwen")->view(), BodyView::Provenance);
    QCOMPARE(m_fixture->column("wizard")->view(), BodyView::Markdown);
    m_fixture->column("qwen")->showTrail({});
    QVERIFY(!pane("qwen")->emphasis());
}

void TestProvenanceView::pointingAtAPassagePointsAtItsSource()
{
    PointedResponse pointer;
    m_fixture->column("final")->setPointer(&pointer);
    showProvenance("final");
    QTRY_COMPARE(pane("final")->toPlainText(), m_final);
    QTest::mouseMove(pane("final")->viewport(), placeOf("final", u"lazy"_qs));
    QTRY_VERIFY(pointer.includes(responseId("qwen")));
    QVERIFY(!pointer.includes(responseId("wizard")));
    QTest::mouseMove(pane("final")->viewport(), placeOf("final", u"strangely"_qs));
    QTRY_VERIFY(!pointer.includes(responseId("qwen")));
}

void TestProvenanceView::pointingAtAnAgentStrengthensItsPassages()
{
    PointedResponse pointer;
    m_fixture->column("final")->setPointer(&pointer);
    showProvenance("final");
    QTRY_COMPARE(pane("final")->toPlainText(), m_final);
    QVERIFY(pane("final")->extraSelections().isEmpty());
    pointer.pointAt(AgentId(u"wizard"_qs));
    QStringList strengthened;
    for (const QTextEdit::ExtraSelection &each : pane("final")->extraSelections())
        strengthened.append(each.cursor.selectedText());
    QCOMPARE(strengthened.size(), 2);
    QVERIFY(strengthened.first().startsWith(u"The quick brown fox"));
    QVERIFY(strengthened.last().contains(u"agree"));
    pointer.leave();
    QVERIFY(pane("final")->extraSelections().isEmpty());
}

QTEST_MAIN(TestProvenanceView)

#include "tst_provenanceview.moc"
