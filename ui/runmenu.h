// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/response.h"

#include <memory>
#include <QObject>

class QAction;
class QMainWindow;
class QMenu;

namespace moa {

class ComparePage;
class DesignPage;
class MixtureDocument;
class PromptBar;
class ResponsesModel;
class RunSession;
class TurnsBar;
class VariantsControl;
class WhatIf;

/** All that can be run: the mixture, what changed of it, the run that is shown in variants. */
class RunMenu : public QObject
{
    Q_OBJECT

public:
    /// All of it outlives this.
    struct Parts
    {
        MixtureDocument *document;
        ResponsesModel *responses;
        RunSession *session;
        DesignPage *design;
        ComparePage *compare;
        PromptBar *prompt;
        TurnsBar *turns;
    };

    /// Ends the menu bar of @p window, which outlives this.
    RunMenu(const Parts &parts, QMainWindow *window);
    ~RunMenu() override;

    [[nodiscard]] QAction *run() const { return m_run; }
    [[nodiscard]] QAction *stop() const { return m_stop; }
    /// What can be run besides all of the mixture, for a button that runs that.
    [[nodiscard]] QMenu *others() const { return m_others; }

Q_SIGNALS:
    /// A run that is none of the session's has ended: it has cost something.
    void variantEnded(const moa::RunRecord &run);
    /// There is something to say, in a sentence.
    void told(const QString &sentence);

private:
    QAction *m_run;
    QAction *m_stop;
    QMenu *m_others;
    std::unique_ptr<WhatIf> m_whatIf;
    std::unique_ptr<VariantsControl> m_variants;
};

} // namespace moa
