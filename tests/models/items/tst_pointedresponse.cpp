// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/pointedresponse.h"

#include <QSignalSpy>
#include <QTest>

using namespace moa;

class TestPointedResponse : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anAgentStandsForAllItsSamples();
    void oneSampleIsNotTheOthers();
    void tellsEachChangeOnce();

private:
    const AgentId m_wizard{QStringLiteral("wizard")};
    const AgentId m_qwen{QStringLiteral("qwen")};
};

void TestPointedResponse::anAgentStandsForAllItsSamples()
{
    PointedResponse pointed;
    QVERIFY(!pointed.agent());
    pointed.pointAt(m_wizard);
    QCOMPARE(pointed.agent(), m_wizard);
    QVERIFY(pointed.includes({m_wizard, 1}));
    QVERIFY(pointed.includes({m_wizard, 6}));
    QVERIFY(!pointed.includes({m_qwen, 1}));
}

void TestPointedResponse::oneSampleIsNotTheOthers()
{
    PointedResponse pointed;
    pointed.pointAtResponse({m_wizard, 2});
    QCOMPARE(pointed.agent(), m_wizard);
    QVERIFY(pointed.includes({m_wizard, 2}));
    QVERIFY(!pointed.includes({m_wizard, 1}));
}

void TestPointedResponse::tellsEachChangeOnce()
{
    PointedResponse pointed;
    QSignalSpy changed(&pointed, &PointedResponse::changed);
    pointed.pointAt(m_wizard);
    pointed.pointAt(m_wizard);
    QCOMPARE(changed.count(), 1);
    pointed.pointAtResponse({m_wizard, 1});
    QCOMPARE(changed.count(), 2);
    pointed.leave();
    pointed.leave();
    QCOMPARE(changed.count(), 3);
    QVERIFY(!pointed.includes({m_wizard, 1}));
}

QTEST_APPLESS_MAIN(TestPointedResponse)

#include "tst_pointedresponse.moc"
