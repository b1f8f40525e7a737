// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "moa/console.h"
#include "moa/sharedoptions.h"
#include "run/runjson.h"
#include "run/runplan.h"

#include <QCommandLineParser>
#include <QCoreApplication>

namespace moa {

enum class RunFormat { Text, Markdown, Html, Json };

/** What “moa run” is asked to do; the keys come later. */
struct RunOrder
{
    RunPlan plan;
    RunFormat format = RunFormat::Text;
    RunDetail detail = RunDetail::Responses; ///< of JSON
    bool keepsHistory = true;
    QString resumed; ///< the id of the run that goes on; empty: a new one
    QString out; ///< a file; empty: standard output
    QString record; ///< where the traffic goes; empty: nowhere
    QString replay; ///< the cassette that answers; empty: the providers do
    bool quiet = false;
};

/** The arguments of “moa run”. */
class RunOptions
{
    Q_DECLARE_TR_FUNCTIONS(moa)

public:
    RunOptions();
    /// What is asked for, or the code to end with.
    [[nodiscard]] tl::expected<RunOrder, ExitCode> parse(const QStringList &arguments);

private:
    [[nodiscard]] Result<void> readPlan(RunOrder &order);
    [[nodiscard]] Result<void> readMixture(RunOrder &order) const;
    [[nodiscard]] Result<void> readResumed(RunOrder &order) const;
    [[nodiscard]] Result<void> readLimits(RunOrder &order) const;

    QCommandLineParser m_parser;
    PromptOptions m_prompt;
    QCommandLineOption m_providers = providersOption();
    QCommandLineOption m_format{QStringLiteral("format"),
                                tr("text (the default, streams the final answer), "
                                   "markdown, html or json (the whole run)."),
                                QStringLiteral("format"), QStringLiteral("text")};
    QCommandLineOption m_exchanges{
        QStringLiteral("exchanges"),
        tr("Adds to json every attempt as it went over the wire, but for keys.")};
    QCommandLineOption m_out{QStringLiteral("out"),
                             tr("Writes the result to a file instead of standard output."),
                             QStringLiteral("file")};
    QCommandLineOption m_maxCost{
        QStringLiteral("max-cost"),
        tr("Stops before a call that could make the run cost more US dollars than this."),
        QStringLiteral("usd")};
    QCommandLineOption m_maxCostToday{
        QStringLiteral("max-cost-today"),
        tr("The same for all runs of today together, in the window too."), QStringLiteral("usd")};
    QCommandLineOption m_timeout{QStringLiteral("timeout"), tr("Stops after this many seconds."),
                                 QStringLiteral("seconds")};
    QCommandLineOption m_resume{
        QStringLiteral("resume"),
        tr("Goes on with a run that was interrupted or failed, in place of a preset and a prompt: "
           "its answers are kept, the rest is asked for. The run's id, its beginning, or “last”."),
        QStringLiteral("run")};
    QCommandLineOption m_noHistory{QStringLiteral("no-history"), tr("Keeps no record of the run.")};
    QCommandLineOption m_record{
        QStringLiteral("record"),
        tr("Records what the providers answered, to be played again; keys are left out."),
        QStringLiteral("file")};
    QCommandLineOption m_replay{QStringLiteral("replay"),
                                tr("Answers from a recorded file; nothing is sent to a provider."),
                                QStringLiteral("file")};
    QCommandLineOption m_quiet{QStringLiteral("quiet"), tr("Says nothing on standard error.")};
};

} // namespace moa
