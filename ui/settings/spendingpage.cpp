// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/spendingpage.h"

#include "theme/theme.h"
#include "ui/settings/amounts.h"
#include "ui/settings/settingswords.h"

#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QVBoxLayout>

namespace moa {

SpendingPage::SpendingPage(Spending spending, QWidget *parent)
    : QWidget(parent)
    , m_spending(std::move(spending))
    , m_caps(m_spending.load())
    , m_perRun(amount("capPerRun", tr("Cap per run"), &SpendingCaps::perRun))
    , m_perDay(amount("capPerDay", tr("Cap per day"), &SpendingCaps::perDay))
    , m_today(new QLabel(this))
{
    m_today->setObjectName(QStringLiteral("spentToday"));
    m_today->setTextFormat(Qt::PlainText);
    m_today->setWordWrap(true);
    auto *fields = new QWidget(this);
    QFormLayout *form = settingswords::form(fields);
    form->addRow(tr("Per &run, $"), m_perRun);
    form->addRow(tr("Per &day, $"), m_perDay);
    form->addRow(tr("Today"), m_today);
    fields->setMaximumWidth(settings::textWidth);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::small);
    layout->addWidget(settingswords::heading(tr("Spending caps"), this));
    QLabel *hint = settingswords::hint(
        tr("A run stops before the call that would exceed a cap, and says so. Calls to models "
           "without a price count as nothing: give them prices of your own under Providers."),
        this);
    hint->setMaximumWidth(settings::textWidth);
    layout->addWidget(hint);
    layout->addSpacing(space::small);
    layout->addWidget(fields);
    layout->addStretch(1);
    refresh();
}

TextField *SpendingPage::amount(const char *name, const QString &label,
                                std::optional<Usd> SpendingCaps::*cap)
{
    auto *field = new TextField(TextField::Kind::Line, this);
    field->lineEdit()->setObjectName(QLatin1String(name));
    field->setLabel(label);
    field->setPlaceholder(tr("No cap"));
    field->layout()->setAlignment(field->lineEdit(), Qt::AlignLeft);
    if (m_caps.*cap)
        field->setText(amounts::text(*(m_caps.*cap)));
    connect(field, &TextField::edited, this, [this, field, cap] { take(field, cap); });
    return field;
}

void SpendingPage::take(TextField *field, std::optional<Usd> SpendingCaps::*cap)
{
    const QString text = field->text().trimmed();
    const std::optional<Usd> amount = amounts::parse(text);
    const bool isWrong = !amount && !text.isEmpty();
    field->setError(isWrong ? tr("A cap is an amount of US dollars, such as %1, or nothing.")
                                  .arg(amounts::text(Usd::fromPico(500'000'000'000)))
                            : QString());
    if (isWrong)
        return;
    m_caps.*cap = amount;
    m_spending.save(m_caps);
    refresh();
}

void SpendingPage::refresh()
{
    const Usd spent = m_spending.spentToday();
    const QString amount = spent.display(QLocale());
    if (m_caps.perDay && spent >= *m_caps.perDay) {
        m_today->setText(
            tr("%1 spent. The cap of the day is reached: no run begins that costs something.")
                .arg(amount));
    } else {
        m_today->setText(tr("%1 spent").arg(amount));
    }
}

} // namespace moa
