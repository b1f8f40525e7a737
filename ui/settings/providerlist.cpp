// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/providerlist.h"

#include "theme/theme.h"
#include "theme/tooltip.h"
#include "ui/settings/statedot.h"

#include <QApplication>
#include <QPainter>
#include <QSignalBlocker>
#include <QStyledItemDelegate>

namespace moa {

namespace {

enum Roles { IdRole = Qt::UserRole, DescriptionRole, FigureRole, HasKeyRole, NeedsKeyRole };

/** A name after the dot of its key, and the description below. */
class ProviderDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        return {settings::pagesWidth,
                QFontMetrics(type::base()).height() + QFontMetrics(type::secondary()).height()
                    + space::medium};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override
    {
        QStyleOptionViewItem item = option;
        initStyleOption(&item, index);
        const QString name = std::exchange(item.text, QString());
        const QStyle *style = item.widget ? item.widget->style() : QApplication::style();
        style->drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);

        const Theme theme = Theme::of(item.palette);
        const bool selected = item.state & QStyle::State_Selected;
        const bool hasKey = index.data(HasKeyRole).toBool();
        const QColor state = selected           ? theme.onAccent
            : hasKey                            ? theme.good
            : index.data(NeedsKeyRole).toBool() ? theme.warning
                                                : theme.outline;
        QRect box = item.rect.adjusted(space::small, 0, -space::small, 0);
        const int first = QFontMetrics(type::base()).height();
        const int second = QFontMetrics(type::secondary()).height();
        box.setTop(item.rect.top() + (item.rect.height() - first - second) / 2);
        painter->drawPixmap(box.left(), box.top() + (first - settings::dot) / 2,
                            stateDot(state, hasKey, painter->device()->devicePixelRatioF()));
        box.setLeft(box.left() + settings::dot + space::small);
        const QString figure = index.data(FigureRole).toString();
        const int figureWidth = QFontMetrics(type::figures()).horizontalAdvance(figure);
        painter->save();
        painter->setPen(selected ? theme.onAccent : theme.secondaryText);
        painter->setFont(type::figures());
        painter->drawText(QRect(box.left(), box.top(), box.width(), first),
                          Qt::AlignVCenter | Qt::AlignRight | Qt::TextSingleLine, figure);
        painter->setFont(type::secondary());
        painter->drawText(
            QRect(box.left(), box.top() + first, box.width(), second),
            Qt::AlignVCenter | Qt::TextSingleLine,
            QFontMetrics(type::secondary())
                .elidedText(index.data(DescriptionRole).toString(), Qt::ElideRight, box.width()));
        painter->setPen(selected ? theme.onAccent : theme.text);
        painter->setFont(type::base());
        const int nameWidth = box.width() - (figure.isEmpty() ? 0 : figureWidth + space::small);
        painter->drawText(QRect(box.left(), box.top(), nameWidth, first),
                          Qt::AlignVCenter | Qt::TextSingleLine,
                          QFontMetrics(type::base()).elidedText(name, Qt::ElideRight, nameWidth));
        painter->restore();
    }
};

void fill(QListWidgetItem *item, const ProviderEntry &entry)
{
    item->setText(entry.name);
    item->setData(IdRole, entry.id.toString());
    item->setData(DescriptionRole, entry.description);
    item->setData(HasKeyRole, entry.hasKey);
    item->setData(NeedsKeyRole, entry.needsKey);
    item->setData(FigureRole, entry.figure);
    item->setData(Qt::AccessibleDescriptionRole,
                  QString(entry.description + u' ' + entry.figure).trimmed());
    item->setToolTip(plainToolTip(entry.description));
}

} // namespace

ProviderList::ProviderList(QWidget *parent)
    : QListWidget(parent)
{
    setObjectName(QStringLiteral("providers"));
    setAccessibleName(tr("Providers"));
    setItemDelegate(new ProviderDelegate(this));
    setUniformItemSizes(true);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(this, &QListWidget::currentRowChanged, this, [this](int row) {
        if (row >= 0)
            Q_EMIT currentChosen(current());
    });
}

void ProviderList::setEntries(const QList<ProviderEntry> &entries)
{
    if (entries == m_entries)
        return;
    const ProviderId kept = current();
    const bool sameIds =
        std::equal(entries.cbegin(), entries.cend(), m_entries.cbegin(), m_entries.cend(),
                   [](const ProviderEntry &a, const ProviderEntry &b) { return a.id == b.id; });
    m_entries = entries;
    if (sameIds) {
        for (int row = 0; row < count(); ++row)
            fill(item(row), entries.at(row));
        return;
    }
    {
        const QSignalBlocker blocker(this);
        clear();
        for (const ProviderEntry &entry : entries) {
            addItem(QString());
            fill(item(count() - 1), entry);
        }
    }
    setCurrent(kept);
    if (currentRow() < 0 && count() > 0)
        setCurrentRow(0);
}

ProviderId ProviderList::current() const
{
    const QListWidgetItem *item = currentItem();
    return item ? ProviderId(item->data(IdRole).toString()) : ProviderId();
}

void ProviderList::setCurrent(const ProviderId &id)
{
    for (int row = 0; row < count(); ++row) {
        if (item(row)->data(IdRole).toString() == id.toString()) {
            setCurrentRow(row);
            return;
        }
    }
}

} // namespace moa
