// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/bytepairencoding.h"
#include "metrics/tokencount.h"

#include <array>
#include <nlohmann/json.hpp>
#include <QFile>
#include <QRandomGenerator>
#include <QStringDecoder>
#include <QTest>
#include <thread>

using moa::BytePairEncoding;
using moa::TokenEncoding;
using Json = nlohmann::json;

class TestBytePairEncoding : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knownTextsHaveTheirIds_data();
    void knownTextsHaveTheirIds();
    void publishedVectorsAreMatched_data();
    void publishedVectorsAreMatched();
    void loneSurrogateIsTheReplacementCharacter();
    void idsStandForTheTextsBytes_data();
    void idsStandForTheTextsBytes();
    void mergesAreThoseOfThePlainRule();
    void numbersThatAreNoTokensHaveNoBytes();
    void longLineWithoutSpacesIsEncoded_data();
    void longLineWithoutSpacesIsEncoded();
    void threadsMayCountAtOnce();
};

namespace {

constexpr std::array bothEncodings{TokenEncoding::O200k, TokenEncoding::Cl100k};

/// Unlike QString::fromUtf8(), and QJsonDocument, with a byte order mark at the start.
QString decoded(const std::string &utf8)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::ConvertInitialBom);
    return decoder.decode(QByteArrayView(utf8.data(), static_cast<qsizetype>(utf8.size())));
}

/// Of letters, marks, digits and signs of many scripts, with halves of pairs among them.
QString randomText(QRandomGenerator &random, qsizetype characters)
{
    constexpr std::array<std::array<char32_t, 2>, 17> ranges{{{0x20, 0x7F},
                                                              {0x20, 0x7F},
                                                              {0x20, 0x7F},
                                                              {0x09, 0x0E},
                                                              {0x20, 0x30},
                                                              {0xA0, 0x250},
                                                              {0x300, 0x400},
                                                              {0x400, 0x530},
                                                              {0x590, 0x700},
                                                              {0x900, 0xE80},
                                                              {0x1E00, 0x2100},
                                                              {0x2100, 0x2C00},
                                                              {0x3000, 0x3100},
                                                              {0x4E00, 0x5200},
                                                              {0xAC00, 0xAE00},
                                                              {0x1D400, 0x1D800},
                                                              {0x1F300, 0x1F700}}};
    QString text;
    while (text.size() < characters) {
        const auto &[first, last] = ranges.at(random.bounded(static_cast<quint32>(ranges.size())));
        for (quint32 run = random.bounded(1U, 9U); run > 0; --run)
            text += QChar::fromUcs4(random.bounded(first, last));
    }
    return text;
}

/// The merge rule as it is written down, without a thought for time.
QList<QByteArray> mergedPlainly(const QByteArray &piece, const BytePairEncoding &encoding)
{
    static const QHash<QByteArray, int> ranks = [&] {
        QHash<QByteArray, int> result;
        for (int id = 0; id < 199'998; ++id)
            result.insert(encoding.bytes({id}), id);
        return result;
    }();
    QList<QByteArray> parts;
    for (const char byte : piece)
        parts.append(QByteArray(1, byte));
    while (true) {
        qsizetype best = -1;
        int bestRank = std::numeric_limits<int>::max();
        for (qsizetype at = 0; at + 1 < parts.size(); ++at) {
            const int rank = ranks.value(parts.at(at) + parts.at(at + 1), bestRank);
            if (rank < bestRank) {
                best = at;
                bestRank = rank;
            }
        }
        if (best < 0)
            return parts;
        parts[best] += parts.takeAt(best + 1);
    }
}

} // namespace

