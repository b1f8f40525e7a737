// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspect/bleudialog.h"

#include "metrics/bleu.h"
#include "run/visibletext.h"
#include "theme/theme.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QFutureWatcher>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>
#include <QtConcurrent>
#include <QVBoxLayout>

namespace moa {

namespace {

/// The orders of the paper's figures.
constexpr int fewest = 3;
constexpr int most = 5;

/// sacreBLEU's own notation, whatever the language: it is there to be compared and copied.
QString figuresOf(const BleuReport &report)
{
    QStringList lines;
    for (int order = fewest; order <= most; ++order) {
        const BleuOptions options = BleuOptions::overlap(order);
        const BleuScore score = sentenceBleu(report.text, {report.finalText}, options);
        lines.append(QStringLiteral("%1-gram  %2").arg(order).arg(bleuDisplay(score)));
        lines.append(QStringLiteral("        %1").arg(bleuSignature(options, 1)));
    }
    return lines.join(u'\n');
}

} // namespace

BleuDialog::BleuDialog(const BleuReport &report, QWidget *parent)
    : QDialog(parent)
    , m_figures(new QLabel(tr("Being computed…"), this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setModal(false);
    const QString name = asOneLine(report.name);
    setWindowTitle(tr("BLEU: %1").arg(name));
    auto *what = new QLabel(tr("%1 against the final answer, with statistics and signature as "
                               "sacreBLEU prints them")
                                .arg(name),
                            this);
    what->setTextFormat(Qt::PlainText);
    what->setWordWrap(true);
    m_figures->setObjectName(QStringLiteral("bleuFigures"));
    m_figures->setTextFormat(Qt::PlainText);
    m_figures->setFont(type::code());
    m_figures->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    QPushButton *copy = buttons->addButton(tr("&Copy"), QDialogButtonBox::ActionRole);
    copy->setEnabled(false);
    connect(copy, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_figures->text()); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::large, space::medium, space::large, space::medium);
    layout->setSpacing(space::medium);
    layout->addWidget(what);
    layout->addWidget(m_figures, 1);
    layout->addWidget(buttons);

    auto *watcher = new QFutureWatcher<QString>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher, copy] {
        m_figures->setText(watcher->result());
        copy->setEnabled(true);
    });
    watcher->setFuture(QtConcurrent::run([report] { return figuresOf(report); }));
}

} // namespace moa
