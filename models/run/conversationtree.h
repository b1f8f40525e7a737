// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/judgement.h"

#include <memory>
#include <optional>
#include <QHash>

namespace moa {

using TurnId = Id<struct TurnIdTag>;

/** One prompt of a conversation and what came of it. */
struct Turn
{
    TurnId id;
    TurnId parent; ///< the turn before; empty: the conversation begins here
    QString prompt;
    std::shared_ptr<const RunRecord> run; ///< null until its run has ended
    std::optional<QString> answer; ///< that it gave in a run that is not here
    Judgement judgement; ///< of the run's responses

    friend bool operator==(const Turn &, const Turn &) = default;
};

/** The text that the turn hands on to later ones, or null if it has no final answer. */
[[nodiscard]] const QString *finalAnswerOf(const Turn &turn);

/**
 * The turns of a conversation. Asking an earlier turn in another way makes a sibling of it, a
 * branch, and nothing is lost; one path from the first turn to a last one is the current one.
 *
 * A value: copies are cheap, since runs are shared and texts are, too. Ids are never used again.
 */
class ConversationTree
{
public:
    [[nodiscard]] bool isEmpty() const { return m_turns.isEmpty(); }
    /// The turn with this id, or null. Valid until the tree changes.
    [[nodiscard]] const Turn *turn(const TurnId &id) const;
    /// From the first turn to the last of the branches that are chosen.
    [[nodiscard]] QList<TurnId> path() const;
    /// The last turn of the current path; empty before the first.
    [[nodiscard]] TurnId current() const;
    /// The branches at the place of this turn, itself among them, in the order they were made.
    [[nodiscard]] QList<TurnId> branches(const TurnId &id) const;

    /// A new last turn of the current path.
    TurnId append(const QString &prompt);
    /// The same of one that was answered on another day, in a run that need not be here.
    TurnId append(const QString &prompt, const QString &answer);
    /// A new branch in place of @p id, which ends the current path. Empty: there is no such turn.
    TurnId edit(const TurnId &id, const QString &prompt);
    /// As edit(), with the same prompt.
    TurnId rerun(const TurnId &id);
    /// Ends the current path before its first turn: what is appended next begins a conversation of
    /// its own, as another branch of the first turn.
    void beginAnew() { m_chosen.remove(TurnId()); }
    /// Leads the current path through @p id, and on along the branches chosen last after it.
    void choose(const TurnId &id);

    /// What came of the turn; without effect if there is no such turn.
    void setRun(const TurnId &id, std::shared_ptr<const RunRecord> run);
    void setJudgement(const TurnId &id, const Judgement &judgement);

    /**
     * What a run of turn @p id is asked: of every turn before it the prompt and the final answer,
     * not the proposals; then its own prompt. Turns without a final answer are left out whole:
     * providers refuse two messages of the user in a row, and there is nothing to refer to.
     */
    [[nodiscard]] Conversation messagesFor(const TurnId &id) const;
    /// The turns of the current path that messagesFor() leaves out for those after them.
    [[nodiscard]] QList<TurnId> unanswered() const;

private:
    TurnId add(const TurnId &parent, const QString &prompt);
    [[nodiscard]] Turn *find(const TurnId &id);

    QList<Turn> m_turns; ///< in the order they were made: the number of each is its id
    QHash<TurnId, QList<TurnId>> m_children; ///< by parent
    QHash<TurnId, TurnId> m_chosen; ///< child on the way of the current path, by parent
};

} // namespace moa
