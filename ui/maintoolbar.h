// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QToolBar>

class QLabel;
class QMenu;
class QToolButton;

namespace moa {

/** The window's toolbar: the preset's name, its few actions, and what the next run will need. */
class MainToolBar : public QToolBar
{
    Q_OBJECT

public:
    /// What is on the bar; owned by others.
    struct Actions
    {
        QAction *open;
        QAction *save;
        QAction *undo;
        QAction *redo;
        QAction *run;
        QAction *stop;
    };

    /// Takes @p estimate over.
    MainToolBar(const Actions &actions, QLabel *estimate, QWidget *parent);

    /// What can be run besides all of the mixture: a menu at the button that runs it.
    void setRunMenu(QMenu *menu);
    void setPreset(const QString &title, bool isModified);

private:
    QToolButton *add(QAction *action, const QString &iconName);

    QLabel *m_title;
    QToolButton *m_run = nullptr;
};

} // namespace moa
