// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/bytepairencoding.h"

#include "metrics/textpieces.h"
#include "metrics/tokenvocabulary.h"

#include <QVarLengthArray>
#include <vector>

namespace moa {

namespace {

/** Cuts pieces into tokens. Keeps its buffers from piece to piece. */
class PieceEncoder
{
public:
    /// @p units is how much there will be to encode.
    PieceEncoder(const TokenVocabulary &vocabulary, qsizetype units)
        : m_vocabulary(vocabulary)
        , m_answers(units < c_longText ? 0 : c_answers)
    { }

    /// Hands the tokens of a piece, which must not be empty, to @p take as (first, last).
    template <typename Take>
    void encode(QStringView piece, const Take &take)
    {
        assign(piece);
        const uchar *begin = m_bytes.constData();
        const uchar *end = begin + m_size;
        const quint32 longest = m_vocabulary.longestPrefix(begin, end);
        if (m_vocabulary.length(longest) == m_size) {
            take(&longest, &longest + 1);
            return;
        }
        cut(longest);
        take(m_tokens.cbegin(), m_tokens.cend());
    }

private:
    static constexpr qsizetype c_usualBytes = 256;
    static constexpr qsizetype c_longText = 4096;

    /// In UTF-8.
    void assign(QStringView piece)
    {
        constexpr qsizetype mostPerUnit = 3;
        if (m_bytes.size() < mostPerUnit * piece.size())
            m_bytes.resize(mostPerUnit * piece.size());
        uchar *out = m_bytes.data();
        const char16_t *const end = piece.utf16() + piece.size();
        for (const char16_t *at = piece.utf16(); at != end; ++at) {
            if (*at < 0x80)
                *out++ = static_cast<uchar>(*at);
            else
                out = appendCharacter(out, at, end);
        }
        m_size = out - m_bytes.constData();
    }

    // Leaves @p at on the character's last unit.
    static uchar *appendCharacter(uchar *out, const char16_t *&at, const char16_t *end)
    {
        char32_t codePoint = *at;
        if (QChar::isSurrogate(codePoint)) {
            const bool isPair =
                end - at > 1 && QChar::isHighSurrogate(codePoint) && QChar::isLowSurrogate(at[1]);
            codePoint = isPair ? QChar::surrogateToUcs4(at[0], at[1])
                               : char32_t{QChar::ReplacementCharacter};
            at += isPair ? 1 : 0;
        }
        const auto trail = [codePoint](int shift) {
            return static_cast<uchar>(0x80 | (codePoint >> shift & 0x3F));
        };
        if (codePoint < 0x800) {
            *out++ = static_cast<uchar>(0xC0 | codePoint >> 6);
        } else {
            if (codePoint < 0x10000) {
                *out++ = static_cast<uchar>(0xE0 | codePoint >> 12);
            } else {
                *out++ = static_cast<uchar>(0xF0 | codePoint >> 18);
                *out++ = trail(12);
            }
            *out++ = trail(6);
        }
        *out++ = trail(0);
        return out;
    }

    // What the merge rule ends with is the one row of tokens in which all neighbours could have
    // been left side by side. It is searched for from the left, long tokens first; a place from
    // which the search had to turn back is not gone to again.
    void cut(quint32 token)
    {
        m_tokens.clear();
        m_deadEnds.assign(static_cast<size_t>(m_size / c_bits + 1), 0);
        const uchar *begin = m_bytes.constData();
        qsizetype at = 0;
        while (true) {
            const qsizetype end = at + m_vocabulary.length(token);
            if (!isDeadEnd(end) && (m_tokens.isEmpty() || areNeighbours(m_tokens.back(), token))) {
                m_tokens.append(token);
                at = end;
                if (at == m_size)
                    return;
                token = m_vocabulary.longestPrefix(begin + at, begin + m_size);
                continue;
            }
            token = m_vocabulary.shorterPrefix(token);
            while (token == TokenVocabulary::none) {
                markDeadEnd(at);
                token = m_tokens.back();
                m_tokens.removeLast();
                at -= m_vocabulary.length(token);
                token = m_vocabulary.shorterPrefix(token);
            }
        }
    }

    // In a long text the same is asked over and over, and the vocabulary has to look far for it.
    [[nodiscard]] bool areNeighbours(quint32 left, quint32 right)
    {
        if (m_answers.empty())
            return m_vocabulary.areNeighbours(left, right);
        const quint64 question = (quint64{left} << 32 | right) + 1;
        quint64 &answer = m_answers[question * 0x9E3779B97F4A7C15 >> (64 - c_answerBits)];
        if (answer >> 1 != question)
            answer = question << 1 | (m_vocabulary.areNeighbours(left, right) ? 1 : 0);
        return (answer & 1) != 0;
    }

    static constexpr qsizetype c_bits = 64;
    static constexpr int c_answerBits = 14;
    static constexpr size_t c_answers = size_t{1} << c_answerBits;

    [[nodiscard]] bool isDeadEnd(qsizetype at) const
    {
        return (m_deadEnds[static_cast<size_t>(at / c_bits)] >> (at % c_bits) & 1) != 0;
    }
    void markDeadEnd(qsizetype at)
    {
        m_deadEnds[static_cast<size_t>(at / c_bits)] |= quint64{1} << (at % c_bits);
    }

    const TokenVocabulary &m_vocabulary;
    QVarLengthArray<uchar, c_usualBytes> m_bytes; ///< as many as m_size, and room
    qsizetype m_size = 0;
    QVarLengthArray<quint32, c_usualBytes> m_tokens;
    std::vector<quint64> m_deadEnds; ///< a bit for each place
    std::vector<quint64> m_answers; ///< the latest question of each hash, and a bit for the answer
};

template <typename Take>
void encode(QStringView text, TokenEncoding encoding, const TokenVocabulary &vocabulary,
            const Take &take)
{
    TextPieces pieces(text, encoding);
    PieceEncoder encoder(vocabulary, text.size());
    for (QStringView piece = pieces.next(); !piece.isEmpty(); piece = pieces.next())
        encoder.encode(piece, take);
}

} // namespace

BytePairEncoding::BytePairEncoding(TokenEncoding encoding)
    : m_encoding(encoding)
    , m_vocabulary(&TokenVocabulary::of(encoding))
{ }

QList<int> BytePairEncoding::ids(QStringView text) const
{
    QList<int> result;
    encode(text, m_encoding, *m_vocabulary, [&](const quint32 *first, const quint32 *last) {
        for (; first != last; ++first)
            result.append(static_cast<int>(*first));
    });
    return result;
}

qint64 BytePairEncoding::count(QStringView text) const
{
    qint64 result = 0;
    encode(text, m_encoding, *m_vocabulary,
           [&](const quint32 *first, const quint32 *last) { result += last - first; });
    return result;
}

QByteArray BytePairEncoding::bytes(const QList<int> &ids) const
{
    QByteArray result;
    for (const int id : ids) {
        if (id >= 0 && id < m_vocabulary->size())
            result += m_vocabulary->bytes(static_cast<quint32>(id));
    }
    return result;
}

} // namespace moa
