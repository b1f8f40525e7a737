// SPDX-License-Identifier: GPL-3.0-or-later
#include "moa/historycommand.h"

#include "common/historydatabase.h"
#include "mixture/fileio.h"
#include "moa/console.h"
#include "moa/keptruns.h"
#include "moa/texttable.h"
#include "run/reportwords.h"
#include "run/runhtml.h"
#include "run/runjson.h"
#include "run/runmarkdown.h"
#include "store/historystore.h"

#include <array>
#include <QCoreApplication>
#include <QDate>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>

namespace moa {

namespace {

using namespace Qt::StringLiterals;

constexpr int pageSize = 100;

/** What “moa history” is asked to do. */
class HistoryCommand
{
    Q_DECLARE_TR_FUNCTIONS(moa)

public:
    HistoryCommand();
    [[nodiscard]] ExitCode run(const QStringList &arguments);

private:
    [[nodiscard]] Result<HistoryQuery> query() const;
    [[nodiscard]] ExitCode list(HistoryStore &store) const;
    [[nodiscard]] ExitCode show(HistoryStore &store) const;
    [[nodiscard]] ExitCode exportRuns(HistoryStore &store) const;
    [[nodiscard]] ExitCode remove(HistoryStore &store) const;
    /// The runs that are named, else those that the options ask for.
    [[nodiscard]] Result<QStringList> chosen(HistoryStore &store, int most) const;
    [[nodiscard]] Result<QList<RunSummary>> found(HistoryStore &store, int most) const;
    [[nodiscard]] QStringList named() const { return m_parser.positionalArguments().mid(1); }
    [[nodiscard]] ExitCode write(const QByteArray &content) const;

