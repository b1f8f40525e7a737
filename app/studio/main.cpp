// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/environment.h"
#include "providers/providersfile.h"
#include "ui/appearance.h"
#include "ui/mainwindow.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QMessageBox>
#include <QSettings>

namespace {

const QString layoutKey = QStringLiteral("window/layout");
const QString coloursKey = QStringLiteral("window/colours");

moa::StudioContext context(const QString &providersFile, QString &problem)
{
    moa::StudioContext result;
    const moa::Result<QList<moa::Provider>> providers = moa::loadProviders(providersFile);
    if (!providers)
        problem = providers.error().message;
    result.providers = providers.value_or(moa::builtInProviders());
    result.keys = moa::keysFromEnvironment(result.providers);
    result.models = moa::bundledCatalogue();
    // The window's runs give it the address of its server.
    result.providers.append(moa::sandboxProvider(QUrl(QStringLiteral("http://127.0.0.1/v1"))));
    return result;
}

} // namespace

int main(int argc, char *argv[])
{
    QApplication application(argc, argv);
    moa::setUpApplication();
    QApplication::setApplicationDisplayName(QStringLiteral("MoA Studio"));

    QCommandLineParser parser;
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument(
        QStringLiteral("preset"),
        QCoreApplication::translate("moa", "A preset file or the name of a bundled preset."));
    const QCommandLineOption providersOption(
        QStringLiteral("providers"),
        QCoreApplication::translate("moa", "Providers besides the built-in ones."),
        QStringLiteral("file"));
    const QCommandLineOption coloursOption(
        QStringLiteral("colours"),
        QCoreApplication::translate("moa", "system, light, dark or high-contrast."),
        QStringLiteral("scheme"));
    parser.addOptions({providersOption, coloursOption});
    parser.process(application);

    QSettings settings(QSettings::IniFormat, QSettings::UserScope, QStringLiteral("moa-studio"),
                       QStringLiteral("studio"));
    moa::Appearance appearance;
    const QString kept = settings.value(coloursKey).toString();
    appearance.setSchemeByName(parser.isSet(coloursOption) ? parser.value(coloursOption) : kept);

    QString problem;
    moa::MainWindow window(context(parser.value(providersOption), problem), &appearance);
    window.resize(1440, 900);
    window.restoreLayout(settings.value(layoutKey).toByteArray());
    window.openPreset(parser.positionalArguments().value(0, QStringLiteral("sandbox")));
    window.show();
    if (!problem.isEmpty()) {
        auto *box = new QMessageBox(
            QMessageBox::Warning, QApplication::applicationDisplayName(),
            QCoreApplication::translate("moa",
                                        "Your providers can’t be read; only the built-in "
                                        "ones are there."),
            QMessageBox::Ok, &window);
        box->setInformativeText(problem);
        box->setAttribute(Qt::WA_DeleteOnClose);
        box->open();
    }

    const int code = QApplication::exec();
    settings.setValue(layoutKey, window.layoutState());
    settings.setValue(coloursKey, appearance.schemeName());
    return code;
}
