// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/presetfileedits.h"

#include "mixture/mixturefile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

namespace moa {

namespace {

const QString suffix = QStringLiteral(".moa.json");
constexpr int longestName = 100; // characters: file systems take 255 bytes

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(moa::PresetFileEdits)
};

/// What is left of @p name for a file: nothing that a file system has another use for.
QString fileName(const QString &name)
{
    static const QRegularExpression unfit(QStringLiteral("[/\\\\:*?\"<>|\\x00-\\x1f]+"));
    QString result = name;
    result.replace(unfit, QStringLiteral("-"));
    result = result.left(longestName).simplified();
    while (result.startsWith(u'.'))
        result.remove(0, 1);
    return result.isEmpty() ? Words::tr("Mixture") : result;
}

QString withoutSuffix(const QString &name)
{
    return name.endsWith(suffix, Qt::CaseInsensitive) ? name.chopped(suffix.size()) : name;
}

} // namespace

QString freePresetPath(const QString &folder, const QString &name)
{
    const QString base = fileName(withoutSuffix(name));
    const QDir dir(folder);
    QString path = dir.filePath(base + suffix);
    for (int number = 2; QFileInfo::exists(path) || QFileInfo(path).isSymLink(); ++number)
        path = dir.filePath(QStringLiteral("%1 %2%3").arg(base).arg(number).arg(suffix));
    return path;
}

Result<QString> addPreset(const Mixture &mixture, const QString &folder)
{
    if (!QDir().mkpath(folder)) {
        return failure(Words::tr("The folder %1 can’t be made: check that you may write there.")
                           .arg(QDir::toNativeSeparators(folder)));
    }
    const QString path = freePresetPath(folder, mixture.name);
    return saveMixture(mixture, path).map([path] { return path; });
}

Result<QString> duplicatePreset(const QString &path, const QString &folder)
{
    Result<Mixture> mixture = loadMixture(path);
    if (!mixture)
        return tl::make_unexpected(mixture.error());
    if (mixture->name.isEmpty())
        mixture->name = withoutSuffix(QFileInfo(path).fileName());
    mixture->name = Words::tr("%1 (copy)").arg(mixture->name);
    return addPreset(*mixture, folder);
}

Result<QString> renamePreset(const QString &path, const QString &name)
{
    const QString base = withoutSuffix(name.trimmed());
    if (base.isEmpty() || base != fileName(base))
        return failure(Words::tr("“%1” can’t be a file’s name. Leave out / \\ : * ? \" < > | and "
                                 "a dot at the start.")
                           .arg(base));
    const QString target = QFileInfo(path).dir().filePath(base + suffix);
    if (target == path)
        return path;
    // rename() of Qt does not replace what is there.
    QFile file(path);
    if (QFileInfo::exists(target))
        return failure(Words::tr("There is a file of that name already. Choose another name."));
    if (!file.rename(target)) {
        return failure(Words::tr("The file can’t be renamed: %1.").arg(file.errorString()));
    }
    return target;
}

Result<TrashedPreset> trashPreset(const QString &path)
{
    TrashedPreset trashed{path, {}};
    QFile file(path);
    if (!file.moveToTrash())
        return failure(Words::tr("The file can’t be moved to the trash: %1. It is where it was.")
                           .arg(file.errorString()));
    if (file.fileName() != path)
        trashed.inTrash = file.fileName();
    return trashed;
}

Result<void> restorePreset(const TrashedPreset &preset)
{
    if (QFileInfo::exists(preset.path))
        return failure(Words::tr("There is another file of that name by now. The preset is still "
                                 "in the trash."));
    QFile file(preset.inTrash);
    if (preset.inTrash.isEmpty() || !file.rename(preset.path)) {
        return failure(
            Words::tr("The file can’t be taken out of the trash: %1.").arg(file.errorString()));
    }
    // The trash's note of where the file was, as of the freedesktop.org specification.
    const QFileInfo info(preset.inTrash);
    QFile::remove(info.dir().filePath(QStringLiteral("../info/%1.trashinfo").arg(info.fileName())));
    return {};
}

} // namespace moa
