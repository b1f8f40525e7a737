// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/librarycontrol.h"

#include "items/presetfileedits.h"
#include "items/presetlibrary.h"
#include "mixture/fileio.h"
#include "mixture/importing.h"
#include "mixture/jsonvalue.h"
#include "ui/librarypage.h"
#include "ui/presetfiles.h"

#include <QAction>
#include <QDropEvent>
#include <QFileInfo>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QUrl>
#include <QWidget>

namespace moa {

LibraryControl::LibraryControl(PresetFiles *files, const QString &own, QWidget *window)
    : QObject(window)
    , action(new QAction(tr("&Library…"), this))
    , m_files(files)
    , m_window(window)
    , m_library(std::make_unique<PresetLibrary>(own))
{
    action->setObjectName(QStringLiteral("libraryAction"));
    action->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_O));
    connect(action, &QAction::triggered, this, [this] {
        page()->show();
        page()->raise();
        page()->activateWindow();
    });
    connect(m_library.get(), &PresetLibrary::addedChanged, this, &LibraryControl::foldersChanged);
    connect(m_library.get(), &PresetLibrary::changed, this, &LibraryControl::commandsChanged);
    m_window->setAcceptDrops(true);
    m_window->installEventFilter(this);
    // A text field would take a file for its name.
    const QList<QPlainTextEdit *> fields = m_window->findChildren<QPlainTextEdit *>();
    for (QPlainTextEdit *field : fields) {
        field->installEventFilter(this);
        field->viewport()->installEventFilter(this);
    }
}

LibraryControl::~LibraryControl() = default;

LibraryPage *LibraryControl::page()
{
    if (!m_page) {
        m_page = std::make_unique<LibraryPage>(m_library.get(), m_files, m_window);
        m_page->setTypical(m_typical);
        m_page->restoreGeometry(m_layout);
    }
    return m_page.get();
}

void LibraryControl::setTypical(const PresetLibraryModel::Typical &typical)
{
    m_typical = typical;
    if (m_page)
        m_page->setTypical(typical);
}

QList<PresetCommand> LibraryControl::commands() const
{
    QList<PresetCommand> commands;
    for (const LibraryFolder &folder : m_library->folders()) {
        if (folder.kind == LibraryFolder::Kind::Bundled)
            continue; // they stand in a menu
        for (const LibraryPreset &preset : folder.presets) {
            if (preset.error.isEmpty())
                commands.append({preset.path, preset.title(), folder.title()});
        }
    }
    return commands;
}

QStringList LibraryControl::folders() const
{
    return m_library->added();
}

void LibraryControl::setFolders(const QStringList &folders)
{
    m_library->setAdded(folders);
}

QByteArray LibraryControl::layoutState() const
{
    return m_page ? m_page->saveGeometry() : m_layout;
}

void LibraryControl::restoreLayout(const QByteArray &state)
{
    m_layout = state;
    if (m_page)
        m_page->restoreGeometry(state);
}

void LibraryControl::openFiles(const QStringList &paths)
{
    if (paths.size() > 1) {
        takeSeveral(paths);
    } else if (!paths.isEmpty()) {
        m_files->whenSaved([this, path = paths.constFirst()] { m_files->load(path); });
    }
}

void LibraryControl::takeSeveral(const QStringList &paths)
{
    QStringList said;
    QString last;
    for (const QString &path : paths) {
        const QString name = QFileInfo(path).fileName();
        Result<ImportedMixture> imported =
            readFile(path, JsonLimits().bytes).and_then(importMixture);
        if (imported && imported->mixture.name.isEmpty())
            imported->mixture.name = QFileInfo(path).completeBaseName();
        const Result<QString> added = imported.and_then([this](const ImportedMixture &each) {
            return addPreset(each.mixture, m_library->mine());
        });
        if (!added) {
            said.append(tr("%1 could not be taken: %2").arg(name, added.error().message));
            continue;
        }
        last = *added;
        said.append(tr("%1 is among your presets now.").arg(name));
        for (const QString &remark : imported->remarks)
            said.append(tr("%1: %2").arg(name, remark));
    }
    action->trigger();
    page()->tell(said.join(u'\n'));
    if (!last.isEmpty())
        page()->view()->choose(last);
    m_library->rescan();
}

QStringList LibraryControl::filesOf(const QMimeData *data)
{
    QStringList files;
    const QList<QUrl> urls = data->urls();
    for (const QUrl &url : urls) {
        const QString path = url.toLocalFile();
        const QString suffix = QFileInfo(path).suffix().toLower();
        if (suffix == u"json" || suffix == u"py")
            files.append(path);
    }
    return files;
}

bool LibraryControl::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::DragEnter:
    case QEvent::DragMove:
    case QEvent::Drop: {
        auto *drop = static_cast<QDropEvent *>(event);
        const QStringList files = filesOf(drop->mimeData());
        if (files.isEmpty())
            break;
        // Copied: what is dropped stays where it is.
        drop->setDropAction(Qt::CopyAction);
        drop->accept();
        if (event->type() == QEvent::Drop)
            openFiles(files);
        return true;
    }
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

} // namespace moa
