// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/providersettings.h"

#include "mixture/fileio.h"

#include <algorithm>
#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>
#include <QtConcurrent>

namespace moa {

namespace {

constexpr qsizetype mostBytes = 64 * 1024 * 1024;

auto hasId(const ProviderId &id)
{
    return [id](const Provider &provider) { return provider.id == id; };
}

const Provider *find(const QList<Provider> &providers, const ProviderId &id)
{
    const auto found = std::find_if(providers.cbegin(), providers.cend(), hasId(id));
    return found == providers.cend() ? nullptr : &*found;
}

/// The file's content; empty where there is no file.
Result<QByteArray> contentOf(const QString &path)
{
    return QFileInfo::exists(path) ? readFile(path, mostBytes) : QByteArray();
}

Result<void> write(const QString &path, const QByteArray &content)
{
    if (!QDir().mkpath(QFileInfo(path).path())) {
        return failure(ProviderSettings::tr("The folder %1 cannot be made.")
                           .arg(QDir::toNativeSeparators(QFileInfo(path).path())));
    }
    // What could not be read again would take all the others with it.
    if (const Result<ProvidersFile> readable = readProviders(content); !readable)
        return tl::make_unexpected(readable.error());
    return replaceFile(path, content);
}

} // namespace

ProviderSettings::ProviderSettings(QString path, QList<Provider> builtIn, QObject *parent)
    : QObject(parent)
    , m_path(std::move(path))
    , m_builtIn(std::move(builtIn))
{
    m_delay.setSingleShot(true);
    m_delay.setInterval(saveDelay);
    connect(&m_delay, &QTimer::timeout, this, &ProviderSettings::save);
    connect(&m_saving, &QFutureWatcherBase::finished, this, &ProviderSettings::takeSaved);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, &ProviderSettings::lookAtFile);
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, &ProviderSettings::lookAtFile);
    merge();
    reload();
}

ProviderSettings::~ProviderSettings()
{
    m_saving.waitForFinished();
    if (m_dirty && m_remedy != Remedy::Choose)
        (void)write(m_path, writeProviders(m_file)); // nobody is left to be told
}

const Provider *ProviderSettings::provider(const ProviderId &id) const
{
    return find(m_merged, id);
}

const Provider *ProviderSettings::builtIn(const ProviderId &id) const
{
    return find(m_builtIn, id);
}

ProviderSettings::Origin ProviderSettings::origin(const ProviderId &id) const
{
    if (!builtIn(id))
        return Origin::Own;
    return find(m_file.providers, id) ? Origin::Changed : Origin::BuiltIn;
}

void ProviderSettings::setProvider(const Provider &provider)
{
    const Provider *before = this->provider(provider.id);
    if (!before || *before == provider)
        return;
    const Provider *known = builtIn(provider.id);
    const auto own =
        std::find_if(m_file.providers.begin(), m_file.providers.end(), hasId(provider.id));
    // A built-in provider with all its own values again follows later versions of the program.
    if (known && *known == provider)
        m_file.providers.removeIf(hasId(provider.id));
    else if (own == m_file.providers.end())
        m_file.providers.append(provider);
    else
        *own = provider;
    edited();
}

ProviderId ProviderSettings::add(Provider provider)
{
    provider.id = freeId(provider.displayName());
    m_file.providers.append(provider);
    edited();
    return provider.id;
}

ProviderId ProviderSettings::duplicate(const ProviderId &id)
{
    const Provider *original = provider(id);
    if (!original)
        return {};
    Provider copy = *original;
    copy.name = freeName(original->displayName());
    return add(copy);
}

void ProviderSettings::remove(const ProviderId &id)
{
    if (m_file.providers.removeIf(hasId(id)) > 0)
        edited();
}

void ProviderSettings::setNetwork(const NetworkSettings &network)
{
    if (network == m_file.network)
        return;
    m_file.network = network;
    edited();
}

ProviderId ProviderSettings::freeId(const QString &name) const
{
    static const QRegularExpression others(QStringLiteral("[^a-z0-9]+"));
    static const QRegularExpression ends(QStringLiteral("^-+|-+$"));
    const QString plain = name.normalized(QString::NormalizationForm_D).toLower();
    QString stem = QString(plain).replace(others, QStringLiteral("-")).remove(ends);
    if (stem.isEmpty())
        stem = QStringLiteral("provider");
    ProviderId id(stem);
    for (int number = 2; provider(id); ++number)
        id = ProviderId(QStringLiteral("%1-%2").arg(stem).arg(number));
    return id;
}

