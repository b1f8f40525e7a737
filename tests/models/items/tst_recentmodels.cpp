// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/recentmodels.h"

#include <QTest>

using namespace moa;

namespace {

ModelRef model(const QString &id, const QString &provider = u"together"_qs)
{
    return {ProviderId(provider), id, {}};
}

QString ids(const RecentModels &recent)
{
    QStringList ids;
    for (const ModelRef &each : recent.models())
        ids.append(each.model);
    return ids.join(u' ');
}

} // namespace

class TestRecentModels : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theLatestComesFirst();
    void theSameModelElsewhereIsAnother();
    void theOldestAreForgotten();
    void whatIsKeptComesBack();
    void whatCanNotBeReadIsLeftOut();
};

void TestRecentModels::theLatestComesFirst()
{
    RecentModels recent;
    for (const QString &id : {u"a"_qs, u"b"_qs, u"c"_qs, u"a"_qs})
        recent.add(model(id));
    QCOMPARE(ids(recent), u"a c b"_qs);
    QCOMPARE(recent.rank(ProviderId(u"together"_qs), u"c"_qs), std::optional<qsizetype>(1));
    QVERIFY(!recent.rank(ProviderId(u"together"_qs), u"d"_qs));
}

void TestRecentModels::theSameModelElsewhereIsAnother()
{
    RecentModels recent;
    recent.add(model(u"a"_qs));
    recent.add(model(u"a"_qs, u"groq"_qs));
    QCOMPARE(ids(recent), u"a a"_qs);
    QCOMPARE(recent.models().constFirst().provider, ProviderId(u"groq"_qs));
}

void TestRecentModels::theOldestAreForgotten()
{
    RecentModels recent;
    for (int number = 0; number < RecentModels::most + 5; ++number)
        recent.add(model(QString::number(number)));
    QCOMPARE(recent.models().size(), RecentModels::most);
    QCOMPARE(recent.models().constLast().model, u"5"_qs);
}

void TestRecentModels::whatIsKeptComesBack()
{
    RecentModels recent;
    recent.add({ProviderId(u"together"_qs), u"Qwen/通义千问-72B"_qs, u"通义 \"千问\""_qs});
    recent.add(model(u"b"_qs));
    QCOMPARE(RecentModels::fromStringList(recent.toStringList()), recent);
}

void TestRecentModels::whatCanNotBeReadIsLeftOut()
{
    RecentModels recent;
    recent.add(model(u"a"_qs));
    QStringList kept{u"{"_qs, u"[]"_qs, QString()};
    kept += recent.toStringList();
    QCOMPARE(RecentModels::fromStringList(kept), recent);
}

QTEST_APPLESS_MAIN(TestRecentModels)
#include "tst_recentmodels.moc"
