// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/textwords.h"

#include <array>
#include <limits>
#include <memory>
#include <QHashSeed>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

namespace moa {

namespace {

enum class Class : quint8 {
    Mark,
    Space,
    Letter,
    Digit,
    Joiner, ///< in a word wherever it stands, but no letter: underscores, combining marks
    Single, ///< a letter of a script without spaces
    Apostrophe,
    Point
};

constexpr bool isInRun(Class kind)
{
    return kind == Class::Letter || kind == Class::Digit || kind == Class::Joiner;
}

bool isWrittenWithoutSpaces(UChar32 codePoint)
{
    constexpr std::array scripts{USCRIPT_HAN, USCRIPT_HIRAGANA, USCRIPT_KATAKANA, USCRIPT_THAI,
                                 USCRIPT_LAO, USCRIPT_KHMER,    USCRIPT_MYANMAR};
    UErrorCode error = U_ZERO_ERROR;
    const UScriptCode own = uscript_getScript(codePoint, &error);
    // The sign for a long vowel, for one, is common to several scripts.
    const bool common = own == USCRIPT_COMMON || own == USCRIPT_INHERITED;
    for (const UScriptCode script : scripts) {
        if (own == script || (common && uscript_hasScript(codePoint, script)))
            return true;
    }
    return false;
}

Class classOf(UChar32 codePoint)
{
    if (codePoint == u'\'' || codePoint == 0x2019)
        return Class::Apostrophe;
    if (codePoint == u'.' || codePoint == u',')
        return Class::Point;
    if (codePoint == u'_')
        return Class::Joiner;
    if (QChar::isSpace(static_cast<char32_t>(codePoint)))
        return Class::Space;
    const uint32_t category = U_MASK(u_charType(codePoint));
    if ((category & U_GC_M_MASK) != 0)
        return Class::Joiner;
    if ((category & (U_GC_L_MASK | U_GC_N_MASK)) == 0)
        return Class::Mark;
    if (isWrittenWithoutSpaces(codePoint))
        return Class::Single;
    if ((category & U_GC_L_MASK) != 0)
        return Class::Letter;
    return (category & U_GC_ND_MASK) != 0 ? Class::Digit : Class::Joiner;
}

/// Whether a cluster always ends between this unit and another of which that is true.
bool standsAlone(char16_t unit)
{
    if (QChar::isSurrogate(unit))
        return false;
    switch (u_getIntPropertyValue(unit, UCHAR_GRAPHEME_CLUSTER_BREAK)) {
    case U_GCB_OTHER:
    case U_GCB_CONTROL:
    case U_GCB_CR: // CR LF is one cluster, and one space here
    case U_GCB_LF:
    case U_GCB_LV:
    case U_GCB_LVT:
        return true;
    default:
        return false;
    }
}

/** The classes of the basic plane, and which of its characters need a look at their neighbours. */
class UnitClasses
{
public:
    [[nodiscard]] static const UnitClasses &instance()
    {
        static const UnitClasses classes;
        return classes;
    }

    [[nodiscard]] Class of(char16_t unit) const
    {
        return static_cast<Class>(m_units[unit] & ~c_clustering);
    }
    [[nodiscard]] bool isAlone(char16_t unit) const { return (m_units[unit] & c_clustering) == 0; }

private:
    UnitClasses()
    {
        for (size_t unit = 0; unit < m_units.size(); ++unit) {
            m_units[unit] = static_cast<quint8>(classOf(static_cast<UChar32>(unit)));
            if (!standsAlone(static_cast<char16_t>(unit)))
                m_units[unit] |= c_clustering;
        }
    }

    static constexpr quint8 c_clustering = 0x80;
    std::array<quint8, 0x10000> m_units;
};

struct Cluster
{
    const char16_t *end;
    Class kind;
};

/**
 * The grapheme clusters of a text. Nearly everywhere two units that stand alone meet, which is seen
 * at once; ICU looks at the stretches between such places.
 */
class ClusterReader
{
public:
    explicit ClusterReader(QStringView text)
        : m_end(text.utf16() + text.size())
        , m_stretchStart(m_end)
        , m_stretchEnd(text.utf16())
    { }

    [[nodiscard]] const UnitClasses &classes() const { return m_classes; }
    [[nodiscard]] const char16_t *end() const { return m_end; }

    [[nodiscard]] bool isAloneAt(const char16_t *at) const
    {
        return m_classes.isAlone(*at) && (at + 1 == m_end || m_classes.isAlone(at[1]));
    }

    /// The cluster that starts there. Ask from the left to the right.
    [[nodiscard]] Cluster clusterAt(const char16_t *at)
    {
        if (isAloneAt(at))
            return {at + 1, m_classes.of(*at)};
        const char16_t *end = boundaryAfter(at);
        const Class kind = classOfCluster(at, end);
        // Below its base a stacked consonant is a cluster by itself for ICU, but not for a reader.
        while (kind == Class::Single && isStacker(end[-1]) && end != m_end
               && m_classes.of(*end) == Class::Single)
            end = boundaryAfter(end);
        return {end, kind};
    }

private:
    struct CloseIterator
    {
        void operator()(UBreakIterator *iterator) const { ubrk_close(iterator); }
    };

    static bool isStacker(char16_t unit) { return unit == 0x17D2 || unit == 0x1039; }

