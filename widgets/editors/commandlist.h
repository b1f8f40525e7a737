// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "editors/searchpanel.h"
#include "items/commandsmodel.h"

namespace moa {

/**
 * All that can be done, in one searchable list over the window. The keyboard goes back to where it
 * was.
 */
class CommandList : public SearchPanel
{
    Q_OBJECT

public:
    /// Over @p window.
    explicit CommandList(QWidget *window);

    /// With an empty search. @p recent: as of CommandsModel.
    void open(const QList<Command> &commands, const QStringList &recent);

Q_SIGNALS:
    /// The panel is closed, and the keyboard where it was before.
    void chosen(const QString &id);

protected:
    [[nodiscard]] QWidget *heir() const override;
    void search() override;
    void take(const QModelIndex &index, Qt::KeyboardModifiers modifiers) override;

private:
    CommandsModel *m_model;
    QPointer<QWidget> m_before; ///< had the keyboard
};

} // namespace moa
