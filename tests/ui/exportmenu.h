// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>

namespace moa::test {

/// The entry of @p menu that begins with @p text, without its accelerator; null: none does.
[[nodiscard]] inline QAction *entryOf(const QMenu &menu, const QString &text)
{
    for (QAction *action : menu.actions()) {
        if (action->text().remove(u'&').startsWith(text))
            return action;
    }
    return nullptr;
}

/// Accepts @p dialog, which asks where to, with @p path.
inline void answer(QFileDialog *dialog, const QString &path)
{
    dialog->setDirectory(QFileInfo(path).path());
    dialog->selectFile(path);
    QMetaObject::invokeMethod(dialog, "accept");
}

/// What is in the file; null: it can't be read.
[[nodiscard]] inline QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace moa::test
