// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <QStackedWidget>

class QAction;
class QSplitter;

namespace moa {

/** The middle of the window: one of its workspaces, or Design above Compare, and the way there. */
class Workspaces : public QStackedWidget
{
    Q_OBJECT

public:
    enum class Workspace { Design, Compare, Both, History };

    /// Takes both over, and shows both.
    Workspaces(QWidget *design, QWidget *compare, QWidget *parent = nullptr);

    /// Takes @p history over; before that there is no way to it.
    void setHistory(QWidget *history);
    /// For a menu; one of them is checked.
    [[nodiscard]] QList<QAction *> switches() const;
    [[nodiscard]] Workspace current() const { return m_current; }

    /// Of what is shown alone: what is not must not keep the window wide.
    [[nodiscard]] QSize minimumSizeHint() const override;

    /// How the height is shared, to be kept until the next start.
    [[nodiscard]] QByteArray layoutState() const;
    void restoreLayout(const QByteArray &state);

public Q_SLOTS:
    void open(moa::Workspaces::Workspace workspace);

Q_SIGNALS:
    /// Before anything changes: what is in its way can make room.
    void opening(moa::Workspaces::Workspace workspace);
    void opened(moa::Workspaces::Workspace workspace);

private:
    QAction *addSwitch(const char *name, const QString &text, const QKeySequence &keys,
                       Workspace workspace);

    QWidget *m_design;
    QWidget *m_compare;
    QSplitter *m_splitter;
    QWidget *m_history = nullptr;
    std::array<QAction *, 4> m_switches{}; ///< by workspace
    Workspace m_current = Workspace::Both;
};

} // namespace moa
