// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/bleu.h"

#include <cmath>
#include <nlohmann/json.hpp>
#include <QFile>
#include <QStringDecoder>
#include <QTest>

using namespace Qt::StringLiterals;
using Json = nlohmann::json;

namespace {

// Not QString::fromUtf8() (nor QJsonDocument), which lose a byte order mark at the start.
QString textOf(const Json &value)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::ConvertInitialBom);
    const auto &utf8 = value.get_ref<const std::string &>();
    return decoder.decode(QByteArrayView(utf8.data(), static_cast<qsizetype>(utf8.size())));
}

moa::BleuOptions optionsOf(const Json &row)
{
    moa::BleuOptions options;
    options.tokenizer = *moa::tokenizerFromName(textOf(row.at("tok")));
    options.smoothing = *moa::smoothingFromName(textOf(row.at("smooth")));
    if (const Json &value = row.at("smooth_value"); !value.is_null())
        options.smoothValue = value.get<double>();
    options.effectiveOrder = row.at("eff").get<bool>();
    options.lowercase = row.at("lc").get<bool>();
    options.maxOrder = row.at("max_n").get<int>();
    return options;
}

bool isClose(double a, double b)
{
    return std::abs(a - b) <= 1e-9;
}

bool areClose(const QList<double> &numbers, const Json &expected)
{
    return std::equal(numbers.begin(), numbers.end(), expected.begin(), expected.end(),
                      [](double a, const Json &b) { return isClose(a, b.get<double>()); });
}

void compare(const moa::BleuScore &score, const Json &row)
{
    QVERIFY(areClose(score.counts, row.at("counts")));
    QVERIFY(areClose(score.totals, row.at("totals")));
    QVERIFY(areClose(score.precisions, row.at("precisions")));
    QVERIFY(isClose(score.bp, row.at("bp").get<double>()));
    QCOMPARE(score.sysLen, row.at("sys_len").get<qint64>());
    QCOMPARE(score.refLen, row.at("ref_len").get<qint64>());
    QVERIFY(isClose(score.ratio(), row.at("ratio").get<double>()));
    QVERIFY(isClose(score.score, row.at("score").get<double>()));
    QCOMPARE(moa::bleuDisplay(score), textOf(row.at("text")));
}

void addIndexRows(size_t count)
{
    QTest::addColumn<size_t>("index");
    for (size_t index = 0; index < count; ++index)
        QTest::addRow("row %zu", index) << index;
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
    [[nodiscard]] QString text(const Json &id) const
    {
        return textOf(m_vectors.at("texts").at(id.get<std::string>()));
    }

    Json m_vectors;
};

void TestBleuVectors::initTestCase()
{
    QFile file(QStringLiteral(MOA_SHARED_DIR "/data/alpaca/bleu_vectors.json"));
    if (!file.open(QIODevice::ReadOnly))
        QSKIP("The BLEU vectors are not at hand.");
    m_vectors = Json::parse(file.readAll());
    QCOMPARE(m_vectors.at("sentence").size(), size_t{1547});
    QCOMPARE(m_vectors.at("corpus").size(), size_t{24});
}

void TestBleuVectors::sentences_data()
{
    addIndexRows(m_vectors.at("sentence").size());
}

void TestBleuVectors::sentences()
{
    QFETCH(size_t, index);
    const Json &row = m_vectors.at("sentence").at(index);
    const moa::BleuOptions options = optionsOf(row);
    QStringList references;
    for (const Json &id : row.at("refs"))
        references.append(text(id));
    compare(moa::sentenceBleu(text(row.at("hyp")), references, options), row);
    const int count = static_cast<int>(references.size());
    QCOMPARE(moa::bleuSignature(options, count), textOf(row.at("sig")));
    QCOMPARE(moa::bleuSignature(options, count, moa::SignatureStyle::Short),
             textOf(row.at("sig_short")));
}

void TestBleuVectors::corpora_data()
{
    addIndexRows(m_vectors.at("corpus").size());
}

void TestBleuVectors::corpora()
{
    QFETCH(size_t, index);
    const Json &row = m_vectors.at("corpus").at(index);
    const moa::BleuOptions options = optionsOf(row);
    const Json &streams = row.at("ref_streams");
    QList<moa::BleuSegment> segments;
    size_t number = 0;
    for (const Json &id : row.at("hyps")) {
        moa::BleuSegment segment{text(id), {}};
        for (const Json &stream : streams)
            segment.references.append(text(stream.at(number)));
        segments.append(segment);
        ++number;
    }
    compare(moa::corpusBleu(segments, options), row);
    QCOMPARE(moa::bleuSignature(options, static_cast<int>(streams.size())), textOf(row.at("sig")));
}

void TestBleuVectors::tokens_data()
{
    QTest::addColumn<std::string>("tokenizer");
    QTest::addColumn<std::string>("id");
    for (const auto &[tokenizer, texts] : m_vectors.at("tokens").items()) {
        for (const auto &[id, tokens] : texts.items())
            QTest::addRow("%s %s", tokenizer.c_str(), id.c_str()) << tokenizer << id;
    }
}

void TestBleuVectors::tokens()
{
    QFETCH(std::string, tokenizer);
    QFETCH(std::string, id);
    QStringList expected;
    for (const Json &token : m_vectors.at("tokens").at(tokenizer).at(id))
        expected.append(textOf(token));
    QCOMPARE(moa::tokenize(text(id), *moa::tokenizerFromName(textOf(tokenizer))), expected);
}

QTEST_GUILESS_MAIN(TestBleuVectors)
#include "tst_bleuvectors.moc"
