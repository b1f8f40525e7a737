// SPDX-License-Identifier: GPL-3.0-or-later
#include "editors/turnsbar.h"

#include "editors/turnsdelegate.h"
#include "items/turnsmodel.h"
#include "theme/theme.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QListView>
#include <QMouseEvent>
#include <QPainter>
#include <QToolButton>

namespace moa {

TurnsBar::TurnsBar(QWidget *parent)
    : QWidget(parent)
    , m_list(new QListView(this))
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    m_list->setObjectName(QStringLiteral("turns"));
    m_list->setAccessibleName(tr("Turns of the conversation"));
    m_list->setItemDelegate(new TurnsDelegate(m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerItem);
    m_list->setTabKeyNavigation(false);
    m_list->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_list->viewport()->setBackgroundRole(QPalette::Window);
    m_list->viewport()->installEventFilter(this);

    m_show = addTurnAction(tr("Show Responses"), Qt::Key_Return);
    m_edit = addTurnAction(tr("Edit and Rerun…"), Qt::Key_F2);
    m_rerun = addTurnAction(tr("Rerun"), {});
    m_copy = addTurnAction(tr("Copy Prompt"), QKeySequence::Copy);
    m_previousBranch = addTurnAction(tr("Previous Branch"), Qt::Key_Left);
    m_nextBranch = addTurnAction(tr("Next Branch"), Qt::Key_Right);
    m_newConversation = addTurnAction(tr("New Conversation"), {});
    m_show->setShortcuts({Qt::Key_Return, Qt::Key_Enter});
    m_edit->setIconText(tr("Edit"));
    m_edit->setToolTip(tr("Edit the turn's prompt and run that as a branch (F2)"));
    m_rerun->setToolTip(tr("Run the turn's prompt again as a branch, with the mixture as it is"));
    m_newConversation->setObjectName(QStringLiteral("run.newConversation"));
    m_newConversation->setToolTip(tr("Begin anew: these turns stay as a branch of turn 1"));

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(space::tiny, space::tiny, space::medium, space::tiny);
    layout->setSpacing(space::tiny);
    layout->addWidget(m_list, 1);
    addButton(m_edit, QStringLiteral("editTurn"));
    addButton(m_rerun, QStringLiteral("rerunTurn"));
    addButton(m_newConversation, QStringLiteral("newConversation"));
    setFocusProxy(m_list);

    connect(m_list, &QListView::clicked, m_show, &QAction::trigger);
    connect(m_show, &QAction::triggered, this, [this] { choose(TurnsModel::IdRole); });
    connect(m_previousBranch, &QAction::triggered, this,
            [this] { choose(TurnsModel::PreviousBranchRole); });
    connect(m_nextBranch, &QAction::triggered, this,
            [this] { choose(TurnsModel::NextBranchRole); });
    connect(m_edit, &QAction::triggered, this,
            [this] { Q_EMIT editRequested(turnAtCurrent(TurnsModel::IdRole)); });
    connect(m_rerun, &QAction::triggered, this,
            [this] { Q_EMIT rerunRequested(turnAtCurrent(TurnsModel::IdRole)); });
    connect(m_copy, &QAction::triggered, this, [this] {
        QGuiApplication::clipboard()->setText(
            m_list->currentIndex().data(TurnsModel::PromptRole).toString());
    });
    connect(m_newConversation, &QAction::triggered, this, &TurnsBar::newConversationRequested);
    hide();
}

QAction *TurnsBar::addTurnAction(const QString &text, const QKeySequence &keys)
{
    auto *action = new QAction(text, this);
    action->setShortcut(keys);
    action->setShortcutContext(Qt::WidgetShortcut);
    action->setEnabled(false);
    m_list->addAction(action);
    return action;
}

void TurnsBar::addButton(QAction *action, const QString &name)
{
    auto *button = new QToolButton(this);
    button->setObjectName(name);
    button->setDefaultAction(action);
    button->setFocusPolicy(Qt::TabFocus);
    layout()->addWidget(button);
    layout()->setAlignment(button, Qt::AlignTop);
}

void TurnsBar::setModel(TurnsModel *model)
{
    m_model = model;
    m_list->setModel(model);
    connect(model, &TurnsModel::rowsInserted, this, &TurnsBar::refresh);
    connect(model, &TurnsModel::rowsRemoved, this, &TurnsBar::refresh);
    connect(model, &TurnsModel::dataChanged, this, &TurnsBar::refresh);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &TurnsBar::updateActions);
    refresh();
}

void TurnsBar::setRunning(bool running)
{
    m_running = running;
    updateActions();
}

void TurnsBar::refresh()
{
    const int rows = m_model->rowCount();
    setVisible(rows > 0);
    m_list->setFixedHeight(qBound(1, rows, turns::mostRows) * TurnsDelegate::rowHeight());
    TurnId shown;
    for (int row = 0; row < rows; ++row) {
        const QModelIndex index = m_model->index(row);
        if (!index.data(TurnsModel::ShownRole).toBool())
            continue;
        shown = index.data(TurnsModel::IdRole).value<TurnId>();
        // Only when it is another one: the person may be walking the list meanwhile.
        if (shown != m_shown)
            m_list->setCurrentIndex(index);
    }
    m_shown = shown;
    updateActions();
}

void TurnsBar::updateActions()
{
    const bool isTurn = m_list->currentIndex().isValid();
    m_show->setEnabled(isTurn);
    m_copy->setEnabled(isTurn);
    m_edit->setEnabled(isTurn && !m_running);
    m_rerun->setEnabled(isTurn && !m_running);
    m_previousBranch->setEnabled(!turnAtCurrent(TurnsModel::PreviousBranchRole).isEmpty());
    m_nextBranch->setEnabled(!turnAtCurrent(TurnsModel::NextBranchRole).isEmpty());
    m_newConversation->setEnabled(m_model && m_model->rowCount() > 0);
}

void TurnsBar::choose(int role)
{
    if (const TurnId id = turnAtCurrent(role); !id.isEmpty())
        Q_EMIT turnChosen(id);
}

TurnId TurnsBar::turnAtCurrent(int role) const
{
    return m_list->currentIndex().data(role).value<TurnId>();
}

bool TurnsBar::eventFilter(QObject *watched, QEvent *event)
{
    const bool isPress =
        event->type() == QEvent::MouseButtonPress || event->type() == QEvent::MouseButtonDblClick;
    if (isPress || event->type() == QEvent::MouseButtonRelease) {
        const auto *mouse = static_cast<QMouseEvent *>(event);
        const QModelIndex index = m_list->indexAt(mouse->pos());
        const TurnId branch = index.isValid() && mouse->button() == Qt::LeftButton
            ? TurnsDelegate::branchAt(index, m_list->visualRect(index), mouse->pos())
            : TurnId();
        if (!branch.isEmpty()) {
            // The switch is a button of its own: the row itself is not clicked.
            if (!isPress)
                Q_EMIT turnChosen(branch);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void TurnsBar::paintEvent(QPaintEvent *)
{
    const Theme theme = Theme::of(this);
    QPainter painter(this);
    painter.fillRect(rect(), theme.window);
    painter.fillRect(QRect(0, 0, width(), control::hairline), theme.line);
}

void TurnsBar::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (m_model && (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange))
        refresh();
}

} // namespace moa
