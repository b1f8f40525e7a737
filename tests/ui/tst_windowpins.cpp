// SPDX-License-Identifier: GPL-3.0-or-later
#include "windowfixture.h"

#include <QLabel>
#include <QPlainTextEdit>

using namespace moa;
using moa::test::scriptedMixture;
using moa::test::WindowFixture;

/** Pinning in the window: by key and menu, seen on card, column and estimate. */
class TestWindowPins : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_fixture = std::make_unique<WindowFixture>(); }
    void cleanup() { m_fixture.reset(); }

    void pressingPKeepsTheAnswer();
    void anotherPresetDropsThePins();

private:
    [[nodiscard]] bool run() const
    {
        QTest::keyClick(m_fixture->prompt(), Qt::Key_Return, Qt::ControlModifier);
        return QTest::qWaitFor([this] { return !m_fixture->session().isRunning(); }, 60'000);
    }
    void pin(const QString &agent) const
    {
        m_fixture->clickCard(agent);
        QTest::keyClick(&m_fixture->canvas(), Qt::Key_P);
    }

    std::unique_ptr<WindowFixture> m_fixture;
};

void TestWindowPins::pressingPKeepsTheAnswer()
{
    m_fixture->show(scriptedMixture(u"a b|final"_qs));
    QVERIFY(run());
    QTRY_VERIFY(m_fixture->label("estimate").contains(u"3 calls"));
    pin(u"a"_qs);
    QVERIFY(m_fixture->menuEntry(u"Pin the Answer"_qs)->isChecked());
    QTRY_VERIFY2(m_fixture->label("estimate").contains(u"2 calls"),
                 qPrintable(m_fixture->label("estimate")));
    QVERIFY(run());
    QCOMPARE(m_fixture->server().requests(u"a"_qs).size(), 1);
    QCOMPARE(m_fixture->server().requests().size(), 5);
    QTRY_COMPARE(m_fixture->answer(u"a"_qs), u"answer of a"_qs);
    QVERIFY2(m_fixture->notice(u"a"_qs).startsWith(u"Pinned"),
             qPrintable(m_fixture->notice(u"a"_qs)));
    QVERIFY2(m_fixture->card(u"a"_qs).contains(u"Pinned"), qPrintable(m_fixture->card(u"a"_qs)));
}

void TestWindowPins::anotherPresetDropsThePins()
{
    m_fixture->show(scriptedMixture(u"a b|final"_qs));
    QVERIFY(run());
    pin(u"a"_qs);
    m_fixture->window().openPreset(
        m_fixture->file(scriptedMixture(u"a b|final"_qs), u"other.moa.json"_qs));
    QTRY_VERIFY(!m_fixture->card(u"a"_qs).contains(u"Pinned"));
    QVERIFY(run());
    QCOMPARE(m_fixture->server().requests(u"a"_qs).size(), 2);
}

int main(int argc, char *argv[])
{
    return moa::test::windowTestMain<TestWindowPins>(argc, argv);
}
#include "tst_windowpins.moc"
