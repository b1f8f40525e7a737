// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/foundpanel.h"

#include "theme/theme.h"
#include "ui/settings/discovery.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QTextDocumentFragment>
#include <QUrl>

namespace moa {

namespace {

// Begin the address of a link: an id or an address follows.
constexpr QLatin1StringView showing("show:");
constexpr QLatin1StringView adding("add:");

QString link(const QString &text, QLatin1StringView verb, const QString &object)
{
    return QStringLiteral("<a href=\"%1%2\">%3</a>")
        .arg(verb, QString::fromLatin1(QUrl::toPercentEncoding(object)), text.toHtmlEscaped());
}

} // namespace

FoundPanel::FoundPanel(Discovery *discovery, QWidget *parent)
    : QWidget(parent)
    , m_discovery(discovery)
    , m_sentence(new QLabel(this))
    , m_again(new QPushButton(tr("&Look Again"), this))
{
    m_sentence->setObjectName(QStringLiteral("foundSentence"));
    m_sentence->setTextFormat(Qt::RichText);
    m_sentence->setWordWrap(true);
    m_sentence->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    m_again->setObjectName(QStringLiteral("lookAgain"));
    m_again->setToolTip(tr("Asks the usual ports of this machine, and nothing else"));

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::medium);
    layout->addWidget(m_sentence, 1);
    layout->addWidget(m_again, 0, Qt::AlignTop);
    connect(m_sentence, &QLabel::linkActivated, this, &FoundPanel::follow);
    connect(m_again, &QPushButton::clicked, m_discovery, &Discovery::look);
    connect(m_discovery, &Discovery::changed, this, &FoundPanel::refresh);
    refresh();
}

QString FoundPanel::sentence() const
{
    return QTextDocumentFragment::fromHtml(m_sentence->text()).toPlainText();
}

void FoundPanel::follow(const QString &link)
{
    const auto object = [&link](QLatin1StringView verb) {
        return QUrl::fromPercentEncoding(link.mid(verb.size()).toLatin1());
    };
    if (link.startsWith(showing)) {
        Q_EMIT providerRequested(ProviderId(object(showing)));
        return;
    }
    const QList<FoundServer> servers = m_discovery->servers(); // adding changes them
    for (const FoundServer &server : servers) {
        if (!server.isSetUp && originOf(server.provider.baseUrl) == object(adding))
            Q_EMIT addRequested(server.provider);
    }
}

void FoundPanel::refresh()
{
    QStringList sentences;
    for (const FoundServer &server : m_discovery->servers()) {
        const QString name = server.provider.displayName();
        const auto count = static_cast<int>(server.models.size());
        const QString models = tr("%n model(s)", nullptr, count);
        if (server.isSetUp) {
            sentences.append(tr("%1 is running here with %2.")
                                 .arg(link(name, showing, server.provider.id.toString()), models));
        } else {
            sentences.append(tr("%1 is running here with %2: %3.")
                                 .arg(name.toHtmlEscaped(), models,
                                      link(tr("Add"), adding, originOf(server.provider.baseUrl))));
        }
    }
    for (const FoundKey &key : m_discovery->keys())
        sentences.append(
            tr("%1 is set.").arg(link(key.variable, showing, key.provider.toString())));
    if (m_discovery->isLooking())
        sentences.append(tr("Looking for model servers on this machine…"));
    else if (sentences.isEmpty())
        sentences.append(tr("No model server was found on this machine, and no key is set in the "
                            "environment."));
    m_sentence->setText(sentences.join(u' '));
    m_again->setEnabled(!m_discovery->isLooking());
}

} // namespace moa
