// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/keychain.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <qt6keychain/keychain.h>

namespace moa {

namespace {

const QString service = QStringLiteral("moa-studio");

/// Jobs end by themselves, also late: libsecret calls them back whether or not they still exist.
QObject *jobParent()
{
    return QCoreApplication::instance();
}

bool hasSessionBus()
{
    if (!qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS"))
        return true;
    const QString runtime = qEnvironmentVariable("XDG_RUNTIME_DIR");
    return !runtime.isEmpty() && QFileInfo::exists(runtime + QStringLiteral("/bus"));
}

} // namespace

QString Keychain::name() const
{
    const QString desktop = qEnvironmentVariable("XDG_CURRENT_DESKTOP");
    return desktop.contains(QStringLiteral("KDE"), Qt::CaseInsensitive) ? tr("KWallet")
                                                                        : tr("the Secret Service");
}

void Keychain::read(const QString &entry)
{
    auto *job = new QKeychain::ReadPasswordJob(service, jobParent());
    connect(job, &QKeychain::Job::finished, this, [this, job, entry] {
        const QString error = errorOf(*job);
        Q_EMIT readDone(entry, error.isEmpty() ? job->binaryData() : QByteArray(), error);
    });
    start(job, entry);
}

void Keychain::write(const QString &entry, const QByteArray &secret)
{
    auto *job = new QKeychain::WritePasswordJob(service, jobParent());
    job->setTextData(QString::fromUtf8(secret));
    connect(job, &QKeychain::Job::finished, this,
            [this, job, entry] { Q_EMIT written(entry, errorOf(*job)); });
    start(job, entry);
}

void Keychain::remove(const QString &entry)
{
    auto *job = new QKeychain::DeletePasswordJob(service, jobParent());
    connect(job, &QKeychain::Job::finished, this,
            [this, job, entry] { Q_EMIT removed(entry, errorOf(*job)); });
    start(job, entry);
}

void Keychain::start(QKeychain::Job *job, const QString &entry)
{
    job->setKey(entry);
    job->setInsecureFallback(false);
    job->start();
}

QString Keychain::errorOf(const QKeychain::Job &job) const
{
    switch (job.error()) {
    case QKeychain::NoError:
    case QKeychain::EntryNotFound:
        return {};
    case QKeychain::AccessDeniedByUser:
        return tr("Access to %1 was refused; unlock it and try again.").arg(name());
    case QKeychain::AccessDenied:
        return tr("%1 does not let MoA Studio in.").arg(name());
    case QKeychain::NoBackendAvailable:
        return tr("No keychain answers: neither the Secret Service nor KWallet is running.");
    default:
        break;
    }
    const QString details = job.errorString().simplified();
    return details.isEmpty() ? tr("No keychain answers.")
                             : tr("No keychain answers (%1).").arg(details);
}

std::unique_ptr<KeyStore> openKeychain()
{
    return hasSessionBus() ? std::make_unique<Keychain>() : nullptr;
}

} // namespace moa
