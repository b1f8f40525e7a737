// SPDX-License-Identifier: GPL-3.0-or-later
#include "moa/exportcommand.h"

#include "common/environment.h"
#include "mixture/fileio.h"
#include "mixture/keyscan.h"
#include "mixture/mermaidexport.h"
#include "mixture/pythonexport.h"
#include "moa/console.h"
#include "moa/sharedoptions.h"

#include <QCoreApplication>

namespace moa {

namespace {

/// Where a script looks for the Sandbox, which is this program: it has no address of its own.
constexpr int c_sandboxPort = 8765;

QString translated(const char *text)
{
    return QCoreApplication::translate("moa", text);
}

bool usesSandbox(const Mixture &mixture)
{
    for (const Layer &layer : mixture.layers) {
        for (const Agent &agent : layer.agents) {
            if (agent.provider == sandboxProviderId() && !agent.muted)
                return true;
        }
    }
    return false;
}

Result<QByteArray> asPython(const Mixture &mixture, const QString &providersFile)
{
    Result<QList<Provider>> providers = loadProviders(providersFile);
    if (!providers)
        return tl::make_unexpected(providers.error());
    const QUrl sandbox(QStringLiteral("http://127.0.0.1:%1/v1").arg(c_sandboxPort));
    return pythonScript(mixture, mergedProviders({sandboxProvider(sandbox)}, *providers),
                        bundledCatalogue());
}

} // namespace

ExitCode exportCommand(const QStringList &arguments)
{
    const QCommandLineOption as(QStringLiteral("as"),
                                translated("python (a script of its own) or mermaid (a chart)."),
                                QStringLiteral("format"));
    const QCommandLineOption out(QStringLiteral("out"),
                                 translated("Writes to a file instead of standard output."),
                                 QStringLiteral("file"));
    const QCommandLineOption providers = providersOption();
    const QCommandLineOption keepKeys(
        QStringLiteral("keep-keys"),
        translated("Writes also what holds something that looks like a key."));
    const QCommandLineOption quiet(QStringLiteral("quiet"),
                                   translated("Says nothing on standard error but errors."));
    QCommandLineParser parser;
    parser.setApplicationDescription(
        translated("Exports a mixture for other programs. No provider is asked."));
    parser.addPositionalArgument(QStringLiteral("preset"),
                                 translated("A preset file or the name of a bundled preset."));
    parser.addOptions({as, out, providers, keepKeys, quiet});
    if (const auto code = parseArguments(parser, QStringLiteral("export"), arguments))
        return *code;
    if (parser.positionalArguments().size() != 1) {
        return badInput(translated("export takes exactly one preset. Try “moa export --help”."));
    }
    const QString format = parser.value(as);
    const bool isPython = format == u"python";
    if (!isPython && format != u"mermaid")
        return badInput(translated("--as is python or mermaid, not “%1”.").arg(format));

    const Result<Mixture> mixture = loadPresetArgument(parser.positionalArguments().constFirst());
    if (!mixture)
        return badInput(mixture.error().message);
    const QList<KeyFinding> keys = findKeys(*mixture);
    if (!keys.isEmpty() && !parser.isSet(keepKeys)) {
        return badInput(oneLine(keySentences(keys)) + u' '
                        + translated("Keys do not belong in what others read: take it out, or "
                                     "pass --keep-keys if it is none."));
    }
    const Result<QByteArray> content = isPython ? asPython(*mixture, parser.value(providers))
                                                : Result<QByteArray>(mermaidChart(*mixture));
    if (!content)
        return badInput(oneLine(content.error().message));
    if (const QString path = parser.value(out); !path.isEmpty()) {
        if (const Result<void> written = replaceFile(path, *content); !written)
            return badInput(QStringLiteral("%1: %2").arg(path, written.error().message));
    } else if (!writeOut(*content)) {
        return badInput(translated("Standard output can't be written."));
    }
    if (parser.isSet(quiet))
        return ExitCode::Done;
    if (isPython && usesSandbox(*mixture)) {
        printNote(translated("The script asks the Sandbox of MoA Studio: start it before with "
                             "“moa sandbox --port %1”.")
                      .arg(c_sandboxPort));
    }
    if (keys.isEmpty())
        printNote(translated("Contains no keys; contains no answers."));
    return ExitCode::Done;
}

} // namespace moa
