// SPDX-License-Identifier: GPL-3.0-or-later
#include "moa/checkcommand.h"

#include "common/environment.h"
#include "mixture/bundledpresets.h"
#include "mixture/mixturefile.h"
#include "mixture/validation.h"
#include "moa/console.h"
#include "moa/sharedoptions.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace moa {
namespace {

struct Checked
{
    QString preset; ///< as the user named it
    QString error; ///< why it can't be read; empty: it could
    QList<Problem> problems;
};

Checked check(const QString &preset, const ValidationContext &context)
{
    const Result<Mixture> mixture = loadMixture(presetPath(preset));
    if (!mixture)
        return {preset, mixture.error().message, {}};
    return {preset, {}, validate(*mixture, context)};
}

QString severityName(Problem::Severity severity)
{
    return severity == Problem::Severity::Error ? QStringLiteral("error")
                                                : QStringLiteral("warning");
}

QString asText(const QList<Checked> &all)
{
    QString text;
    for (const Checked &checked : all) {
        if (!checked.error.isEmpty())
            text += oneLine(checked.preset + QStringLiteral(": error: ") + checked.error) + u'\n';
        for (const Problem &problem : checked.problems) {
            text += oneLine(QStringLiteral("%1: %2: %3: %4")
                                .arg(checked.preset, problem.path, severityName(problem.severity),
                                     problem.text))
                + u'\n';
        }
    }
    return text;
}

QJsonObject toJson(const Problem &problem)
{
    QJsonObject object{{QStringLiteral("severity"), severityName(problem.severity)},
                       {QStringLiteral("kind"), kindName(problem.kind)},
                       {QStringLiteral("path"), problem.path},
                       {QStringLiteral("text"), problem.text}};
    if (problem.agent)
        object.insert(QStringLiteral("agent"), problem.agent->toString());
    return object;
}

QByteArray asJson(const QList<Checked> &all)
{
    QJsonArray presets;
    for (const Checked &checked : all) {
        QJsonArray problems;
        for (const Problem &problem : checked.problems)
            problems.append(toJson(problem));
        presets.append(
            QJsonObject{{QStringLiteral("preset"), checked.preset},
                        {QStringLiteral("error"),
                         checked.error.isEmpty() ? QJsonValue() : QJsonValue(checked.error)},
                        {QStringLiteral("problems"), problems}});
    }
    return QJsonDocument(QJsonObject{{QStringLiteral("format"), QStringLiteral("moa-studio/check")},
                                     {QStringLiteral("version"), 1},
                                     {QStringLiteral("presets"), presets}})
        .toJson();
}

QSet<ProviderId> idsOf(const QList<Provider> &providers)
{
    // The Sandbox needs no entry: the program is it.
    QSet<ProviderId> ids{sandboxProviderId()};
    for (const Provider &provider : providers)
        ids.insert(provider.id);
    return ids;
}

} // namespace

ExitCode checkCommand(const QStringList &arguments)
{
    const auto tr = [](const char *text) { return QCoreApplication::translate("moa", text); };
    const FormatOption format;
    const QCommandLineOption ownProviders = providersOption();
    QCommandLineParser parser;
    parser.setApplicationDescription(tr("Checks presets and tells what is wrong with them."));
    parser.addPositionalArgument(QStringLiteral("preset"), tr("File, or name of a bundled preset."),
                                 QStringLiteral("PRESET..."));
    parser.addOptions({format.option, ownProviders});
    if (const auto code = parseArguments(parser, QStringLiteral("check"), arguments))
        return *code;
    const Result<bool> isJson = format.isJson(parser);
    if (!isJson)
        return badInput(isJson.error().message);
    if (parser.positionalArguments().isEmpty())
        return badInput(tr("Name at least one preset to check."));
    const Result<QList<Provider>> providers = loadProviders(parser.value(ownProviders));
    if (!providers)
        return badInput(providers.error().message);
    ValidationContext context;
    context.providers = idsOf(*providers);

    QList<Checked> all;
    bool isFine = true;
    const QStringList presets = parser.positionalArguments();
    for (const QString &preset : presets) {
        all.append(check(preset, context));
        isFine = isFine && all.constLast().error.isEmpty() && !hasErrors(all.constLast().problems);
    }
    if (!writeOut(*isJson ? asJson(all) : asText(all).toLocal8Bit()))
        return badInput(tr("Standard output can't be written."));
    return isFine ? ExitCode::Done : ExitCode::BadInput;
}

} // namespace moa