void TestBytePairEncoding::knownTextsHaveTheirIds_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QList<int>>("o200k");
    QTest::addColumn<QList<int>>("cl100k");
    QTest::newRow("nothing") << u""_qs << QList<int>{} << QList<int>{};
    QTest::newRow("words") << u"Twelve boats, three of them leaking."_qs
                           << QList<int>{51, 155798, 48347, 11, 3407, 328, 1373, 92762, 13}
                           << QList<int>{23662, 21903, 32731, 11, 2380, 315, 1124, 52929, 13};
    QTest::newRow("contractions") << u"They'LL say we've won; it's Sam'S 'd"_qs
                                  << QList<int>{12280, 6,    7454, 2891,  24716, 3313,
                                                26,    4275, 8726, 31233, 461,   67}
                                  << QList<int>{7009, 6,   4178, 2019, 584,   3077, 2834,
                                                26,   433, 596,  8388, 13575, 364,  67};
    QTest::newRow("contraction with a long s")
        << u"it'ſ so"_qs << QList<int>{278, 6, 70067, 813} << QList<int>{275, 6, 129, 123, 779};
    QTest::newRow("digits") << u"in 1234567 or 12, 3"_qs
                            << QList<int>{258, 220, 7633, 19354, 22, 503, 220, 899, 11, 220, 18}
                            << QList<int>{258, 220, 4513, 10961, 22, 477, 220, 717, 11, 220, 18};
    QTest::newRow("digits of other scripts")
        << u"١٢٣٤ １２３４ Ⅷ½"_qs
        << QList<int>{46600, 53184, 81473, 98713, 220, 101137, 18980, 26248, 220, 25371, 100, 27124}
        << QList<int>{149,   94,    149,   95,    149, 96,    149, 97,   220,
                      20713, 25963, 34617, 46702, 220, 71567, 100, 27154};
    QTest::newRow("spaces") << u"a   b \t c  \n\n  d \r\n e  "_qs
                            << QList<int>{64, 256, 287, 14593, 274, 11691, 220, 272, 4568, 319, 256}
                            << QList<int>{64, 256, 293, 7163, 272, 19124, 220, 294, 2591, 384, 256};
    QTest::newRow("special tokens are text")
        << u"<|endoftext|><|endofprompt|>"_qs
        << QList<int>{27, 91, 419, 1440, 919, 91, 3784, 91, 419, 1440, 82467, 91, 29}
        << QList<int>{27, 91, 8862, 728, 428, 91, 1822, 91, 408, 1073, 41681, 91, 29};
    QTest::newRow("slashes behind punctuation")
        << u"# //\n/x ..\r\n//"_qs << QList<int>{2, 14442, 14, 87, 8548, 24091}
        << QList<int>{2, 6611, 11009, 5354, 319, 322};
    QTest::newRow("capitals") << u"HTTPServerError iPhone McDONALD"_qs
                              << QList<int>{17893, 6444, 2255, 575, 7081, 7935, 134882, 1483, 35}
                              << QList<int>{9412, 39609, 12443, 51353, 715, 984, 35};
    QTest::newRow("capitals behind a mark")
        << u"x\u0301ABC \u0301ABC \u0301abc ,\u0301AB"_qs
        << QList<int>{87, 13430, 44197, 220, 13430, 44197, 220, 13430, 26682, 1366, 13430, 2912}
        << QList<int>{87, 54939, 26484, 220, 54939, 26484, 220, 54939, 13997, 1174, 54939, 1905};
    QTest::newRow("letters without case")
        << u"中ABC ABC中DEF ªB"_qs << QList<int>{1404, 44197, 33047, 1404, 36563, 1322, 103, 33}
        << QList<int>{16325, 26484, 19921, 16325, 13963, 2188, 103, 33};
    QTest::newRow("title case") << u"ǅǆǅ ǅ"_qs
                                << QList<int>{131, 227, 131, 228, 131, 227, 220, 131, 227}
                                << QList<int>{131, 227, 131, 228, 131, 227, 220, 131, 227};
    QTest::newRow("Chinese") << u"混合智能体将多个回答合成。"_qs
                             << QList<int>{85591,  4377,  60319, 7074, 15038,
                                           133048, 89785, 4377,  5543, 788}
                             << QList<int>{85315, 115,   40862, 45114, 118, 27327, 33014, 45163,
                                           43240, 19483, 18904, 29857, 242, 40862, 13153, 1811};
    QTest::newRow("Korean") << u"안녕하세요, 세계"_qs << QList<int>{14307, 171731, 11, 75755}
                            << QList<int>{31495, 230,   75265, 243,   92245,
                                          11,    28867, 116,   22783, 226};
    QTest::newRow("Japanese") << u"ありがとうございました"_qs << QList<int>{113862}
                              << QList<int>{97135, 16995, 79721};
    QTest::newRow("Hindi") << u"नमस्ते दुनिया"_qs << QList<int>{998, 1637, 14681, 628, 64593}
                           << QList<int>{61196, 88344, 79468, 31584, 97,  35470, 15272,
                                         99,    73753, 61196, 43411, 107, 24810};
    QTest::newRow("Arabic") << u"مرحبا بالعالم"_qs << QList<int>{158894, 26537, 101462, 12773}
                            << QList<int>{10386, 11318, 30925, 22071, 5821,
                                          28946, 32482, 24102, 32482, 10386};
    QTest::newRow("emoji") << u"Done 👍🏽 👨\u200D👩\u200D👧"_qs
                           << QList<int>{24537, 160433, 52622, 121,  61138, 101,
                                         2524,  28823,  102,   2524, 28823, 100}
                           << QList<int>{17911, 62904, 235, 9468, 237, 121, 62904, 101, 378,
                                         235,   9468,  239, 102,  378, 235, 9468,  239, 100};
    QTest::newRow("letters outside the basic plane")
        << u"𝔘𝔫𝔦 𠮷野 𐐀𐐨"_qs
        << QList<int>{43120, 242, 246,   43120, 242, 104, 43120, 242, 99,  220, 172, 254,
                      106,   115, 28848, 220,   172, 238, 238,   222, 172, 238, 238, 101}
        << QList<int>{57352, 242,   246, 57352, 242, 104, 57352, 242, 99,  220, 172, 254, 106,
                      115,   13393, 236, 220,   172, 238, 238,   222, 172, 238, 238, 101};
    QTest::newRow("byte order mark")
        << u"\uFEFFa bom\uFEFFhere"_qs << QList<int>{5574, 64, 19208, 5574, 19992}
        << QList<int>{3305, 64, 18665, 3305, 6881};
    QTest::newRow("odd spaces") << u"a\u00A0b\u3000c\u2028d\x85"
                                   u"e\x1c"
                                   u"f"_qs
                                << QList<int>{64, 5310, 65,  1397, 66,  51008,
                                              67, 126,  227, 68,   216, 69}
                                << QList<int>{64, 4194, 65,  23249, 66,  378, 101,
                                              67, 126,  227, 68,    216, 69};
    QTest::newRow("code") << u"if (a) {\n\t\tb();\n\t}\n"_qs
                          << QList<int>{366, 350, 64, 8, 405, 197, 3722, 740, 197, 739}
                          << QList<int>{333, 320, 64, 8, 341, 197, 2282, 545, 197, 534};
}

