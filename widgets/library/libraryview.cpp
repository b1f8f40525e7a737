// SPDX-License-Identifier: GPL-3.0-or-later
#include "library/libraryview.h"

#include "editors/searchfield.h"
#include "items/presetlibrarymodel.h"
#include "items/wordsfilter.h"
#include "library/librarydelegate.h"
#include "theme/theme.h"

#include <QAction>
#include <QCoreApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QTreeView>
#include <QVBoxLayout>

namespace moa {

using Field = PresetLibraryModel::Role;

LibraryView::LibraryView(PresetLibraryModel *model, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_filter(new WordsFilter(Field::SearchRole, this))
    , m_search(new SearchField(tr("Search presets"), this))
    , m_tree(new QTreeView(this))
    , m_empty(new QLabel(this))
    , m_open(new QPushButton(tr("&Open"), this))
{
    m_filter->setSourceModel(m_model);
    m_search->setObjectName(QStringLiteral("librarySearch"));
    m_search->installEventFilter(this);

    auto *delegate = new LibraryDelegate(m_tree);
    m_tree->setObjectName(QStringLiteral("libraryTree"));
    m_tree->setModel(m_filter);
    m_tree->setItemDelegate(delegate);
    m_tree->setHeaderHidden(true);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->viewport()->setBackgroundRole(QPalette::Window);
    m_tree->setIndentation(0);
    m_tree->setRootIsDecorated(false);
    m_tree->setMouseTracking(true);
    m_tree->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_tree->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_tree->setExpandsOnDoubleClick(false);
    m_tree->setContextMenuPolicy(Qt::CustomContextMenu);
    m_tree->setAccessibleName(tr("Presets by folder"));
    m_tree->installEventFilter(this);
    connect(delegate->thumbnails(), &Thumbnails::drawn, m_tree->viewport(),
            qOverload<>(&QWidget::update));

    m_empty->setWordWrap(true);
    m_empty->setTextFormat(Qt::PlainText);
    m_empty->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_empty->setMargin(space::small);

    add(LibraryCommand::Open, tr("&Open"));
    add(LibraryCommand::Duplicate, tr("&Duplicate"), Qt::CTRL | Qt::Key_D);
    add(LibraryCommand::SaveAs, tr("Save a Copy &As…"));
    add(LibraryCommand::Rename, tr("Rena&me File…"), Qt::Key_F2);
    add(LibraryCommand::Revisions, tr("Re&visions…"));
    add(LibraryCommand::ShowInFolder, tr("Show in &Folder"));
    add(LibraryCommand::Trash, tr("Move to &Trash"), QKeySequence::Delete);
    add(LibraryCommand::AddFolder, tr("Add &Folder…"));
    add(LibraryCommand::RemoveFolder, tr("&Remove Folder from Library"));

    auto *addFolder = new QPushButton(tr("Add &Folder…"), this);
    addFolder->setToolTip(tr("A team’s shared folder, or a checkout: its presets are listed here, "
                             "and changes to them show at once."));
    connect(addFolder, &QPushButton::clicked, action(LibraryCommand::AddFolder), &QAction::trigger);
    m_open->setDefault(true);
    connect(m_open, &QPushButton::clicked, action(LibraryCommand::Open), &QAction::trigger);
    auto *foot = new QHBoxLayout;
    foot->setSpacing(space::small);
    foot->addWidget(addFolder);
    foot->addStretch(1);
    foot->addWidget(m_open);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::small);
    layout->addWidget(m_search);
    layout->addWidget(m_empty);
    layout->addWidget(m_tree, 1);
    layout->addLayout(foot);
    setFocusProxy(m_search);

    connect(m_search, &QLineEdit::textChanged, this, &LibraryView::search);
    connect(m_tree, &QTreeView::clicked, this, [this](const QModelIndex &index) {
        if (!index.parent().isValid())
            m_tree->setExpanded(index, !m_tree->isExpanded(index));
    });
    connect(m_tree, &QTreeView::doubleClicked, this, [this](const QModelIndex &index) {
        if (index.parent().isValid())
            action(LibraryCommand::Open)->trigger();
    });
    connect(m_tree, &QTreeView::customContextMenuRequested, this, [this](const QPoint &position) {
        QMenu *menu = createMenu();
        menu->setAttribute(Qt::WA_DeleteOnClose);
        menu->popup(m_tree->viewport()->mapToGlobal(position));
    });
    connect(m_tree, &QTreeView::collapsed, this, [this](const QModelIndex &index) {
        if (m_search->text().isEmpty())
            m_folded.insert(index.data(Field::PathRole).toString());
    });
    connect(m_tree, &QTreeView::expanded, this, [this](const QModelIndex &index) {
        m_folded.remove(index.data(Field::PathRole).toString());
    });
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &LibraryView::updateActions);
    const auto changed = [this] {
        expandNewFolders();
        takeWanted();
        updateActions();
        updateEmptyText();
    };
    connect(m_filter, &QAbstractItemModel::rowsInserted, this, changed);
    connect(m_filter, &QAbstractItemModel::rowsRemoved, this, changed);
    connect(m_filter, &QAbstractItemModel::dataChanged, this, &LibraryView::updateActions);
    changed();
}

LibraryView::~LibraryView() = default;

