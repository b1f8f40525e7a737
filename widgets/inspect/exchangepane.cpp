// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspect/exchangepane.h"

#include "columns/columnnotice.h"
#include "theme/theme.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace moa {

ExchangePane::ExchangePane(const QString &name, QWidget *parent)
    : QWidget(parent)
    , m_top(new QHBoxLayout)
    , m_text(new SectionsView(this))
    , m_notice(new ColumnNotice(this))
    , m_facts(new QTreeWidget(this))
{
    auto *title = new QLabel(name, this);
    title->setTextFormat(Qt::PlainText);
    title->setFont(type::title());
    m_top->setContentsMargins(space::medium, 0, space::small, 0);
    m_top->setSpacing(space::small);
    m_top->addWidget(title, 1);

    m_text->setObjectName(QStringLiteral("exchangeText"));
    m_text->setAccessibleName(name);
    m_facts->setObjectName(QStringLiteral("exchangeFacts"));
    m_facts->setAccessibleName(tr("%1: settings, figures and headers").arg(name));
    m_facts->setColumnCount(2);
    m_facts->setHeaderLabels({tr("Name"), tr("Value")});
    m_facts->setHeaderHidden(true);
    m_facts->setRootIsDecorated(false);
    m_facts->setItemsExpandable(false);
    m_facts->setUniformRowHeights(true);
    m_facts->setIndentation(space::medium);
    m_facts->setFrameShape(QFrame::NoFrame);
    m_facts->header()->resizeSection(0, inspect::nameWidth);
    m_facts->setMaximumHeight(inspect::factsHeight);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(space::tiny);
    layout->addLayout(m_top);
    layout->addWidget(m_notice);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_facts);
    connect(m_notice, &ColumnNotice::actionTriggered, this, [this] {
        m_text->showAll();
        showRemark();
    });
}

void ExchangePane::addButton(QWidget *button)
{
    m_top->addWidget(button);
}

void ExchangePane::setSide(const ExchangeSide &side, ExchangeForm form, const QString &empty,
                           const QString &remark)
{
    m_text->setFont(form == ExchangeForm::Readable ? type::answer() : type::code());
    m_text->setPlaceholderText(side.sections.isEmpty() ? empty : QString());
    m_text->setSections(side.sections);
    m_remark = remark;
    showRemark();
    fillFacts(side.facts);
}

void ExchangePane::fillFacts(const QList<QPair<QString, QString>> &facts)
{
    m_facts->clear();
    m_facts->setVisible(!facts.isEmpty());
    QTreeWidgetItem *group = nullptr;
    for (const auto &[name, value] : facts) {
        auto *item = new QTreeWidgetItem({name, value});
        if (value.isEmpty()) {
            group = item;
            item->setFont(0, type::title());
            item->setFlags(Qt::ItemIsEnabled);
            m_facts->addTopLevelItem(item);
            item->setFirstColumnSpanned(true);
        } else if (group) {
            item->setFont(0, type::secondary());
            item->setFont(1, type::figures());
            group->addChild(item);
        }
    }
    m_facts->expandAll();
}

void ExchangePane::showRemark()
{
    if (!m_text->isShortened()) {
        m_notice->setMessage(ColumnNotice::Kind::Info, m_remark);
        return;
    }
    const QString sentence = tr("Only the first %1 characters of a long text are shown.")
                                 .arg(QLocale().toString(SectionsView::firstPart));
    m_notice->setMessage(ColumnNotice::Kind::Info,
                         m_remark.isEmpty() ? sentence : m_remark + u' ' + sentence,
                         tr("Show all of it"));
}

} // namespace moa
