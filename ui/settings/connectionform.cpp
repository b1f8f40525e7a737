// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/connectionform.h"

#include "theme/theme.h"
#include "ui/settings/settingswords.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QRegularExpression>
#include <QVBoxLayout>

namespace moa {

namespace {

QString variablesText(const Provider &provider)
{
    return provider.keyVariables.join(QStringLiteral(", "));
}

} // namespace

QUrl typedAddress(const QString &text)
{
    const QString plain = text.trimmed();
    if (plain.isEmpty() || plain.contains(QStringLiteral("://")))
        return QUrl(plain, QUrl::StrictMode);
    const QUrl local(QStringLiteral("http://") + plain, QUrl::StrictMode);
    return isLoopback(local.host()) ? local
                                    : QUrl(QStringLiteral("https://") + plain, QUrl::StrictMode);
}

QString addressObjection(const QString &text, bool allowInsecure)
{
    if (text.trimmed().isEmpty())
        return ConnectionForm::tr(
            "A provider needs an address, such as https://api.example.com/v1.");
    const QUrl address = typedAddress(text);
    const Result<void> usable = checkBaseUrl(address, allowInsecure);
    if (usable)
        return {};
    if (checkBaseUrl(address, true)) {
        return ConnectionForm::tr("%1 is a public host: plain http would send prompts and key "
                                  "unencrypted. Use https.")
            .arg(address.host());
    }
    return settingswords::asSentence(usable.error().message);
}

ConnectionForm::ConnectionForm(const QString &keychain, QWidget *parent)
    : QWidget(parent)
    , m_name(new TextField(TextField::Kind::Line, this))
    , m_dialect(new QComboBox(this))
    , m_address(new TextField(TextField::Kind::Line, this))
    , m_insecure(new QCheckBox(tr("Allow plain &http to a public host"), this))
    , m_key(new KeyEditor(keychain, this))
    , m_variables(new TextField(TextField::Kind::Line, this))
    , m_probe(new ProbePanel(this))
{
    m_name->setLabel(tr("Name"));
    m_name->lineEdit()->setObjectName(QStringLiteral("providerName"));
    m_address->setLabel(tr("Base URL"));
    m_address->lineEdit()->setObjectName(QStringLiteral("baseUrl"));
    m_address->setPlaceholder(QStringLiteral("https://api.example.com/v1"));
    m_variables->setLabel(tr("Key variables"));
    m_variables->lineEdit()->setObjectName(QStringLiteral("keyVariables"));
    m_variables->setPlaceholder(tr("Environment variable, such as EXAMPLE_API_KEY"));
    m_dialect->setObjectName(QStringLiteral("dialect"));
    m_dialect->setAccessibleName(tr("Dialect"));
    for (const Dialect dialect :
         {Dialect::OpenAi, Dialect::Anthropic, Dialect::Gemini, Dialect::Ollama})
        m_dialect->addItem(settingswords::dialectName(dialect), static_cast<int>(dialect));
    m_insecure->setObjectName(QStringLiteral("allowInsecure"));
    m_insecure->setToolTip(tr("Prompts and key would be sent unencrypted."));

    auto *fields = new QWidget(this);
    QFormLayout *form = settingswords::form(fields);
    form->addRow(tr("&Name"), m_name);
    form->addRow(tr("&Dialect"), m_dialect);
    form->addRow(tr("&Base URL"), m_address);
    form->addRow(QString(), m_insecure);
    form->addRow(tr("Key"), m_key);
    form->addRow(tr("Key &from"), m_variables);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::large);
    layout->addWidget(fields);
    layout->addWidget(m_probe);
    layout->addStretch(1);
    connectFields();
}

