// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/networkpage.h"

#include "mixture/fileio.h"
#include "providers/networkmanager.h"
#include "theme/theme.h"
#include "ui/settings/providersettings.h"
#include "ui/settings/settingswords.h"

#include <QButtonGroup>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QRadioButton>
#include <QSslCertificate>
#include <QVBoxLayout>

namespace moa {

namespace {

constexpr qsizetype mostBytes = 8 * 1024 * 1024;

QString nameOf(const QSslCertificate &certificate)
{
    for (const QSslCertificate::SubjectInfo part :
         {QSslCertificate::CommonName, QSslCertificate::Organization}) {
        const QStringList names = certificate.subjectInfo(part);
        if (!names.isEmpty())
            return names.constFirst();
    }
    return {};
}

} // namespace

Result<QString> certificatesIn(const QString &path)
{
    const Result<QByteArray> content = readFile(path, mostBytes);
    if (!content)
        return tl::make_unexpected(content.error());
    const QList<QSslCertificate> certificates = QSslCertificate::fromData(*content, QSsl::Pem);
    if (certificates.isEmpty()) {
        return failure(NetworkPage::tr("There is no certificate in this file. It has to be text "
                                       "that begins with “-----BEGIN CERTIFICATE-----” (PEM)."));
    }
    const auto now = QDateTime::currentDateTimeUtc();
    const auto expired = std::count_if(
        certificates.cbegin(), certificates.cend(),
        [&now](const QSslCertificate &certificate) { return certificate.expiryDate() < now; });
    const auto count = static_cast<int>(certificates.size());
    const QString name = nameOf(certificates.constFirst());
    QString sentence = NetworkPage::tr("%n certificate(s) in this file", nullptr, count);
    if (!name.isEmpty())
        sentence += count == 1 ? NetworkPage::tr(", of %1").arg(name)
                               : NetworkPage::tr(", the first of %1").arg(name);
    sentence += expired == 0
        ? QStringLiteral(".")
        : NetworkPage::tr("; %n of them expired.", nullptr, static_cast<int>(expired));
    return sentence;
}

NetworkPage::NetworkPage(ProviderSettings *settings, QWidget *parent)
    : QWidget(parent)
    , m_settings(settings)
    , m_proxy(new QButtonGroup(this))
    , m_address(new TextField(TextField::Kind::Line, this))
    , m_file(new TextField(TextField::Kind::Line, this))
    , m_none(new QPushButton(tr("&Clear"), this))
    , m_found(settingswords::hint({}, this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::small);
    buildProxy();
    layout->addSpacing(space::large);
    buildCertificates();
    layout->addStretch(1);
    connect(m_settings, &ProviderSettings::changed, this, &NetworkPage::refresh);
    refresh();
}

void NetworkPage::buildProxy()
{
    auto *column = qobject_cast<QVBoxLayout *>(layout());
    column->addWidget(settingswords::heading(tr("Proxy"), this));
    const QList<QPair<NetworkSettings::Proxy, QString>> choices{
        {NetworkSettings::Proxy::System, tr("As the &system says")},
        {NetworkSettings::Proxy::None, tr("&None")},
        {NetworkSettings::Proxy::Manual, tr("&This one:")}};
    for (const auto &[proxy, text] : choices) {
        auto *choice = new QRadioButton(text, this);
        m_proxy->addButton(choice, static_cast<int>(proxy));
        column->addWidget(choice);
    }
    m_address->setLabel(tr("Address of the proxy"));
    m_address->lineEdit()->setObjectName(QStringLiteral("proxyAddress"));
    m_address->setPlaceholder(tr("http://host:port or socks5://host:port"));
    m_address->setMaximumWidth(settings::textWidth);
    auto *indented = new QHBoxLayout;
    indented->addSpacing(space::huge);
    indented->addWidget(m_address, 100);
    indented->addStretch(1);
    column->addLayout(indented);
    column->addWidget(
        settingswords::hint(tr("This machine itself is always asked directly."), this));
    connect(m_proxy, &QButtonGroup::idClicked, this, [this](int proxy) {
        if (static_cast<NetworkSettings::Proxy>(proxy) == NetworkSettings::Proxy::Manual)
            m_address->setFocus(Qt::OtherFocusReason);
        takeProxy();
    });
    connect(m_address, &TextField::edited, this, &NetworkPage::takeProxy);
}

void NetworkPage::buildCertificates()
{
    auto *column = qobject_cast<QVBoxLayout *>(layout());
    column->addWidget(settingswords::heading(tr("Certificates"), this));
    column->addWidget(settingswords::hint(
        tr("Servers with certificates of your own authority are trusted with its PEM file, besides "
           "those that the system trusts."),
        this));
    m_file->setLabel(tr("File of certificates"));
    m_file->lineEdit()->setObjectName(QStringLiteral("caFile"));
    m_file->setPlaceholder(tr("None"));
    m_file->setMaximumWidth(settings::textWidth);
    auto *choose = new QPushButton(tr("C&hoose…"), this);
    choose->setObjectName(QStringLiteral("chooseCaFile"));
    m_none->setObjectName(QStringLiteral("clearCaFile"));
    auto *row = new QHBoxLayout;
    row->setSpacing(space::small);
    row->addWidget(m_file, 1);
    row->addWidget(choose, 0, Qt::AlignTop);
    row->addWidget(m_none, 0, Qt::AlignTop);
    row->addStretch();
    column->addLayout(row);
    m_found->setObjectName(QStringLiteral("certificatesFound"));
    column->addWidget(m_found);
    connect(choose, &QPushButton::clicked, this, &NetworkPage::chooseFile);
    connect(m_none, &QPushButton::clicked, this, [this] {
        m_file->setText({});
        takeFile({});
    });
    connect(m_file->lineEdit(), &QLineEdit::editingFinished, this,
            [this] { takeFile(m_file->text().trimmed()); });
}

void NetworkPage::refresh()
{
    const NetworkSettings &network = m_settings->network();
    m_proxy->button(static_cast<int>(network.proxy))->setChecked(true);
    m_address->setEnabled(network.proxy == NetworkSettings::Proxy::Manual);
    if (network.proxyUrl != m_shown.proxyUrl)
        m_address->setText(network.proxyUrl.toDisplayString(QUrl::RemovePath));
    if (network.caFile != m_shown.caFile)
        m_file->setText(network.caFile);
    m_shown = network;
    m_none->setEnabled(!network.caFile.isEmpty());
    takeFile(network.caFile);
}

void NetworkPage::takeProxy()
{
    NetworkSettings network = m_settings->network();
    const auto proxy = static_cast<NetworkSettings::Proxy>(m_proxy->checkedId());
    m_address->setEnabled(proxy == NetworkSettings::Proxy::Manual);
    if (proxy == NetworkSettings::Proxy::Manual) {
        const QString text = m_address->text().trimmed();
        const QUrl url(text, QUrl::StrictMode);
        const Result<void> usable = checkProxyUrl(url);
        m_address->setError(
            usable ? QString()
                : text.isEmpty()
                ? tr("The address is missing; until it is there, the proxy stays as "
                     "it was.")
                : settingswords::asSentence(usable.error().message));
        if (!usable)
            return; // what holds so far goes on
        network.proxyUrl = url;
    } else {
        m_address->setError({});
    }
    network.proxy = proxy;
    m_shown = network;
    m_settings->setNetwork(network);
}

void NetworkPage::takeFile(const QString &path)
{
    if (path.isEmpty()) {
        m_file->setError({});
        m_found->setText({});
    } else {
        const Result<QString> found = certificatesIn(path);
        m_file->setError(found ? QString() : found.error().message);
        m_found->setText(found.value_or(QString()));
        if (!found)
            return; // what holds so far goes on
    }
    m_found->setVisible(!m_found->text().isEmpty());
    NetworkSettings network = m_settings->network();
    if (network.caFile == path)
        return;
    network.caFile = path;
    m_shown = network;
    m_settings->setNetwork(network);
    m_none->setEnabled(!path.isEmpty());
}

void NetworkPage::chooseFile()
{
    auto *dialog = new QFileDialog(this, tr("Choose a file of certificates"),
                                   QFileInfo(m_settings->network().caFile).path(),
                                   tr("Certificates (*.pem *.crt *.cer);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        m_file->setText(path);
        takeFile(path);
    });
    dialog->open();
}

QString NetworkPage::certificatesSentence() const
{
    return m_file->error().isEmpty() ? m_found->text() : m_file->error();
}

} // namespace moa
