// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/windowactions.h"
#include "windowfixture.h"

#include <QSet>

using namespace moa;
using namespace moa::test;

/** What the window's menus hold, under names that last. */
class TestWindowActions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyActionHasANameOfItsOwn();
    void actionsOfSubmenusKnowTheirWay();
    void mnemonicsAreLeftOut_data();
    void mnemonicsAreLeftOut();
};

void TestWindowActions::everyActionHasANameOfItsOwn()
{
    WindowFixture fixture;
    fixture.show(u"sandbox"_qs);
    QSet<QString> names;
    const QList<WindowAction> all = windowActions(fixture.window());
    QVERIFY(all.size() > 50);
    for (const WindowAction &each : all) {
        const QString name = each.action->objectName();
        const QString way = placeOf(each) + u" › "_qs + each.action->text();
        QVERIFY2(!name.isEmpty() && !name.startsWith(u"qt_"), qPrintable(way));
        QVERIFY2(!names.contains(name), qPrintable(way));
        names.insert(name);
    }
}

void TestWindowActions::actionsOfSubmenusKnowTheirWay()
{
    WindowFixture fixture;
    fixture.show(u"sandbox"_qs);
    const QList<WindowAction> all = windowActions(fixture.window());
    const auto dark = std::find_if(all.cbegin(), all.cend(), [](const WindowAction &each) {
        return each.action->objectName() == u"view.colours.dark";
    });
    QVERIFY(dark != all.cend());
    QCOMPARE(placeOf(*dark), u"View › Colours"_qs);
}

void TestWindowActions::mnemonicsAreLeftOut_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("plain");

    QTest::newRow("none") << u"Save"_qs << u"Save"_qs;
    QTest::newRow("within") << u"Save &As…"_qs << u"Save As…"_qs;
    QTest::newRow("one that is meant") << u"Copy && &Paste"_qs << u"Copy & Paste"_qs;
    QTest::newRow("in brackets") << u"保存(&S)"_qs << u"保存"_qs;
    QTest::newRow("at the end") << u"odd &"_qs << u"odd"_qs;
}

void TestWindowActions::mnemonicsAreLeftOut()
{
    QFETCH(const QString, text);
    QTEST(withoutMnemonic(text), "plain");
}

int main(int argc, char *argv[])
{
    return windowTestMain<TestWindowActions>(argc, argv);
}
#include "tst_windowactions.moc"
