// SPDX-License-Identifier: GPL-3.0-or-later
#include "library/changesdialog.h"

#include "library/changesview.h"
#include "theme/theme.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace moa {

ChangesDialog::ChangesDialog(const Content &content, QWidget *parent)
    : QDialog(parent)
    , m_buttons(new QDialogButtonBox(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(content.title);
    resize(library::changesWidth, library::changesHeight);
    auto *sentence = new QLabel(content.sentence, this);
    sentence->setObjectName(QStringLiteral("changesSentence"));
    sentence->setTextFormat(Qt::PlainText);
    sentence->setWordWrap(true);
    auto *changes = new ChangesView(this);
    changes->setChanges(content.changes, content.before, content.after);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::large, space::large, space::large, space::medium);
    layout->setSpacing(space::medium);
    layout->addWidget(sentence);
    layout->addWidget(changes, 1);
    layout->addWidget(m_buttons);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

QPushButton *ChangesDialog::addChoice(const QString &text, const std::function<void()> &choice)
{
    QPushButton *button = m_buttons->addButton(text, QDialogButtonBox::ActionRole);
    connect(button, &QPushButton::clicked, this, [this, choice] {
        // Closing deletes the dialog, and with it this very function.
        const std::function<void()> chosen = choice;
        accept();
        chosen();
    });
    return button;
}

QPushButton *ChangesDialog::addClose(const QString &text)
{
    QPushButton *button = m_buttons->addButton(text, QDialogButtonBox::RejectRole);
    button->setDefault(true);
    return button;
}

} // namespace moa
