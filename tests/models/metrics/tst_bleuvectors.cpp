// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/bleu.h"

#include <cmath>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

moa::BleuOptions optionsOf(const QJsonObject &row)
{
    moa::BleuOptions options;
    options.tokenizer = *moa::tokenizerFromName(row.value(u"tok").toString());
    options.smoothing = *moa::smoothingFromName(row.value(u"smooth").toString());
    if (const QJsonValue value = row.value(u"smooth_value"); !value.isNull())
        options.smoothValue = value.toDouble();
    options.effectiveOrder = row.value(u"eff").toBool();
    options.lowercase = row.value(u"lc").toBool();
    options.maxOrder = row.value(u"max_n").toInt();
    return options;
}

bool isClose(double a, double b)
{
    return std::abs(a - b) <= 1e-9;
}

bool areClose(const QList<double> &numbers, const QJsonArray &expected)
{
    if (numbers.size() != expected.size())
        return false;
    for (qsizetype i = 0; i < numbers.size(); ++i) {
        if (!isClose(numbers[i], expected[i].toDouble()))
            return false;
    }
    return true;
}

void compare(const moa::BleuScore &score, const QJsonObject &row)
{
    QVERIFY(areClose(score.counts, row.value(u"counts").toArray()));
    QVERIFY(areClose(score.totals, row.value(u"totals").toArray()));
    QVERIFY(areClose(score.precisions, row.value(u"precisions").toArray()));
    QVERIFY(isClose(score.bp, row.value(u"bp").toDouble()));
    QCOMPARE(score.sysLen, row.value(u"sys_len").toInteger());
    QCOMPARE(score.refLen, row.value(u"ref_len").toInteger());
    QVERIFY(isClose(score.ratio(), row.value(u"ratio").toDouble()));
    QVERIFY(isClose(score.score, row.value(u"score").toDouble()));
    QCOMPARE(moa::bleuDisplay(score), row.value(u"text").toString());
}

} // namespace

/** Against 1,571 results of the real sacreBLEU 2.6.0. */
class TestBleuVectors : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void sentences_data();
    void sentences();
    void corpora_data();
    void corpora();
    void tokens_data();
    void tokens();

private:
    [[nodiscard]] QString text(const QJsonValue &id) const
    {
        return m_texts.value(id.toString()).toString();
    }

    QJsonObject m_texts;
    QJsonArray m_sentences;
    QJsonArray m_corpora;
    QJsonObject m_tokens;
};

void TestBleuVectors::initTestCase()
{
    QFile file(QStringLiteral(MOA_SHARED_DIR "/data/alpaca/bleu_vectors.json"));
    if (!file.open(QIODevice::ReadOnly))
        QSKIP("The BLEU vectors are not at hand.");
    const QJsonObject vectors = QJsonDocument::fromJson(file.readAll()).object();
    m_texts = vectors.value(u"texts").toObject();
    m_sentences = vectors.value(u"sentence").toArray();
    m_corpora = vectors.value(u"corpus").toArray();
    m_tokens = vectors.value(u"tokens").toObject();
    QCOMPARE(m_sentences.size(), 1547);
    QCOMPARE(m_corpora.size(), 24);
}

void TestBleuVectors::sentences_data()
{
    QTest::addColumn<qsizetype>("index");
    for (qsizetype index = 0; index < m_sentences.size(); ++index)
        QTest::addRow("row %lld", static_cast<long long>(index)) << index;
}

void TestBleuVectors::sentences()
{
    QFETCH(qsizetype, index);
    const QJsonObject row = m_sentences[index].toObject();
    const moa::BleuOptions options = optionsOf(row);
    const QJsonArray ids = row.value(u"refs").toArray();
    QStringList references;
    for (const QJsonValue &id : ids)
        references.append(text(id));
    compare(moa::sentenceBleu(text(row.value(u"hyp")), references, options), row);
    const int count = static_cast<int>(references.size());
    QCOMPARE(moa::bleuSignature(options, count), row.value(u"sig").toString());
    QCOMPARE(moa::bleuSignature(options, count, moa::SignatureStyle::Short),
             row.value(u"sig_short").toString());
}

void TestBleuVectors::corpora_data()
{
    QTest::addColumn<qsizetype>("index");
    for (qsizetype index = 0; index < m_corpora.size(); ++index)
        QTest::addRow("row %lld", static_cast<long long>(index)) << index;
}

void TestBleuVectors::corpora()
{
    QFETCH(qsizetype, index);
    const QJsonObject row = m_corpora[index].toObject();
    const moa::BleuOptions options = optionsOf(row);
    const QJsonArray hypotheses = row.value(u"hyps").toArray();
    const QJsonArray streams = row.value(u"ref_streams").toArray();
    QList<moa::BleuSegment> segments;
    for (qsizetype i = 0; i < hypotheses.size(); ++i) {
        moa::BleuSegment segment{text(hypotheses[i]), {}};
        for (const QJsonValue &stream : streams)
            segment.references.append(text(stream[i]));
        segments.append(segment);
    }
    compare(moa::corpusBleu(segments, options), row);
    QCOMPARE(moa::bleuSignature(options, static_cast<int>(streams.size())),
             row.value(u"sig").toString());
}

void TestBleuVectors::tokens_data()
{
    QTest::addColumn<QString>("tokenizer");
    QTest::addColumn<QString>("id");
    for (auto list = m_tokens.begin(); list != m_tokens.end(); ++list) {
        const QJsonObject texts = list->toObject();
        for (auto one = texts.begin(); one != texts.end(); ++one) {
            QTest::addRow("%s %s", qPrintable(list.key()), qPrintable(one.key()))
                << list.key() << one.key();
        }
    }
}

void TestBleuVectors::tokens()
{
    QFETCH(QString, tokenizer);
    QFETCH(QString, id);
    QStringList expected;
    const QJsonArray list = m_tokens.value(tokenizer)[id].toArray();
    for (const QJsonValue &token : list)
        expected.append(token.toString());
    QCOMPARE(moa::tokenize(text(id), *moa::tokenizerFromName(tokenizer)), expected);
}

QTEST_GUILESS_MAIN(TestBleuVectors)
#include "tst_bleuvectors.moc"
