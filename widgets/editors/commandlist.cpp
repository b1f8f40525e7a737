// SPDX-License-Identifier: GPL-3.0-or-later
#include "editors/commandlist.h"

#include "editors/commanddelegate.h"
#include "items/enabledrow.h"
#include "theme/theme.h"

#include <QLabel>
#include <QLineEdit>
#include <QListView>

namespace moa {

CommandList::CommandList(QWidget *window)
    : SearchPanel(window,
                  {.placeholder = tr("Search everything that can be done"),
                   .searchName = {},
                   .width = floating::commandsWidth,
                   .mostRows = floating::commandRows})
    , m_model(new CommandsModel(this))
{
    setObjectName(QStringLiteral("commandList"));
    setAccessibleName(tr("Commands"));
    searchField()->setObjectName(QStringLiteral("commandSearch"));
    emptyLabel()->setObjectName(QStringLiteral("commandsEmpty"));
    hints()->setObjectName(QStringLiteral("commandHints"));
    hints()->setText(tr("Enter does it  ·  Esc closes"));
    setRows(m_model, new CommandDelegate(list()));
    list()->setAccessibleName(tr("Commands"));
}

void CommandList::open(const QList<Command> &commands, const QStringList &recent)
{
    if (!isOpen())
        m_before = host()->window()->focusWidget();
    m_model->setCommands(commands, recent);
    searchAnew();
    openCentred();
    searchField()->setFocus(Qt::PopupFocusReason);
}

QWidget *CommandList::heir() const
{
    // What floated where the keyboard was may be gone.
    return m_before && m_before->isVisible() ? m_before.data() : host();
}

void CommandList::search()
{
    const QString text = searchField()->text();
    m_model->setSearch(text);
    showRows(enabledRow(*m_model, -1, 1),
             m_model->rowCount() > 0
                 ? QString()
                 : tr("Nothing that can be done is called “%1”. Try fewer or other words.")
                       .arg(text.trimmed()));
}

void CommandList::take(const QModelIndex &index, Qt::KeyboardModifiers)
{
    const QString id = index.data(CommandsModel::IdRole).toString();
    dismiss();
    Q_EMIT chosen(id);
}

} // namespace moa
