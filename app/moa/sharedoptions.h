// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/inputfiles.h"

#include <QCommandLineParser>

namespace moa {

/// --providers FILE.
[[nodiscard]] QCommandLineOption providersOption();

/** --format text|json, of the commands that tell something. */
struct FormatOption
{
    FormatOption();

    QCommandLineOption option;

    /// Whether @p parser was given JSON; a failure names what is neither.
    [[nodiscard]] Result<bool> isJson(const QCommandLineParser &parser) const;
};

/** What a mixture is asked: the options of the commands that read it. */
struct PromptOptions
{
    PromptOptions();

    QCommandLineOption prompt;
    QCommandLineOption file;
    QCommandLineOption conversation;

    [[nodiscard]] QList<QCommandLineOption> all() const { return {prompt, file, conversation}; }
    /// Those that were given to @p parser.
    [[nodiscard]] PromptSources given(const QCommandLineParser &parser) const;
};

} // namespace moa
