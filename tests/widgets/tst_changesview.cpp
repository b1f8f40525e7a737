// SPDX-License-Identifier: GPL-3.0-or-later
#include "library/changesview.h"
#include "theme/theme.h"

#include <QHeaderView>
#include <QTest>

using namespace moa;

class TestChangesView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void placesAreReadWhole();
    void aLongPlaceLeavesRoomForTheRest();
    void nothingDiffersIsSaid();

private:
    static void fill(ChangesView &view, const QString &place)
    {
        view.resize(library::changesWidth, library::changesHeight);
        const MixtureChange change{MixtureChange::Kind::Changed, place, u"model"_qs, u"a"_qs,
                                   u"b"_qs};
        view.setChanges({change}, u"Here"_qs, u"On disk"_qs);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
    }
};

void TestChangesView::placesAreReadWhole()
{
    const QString place = u"Qwen2-72B-Instruct (qwen2-72b-chat-2)"_qs;
    ChangesView view;
    fill(view, place);
    QVERIFY(view.columnWidth(0) > view.fontMetrics().horizontalAdvance(place));
}

void TestChangesView::aLongPlaceLeavesRoomForTheRest()
{
    ChangesView view;
    fill(view, QString(500, u'x'));
    for (const int column : {2, 3})
        QVERIFY(view.columnWidth(column) >= view.header()->sectionSizeHint(column));
    QVERIFY(view.columnWidth(0) < view.width() / 2);
}

void TestChangesView::nothingDiffersIsSaid()
{
    ChangesView view;
    view.setChanges({}, u"Here"_qs, u"On disk"_qs);
    QCOMPARE(view.topLevelItemCount(), 1);
    QCOMPARE(view.topLevelItem(0)->text(0), u"Nothing differs."_qs);
}

QTEST_MAIN(TestChangesView)

#include "tst_changesview.moc"
