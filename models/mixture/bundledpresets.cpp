// SPDX-License-Identifier: GPL-3.0-or-later
#include "mixture/bundledpresets.h"

#include <QFileInfo>

namespace moa {

const QList<BundledPreset> &bundledPresets()
{
    static const QList<BundledPreset> presets = [] {
        QList<BundledPreset> list;
        for (const char *name : {"sandbox", "today-mixed", "local-ollama", "moa", "moa-gpt4o",
                                 "moa-lite", "single-proposer", "llm-ranker", "self-moa"}) {
            const QString text = QString::fromLatin1(name);
            list.append({text, QStringLiteral(":/moa/presets/%1.moa.json").arg(text)});
        }
        return list;
    }();
    return presets;
}

QString presetPath(const QString &nameOrPath)
{
    if (!QFileInfo::exists(nameOrPath)) {
        for (const BundledPreset &preset : bundledPresets()) {
            if (preset.name == nameOrPath)
                return preset.path;
        }
    }
    return nameOrPath;
}

} // namespace moa
