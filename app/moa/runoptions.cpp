// SPDX-License-Identifier: GPL-3.0-or-later
#include "moa/runoptions.h"

#include "common/environment.h"
#include "common/historyfile.h"
#include "common/spendinglog.h"
#include "moa/keptruns.h"
#include "run/partialrun.h"

namespace moa {

RunOptions::RunOptions()
{
    m_parser.setApplicationDescription(tr(
        "Runs a mixture. Exit codes: 0 done, 1 no final answer, 2 wrong usage or unreadable input, "
        "3 done but an agent failed, 4 stopped by a limit, 130 interrupted."));
    m_parser.addPositionalArgument(QStringLiteral("preset"),
                                   tr("A preset file or the name of a bundled preset."));
    m_parser.addOptions(m_prompt.all());
    m_parser.addOptions({m_providers, m_format, m_exchanges, m_out, m_maxCost, m_maxCostToday,
                         m_timeout, m_resume, m_noHistory, m_record, m_replay, m_quiet});
}

tl::expected<RunOrder, ExitCode> RunOptions::parse(const QStringList &arguments)
{
    if (const auto code = parseArguments(m_parser, QStringLiteral("run"), arguments))
        return tl::make_unexpected(*code);
    if (m_parser.positionalArguments().size() != (m_parser.isSet(m_resume) ? 0 : 1)) {
        return tl::make_unexpected(badInput(
            m_parser.isSet(m_resume)
                ? tr("--resume takes the run's own mixture, and no preset. Try “moa run --help”.")
                : tr("run takes exactly one preset. Try “moa run --help”.")));
    }
    RunOrder order;
    order.out = m_parser.value(m_out);
    order.quiet = m_parser.isSet(m_quiet);
    order.record = m_parser.value(m_record);
    order.replay = m_parser.value(m_replay);
    order.keepsHistory = !m_parser.isSet(m_noHistory);
    const QString format = m_parser.value(m_format);
    if (format == u"markdown")
        order.format = RunFormat::Markdown;
    else if (format == u"html")
        order.format = RunFormat::Html;
    else if (format == u"json")
        order.format = RunFormat::Json;
    else if (format != u"text")
        return tl::make_unexpected(
            badInput(tr("--format is text, markdown, html or json, not “%1”.").arg(format)));
    if (m_parser.isSet(m_exchanges)) {
        if (order.format != RunFormat::Json)
            return tl::make_unexpected(badInput(tr("--exchanges needs --format json.")));
        order.detail = RunDetail::Exchanges;
    }
    if (const Result<void> plan = readPlan(order); !plan)
        return tl::make_unexpected(badInput(plan.error().message));
    return order;
}

Result<void> RunOptions::readPlan(RunOrder &order)
{
    const Result<void> mixture = m_parser.isSet(m_resume) ? readResumed(order) : readMixture(order);
    if (!mixture)
        return mixture;
    const Result<ProvidersFile> settings = loadProviderSettings(m_parser.value(m_providers));
    if (!settings)
        return tl::make_unexpected(settings.error());
    order.plan.providers = settings->providers;
    order.plan.network = settings->network;
    order.plan.models = bundledCatalogue();
    const LoadedHistory loaded = loadModelHistory();
    if (!loaded.notice.isEmpty() && !order.quiet)
        printNote(loaded.notice);
    order.plan.history = loaded.history;
    return readLimits(order);
}

Result<void> RunOptions::readMixture(RunOrder &order) const
{
    const Result<Mixture> mixture = loadPresetArgument(m_parser.positionalArguments().constFirst());
    if (!mixture)
        return tl::make_unexpected(mixture.error());
    const Result<Conversation> conversation =
        readPrompt(m_prompt.given(m_parser), mixture->examplePrompt);
    if (!conversation)
        return tl::make_unexpected(conversation.error());
    order.plan.mixture = *mixture;
    order.plan.conversation = *conversation;
    return {};
}

Result<void> RunOptions::readResumed(RunOrder &order) const
{
    for (const QCommandLineOption &own : m_prompt.all()) {
        if (m_parser.isSet(own)) {
            return failure(tr("--resume asks what the run asked; --%1 is for a new one.")
                               .arg(own.names().constFirst()));
        }
    }
    const Result<std::unique_ptr<HistoryStore>> store =
        openKeptRuns(HistoryStore::Access::ReadOnly);
    if (!store)
        return tl::make_unexpected(store.error());
    if (!*store)
        return failure(tr("No run was kept yet."));
    const Result<QString> id = keptRun(**store, m_parser.value(m_resume));
    if (!id)
        return tl::make_unexpected(id.error());
    const Result<RunRecord> run = (*store)->run(*id);
    if (!run)
        return tl::make_unexpected(run.error());
    order.resumed = *id;
    order.plan.mixture = run->mixture;
    order.plan.conversation = run->conversation;
    order.plan.pinned = finishedResponses(*run);
    return {};
}

Result<void> RunOptions::readLimits(RunOrder &order) const
{
    if (m_parser.isSet(m_maxCost)) {
        const QString text = m_parser.value(m_maxCost);
        order.plan.maxCost = Usd::fromString(text);
        if (!order.plan.maxCost)
            return failure(
                tr("--max-cost is an amount of US dollars such as 0.05, not “%1”.").arg(text));
    }
    if (m_parser.isSet(m_maxCostToday)) {
        const QString text = m_parser.value(m_maxCostToday);
        order.plan.maxCostToday = Usd::fromString(text);
        if (!order.plan.maxCostToday)
            return failure(
                tr("--max-cost-today is an amount of US dollars such as 2, not “%1”.").arg(text));
        const Result<Usd> spent = SpendingLog().spentOn(QDate::currentDate());
        if (!spent)
            return tl::make_unexpected(spent.error());
        order.plan.spentToday = *spent;
    }
    if (m_parser.isSet(m_timeout)) {
        const QString text = m_parser.value(m_timeout);
        bool isNumber = false;
        const double seconds = text.toDouble(&isNumber);
        constexpr double longest = 7.0 * 24 * 3600;
        if (!isNumber || !(seconds > 0.0 && seconds <= longest))
            return failure(tr("--timeout is a number of seconds such as 120, not “%1”.").arg(text));
        order.plan.timeout = std::chrono::milliseconds(qRound64(seconds * 1000.0));
    }
    return {};
}

} // namespace moa
