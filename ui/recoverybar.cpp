// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/recoverybar.h"

#include "theme/icons.h"
#include "theme/theme.h"

#include <algorithm>
#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QToolButton>

namespace moa {

RecoveryBar::RecoveryBar(QWidget *parent)
    : QFrame(parent)
    , m_lines(new QVBoxLayout(this))
    , m_more(new QLabel(this))
    , m_open(tr("Open"))
    , m_discard(tr("Discard"))
{
    setObjectName(QStringLiteral("recoveryBar"));
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::AlternateBase);
    m_lines->setContentsMargins(space::medium, space::tiny, space::small, space::tiny);
    m_lines->setSpacing(space::hair);
    m_more->setObjectName(QStringLiteral("moreDrafts"));
    m_more->setForegroundRole(QPalette::PlaceholderText);
    m_more->setContentsMargins(control::icon + space::small, 0, 0, 0);
    m_lines->addWidget(m_more);
    hide();
}

void RecoveryBar::setVerbs(const QString &open, const QString &discard)
{
    m_open = open;
    m_discard = discard;
}

void RecoveryBar::setOffers(const QStringList &sentences)
{
    for (QWidget *each : std::as_const(m_shown)) {
        // A click in it may be what led here.
        each->hide();
        each->deleteLater();
    }
    m_shown.clear();
    const qsizetype shown = std::min(sentences.size(), mostShown);
    for (qsizetype index = 0; index < shown; ++index) {
        m_shown.append(line(index, sentences.at(index)));
        m_lines->insertWidget(static_cast<int>(index), m_shown.constLast());
        m_shown.constLast()->show();
    }
    m_more->setText(tr("Found besides: %1").arg(QLocale().toString(sentences.size() - shown)));
    m_more->setVisible(sentences.size() > shown);
    applyLook();
    setVisible(!sentences.isEmpty());
    if (isVisible()) {
        setAccessibleName(sentences.join(u' '));
        QAccessibleEvent alert(this, QAccessible::Alert);
        QAccessible::updateAccessibility(&alert);
    }
}

QWidget *RecoveryBar::line(qsizetype index, const QString &sentence)
{
    auto *line = new QWidget(this);
    auto *mark = new QLabel(line);
    mark->setObjectName(QStringLiteral("recoveryMark"));
    auto *text = new QLabel(line);
    text->setObjectName(QStringLiteral("recoverySentence"));
    text->setTextFormat(Qt::PlainText); // the name is a preset's own
    text->setWordWrap(true);
    text->setText(sentence);
    auto *layout = new QHBoxLayout(line);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::small);
    layout->addWidget(mark);
    layout->addWidget(text, 1);
    const auto add = [&](const QString &label, const char *name) {
        auto *button = new QToolButton(line);
        button->setObjectName(QLatin1String(name));
        button->setText(label);
        button->setFocusPolicy(Qt::TabFocus);
        button->setAccessibleDescription(sentence);
        layout->addWidget(button);
        return button;
    };
    connect(add(m_open, "openDraft"), &QToolButton::clicked, this,
            [this, index] { Q_EMIT openRequested(index); });
    connect(add(m_discard, "discardDraft"), &QToolButton::clicked, this,
            [this, index] { Q_EMIT discardRequested(index); });
    return line;
}

void RecoveryBar::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        applyLook();
}

void RecoveryBar::applyLook()
{
    const QPixmap mark = icon(QStringLiteral("info"))
                             .pixmap(QSize(control::icon, control::icon), devicePixelRatio());
    for (QLabel *label : findChildren<QLabel *>(QStringLiteral("recoveryMark")))
        label->setPixmap(mark);
}

} // namespace moa