void ConnectionForm::connectFields()
{
    connect(m_name, &TextField::edited, this, [this](const QString &text) {
        m_provider.name = text.trimmed();
        Q_EMIT edited(m_provider);
    });
    connect(m_dialect, &QComboBox::activated, this, [this](int index) {
        m_provider.dialect = static_cast<Dialect>(m_dialect->itemData(index).toInt());
        m_probe->clear();
        Q_EMIT edited(m_provider);
    });
    // Half an address is another origin, at which the key would be lost: it counts once it is
    // complete.
    connect(m_address, &TextField::edited, this, &ConnectionForm::checkAddress);
    connect(m_address->lineEdit(), &QLineEdit::editingFinished, this, &ConnectionForm::commit);
    connect(m_insecure, &QCheckBox::clicked, this, [this](bool allowed) {
        const QUrl address = typedAddress(m_address->text());
        checkAddress();
        // What is saved must stay readable: the permission can't be taken from an address that
        // needs it.
        if (!checkBaseUrl(m_provider.baseUrl, allowed) && !checkBaseUrl(address, allowed))
            return;
        m_provider.allowInsecure = allowed;
        if (checkBaseUrl(address, allowed))
            m_provider.baseUrl = address;
        Q_EMIT edited(m_provider);
    });
    connect(m_variables, &TextField::edited, this, &ConnectionForm::setVariables);
}

void ConnectionForm::checkAddress()
{
    const QUrl address = typedAddress(m_address->text());
    const QString objection = addressObjection(m_address->text(), m_insecure->isChecked());
    m_address->setError(objection);
    const bool moves =
        objection.isEmpty() && hasKey() && originOf(address) != originOf(m_provider.baseUrl);
    m_key->setNote(moves ? tr("A key belongs to one server. It will be asked for again once the "
                              "address is %1.")
                               .arg(address.host())
                         : QString());
}

void ConnectionForm::commit()
{
    const QUrl address = typedAddress(m_address->text());
    const bool allowed = m_insecure->isChecked();
    if (!checkBaseUrl(address, allowed)
        || (address == m_provider.baseUrl && allowed == m_provider.allowInsecure))
        return;
    const bool moves = originOf(address) != originOf(m_provider.baseUrl);
    const bool hadKey = hasKey();
    m_provider.baseUrl = address;
    m_provider.allowInsecure = allowed;
    m_probe->clear();
    Q_EMIT edited(m_provider);
    if (moves && hadKey)
        m_key->setNote(tr("The key of the former address is not sent to %1. Set it again.")
                           .arg(address.host()));
}

void ConnectionForm::setVariables(const QString &text)
{
    static const QRegularExpression separators(QStringLiteral("[,\\s]+"));
    static const QRegularExpression variable(QStringLiteral("^[A-Za-z_][A-Za-z0-9_]*$"));
    const QStringList names = text.split(separators, Qt::SkipEmptyParts);
    for (const QString &name : names) {
        if (!variable.match(name).hasMatch()) {
            m_variables->setError(tr("Here stand names of environment variables that may hold the "
                                     "key, never a key itself."));
            return;
        }
    }
    m_variables->setError({});
    m_provider.keyVariables = names;
    Q_EMIT edited(m_provider);
}

void ConnectionForm::setProvider(const Provider &provider)
{
    const bool isOther = provider.id != m_provider.id;
    const bool otherAddress = isOther || provider.baseUrl != m_provider.baseUrl;
    const bool otherVariables = isOther || provider.keyVariables != m_provider.keyVariables;
    m_provider = provider;
    if (isOther) {
        leave();
        m_probe->clear();
        m_key->setNote({});
    }
    if (m_name->text().trimmed() != provider.name)
        m_name->setText(provider.name);
    m_name->setPlaceholder(provider.id.toString());
    m_dialect->setCurrentIndex(m_dialect->findData(static_cast<int>(provider.dialect)));
    if (otherAddress)
        m_address->setText(provider.baseUrl.toDisplayString());
    m_insecure->setChecked(provider.allowInsecure);
    if (otherVariables)
        m_variables->setText(variablesText(provider));
    setKeyStatus(m_status);
}

void ConnectionForm::setKeyStatus(const KeyStatus &status)
{
    m_status = status;
    m_key->setStatus(status, needsKey(m_provider));
}

void ConnectionForm::leave()
{
    m_key->cancel();
}

} // namespace moa
