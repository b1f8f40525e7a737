// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/mixture.h"

#include <QObject>
#include <QSet>

class QKeyEvent;

namespace moa {

class CanvasCommands;
class CanvasNavigation;
class CanvasScene;

/**
 * The way about a canvas without a pointer. There is a current card, which has the focus ring:
 * arrows go from it to its neighbours and, beyond the first row, to the header of its lane;
 * Ctrl+Left and Ctrl+Right choose one after another of the links that lead into it and out of it;
 * a link can be drawn from it.
 */
class CanvasKeyboard : public QObject
{
    Q_OBJECT

public:
    /// All outlive this object.
    CanvasKeyboard(CanvasScene &scene, CanvasNavigation &navigation, CanvasCommands &commands,
                   QObject *parent);

    /// False for keys that mean nothing here.
    bool press(const QKeyEvent &event);
    /// Whether a key that is also a shortcut is meant for press() at the moment.
    [[nodiscard]] bool claims(const QKeyEvent &event) const;
    /// The focus came by keyboard: some card is the current one, and shows it.
    void enter();

    /// Draws a link from the current card; arrows go among the cards that take it.
    void beginLink();
    [[nodiscard]] bool isLinking() const { return !m_linkFrom.isEmpty(); }
    /// Gives up the link that is being drawn.
    void cancel();
    /// Cuts the link that was chosen here and goes on to the next one. False: there is none.
    bool cutChosenLink();

Q_SIGNALS:
    /// What was refused and why, or what to do next.
    void message(const QString &sentence);

private:
    enum class Side { Incoming, Outgoing };

    void walk(Qt::Key key, bool extend);
    void walkLanes(qsizetype layer, Qt::Key key);
    void goTo(const AgentId &id, bool extend);
    void selectLayer(qsizetype layer);
    /// Where an arrow leads from a card; only to those in @p among, if that is not null.
    [[nodiscard]] AgentId neighbour(const AgentId &of, Qt::Key key,
                                    const QSet<AgentId> *among = nullptr) const;
    [[nodiscard]] AgentId nearestIn(qsizetype layer, double y, const QSet<AgentId> *among) const;
    /// The card that the next key starts from; empty if there is none.
    [[nodiscard]] AgentId start() const;
    [[nodiscard]] AgentId firstAgent() const;

    void chooseLink(Side side);
    [[nodiscard]] QList<Link> linksOf(const AgentId &id, Side side) const;
    void selectLink(const QList<Link> &links, qsizetype index);
    [[nodiscard]] bool hasChosenLink() const;
    void followLink();
    void leaveLink();

    void pressLinking(Qt::Key key);
    void aim(const AgentId &target);
    void finishLink();

    void toggleSelected();
    void reveal(const AgentId &id);
    [[nodiscard]] QString nameOf(const AgentId &id) const;

    CanvasScene &m_scene;
    CanvasNavigation &m_navigation;
    CanvasCommands &m_commands;
    std::optional<Link> m_chosen; ///< by Ctrl and an arrow
    Side m_side = Side::Incoming; ///< of the current card, on which that one is
    AgentId m_linkFrom; ///< of the link that is being drawn
    AgentId m_linkTo;
    QSet<AgentId> m_accepting;
};

} // namespace moa
