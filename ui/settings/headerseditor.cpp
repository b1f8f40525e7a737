// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/headerseditor.h"

#include "providers/providersfile.h"
#include "theme/theme.h"
#include "ui/settings/settingswords.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QTableWidget>

namespace moa {

HeadersEditor::HeadersEditor(QWidget *parent)
    : QWidget(parent)
    , m_table(new QTableWidget(0, 2, this))
    , m_remove(new QPushButton(tr("R&emove Header"), this))
    , m_objection(new QLabel(this))
{
    m_table->setObjectName(QStringLiteral("headers"));
    m_table->setAccessibleName(tr("Headers"));
    m_table->setHorizontalHeaderLabels({tr("Header"), tr("Value")});
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->resizeSection(0, inspect::nameWidth);
    m_table->verticalHeader()->hide();
    m_table->setShowGrid(false);
    m_table->setTabKeyNavigation(false);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setMinimumHeight(settings::headersHeight);
    m_objection->setObjectName(QStringLiteral("headerObjection"));
    m_objection->setTextFormat(Qt::PlainText);
    m_objection->setWordWrap(true);
    m_objection->setFont(type::secondary());
    m_objection->hide();
    auto *add = new QPushButton(tr("Add &Header"), this);
    add->setObjectName(QStringLiteral("addHeader"));
    m_remove->setObjectName(QStringLiteral("removeHeader"));

    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(space::small);
    buttons->addWidget(add);
    buttons->addWidget(m_remove);
    buttons->addStretch(1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::small);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_objection);
    layout->addLayout(buttons);
    connect(add, &QPushButton::clicked, this, &HeadersEditor::addRow);
    connect(m_remove, &QPushButton::clicked, this, &HeadersEditor::removeRow);
    connect(m_table, &QTableWidget::itemChanged, this, &HeadersEditor::take);
    connect(m_table, &QTableWidget::currentCellChanged, this,
            [this](int row) { m_remove->setEnabled(row >= 0); });
    m_remove->setEnabled(false);
    applyLook();
}

void HeadersEditor::setHeaders(const Headers &headers)
{
    if (headers == m_headers)
        return; // a row that is being written stays
    m_headers = headers;
    const QScopedValueRollback<bool> filling(m_filling, true);
    m_table->setRowCount(0);
    for (const auto &[name, value] : headers)
        append(name, value);
    m_objection->hide();
    m_objection->clear();
}

QString HeadersEditor::objection() const
{
    return m_objection->text();
}

HeadersEditor::Headers HeadersEditor::shown() const
{
    Headers result;
    for (int row = 0; row < m_table->rowCount(); ++row) {
        const auto text = [&](int column) {
            const QTableWidgetItem *item = m_table->item(row, column);
            return item ? item->text().trimmed() : QString();
        };
        if (!text(0).isEmpty() || !text(1).isEmpty())
            result.append({text(0), text(1)});
    }
    return result;
}

void HeadersEditor::append(const QString &name, const QString &value)
{
    const int row = m_table->rowCount();
    m_table->insertRow(row);
    // The table becomes their owner.
    m_table->setItem(row, 0, new QTableWidgetItem(name));
    m_table->setItem(row, 1, new QTableWidgetItem(value));
}

void HeadersEditor::addRow()
{
    {
        const QScopedValueRollback<bool> filling(m_filling, true);
        append({}, {});
    }
    const int row = m_table->rowCount() - 1;
    m_table->setCurrentCell(row, 0);
    m_table->setFocus(Qt::OtherFocusReason);
    m_table->editItem(m_table->item(row, 0));
}

void HeadersEditor::removeRow()
{
    m_table->removeRow(m_table->currentRow());
    take();
}

void HeadersEditor::take()
{
    if (m_filling)
        return;
    const Headers headers = shown();
    QString objection;
    for (const auto &[name, value] : headers) {
        if (objection.isEmpty())
            objection = headerObjection(name, value);
    }
    m_objection->setText(objection.isEmpty() ? QString()
                                             : tr("The headers are not taken: %1.").arg(objection));
    m_objection->setVisible(!objection.isEmpty());
    m_table->setAccessibleDescription(m_objection->text());
    if (!objection.isEmpty() || headers == m_headers)
        return;
    m_headers = headers;
    Q_EMIT edited(headers);
}

void HeadersEditor::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        applyLook();
}

void HeadersEditor::applyLook()
{
    QPalette colors = m_objection->palette();
    const QColor danger = Theme::of(this).danger;
    if (colors.color(QPalette::WindowText) == danger)
        return;
    colors.setColor(QPalette::WindowText, danger);
    m_objection->setPalette(colors);
}

} // namespace moa
