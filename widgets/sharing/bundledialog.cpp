// SPDX-License-Identifier: GPL-3.0-or-later
#include "sharing/bundledialog.h"

#include "run/visibletext.h"
#include "theme/theme.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QtConcurrent>
#include <QVBoxLayout>

namespace moa {

namespace {

QLabel *paragraph(const char *name, const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setObjectName(QLatin1String(name));
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

} // namespace

BundleDialog::BundleDialog(Mixture mixture, QList<Run> runs, QWidget *parent)
    : QDialog(parent)
    , m_mixture(std::move(mixture))
    , m_runs(std::move(runs))
    , m_list(new QListWidget(this))
    , m_contents(paragraph("bundleContents", QString(), this))
    , m_keys(paragraph("bundleKeys", QString(), this))
    , m_looking(this)
{
    setObjectName(QStringLiteral("bundleDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Share the preset with runs"));
    resize(sharing::width, sharing::bundleHeight);
    m_list->setAccessibleName(tr("Runs to hand on"));
    for (const Run &run : std::as_const(m_runs)) {
        m_list->addItem(asOneLine(run.title));
        QListWidgetItem *item = m_list->item(m_list->count() - 1);
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        item->setCheckState(run.isChosen ? Qt::Checked : Qt::Unchecked);
    }
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_save = buttons->addButton(tr("&Save…"), QDialogButtonBox::AcceptRole);
    m_save->setObjectName(QStringLiteral("bundleSave"));
    m_save->setDefault(true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::large, space::large, space::large, space::medium);
    layout->setSpacing(space::medium);
    layout->addWidget(paragraph("bundleQuestion",
                                m_runs.isEmpty()
                                    ? tr("There is no run of it to hand on yet.")
                                    : tr("Which runs go with the preset? A run holds its prompts, "
                                         "all its answers and what it cost."),
                                this));
    layout->addWidget(m_list, 1);
    layout->addWidget(m_contents);
    layout->addWidget(m_keys);
    layout->addWidget(buttons);
    connect(m_list, &QListWidget::itemChanged, this, &BundleDialog::look);
    connect(&m_looking, &QFutureWatcherBase::finished, this, &BundleDialog::tell);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_save, &QPushButton::clicked, this, [this] {
        Q_EMIT bundleWanted(bundle(), m_looking.result());
        accept();
    });
    look();
}

BundleDialog::~BundleDialog() = default;

Bundle BundleDialog::bundle() const
{
    Bundle bundle{m_mixture, {}};
    for (int row = 0; row < m_list->count(); ++row) {
        if (m_list->item(row)->checkState() == Qt::Checked)
            bundle.runs.append(m_runs.at(row).document);
    }
    return bundle;
}

void BundleDialog::look()
{
    m_save->setEnabled(false);
    m_contents->setText(tr("Being looked through…"));
    m_keys->hide();
    m_looking.setFuture(QtConcurrent::run(contentsOf, bundle()));
}

void BundleDialog::tell()
{
    const BundleContents contents = m_looking.result();
    m_contents->setText(tr("The bundle holds: %1.").arg(sentenceOf(contents)));
    m_keys->setText(keySentences(contents.keys));
    m_keys->setVisible(!contents.keys.isEmpty());
    m_save->setText(contents.keys.isEmpty() ? tr("&Save…") : tr("&Save All the Same…"));
    m_save->setEnabled(true);
}

} // namespace moa
