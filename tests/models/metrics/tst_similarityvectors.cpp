// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/bleu.h"
#include "metrics/levenshtein.h"
#include "metrics/spearman.h"
#include "metrics/tfidf.h"

#include <cmath>
#include <nlohmann/json.hpp>
#include <QFile>
#include <QTest>

using Json = nlohmann::json;

/** Real answers: BLEU by sacreBLEU, TF-IDF by scikit-learn, the rest by python-Levenshtein and
 * SciPy. */
class TestSimilarityVectors : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void measuresOfAnswers_data() { addSamples(true); }
    void measuresOfAnswers();
    void correlationWithPreference_data() { addSamples(false); }
    void correlationWithPreference();
    void meanCorrelations();

private:
    void addSamples(bool withTexts) const;

    Json m_vectors;
};

namespace {

QString textOf(const Json &value)
{
    return QString::fromStdString(value.get<std::string>());
}

QList<double> numbersOf(const Json &list)
{
    return QList<double>(list.begin(), list.end());
}

bool areClose(const QList<double> &numbers, const Json &expected)
{
    return std::equal(
        numbers.begin(), numbers.end(), expected.begin(), expected.end(),
        [](double a, const Json &b) { return std::abs(a - b.get<double>()) <= 1e-9; });
}

} // namespace

void TestSimilarityVectors::initTestCase()
{
    QFile file(QStringLiteral(MOA_SHARED_DIR "/data/alpaca/similarity_vectors.json"));
    if (!file.open(QIODevice::ReadOnly))
        QSKIP("The vectors of similarity are not at hand.");
    m_vectors = Json::parse(file.readAll().toStdString());
}

void TestSimilarityVectors::addSamples(bool withTexts) const
{
    QTest::addColumn<size_t>("index");
    const Json &samples = m_vectors.at("samples");
    for (size_t index = 0; index < samples.size(); ++index) {
        if (!withTexts || samples.at(index).contains("docs"))
            QTest::addRow("sample %zu", index) << index;
    }
}

void TestSimilarityVectors::measuresOfAnswers()
{
    QFETCH(size_t, index);
    const Json &sample = m_vectors.at("samples").at(index);
    const QString final = textOf(sample.at("final_text"));
    QStringList answers;
    for (const Json &answer : sample.at("docs"))
        answers.append(textOf(answer));

    QVERIFY(areClose(moa::tfIdfCosines(final, answers), sample.at("tfidf_cosine")));
    for (const auto &[order, name] : {std::pair{3, "bleu3"}, {4, "bleu4"}, {5, "bleu5"}}) {
        QList<double> scores;
        for (const QString &answer : answers) {
            scores.append(
                moa::sentenceBleu(answer, {final}, moa::BleuOptions::overlap(order)).score);
        }
        QVERIFY2(areClose(scores, sample.at(name)), name);
    }
    QList<double> ratios;
    QList<double> edits;
    QList<double> normalized;
    for (const QString &answer : answers) {
        ratios.append(moa::levenshteinRatio(answer, final).value());
        const moa::LevenshteinDistance distance = moa::levenshteinDistance(answer, final).value();
        edits.append(static_cast<double>(distance.edits));
        normalized.append(distance.normalized);
    }
    QVERIFY(areClose(ratios, sample.at("lev_ratio")));
    QVERIFY(areClose(edits, sample.at("lev_distance")));
    QVERIFY(areClose(normalized, sample.at("lev_normalized")));
}

void TestSimilarityVectors::correlationWithPreference()
{
    QFETCH(size_t, index);
    const Json &sample = m_vectors.at("samples").at(index);
    const QList<double> preference = numbersOf(sample.at("preference"));
    for (const char *name : {"bleu3", "bleu4", "bleu5", "tfidf_cosine", "lev_ratio"}) {
        const std::optional<double> rho = moa::spearmanRho(numbersOf(sample.at(name)), preference);
        const Json &expected = sample.at(std::string("rho_") + name);
        QCOMPARE(rho.has_value(), !expected.is_null());
        if (rho)
            QVERIFY2(std::abs(*rho - expected.get<double>()) <= 1e-9, name);
    }
}

void TestSimilarityVectors::meanCorrelations()
{
    for (const auto &[name, expected] : m_vectors.at("mean_rho").items()) {
        double sum = 0;
        int count = 0;
        for (const Json &sample : m_vectors.at("samples")) {
            if (const auto rho = moa::spearmanRho(numbersOf(sample.at(name)),
                                                  numbersOf(sample.at("preference")))) {
                sum += *rho;
                ++count;
            }
        }
        QVERIFY2(std::abs(sum / count - expected.get<double>()) <= 1e-9, name.c_str());
    }
}

QTEST_GUILESS_MAIN(TestSimilarityVectors)
#include "tst_similarityvectors.moc"
