// SPDX-License-Identifier: GPL-3.0-or-later
#include "mixture/presetrevisions.h"

#include "mixture/fileio.h"
#include "mixture/jsonvalue.h"
#include "mixture/mixturefile.h"

#include <algorithm>
#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace moa {

namespace {

const QString suffix = QStringLiteral(".moa.json");
const QString nameSuffix = QStringLiteral(".name");
const QString timeFormat = QStringLiteral("yyyyMMdd'T'HHmmsszzz");
constexpr qsizetype longestName = 4096; // bytes of its file

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(moa::PresetRevisions)
};

bool isId(const QString &id)
{
    return std::all_of(id.cbegin(), id.cend(),
                       [](QChar c) { return (c >= u'0' && c <= u'9') || c == u'T' || c == u'-'; })
        && !id.isEmpty();
}

} // namespace

PresetRevisions::PresetRevisions(QString folder)
    : m_folder(std::move(folder))
{ }

QString PresetRevisions::folderOf(const QString &preset) const
{
    const QFileInfo info(preset);
    const QByteArray path = QDir::cleanPath(info.absoluteFilePath()).toUtf8();
    const QByteArray hash = QCryptographicHash::hash(path, QCryptographicHash::Sha256);
    return QStringLiteral("%1/%2").arg(m_folder, QString::fromLatin1(hash.toHex().left(32)));
}

QString PresetRevisions::fileOf(const QString &preset, const QString &id) const
{
    return QStringLiteral("%1/%2").arg(folderOf(preset), id);
}

Result<void> PresetRevisions::keep(const QString &preset, const QByteArray &content,
                                   const QDateTime &now, const QString &name) const
{
    const QString folder = folderOf(preset);
    if (!QDir().mkpath(folder)) {
        return failure(Words::tr("The folder %1 can’t be made, so no revision was kept.")
                           .arg(QDir::toNativeSeparators(folder)));
    }
    const QList<PresetRevision> known = of(preset);
    if (!known.isEmpty()) {
        const QString newest = known.constFirst().id;
        const Result<QByteArray> held =
            readFile(fileOf(preset, newest) + suffix, JsonLimits().bytes);
        if (held && *held == content)
            return name.isEmpty() ? Result<void>() : setName(preset, newest, name);
    }
    const QString time = now.toUTC().toString(timeFormat);
    QString id = time;
    for (int number = 2; QFileInfo::exists(fileOf(preset, id) + suffix); ++number)
        id = QStringLiteral("%1-%2").arg(time).arg(number, 3, 10, QLatin1Char('0'));
    return replaceFile(fileOf(preset, id) + suffix, content).and_then([&]() -> Result<void> {
        const Result<void> named = name.isEmpty() ? Result<void>() : setName(preset, id, name);
        prune(preset);
        return named;
    });
}

QList<PresetRevision> PresetRevisions::of(const QString &preset) const
{
    QList<PresetRevision> result;
    const QStringList files = QDir(folderOf(preset)).entryList({u'*' + suffix}, QDir::Files);
    for (const QString &file : files) {
        PresetRevision revision;
        revision.id = file.chopped(suffix.size());
        revision.savedAt = QDateTime::fromString(revision.id.section(u'-', 0, 0), timeFormat);
        if (!isId(revision.id) || !revision.savedAt.isValid())
            continue;
        revision.savedAt.setTimeSpec(Qt::UTC);
        const Result<QByteArray> name =
            readFile(fileOf(preset, revision.id) + nameSuffix, longestName);
        if (name)
            revision.name = QString::fromUtf8(*name).simplified();
        result.append(revision);
    }
    std::sort(result.begin(), result.end(),
              [](const PresetRevision &a, const PresetRevision &b) { return a.id > b.id; });
    return result;
}

Result<Mixture> PresetRevisions::load(const QString &preset, const QString &id) const
{
    if (!isId(id))
        return failure(Words::tr("There is no such revision."));
    return loadMixture(fileOf(preset, id) + suffix);
}

Result<void> PresetRevisions::setName(const QString &preset, const QString &id,
                                      const QString &name) const
{
    if (!isId(id) || !QFileInfo::exists(fileOf(preset, id) + suffix))
        return failure(Words::tr("There is no such revision."));
    const QString file = fileOf(preset, id) + nameSuffix;
    if (!name.simplified().isEmpty())
        return replaceFile(file, name.simplified().toUtf8().left(longestName));
    if (QFileInfo::exists(file) && !QFile::remove(file))
        return failure(Words::tr("The name can’t be taken away."));
    return {};
}

Result<void> PresetRevisions::remove(const QString &preset, const QString &id) const
{
    QFile file(fileOf(preset, id) + suffix);
    if (!isId(id) || !file.remove())
        return failure(Words::tr("The revision can’t be removed: %1.").arg(file.errorString()));
    QFile::remove(fileOf(preset, id) + nameSuffix);
    return {};
}

void PresetRevisions::move(const QString &preset, const QString &to) const
{
    const QString target = folderOf(to);
    if (target != folderOf(preset) && !QFileInfo::exists(target))
        QDir().rename(folderOf(preset), target);
}

void PresetRevisions::prune(const QString &preset) const
{
    qsizetype unnamed = 0;
    const QList<PresetRevision> revisions = of(preset);
    for (const PresetRevision &revision : revisions) {
        if (revision.name.isEmpty() && ++unnamed > mostUnnamed)
            (void)remove(preset, revision.id); // what stays is pruned another time
    }
}

} // namespace moa
