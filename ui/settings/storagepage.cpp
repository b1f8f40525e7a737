// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/storagepage.h"

#include "theme/theme.h"
#include "ui/settings/settingswords.h"

#include <algorithm>
#include <QDesktopServices>
#include <QDir>
#include <QFileInfo>
#include <QFormLayout>
#include <QFutureWatcher>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSpinBox>
#include <QUrl>
#include <QVBoxLayout>

namespace moa {

namespace {

constexpr qint64 bytesInMegabyte = 1'000'000;
constexpr int mostDays = 36'500;
constexpr int mostMegabytes = 1'000'000;

} // namespace

StoragePage::StoragePage(Storage storage, QWidget *parent)
    : QWidget(parent)
    , m_storage(std::move(storage))
    , m_size(new QLabel(this))
    , m_days(number("keepDays", tr("Keep runs for days"), mostDays, tr("For ever")))
    , m_megabytes(number("keepMegabytes", tr("Keep runs up to megabytes"), mostMegabytes,
                         tr("As much as there is")))
{
    auto *path = new QLabel(QDir::toNativeSeparators(m_storage.path), this);
    path->setObjectName(QStringLiteral("historyPath"));
    path->setTextFormat(Qt::PlainText);
    path->setWordWrap(true);
    path->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_size->setObjectName(QStringLiteral("historySize"));
    auto *open = new QPushButton(tr("&Open the Folder"), this);
    open->setObjectName(QStringLiteral("openHistoryFolder"));
    m_days->setSuffix(tr(" days"));
    m_megabytes->setSuffix(tr(" MB"));
    m_megabytes->setGroupSeparatorShown(true);

    auto *place = new QWidget(this);
    QFormLayout *where = settingswords::form(place);
    where->addRow(tr("File"), path);
    where->addRow(tr("Size"), m_size);
    where->addRow(QString(), open);
    where->setAlignment(open, Qt::AlignLeft);
    auto *limits = new QWidget(this);
    QFormLayout *keep = settingswords::form(limits);
    keep->addRow(tr("&Keep runs"), m_days);
    keep->addRow(tr("&At most"), m_megabytes);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::small);
    layout->addWidget(settingswords::heading(tr("Where the history is"), this));
    layout->addWidget(place);
    layout->addSpacing(space::large);
    layout->addWidget(settingswords::heading(tr("How much of it is kept"), this));
    QLabel *hint = settingswords::hint(
        tr("What is older, or too much, is deleted for good when the program starts, the oldest "
           "runs first. Runs with a star stay, whatever their age."),
        this);
    layout->addWidget(hint);
    layout->addWidget(limits);
    layout->addStretch(1);
    for (QWidget *each : {static_cast<QWidget *>(hint), place, limits})
        each->setMaximumWidth(settings::textWidth);

    const HistoryLimits kept = m_storage.load();
    m_days->setValue(kept.maxAgeDays.value_or(0));
    m_megabytes->setValue(static_cast<int>(
        std::min<qint64>(kept.maxBytes.value_or(0) / bytesInMegabyte, mostMegabytes)));
    connect(m_days, &QSpinBox::valueChanged, this, &StoragePage::take);
    connect(m_megabytes, &QSpinBox::valueChanged, this, &StoragePage::take);
    connect(open, &QPushButton::clicked, this, [this] {
        QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo(m_storage.path).path()));
    });
}

QSpinBox *StoragePage::number(const char *name, const QString &accessibleName, int most,
                              const QString &ifNone)
{
    auto *box = new QSpinBox(this);
    box->setObjectName(QLatin1String(name));
    box->setAccessibleName(accessibleName);
    box->setRange(0, most);
    box->setSpecialValueText(ifNone);
    // A number that is half typed would delete what the whole one keeps.
    box->setKeyboardTracking(false);
    return box;
}

void StoragePage::take()
{
    HistoryLimits limits;
    if (m_days->value() > 0)
        limits.maxAgeDays = m_days->value();
    if (m_megabytes->value() > 0)
        limits.maxBytes = m_megabytes->value() * bytesInMegabyte;
    m_storage.save(limits);
}

void StoragePage::askSize()
{
    // Not QFuture::then(): with a context it is not safe against that one's end (Qt 6.4).
    auto *watcher = new QFutureWatcher<Result<qint64>>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher] {
        watcher->deleteLater();
        if (watcher->future().resultCount() == 0)
            return; // given up
        const Result<qint64> bytes = watcher->result();
        m_size->setText(bytes ? QLocale().formattedDataSize(*bytes, 1, QLocale::DataSizeSIFormat)
                              : bytes.error().message);
    });
    watcher->setFuture(m_storage.size());
}

void StoragePage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    askSize();
}

} // namespace moa
