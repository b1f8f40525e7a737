// SPDX-License-Identifier: GPL-3.0-or-later
#include "windowfixture.h"

#include "ui/maintoolbar.h"
#include "whatif/variantsdialog.h"

#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QToolButton>

using namespace moa;
using moa::test::scriptedMixture;
using moa::test::WindowFixture;

/** What-ifs in the window: by menu and by the button that runs. */
class TestWindowWhatIf : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_fixture = std::make_unique<WindowFixture>(); }
    void cleanup() { m_fixture.reset(); }

    void theRunButtonsMenuRunsWhatChanged();
    void eachProposerIsLeftOut();

private:
    [[nodiscard]] bool waitForEnd() const
    {
        return QTest::qWaitFor([this] { return !m_fixture->session().isRunning(); }, 60'000);
    }
    [[nodiscard]] bool run() const
    {
        QTest::keyClick(m_fixture->prompt(), Qt::Key_Return, Qt::ControlModifier);
        return waitForEnd();
    }
    [[nodiscard]] qsizetype asked(const QString &model) const
    {
        return m_fixture->server().requests(model).size();
    }

    std::unique_ptr<WindowFixture> m_fixture;
};

void TestWindowWhatIf::theRunButtonsMenuRunsWhatChanged()
{
    m_fixture->show(scriptedMixture(u"a b|final"_qs));
    auto *button = m_fixture->part<MainToolBar>().findChild<QToolButton *>(
        QString(), Qt::FindDirectChildrenOnly);
    for (QToolButton *each : m_fixture->part<MainToolBar>().findChildren<QToolButton *>())
        button = each->menu() ? each : button;
    QVERIFY(button && button->menu());
    const QList<QAction *> entries = button->menu()->actions();
    QCOMPARE(entries.at(0)->text().remove(u'&'), u"Run Only What Changed"_qs);
    QVERIFY(!entries.at(0)->isEnabled());
    QVERIFY(run());
    m_fixture->clickCard(u"a"_qs);
    QTest::keyClick(&m_fixture->canvas(), Qt::Key_M);
    QTRY_VERIFY(entries.at(0)->isEnabled());
    QTRY_VERIFY2(entries.at(1)->text().contains(u"Kept: 1 of 2 answers"),
                 qPrintable(entries.at(1)->text()));
    entries.at(0)->trigger();
    QVERIFY(waitForEnd());
    QCOMPARE(asked(u"a"_qs), 1);
    QCOMPARE(asked(u"b"_qs), 1);
    QCOMPARE(asked(u"final"_qs), 2);
}

void TestWindowWhatIf::eachProposerIsLeftOut()
{
    m_fixture->show(scriptedMixture(u"a b|final"_qs));
    QVERIFY(run());
    QAction *open = m_fixture->menuEntry(u"Leave Each Proposer Out…"_qs);
    QTRY_VERIFY(open->isEnabled());
    open->trigger();
    auto *dialog = m_fixture->dialog<VariantsDialog>();
    QVERIFY(dialog);
    QTest::mouseClick(dialog->findChild<QPushButton *>(u"offer0"_qs), Qt::LeftButton);
    QTRY_COMPARE(asked(u"final"_qs), 3);
    // Closing the window in the midst of it is fine, too.
    m_fixture->close();
}

int main(int argc, char *argv[])
{
    return moa::test::windowTestMain<TestWindowWhatIf>(argc, argv);
}
#include "tst_windowwhatif.moc"
