// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/preference.h"

#include "metrics/bleu.h"
#include "metrics/chrf.h"
#include "metrics/levenshtein.h"
#include "metrics/spearman.h"
#include "metrics/tfidf.h"

#include <limits>
#include <QCoreApplication>

namespace moa {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("moa", text);
}

double bleu(const QString &text, const QString &finalText, int maxOrder)
{
    BleuOptions options = BleuOptions::overlap();
    options.maxOrder = maxOrder;
    return sentenceBleu(text, {finalText}, options).score;
}

double similarity(PreferenceMeasure measure, const QString &text, const QString &finalText)
{
    switch (measure) {
    case PreferenceMeasure::Bleu3:
        return bleu(text, finalText, 3);
    case PreferenceMeasure::Bleu4:
        return bleu(text, finalText, 4);
    case PreferenceMeasure::Bleu5:
        return bleu(text, finalText, 5);
    case PreferenceMeasure::Chrf:
        return sentenceChrf(text, {finalText}, {}) / 100.0;
    case PreferenceMeasure::Levenshtein:
        return levenshteinRatio(text, finalText).value_or(std::numeric_limits<double>::quiet_NaN());
    case PreferenceMeasure::TfIdf: // of all texts at once
        break;
    }
    Q_UNREACHABLE();
}

} // namespace

QList<PreferenceMeasure> preferenceMeasures()
{
    return {PreferenceMeasure::Bleu3, PreferenceMeasure::Bleu4, PreferenceMeasure::Bleu5,
            PreferenceMeasure::Chrf,  PreferenceMeasure::TfIdf, PreferenceMeasure::Levenshtein};
}

QString measureName(PreferenceMeasure measure)
{
    switch (measure) {
    case PreferenceMeasure::Bleu3:
        return tr("BLEU, up to 3-grams");
    case PreferenceMeasure::Bleu4:
        return tr("BLEU, up to 4-grams");
    case PreferenceMeasure::Bleu5:
        return tr("BLEU, up to 5-grams");
    case PreferenceMeasure::Chrf:
        return tr("chrF");
    case PreferenceMeasure::TfIdf:
        return tr("TF-IDF cosine");
    case PreferenceMeasure::Levenshtein:
        return tr("Levenshtein ratio");
    }
    Q_UNREACHABLE();
}

FinalSimilarities similaritiesToFinal(const RunRecord &record, const QList<ResponseId> &ids)
{
    FinalSimilarities result;
    if (!record.final)
        return result;
    QStringList texts;
    for (const ResponseId &id : ids) {
        const Response *response = record.response(id);
        if (!response || !isAnswer(response->state) || id == record.final)
            continue;
        result.responses.append(id);
        texts.append(response->text);
    }
    for (const PreferenceMeasure measure : preferenceMeasures()) {
        QList<double> values;
        if (measure == PreferenceMeasure::TfIdf) {
            values = tfIdfCosines(record.finalText, texts);
        } else {
            for (const QString &text : std::as_const(texts))
                values.append(similarity(measure, text, record.finalText));
        }
        result.values.append(values);
    }
    return result;
}

QList<PreferenceCorrelation> correlate(const FinalSimilarities &similarities,
                                       const Judgement &judgement)
{
    QList<PreferenceCorrelation> result;
    const QList<PreferenceMeasure> measures = preferenceMeasures();
    for (qsizetype place = 0; place < measures.size(); ++place) {
        QList<double> stars;
        QList<double> alike;
        for (qsizetype row = 0; row < similarities.responses.size(); ++row) {
            if (const std::optional<int> rating =
                    judgement.rating(similarities.responses.at(row))) {
                stars.append(*rating);
                alike.append(similarities.values.at(place).at(row));
            }
        }
        result.append(
            {measures.at(place), spearmanRho(stars, alike), static_cast<int>(stars.size())});
    }
    return result;
}

} // namespace moa
