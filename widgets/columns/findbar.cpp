// SPDX-License-Identifier: GPL-3.0-or-later
#include "columns/findbar.h"

#include "theme/icons.h"
#include "theme/theme.h"

#include <chrono>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPainter>
#include <QToolButton>

namespace moa {

namespace {

using namespace std::chrono_literals;

/// Between two letters of somebody who types.
constexpr std::chrono::milliseconds typingPause = 120ms;

} // namespace

FindBar::FindBar(QWidget *parent)
    : QWidget(parent)
    , m_field(new QLineEdit(this))
    , m_result(new QLabel(this))
    , m_typing(this)
{
    m_field->setObjectName(QStringLiteral("findField"));
    m_field->setPlaceholderText(tr("Find in all columns"));
    m_field->setAccessibleName(tr("Find in all columns"));
    m_field->setClearButtonEnabled(true);
    m_field->setMinimumWidth(find::fieldWidth);
    m_field->installEventFilter(this);
    m_result->setObjectName(QStringLiteral("findResult"));
    m_result->setFont(type::figures());
    m_result->setForegroundRole(QPalette::PlaceholderText);
    m_result->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(space::small, space::tiny, space::small, space::tiny);
    layout->setSpacing(space::tiny);
    layout->addWidget(m_field, 2);
    m_matchCase = addButton(QStringLiteral("matchCase"), QStringLiteral("matchcase"),
                            tr("Match upper and lower case"));
    m_matchCase->setCheckable(true);
    m_previous = addButton(QStringLiteral("findPrevious"), QStringLiteral("previous"),
                           tr("Previous place (Shift+F3)"));
    m_next = addButton(QStringLiteral("findNext"), QStringLiteral("next"), tr("Next place (F3)"));
    layout->addWidget(m_result, 1);
    QToolButton *close = addButton(QStringLiteral("findClose"), QStringLiteral("close"),
                                   tr("Close the search (Esc)"));

    m_typing.setSingleShot(true);
    m_typing.setInterval(typingPause);
    connect(&m_typing, &QTimer::timeout, this, &FindBar::announce);
    connect(m_field, &QLineEdit::textChanged, this, [this] { m_typing.start(); });
    connect(m_matchCase, &QToolButton::toggled, this, &FindBar::announce);
    connect(m_previous, &QToolButton::clicked, this, [this] { Q_EMIT goRequested(-1); });
    connect(m_next, &QToolButton::clicked, this, [this] { Q_EMIT goRequested(1); });
    connect(close, &QToolButton::clicked, this, &FindBar::closeRequested);
    setResult(0, std::nullopt, false);
}

TextSearch FindBar::search() const
{
    return {m_field->text(), m_matchCase->isChecked()};
}

void FindBar::open(const QString &words)
{
    if (!words.isEmpty())
        m_field->setText(words);
    m_field->setFocus(Qt::ShortcutFocusReason);
    m_field->selectAll();
    announce();
}

void FindBar::setResult(qsizetype total, std::optional<qsizetype> current, bool searching)
{
    const QLocale locale;
    QString text;
    if (!m_field->text().isEmpty()) {
        if (current)
            text = tr("%1 of %2").arg(locale.toString(*current + 1), locale.toString(total));
        else if (total > 0 || !searching)
            text = tr("%Ln found", nullptr, static_cast<int>(total));
        if (searching)
            text += u'…';
    }
    m_result->setText(text);
    m_previous->setEnabled(total > 0);
    m_next->setEnabled(total > 0);
}

bool FindBar::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress && event->type() != QEvent::ShortcutOverride)
        return QWidget::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    const bool override = event->type() == QEvent::ShortcutOverride;
    if (key->key() == Qt::Key_Escape && key->modifiers() == Qt::NoModifier) {
        // Here it belongs to the field, whatever else it stands for in the window.
        if (override)
            event->accept();
        else
            Q_EMIT closeRequested();
        return true;
    }
    if (!override && (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter)) {
        announce();
        Q_EMIT goRequested(key->modifiers().testFlag(Qt::ShiftModifier) ? -1 : 1);
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void FindBar::paintEvent(QPaintEvent *)
{
    const Theme theme = Theme::of(this);
    QPainter painter(this);
    painter.fillRect(rect(), theme.raised);
    painter.fillRect(QRect(0, height() - column::hairline, width(), column::hairline), theme.line);
}

QToolButton *FindBar::addButton(const QString &name, const QString &iconName, const QString &text)
{
    auto *button = new QToolButton(this);
    button->setObjectName(name);
    button->setIcon(icon(iconName));
    button->setAccessibleName(text);
    button->setToolTip(text);
    button->setAutoRaise(true);
    button->setMinimumSize(control::height, control::height);
    button->setFocusPolicy(Qt::StrongFocus);
    layout()->addWidget(button);
    return button;
}

void FindBar::announce()
{
    m_typing.stop();
    Q_EMIT searchChanged(search());
}

} // namespace moa