    [[nodiscard]] Class classOfCluster(const char16_t *at, const char16_t *end) const
    {
        constexpr char16_t keycap = 0x20E3;
        constexpr char16_t emojiStyle = 0xFE0F;
        for (const char16_t *unit = at + 1; unit != end; ++unit) {
            if (*unit == keycap || *unit == emojiStyle)
                return Class::Mark;
        }
        const bool pair = QChar::isHighSurrogate(*at) && at + 1 != end;
        const Class kind = pair
            ? classOf(static_cast<UChar32>(QChar::surrogateToUcs4(at[0], at[1])))
            : m_classes.of(*at);
        return kind == Class::Space && end - at > 1 ? Class::Mark : kind;
    }

    const char16_t *boundaryAfter(const char16_t *at)
    {
        if (isAloneAt(at))
            return at + 1;
        if (at < m_stretchStart || at >= m_stretchEnd)
            openStretch(at);
        if (!m_iterator)
            return m_stretchEnd;
        return m_stretchStart
            + ubrk_following(m_iterator.get(), static_cast<int32_t>(at - m_stretchStart));
    }

    void openStretch(const char16_t *at)
    {
        // ICU counts in 32 bits.
        const char16_t *limit = m_end - at > std::numeric_limits<int32_t>::max() / 2
            ? at + std::numeric_limits<int32_t>::max() / 2
            : m_end;
        m_stretchStart = at;
        m_stretchEnd = at + 1;
        while (m_stretchEnd != limit
               && !(m_classes.isAlone(m_stretchEnd[-1]) && m_classes.isAlone(*m_stretchEnd)))
            ++m_stretchEnd;
        UErrorCode error = U_ZERO_ERROR;
        const auto size = static_cast<int32_t>(m_stretchEnd - m_stretchStart);
        if (!m_iterator)
            m_iterator.reset(ubrk_open(UBRK_CHARACTER, "", m_stretchStart, size, &error));
        else
            ubrk_setText(m_iterator.get(), m_stretchStart, size, &error);
    }

    const UnitClasses &m_classes = UnitClasses::instance();
    const char16_t *const m_end;
    const char16_t *m_stretchStart;
    const char16_t *m_stretchEnd;
    std::unique_ptr<UBreakIterator, CloseIterator> m_iterator; ///< over the stretch
};

class Splitter
{
public:
    Splitter(QStringView text, std::vector<TextWord> &words)
        : m_words(words)
        , m_begin(text.utf16())
        , m_start(m_begin)
        , m_at(m_begin)
        , m_clusters(text)
    { }

    void run()
    {
        while (m_at != m_clusters.end())
            step();
    }

private:
    void step()
    {
        const Cluster cluster = m_clusters.clusterAt(m_at);
        append(cluster.end);
        if (isInRun(cluster.kind)) {
            appendRun(cluster.kind);
            endWord(WordKind::Word);
        } else if (cluster.kind == Class::Space) {
            appendSpaces();
            endWord(WordKind::Space);
        } else {
            endWord(cluster.kind == Class::Single ? WordKind::Word : WordKind::Mark);
        }
    }

    void appendRun(Class last)
    {
        const char16_t *const end = m_clusters.end();
        while (true) {
            last = appendAlone(last);
            if (m_at == end)
                return;
            const Cluster cluster = m_clusters.clusterAt(m_at);
            if (!isInRun(cluster.kind) && !joins(cluster, last))
                return;
            append(cluster.end);
            last = cluster.kind;
        }
    }

    // The units of the run that are clusters by themselves: nearly all of a text comes by here.
    Class appendAlone(Class last)
    {
        const UnitClasses &classes = m_clusters.classes();
        const char16_t *const end = m_clusters.end();
        const char16_t *at = m_at;
        quint64 hash = m_hash;
        while (at != end) {
            const Class kind = classes.of(*at);
            if (!isInRun(kind) || !m_clusters.isAloneAt(at))
                break;
            hash = hashed(hash, *at++);
            last = kind;
        }
        m_at = at;
        m_hash = hash;
        return last;
    }

    bool joins(const Cluster &cluster, Class last)
    {
        const bool between = (cluster.kind == Class::Apostrophe && last == Class::Letter)
            || (cluster.kind == Class::Point && last == Class::Digit);
        return between && cluster.end - m_at == 1 && cluster.end != m_clusters.end()
            && m_clusters.clusterAt(cluster.end).kind == last;
    }

    void appendSpaces()
    {
        while (m_at != m_clusters.end()) {
            const Cluster cluster = m_clusters.clusterAt(m_at);
            if (cluster.kind != Class::Space)
                return;
            append(cluster.end);
        }
    }

    static quint64 hashed(quint64 hash, char16_t unit)
    {
        return (hash ^ unit) * 0x9E3779B97F4A7C15u;
    }

    void append(const char16_t *end)
    {
        for (; m_at != end; ++m_at)
            m_hash = hashed(m_hash, *m_at);
    }

    void endWord(WordKind kind)
    {
        const quint64 mixed = (m_hash ^ (m_hash >> 32)) * 0xD6E8FEB86659FD93u;
        m_words.push_back({{m_start - m_begin, m_at - m_start}, mixed ^ (mixed >> 32), kind});
        m_start = m_at;
        m_hash = m_seed;
    }

    std::vector<TextWord> &m_words;
    const char16_t *const m_begin;
    const char16_t *m_start; ///< of the word that is under way
    const char16_t *m_at;
    ClusterReader m_clusters;
    // No text can be written so that all of its words share one hash.
    const quint64 m_seed = QHashSeed::globalSeed();
    quint64 m_hash = m_seed; ///< of the word that is under way
};

} // namespace

std::vector<TextWord> splitWords(QStringView text)
{
    std::vector<TextWord> words;
    words.reserve(static_cast<size_t>(text.size()) / 3 + 8);
    Splitter(text, words).run();
    return words;
}

} // namespace moa
