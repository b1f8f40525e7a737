// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QToolBar>

class QLabel;
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

    void setPreset(const QString &title, bool isModified);

private:
    QToolButton *add(QAction *action, const QString &iconName);

    QLabel *m_title;
};

} // namespace moa
