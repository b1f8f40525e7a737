// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/librarypage.h"

#include "mixture/mixturefile.h"
#include "theme/theme.h"
#include "ui/presetfiles.h"

#include <QAccessible>
#include <QDesktopServices>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QInputDialog>
#include <QLabel>
#include <QPushButton>
#include <QTreeView>
#include <QUrl>
#include <QVBoxLayout>

namespace moa {

namespace {

QString fileNameOf(const QString &path)
{
    return QFileInfo(path).fileName();
}

} // namespace

LibraryPage::LibraryPage(PresetLibrary *library, PresetFiles *files, QWidget *parent)
    : QDialog(parent)
    , m_library(library)
    , m_files(files)
    , m_model(new PresetLibraryModel(this))
    , m_view(new LibraryView(m_model, this))
    , m_foot(new QWidget(this))
    , m_sentence(new QLabel(m_foot))
    , m_undo(new QPushButton(tr("&Undo"), m_foot))
{
    setObjectName(QStringLiteral("libraryPage"));
    setWindowTitle(tr("Library"));
    setModal(false);
    resize(library::width, library::height);
    m_sentence->setObjectName(QStringLiteral("libraryMessage"));
    m_sentence->setTextFormat(Qt::PlainText);
    m_sentence->setWordWrap(true);
    m_undo->setObjectName(QStringLiteral("libraryUndo"));
    m_undo->setAutoDefault(false);
    auto *foot = new QHBoxLayout(m_foot);
    foot->setContentsMargins(0, 0, 0, 0);
    foot->addWidget(m_sentence, 1);
    foot->addWidget(m_undo);
    m_foot->hide();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::large, space::large, space::large, space::medium);
    layout->setSpacing(space::small);
    layout->addWidget(m_view, 1);
    layout->addWidget(m_foot);

    connect(m_library, &PresetLibrary::changed, this, &LibraryPage::refresh);
    connect(m_view, &LibraryView::asked, this, &LibraryPage::carryOut);
    connect(m_undo, &QPushButton::clicked, this, &LibraryPage::undoTrash);
    for (const auto &signal : {&PresetFiles::loaded, &PresetFiles::saved, &PresetFiles::renamed})
        connect(m_files, signal, this, [this] { m_model->setOpen(m_files->source()); });
    refresh();
    m_model->setOpen(m_files->source());
}

void LibraryPage::refresh()
{
    m_model->setFolders(m_library->folders());
}

void LibraryPage::showEvent(QShowEvent *event)
{
    QDialog::showEvent(event);
    if (event->spontaneous())
        return;
    m_library->rescan(); // network drives tell nothing
    m_view->searchField()->setFocus();
    m_view->searchField()->selectAll();
    if (m_view->chosen().isEmpty())
        m_view->choose(m_files->source());
}

