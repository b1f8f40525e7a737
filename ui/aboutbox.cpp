// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/aboutbox.h"

#include <QCoreApplication>
#include <QMessageBox>

namespace moa {

namespace {

/** For its texts. */
struct AboutBox
{
    Q_DECLARE_TR_FUNCTIONS(moa::AboutBox)
};

} // namespace

void showAbout(QWidget *window)
{
    auto *about = new QMessageBox(QMessageBox::NoIcon, AboutBox::tr("About MoA Studio"),
                                  AboutBox::tr("MoA Studio %1").arg(QStringLiteral(MOA_VERSION)),
                                  QMessageBox::Ok, window);
    about->setInformativeText(AboutBox::tr(
        "Draws mixtures of LLM agents, runs them, and shows what every agent contributed. "
        "The method: Mixture-of-Agents, arXiv 2406.04692.\n\nFree software under the GNU "
        "General Public License, version 3 or later."));
    about->setAttribute(Qt::WA_DeleteOnClose);
    about->open();
}

} // namespace moa
