// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/tokenvocabulary.h"

#include <bit>
#include <QFile>
#include <QtEndian>

namespace moa {

namespace {

/** The columns of a vocabulary's file, see resources/tokens/README.md. */
class Columns
{
public:
    explicit Columns(const QByteArray &file)
        : m_count(qFromLittleEndian<quint32>(file.constData()))
        , m_columns(reinterpret_cast<const uchar *>(file.constData()) + c_headBytes)
    { }

    [[nodiscard]] size_t count() const { return m_count; }
    [[nodiscard]] quint32 shared(size_t entry) const { return cell(0, entry); }
    [[nodiscard]] quint32 added(size_t entry) const { return cell(1, entry); }
    [[nodiscard]] quint32 split(size_t entry) const { return cell(2, entry); }
    [[nodiscard]] quint32 rank(size_t entry) const
    {
        return cell(3, entry) | cell(4, entry) << 8 | cell(5, entry) << 16;
    }
    [[nodiscard]] const uchar *suffixes() const { return m_columns + c_columns * m_count; }

private:
    static constexpr size_t c_headBytes = 4;
    static constexpr size_t c_columns = 6;

    [[nodiscard]] quint32 cell(size_t column, size_t entry) const
    {
        return m_columns[column * m_count + entry];
    }

    size_t m_count;
    const uchar *m_columns;
};

/** The tokens in the order of their bytes. */
struct SortedTokens
{
    explicit SortedTokens(const Columns &columns)
    {
        size_t size = 0;
        for (size_t entry = 0; entry < columns.count(); ++entry)
            size += columns.shared(entry) + columns.added(entry);
        pool.reserve(size); // so that it stays where it is
        entries.reserve(columns.count());
        const uchar *suffix = columns.suffixes();
        for (size_t entry = 0; entry < columns.count(); ++entry) {
            const uchar *start = pool.data() + pool.size();
            if (!entries.empty()) {
                const uchar *previous = entries.back().bytes;
                pool.insert(pool.end(), previous, previous + columns.shared(entry));
            }
            pool.insert(pool.end(), suffix, suffix + columns.added(entry));
            suffix += columns.added(entry);
            const quint32 length = columns.shared(entry) + columns.added(entry);
            entries.push_back({start, length, columns.rank(entry)});
        }
    }

    std::vector<uchar> pool;
    std::vector<ByteTrie::Entry> entries;
};

QByteArray readVocabulary(TokenEncoding encoding)
{
    QFile file(QStringLiteral(":/moa/tokens/%1.bin").arg(tokenEncodingName(encoding)));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("A token vocabulary is missing from the program.");
    return qUncompress(file.readAll());
}

} // namespace

TokenVocabulary::TokenVocabulary(TokenEncoding encoding)
{
    const QByteArray file = readVocabulary(encoding);
    const Columns columns(file);
    const SortedTokens sorted(columns);
    m_trie = ByteTrie(sorted.entries);
    m_extents.resize(columns.count());
    m_parts.resize(columns.count());
    const size_t slots = std::bit_ceil(2 * columns.count());
    m_pairs.resize(slots);
    m_pairShift = 64 - std::countr_zero(slots);
    for (size_t entry = 0; entry < columns.count(); ++entry) {
        const auto &[bytes, length, token] = sorted.entries[entry];
        const quint32 split = columns.split(entry);
        const uchar *end = bytes + length;
        m_extents[token] = {longestPrefix(bytes, end - 1), length};
        if (split > 0)
            addPair(longestPrefix(bytes, bytes + split), longestPrefix(bytes + split, end), token);
    }
}

const TokenVocabulary &TokenVocabulary::of(TokenEncoding encoding)
{
    if (encoding == TokenEncoding::Cl100k) {
        static const TokenVocabulary cl100k(encoding);
        return cl100k;
    }
    static const TokenVocabulary o200k(encoding);
    return o200k;
}

QByteArray TokenVocabulary::bytes(quint32 token) const
{
    // The bytes are not kept; longer ones are put together from those of their parts.
    if (token >= c_bytes)
        return bytes(m_parts[token].left) + bytes(m_parts[token].right);
    for (int byte = 0; byte < static_cast<int>(c_bytes); ++byte) {
        const auto candidate = static_cast<uchar>(byte);
        if (longestPrefix(&candidate, &candidate + 1) == token)
            return QByteArray(1, static_cast<char>(candidate));
    }
    return {};
}

void TokenVocabulary::addPair(quint32 left, quint32 right, quint32 token)
{
    m_parts[token].left = left;
    m_parts[token].right = right;
    m_parts[left].firstAsLeft = std::min(m_parts[left].firstAsLeft, token);
    m_parts[right].firstAsRight = std::min(m_parts[right].firstAsRight, token);
    const quint64 key = quint64{left} << c_tokenBits | right;
    size_t slot = slotOf(key);
    while (m_pairs[slot] != 0)
        slot = (slot + 1) & (m_pairs.size() - 1);
    m_pairs[slot] = key << c_tokenBits | token;
}

} // namespace moa
