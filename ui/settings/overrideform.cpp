// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/overrideform.h"

#include "theme/theme.h"
#include "ui/settings/amounts.h"
#include "ui/settings/settingswords.h"

#include <QComboBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QRegularExpression>

namespace moa {

namespace {

QString rateText(const std::optional<Usd> &rate)
{
    return rate ? amounts::perMillionText(*rate) : QString();
}

QString encodingName(TokenEncoding encoding)
{
    return encoding == TokenEncoding::O200k ? QStringLiteral("o200k_base")
                                            : QStringLiteral("cl100k_base");
}

} // namespace

OverrideForm::OverrideForm(QWidget *parent)
    : QWidget(parent)
    , m_heading(settingswords::heading({}, this))
    , m_fields(new QWidget(this))
    , m_context(field("ownContext", tr("Context window")))
    , m_input(field("ownInput", tr("Input price")))
    , m_cached(field("ownCached", tr("Cached input price")))
    , m_output(field("ownOutput", tr("Output price")))
    , m_encoding(new QComboBox(this))
    , m_omit(field("ownOmit", tr("Never sent")))
    , m_forget(new QPushButton(tr("Forget O&wn Values"), this))
{
    m_heading->setObjectName(QStringLiteral("ownHeading"));
    m_heading->setTextFormat(Qt::PlainText);
    m_forget->setObjectName(QStringLiteral("forgetOwn"));
    m_encoding->setObjectName(QStringLiteral("ownEncoding"));
    m_encoding->setAccessibleName(tr("Tokens"));
    m_encoding->addItem(QString());
    for (const TokenEncoding encoding : {TokenEncoding::O200k, TokenEncoding::Cl100k})
        m_encoding->addItem(encodingName(encoding), static_cast<int>(encoding));
    m_omit->setPlaceholder(tr("Request fields, such as temperature"));

    auto *grid = new QGridLayout(m_fields);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(space::small);
    grid->setVerticalSpacing(space::small);
    const auto put = [&](int row, int column, const QString &name, QWidget *editor) {
        auto *label = new QLabel(name, m_fields);
        label->setBuddy(editor);
        grid->addWidget(label, row, 2 * column, Qt::AlignTop);
        label->setMinimumHeight(control::height);
        grid->addWidget(editor, row, 2 * column + 1, Qt::AlignTop);
    };
    put(0, 0, tr("&Context"), m_context);
    put(0, 1, tr("&In, $ per million"), m_input);
    put(1, 0, tr("To&kens by"), m_encoding);
    put(1, 1, tr("Cached in"), m_cached);
    put(2, 0, tr("Ne&ver sent"), m_omit);
    put(2, 1, tr("&Out"), m_output);
    grid->setColumnStretch(1, 3);
    grid->setColumnStretch(3, 2);

    auto *top = new QHBoxLayout;
    top->addWidget(m_heading, 1);
    top->addWidget(m_forget);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::small);
    layout->addLayout(top);
    layout->addWidget(m_fields);
    QWidget *before = m_context;
    for (QWidget *next : std::initializer_list<QWidget *>{m_encoding, m_omit, m_input, m_cached,
                                                          m_output, m_forget}) {
        setTabOrder(before, next);
        before = next;
    }

    connect(m_context, &TextField::edited, this, [this](const QString &text) {
        const std::optional<qint64> tokens = amounts::parseCount(text);
        const bool isWrong = !tokens && !text.trimmed().isEmpty();
        m_context->setError(isWrong ? tr("A whole number of tokens, such as 128000.") : QString());
        if (isWrong)
            return;
        m_own.contextWindow = tokens;
        Q_EMIT edited(m_own);
    });
    for (const TextField *price : {m_input, m_cached, m_output})
        connect(price, &TextField::edited, this, &OverrideForm::takePrices);
    connect(m_encoding, &QComboBox::activated, this, [this](int index) {
        const QVariant chosen = m_encoding->itemData(index);
        m_own.encoding = chosen.isValid()
            ? std::optional(static_cast<TokenEncoding>(chosen.toInt()))
            : std::nullopt;
        Q_EMIT edited(m_own);
    });
    connect(m_omit, &TextField::edited, this, [this](const QString &text) {
        static const QRegularExpression separators(QStringLiteral("[,\\s]+"));
        m_own.omit = text.split(separators, Qt::SkipEmptyParts);
        m_own.omit.removeDuplicates();
        Q_EMIT edited(m_own);
    });
    connect(m_forget, &QPushButton::clicked, this, [this] { Q_EMIT forgotten(m_own.model); });
    setModel({}, {}, false);
}