    QCommandLineParser m_parser;
    QCommandLineOption m_search{
        u"search"_s, tr("Only runs whose prompts or answers have all of these words."), u"words"_s};
    QCommandLineOption m_preset{u"preset"_s, tr("Only runs of the mixture of this name."),
                                u"name"_s};
    QCommandLineOption m_model{u"model"_s, tr("Only runs that asked this model."), u"id"_s};
    QCommandLineOption m_from{u"from"_s, tr("Only runs from this day on: 2026-05-31."), u"day"_s};
    QCommandLineOption m_to{u"to"_s, tr("Only runs until this day."), u"day"_s};
    QCommandLineOption m_state{u"state"_s,
                               tr("Only runs that ended so: done, degraded, failed, cancelled, "
                                  "limited or interrupted."),
                               u"state"_s};
    QCommandLineOption m_starred{u"starred"_s, tr("Only runs that are starred.")};
    QCommandLineOption m_limit{u"limit"_s, tr("At most so many, the newest first (20)."),
                               u"number"_s, u"20"_s};
    QCommandLineOption m_format{u"format"_s,
                                tr("list: text (the default) or json. show: markdown (the "
                                   "default), html or json."),
                                u"format"_s};
    QCommandLineOption m_out{u"out"_s, tr("Writes to a file instead of standard output."),
                             u"file"_s};
};

HistoryCommand::HistoryCommand()
{
    m_parser.setApplicationDescription(
        tr("The runs that were kept on this machine, by window and command line. “list” tells of "
           "those that the options ask for, “show” prints one as a report, “export” writes whole "
           "runs as JSON, one in each line, “delete” deletes those that are named. A run is named "
           "by its id, the beginning of it, or “last”. Exit codes: 0 done, 1 there is no such "
           "run, 2 wrong usage or unreadable history."));
    m_parser.addPositionalArgument(u"action"_s, tr("list, show, export or delete."));
    m_parser.addPositionalArgument(u"run"_s, tr("The ids of runs."), u"[run...]"_s);
    m_parser.addOptions(
        {m_search, m_preset, m_model, m_from, m_to, m_state, m_starred, m_limit, m_format, m_out});
}

ExitCode HistoryCommand::run(const QStringList &arguments)
{
    if (const auto code = parseArguments(m_parser, u"history"_s, arguments))
        return *code;
    struct Action
    {
        QLatin1StringView name;
        ExitCode (HistoryCommand::*run)(HistoryStore &) const;
        HistoryStore::Access access;
    };
    using Access = HistoryStore::Access;
    static constexpr std::array actions{
        Action{"list"_L1, &HistoryCommand::list, Access::ReadOnly},
        Action{"show"_L1, &HistoryCommand::show, Access::ReadOnly},
        Action{"export"_L1, &HistoryCommand::exportRuns, Access::ReadOnly},
        Action{"delete"_L1, &HistoryCommand::remove, Access::ReadWrite}};
    const QString name = m_parser.positionalArguments().value(0);
    for (const Action &action : actions) {
        if (action.name != name)
            continue;
        const Result<std::unique_ptr<HistoryStore>> store = openKeptRuns(action.access);
        if (!store)
            return badInput(store.error().message);
        if (!*store) {
            // Nothing was kept yet, which is no fault of a list.
            if (named().isEmpty() && action.name != "delete"_L1)
                return ExitCode::Done;
            printNote(u"moa: "_s + tr("No run was kept yet."));
            return ExitCode::NoFinalAnswer;
        }
        return (this->*action.run)(**store);
    }
    return badInput(name.isEmpty()
                        ? tr("history needs to know what to do. Try “moa history --help”.")
                        : tr("history can list, show, export and delete, not “%1”.").arg(name));
}

Result<HistoryQuery> HistoryCommand::query() const
{
    HistoryQuery query;
    query.text = m_parser.value(m_search);
    query.preset = m_parser.value(m_preset);
    query.model = m_parser.value(m_model);
    query.starredOnly = m_parser.isSet(m_starred);
    for (const auto &[option, day] : {std::pair{&m_from, &query.from}, {&m_to, &query.to}}) {
        if (!m_parser.isSet(*option))
            continue;
        *day = QDate::fromString(m_parser.value(*option), Qt::ISODate);
        if (!day->isValid()) {
            return failure(tr("--%1 is a day such as 2026-05-31, not “%2”.")
                               .arg(option->names().constFirst(), m_parser.value(*option)));
        }
    }
    if (const QString state = m_parser.value(m_state); state == u"interrupted") {
        query.interruptedOnly = true;
    } else if (!state.isEmpty()) {
        for (const RunState each : {RunState::Done, RunState::Degraded, RunState::Failed,
                                    RunState::Cancelled, RunState::Limited}) {
            if (stateName(each) == state)
                query.states.append(each);
        }
        if (query.states.isEmpty()) {
            return failure(tr("--state is done, degraded, failed, cancelled, limited or "
                              "interrupted, not “%1”.")
                               .arg(state));
        }
    }
    return query;
}

Result<QList<RunSummary>> HistoryCommand::found(HistoryStore &store, int most) const
{
    const Result<HistoryQuery> query = this->query();
    if (!query)
        return tl::make_unexpected(query.error());
    QList<RunSummary> runs;
    std::optional<HistoryKey> after;
    do {
        const qsizetype rest = most - runs.size();
        const Result<HistoryPage> page =
            store.find(*query, after, static_cast<int>(std::min<qsizetype>(rest, pageSize)));
        if (!page)
            return tl::make_unexpected(page.error());
        runs += page->runs;
        after = page->next;
    } while (after && runs.size() < most);
    return runs;
}

Result<QStringList> HistoryCommand::chosen(HistoryStore &store, int most) const
{
    QStringList ids;
    if (const QStringList words = named(); !words.isEmpty()) {
        for (const QString &word : words) {
            const Result<QString> id = keptRun(store, word);
            if (!id)
                return tl::make_unexpected(id.error());
            ids.append(*id);
        }
        return ids;
    }
    const Result<QList<RunSummary>> runs = found(store, most);
    if (!runs)
        return tl::make_unexpected(runs.error());
    for (const RunSummary &run : *runs)
        ids.append(run.id);
    return ids;
}

ExitCode HistoryCommand::list(HistoryStore &store) const
{
    if (!named().isEmpty())
        return badInput(tr("list takes no runs; its options choose. Try “moa history --help”."));
    bool isNumber = false;
    const int most = m_parser.value(m_limit).toInt(&isNumber);
    if (!isNumber || most < 1)
        return badInput(tr("--limit is a number from 1, not “%1”.").arg(m_parser.value(m_limit)));
    const QString format = m_parser.value(m_format);
    if (!format.isEmpty() && format != u"text" && format != u"json")
        return badInput(tr("--format of a list is text or json, not “%1”.").arg(format));
    const Result<QList<RunSummary>> runs = found(store, most);
    if (!runs)
        return badInput(runs.error().message);

    if (format == u"json") {
        QJsonArray array;
        for (const RunSummary &run : *runs) {
            array.append(
                QJsonObject{{u"id"_s, run.id},
                            {u"started_at"_s, run.startedAt.toString(Qt::ISODateWithMs)},
                            {u"state"_s, run.interrupted ? u"interrupted"_s : stateName(run.state)},
                            {u"preset"_s, run.preset},
                            {u"prompt"_s, run.prompt},
                            {u"answer"_s, run.answer},
                            {u"models"_s, QJsonArray::fromStringList(run.models)},
                            {u"input"_s, run.inputTokens},
                            {u"output"_s, run.outputTokens},
                            {u"cost_usd"_s, run.cost.toDouble()},
                            {u"unpriced"_s, run.unpriced},
                            {u"wall_ms"_s, run.wallMs},
                            {u"starred"_s, run.starred},
                            {u"rating"_s, run.rating ? QJsonValue(*run.rating) : QJsonValue()},
                            {u"tags"_s, QJsonArray::fromStringList(run.tags)},
                            {u"note"_s, run.note}});
        }
        return write(QJsonDocument(QJsonObject{{u"format"_s, u"moa-studio/history"_s},
                                               {u"version"_s, 1},
                                               {u"runs"_s, array}})
                         .toJson());
    }
    if (runs->isEmpty())
        return ExitCode::Done;
    constexpr int promptShown = 48;
    QList<QStringList> rows{
        {tr("RUN"), tr("STARTED"), tr("STATE"), tr("PRESET"), tr("COST"), tr("PROMPT")}};
    for (const RunSummary &run : *runs) {
        QString prompt = oneLine(run.prompt);
        if (prompt.size() > promptShown)
            prompt = prompt.left(promptShown - 1) + u'…';
        rows.append({run.id, run.startedAt.toLocalTime().toString(u"yyyy-MM-dd HH:mm"_s),
                     run.interrupted ? tr("interrupted") : stateName(run.state),
                     oneLine(run.preset), run.cost.display(QLocale()), prompt});
    }
    return write(textTable(rows, {4}).toUtf8());
}

ExitCode HistoryCommand::show(HistoryStore &store) const
{
    if (named().size() != 1)
        return badInput(tr("show takes exactly one run, or “last”. Try “moa history --help”."));
    const QString format = m_parser.value(m_format);
    if (!format.isEmpty() && format != u"markdown" && format != u"html" && format != u"json")
        return badInput(tr("--format of a run is markdown, html or json, not “%1”.").arg(format));
    const Result<QString> id = keptRun(store, named().constFirst());
    const Result<RunRecord> run = id ? store.run(*id) : tl::make_unexpected(id.error());
    if (!run) {
        printNote(u"moa: "_s + run.error().message);
        return ExitCode::NoFinalAnswer;
    }
    if (format == u"html")
        return write(runAsHtml(*run));
    if (format == u"json")
        return write(
            writeRun(*run, RunDetail::Exchanges, store.judgement(*id).value_or(Judgement())));
    return write(runAsMarkdown(*run).toUtf8());
}

ExitCode HistoryCommand::exportRuns(HistoryStore &store) const
{
    const Result<QStringList> ids = chosen(store, std::numeric_limits<int>::max());
    if (!ids)
        return badInput(ids.error().message);
    QByteArray lines;
    for (const QString &id : *ids) {
        const Result<RunRecord> run = store.run(id);
        if (!run)
            return badInput(run.error().message);
        const QByteArray document =
            writeRun(*run, RunDetail::Exchanges, store.judgement(id).value_or(Judgement()));
        lines += QJsonDocument::fromJson(document).toJson(QJsonDocument::Compact) + '\n';
        if (m_parser.isSet(m_out))
            continue;
        // As they come: all of a history is more than fits in memory.
        if (!writeOut(lines))
            return badInput(tr("Standard output can't be written."));
        lines.clear();
    }
    return m_parser.isSet(m_out) ? write(lines) : ExitCode::Done;
}

ExitCode HistoryCommand::remove(HistoryStore &store) const
{
    if (named().isEmpty())
        return badInput(tr("delete takes the runs that are to go. Try “moa history --help”."));
    const Result<QStringList> ids = chosen(store, 0);
    if (!ids) {
        printNote(u"moa: "_s + ids.error().message);
        return ExitCode::NoFinalAnswer;
    }
    const Result<QStringList> removed = store.remove(*ids);
    if (!removed)
        return badInput(removed.error().message);
    if (const Result<void> purged = store.purgeRemoved(); !purged)
        return badInput(purged.error().message);
    for (const QString &id : *ids) {
        if (!removed->contains(id))
            printNote(tr("%1 goes on and was left.").arg(id));
    }
    return removed->size() == ids->size() ? ExitCode::Done : ExitCode::NoFinalAnswer;
}

ExitCode HistoryCommand::write(const QByteArray &content) const
{
    if (const QString path = m_parser.value(m_out); !path.isEmpty()) {
        const Result<void> written = replaceFile(path, content);
        return written ? ExitCode::Done : badInput(u"%1: %2"_s.arg(path, written.error().message));
    }
    return writeOut(content) ? ExitCode::Done : badInput(tr("Standard output can't be written."));
}

} // namespace

ExitCode historyCommand(const QStringList &arguments)
{
    return HistoryCommand().run(arguments);
}

} // namespace moa