void LibraryView::add(LibraryCommand command, const QString &text, const QKeySequence &shortcut)
{
    auto *added = new QAction(text, this);
    added->setShortcut(shortcut);
    added->setShortcutContext(Qt::WidgetShortcut);
    m_tree->addAction(added);
    m_actions.insert(command, added);
    connect(added, &QAction::triggered, this, [this, command] {
        Q_EMIT asked(command, m_tree->currentIndex().data(Field::PathRole).toString());
    });
}

void LibraryView::choose(const QString &path)
{
    m_wanted = path;
    takeWanted();
}

void LibraryView::takeWanted()
{
    const QModelIndex index =
        m_wanted.isEmpty() ? QModelIndex() : m_filter->mapFromSource(m_model->find(m_wanted));
    if (!index.isValid())
        return;
    m_wanted.clear();
    if (index.parent().isValid()) {
        m_tree->setCurrentIndex(index);
        m_tree->scrollTo(index);
        return;
    }
    const QModelIndex first = m_filter->index(0, 0, index);
    m_tree->setCurrentIndex(first.isValid() ? first : index);
    m_tree->scrollTo(index, QAbstractItemView::PositionAtTop);
}

QString LibraryView::chosen() const
{
    const QModelIndex current = m_tree->currentIndex();
    return current.parent().isValid() ? current.data(Field::PathRole).toString() : QString();
}

QMenu *LibraryView::createMenu()
{
    auto *menu = new QMenu(this);
    const auto offer = [this, menu](std::initializer_list<LibraryCommand> commands) {
        for (const LibraryCommand command : commands) {
            if (action(command)->isEnabled())
                menu->addAction(action(command));
        }
        menu->addSeparator();
    };
    if (!chosen().isEmpty()) {
        offer({LibraryCommand::Open});
        offer({LibraryCommand::Duplicate, LibraryCommand::SaveAs, LibraryCommand::Rename,
               LibraryCommand::Revisions});
        offer({LibraryCommand::ShowInFolder, LibraryCommand::Trash});
    } else {
        offer({LibraryCommand::ShowInFolder, LibraryCommand::RemoveFolder});
        offer({LibraryCommand::AddFolder});
    }
    return menu;
}

bool LibraryView::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    auto *key = static_cast<QKeyEvent *>(event);
    const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
    if (enter && !chosen().isEmpty()) {
        action(LibraryCommand::Open)->trigger();
        return true;
    }
    if (watched == m_search) {
        switch (key->key()) {
        case Qt::Key_Down:
        case Qt::Key_Up:
        case Qt::Key_PageDown:
        case Qt::Key_PageUp:
            m_tree->setFocus();
            QCoreApplication::sendEvent(m_tree, event);
            return true;
        default:
            break;
        }
    } else if (key->matches(QKeySequence::Find)) {
        m_search->setFocus();
        m_search->selectAll();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void LibraryView::search(const QString &text)
{
    m_filter->setSearch(text);
    if (text.isEmpty())
        expandNewFolders();
    else
        m_tree->expandAll();
    if (chosen().isEmpty() || !text.isEmpty())
        chooseFirst();
    m_tree->scrollTo(m_tree->currentIndex());
    updateActions();
    updateEmptyText();
}

void LibraryView::chooseFirst()
{
    for (int row = 0; row < m_filter->rowCount(); ++row) {
        const QModelIndex folder = m_filter->index(row, 0);
        if (m_filter->rowCount(folder) > 0) {
            m_tree->setCurrentIndex(m_filter->index(0, 0, folder));
            return;
        }
    }
}

void LibraryView::expandNewFolders()
{
    for (int row = 0; row < m_filter->rowCount(); ++row) {
        const QModelIndex folder = m_filter->index(row, 0);
        if (!m_folded.contains(folder.data(Field::PathRole).toString()))
            m_tree->expand(folder);
    }
}

void LibraryView::updateActions()
{
    const QModelIndex current = m_tree->currentIndex();
    const bool preset = current.parent().isValid();
    const bool readable = preset && current.data(Field::ErrorRole).toString().isEmpty();
    const bool folder = current.isValid() && !preset;
    const auto kind = static_cast<LibraryFolder::Kind>(current.data(Field::KindRole).toInt());
    const bool file = current.isValid() && kind != LibraryFolder::Kind::Bundled;
    const auto enable = [this](LibraryCommand command, bool enabled) {
        action(command)->setEnabled(enabled);
    };
    enable(LibraryCommand::Open, preset);
    enable(LibraryCommand::Duplicate, readable);
    enable(LibraryCommand::SaveAs, readable);
    enable(LibraryCommand::Rename, preset && file);
    enable(LibraryCommand::Revisions, preset && file);
    enable(LibraryCommand::ShowInFolder, file);
    enable(LibraryCommand::Trash, preset && file);
    enable(LibraryCommand::RemoveFolder, folder && kind == LibraryFolder::Kind::Added);
    m_open->setEnabled(preset);
}

void LibraryView::updateEmptyText()
{
    const bool nothing = m_filter->rowCount() == 0;
    m_empty->setVisible(nothing);
    m_tree->setVisible(!nothing);
    if (nothing) {
        m_empty->setText(m_search->text().isEmpty()
                             ? tr("The presets are being read.")
                             : tr("No preset has “%1” in its name, description or models.")
                                   .arg(m_search->text()));
    }
}

} // namespace moa
