// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/tokenestimate.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;
using moa::estimateTokens;

class TestTokenEstimate : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsNoToken();
    void anythingIsAtLeastOneToken();
    void latinProseIsAboutFourCharactersAToken();
    void eastAsianTextIsAboutOneCharacterAToken();
    void moreTextIsNeverFewerTokens();
    void realAnswersComeOutRight_data();
    void realAnswersComeOutRight();
};

void TestTokenEstimate::nothingIsNoToken()
{
    QCOMPARE(estimateTokens(QStringView()), qint64{0});
}

void TestTokenEstimate::anythingIsAtLeastOneToken()
{
    QCOMPARE(estimateTokens(u" "), qint64{1});
    QCOMPARE(estimateTokens(u"a"), qint64{1});
    QCOMPARE(estimateTokens(u"\U0001F389"), qint64{1});
}

void TestTokenEstimate::latinProseIsAboutFourCharactersAToken()
{
    const QString prose =
        u"The harbour master counted twelve boats before noon, and three were leaking. "_qs;
    const double perToken = static_cast<double>(prose.size() * 100)
        / static_cast<double>(estimateTokens(prose.repeated(100)));
    QVERIFY2(perToken > 3.8 && perToken < 4.6, qPrintable(QString::number(perToken)));
}

void TestTokenEstimate::eastAsianTextIsAboutOneCharacterAToken()
{
    QCOMPARE(estimateTokens(QString(u'\u6e2f').repeated(100)), qint64{90});
    QCOMPARE(estimateTokens(QString(u'\u306e').repeated(100)), qint64{90});
    QCOMPARE(estimateTokens(QString(u'\uac00').repeated(100)), qint64{90});
    QCOMPARE(estimateTokens(u"\U00020bb7"_qs.repeated(100)), qint64{90});
}

void TestTokenEstimate::moreTextIsNeverFewerTokens()
{
    QString text = u"One, 2 \u6e2f\u306e\uac00 \u043f\u043e\u0440\u0442 e\u0301 \U0001F468\u200d"
                   u"\U0001F469 \U00020bb7 \U00010400!\n"_qs;
    text += QChar(0xDC00);
    text += QChar(0xD800);
    qint64 last = 0;
    for (qsizetype size = 0; size <= text.size(); ++size) {
        const qint64 tokens = estimateTokens(QStringView(text).first(size));
        QVERIFY2(tokens >= last, qPrintable(QString::number(size)));
        last = tokens;
    }
}

void TestTokenEstimate::realAnswersComeOutRight_data()
{
    QTest::addColumn<QString>("file");
    QTest::newRow("o200k_base") << u"/data/tokens/o200k_vectors.json"_qs;
    QTest::newRow("cl100k_base") << u"/data/tokens/cl100k_vectors.json"_qs;
}

void TestTokenEstimate::realAnswersComeOutRight()
{
    QFETCH(QString, file);
    QFile vectors(QStringLiteral(MOA_SHARED_DIR) + file);
    if (!vectors.open(QIODevice::ReadOnly))
        QSKIP("The token vectors are not at hand.");
    const QJsonArray rows =
        QJsonDocument::fromJson(vectors.readAll()).object().value(u"rows").toArray();
    qint64 answers = 0;
    qint64 estimated = 0;
    qint64 real = 0;
    for (const QJsonValue &row : rows) {
        if (row[u"src"].toString() == u"own")
            continue;
        const qint64 estimate = estimateTokens(row[u"text"].toString());
        const qint64 truth = row[u"n"].toInteger();
        QVERIFY2(estimate * 10 > truth * 7 && estimate * 10 < truth * 13,
                 qPrintable(row[u"src"].toString()));
        ++answers;
        estimated += estimate;
        real += truth;
    }
    QVERIFY(answers > 30);
    const double ratio = static_cast<double>(estimated) / static_cast<double>(real);
    QVERIFY2(ratio > 0.95 && ratio < 1.05, qPrintable(QString::number(ratio)));
}

QTEST_GUILESS_MAIN(TestTokenEstimate)
#include "tst_tokenestimate.moc"
