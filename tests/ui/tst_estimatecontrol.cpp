// SPDX-License-Identifier: GPL-3.0-or-later
#include "windowfixture.h"

#include "ui/runsession.h"

#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QToolButton>

using namespace moa;
using moa::test::scriptedMixture;
using moa::test::WindowFixture;

/** What the window says of the next run before anything is sent. */
class TestEstimateControl : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_fixture = std::make_unique<WindowFixture>(); }
    void cleanup() { m_fixture.reset(); }

    void itFollowsThePromptAsItIsTyped();
    void itFollowsEditsOfTheMixture();
    void earlierTurnsCount();
    void aRunMakesItSurer();
    void whatWouldNotFitIsSaidAndMended();
    void aPromptThatIsTooLongKeepsTheRunBack();

private:
    [[nodiscard]] QString estimate() const { return m_fixture->label("estimate"); }
    /// As the label rounds it: "5.7 k" is 5700.
    [[nodiscard]] double tokens() const
    {
        const QStringList words = estimate().split(u' ');
        const double number = words.value(1).toDouble();
        return words.value(2) == u"k" ? number * 1000 : number;
    }
    /// The scripted provider, of which the person says that @p model takes @p tokens.
    void setWindow(const QString &model, qint64 tokens)
    {
        ModelOverride known;
        known.model = model;
        known.contextWindow = tokens;
        Provider provider;
        provider.id = ProviderId(u"scripted"_qs);
        provider.baseUrl = m_fixture->server().baseUrl();
        provider.models = {known};
        m_fixture->setMoreProviders({provider});
    }

    std::unique_ptr<WindowFixture> m_fixture;
};

void TestEstimateControl::itFollowsThePromptAsItIsTyped()
{
    m_fixture->show(scriptedMixture(u"a b|final"_qs));
    m_fixture->prompt()->setPlainText({});
    QTRY_VERIFY2(estimate().endsWith(u"3 calls"), qPrintable(estimate()));
    QVERIFY(estimate().contains(u"unpriced"));
    const double before = tokens();
    QVERIFY(before > 0);
    QTest::keyClicks(m_fixture->prompt(),
                     QString(u"What is a mixture of agents? "_qs).repeated(20));
    // At least the prompt itself, three times.
    QTRY_VERIFY2(tokens() > before + 300, qPrintable(estimate()));
    QVERIFY(m_fixture->part<QLabel>("estimate").toolTip().contains(u"to"));
}

void TestEstimateControl::itFollowsEditsOfTheMixture()
{
    m_fixture->show(scriptedMixture(u"a b|final"_qs));
    QTRY_VERIFY(estimate().endsWith(u"3 calls"));
    m_fixture->clickCard(u"a"_qs);
    QTest::keyClick(m_fixture->canvas().viewport(), Qt::Key_M);
    QTRY_VERIFY2(estimate().endsWith(u"2 calls"), qPrintable(estimate()));
}

void TestEstimateControl::earlierTurnsCount()
{
    m_fixture->show(scriptedMixture(u"a|final"_qs));
    m_fixture->server().setHandler([](const ScriptedRequest &) {
        return ScriptedReply::openAiStream(QString(u"word "_qs).repeated(500));
    });
    m_fixture->prompt()->setPlainText(u"Hello"_qs);
    QTest::mouseClick(m_fixture->runButton(), Qt::LeftButton);
    QTRY_VERIFY(!m_fixture->session().isRunning()
                && !m_fixture->session().conversation().isEmpty());
    const RunPlan again = m_fixture->session().nextPlan(u"Hello"_qs);
    QCOMPARE(again.conversation.size(), 1);
    const RunPlan next = m_fixture->session().nextPlan(u"And then?"_qs);
    QCOMPARE(next.conversation.size(), 3);
    QCOMPARE(next.conversation.constLast().text, u"And then?"_qs);
}

void TestEstimateControl::aRunMakesItSurer()
{
    m_fixture->show(scriptedMixture(u"a|final"_qs));
    m_fixture->prompt()->setPlainText(u"Hello"_qs);
    QTRY_VERIFY(!estimate().isEmpty());
    const double before = tokens();
    QSignalSpy ended(&m_fixture->window(), &MainWindow::runEnded);
    QTest::mouseClick(m_fixture->runButton(), Qt::LeftButton);
    QTRY_COMPARE(ended.size(), 1);
    StudioContext context;
    context.providers = builtInProviders();
    Provider provider;
    provider.id = ProviderId(u"scripted"_qs);
    provider.baseUrl = m_fixture->server().baseUrl();
    context.providers.append(provider);
    context.history.observe(ended.constFirst().constFirst().value<RunRecord>());
    m_fixture->window().setContext(context);
    // The answers are of three words.
    QTRY_VERIFY2(tokens() < before / 2, qPrintable(estimate()));
}

void TestEstimateControl::whatWouldNotFitIsSaidAndMended()
{
    setWindow(u"final"_qs, 400);
    m_fixture->show(scriptedMixture(u"a b|final"_qs));
    m_fixture->prompt()->setPlainText(u"Hello"_qs);
    QTRY_VERIFY2(m_fixture->label("problemSentence").contains(u"final takes 400"),
                 qPrintable(m_fixture->label("problemSentence")));
    QVERIFY(m_fixture->card(u"final"_qs).contains(u"400"));
    QVERIFY(m_fixture->runButton()->isEnabled());
    auto &fix = m_fixture->part<QToolButton>("problemFix");
    QCOMPARE(fix.text(), u"Shorten the references"_qs);
    QTest::mouseClick(&fix, Qt::LeftButton);
    QTRY_COMPARE(m_fixture->label("problemSentence"), QString());
    QVERIFY(m_fixture->document().mixture().finalAgent()->settings.overflow == Overflow::Shorten);
}

void TestEstimateControl::aPromptThatIsTooLongKeepsTheRunBack()
{
    setWindow(u"a"_qs, 500);
    m_fixture->show(scriptedMixture(u"a b|final"_qs));
    m_fixture->prompt()->setPlainText(QString(u"A long story about a dog. "_qs).repeated(200));
    QTRY_VERIFY2(m_fixture->label("problemSentence").contains(u"Shorten the prompt"),
                 qPrintable(m_fixture->label("problemSentence")));
    QVERIFY(!m_fixture->runButton()->isEnabled());
    m_fixture->prompt()->setPlainText(u"A short one."_qs);
    QTRY_VERIFY(m_fixture->runButton()->isEnabled());
}

int main(int argc, char *argv[])
{
    return moa::test::windowTestMain<TestEstimateControl>(argc, argv);
}
#include "tst_estimatecontrol.moc"
