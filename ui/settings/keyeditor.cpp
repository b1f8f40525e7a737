// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/keyeditor.h"

#include "theme/theme.h"
#include "ui/settings/settingswords.h"
#include "ui/settings/statedot.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace moa {

KeyEditor::KeyEditor(const QString &keychain, QWidget *parent)
    : QWidget(parent)
    , m_keychain(keychain)
    , m_dot(new QLabel(this))
    , m_state(new QLabel(this))
    , m_set(new QPushButton(this))
    , m_forget(new QPushButton(tr("For&get"), this))
    , m_said(settingswords::hint({}, this))
    , m_column(new QVBoxLayout(this))
{
    m_state->setObjectName(QStringLiteral("keyState"));
    m_state->setTextFormat(Qt::PlainText);
    m_set->setObjectName(QStringLiteral("setKey"));
    m_forget->setObjectName(QStringLiteral("forgetKey"));
    m_said->setObjectName(QStringLiteral("keySaid"));
    setFocusProxy(m_set);

    auto *row = new QHBoxLayout;
    row->setSpacing(space::small);
    row->addWidget(m_dot);
    row->addWidget(m_state, 1);
    row->addWidget(m_set);
    row->addWidget(m_forget);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(space::tiny);
    m_column->addLayout(row);
    m_column->addWidget(m_said);
    connect(m_set, &QPushButton::clicked, this, &KeyEditor::edit);
    connect(m_forget, &QPushButton::clicked, this, &KeyEditor::forgetRequested);
    showState();
}

void KeyEditor::setStatus(const KeyStatus &status, bool isNeeded)
{
    m_status = status;
    m_isNeeded = isNeeded;
    showState();
}

void KeyEditor::setNote(const QString &sentence)
{
    m_note = sentence;
    showState();
}

void KeyEditor::showState()
{
    const bool has = m_status.place != KeyPlace::None;
    const bool isOurs = m_status.place == KeyPlace::Keychain || m_status.place == KeyPlace::Session;
    m_state->setText(settingswords::keyPlace(m_status, m_keychain, m_isNeeded));
    m_set->setText(has ? tr("Re&place…") : tr("&Set…"));
    m_set->setEnabled(!m_entry);
    m_forget->setEnabled(isOurs && !m_entry);
    m_forget->setToolTip(m_status.place == KeyPlace::Environment
                             ? tr("It stands in the environment of this program.")
                             : QString());
    const QString said = m_status.problem.isEmpty() ? m_note : m_status.problem;
    m_said->setText(said);
    m_said->setVisible(!said.isEmpty());
    const Theme theme = Theme::of(this);
    m_dot->setPixmap(stateDot(has              ? theme.good
                                  : m_isNeeded ? theme.warning
                                               : theme.outline,
                              has, devicePixelRatio()));
}

void KeyEditor::edit()
{
    if (m_entry)
        return;
    m_entry = new QWidget(this);
    m_entry->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed); // never squeezed
    m_field = new QLineEdit(m_entry);
    m_field->setObjectName(QStringLiteral("keyField"));
    m_field->setEchoMode(QLineEdit::Password);
    m_field->setAccessibleName(tr("Key"));
    m_field->setPlaceholderText(tr("Paste the key"));
    m_field->setContextMenuPolicy(Qt::NoContextMenu);
    m_field->setDragEnabled(false);
    auto *use = new QPushButton(tr("Use Ke&y"), m_entry);
    use->setObjectName(QStringLiteral("useKey"));
    use->setEnabled(false);
    auto *cancelling = new QPushButton(tr("Cancel"), m_entry);
    m_keep = new QCheckBox(
        m_keychain.isEmpty() ? tr("Keep it") : tr("&Keep it in %1").arg(m_keychain), m_entry);
    m_keep->setObjectName(QStringLiteral("keepKey"));
    m_keep->setChecked(!m_keychain.isEmpty());
    m_keep->setVisible(!m_keychain.isEmpty());

    auto *row = new QHBoxLayout;
    row->setSpacing(space::small);
    row->addWidget(m_field, 1);
    row->addWidget(use);
    row->addWidget(cancelling);
    auto *column = new QVBoxLayout(m_entry);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::tiny);
    column->addLayout(row);
    column->addWidget(m_keep);
    if (m_keychain.isEmpty()) {
        column->addWidget(settingswords::hint(
            tr("This system has no keychain, so the key is forgotten when the program ends."),
            m_entry));
    }
    m_column->insertWidget(1, m_entry);
    QWidget::setTabOrder(m_forget, m_field);
    connect(m_field, &QLineEdit::textChanged, use,
            [use](const QString &text) { use->setEnabled(!text.trimmed().isEmpty()); });
    connect(m_field, &QLineEdit::returnPressed, this, &KeyEditor::accept);
    connect(use, &QPushButton::clicked, this, &KeyEditor::accept);
    connect(cancelling, &QPushButton::clicked, this, &KeyEditor::cancel);
    showState();
    m_field->setFocus(Qt::OtherFocusReason);
}

void KeyEditor::accept()
{
    if (!m_entry)
        return;
    const QByteArray secret = m_field->text().trimmed().toUtf8();
    if (secret.isEmpty())
        return;
    const bool keep = m_keep->isChecked();
    cancel();
    m_note.clear();
    Q_EMIT keyEntered(secret, keep);
}

void KeyEditor::cancel()
{
    if (!m_entry)
        return;
    const bool hadFocus = m_entry->isAncestorOf(focusWidget());
    m_field->setText({});
    m_entry->hide();
    m_entry->deleteLater();
    m_entry = nullptr;
    m_field = nullptr;
    m_keep = nullptr;
    showState();
    if (hadFocus)
        m_set->setFocus(Qt::OtherFocusReason);
}

void KeyEditor::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && m_entry)
        cancel();
    else
        QWidget::keyPressEvent(event);
}

void KeyEditor::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        showState();
}

} // namespace moa
