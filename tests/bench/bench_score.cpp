// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/bleu.h"

#include <cstdio>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>

namespace {

struct Row
{
    QString hypothesis;
    QStringList references;
    moa::BleuOptions options;
};

const QString c_vectors = QStringLiteral(MOA_SHARED_DIR "/data/alpaca/bleu_vectors.json");

// The same rows by sacreBLEU, once in a fresh process; prints rows per second.
const QString c_script = QStringLiteral(R"(
import json, sys, time
from sacrebleu.metrics import BLEU
data = json.load(open(sys.argv[1], encoding="utf-8"))
texts = data["texts"]
metrics = {}
rows = []
for row in data["sentence"]:
    key = (row["tok"], row["smooth"], row["smooth_value"], row["eff"], row["lc"], row["max_n"])
    if key not in metrics:
        metrics[key] = BLEU(tokenize=row["tok"], smooth_method=row["smooth"],
                            smooth_value=row["smooth_value"], effective_order=row["eff"],
                            lowercase=row["lc"], max_ngram_order=row["max_n"])
    rows.append((metrics[key], texts[row["hyp"]], [texts[ref] for ref in row["refs"]]))
start = time.perf_counter()
for metric, hypothesis, references in rows:
    metric.sentence_score(hypothesis, references)
print(len(rows) / (time.perf_counter() - start))
)");

QList<Row> readRows()
{
    QFile file(c_vectors);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QJsonObject vectors = QJsonDocument::fromJson(file.readAll()).object();
    const QJsonObject texts = vectors.value(u"texts").toObject();
    const QJsonArray sentences = vectors.value(u"sentence").toArray();
    QList<Row> rows;
    for (const QJsonValue &sentence : sentences) {
        Row row;
        row.hypothesis = texts.value(sentence[u"hyp"].toString()).toString();
        const QJsonArray references = sentence[u"refs"].toArray();
        for (const QJsonValue &reference : references)
            row.references.append(texts.value(reference.toString()).toString());
        row.options.tokenizer = *moa::tokenizerFromName(sentence[u"tok"].toString());
        row.options.smoothing = *moa::smoothingFromName(sentence[u"smooth"].toString());
        if (!sentence[u"smooth_value"].isNull())
            row.options.smoothValue = sentence[u"smooth_value"].toDouble();
        row.options.effectiveOrder = sentence[u"eff"].toBool();
        row.options.lowercase = sentence[u"lc"].toBool();
        row.options.maxOrder = sentence[u"max_n"].toInt();
        rows.append(row);
    }
    return rows;
}

qint64 byteCount(const QList<Row> &rows)
{
    qint64 bytes = 0;
    for (const Row &row : rows) {
        bytes += row.hypothesis.toUtf8().size();
        for (const QString &reference : row.references)
            bytes += reference.toUtf8().size();
    }
    return bytes;
}

double scoreAll(const QList<Row> &rows)
{
    double sum = 0;
    for (const Row &row : rows)
        sum += moa::sentenceBleu(row.hypothesis, row.references, row.options).score;
    return sum;
}

} // namespace

int main()
{
    const QList<Row> rows = readRows();
    if (rows.isEmpty()) {
        std::puts("The BLEU vectors are not at hand.");
        return 1;
    }

    double sum = scoreAll(rows); // warms the tables of character classes up
    int passes = 0;
    QElapsedTimer timer;
    timer.start();
    do {
        sum += scoreAll(rows);
        ++passes;
    } while (timer.elapsed() < 2000);
    const double seconds = static_cast<double>(timer.nsecsElapsed()) / 1e9;
    const double perPass = seconds / passes;
    const double rate = static_cast<double>(rows.size()) / perPass;
    std::printf("sentence BLEU, one thread: %.0f rows/s, %.1f MB/s of UTF-8 (%d passes over %lld "
                "rows, mean score %.3f)\n",
                rate, static_cast<double>(byteCount(rows)) / 1e6 / perPass, passes,
                static_cast<long long>(rows.size()),
                sum / (passes + 1) / static_cast<double>(rows.size()));

    QProcess python;
    python.start(QStringLiteral("python3"), {QStringLiteral("-c"), c_script, c_vectors});
    const bool finished = python.waitForFinished(-1);
    if (!finished || python.exitStatus() != QProcess::NormalExit || python.exitCode() != 0) {
        std::puts("sacreBLEU is not at hand: no comparison.");
        return 0;
    }
    const double theirs = python.readAllStandardOutput().trimmed().toDouble();
    std::printf("sacreBLEU, one pass in a fresh process: %.0f rows/s; ours is %.0f times as fast\n",
                theirs, rate / theirs);
    return 0;
}
