// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "items/commandsmodel.h"

#include <functional>
#include <QObject>

class QAction;
class QMainWindow;
class QSettings;

namespace moa {

class CommandList;

/** A preset that a command opens. */
struct PresetCommand
{
    QString source; ///< its path, or what else PresetFiles::load() takes
    QString name;
    QString place; ///< the folder, in words
};

/**
 * Reaches everything that a window can do by its name: what stands in its menus and in the context
 * menus of the views in sight, and presets to open. What was used last comes first, also at the
 * next start.
 */
class CommandPalette : public QObject
{
    Q_OBJECT

public:
    /// More are forgotten.
    static constexpr qsizetype mostRecent = 20;

    /// @p window is the parent.
    explicit CommandPalette(QMainWindow *window);

    QAction *action; ///< Ctrl+K: opens the list, or closes it

    /// In the place of those before. Those in the menus need not be among them.
    void setPresets(const QList<PresetCommand> &presets);
    /// Keeps in @p kept, which outlives this, what was used last.
    void remember(QSettings *kept);

    [[nodiscard]] CommandList *list() const { return m_list; }

Q_SIGNALS:
    /// To be opened, after asking about unsaved changes.
    void presetRequested(const QString &source);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void toggle();
    void run(const QString &id);
    void add(QAction *action, const QString &place);
    [[nodiscard]] QList<Command> gather();

    QMainWindow *m_window;
    CommandList *m_list;
    QSettings *m_kept = nullptr; ///< null: nothing is kept
    QStringList m_recent;
    QList<PresetCommand> m_presets;
    QList<Command> m_commands; ///< as the list was last filled
    QHash<QString, std::function<void()>> m_effects; ///< of m_commands, by id
};

} // namespace moa
