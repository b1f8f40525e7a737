// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/response.h"

#include <QStringList>

/** What the reports of a run say, whatever they are written in. Translated, for one line each. */
namespace moa::report {

/// The mixture's name or a word for it.
[[nodiscard]] QString title(const RunRecord &run);
/// "Done, but an agent failed"
[[nodiscard]] QString stateWords(RunState state);
[[nodiscard]] QString stateWord(ResponseState state);
[[nodiscard]] QString authorWord(Message::Author author);
/// The agent's name, with the sample's number if it has several; says so of an alternate.
[[nodiscard]] QString name(const RunRecord &run, const Response &response);
/// "Layer 1: Proposers"
[[nodiscard]] QString layerTitle(const RunRecord &run, int layer);
/// "1,234 tokens in, 567 out, $0.0012; 5.2 s, critical path 4.8 s."
[[nodiscard]] QString totals(const RunTotals &totals);
/// "812 in, 344 out · $0.0003 · 5.2 s · BLEU 23.4", as far as it is known.
[[nodiscard]] QString figures(const Response &response);

/** The table of figures: a row for each response. */
struct Column
{
    QString title;
    bool isNumber = false;
};
[[nodiscard]] QList<Column> tableColumns();
[[nodiscard]] QStringList tableRow(const RunRecord &run, const Response &response);

/// What else there is to know of a response: pairs of a name and a value.
[[nodiscard]] QList<QPair<QString, QString>> details(const Response &response);

} // namespace moa::report
