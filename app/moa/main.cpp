// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/environment.h"
#include "moa/checkcommand.h"
#include "moa/console.h"
#include "moa/estimatecommand.h"
#include "moa/exportcommand.h"
#include "moa/historycommand.h"
#include "moa/modelscommand.h"
#include "moa/providerscommand.h"
#include "moa/runcommand.h"
#include "moa/sandboxcommand.h"
#include "moa/scorecommand.h"
#include "moa/tokenscommand.h"

#include <array>
#include <csignal>
#include <QCoreApplication>

namespace {

struct Command
{
    QLatin1StringView name;
    moa::ExitCode (*run)(const QStringList &);
    const char *summary;
};

constexpr std::array commands{
    Command{QLatin1StringView("run"), moa::runCommand,
            QT_TRANSLATE_NOOP("moa", "runs a mixture and prints its final answer")},
    Command{QLatin1StringView("check"), moa::checkCommand,
            QT_TRANSLATE_NOOP("moa", "tells what is wrong with presets")},
    Command{QLatin1StringView("estimate"), moa::estimateCommand,
            QT_TRANSLATE_NOOP("moa", "tells what a run will need before anything is sent")},
    Command{QLatin1StringView("export"), moa::exportCommand,
            QT_TRANSLATE_NOOP("moa", "exports a mixture as a Python script or a chart")},
    Command{QLatin1StringView("score"), moa::scoreCommand,
            QT_TRANSLATE_NOOP("moa", "scores texts against references, JSON lines in and out")},
    Command{QLatin1StringView("tokens"), moa::tokensCommand,
            QT_TRANSLATE_NOOP("moa", "counts tokens exactly, JSON lines in and out")},
    Command{QLatin1StringView("providers"), moa::providersCommand,
            QT_TRANSLATE_NOOP("moa", "tells which providers are configured and what answers")},
    Command{QLatin1StringView("models"), moa::modelsCommand,
            QT_TRANSLATE_NOOP("moa", "lists a provider's models with context and prices")},
    Command{QLatin1StringView("history"), moa::historyCommand,
            QT_TRANSLATE_NOOP("moa", "lists, shows, exports and deletes the runs that were kept")},
    Command{QLatin1StringView("sandbox"), moa::sandboxCommand,
            QT_TRANSLATE_NOOP("moa", "serves the built-in Sandbox provider on this machine")},
};

QString usage()
{
    QString text =
        QCoreApplication::translate("moa", "Usage: moa COMMAND [OPTION...]") + u"\n\n"_qs;
    for (const Command &command : commands) {
        text += QStringLiteral("  %1 %2\n")
                    .arg(command.name, -10)
                    .arg(QCoreApplication::translate("moa", command.summary));
    }
    text += u'\n' + QCoreApplication::translate("moa", "“moa COMMAND --help” tells more.") + u'\n';
    return text;
}

moa::ExitCode dispatch(const QStringList &arguments)
{
    using moa::ExitCode;
    if (arguments.isEmpty())
        return moa::badInput(usage());
    const QString &name = arguments.constFirst();
    const auto printed = [](const QString &text) {
        return moa::writeOut(text.toLocal8Bit()) ? ExitCode::Done : ExitCode::BadInput;
    };
    if (name == u"--help" || name == u"-h")
        return printed(usage());
    if (name == u"--version")
        return printed(QStringLiteral("moa " MOA_VERSION "\n"));
    for (const Command &command : commands) {
        if (name == command.name)
            return command.run(arguments.mid(1));
    }
    return moa::badInput(QCoreApplication::translate("moa", "There is no command “%1”.").arg(name)
                         + u'\n' + usage());
}

} // namespace

int main(int argc, char *argv[])
{
    // A reader that goes away is an error to report, not a reason to be killed.
    std::signal(SIGPIPE, SIG_IGN);
    const QCoreApplication application(argc, argv);
    moa::setUpApplication();
    return static_cast<int>(dispatch(QCoreApplication::arguments().mid(1)));
}
