// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runmenu.h"

#include "editors/promptbar.h"
#include "editors/turnsbar.h"
#include "ui/comparepage.h"
#include "ui/designpage.h"
#include "ui/runsession.h"
#include "ui/variantscontrol.h"
#include "ui/whatif.h"

#include <QMainWindow>
#include <QMenuBar>

namespace moa {

RunMenu::RunMenu(const Parts &parts, QMainWindow *window)
    : m_others(new QMenu(window))
    , m_whatIf(std::make_unique<WhatIf>(
          WhatIf::Parts{parts.document, parts.responses, parts.session, parts.design->pins(),
                        parts.design->canvas(), parts.compare->columns()},
          nullptr))
    , m_variants(std::make_unique<VariantsControl>(parts.session, window))
{
    QMenu *menu = window->menuBar()->addMenu(tr("&Run"));
    m_run = menu->addAction(tr("&Run"));
    m_run->setObjectName(QStringLiteral("run.run"));
    m_run->setShortcut(Qt::CTRL | Qt::Key_Return);
    m_run->setEnabled(false);
    m_stop = menu->addAction(tr("&Stop"));
    m_stop->setObjectName(QStringLiteral("run.stop"));
    m_stop->setShortcut(Qt::Key_Escape);
    m_stop->setEnabled(false);
    menu->addSeparator();
    menu->addActions({m_whatIf->runChanged(), m_variants->open()});
    menu->addSeparator();
    menu->addAction(parts.turns->newConversation());
    m_others->addActions({m_whatIf->runChanged(), m_whatIf->summaryEntry()});
    m_others->addSeparator();
    m_others->addAction(m_variants->open());

    connect(m_run, &QAction::triggered, parts.prompt, &PromptBar::requestRun);
    connect(parts.prompt, &PromptBar::runnableChanged, m_run, &QAction::setEnabled);
    connect(m_stop, &QAction::triggered, parts.session, &RunSession::stop);
    connect(parts.session, &RunSession::runningChanged, m_stop, &QAction::setEnabled);
    connect(m_whatIf.get(), &WhatIf::told, this, &RunMenu::told);
    connect(m_variants.get(), &VariantsControl::told, this, &RunMenu::told);
    connect(m_variants.get(), &VariantsControl::runEnded, this, &RunMenu::variantEnded);
}

RunMenu::~RunMenu() = default;

} // namespace moa
