// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/conversationtree.h"

#include <utility>

namespace moa {

const QString *finalAnswerOf(const Turn &turn)
{
    if (turn.run)
        return turn.run->final ? &turn.run->finalText : nullptr;
    return turn.answer ? &*turn.answer : nullptr;
}

const Turn *ConversationTree::turn(const TurnId &id) const
{
    bool isNumber = false;
    const qsizetype place = id.toString().toLongLong(&isNumber) - 1;
    return isNumber && place >= 0 && place < m_turns.size() ? &m_turns.at(place) : nullptr;
}

Turn *ConversationTree::find(const TurnId &id)
{
    const Turn *found = turn(id);
    return found ? &m_turns[found - m_turns.constData()] : nullptr;
}

QList<TurnId> ConversationTree::path() const
{
    QList<TurnId> result;
    for (TurnId next = m_chosen.value(TurnId()); !next.isEmpty(); next = m_chosen.value(next))
        result.append(next);
    return result;
}

TurnId ConversationTree::current() const
{
    const QList<TurnId> turns = path();
    return turns.isEmpty() ? TurnId() : turns.constLast();
}

QList<TurnId> ConversationTree::branches(const TurnId &id) const
{
    const Turn *asked = turn(id);
    return asked ? m_children.value(asked->parent) : QList<TurnId>();
}

TurnId ConversationTree::append(const QString &prompt)
{
    return add(current(), prompt);
}

TurnId ConversationTree::append(const QString &prompt, const QString &answer)
{
    const TurnId added = append(prompt);
    find(added)->answer = answer;
    return added;
}

TurnId ConversationTree::edit(const TurnId &id, const QString &prompt)
{
    const Turn *edited = turn(id);
    if (!edited)
        return {};
    const TurnId parent = edited->parent;
    choose(id);
    return add(parent, prompt);
}

TurnId ConversationTree::rerun(const TurnId &id)
{
    const Turn *again = turn(id);
    return again ? edit(id, QString(again->prompt)) : TurnId();
}

void ConversationTree::choose(const TurnId &id)
{
    for (const Turn *on = turn(id); on; on = turn(on->parent))
        m_chosen.insert(on->parent, on->id);
}

void ConversationTree::setRun(const TurnId &id, std::shared_ptr<const RunRecord> run)
{
    if (Turn *of = find(id))
        of->run = std::move(run);
}

void ConversationTree::setJudgement(const TurnId &id, const Judgement &judgement)
{
    if (Turn *of = find(id))
        of->judgement = judgement;
}

Conversation ConversationTree::messagesFor(const TurnId &id) const
{
    QList<const Turn *> turns;
    for (const Turn *on = turn(id); on; on = turn(on->parent))
        turns.prepend(on);
    Conversation messages;
    for (const Turn *on : std::as_const(turns)) {
        const QString *answer = finalAnswerOf(*on);
        const bool isAsked = on->id == id;
        if (isAsked || answer)
            messages.append({Message::Author::User, on->prompt});
        if (!isAsked && answer)
            messages.append({Message::Author::Assistant, *answer});
    }
    return messages;
}

QList<TurnId> ConversationTree::unanswered() const
{
    QList<TurnId> result = path();
    result.removeIf([this](const TurnId &id) { return finalAnswerOf(*turn(id)) != nullptr; });
    return result;
}

TurnId ConversationTree::add(const TurnId &parent, const QString &prompt)
{
    Turn added;
    added.id = TurnId(QString::number(m_turns.size() + 1));
    added.parent = parent;
    added.prompt = prompt;
    m_turns.append(added);
    m_children[parent].append(added.id);
    m_chosen.insert(parent, added.id);
    return added.id;
}

} // namespace moa
