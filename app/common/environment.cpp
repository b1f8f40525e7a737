// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/environment.h"

#include "mixture/fileio.h"
#include "mixture/jsonvalue.h"

#include <QCoreApplication>
#include <QFile>
#include <QStandardPaths>
#include <QTranslator>

namespace moa {

void setUpApplication()
{
    QCoreApplication::setApplicationName(QStringLiteral("moa-studio"));
    QCoreApplication::setApplicationVersion(QStringLiteral(MOA_VERSION));
    auto *plurals = new QTranslator(QCoreApplication::instance());
    if (plurals->load(QStringLiteral(":/moa/translations/moa_en.qm")))
        QCoreApplication::installTranslator(plurals);
}

QString providersFilePath()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation)
        + QStringLiteral("/providers.json");
}

QString draftsFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation)
        + QStringLiteral("/drafts");
}

Result<QList<Provider>> loadProviders(const QString &file)
{
    return loadProviderSettings(file).map(
        [](const ProvidersFile &settings) { return settings.providers; });
}

Result<ProvidersFile> loadProviderSettings(const QString &file)
{
    const QString path = file.isEmpty() ? providersFilePath() : file;
    ProvidersFile settings;
    if (!file.isEmpty() || QFile::exists(path)) {
        const Result<ProvidersFile> own =
            readFile(path, JsonLimits().bytes).and_then(readProviders);
        if (!own)
            return failure(QStringLiteral("%1: %2").arg(path, own.error().message));
        settings = *own;
    }
    settings.providers = mergedProviders(builtInProviders(), settings.providers);
    return settings;
}

QByteArray environmentValue(const QString &variable)
{
    return qgetenv(variable.toLocal8Bit().constData());
}

ModelCatalogue bundledCatalogue()
{
    // Part of the program, and read by its tests: they are there and well formed.
    const QByteArray prices =
        readFile(QStringLiteral(":/moa/prices.json"), JsonLimits().bytes).value();
    return ModelCatalogue::readInBackground(QStringLiteral(":/moa/catalogue.json"),
                                            PriceList::read(prices).value());
}

ProviderId sandboxProviderId()
{
    return ProviderId(QStringLiteral("sandbox"));
}

Provider sandboxProvider(const QUrl &baseUrl)
{
    Provider provider;
    provider.id = sandboxProviderId();
    provider.name = QCoreApplication::translate("moa", "Sandbox");
    provider.baseUrl = baseUrl;
    return provider;
}

} // namespace moa
