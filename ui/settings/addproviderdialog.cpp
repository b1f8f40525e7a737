// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/addproviderdialog.h"

#include "theme/theme.h"
#include "ui/settings/connectionform.h"
#include "ui/settings/settingswords.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace moa {

AddProviderDialog::AddProviderDialog(QWidget *parent)
    : QDialog(parent)
    , m_name(new TextField(TextField::Kind::Line, this))
    , m_dialect(new QComboBox(this))
    , m_address(new TextField(TextField::Kind::Line, this))
{
    setObjectName(QStringLiteral("addProviderDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Add a provider"));
    m_name->setLabel(tr("Name"));
    m_name->lineEdit()->setObjectName(QStringLiteral("newName"));
    m_name->setPlaceholder(tr("As it is to be called here"));
    m_address->setLabel(tr("Base URL"));
    m_address->lineEdit()->setObjectName(QStringLiteral("newAddress"));
    m_address->setPlaceholder(QStringLiteral("https://api.example.com/v1"));
    m_address->setMinimumWidth(settings::textWidth / 2);
    m_dialect->setObjectName(QStringLiteral("newDialect"));
    m_dialect->setAccessibleName(tr("Dialect"));
    for (const Dialect dialect :
         {Dialect::OpenAi, Dialect::Anthropic, Dialect::Gemini, Dialect::Ollama})
        m_dialect->addItem(settingswords::dialectName(dialect), static_cast<int>(dialect));

    auto *fields = new QWidget(this);
    QFormLayout *form = settingswords::form(fields);
    form->addRow(tr("&Name"), m_name);
    form->addRow(tr("&Dialect"), m_dialect);
    form->addRow(tr("&Base URL"), m_address);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_add = buttons->addButton(tr("&Add"), QDialogButtonBox::AcceptRole);
    m_add->setObjectName(QStringLiteral("newAdd"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::large, space::large, space::large, space::medium);
    layout->setSpacing(space::medium);
    layout->addWidget(fields);
    layout->addWidget(settingswords::hint(tr("Most services and gateways speak the OpenAI dialect. "
                                             "The key is set afterwards."),
                                          this));
    layout->addStretch(1);
    layout->addWidget(buttons);
    connect(m_name, &TextField::edited, this, &AddProviderDialog::check);
    connect(m_address, &TextField::edited, this, &AddProviderDialog::check);
    connect(buttons, &QDialogButtonBox::accepted, this, &AddProviderDialog::enter);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    check();
}

void AddProviderDialog::check()
{
    const QString objection = addressObjection(m_address->text(), false);
    const bool isEmpty = m_address->text().trimmed().isEmpty(); // not typed yet is not wrong
    m_address->setError(isEmpty ? QString() : objection);
    m_add->setEnabled(objection.isEmpty() && !m_name->text().trimmed().isEmpty());
}

void AddProviderDialog::enter()
{
    Provider provider;
    provider.name = m_name->text().trimmed();
    provider.dialect = static_cast<Dialect>(m_dialect->currentData().toInt());
    provider.baseUrl = typedAddress(m_address->text());
    Q_EMIT providerEntered(provider);
    accept();
}

} // namespace moa
