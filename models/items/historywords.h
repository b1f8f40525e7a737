// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/runsummary.h"

class QLocale;

/** What a list of runs says of one of them. Pure and translated. */
namespace moa::history {

/// How the run ended, or that it goes on, in a word or two.
[[nodiscard]] QString stateWord(const RunSummary &run);
[[nodiscard]] QString stateWord(RunState state);
[[nodiscard]] QString interruptedWord();
/// The mixture's name, or a word for one that has none.
[[nodiscard]] QString title(const RunSummary &run);
/// The start of the prompt in one line.
[[nodiscard]] QString promptLine(const RunSummary &run);
/// "Today, 14:03", "Yesterday, 9:12", then the date; @p now tells what today is.
[[nodiscard]] QString when(const QDateTime &moment, const QDateTime &now, const QLocale &locale);
/// "Qwen1.5-72B-Chat, WizardLM-2-8x22B and 3 more": at most @p most by name.
[[nodiscard]] QString models(const QStringList &models, int most, const QLocale &locale);
/// "1,156 tokens", of prompts and answers.
[[nodiscard]] QString tokens(const RunSummary &run, const QLocale &locale);
/// "$0.0031", "$0.0031 and more" if a response has no price, "unpriced" if none has.
[[nodiscard]] QString cost(const RunSummary &run, const QLocale &locale);
/// All of a row, to be read out.
[[nodiscard]] QString inWords(const RunSummary &run);

} // namespace moa::history
