// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workspaces.h"

#include <QAction>
#include <QActionGroup>
#include <QSplitter>

namespace moa {

namespace {

constexpr int designShare = 460; // of the height, at first
constexpr int compareShare = 540;

} // namespace

Workspaces::Workspaces(QWidget *design, QWidget *compare, QWidget *parent)
    : QStackedWidget(parent)
    , m_design(design)
    , m_compare(compare)
    , m_splitter(new QSplitter(Qt::Vertical))
{
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(design);
    m_splitter->addWidget(compare);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setSizes({designShare, compareShare});
    addWidget(m_splitter);

    auto *group = new QActionGroup(this);
    m_switches = {
        addSwitch("view.design", tr("&Design"), Qt::CTRL | Qt::Key_1, Workspace::Design),
        addSwitch("view.compare", tr("&Compare"), Qt::CTRL | Qt::Key_2, Workspace::Compare),
        addSwitch("view.both", tr("Design &and Compare"), Qt::CTRL | Qt::Key_5, Workspace::Both),
        addSwitch("view.history", tr("&History"), Qt::CTRL | Qt::Key_4, Workspace::History)};
    for (QAction *each : m_switches)
        group->addAction(each);
    m_switches.at(static_cast<size_t>(Workspace::Both))->setChecked(true);
    m_switches.at(static_cast<size_t>(Workspace::History))->setVisible(false);
    connect(this, &QStackedWidget::currentChanged, this, &QWidget::updateGeometry);
}

QSize Workspaces::minimumSizeHint() const
{
    return currentWidget()->minimumSizeHint();
}

QAction *Workspaces::addSwitch(const char *name, const QString &text, const QKeySequence &keys,
                               Workspace workspace)
{
    auto *action = new QAction(text, this);
    action->setObjectName(QLatin1String(name));
    action->setShortcut(keys);
    action->setCheckable(true);
    connect(action, &QAction::triggered, this, [this, workspace] { open(workspace); });
    return action;
}

void Workspaces::setHistory(QWidget *history)
{
    m_history = history;
    addWidget(history);
    m_switches.at(static_cast<size_t>(Workspace::History))->setVisible(true);
}

QList<QAction *> Workspaces::switches() const
{
    const auto action = [this](Workspace which) {
        return m_switches.at(static_cast<size_t>(which));
    };
    return {action(Workspace::Design), action(Workspace::Compare), action(Workspace::History),
            action(Workspace::Both)};
}

void Workspaces::open(Workspace workspace)
{
    if (workspace == Workspace::History && !m_history)
        return;
    Q_EMIT opening(workspace);
    m_current = workspace;
    m_switches.at(static_cast<size_t>(workspace))->setChecked(true);
    if (workspace == Workspace::History) {
        setCurrentWidget(m_history);
    } else {
        m_design->setVisible(workspace != Workspace::Compare);
        m_compare->setVisible(workspace != Workspace::Design);
        setCurrentWidget(m_splitter);
    }
    Q_EMIT opened(workspace);
}

QByteArray Workspaces::layoutState() const
{
    return m_splitter->saveState();
}

void Workspaces::restoreLayout(const QByteArray &state)
{
    m_splitter->restoreState(state);
}

} // namespace moa