QString ProviderSettings::freeName(const QString &name) const
{
    const auto isTaken = [this](const QString &candidate) {
        return std::any_of(m_merged.cbegin(), m_merged.cend(), [&](const Provider &provider) {
            return provider.displayName() == candidate;
        });
    };
    QString result = tr("%1 (copy)").arg(name);
    for (int number = 2; isTaken(result); ++number)
        result = tr("%1 (copy %2)").arg(name, QLocale().toString(number));
    return result;
}

void ProviderSettings::edited()
{
    merge();
    m_dirty = true;
    saveSoon();
    Q_EMIT changed();
}

void ProviderSettings::merge()
{
    m_merged = mergedProviders(m_builtIn, m_file.providers);
}

void ProviderSettings::saveSoon()
{
    if (m_remedy != Remedy::Choose)
        m_delay.start();
}

void ProviderSettings::save()
{
    if (m_saving.isRunning() || !m_dirty)
        return; // takeSaved() goes on
    // A change that the watcher has not told yet must not be written over.
    lookAtFile();
    if (m_remedy == Remedy::Choose || !m_dirty)
        return;
    m_dirty = false;
    m_writing = writeProviders(m_file);
    m_saving.setFuture(QtConcurrent::run(write, m_path, m_writing));
}

void ProviderSettings::takeSaved()
{
    const Result<void> result = m_saving.result();
    if (result) {
        m_onDisk = m_writing;
        setProblem({}, Remedy::None);
        watch();
        Q_EMIT saved();
        if (m_dirty)
            saveSoon();
    } else {
        m_dirty = true;
        setProblem(tr("Your providers are not saved. %1 (%2)")
                       .arg(result.error().message, QDir::toNativeSeparators(m_path)),
                   Remedy::TryAgain);
    }
}

void ProviderSettings::overwrite()
{
    if (m_saving.isRunning())
        return;
    m_delay.stop();
    m_dirty = false;
    m_writing = writeProviders(m_file);
    m_saving.setFuture(QtConcurrent::run(write, m_path, m_writing));
}

void ProviderSettings::reload()
{
    m_delay.stop();
    const Result<QByteArray> content = contentOf(m_path);
    if (!content) {
        setProblem(tr("Your providers can’t be read: only what is here is known. %1 (%2)")
                       .arg(content.error().message, QDir::toNativeSeparators(m_path)),
                   Remedy::Choose);
    } else {
        (void)take(*content);
    }
    watch();
}

bool ProviderSettings::take(const QByteArray &content)
{
    m_onDisk = content;
    const Result<ProvidersFile> file = content.isEmpty() ? ProvidersFile() : readProviders(content);
    if (!file) {
        setProblem(tr("Your providers can’t be read: what is here is not what the file says. %1 "
                      "(%2)")
                       .arg(file.error().message, QDir::toNativeSeparators(m_path)),
                   Remedy::Choose);
        return false;
    }
    m_dirty = false;
    setProblem({}, Remedy::None);
    if (*file == m_file)
        return true;
    m_file = *file;
    merge();
    Q_EMIT changed();
    return true;
}

void ProviderSettings::lookAtFile()
{
    if (m_saving.isRunning())
        return; // it is being replaced by this program
    watch();
    const Result<QByteArray> content = contentOf(m_path);
    if (!content || *content == m_onDisk)
        return; // a file that can't be read right now is told when it is written
    if (!m_dirty) {
        (void)take(*content);
        return;
    }
    m_onDisk = *content;
    m_delay.stop();
    setProblem(tr("The file of your providers was changed by something else while there were "
                  "unsaved changes here. Keep what is here, or take what is in the file? (%1)")
                   .arg(QDir::toNativeSeparators(m_path)),
               Remedy::Choose);
}

void ProviderSettings::watch()
{
    // A replaced file is another one to the watcher, and before there is one its folder tells.
    const QString folder = QFileInfo(m_path).path();
    for (const QString &path : {folder, m_path}) {
        if (QFileInfo::exists(path) && !m_watcher.files().contains(path)
            && !m_watcher.directories().contains(path))
            m_watcher.addPath(path);
    }
}

void ProviderSettings::setProblem(const QString &sentence, Remedy remedy)
{
    if (sentence == m_problem && remedy == m_remedy)
        return;
    m_problem = sentence;
    m_remedy = remedy;
    Q_EMIT problemChanged();
}

} // namespace moa
