// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/levenshtein.h"

#include "metrics/codepoints.h"
#include "metrics/gramtables.h"

#include <array>
#include <span>

namespace moa {

namespace {

constexpr size_t c_wordBits = 64;
constexpr size_t c_stripWords = 8;
constexpr size_t c_stripSize = c_wordBits * c_stripWords;

using Bits = std::array<quint64, c_stripWords>; // one for each character of a strip
using Symbols = std::span<const quint32>;

// Two texts without what they have in common at both ends, which every best alignment keeps.
// Characters have become small numbers, 0 for those of the columns that no row has.
struct Alignment
{
    size_t rowLength = 0; ///< of the whole texts
    size_t columnLength = 0;
    size_t trimmed = 0; ///< characters at both ends
    quint32 symbolCount = 1; ///< with the 0
    std::vector<quint32> rows;
    std::vector<quint32> columns;

    Alignment(QStringView a, QStringView b)
        : rows(codePoints(a, Whitespace::Keep))
        , columns(codePoints(b, Whitespace::Keep))
    {
        rowLength = rows.size();
        columnLength = columns.size();
        const size_t shorter = std::min(rowLength, columnLength);
        size_t head = 0;
        while (head < shorter && rows[head] == columns[head])
            ++head;
        size_t tail = 0;
        while (tail < shorter - head
               && rows[rowLength - 1 - tail] == columns[columnLength - 1 - tail]) {
            ++tail;
        }
        trimmed = head + tail;
        trim(rows, head, tail);
        trim(columns, head, tail);

        PairTable symbols;
        symbols.reset(0);
        for (quint32 &symbol : rows)
            symbol = symbols.add(symbol, 0) + 1;
        for (quint32 &symbol : columns) {
            const std::optional<quint32> known = symbols.number(symbol, 0);
            symbol = known ? *known + 1 : 0;
        }
        symbolCount = static_cast<quint32>(symbols.size()) + 1;
    }

    [[nodiscard]] bool isTooLong() const
    {
        return !columns.empty()
            && rows.size() > static_cast<size_t>(mostLevenshteinCells) / columns.size();
    }

private:
    static void trim(std::vector<quint32> &text, size_t head, size_t tail)
    {
        text.resize(text.size() - tail);
        text.erase(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(head));
    }
};

// Where each symbol stands within a stretch of the rows that is short enough for the processor's
// nearest memory: the columns run through strip by strip and hand on one small value each.
class Strip
{
public:
    explicit Strip(quint32 symbolCount)
        : m_index(symbolCount, 0)
    { }

    void assign(Symbols rows)
    {
        for (const quint32 symbol : m_symbols)
            m_index[symbol] = 0;
        m_symbols.clear();
        m_matches.assign(1, Bits{});
        for (size_t row = 0; row < rows.size(); ++row) {
            quint16 &index = m_index[rows[row]];
            if (index == 0) {
                index = static_cast<quint16>(m_matches.size());
                m_matches.push_back(Bits{});
                m_symbols.push_back(rows[row]);
            }
            m_matches[index][row / c_wordBits] |= quint64{1} << row % c_wordBits;
        }
    }

