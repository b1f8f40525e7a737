// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/savedialog.h"

#include "run/visibletext.h"

#include <QFileDialog>

namespace moa {

QFileDialog *createSaveDialog(QWidget *window, const QString &title, const QString &folder,
                              const QString &filter, const QString &suffix)
{
    auto *dialog = new QFileDialog(window, title, folder, filter);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(suffix);
    return dialog;
}

QString asFileName(const QString &name, const QString &before)
{
    constexpr qsizetype longest = 80;
    QString result = asOneLine(name).left(longest);
    for (QChar &character : result) {
        if (QStringView(u"/\\:*?\"<>|").contains(character))
            character = u'-';
    }
    if (result.isEmpty() || result.startsWith(u'.'))
        result.prepend(before);
    return result;
}

} // namespace moa
