// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/chartexport.h"

#include "mixture/fileio.h"

#include <QDir>
#include <QFileDialog>
#include <QMenu>
#include <QMessageBox>
#include <QTextDocument>

namespace moa {

ChartExport::ChartExport(QWidget *parent)
    : QPushButton(parent)
{
    setText(tr("Export…"));
    setToolTip(tr("Save what is shown as a file"));
    setMenu(new QMenu(this));
}

void ChartExport::addFormat(const QString &text, const QString &filter, const QString &ending,
                            std::function<QByteArray()> content, std::function<QString()> baseName)
{
    const Format format{filter, ending, std::move(content), std::move(baseName)};
    QAction *action = menu()->addAction(text, this, [this, format] { choose(format); });
    action->setObjectName(QStringLiteral("export:") + ending);
}

void ChartExport::choose(const Format &format)
{
    auto *dialog = new QFileDialog(this, tr("Export"), QString(), format.filter);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(format.ending);
    // "MoA w/ GPT-4o" is a name, but not one of a file.
    dialog->selectFile(format.baseName().replace(u'/', u'-') + u'.' + format.ending);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, format](const QString &path) { write(path, format.content()); });
    dialog->open();
}

void ChartExport::write(const QString &path, const QByteArray &content)
{
    const Result<void> written = replaceFile(path, content);
    if (written)
        return;
    const QString title = tr("The export can’t be saved");
    auto *box = new QMessageBox(QMessageBox::Warning, title, title, QMessageBox::Ok, this);
    // It quotes a path, and what looks like markup in it must not be taken for it.
    box->setInformativeText(Qt::convertFromPlainText(
        tr("%1\n\n%2").arg(QDir::toNativeSeparators(path), written.error().message),
        Qt::WhiteSpaceNormal));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

} // namespace moa
