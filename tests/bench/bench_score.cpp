// SPDX-License-Identifier: GPL-3.0-or-later
#include "generatedanswers.h"
#include "metrics/bleu.h"

#include <cstdio>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QProcessEnvironment>

namespace {

struct Row
{
    QString hypothesis;
    QStringList references;
    moa::BleuOptions options;
};

// The same rows by sacreBLEU, in a fresh process and once, since it keeps what it has cut into
// words; prints rows per second and the mean score.
const QString c_script = QStringLiteral(R"(
import json, sys, time
from sacrebleu.metrics import BLEU
metrics = {}
rows = []
for row in json.loads(sys.stdin.buffer.read().decode("utf-8", "surrogatepass")):
    key = (row["tok"], row["smooth"], row["smooth_value"], row["eff"], row["lc"], row["max_n"])
    if key not in metrics:
        metrics[key] = BLEU(tokenize=row["tok"], smooth_method=row["smooth"],
                            smooth_value=row["smooth_value"], effective_order=row["eff"],
                            lowercase=row["lc"], max_ngram_order=row["max_n"])
    rows.append((metrics[key], row["hyp"], row["refs"]))
total = 0
start = time.perf_counter()
for metric, hypothesis, references in rows:
    total += metric.sentence_score(hypothesis, references).score
seconds = time.perf_counter() - start
print(len(rows) / seconds, total / len(rows))
)");

QList<Row> generatedRows()
{
    constexpr qsizetype count = 2000;
    const QStringList answers = moa::generatedAnswers(2 * count, 200);
    QList<Row> rows;
    for (qsizetype row = 0; row < count; ++row)
        rows.append({answers.at(2 * row), {answers.at(2 * row + 1)}, moa::BleuOptions::overlap()});
    return rows;
}

QList<Row> vectorRows()
{
    QFile file(QStringLiteral(MOA_SHARED_DIR "/data/alpaca/bleu_vectors.json"));
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

QByteArray toJson(const QList<Row> &rows)
{
    QJsonArray list;
    for (const Row &row : rows) {
        const moa::BleuOptions &options = row.options;
        list.append(QJsonObject{
            {QStringLiteral("hyp"), row.hypothesis},
            {QStringLiteral("refs"), QJsonArray::fromStringList(row.references)},
            {QStringLiteral("tok"), moa::tokenizerName(options.tokenizer)},
            {QStringLiteral("smooth"), moa::smoothingName(options.smoothing)},
            {QStringLiteral("smooth_value"),
             options.smoothValue ? QJsonValue(*options.smoothValue) : QJsonValue()},
            {QStringLiteral("eff"), options.effectiveOrder},
            {QStringLiteral("lc"), options.lowercase},
            {QStringLiteral("max_n"), options.maxOrder},
        });
    }
    return QJsonDocument(list).toJson(QJsonDocument::Compact);
}

double scoreAll(const QList<Row> &rows)
{
    double sum = 0;
    for (const Row &row : rows)
        sum += moa::sentenceBleu(row.hypothesis, row.references, row.options).score;
    return sum;
}

// Rows per second.
double reportOurs(const char *name, const QList<Row> &rows)
{
    double sum = scoreAll(rows); // warms the tables of character classes up
    int passes = 0;
    QElapsedTimer timer;
    timer.start();
    do {
        sum += scoreAll(rows);
        ++passes;
    } while (timer.elapsed() < 2000);
    const double perPass = static_cast<double>(timer.nsecsElapsed()) / 1e9 / passes;
    const auto count = static_cast<double>(rows.size());
    std::printf("%s: sentence BLEU, one thread: %.0f rows/s, %.1f MB/s of UTF-8 (%d passes over "
                "%lld rows, mean score %.3f)\n",
                name, count / perPass, static_cast<double>(byteCount(rows)) / 1e6 / perPass, passes,
                static_cast<long long>(rows.size()), sum / (passes + 1) / count);
    return count / perPass;
}

// MOA_SACREBLEU names a folder that holds the package if Python does not find it by itself.
void reportTheirs(const char *name, const QList<Row> &rows, double ourRate)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    if (const QString folder = environment.value(QStringLiteral("MOA_SACREBLEU"));
        !folder.isEmpty())
        environment.insert(QStringLiteral("PYTHONPATH"), folder);
    QProcess python;
    python.setProcessEnvironment(environment);
    python.start(QStringLiteral("python3"), {QStringLiteral("-c"), c_script});
    python.write(toJson(rows));
    python.closeWriteChannel();
    const bool finished = python.waitForFinished(-1);
    if (!finished || python.exitStatus() != QProcess::NormalExit || python.exitCode() != 0) {
        std::printf("%s: sacreBLEU is not at hand, no comparison\n", name);
        return;
    }
    const QList<QByteArray> figures = python.readAllStandardOutput().trimmed().split(' ');
    const double theirRate = figures.value(0).toDouble();
    std::printf("%s: sacreBLEU: %.0f rows/s (mean score %.3f); ours is %.0f times as fast (limit "
                "50)\n",
                name, theirRate, figures.value(1).toDouble(), ourRate / theirRate);
}

void report(const char *name, const QList<Row> &rows)
{
    const double rate = reportOurs(name, rows);
    reportTheirs(name, rows, rate);
}

} // namespace

int main()
{
    report("answers of 200 words", generatedRows());
    const QList<Row> vectors = vectorRows();
    if (vectors.isEmpty())
        std::puts("The BLEU vectors are not at hand.");
    else
        report("the test vectors", vectors);
    return 0;
}
