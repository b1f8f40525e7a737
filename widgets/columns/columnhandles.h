// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/response.h"

#include <functional>
#include <optional>
#include <QObject>
#include <QPoint>

class QMenu;

namespace moa {

class ResponseColumn;

/** What a person can do to a single column: its menu, dragging and double-clicking its head. */
class ColumnHandles : public QObject
{
    Q_OBJECT

public:
    /** Which actions make sense for a column now. */
    struct Possible
    {
        bool maximised = false;
        bool maximise = false;
        bool hide = false;
        bool moveLeft = false;
        bool moveRight = false;
        bool bleu = false; ///< it has one
    };

    /// @p possible tells what can be done with a column when its menu opens. @p view owns menus.
    ColumnHandles(QWidget *view, std::function<Possible(const ResponseId &)> possible);

    void add(ResponseColumn *column);
    /// Has @p fill add what else can be done with a column to its menu.
    void setMoreEntries(std::function<void(QMenu *, const ResponseId &)> fill);

Q_SIGNALS:
    void maximiseRequested(const moa::ResponseId &id);
    void restoreRequested();
    void hideRequested(const moa::ResponseId &id);
    void moveRequested(const moa::ResponseId &id, int direction);
    /// @p id was dropped before another one of its group, or at its end.
    void dropped(const moa::ResponseId &id, const std::optional<moa::ResponseId> &before);
    /// To show the exact requests and replies of the response.
    void requestsRequested(const moa::ResponseId &id);
    /// To show the statistics of its BLEU.
    void bleuRequested(const moa::ResponseId &id);

private:
    void showMenu(const ResponseId &id, QPoint place);

    QWidget *m_view;
    std::function<Possible(const ResponseId &)> m_possible;
    std::function<void(QMenu *, const ResponseId &)> m_fill;
};

} // namespace moa
