// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/limitsform.h"

#include "theme/theme.h"
#include "ui/settings/headerseditor.h"
#include "ui/settings/settingswords.h"

#include <QFormLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

namespace moa {

namespace {

// As a file of providers has them.
constexpr int mostAtOnce = 1000;
constexpr int mostSeconds = 86'400;
constexpr int mostAttempts = 100;
constexpr int mostPerMinute = 1'000'000'000;

void put(QSpinBox *box, int value)
{
    const QSignalBlocker blocker(box);
    box->setValue(value);
}

int secondsOf(std::chrono::milliseconds time)
{
    return static_cast<int>(std::chrono::ceil<std::chrono::seconds>(time).count());
}

std::optional<int> limitOf(int value)
{
    return value > 0 ? std::optional(value) : std::nullopt;
}

} // namespace

LimitsForm::LimitsForm(QWidget *parent)
    : QWidget(parent)
    , m_atOnce(number("maxConcurrent", mostAtOnce, tr("Requests at once")))
    , m_requests(number("requestsPerMinute", mostPerMinute, tr("Requests per minute")))
    , m_tokens(number("tokensPerMinute", mostPerMinute, tr("Tokens per minute")))
    , m_firstByte(number("firstByteTimeout", mostSeconds, tr("Time to first byte")))
    , m_idle(number("idleTimeout", mostSeconds, tr("Time of silence")))
    , m_attempts(number("maxAttempts", mostAttempts, tr("Attempts")))
    , m_headers(new HeadersEditor(this))
{
    for (QSpinBox *box : {m_requests, m_tokens}) {
        box->setMinimum(0);
        box->setSpecialValueText(tr("Learnt from the server"));
        box->setGroupSeparatorShown(true);
        box->setToolTip(tr("Input and output together; 0: learnt from what the server says"));
    }
    m_requests->setToolTip(tr("0: learnt from what the server says"));
    for (QSpinBox *box : {m_firstByte, m_idle})
        box->setSuffix(tr(" s"));

    auto *fields = new QWidget(this);
    QFormLayout *form = settingswords::form(fields);
    form->addRow(tr("Requests at &once"), m_atOnce);
    form->addRow(tr("Re&quests per minute"), m_requests);
    form->addRow(tr("To&kens per minute"), m_tokens);
    form->addRow(tr("Wait for the &first byte"), m_firstByte);
    form->addRow(tr("Wait while it is &silent"), m_idle);
    form->addRow(tr("A&ttempts per response"), m_attempts);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::large);
    layout->addWidget(fields);
    layout->addWidget(m_headers, 1);
    connectFields();
}

QSpinBox *LimitsForm::number(const char *name, int most, const QString &accessibleName)
{
    auto *box = new QSpinBox(this);
    box->setObjectName(QLatin1String(name));
    box->setAccessibleName(accessibleName);
    box->setRange(1, most);
    return box;
}

void LimitsForm::connectFields()
{
    const auto onChange = [this](QSpinBox *box, const auto &assign) {
        connect(box, &QSpinBox::valueChanged, this, [this, assign](int value) {
            assign(m_provider, value);
            Q_EMIT edited(m_provider);
        });
    };
    onChange(m_atOnce, [](Provider &provider, int value) { provider.maxConcurrent = value; });
    onChange(m_requests,
             [](Provider &provider, int value) { provider.requestsPerMinute = limitOf(value); });
    onChange(m_tokens,
             [](Provider &provider, int value) { provider.tokensPerMinute = limitOf(value); });
    onChange(m_firstByte, [](Provider &provider, int value) {
        provider.firstByteTimeout = std::chrono::seconds(value);
    });
    onChange(m_idle, [](Provider &provider, int value) {
        provider.idleTimeout = std::chrono::seconds(value);
    });
    onChange(m_attempts, [](Provider &provider, int value) { provider.maxAttempts = value; });
    connect(m_headers, &HeadersEditor::edited, this, [this](const HeadersEditor::Headers &headers) {
        m_provider.headers = headers;
        Q_EMIT edited(m_provider);
    });
}

void LimitsForm::setProvider(const Provider &provider)
{
    m_provider = provider;
    put(m_atOnce, provider.maxConcurrent);
    put(m_requests, provider.requestsPerMinute.value_or(0));
    put(m_tokens, provider.tokensPerMinute.value_or(0));
    put(m_firstByte, secondsOf(provider.firstByteTimeout));
    put(m_idle, secondsOf(provider.idleTimeout));
    put(m_attempts, provider.maxAttempts);
    m_headers->setHeaders(provider.headers);
}

} // namespace moa