void TestBytePairEncoding::knownTextsHaveTheirIds()
{
    QFETCH(QString, text);
    QFETCH(QList<int>, o200k);
    QFETCH(QList<int>, cl100k);
    QCOMPARE(BytePairEncoding(TokenEncoding::O200k).ids(text), o200k);
    QCOMPARE(BytePairEncoding(TokenEncoding::Cl100k).ids(text), cl100k);
    QCOMPARE(moa::countTokens(text, TokenEncoding::O200k), o200k.size());
    QCOMPARE(moa::countTokens(text, TokenEncoding::Cl100k), cl100k.size());
}

void TestBytePairEncoding::publishedVectorsAreMatched_data()
{
    QTest::addColumn<TokenEncoding>("encoding");
    QTest::addColumn<QString>("file");
    QTest::newRow("o200k_base") << TokenEncoding::O200k << u"o200k_vectors.json"_qs;
    QTest::newRow("cl100k_base") << TokenEncoding::Cl100k << u"cl100k_vectors.json"_qs;
}

void TestBytePairEncoding::publishedVectorsAreMatched()
{
    QFETCH(TokenEncoding, encoding);
    QFETCH(QString, file);
    QFile vectors(QStringLiteral(MOA_SHARED_DIR "/data/tokens/") + file);
    if (!vectors.open(QIODevice::ReadOnly))
        QSKIP("The token vectors are not at hand.");
    const Json document = Json::parse(vectors.readAll().toStdString());
    const Json &rows = document.at("rows");
    QCOMPARE(rows.size(), 266U);
    const BytePairEncoding subject(encoding);
    for (const Json &row : rows) {
        const QString text = decoded(row.at("text").get<std::string>());
        const QList<int> ids = subject.ids(text);
        const auto expected = row.at("ids").get<std::vector<int>>();
        QVERIFY2(ids == QList<int>(expected.begin(), expected.end()), qPrintable(text));
        QCOMPARE(subject.count(text), row.at("n").get<qint64>());
    }
}

