// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/conversationtree.h"

#include <QAbstractListModel>

namespace moa {

/** How far a turn is, for the eye: figures::runSentence() says it in full. */
enum class TurnState { Running, Answered, Degraded, Unanswered, Stopped };

/** The turns of a conversation's current path, one row each, the first one first. */
class TurnsModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        IdRole = Qt::UserRole + 1, ///< TurnId
        NumberRole, ///< int, from 1: place in the path
        PromptRole, ///< QString, whole
        StateRole, ///< TurnState as int
        StateWordRole, ///< QString: "Running", "Done"
        BranchRole, ///< int, from 1: which of the branches at this place it is
        BranchCountRole, ///< int
        PreviousBranchRole, ///< TurnId; empty: this is the first
        NextBranchRole, ///< TurnId; empty: this is the last
        ShownRole ///< bool: the responses shown are this turn's
    };

    using QAbstractListModel::QAbstractListModel;

    /// Rows that stay keep their place, so that a view keeps its own.
    void setConversation(const ConversationTree &conversation, const TurnId &running,
                         const TurnId &shown);
    [[nodiscard]] std::optional<int> row(const TurnId &id) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    /// Also Qt::DisplayRole: the prompt's first line that is not blank; Qt::ToolTipRole, as plain
    /// text, and Qt::AccessibleTextRole: all of it in words.
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    struct Row
    {
        TurnId id;
        QString prompt;
        TurnState state = TurnState::Running;
        QString sentence; ///< how the run ended, if there is more to say than the state
        QList<TurnId> branches;
        bool shown = false;

        friend bool operator==(const Row &, const Row &) = default;
    };

    [[nodiscard]] static Row rowOf(const ConversationTree &conversation, const TurnId &id,
                                   bool running);
    [[nodiscard]] TurnId neighbour(const Row &row, qsizetype step) const;
    [[nodiscard]] QString inWords(int row) const;

    QList<Row> m_rows;
};

} // namespace moa
