// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace moa {

/**
 * Takes the reasoning out of an answer that carries it as `<think>…</think>` (also `thinking` and
 * `reasoning`), as servers without a parser for it send it. The text may be cut anywhere.
 *
 * Only a tag at the very start counts. Where it is missing, since the chat template has already put
 * it there, the closing tag alone on its line ends the reasoning: the text so far is then moved.
 */
class ThinkSplitter
{
public:
    /// Appends what of @p added is certain to @p text and @p reasoning. Both must be the ones of
    /// the calls before; reasoning that comes apart from the answer may be added in between.
    void feed(QStringView added, QString &text, QString &reasoning);
    /// The answer has ended.
    void finish(QString &text, QString &reasoning);

private:
    enum class State {
        Start, ///< what came may yet become an opening tag
        Reasoning,
        Gap, ///< white space after the reasoning
        Answer
    };

    void take(QString &text, QString &reasoning, bool ended);
    [[nodiscard]] bool takeStart();
    void takeReasoning(QString &reasoning, bool ended);
    void findLoneClosing(QString &text, QString &reasoning, bool ended);

    State m_state = State::Start;
    QString m_held; ///< not yet given to either
    QLatin1StringView m_name; ///< of the tag that is open
    bool m_inReasoning = false; ///< some of it was given out: white space belongs to it
    bool m_mayLackOpening = true;
    qsizetype m_searched = 0; ///< no closing tag begins before this place of the text
};

} // namespace moa
