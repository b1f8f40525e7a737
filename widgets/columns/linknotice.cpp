// SPDX-License-Identifier: GPL-3.0-or-later
#include "columns/linknotice.h"

#include "columns/linkaddress.h"
#include "theme/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace moa {

namespace {

/// Longer addresses are shown in part: what matters is at their beginning.
constexpr qsizetype longestShown = 600;
constexpr qsizetype lineLength = 40;

/// An address without spaces would not wrap.
QString wrapped(const QString &address)
{
    QString result;
    for (qsizetype i = 0; i < address.size(); ++i) {
        result += address.at(i);
        if ((i + 1) % lineLength == 0)
            result += QChar(0x200B);
    }
    return result;
}

QPushButton *makeButton(const QString &text, const QString &objectName, QWidget *parent)
{
    auto *button = new QPushButton(text, parent);
    button->setObjectName(objectName);
    button->setAutoDefault(true);
    return button;
}

} // namespace

LinkNotice::LinkNotice(QWidget *parent)
    : QWidget(parent)
    , m_sentence(new QLabel(this))
    , m_address(new QLabel(this))
    , m_open(makeButton(tr("Open"), QStringLiteral("openLink"), this))
    , m_copy(makeButton(tr("Copy"), QStringLiteral("copyLink"), this))
    , m_cancel(makeButton(tr("Cancel"), QStringLiteral("cancelLink"), this))
{
    setObjectName(QStringLiteral("linkNotice"));
    setAccessibleName(tr("Where the link leads"));
    m_sentence->setObjectName(QStringLiteral("linkSentence"));
    m_address->setObjectName(QStringLiteral("linkAddress"));
    m_address->setFont(type::code());
    for (QLabel *label : {m_sentence, m_address}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(space::small);
    buttons->addWidget(m_open);
    buttons->addWidget(m_copy);
    buttons->addWidget(m_cancel);
    buttons->addStretch();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::medium, space::small, space::medium, space::small);
    layout->setSpacing(space::small);
    layout->addWidget(m_sentence);
    layout->addWidget(m_address);
    layout->addLayout(buttons);
    hide();

    connect(m_open, &QPushButton::clicked, this, [this] {
        const QUrl link = m_link;
        close();
        Q_EMIT openWanted(link);
    });
    connect(m_copy, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(describeLink(m_link).address);
        close();
    });
    connect(m_cancel, &QPushButton::clicked, this, &LinkNotice::close);
}

void LinkNotice::ask(const QUrl &link)
{
    m_link = link;
    const LinkAddress address = describeLink(link);
    QStringList sentences;
    if (!address.opens)
        sentences.append(tr("This link is not opened from here: only addresses of the web and of "
                            "mail are. It leads to:"));
    else if (!address.readableHost.isEmpty())
        sentences.append(tr("This link leads to %1, which is written to look like %2:")
                             .arg(address.host, address.readableHost));
    else if (!address.host.isEmpty())
        sentences.append(tr("This link leads to %1:").arg(address.host));
    else
        sentences.append(tr("This link begins a mail:"));
    if (!address.opens && !address.readableHost.isEmpty())
        sentences.append(address.host);
    m_sentence->setText(sentences.join(u' '));
    const bool isCut = address.address.size() > longestShown;
    m_address->setText(wrapped(address.address.left(longestShown)) + (isCut ? u"…"_qs : QString()));
    setAccessibleDescription(m_sentence->text() + u' ' + address.address);
    m_open->setVisible(address.opens);
    show();
    (address.opens ? m_open : m_copy)->setFocus(Qt::OtherFocusReason);
}

void LinkNotice::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        close();
    else
        QWidget::keyPressEvent(event);
}

void LinkNotice::paintEvent(QPaintEvent *)
{
    const Theme theme = Theme::of(this);
    QPainter painter(this);
    painter.fillRect(rect(), theme.raised);
    painter.fillRect(QRect(0, 0, width(), column::hairline), theme.line);
}

void LinkNotice::close()
{
    hide();
    Q_EMIT closed();
}

} // namespace moa
