// SPDX-License-Identifier: GPL-3.0-or-later
#include "whatif/answereditor.h"

#include "theme/theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace moa {

AnswerEditor::AnswerEditor(const QString &text, QWidget *parent)
    : QWidget(parent)
    , m_before(text)
    , m_edit(new QPlainTextEdit(text, this))
    , m_save(new QPushButton(tr("Save"), this))
{
    m_edit->setObjectName(QStringLiteral("answerEdit"));
    m_edit->setAccessibleName(tr("Answer, to be edited by hand"));
    m_edit->setFont(type::answer());
    m_edit->setTabChangesFocus(true);
    m_edit->installEventFilter(this);
    m_save->setObjectName(QStringLiteral("saveAnswer"));
    m_save->setToolTip(tr("Later runs keep this text (Ctrl+Return)"));
    auto *cancel = new QPushButton(tr("Cancel"), this);
    cancel->setObjectName(QStringLiteral("cancelAnswer"));
    cancel->setToolTip(tr("Leave the answer as it is (Esc)"));
    auto *hint =
        new QLabel(tr("Saving asks nobody: run what changed to see what comes of it."), this);
    hint->setFont(type::secondary());
    hint->setForegroundRole(QPalette::PlaceholderText);
    hint->setWordWrap(true);

    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(space::small);
    buttons->addWidget(hint, 1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_save);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::small, space::small, space::small, space::small);
    layout->setSpacing(space::small);
    layout->addWidget(m_edit, 1);
    layout->addLayout(buttons);
    setFocusProxy(m_edit);

    connect(m_edit, &QPlainTextEdit::textChanged, this, &AnswerEditor::refresh);
    connect(m_save, &QPushButton::clicked, this, &AnswerEditor::save);
    connect(cancel, &QPushButton::clicked, this, &AnswerEditor::cancelled);
    refresh();
}

bool AnswerEditor::eventFilter(QObject *watched, QEvent *event)
{
    // The window's own shortcuts, which would run the mixture or stop a run.
    const bool asked = event->type() == QEvent::ShortcutOverride;
    if (watched == m_edit && (asked || event->type() == QEvent::KeyPress)) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool enters = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        const bool saves = enters && key->modifiers().testFlag(Qt::ControlModifier);
        if (saves || key->key() == Qt::Key_Escape) {
            event->accept();
            if (asked)
                return true;
            if (saves)
                save();
            else
                Q_EMIT cancelled();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

QString AnswerEditor::text() const
{
    return m_edit->toPlainText();
}

void AnswerEditor::save()
{
    if (m_save->isEnabled())
        Q_EMIT saved(text());
}

void AnswerEditor::refresh()
{
    const QString now = text();
    m_save->setEnabled(now != m_before && !now.trimmed().isEmpty());
}

} // namespace moa
