// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/discoverybar.h"

#include "theme/icons.h"
#include "theme/theme.h"
#include "ui/settings/discovery.h"

#include <algorithm>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QToolButton>

namespace moa {

DiscoveryBar::DiscoveryBar(Discovery *discovery, QWidget *parent)
    : QFrame(parent)
    , m_discovery(discovery)
    , m_mark(new QLabel(this))
    , m_sentence(new QLabel(this))
    , m_local(new QToolButton(this))
    , m_show(new QToolButton(this))
    , m_close(new QToolButton(this))
{
    setObjectName(QStringLiteral("discoveryBar"));
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::AlternateBase);
    m_sentence->setObjectName(QStringLiteral("discoverySentence"));
    m_sentence->setTextFormat(Qt::PlainText);
    m_sentence->setWordWrap(true);
    m_local->setObjectName(QStringLiteral("useLocalModels"));
    m_local->setText(tr("Use Local Models"));
    m_show->setObjectName(QStringLiteral("showProviders"));
    m_show->setText(tr("Show Providers"));
    m_close->setObjectName(QStringLiteral("dismissDiscovery"));
    m_close->setIcon(icon(QStringLiteral("close")));
    m_close->setAutoRaise(true);
    m_close->setToolTip(tr("Dismiss"));
    m_close->setAccessibleName(tr("Dismiss"));

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(space::medium, space::tiny, space::small, space::tiny);
    layout->setSpacing(space::small);
    layout->addWidget(m_mark);
    layout->addWidget(m_sentence, 1);
    for (QToolButton *button : {m_local, m_show, m_close}) {
        button->setFocusPolicy(Qt::TabFocus);
        layout->addWidget(button);
    }
    connect(m_local, &QToolButton::clicked, this, &DiscoveryBar::localModelsRequested);
    connect(m_show, &QToolButton::clicked, this, &DiscoveryBar::providersRequested);
    connect(m_close, &QToolButton::clicked, this, &DiscoveryBar::dismiss);
    connect(m_discovery, &Discovery::changed, this, &DiscoveryBar::refresh);
    applyLook();
    refresh();
}

void DiscoveryBar::setDismissed(const QStringList &offers)
{
    m_dismissed = offers;
    refresh();
}

QString DiscoveryBar::sentence() const
{
    return m_sentence->text();
}

QStringList DiscoveryBar::offers() const
{
    QStringList result;
    for (const FoundServer &server : m_discovery->servers())
        result.append(originOf(server.provider.baseUrl));
    for (const FoundKey &key : m_discovery->keys())
        result.append(key.variable);
    result.removeDuplicates();
    return result;
}

void DiscoveryBar::refresh()
{
    QStringList sentences;
    bool hasModels = false;
    for (const FoundServer &server : m_discovery->servers()) {
        const auto count = static_cast<int>(server.models.size());
        hasModels = hasModels || count > 0;
        sentences.append(tr("%1 answers on this machine with %n model(s).", nullptr, count)
                             .arg(server.provider.displayName()));
    }
    QStringList variables;
    for (const FoundKey &key : m_discovery->keys()) {
        if (!variables.contains(key.variable))
            variables.append(key.variable);
    }
    if (!variables.isEmpty()) {
        sentences.append(
            tr("Set in the environment: %1.").arg(QLocale().createSeparatedList(variables)));
    }
    m_sentence->setText(sentences.join(u' '));
    m_local->setVisible(hasModels);
    const QStringList now = offers();
    setVisible(std::any_of(now.cbegin(), now.cend(),
                           [this](const QString &offer) { return !m_dismissed.contains(offer); }));
}

void DiscoveryBar::dismiss()
{
    // What was dismissed and is not there today is no news when it comes back.
    m_dismissed += offers();
    m_dismissed.removeDuplicates();
    refresh();
    Q_EMIT dismissedChanged(m_dismissed);
}

void DiscoveryBar::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        applyLook();
}

void DiscoveryBar::applyLook()
{
    m_mark->setPixmap(icon(QStringLiteral("info"))
                          .pixmap(QSize(control::icon, control::icon), devicePixelRatio()));
}

} // namespace moa
