// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/worddiff.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <vector>

using moa::DiffPart;
using moa::WordDiff;

namespace {

struct TextPair
{
    QString before;
    QString after;
};

/// Prints a figure beside what it may be at most; false if it is more.
bool report(const char *what, double value, double limit, const char *unit)
{
    const bool good = value <= limit;
    std::printf("%-58s %9.3f %s (at most %.3f)%s\n", what, value, unit, limit,
                good ? "" : "  MISSED");
    return good;
}

double median(std::vector<double> values)
{
    const auto middle = values.begin() + static_cast<qsizetype>(values.size()) / 2;
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

/// Of so many runs, in ms.
template <typename Function>
double medianTime(int runs, const Function &function)
{
    std::vector<double> times;
    for (int run = 0; run < runs; ++run) {
        QElapsedTimer timer;
        timer.start();
        function();
        times.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
    }
    return median(std::move(times));
}

qsizetype wordCount(QStringView text)
{
    qsizetype count = 0;
    bool inWord = false;
    for (const QChar unit : text) {
        const bool space = unit.isSpace();
        count += !space && !inWord ? 1 : 0;
        inWord = !space;
    }
    return count;
}

/// Whitespace-separated words of the old text that lie wholly in equal parts.
qsizetype commonWords(const WordDiff &diff, QStringView before)
{
    std::vector<bool> isEqual(static_cast<size_t>(before.size()));
    for (const DiffPart &part : diff) {
        if (part.kind == DiffPart::Kind::Equal)
            std::fill_n(isEqual.begin() + part.before.start, part.before.size, true);
    }
    qsizetype count = 0;
    bool inWord = false;
    bool whole = false;
    for (qsizetype at = 0; at < before.size(); ++at) {
        if (before[at].isSpace()) {
            count += inWord && whole ? 1 : 0;
            inWord = false;
        } else {
            whole = (whole || !inWord) && isEqual[static_cast<size_t>(at)];
            inWord = true;
        }
    }
    return count + (inWord && whole ? 1 : 0);
}

/// The two answers to one instruction that are nearest to 2,000 characters each.
TextPair realAnswers()
{
    QFile file(QStringLiteral(MOA_SHARED_DIR "/data/alpaca/answers.json"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    TextPair best;
    qsizetype bestDistance = 0;
    const QJsonArray items = QJsonDocument::fromJson(file.readAll()).object()[u"items"].toArray();
    for (const QJsonValue &item : items) {
        const QJsonObject outputs = item[u"outputs"].toObject();
        for (auto before = outputs.begin(); before != outputs.end(); ++before) {
            for (auto after = std::next(before); after != outputs.end(); ++after) {
                const TextPair pair{before->toString(), after->toString()};
                const qsizetype distance =
                    std::abs(pair.before.size() - 2000) + std::abs(pair.after.size() - 2000);
                if (best.before.isEmpty() || distance < bestDistance) {
                    best = pair;
                    bestDistance = distance;
                }
            }
        }
    }
    return best;
}

bool benchRealAnswers()
{
    const TextPair pair = realAnswers();
    if (pair.before.isEmpty()) {
        std::puts("The real answers are not at hand.");
        return false;
    }
    WordDiff diff;
    const double time = medianTime(1001, [&] { diff = moa::diffWords(pair.before, pair.after); });
    std::printf("two real answers of %lld and %lld characters: %lld of %lld words in common\n",
                static_cast<long long>(pair.before.size()),
                static_cast<long long>(pair.after.size()),
                static_cast<long long>(commonWords(diff, pair.before)),
                static_cast<long long>(wordCount(pair.before)));
    return report("  word diff, median of 1,001", time, 0.5, "ms");
}

/** Words with the frequencies of a language: the n-th most frequent one comes 1/n as often. */
class WordSource
{
public:
    WordSource()
    {
        constexpr int vocabulary = 20000;
        const QString vowels = QStringLiteral("aeiou");
        const QString consonants = QStringLiteral("bcdfghklmnprstvw");
        double sum = 0;
        for (int rank = 1; rank <= vocabulary; ++rank) {
            QString word;
            for (int left = 1 + m_random.bounded(rank < 200 ? 2 : 5); left > 0; --left) {
                word += consonants[m_random.bounded(static_cast<int>(consonants.size()))];
                word += vowels[m_random.bounded(static_cast<int>(vowels.size()))];
                if (m_random.bounded(2) == 0)
                    word += consonants[m_random.bounded(static_cast<int>(consonants.size()))];
            }
            m_words.append(word);
            sum += 1.0 / rank;
            m_sums.push_back(sum);
        }
    }

    [[nodiscard]] int below(int limit) { return m_random.bounded(limit); }

    [[nodiscard]] QString next()
    {
        const double wanted = m_random.generateDouble() * m_sums.back();
        const auto found = std::lower_bound(m_sums.begin(), m_sums.end() - 1, wanted);
        QString word = m_words[found - m_sums.begin()];
        if (m_random.bounded(12) == 0)
            word += m_random.bounded(2) == 0 ? u',' : u'.';
        return word;
    }

private:
    QRandomGenerator m_random{20240607};
    QStringList m_words;
    std::vector<double> m_sums;
};

void appendWord(QString &text, const QString &word, bool endsLine)
{
    text += word;
    text += endsLine ? u'\n' : u' ';
}

/// Two texts of 150,000 words in lines of about twelve: a third of the words is replaced, deleted
/// or gets another one beside it.
TextPair generatedTexts()
{
    WordSource source;
    TextPair pair;
    for (int word = 0; word < 150000; ++word) {
        const QString text = source.next();
        const bool endsLine = source.below(12) == 0;
        appendWord(pair.before, text, endsLine);
        switch (source.below(9)) {
        case 0:
            appendWord(pair.after, source.next(), endsLine);
            break;
        case 1:
            if (endsLine)
                pair.after += u'\n';
            break;
        case 2:
            appendWord(pair.after, text, false);
            appendWord(pair.after, source.next(), endsLine);
            break;
        default:
            appendWord(pair.after, text, endsLine);
        }
    }
    return pair;
}

bool writeFile(const QString &path, const QString &text)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(text.toUtf8()) > 0;
}

struct GitDiff
{
    bool ran = false;
    double time = 0; ///< ms, median
    qsizetype commonWords = 0;
};

GitDiff diffByGit(const TextPair &pair)
{
    QTemporaryDir directory;
    const QString before = directory.filePath(QStringLiteral("before"));
    const QString after = directory.filePath(QStringLiteral("after"));
    if (!writeFile(before, pair.before) || !writeFile(after, pair.after))
        return {};
    GitDiff result;
    QByteArray output;
    const auto run = [&] {
        QProcess git;
        git.start(QStringLiteral("git"),
                  {QStringLiteral("diff"), QStringLiteral("--no-index"),
                   QStringLiteral("--word-diff=porcelain"), before, after});
        // It says by 1 that the files differ.
        result.ran = git.waitForStarted() && git.waitForFinished(-1)
            && git.exitStatus() == QProcess::NormalExit && git.exitCode() == 1;
        output = git.readAllStandardOutput();
    };
    result.time = medianTime(11, run);
    const QString lines = QString::fromUtf8(output);
    for (const QStringView line : QStringView(lines).split(u'\n')) {
        if (line.startsWith(u' '))
            result.commonWords += wordCount(line);
    }
    return result;
}

bool benchLargeTexts()
{
    const TextPair pair = generatedTexts();
    WordDiff diff;
    const double time = medianTime(15, [&] { diff = moa::diffWords(pair.before, pair.after); });
    const qsizetype common = commonWords(diff, pair.before);
    std::printf("two texts of %.2f and %.2f MB, %lld and %lld words, a third of them touched\n",
                static_cast<double>(pair.before.size()) / 1e6,
                static_cast<double>(pair.after.size()) / 1e6,
                static_cast<long long>(wordCount(pair.before)),
                static_cast<long long>(wordCount(pair.after)));
    bool good = report("  word diff, median of 15", time, 100, "ms");

    const GitDiff git = diffByGit(pair);
    if (!git.ran) {
        std::puts("  git is not at hand: no comparison.");
        return good;
    }
    std::printf("  git diff --word-diff=porcelain, median of 11: %.1f ms\n", git.time);
    good = report("  our time by git's", time / git.time, 2, "times") && good;
    const bool enough = common >= git.commonWords;
    std::printf("%-58s %9lld (at least git's %lld)%s\n", "  common words",
                static_cast<long long>(common), static_cast<long long>(git.commonWords),
                enough ? "" : "  MISSED");
    return good && enough;
}

} // namespace

int main()
{
    bool good = benchRealAnswers();
    good = benchLargeTexts() && good;
    return good ? 0 : 1;
}
