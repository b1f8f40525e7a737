// SPDX-License-Identifier: GPL-3.0-or-later
#include "moa/estimatecommand.h"

#include "common/environment.h"
#include "common/historyfile.h"
#include "mixture/jsonwriting.h"
#include "moa/console.h"
#include "moa/sharedoptions.h"
#include "run/estimatewords.h"
#include "run/runestimate.h"
#include "run/runplan.h"

#include <array>
#include <QCoreApplication>
#include <QLocale>

namespace moa {

namespace {

using Json = nlohmann::ordered_json;

QString translated(const char *text)
{
    return QCoreApplication::translate("moa", text);
}

struct Subject
{
    Mixture mixture;
    Conversation conversation;
    QList<Provider> providers;
};

constexpr size_t c_columns = 6;
using Row = std::array<QString, c_columns>;

Row rowOf(const Agent &agent, const AgentEstimate &estimate, const QLocale &locale)
{
    const QString name = QStringLiteral("  ") + agent.displayName();
    if (estimate.calls == 0)
        return {name, translated("muted"), {}, {}, {}, {}};
    return {name,
            estimate::calls(estimate.calls, locale),
            translated("%1 in").arg(estimate::tokens(estimate.input, locale)),
            translated("%1 out").arg(estimate::tokens(estimate.output, locale)),
            estimate.cost ? estimate.cost->likely.display(locale) : translated("unpriced"),
            estimate.ms ? estimate::time(*estimate.ms, locale) : QString()};
}

QString trimmedEnd(QString line)
{
    while (line.endsWith(u' '))
        line.chop(1);
    return line;
}

QByteArray asText(const Mixture &mixture, const RunEstimate &estimate)
{
    const QLocale locale;
    std::vector<Row> rows;
    std::array<qsizetype, c_columns> widths{};
    qsizetype at = 0;
    for (const Layer &layer : mixture.layers) {
        for (const Agent &agent : layer.agents) {
            rows.push_back(rowOf(agent, estimate.agents.at(at++), locale));
            for (size_t column = 0; column < c_columns; ++column)
                widths[column] = std::max(widths[column], rows.back()[column].size());
        }
    }
    QString text;
    auto row = rows.cbegin();
    for (qsizetype layer = 0; layer < mixture.layers.size(); ++layer) {
        const QString &name = mixture.layers.at(layer).name;
        text += translated("Layer %1").arg(layer + 1);
        text += name.isEmpty() ? QStringLiteral("\n") : QStringLiteral(": ") + name + u'\n';
        for (qsizetype agent = 0; agent < mixture.layers.at(layer).agents.size(); ++agent, ++row) {
            QString line;
            for (size_t column = 0; column < c_columns; ++column)
                line += (*row)[column].leftJustified(widths[column] + 2);
            text += trimmedEnd(line) + u'\n';
        }
    }
    text += estimate::line(estimate, locale) + u'\n';
    return text.toLocal8Bit();
}

Json toJson(const Range<qint64> &range)
{
    return {{"low", range.low}, {"likely", range.likely}, {"high", range.high}};
}

Json toJson(const CostRange &range)
{
    return {{"low", range.low.toDouble()},
            {"likely", range.likely.toDouble()},
            {"high", range.high.toDouble()}};
}

template <typename Value>
Json orNull(const std::optional<Value> &value)
{
    return value ? toJson(*value) : Json();
}

const char *nameOf(LengthForecast::Basis basis)
{
    switch (basis) {
    case LengthForecast::Basis::Prior:
        return "prior";
    case LengthForecast::Basis::Model:
        return "model";
    case LengthForecast::Basis::Prompt:
        return "prompt";
    }
    Q_UNREACHABLE();
}

Json toJson(const AgentEstimate &agent)
{
    return {{"agent", agent.agent.toString().toStdString()},
            {"layer", agent.layer + 1},
            {"calls", agent.calls},
            {"input", toJson(agent.input)},
            {"output", toJson(agent.output)},
            {"cost_usd", orNull(agent.cost)},
            {"ms", orNull(agent.ms)},
            {"exact", agent.exact},
            {"basis", nameOf(agent.basis)},
            {"needed", agent.needed},
            {"context_window", agent.contextWindow ? Json(*agent.contextWindow) : Json()}};
}

QByteArray asJson(const RunEstimate &estimate, const QList<Problem> &problems)
{
    Json agents = Json::array();
    for (const AgentEstimate &agent : estimate.agents)
        agents.push_back(toJson(agent));
    Json warnings = Json::array();
    for (const Problem &problem : problems) {
        warnings.push_back(Json{{"kind", kindName(problem.kind).toStdString()},
                                {"path", problem.path.toStdString()},
                                {"text", problem.text.toStdString()}});
    }
    const bool isPriced = estimate.unpricedCalls < estimate.calls;
    return fileText(Json{{"format", "moa-studio/estimate"},
                         {"version", 1},
                         {"calls", estimate.calls},
                         {"input", toJson(estimate.input)},
                         {"output", toJson(estimate.output)},
                         {"total", toJson(estimate.total)},
                         {"cost_usd", isPriced ? toJson(estimate.cost) : Json()},
                         {"unpriced", estimate.unpricedCalls},
                         {"ms", orNull(estimate.ms)},
                         {"exact", estimate.exact},
                         {"basis", nameOf(estimate.basis)},
                         {"agents", std::move(agents)},
                         {"problems", std::move(warnings)}});
}

Result<Subject> readSubject(const QString &preset, const PromptSources &sources,
                            const QString &providersFile)
{
    const Result<Mixture> mixture = loadPresetArgument(preset);
    if (!mixture)
        return tl::make_unexpected(mixture.error());
    const Result<QList<Provider>> providers = loadProviders(providersFile);
    if (!providers)
        return tl::make_unexpected(providers.error());
    const Result<Conversation> conversation = readPrompt(sources, mixture->examplePrompt);
    if (!conversation)
        return tl::make_unexpected(conversation.error());
    if (conversation->isEmpty())
        return failure(translated("There is no prompt to estimate for. Give one with --prompt."));
    Subject subject{*mixture, *conversation, *providers};
    if (!findProvider(subject.providers, sandboxProviderId()))
        subject.providers.append(sandboxProvider({}));
    return subject;
}

} // namespace

ExitCode estimateCommand(const QStringList &arguments)
{
    const PromptOptions prompt;
    const QCommandLineOption providers = providersOption();
    const FormatOption format;
    QCommandLineParser parser;
    parser.setApplicationDescription(
        translated("Tells how many tokens, calls, dollars and seconds a run will need. Nothing is "
                   "sent. Nine runs of ten should end within the ranges."));
    parser.addPositionalArgument(QStringLiteral("preset"),
                                 translated("A preset file or the name of a bundled preset."));
    parser.addOptions(prompt.all());
    parser.addOptions({providers, format.option});
    if (const auto code = parseArguments(parser, QStringLiteral("estimate"), arguments))
        return *code;
    if (parser.positionalArguments().size() != 1) {
        return badInput(
            translated("estimate takes exactly one preset. Try “moa estimate --help”."));
    }
    const Result<bool> isJson = format.isJson(parser);
    if (!isJson)
        return badInput(isJson.error().message);
    const Result<Subject> subject = readSubject(parser.positionalArguments().constFirst(),
                                                prompt.given(parser), parser.value(providers));
    if (!subject)
        return badInput(subject.error().message);

    const LoadedHistory loaded = loadModelHistory();
    if (!loaded.notice.isEmpty())
        printNote(loaded.notice);
    const RunEstimate estimate =
        estimateRun(subject->mixture, subject->conversation, subject->providers, bundledCatalogue(),
                    loaded.history);
    ValidationContext context;
    context.contextNeed = contextNeeds(estimate);
    const QList<Problem> problems = validate(subject->mixture, context);
    for (const Problem &problem : problems)
        printNote(QStringLiteral("%1: %2").arg(problem.path, problem.text));
    if (!writeOut(*isJson ? asJson(estimate, problems) : asText(subject->mixture, estimate)))
        return badInput(translated("Standard output can't be written."));
    return ExitCode::Done;
}

} // namespace moa
