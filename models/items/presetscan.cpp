// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/presetscan.h"

#include "mixture/bundledpresets.h"
#include "mixture/fileio.h"
#include "mixture/jsonvalue.h"
#include "mixture/mixturefile.h"

#include <algorithm>
#include <QCollator>
#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QHash>
#include <QLocale>

namespace moa {

namespace {

const QString presetSuffix = QStringLiteral(".moa.json");
constexpr int settledSeconds = 3; ///< two writes within a clock's tick look alike

/** Walks a folder, breadth first so that limits cut what lies deepest. */
class Scan
{
    Q_DECLARE_TR_FUNCTIONS(moa::LibraryFolder)

public:
    Scan(LibraryFolder::Kind kind, const QString &path, const LibraryFolder &before,
         const ScanLimits &limits)
        : m_limits(limits)
        , m_now(QDateTime::currentDateTime())
    {
        m_folder.kind = kind;
        m_folder.path = path;
        for (const LibraryPreset &preset : before.presets)
            m_before.insert(preset.path, preset);
    }

    LibraryFolder run()
    {
        const QFileInfo root(m_folder.path);
        if (!root.isDir()) {
            // That the own folder is made with the first preset in it is nothing to tell.
            if (m_folder.kind != LibraryFolder::Kind::Mine || root.exists()) {
                m_folder.problem = root.exists()
                    ? tr("This is not a folder.")
                    : tr("The folder is not there. Its presets come back with it.");
            }
            return m_folder;
        }
        if (!root.isReadable() || !root.isExecutable()) {
            m_folder.problem = tr("The folder can’t be read: you have no permission to.");
            return m_folder;
        }
        QStringList level{root.absoluteFilePath()};
        for (int depth = 0; depth <= m_limits.depth && !level.isEmpty(); ++depth) {
            QStringList next;
            for (const QString &path : level)
                next += look(path);
            level = next;
        }
        sort();
        return m_folder;
    }

private:
    /// Reads the presets in one folder; returns the folders in it.
    QStringList look(const QString &path)
    {
        if (m_folder.subfolders.size() >= m_limits.folders) {
            tellLimit();
            return {};
        }
        m_folder.subfolders.append(path);
        QStringList folders;
        const QFileInfoList entries =
            QDir(path).entryInfoList(QDir::Files | QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
        for (const QFileInfo &entry : entries) {
            if (entry.isDir()) {
                if (!entry.isSymLink())
                    folders.append(entry.absoluteFilePath());
            } else if (entry.fileName().endsWith(presetSuffix, Qt::CaseInsensitive)) {
                if (m_folder.presets.size() >= m_limits.presets) {
                    tellLimit();
                    return {};
                }
                m_folder.presets.append(read(entry));
            }
        }
        return folders;
    }

    [[nodiscard]] LibraryPreset read(const QFileInfo &info) const
    {
        LibraryPreset preset;
        preset.path = info.absoluteFilePath();
        preset.modified = info.lastModified();
        preset.size = info.size();
        const auto before = m_before.constFind(preset.path);
        const bool looksSame = before != m_before.cend() && before->error.isEmpty()
            && before->modified == preset.modified && before->size == preset.size;
        if (looksSame && preset.modified.secsTo(m_now) >= settledSeconds)
            return *before;
        // A pipe or a device by this name would never end.
        if (!info.isFile()) {
            preset.error = tr("This is not a file.");
            return preset;
        }
        const Result<QByteArray> content = readFile(preset.path, JsonLimits().bytes);
        if (!content) {
            preset.error = content.error().message;
            return preset;
        }
        if (Result<Mixture> mixture = readMixture(*content)) {
            preset.mixture = *std::move(mixture);
            preset.hash = contentHash(*content);
        } else {
            preset.error = mixture.error().message;
        }
        return preset;
    }

    void sort()
    {
        QCollator collator{QLocale()};
        collator.setNumericMode(true);
        collator.setCaseSensitivity(Qt::CaseInsensitive);
        std::sort(m_folder.presets.begin(), m_folder.presets.end(),
                  [&collator](const LibraryPreset &a, const LibraryPreset &b) {
                      const int order = collator.compare(a.title(), b.title());
                      return order == 0 ? a.path < b.path : order < 0;
                  });
    }

    void tellLimit()
    {
        m_folder.problem =
            tr("The folder holds more than is shown: at most %1 presets in %2 folders are read.")
                .arg(QLocale().toString(m_limits.presets), QLocale().toString(m_limits.folders));
    }

    ScanLimits m_limits;
    QDateTime m_now;
    QHash<QString, LibraryPreset> m_before;
    LibraryFolder m_folder;
};

} // namespace

QString LibraryFolder::title() const
{
    switch (kind) {
    case Kind::Bundled:
        return QCoreApplication::translate("moa::LibraryFolder", "Bundled with MoA Studio");
    case Kind::Mine:
        return QCoreApplication::translate("moa::LibraryFolder", "My presets");
    case Kind::Added:
        return QFileInfo(path).fileName();
    }
    Q_UNREACHABLE();
}

QString LibraryPreset::title() const
{
    if (!mixture.name.isEmpty())
        return mixture.name;
    QString name = QFileInfo(path).fileName();
    if (name.endsWith(presetSuffix, Qt::CaseInsensitive))
        name.chop(presetSuffix.size());
    return name;
}

QStringList LibraryPreset::models() const
{
    QStringList result;
    for (const Layer &layer : mixture.layers) {
        for (const Agent &agent : layer.agents) {
            const QString name = shortModelName(agent.model);
            if (!name.isEmpty() && !result.contains(name))
                result.append(name);
        }
    }
    return result;
}

QStringList LibraryPreset::askedModels() const
{
    QStringList result;
    for (const Layer &layer : mixture.layers) {
        for (const Agent &agent : layer.agents) {
            if (!agent.muted && !result.contains(agent.model))
                result.append(agent.model);
        }
    }
    return result;
}

int LibraryPreset::calls() const
{
    int calls = 0;
    for (const Layer &layer : mixture.layers) {
        for (const Agent &agent : layer.agents)
            calls += agent.muted ? 0 : agent.samples;
    }
    return calls;
}

QByteArray contentHash(const QByteArray &content)
{
    return QCryptographicHash::hash(content, QCryptographicHash::Sha256);
}

LibraryFolder scanFolder(LibraryFolder::Kind kind, const QString &path, const LibraryFolder &before,
                         const ScanLimits &limits)
{
    return Scan(kind, path, before, limits).run();
}

LibraryFolder bundledFolder()
{
    LibraryFolder folder;
    folder.kind = LibraryFolder::Kind::Bundled;
    for (const BundledPreset &bundled : bundledPresets()) {
        LibraryPreset preset;
        preset.path = bundled.path;
        const Result<QByteArray> content = readFile(bundled.path, JsonLimits().bytes);
        const Result<Mixture> mixture = content.and_then(readMixture);
        if (!mixture)
            continue; // the build's tests read them all
        preset.hash = contentHash(*content);
        preset.size = content->size();
        preset.mixture = *mixture;
        folder.presets.append(preset);
    }
    return folder;
}

} // namespace moa