void TestBytePairEncoding::loneSurrogateIsTheReplacementCharacter()
{
    const QChar high = QChar(0xD83D);
    const QChar low = QChar(0xDE42);
    const QString broken = u"a"_qs + low + high + u"b "_qs + high + u" c"_qs + high;
    const QString replaced = u"a\uFFFD\uFFFDb \uFFFD c\uFFFD"_qs;
    for (const TokenEncoding encoding : bothEncodings) {
        const BytePairEncoding subject(encoding);
        QCOMPARE(subject.ids(broken), subject.ids(replaced));
    }
}

void TestBytePairEncoding::idsStandForTheTextsBytes_data()
{
    QTest::addColumn<TokenEncoding>("encoding");
    QTest::newRow("o200k_base") << TokenEncoding::O200k;
    QTest::newRow("cl100k_base") << TokenEncoding::Cl100k;
}

void TestBytePairEncoding::idsStandForTheTextsBytes()
{
    QFETCH(TokenEncoding, encoding);
    const BytePairEncoding subject(encoding);
    QRandomGenerator random(3);
    for (int round = 0; round < 400; ++round) {
        const QString text = randomText(random, 1 + round);
        const QList<int> ids = subject.ids(text);
        QCOMPARE(subject.bytes(ids), text.toUtf8());
        QCOMPARE(subject.count(text), ids.size());
    }
}

void TestBytePairEncoding::mergesAreThoseOfThePlainRule()
{
    const BytePairEncoding subject(TokenEncoding::O200k);
    QRandomGenerator random(5);
    constexpr std::array<QStringView, 4> alphabets{u"aeinorst", u"abcdefgh", u"的一是不了人我在有",
                                                   u"이다는의가을에고하지"};
    for (int round = 0; round < 2000; ++round) {
        const QStringView alphabet = alphabets.at(random.bounded(4U));
        QString word;
        for (quint32 letters = random.bounded(1U, 60U); letters > 0; --letters)
            word += alphabet.at(random.bounded(alphabet.size()));
        QList<QByteArray> parts;
        for (const int id : subject.ids(word))
            parts.append(subject.bytes({id}));
        QCOMPARE(parts, mergedPlainly(word.toUtf8(), subject));
    }
}

void TestBytePairEncoding::numbersThatAreNoTokensHaveNoBytes()
{
    for (const TokenEncoding encoding : bothEncodings)
        QCOMPARE(BytePairEncoding(encoding).bytes({-1, 199'998, 200'018}), QByteArray());
}

void TestBytePairEncoding::longLineWithoutSpacesIsEncoded_data()
{
    QTest::addColumn<QString>("unit");
    QTest::newRow("one letter") << u"a"_qs;
    QTest::newRow("a word") << u"abcdefghij"_qs;
    QTest::newRow("one capital") << u"Z"_qs;
    QTest::newRow("one sign") << u"-"_qs;
    QTest::newRow("spaces") << u" "_qs;
    QTest::newRow("Chinese") << u"混合智能体"_qs;
    QTest::newRow("outside the basic plane") << u"𠮷"_qs;
}

void TestBytePairEncoding::longLineWithoutSpacesIsEncoded()
{
    QFETCH(QString, unit);
    const QString text = unit.repeated(1'000'000 / unit.toUtf8().size());
    for (const TokenEncoding encoding : bothEncodings) {
        const BytePairEncoding subject(encoding);
        QCOMPARE(subject.bytes(subject.ids(text)), text.toUtf8());
    }
}

void TestBytePairEncoding::threadsMayCountAtOnce()
{
    std::array<qint64, 4> counts{};
    std::vector<std::jthread> threads;
    for (qint64 &count : counts) {
        threads.emplace_back([&count] {
            for (const TokenEncoding encoding : bothEncodings)
                count += moa::countTokens(u"Before noon, three boats were leaking.", encoding);
        });
    }
    threads.clear();
    QCOMPARE(counts, (std::array<qint64, 4>{16, 16, 16, 16}));
}

QTEST_GUILESS_MAIN(TestBytePairEncoding)
#include "tst_bytepairencoding.moc"
