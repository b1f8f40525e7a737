// SPDX-License-Identifier: GPL-3.0-or-later
#include "editors/textfield.h"

#include "editors/fieldundo.h"
#include "editors/growingedit.h"
#include "theme/theme.h"

#include <QEvent>
#include <QLabel>
#include <QLineEdit>
#include <QScopedValueRollback>
#include <QVBoxLayout>

namespace moa {

namespace {

constexpr int fewestLines = 2;
constexpr int mostLines = 12;

} // namespace

TextField::TextField(Kind kind, QWidget *parent)
    : QWidget(parent)
    , m_error(new QLabel(this))
{
    // A label's letter passes over what takes no focus, whatever stands for it.
    setFocusPolicy(Qt::StrongFocus);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::tiny);
    if (kind == Kind::Line) {
        m_line = new QLineEdit(this);
        layout->addWidget(m_line);
        setFocusProxy(m_line);
        connect(m_line, &QLineEdit::textChanged, this, [this](const QString &text) {
            if (!m_setting)
                Q_EMIT edited(text);
        });
    } else {
        m_paragraph = new GrowingEdit(fewestLines, mostLines, this);
        if (kind == Kind::Code)
            m_paragraph->setFont(type::code());
        layout->addWidget(m_paragraph);
        setFocusProxy(m_paragraph);
        connect(m_paragraph, &QPlainTextEdit::textChanged, this, [this] {
            if (!m_setting)
                Q_EMIT edited(text());
        });
    }
    new FieldUndo(focusProxy());
    m_error->setWordWrap(true);
    m_error->setVisible(false);
    layout->addWidget(m_error);
    applyTheme();
}

QString TextField::text() const
{
    return m_line ? m_line->text() : m_paragraph->toPlainText();
}

void TextField::setText(const QString &newText)
{
    setError({});
    if (newText == text())
        return;
    const QScopedValueRollback<bool> setting(m_setting, true);
    if (m_line)
        m_line->setText(newText);
    else
        m_paragraph->setPlainText(newText);
}

void TextField::setPlaceholder(const QString &text)
{
    if (m_line)
        m_line->setPlaceholderText(text);
    else
        m_paragraph->setPlaceholderText(text);
}

void TextField::setLabel(const QString &label)
{
    if (m_line)
        m_line->setAccessibleName(label);
    else
        m_paragraph->setAccessibleName(label);
}

void TextField::setError(const QString &sentence)
{
    m_error->setText(sentence);
    m_error->setVisible(!sentence.isEmpty());
    focusProxy()->setAccessibleDescription(sentence);
}

QString TextField::error() const
{
    return m_error->text();
}

void TextField::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        applyTheme();
}

void TextField::applyTheme()
{
    QPalette colors = m_error->palette();
    const QColor danger = Theme::of(this).danger;
    if (colors.color(QPalette::WindowText) == danger)
        return;
    colors.setColor(QPalette::WindowText, danger);
    m_error->setPalette(colors);
    m_error->setFont(type::secondary());
}

} // namespace moa
