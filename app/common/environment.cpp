// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/environment.h"

#include "mixture/fileio.h"
#include "providers/providersfile.h"

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

Result<QList<Provider>> loadProviders(const QString &file)
{
    const QString path = file.isEmpty() ? providersFilePath() : file;
    const QList<Provider> &builtIn = builtInProviders();
    if (file.isEmpty() && !QFile::exists(path))
        return builtIn;
    return loadProvidersFile(path)
        .map([&builtIn](const QList<Provider> &own) { return mergedProviders(builtIn, own); })
        .map_error([&path](const Error &error) {
            return Error{QStringLiteral("%1: %2").arg(path, error.message)};
        });
}

KeyRing keysFromEnvironment(const QList<Provider> &providers)
{
    KeyRing keys;
    for (const Provider &provider : providers) {
        for (const QString &variable : provider.keyVariables) {
            const QByteArray secret = qgetenv(variable.toLocal8Bit().constData()).trimmed();
            if (secret.isEmpty())
                continue;
            keys.insert(provider.id, ApiKey(secret, originOf(provider.baseUrl)));
            break;
        }
    }
    return keys;
}

ModelCatalogue bundledCatalogue()
{
    QFile file(QStringLiteral(":/moa/prices.json"));
    // Part of the program, and read by its tests: it is there and well formed.
    (void)file.open(QIODevice::ReadOnly);
    return ModelCatalogue(PriceList::read(file.readAll()).value());
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
