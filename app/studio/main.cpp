// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/canvasaccessible.h"
#include "common/cassetteplayer.h"
#include "common/environment.h"
#include "studio/studio.h"
#include "ui/appearance.h"
#include "ui/mainwindow.h"
#include "ui/portalsettings.h"
#include "ui/settings/lookpage.h"
#include "ui/systemlook.h"

#include <algorithm>
#include <array>
#include <iostream>
#include <memory>
#include <QApplication>
#include <QCommandLineParser>
#include <QMessageBox>
#include <QProcess>
#include <QSettings>
#include <string_view>

namespace {

const QString layoutKey = QStringLiteral("window/layout");
constexpr int badInput = 2; // as of the command line
const QString coloursKey = QStringLiteral("window/colours");
const QString motionKey = QStringLiteral("window/motion");
const QString fontKey = QStringLiteral("window/font");
const QString fontSizeKey = QStringLiteral("window/fontSize");
const QString languageKey = QStringLiteral("window/language");

void warn(QWidget *window, const QString &text, const QString &details)
{
    auto *box = new QMessageBox(QMessageBox::Warning, QApplication::applicationDisplayName(), text,
                                QMessageBox::Ok, window);
    box->setInformativeText(details);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

/// What only prints needs no display.
bool onlyPrints(int argc, char *argv[])
{
    static constexpr std::array<std::string_view, 4> printing{"-h", "--help", "-v", "--version"};
    return argc == 2 && std::find(printing.begin(), printing.end(), argv[1]) != printing.end();
}

/// Opens each of @p presets in a window, which is a program, of its own.
void openBeside(const QStringList &presets, const QStringList &options)
{
    for (const QString &preset : presets) {
        QProcess::startDetached(QCoreApplication::applicationFilePath(),
                                options + QStringList{QStringLiteral("--"), preset});
    }
}

} // namespace

int main(int argc, char *argv[])
{
    const std::unique_ptr<QCoreApplication> application = onlyPrints(argc, argv)
        ? std::make_unique<QCoreApplication>(argc, argv)
        : std::make_unique<QApplication>(argc, argv);
    moa::setUpApplication();
    moa::installCanvasAccessibility();
    QApplication::setApplicationDisplayName(QStringLiteral("MoA Studio"));

    QCommandLineParser parser;
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument(
        QStringLiteral("preset"),
        QCoreApplication::translate("moa",
                                    "A preset file or the name of a bundled preset; each "
                                    "has a window of its own."),
        QStringLiteral("[preset...]"));
    const QCommandLineOption providersOption(
        QStringLiteral("providers"),
        QCoreApplication::translate("moa", "Providers besides the built-in ones."),
        QStringLiteral("file"));
    const QCommandLineOption coloursOption(
        QStringLiteral("colours"),
        QCoreApplication::translate("moa", "system, light, dark or high-contrast."),
        QStringLiteral("scheme"));
    const QCommandLineOption replayOption(
        QStringLiteral("replay"),
        QCoreApplication::translate("moa",
                                    "Answers from a recorded cassette; nothing is sent to a "
                                    "provider."),
        QStringLiteral("file"));
    parser.addOptions({providersOption, coloursOption, replayOption});
    parser.process(*application);
    const QStringList presets = parser.positionalArguments();
    QStringList options;
    for (const QCommandLineOption &option : {providersOption, coloursOption, replayOption}) {
        if (parser.isSet(option)) {
            options.append(
                QStringLiteral("--%1=%2").arg(option.names().constFirst(), parser.value(option)));
        }
    }
    openBeside(presets.mid(1), options);

    QSettings settings(QSettings::IniFormat, QSettings::UserScope, QStringLiteral("moa-studio"),
                       QStringLiteral("studio"));
    moa::applyLanguage(settings.value(languageKey).toString());
    moa::SystemLook systemLook;
    moa::PortalSettings portal;
    QObject::connect(&portal, &moa::PortalSettings::valueRead, &systemLook, &moa::SystemLook::take);
    moa::Appearance appearance;
    appearance.follow(&systemLook);
    portal.start();
    const QString kept = settings.value(coloursKey).toString();
    appearance.setSchemeByName(parser.isSet(coloursOption) ? parser.value(coloursOption) : kept);

    appearance.setMotionByName(settings.value(motionKey).toString());
    appearance.setFont({settings.value(fontKey).toString(), settings.value(fontSizeKey).toInt()});

    const QString providersFile = parser.value(providersOption);
    moa::Studio studio(providersFile.isEmpty() ? moa::providersFilePath() : providersFile,
                       &settings);
    if (parser.isSet(replayOption)) {
        auto player = moa::CassettePlayer::open(parser.value(replayOption));
        if (!player) {
            // Not a window after all: what runs there would be sent, and cost money.
            std::cerr << player.error().message.toLocal8Bit().constData() << '\n';
            return badInput;
        }
        studio.replay(std::move(*player));
    }
    moa::MainWindow window(studio.context(), &appearance);
    window.resize(1440, 900);
    window.remember(&settings);
    window.restoreLayout(settings.value(layoutKey).toByteArray());
    studio.attach(&window);
    studio.addPages(&window, &appearance);
    window.recoverIn(moa::draftsFolder());
    window.openPreset(presets.value(0, QStringLiteral("sandbox")));
    window.show();
    if (!studio.problem().isEmpty()) {
        warn(&window, QCoreApplication::translate("moa", "Only the built-in providers are there."),
             studio.problem());
    }

    const int code = QApplication::exec();
    studio.keepLayout();
    settings.setValue(layoutKey, window.layoutState());
    settings.setValue(coloursKey, appearance.schemeName());
    settings.setValue(motionKey, appearance.motionName());
    settings.setValue(fontKey, appearance.font().family);
    settings.setValue(fontSizeKey, appearance.font().points);
    return code;
}
