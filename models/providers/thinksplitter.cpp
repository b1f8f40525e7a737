// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/thinksplitter.h"

#include <algorithm>
#include <array>

namespace moa {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array names{"think"_L1, "thinking"_L1, "reasoning"_L1};
constexpr qsizetype longestTag = 12; // </reasoning>

QString opening(QLatin1StringView name)
{
    return u'<' + name + u'>';
}

QString closing(QLatin1StringView name)
{
    return "</"_L1 + name + u'>';
}

qsizetype leadingBlanks(QStringView text)
{
    const auto *const first =
        std::find_if_not(text.begin(), text.end(), [](QChar c) { return c.isSpace(); });
    return first - text.begin();
}

/// How many of the last characters of @p text may be the beginning of @p tag.
qsizetype doubtfulEnd(QStringView text, QStringView tag)
{
    for (qsizetype size = std::min(tag.size() - 1, text.size()); size > 0; --size) {
        if (text.last(size) == tag.first(size))
            return size;
    }
    return 0;
}

} // namespace

void ThinkSplitter::feed(QStringView added, QString &text, QString &reasoning)
{
    if (added.isEmpty())
        return;
    // Reasoning that comes apart needs no tags, and a lone one is then part of the answer.
    if (m_state == State::Start && !reasoning.isEmpty())
        m_mayLackOpening = false;
    m_held += added;
    take(text, reasoning, false);
}

void ThinkSplitter::finish(QString &text, QString &reasoning)
{
    take(text, reasoning, true);
}

void ThinkSplitter::take(QString &text, QString &reasoning, bool ended)
{
    if (m_state == State::Start && !takeStart() && !ended)
        return;
    if (m_state == State::Reasoning)
        takeReasoning(reasoning, ended);
    if (m_state == State::Gap) {
        m_held.remove(0, leadingBlanks(m_held));
        if (!m_held.isEmpty())
            m_state = State::Answer;
    }
    if (m_state == State::Answer || (ended && m_state == State::Start)) {
        text += m_held;
        m_held.clear();
        if (m_mayLackOpening)
            findLoneClosing(text, reasoning, ended);
    }
}

bool ThinkSplitter::takeStart()
{
    const QStringView rest = QStringView(m_held).sliced(leadingBlanks(m_held));
    for (const QLatin1StringView name : names) {
        const QString tag = opening(name);
        if (rest.startsWith(tag)) {
            m_name = name;
            m_mayLackOpening = false;
            m_state = State::Reasoning;
            m_held = rest.sliced(tag.size()).toString();
            return true;
        }
        if (QStringView(tag).startsWith(rest))
            return false;
    }
    m_state = State::Answer;
    return true;
}

void ThinkSplitter::takeReasoning(QString &reasoning, bool ended)
{
    if (!m_inReasoning)
        m_held.remove(0, leadingBlanks(m_held));
    const QString tag = closing(m_name);
    const qsizetype end = m_held.indexOf(tag);
    const qsizetype certain =
        end >= 0 ? end : m_held.size() - (ended ? 0 : doubtfulEnd(m_held, tag));
    reasoning += QStringView(m_held).first(certain);
    m_inReasoning = m_inReasoning || certain > 0;
    m_held.remove(0, end >= 0 ? end + tag.size() : certain);
    if (end >= 0)
        m_state = State::Gap;
}

void ThinkSplitter::findLoneClosing(QString &text, QString &reasoning, bool ended)
{
    for (qsizetype from = m_searched;;) {
        const qsizetype at = text.indexOf("</"_L1, from);
        if (at < 0) {
            m_searched = std::max<qsizetype>(from, text.size() - 1);
            return;
        }
        const QStringView rest = QStringView(text).sliced(at);
        const bool beginsLine = at == 0 || text.at(at - 1) == u'\n';
        const auto *const name =
            std::find_if(names.begin(), names.end(),
                         [&](QLatin1StringView each) { return rest.startsWith(closing(each)); });
        if (beginsLine && rest.size() <= longestTag && !ended) {
            m_searched = at; // what follows decides
            return;
        }
        from = at + 1;
        if (!beginsLine || name == names.end())
            continue;
        const QStringView behind = rest.sliced(closing(*name).size());
        const bool endsLine =
            behind.isEmpty() || behind.front() == u'\n' || behind.front() == u'\r';
        if (!endsLine || QStringView(text).first(at).contains(opening(*name)))
            continue;
        reasoning += QStringView(text).first(at);
        m_held = behind.toString();
        text.clear();
        m_mayLackOpening = false;
        m_state = State::Gap;
        m_held.remove(0, leadingBlanks(m_held));
        if (!m_held.isEmpty()) {
            m_state = State::Answer;
            text = std::exchange(m_held, {});
        }
        return;
    }
}

} // namespace moa
