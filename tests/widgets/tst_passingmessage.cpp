// SPDX-License-Identifier: GPL-3.0-or-later
#include "editors/passingmessage.h"

#include <QTest>
#include <QTimer>

using namespace moa;

class TestPassingMessage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void liesWithinItsHostWhateverItsSize_data();
    void liesWithinItsHostWhateverItsSize();
    void staysOverTheLowerEdgeOfAHostThatGrows();
    void goesWithAClick();
    void goesByItself();
};

void TestPassingMessage::liesWithinItsHostWhateverItsSize_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<QString>("sentence");
    const QString sentence = QStringLiteral("An agent can't be linked to one beside it.");
    QTest::newRow("wide") << QSize(900, 400) << sentence;
    QTest::newRow("narrow") << QSize(200, 400) << sentence;
    QTest::newRow("long") << QSize(400, 500) << sentence.repeated(8);
    QTest::newRow("Korean") << QSize(240, 400) << QStringLiteral("이미 연결되어 있습니다.");
}

void TestPassingMessage::liesWithinItsHostWhateverItsSize()
{
    QFETCH(QSize, size);
    QFETCH(QString, sentence);
    QWidget host;
    host.resize(size);
    host.show();
    PassingMessage message(&host);
    QVERIFY(!message.isVisible());
    message.say(sentence);
    QVERIFY(message.isVisible());
    QCOMPARE(message.text(), sentence);
    QVERIFY(host.rect().contains(message.geometry()));
    QVERIFY(message.height() >= message.heightForWidth(message.width()));
}

void TestPassingMessage::staysOverTheLowerEdgeOfAHostThatGrows()
{
    QWidget host;
    host.resize(600, 300);
    host.show();
    PassingMessage message(&host);
    message.say(QStringLiteral("Saved."));
    const int distance = host.height() - message.geometry().bottom();
    host.resize(700, 500);
    QCOMPARE(host.height() - message.geometry().bottom(), distance);
}

void TestPassingMessage::goesWithAClick()
{
    QWidget host;
    host.resize(600, 300);
    host.show();
    PassingMessage message(&host);
    message.say(QStringLiteral("Saved."));
    QTest::mouseClick(&message, Qt::LeftButton);
    QVERIFY(!message.isVisible());
}

void TestPassingMessage::goesByItself()
{
    QWidget host;
    host.resize(600, 300);
    host.show();
    PassingMessage message(&host);
    message.say(QStringLiteral("Saved."));
    QTRY_VERIFY_WITH_TIMEOUT(!message.isVisible(), 2 * PassingMessage::shownMs);
}

QTEST_MAIN(TestPassingMessage)

#include "tst_passingmessage.moc"
