// SPDX-License-Identifier: GPL-3.0-or-later
#include "editors/promptbar.h"

#include "editors/promptedit.h"
#include "theme/icons.h"
#include "theme/theme.h"
#include "theme/tooltip.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace moa {

PromptBar::PromptBar(QWidget *parent)
    : QWidget(parent)
    , m_edit(new PromptEdit(this))
    , m_button(new QPushButton(this))
    , m_hint(new QLabel(this))
    , m_remedy(new QToolButton(this))
    , m_editing(new QWidget(this))
    , m_notice(new QLabel(m_editing))
    , m_cancel(new QToolButton(m_editing))
{
    m_edit->setObjectName(QStringLiteral("prompt"));
    m_edit->setPlaceholderText(
        tr("Ask something: every agent of the first layer gets this prompt."));
    m_edit->setAccessibleName(tr("Prompt"));
    m_button->setObjectName(QStringLiteral("runButton"));
    m_button->setFont(type::title());
    m_button->setMinimumSize(prompt::buttonWidth, prompt::buttonHeight);
    m_hint->setObjectName(QStringLiteral("promptHint"));
    m_hint->setTextFormat(Qt::PlainText);
    m_hint->setFont(type::secondary());
    m_hint->setForegroundRole(QPalette::PlaceholderText);
    m_hint->setWordWrap(true);
    m_hint->setMinimumHeight(control::target); // the line is not to grow with the button
    m_remedy->setObjectName(QStringLiteral("promptRemedy"));
    m_remedy->setFont(type::secondary());
    m_remedy->setMinimumHeight(control::target);
    m_remedy->hide();
    m_notice->setObjectName(QStringLiteral("editNotice"));
    m_notice->setTextFormat(Qt::PlainText);
    m_notice->setFont(type::title());
    m_cancel->setObjectName(QStringLiteral("cancelEdit"));
    m_cancel->setText(tr("Cancel"));
    m_cancel->setToolTip(tr("Leave the turn as it is (Esc)"));

    auto *notice = new QHBoxLayout(m_editing);
    notice->setContentsMargins(0, 0, 0, 0);
    notice->setSpacing(space::small);
    notice->addWidget(m_notice, 1);
    notice->addWidget(m_cancel);
    m_editing->hide();
    auto *row = new QHBoxLayout;
    row->setSpacing(space::small);
    row->addWidget(m_edit, 1);
    row->addWidget(m_button, 0, Qt::AlignBottom);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::medium, space::small, space::medium, space::small);
    layout->setSpacing(space::tiny);
    layout->addWidget(m_editing);
    layout->addLayout(row);
    auto *hint = new QHBoxLayout;
    hint->setSpacing(space::small);
    hint->addWidget(m_hint, 1);
    hint->addWidget(m_remedy);
    layout->addLayout(hint);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setFocusProxy(m_edit);

    connect(m_edit, &PromptEdit::textChanged, this, &PromptBar::refresh);
    connect(m_edit, &PromptEdit::textChanged, this, &PromptBar::textChanged);
    connect(m_edit, &PromptEdit::submitted, this, &PromptBar::requestRun);
    connect(m_edit, &PromptEdit::escaped, this, &PromptBar::escape);
    connect(m_cancel, &QToolButton::clicked, this, &PromptBar::editCancelled);
    connect(m_button, &QPushButton::clicked, this, &PromptBar::press);
    connect(m_remedy, &QToolButton::clicked, this, &PromptBar::remedyRequested);
    refresh();
}

QString PromptBar::text() const
{
    return m_edit->text();
}

void PromptBar::setText(const QString &text)
{
    m_edit->setText(text);
}

void PromptBar::setRunning(bool running)
{
    m_running = running;
    refresh();
}

void PromptBar::setBlocked(const QString &reason, const QString &remedy)
{
    m_blocked = reason;
    m_remedy->setText(remedy);
    refresh();
}

void PromptBar::setRunHint(const QString &hint)
{
    m_runHint = hint;
    refresh();
}

void PromptBar::setEditNotice(const QString &notice)
{
    m_notice->setText(notice);
    m_editing->setVisible(!notice.isEmpty());
}

void PromptBar::paintEvent(QPaintEvent *)
{
    const Theme theme = Theme::of(this);
    QPainter painter(this);
    painter.fillRect(rect(), theme.window);
    painter.fillRect(QRect(0, 0, width(), column::hairline), theme.line);
}

void PromptBar::requestRun()
{
    if (!m_running && obstacle().isEmpty())
        Q_EMIT runRequested(m_edit->text());
}

void PromptBar::stop()
{
    if (m_running)
        Q_EMIT stopRequested();
}

void PromptBar::escape()
{
    if (m_running)
        stop();
    else if (!m_editing->isHidden())
        Q_EMIT editCancelled();
}

void PromptBar::press()
{
    if (m_running)
        stop();
    else
        requestRun();
}

void PromptBar::refresh()
{
    const QString reason = obstacle();
    m_button->setText(m_running ? tr("Stop") : tr("Run"));
    m_button->setIcon(m_running ? icon(QStringLiteral("stop"))
                                : icon(QStringLiteral("run"), QPalette::HighlightedText));
    m_button->setEnabled(m_running || reason.isEmpty());
    if (m_running) {
        m_button->setToolTip(tr("Stop the run (Esc)"));
        m_hint->setText(tr("Running. Esc stops it."));
    } else if (!reason.isEmpty()) {
        m_button->setToolTip(plainToolTip(reason));
        m_hint->setText(reason);
    } else {
        m_button->setToolTip(tr("Run the mixture on this prompt (Ctrl+Return)"));
        m_hint->setText(m_runHint.isEmpty() ? tr("Ctrl+Return runs the mixture.") : m_runHint);
    }
    m_remedy->setVisible(!m_running && !m_blocked.isEmpty() && !m_remedy->text().isEmpty());
    dressButton();
    if (const bool runnable = !m_running && reason.isEmpty(); runnable != m_runnable) {
        m_runnable = runnable;
        Q_EMIT runnableChanged(runnable);
    }
}

void PromptBar::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        dressButton();
}

void PromptBar::dressButton()
{
    const Theme theme = Theme::of(this);
    QPalette buttonPalette = palette();
    if (m_button->isEnabled() && !m_running) {
        buttonPalette.setColor(QPalette::Button, theme.accent);
        buttonPalette.setColor(QPalette::ButtonText, theme.onAccent);
    }
    m_button->setPalette(buttonPalette);
}

QString PromptBar::obstacle() const
{
    if (!m_blocked.isEmpty())
        return m_blocked;
    return m_edit->isBlank() ? tr("Nothing to run yet: write a prompt.") : QString();
}

} // namespace moa