void LibraryPage::tell(const QString &sentence)
{
    m_trashed = {};
    m_sentence->setText(sentence);
    m_undo->hide();
    m_foot->setHidden(sentence.isEmpty());
    QAccessibleEvent alert(m_sentence, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void LibraryPage::carryOut(LibraryCommand command, const QString &path)
{
    switch (command) {
    case LibraryCommand::Open:
        return openPreset(path);
    case LibraryCommand::Duplicate:
        return duplicate(path);
    case LibraryCommand::SaveAs:
        return saveCopy(path);
    case LibraryCommand::Rename:
        return rename(path);
    case LibraryCommand::ShowInFolder:
        return showInFolder(path);
    case LibraryCommand::Trash:
        return trash(path);
    case LibraryCommand::Revisions:
        return m_files->showRevisions(path);
    case LibraryCommand::AddFolder:
        return addFolder();
    case LibraryCommand::RemoveFolder:
        return m_library->remove(path);
    }
}

void LibraryPage::openPreset(const QString &path)
{
    m_files->whenSaved([this, path] {
        hide();
        m_files->load(path);
    });
}

void LibraryPage::duplicate(const QString &path)
{
    // Beside the preset, or among the own ones where nothing can be written.
    const QFileInfo info(path);
    const bool writable = !path.startsWith(u':') && QFileInfo(info.path()).isWritable();
    const Result<QString> copy = duplicatePreset(path, writable ? info.path() : m_library->mine());
    if (!copy) {
        tell(tr("“%1” can’t be duplicated. %2").arg(fileNameOf(path), copy.error().message));
        return;
    }
    tell(tr("“%1” was made.").arg(fileNameOf(*copy)));
    m_view->choose(*copy);
    m_library->rescan();
}

void LibraryPage::saveCopy(const QString &path)
{
    const Result<Mixture> mixture = loadMixture(path);
    if (!mixture) {
        tell(tr("“%1” can’t be read. %2").arg(fileNameOf(path), mixture.error().message));
        return;
    }
    QDir().mkpath(m_library->mine());
    auto *dialog =
        new QFileDialog(this, tr("Save a copy"), m_library->mine(), tr("Presets (*.moa.json)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("moa.json"));
    dialog->selectFile(fileNameOf(path));
    connect(
        dialog, &QFileDialog::fileSelected, this,
        [this, mixture = *mixture](const QString &target) {
            const Result<void> saved = saveMixture(mixture, target);
            tell(
                saved
                    ? tr("“%1” was saved.").arg(fileNameOf(target))
                    : tr("“%1” can’t be saved. %2").arg(fileNameOf(target), saved.error().message));
            m_view->choose(target);
            m_library->rescan();
        });
    dialog->open();
}

void LibraryPage::rename(const QString &path)
{
    auto *dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Rename file"));
    dialog->setLabelText(tr("The file’s new name. What the mixture is called stays."));
    QString name = fileNameOf(path);
    if (name.endsWith(QStringLiteral(".moa.json")))
        name.chop(9);
    dialog->setTextValue(name);
    connect(dialog, &QInputDialog::textValueSelected, this, [this, path](const QString &text) {
        const Result<QString> renamed = renamePreset(path, text);
        if (!renamed) {
            tell(renamed.error().message);
            return;
        }
        m_files->moved(path, *renamed);
        tell(tr("“%1” is “%2” now.").arg(fileNameOf(path), fileNameOf(*renamed)));
        m_view->choose(*renamed);
        m_library->rescan();
    });
    dialog->open();
}

void LibraryPage::showInFolder(const QString &path)
{
    const QFileInfo info(path);
    const QString folder = info.isDir() ? path : info.path();
    if (!QDesktopServices::openUrl(QUrl::fromLocalFile(folder))) {
        tell(tr("No file manager could be opened. The folder is %1.")
                 .arg(QDir::toNativeSeparators(folder)));
    }
}

void LibraryPage::trash(const QString &path)
{
    const Result<TrashedPreset> trashed = trashPreset(path);
    m_library->rescan();
    if (!trashed) {
        tell(tr("“%1” stays. %2").arg(fileNameOf(path), trashed.error().message));
        return;
    }
    tell(tr("“%1” is in the trash.").arg(fileNameOf(path)));
    m_trashed = *trashed;
    m_undo->setHidden(m_trashed.inTrash.isEmpty());
}

void LibraryPage::undoTrash()
{
    const TrashedPreset trashed = m_trashed;
    const Result<void> restored = restorePreset(trashed);
    tell(restored ? tr("“%1” is back.").arg(fileNameOf(trashed.path)) : restored.error().message);
    if (restored)
        m_view->choose(trashed.path);
    m_library->rescan();
}

void LibraryPage::addFolder()
{
    auto *dialog = new QFileDialog(this, tr("Add a folder of presets"), QDir::homePath());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &folder) {
        m_view->searchField()->clear(); // it would be hidden
        m_view->choose(QDir::cleanPath(folder));
        m_library->add(folder);
        m_view->tree()->setFocus(Qt::OtherFocusReason);
    });
    dialog->open();
}

} // namespace moa
