// SPDX-License-Identifier: GPL-3.0-or-later

// How fast tokens are counted: in MB of UTF-8 a second for prose, code and lines without a space,
// beside npm tiktoken (WASM) on the same texts; whether the time grows with the length of such a
// line and no faster; and how long the first use of a vocabulary takes. What misses its limit makes
// the program fail.
//
// For tiktoken: "npm ci" in tests/bench/tiktoken, and node in the PATH or named by MOA_BENCH_NODE.

#include "benchtexts.h"
#include "metrics/tokencount.h"
#include "metrics/tokenencoding.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTextStream>

using namespace moa;

namespace {

constexpr double wantedRatio = 10;
constexpr int tiktokenSeconds = 2; ///< for a text, at least once
constexpr int patienceMs = 30'000;

struct Measured
{
    qint64 tokens = 0;
    double ms = 0;
};

struct Tiktoken
{
    QString node;
    QString script;

    [[nodiscard]] bool isThere() const { return !node.isEmpty(); }
};

Tiktoken findTiktoken()
{
    const QString folder = QStringLiteral(MOA_SOURCE_DIR "/tests/bench/tiktoken/");
    QString node = qEnvironmentVariable("MOA_BENCH_NODE");
    if (node.isEmpty())
        node = QStandardPaths::findExecutable(QStringLiteral("node"));
    if (node.isEmpty())
        std::printf("node is not installed: no comparison with tiktoken\n");
    else if (!QFile::exists(folder + QStringLiteral("node_modules/tiktoken")))
        std::printf(
            "tiktoken is not installed, run npm ci in tests/bench/tiktoken: no comparison\n");
    else
        return {node, folder + QStringLiteral("measure.mjs")};
    return {};
}

/// Nothing if it takes more than patienceMs, or does not manage the text at all.
std::optional<Measured> measureTiktoken(const Tiktoken &tiktoken, const QString &text,
                                        TokenEncoding encoding)
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("text")));
    if (!file.open(QIODevice::WriteOnly))
        qFatal("no room for a text");
    file.write(text.toUtf8());
    file.close();
    QProcess process;
    process.start(tiktoken.node,
                  {tiktoken.script, tokenEncodingName(encoding), QString::number(tiktokenSeconds),
                   file.fileName()});
    if (!process.waitForFinished(patienceMs)) {
        process.kill();
        process.waitForFinished();
        return std::nullopt;
    }
    Measured result;
    QTextStream output(process.readAllStandardOutput());
    output >> result.tokens >> result.ms;
    return result.ms > 0 ? std::optional(result) : std::nullopt;
}

Measured measure(const QString &text, TokenEncoding encoding)
{
    constexpr qint64 enoughMs = 500;
    constexpr int fewestRounds = 15; // the machine may be busy with other things
    Measured result{0, std::numeric_limits<double>::infinity()};
    int rounds = 0;
    QElapsedTimer total;
    total.start();
    do {
        QElapsedTimer timer;
        timer.start();
        result.tokens = countTokens(text, encoding);
        result.ms = std::min(result.ms, static_cast<double>(timer.nsecsElapsed()) / 1e6);
    } while (++rounds < fewestRounds || total.elapsed() < enoughMs);
    return result;
}

bool compare(const char *what, const QString &text, TokenEncoding encoding,
             const Tiktoken &tiktoken)
{
    const double megabytes = static_cast<double>(text.toUtf8().size()) / 1e6;
    const Measured own = measure(text, encoding);
    const auto speed = [megabytes](double ms) { return megabytes / ms * 1e3; };
    std::printf("%-28s %8lld tokens %8.1f MB/s", what, own.tokens, speed(own.ms));
    if (!tiktoken.isThere()) {
        std::printf("\n");
        return true;
    }
    const std::optional<Measured> theirs = measureTiktoken(tiktoken, text, encoding);
    if (!theirs) {
        std::printf("   tiktoken fails, or not in %d s\n", patienceMs / 1000);
        return true;
    }
    const double ratio = theirs->ms / own.ms;
    const bool isSame = theirs->tokens == own.tokens;
    std::printf("   tiktoken %6.2f MB/s   %7.1f times as fast (at least %.0f)%s%s\n",
                speed(theirs->ms), ratio, wantedRatio, ratio >= wantedRatio ? "" : "  MISSED",
                isSame ? "" : "  OTHER COUNT");
    std::fflush(stdout);
    return ratio >= wantedRatio && isSame;
}

/// Times at a quarter, half and all of a text.
bool grows(const char *what, const QString &text, TokenEncoding encoding)
{
    constexpr double limit = 6; ///< 4 if it is linear, 16 if it is quadratic
    std::array<double, 3> times{};
    for (size_t step = 0; step < times.size(); ++step)
        times.at(step) = measure(text.first(text.size() / 4 << step), encoding).ms;
    const bool good = times[2] / times[0] <= limit;
    std::printf("%-28s %.2f, %.2f, %.2f ms at 0.25, 0.5, 1 MB: %.1f times (at most %.0f)%s\n", what,
                times[0], times[1], times[2], times[2] / times[0], limit, good ? "" : "  MISSED");
    std::fflush(stdout);
    return good;
}

} // namespace

int main()
{
    constexpr qsizetype megabyte = 1'000'000;
    const Tiktoken tiktoken = findTiktoken();
    bool good = true;
    for (const TokenEncoding encoding : {TokenEncoding::O200k, TokenEncoding::Cl100k}) {
        QElapsedTimer timer;
        timer.start();
        const qint64 tokens = countTokens(u"first use", encoding);
        std::printf("%s: %lld tokens in %.1f ms on its first use\n",
                    qPrintable(tokenEncodingName(encoding)), tokens,
                    static_cast<double>(timer.nsecsElapsed()) / 1e6);

        const QString letters = randomLetters(megabyte);
        const QString sameLetter(megabyte, u'a');
        good &= compare("English", englishText(megabyte), encoding, tiktoken);
        good &= compare("English, unknown words", madeUpWords(megabyte), encoding, tiktoken);
        good &= compare("Chinese", chineseText(megabyte / 3), encoding, tiktoken);
        good &= compare("Korean", koreanText(megabyte / 5 * 2), encoding, tiktoken);
        good &= compare("code", codeText(megabyte), encoding, tiktoken);
        // What tiktoken needs for a line without a space grows with the square of its length.
        good &=
            compare("50 kB of random letters", letters.first(megabyte / 20), encoding, tiktoken);
        good &= compare("50 kB of one letter", sameLetter.first(megabyte / 20), encoding, tiktoken);
        good &= compare("1 MB of random letters", letters, encoding, tiktoken);
        good &= compare("1 MB of one letter", sameLetter, encoding, tiktoken);
        good &= grows("random letters", letters, encoding);
        good &= grows("one letter", sameLetter, encoding);
    }
    return good ? 0 : 1;
}
