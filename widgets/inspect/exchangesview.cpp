// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspect/exchangesview.h"

#include "columns/columnnotice.h"
#include "inspect/choicebar.h"
#include "inspect/exchangepane.h"
#include "items/figures.h"
#include "providers/curlcommand.h"
#include "run/visibletext.h"
#include "theme/icons.h"
#include "theme/theme.h"

#include <QCheckBox>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSplitter>
#include <QtConcurrent>
#include <QVBoxLayout>

namespace moa {

ExchangesView::ExchangesView(QWidget *parent)
    : QWidget(parent)
    , m_attempts(new ChoiceBar(tr("Attempts"), this))
    , m_forms(new ChoiceBar(tr("How it is shown"), this))
    , m_indent(new QCheckBox(tr("&Indent JSON"), this))
    , m_address(new QLabel(this))
    , m_failure(new ColumnNotice(this))
    , m_request(new ExchangePane(tr("Request"), this))
    , m_reply(new ExchangePane(tr("Reply"), this))
    , m_said(new QLabel(this))
{
    new QVBoxLayout(this);
    addTop();
    addPanes();
    connect(m_attempts, &QTabBar::currentChanged, this, &ExchangesView::refresh);
    connect(m_forms, &QTabBar::currentChanged, this, &ExchangesView::refresh);
    connect(m_indent, &QCheckBox::toggled, this, &ExchangesView::refresh);
    connect(&m_texts, &QFutureWatcherBase::finished, this, &ExchangesView::showTexts);
    connect(&m_copied, &QFutureWatcherBase::finished, this, [this] {
        QGuiApplication::clipboard()->setText(m_copied.result());
        m_said->setText(m_doneCopying);
    });
    refresh();
}

ExchangesView::~ExchangesView() = default;

void ExchangesView::addTop()
{
    m_attempts->setObjectName(QStringLiteral("attempts"));
    m_forms->setObjectName(QStringLiteral("forms"));
    m_forms->addTab(tr("Readable"));
    m_forms->addTab(tr("Raw"));
    m_indent->setObjectName(QStringLiteral("indentJson"));
    m_indent->setChecked(true);
    m_address->setObjectName(QStringLiteral("address"));
    m_address->setTextFormat(Qt::PlainText);
    m_address->setWordWrap(true);
    m_address->setFont(type::secondary());
    m_address->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_address->setForegroundRole(QPalette::PlaceholderText);
    m_failure->setObjectName(QStringLiteral("failure"));

    auto *bar = new QHBoxLayout;
    bar->setSpacing(space::medium);
    bar->addWidget(m_attempts, 1);
    bar->addWidget(m_indent);
    bar->addWidget(m_forms);
    auto *column = qobject_cast<QVBoxLayout *>(layout());
    column->setContentsMargins({});
    column->setSpacing(space::small);
    column->addLayout(bar);
    column->addWidget(m_address);
    column->addWidget(m_failure);
}

void ExchangesView::addPanes()
{
    QPushButton *curl = copyButton(
        "copyCurl", tr("Copy as &curl"),
        tr("A shell command that sends the same request; the key is taken from the environment"));
    QPushButton *request =
        copyButton("copyRequest", tr("Copy re&quest"), tr("The body that was sent, exactly"));
    QPushButton *reply =
        copyButton("copyReply", tr("Copy re&ply"), tr("The body that came back, exactly"));
    m_request->addButton(curl);
    m_request->addButton(request);
    m_reply->addButton(reply);
    connect(curl, &QPushButton::clicked, this, [this] {
        const QStringList variables = current() ? current()->variables : QStringList();
        copy(curlCommand,
             variables.isEmpty() ? tr("The command is on the clipboard.")
                                 : tr("The command is on the clipboard. It expects the key in %1.")
                                       .arg(u'$' + variables.join(QStringLiteral(", $"))));
    });
    connect(request, &QPushButton::clicked, this, [this] {
        copy([](const Exchange &exchange) { return exchange.requestBody; },
             tr("The request is on the clipboard."));
    });
    connect(reply, &QPushButton::clicked, this, [this] {
        copy([](const Exchange &exchange) { return exchange.reply; },
             tr("The reply is on the clipboard."));
    });

    m_request->setObjectName(QStringLiteral("request"));
    m_reply->setObjectName(QStringLiteral("reply"));
    auto *panes = new QSplitter(this);
    panes->setChildrenCollapsible(false);
    panes->addWidget(m_request);
    panes->addWidget(m_reply);
    m_said->setObjectName(QStringLiteral("said"));
    m_said->setTextFormat(Qt::PlainText);
    m_said->setFont(type::secondary());
    auto *column = qobject_cast<QVBoxLayout *>(layout());
    column->addWidget(panes, 1);
    column->addWidget(m_said);
}

QPushButton *ExchangesView::copyButton(const char *name, const QString &text,
                                       const QString &toolTip)
{
    auto *button = new QPushButton(icon(QStringLiteral("copy")), text, this);
    button->setObjectName(QLatin1String(name));
    button->setToolTip(toolTip);
    button->setAutoDefault(false);
    m_copyButtons.append(button);
    return button;
}

void ExchangesView::setResponse(const Response &response)
{
    m_response = response;
    const QSignalBlocker blocker(m_attempts);
    while (m_attempts->count() > 0)
        m_attempts->removeTab(m_attempts->count() - 1);
    for (const Exchange &exchange : response.exchanges) {
        const QString end =
            exchange.status == 0 ? tr("no reply") : QString::number(exchange.status);
        m_attempts->addTab(tr("Attempt %1: %2").arg(exchange.number).arg(end));
    }
    m_attempts->setCurrentIndex(m_attempts->count() - 1);
    refresh();
}

ExchangeForm ExchangesView::form() const
{
    if (m_forms->currentIndex() == 0)
        return ExchangeForm::Readable;
    return m_indent->isChecked() ? ExchangeForm::Raw : ExchangeForm::Exact;
}

const Exchange *ExchangesView::current() const
{
    const int index = m_attempts->currentIndex();
    return index >= 0 && index < m_response.exchanges.size() ? &m_response.exchanges.at(index)
                                                             : nullptr;
}

void ExchangesView::refresh()
{
    const Exchange *exchange = current();
    m_indent->setVisible(form() != ExchangeForm::Readable);
    m_said->clear();
    for (QPushButton *button : std::as_const(m_copyButtons))
        button->setEnabled(exchange != nullptr);
    if (!exchange) {
        const QString reason = figures::stateSentence(m_response);
        const QString nothing = tr("Nothing was sent for this response.");
        m_failure->setMessage(ColumnNotice::Kind::Info,
                              reason.isEmpty() ? nothing : nothing + u' ' + asOneLine(reason));
        m_address->clear();
        m_request->setSide({}, form(), {});
        m_reply->setSide({}, form(), {});
        return;
    }
    const QLocale locale;
    m_address->setText(
        tr("%1 %2, sent %3 into the run, took %4")
            .arg(QString::fromLatin1(exchange->method), QString::fromUtf8(exchange->url),
                 figures::seconds(exchange->sent, locale),
                 figures::seconds(exchange->ended.value_or(exchange->sent) - exchange->sent,
                                  locale)));
    m_failure->setMessage(ColumnNotice::Kind::Danger, asOneLine(exchange->failure));
    m_texts.setFuture(QtConcurrent::run(exchangeTexts, *exchange, form()));
}

void ExchangesView::showTexts()
{
    const Exchange *exchange = current();
    if (!exchange || m_texts.isCanceled())
        return;
    const ExchangeTexts texts = m_texts.result();
    QString remark;
    if (exchange->isCut()) {
        const QLocale locale;
        remark = tr("The reply has %1, of which the first %2 are kept.")
                     .arg(locale.formattedDataSize(exchange->replySize),
                          locale.formattedDataSize(exchange->reply.size()));
    }
    m_request->setSide(texts.request, form(), tr("The request has no messages."));
    m_reply->setSide(texts.reply, form(),
                     exchange->status == 0 ? tr("No reply came.")
                                           : tr("The reply has no text to read; see it raw."),
                     remark);
}

void ExchangesView::copy(const std::function<QByteArray(const Exchange &)> &text,
                         const QString &done)
{
    const Exchange *exchange = current();
    if (!exchange)
        return;
    m_doneCopying = done;
    m_copied.setFuture(QtConcurrent::run(
        [text, exchange = *exchange] { return QString::fromUtf8(text(exchange)); }));
}

} // namespace moa
