// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspect/exchangesdialog.h"

#include "inspect/exchangesview.h"
#include "run/visibletext.h"
#include "theme/theme.h"

#include <QDialogButtonBox>
#include <QPushButton>
#include <QVBoxLayout>

namespace moa {

ExchangesDialog::ExchangesDialog(const Response &response, const QString &name, QWidget *parent)
    : QDialog(parent)
    , m_view(new ExchangesView(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setModal(false);
    setWindowTitle(tr("Request and reply: %1").arg(asOneLine(name)));
    resize(inspect::width, inspect::height);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::medium, space::small, space::medium, space::small);
    layout->setSpacing(space::small);
    layout->addWidget(m_view, 1);
    layout->addWidget(buttons);
    m_view->setResponse(response);
}

} // namespace moa