    [[nodiscard]] const Bits &matches(quint32 symbol) const { return m_matches[m_index[symbol]]; }

private:
    std::vector<quint16> m_index;
    std::vector<quint32> m_symbols; ///< those with an index
    std::vector<Bits> m_matches; ///< the first is of symbols that are not here
};

template <typename Visit>
void forEachStrip(const Alignment &texts, Visit visit)
{
    Strip strip(texts.symbolCount);
    const Symbols rows(texts.rows);
    for (size_t from = 0; from < rows.size(); from += c_stripSize) {
        const Symbols part = rows.subspan(from, std::min(c_stripSize, rows.size() - from));
        strip.assign(part);
        visit(strip, part.size());
    }
}

// Hyyrö's bit-parallel algorithm of 2004: after each column, the zeros of the bits are the rows
// at which the common subsequence so far becomes longer. Between strips goes an addition's carry.
qint64 commonSubsequence(const Alignment &texts)
{
    std::vector<quint8> carries(texts.columns.size(), 0);
    qint64 length = 0;
    forEachStrip(texts, [&](const Strip &strip, size_t) {
        Bits bits;
        bits.fill(~quint64{0});
        for (size_t column = 0; column < texts.columns.size(); ++column) {
            const Bits &matches = strip.matches(texts.columns[column]);
            quint64 carry = carries[column];
            for (size_t word = 0; word < c_stripWords; ++word) {
                const quint64 matched = bits[word] & matches[word];
                const quint64 part = matched + carry; // no overflow unless all bits are set
                const quint64 sum = bits[word] + part;
                carry = static_cast<quint64>(sum < part) | static_cast<quint64>(part < carry);
                bits[word] = sum | (bits[word] & ~matches[word]);
            }
            carries[column] = static_cast<quint8>(carry);
        }
        for (const quint64 word : bits)
            length += std::popcount(~word);
    });
    return length;
}

// Myers' bit-parallel algorithm of 1999 in Hyyrö's form: the bits say where the distance grows or
// falls from one row to the next. Between strips goes by how much it does from column to column.
qint64 editDistance(const Alignment &texts)
{
    constexpr quint8 grows = 1;
    constexpr quint8 falls = 2;
    std::vector<quint8> changes(texts.columns.size(), grows);
    forEachStrip(texts, [&](const Strip &strip, size_t size) {
        const size_t lastWord = (size - 1) / c_wordBits;
        const size_t lastBit = (size - 1) % c_wordBits;
        Bits growing;
        growing.fill(~quint64{0});
        Bits falling{};
        for (size_t column = 0; column < texts.columns.size(); ++column) {
            const Bits &matches = strip.matches(texts.columns[column]);
            quint64 growsAbove = changes[column] & grows;
            quint64 fallsAbove = changes[column] / falls;
            for (size_t word = 0; word <= lastWord; ++word) {
                const quint64 down = matches[word] | falling[word];
                const quint64 equal = matches[word] | fallsAbove;
                const quint64 across =
                    (((equal & growing[word]) + growing[word]) ^ growing[word]) | equal;
                quint64 growsAcross = falling[word] | ~(across | growing[word]);
                quint64 fallsAcross = growing[word] & across;
                const size_t outBit = word == lastWord ? lastBit : c_wordBits - 1;
                const quint64 growsBelow = growsAcross >> outBit & 1;
                const quint64 fallsBelow = fallsAcross >> outBit & 1;
                growsAcross = growsAcross << 1 | growsAbove;
                fallsAcross = fallsAcross << 1 | fallsAbove;
                growing[word] = fallsAcross | ~(down | growsAcross);
                falling[word] = growsAcross & down;
                growsAbove = growsBelow;
                fallsAbove = fallsBelow;
            }
            changes[column] = static_cast<quint8>(growsAbove * grows + fallsAbove * falls);
        }
    });
    auto distance = static_cast<qint64>(texts.rows.size());
    for (const quint8 change : changes)
        distance += change == grows ? 1 : change == falls ? -1 : 0;
    return distance;
}

} // namespace

std::optional<LevenshteinDistance> levenshteinDistance(QStringView a, QStringView b)
{
    const Alignment texts(a, b);
    if (texts.isTooLong())
        return std::nullopt;
    const size_t longer = std::max(texts.rowLength, texts.columnLength);
    if (longer == 0)
        return LevenshteinDistance{};
    const qint64 edits = editDistance(texts);
    return LevenshteinDistance{edits, 1 - static_cast<double>(edits) / static_cast<double>(longer)};
}

std::optional<double> levenshteinRatio(QStringView a, QStringView b)
{
    const Alignment texts(a, b);
    if (texts.isTooLong())
        return std::nullopt;
    const size_t both = texts.rowLength + texts.columnLength;
    if (both == 0)
        return 1;
    const qint64 common = static_cast<qint64>(texts.trimmed) + commonSubsequence(texts);
    return 2 * static_cast<double>(common) / static_cast<double>(both);
}

} // namespace moa