TextField *OverrideForm::field(const char *name, const QString &label)
{
    auto *result = new TextField(TextField::Kind::Line, m_fields);
    result->lineEdit()->setObjectName(QLatin1String(name));
    result->setLabel(label);
    return result;
}

void OverrideForm::takePrices()
{
    bool isWrong = false;
    const auto read = [&isWrong](TextField *price) -> std::optional<Usd> {
        const QString text = price->text().trimmed();
        const std::optional<Usd> rate = amounts::parsePerMillion(text);
        const bool wrong = !rate && !text.isEmpty();
        price->setError(
            wrong ? tr("An amount such as %1.").arg(amounts::text(Usd::fromPico(2'500'000'000'000)))
                  : QString());
        isWrong = isWrong || wrong;
        return rate;
    };
    const std::optional<Usd> input = read(m_input);
    const std::optional<Usd> cached = read(m_cached);
    const std::optional<Usd> output = read(m_output);
    if (isWrong)
        return;
    const bool isPrice = input && output;
    if (!isPrice && (input || output || cached)) {
        (input ? m_output : m_input)
            ->setError(tr("A price of your own is of both, input and output."));
        return;
    }
    if (isPrice) {
        Rates rates = m_own.rates.value_or(Rates());
        rates.input = *input;
        rates.cachedInput = cached;
        rates.output = *output;
        m_own.rates = rates;
    } else {
        m_own.rates.reset();
    }
    Q_EMIT edited(m_own);
}

void OverrideForm::setModel(const ModelOverride &own, const ModelFacts &known, bool isOwn)
{
    const bool isOther = own.model != m_own.model;
    const bool otherRates = isOther || own.rates != m_own.rates;
    const bool otherContext = isOther || own.contextWindow != m_own.contextWindow;
    const bool otherOmit = isOther || own.omit != m_own.omit;
    m_own = own;
    m_heading->setText(own.model.isEmpty() ? tr("Select a model to give it values of your own.")
                                           : tr("Your own values for %1").arg(own.model));
    m_fields->setVisible(!own.model.isEmpty());
    m_forget->setVisible(isOwn);
    if (otherContext)
        m_context->setText(own.contextWindow ? QString::number(*own.contextWindow) : QString());
    if (otherRates) {
        const std::optional<Rates> &rates = own.rates;
        m_input->setText(rates ? rateText(rates->input) : QString());
        m_cached->setText(rates ? rateText(rates->cachedInput) : QString());
        m_output->setText(rates ? rateText(rates->output) : QString());
    }
    if (otherOmit)
        m_omit->setText(own.omit.join(QStringLiteral(", ")));
    m_encoding->setCurrentIndex(own.encoding ? m_encoding->findData(static_cast<int>(*own.encoding))
                                             : 0);
    showKnown(known);
}

void OverrideForm::showKnown(const ModelFacts &known)
{
    m_context->setPlaceholder(known.contextWindow ? QLocale().toString(*known.contextWindow)
                                                  : tr("unknown"));
    const QString unpriced = tr("unpriced");
    m_input->setPlaceholder(known.price ? rateText(known.price->rates.input) : unpriced);
    m_output->setPlaceholder(known.price ? rateText(known.price->rates.output) : unpriced);
    m_cached->setPlaceholder(known.price && known.price->rates.cachedInput
                                 ? rateText(known.price->rates.cachedInput)
                                 : tr("as input"));
    m_encoding->setItemText(0,
                            known.encoding ? tr("As known: %1").arg(encodingName(*known.encoding))
                                           : tr("As known: estimated"));
}

} // namespace moa
