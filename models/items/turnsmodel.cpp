// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/turnsmodel.h"

#include <algorithm>
#include <utility>

namespace moa {

namespace {

constexpr qsizetype longestLine = 200; // characters: more than a row has room for
constexpr qsizetype longestPrompt = 2000; // characters of a tooltip

QString firstLine(const QString &prompt)
{
    for (const QStringView line : QStringView(prompt).tokenize(u'\n')) {
        // Only as much as can be seen: a prompt may be one line of megabytes.
        const QString start = line.trimmed().left(longestLine).toString().simplified();
        if (!start.isEmpty())
            return start;
    }
    return {};
}

TurnState stateOf(const Turn &turn, bool running)
{
    if (running)
        return TurnState::Running;
    if (!turn.run)
        return turn.answer ? TurnState::Answered : TurnState::Stopped;
    switch (turn.run->state) {
    case RunState::Running:
        return TurnState::Running;
    case RunState::Done:
        return TurnState::Answered;
    case RunState::Degraded:
        return TurnState::Degraded;
    case RunState::Failed:
        return TurnState::Unanswered;
    case RunState::Cancelled:
    case RunState::Limited:
        return TurnState::Stopped;
    }
    Q_UNREACHABLE();
}

QString stateWord(TurnState state)
{
    switch (state) {
    case TurnState::Running:
        return TurnsModel::tr("Running");
    case TurnState::Answered:
        return TurnsModel::tr("Done");
    case TurnState::Degraded:
        return TurnsModel::tr("Done in part");
    case TurnState::Unanswered:
        return TurnsModel::tr("Failed");
    case TurnState::Stopped:
        return TurnsModel::tr("Stopped");
    }
    Q_UNREACHABLE();
}

} // namespace

void TurnsModel::setConversation(const ConversationTree &conversation, const TurnId &running,
                                 const TurnId &shown)
{
    QList<Row> rows;
    for (const TurnId &id : conversation.path()) {
        Row row = rowOf(conversation, id, id == running);
        row.shown = id == shown;
        rows.append(row);
    }
    const auto firstOther =
        std::mismatch(m_rows.cbegin(), m_rows.cend(), rows.cbegin(), rows.cend(),
                      [](const Row &a, const Row &b) { return a.id == b.id; });
    const int common = static_cast<int>(firstOther.first - m_rows.cbegin());
    if (common < m_rows.size()) {
        beginRemoveRows({}, common, static_cast<int>(m_rows.size()) - 1);
        m_rows.resize(common);
        endRemoveRows();
    }
    for (int row = 0; row < common; ++row) {
        if (m_rows.at(row) == rows.at(row))
            continue;
        m_rows[row] = rows.at(row);
        Q_EMIT dataChanged(index(row), index(row));
    }
    if (common < rows.size()) {
        beginInsertRows({}, common, static_cast<int>(rows.size()) - 1);
        m_rows = std::move(rows);
        endInsertRows();
    }
}

TurnsModel::Row TurnsModel::rowOf(const ConversationTree &conversation, const TurnId &id,
                                  bool running)
{
    const Turn *turn = conversation.turn(id);
    Row row;
    row.id = id;
    row.prompt = turn->prompt;
    row.state = stateOf(*turn, running);
    row.branches = conversation.branches(id);
    if (!turn->run && turn->answer) {
        row.sentence = tr("Its run is not in the history. It was answered:\n%1")
                           .arg(turn->answer->left(longestPrompt));
    } else if (!running && !finalAnswerOf(*turn)) {
        row.sentence = turn->run ? turn->run->error : QString();
        if (!row.sentence.isEmpty())
            row.sentence += u'\n';
        row.sentence += tr("There is no final answer, so later turns go on without this one.");
    }
    return row;
}

std::optional<int> TurnsModel::row(const TurnId &id) const
{
    const auto found = std::find_if(m_rows.cbegin(), m_rows.cend(),
                                    [&id](const Row &row) { return row.id == id; });
    if (found == m_rows.cend())
        return std::nullopt;
    return static_cast<int>(found - m_rows.cbegin());
}

int TurnsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant TurnsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Row &row = m_rows.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return firstLine(row.prompt);
    case Qt::ToolTipRole: {
        const QString prompt =
            row.prompt.size() > longestPrompt ? row.prompt.left(longestPrompt) + u'…' : row.prompt;
        return row.sentence.isEmpty() ? prompt : prompt + u"\n\n"_qs + row.sentence;
    }
    case Qt::AccessibleTextRole:
        return inWords(index.row());
    case IdRole:
        return QVariant::fromValue(row.id);
    case NumberRole:
        return index.row() + 1;
    case PromptRole:
        return row.prompt;
    case StateRole:
        return static_cast<int>(row.state);
    case StateWordRole:
        return stateWord(row.state);
    case BranchRole:
        return static_cast<int>(row.branches.indexOf(row.id)) + 1;
    case BranchCountRole:
        return static_cast<int>(row.branches.size());
    case PreviousBranchRole:
        return QVariant::fromValue(neighbour(row, -1));
    case NextBranchRole:
        return QVariant::fromValue(neighbour(row, 1));
    case ShownRole:
        return row.shown;
    default:
        return {};
    }
}

TurnId TurnsModel::neighbour(const Row &row, qsizetype step) const
{
    return row.branches.value(row.branches.indexOf(row.id) + step);
}

QString TurnsModel::inWords(int row) const
{
    const Row &told = m_rows.at(row);
    QStringList parts{tr("Turn %1").arg(row + 1), firstLine(told.prompt), stateWord(told.state)};
    if (told.branches.size() > 1) {
        parts.append(tr("branch %1 of %2")
                         .arg(told.branches.indexOf(told.id) + 1)
                         .arg(told.branches.size()));
    }
    if (told.shown)
        parts.append(tr("shown"));
    return parts.join(u", ");
}

} // namespace moa
