// SPDX-License-Identifier: GPL-3.0-or-later
#include "editors/searchpanel.h"

#include "editors/searchfield.h"
#include "items/enabledrow.h"
#include "theme/theme.h"

#include <algorithm>
#include <QAccessible>
#include <QEvent>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QVBoxLayout>

namespace moa {

namespace {

int rowHeight(const QListView &list)
{
    return list.itemDelegate()->sizeHint({}, {}).height();
}

/** As high as its rows, up to the most that are shown at once. */
class FoundRows : public QListView
{
public:
    FoundRows(int width, int mostRows, QWidget *parent)
        : QListView(parent)
        , m_width(width)
        , m_mostRows(mostRows)
    { }

    [[nodiscard]] QSize sizeHint() const override
    {
        constexpr int basePixels = 13;
        const int pixels = std::max(QFontInfo(type::base()).pixelSize(), basePixels);
        const int rows = model() ? model()->rowCount() : 0;
        return {m_width * pixels / basePixels, std::min(rows, m_mostRows) * rowHeight(*this)};
    }
    [[nodiscard]] QSize minimumSizeHint() const override
    {
        return {0, std::min(sizeHint().height(), rowHeight(*this))};
    }

private:
    int m_width;
    int m_mostRows;
};

QLayout *inset(QWidget *widget)
{
    auto *row = new QVBoxLayout;
    row->setContentsMargins(space::medium, 0, space::medium, 0);
    row->addWidget(widget);
    return row;
}

} // namespace

SearchPanel::SearchPanel(QWidget *host, const Settings &settings)
    : FloatingPanel(host)
    , m_search(new SearchField(settings.placeholder, this, settings.searchName))
    , m_empty(new QLabel(this))
    , m_list(new FoundRows(settings.width, settings.mostRows, this))
    , m_hints(new QLabel(this))
{
    watchKeys(m_search);
    for (QLabel *label : {m_empty, m_hints}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    m_hints->setForegroundRole(QPalette::PlaceholderText);

    m_list->setUniformItemSizes(true);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setMouseTracking(true);
    m_list->viewport()->setBackgroundRole(QPalette::Base);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(control::hairline, space::medium, control::hairline, space::small);
    layout->setSpacing(space::small);
    layout->addLayout(inset(m_search));
    layout->addLayout(inset(m_empty));
    layout->addWidget(m_list, 1);
    layout->addLayout(inset(m_hints));
    connect(m_search, &QLineEdit::textChanged, this, &SearchPanel::search);
    connect(m_list, &QListView::clicked, this, [this](const QModelIndex &index) {
        choose(index, QGuiApplication::keyboardModifiers());
    });
    SearchPanel::applySizes();
}

void SearchPanel::setRows(QAbstractItemModel *model, QAbstractItemDelegate *delegate)
{
    m_list->setModel(model);
    m_list->setItemDelegate(delegate);
}

void SearchPanel::setHeading(QLabel *heading)
{
    heading->setTextFormat(Qt::PlainText);
    heading->setWordWrap(true);
    heading->lower(); // read first, too
    static_cast<QVBoxLayout *>(layout())->insertLayout(0, inset(heading));
}

void SearchPanel::searchAnew()
{
    if (m_search->text().isEmpty())
        search();
    else
        m_search->clear();
}

void SearchPanel::showRows(int row, const QString &emptyText)
{
    m_empty->setText(emptyText);
    m_empty->setVisible(!emptyText.isEmpty());
    m_list->scrollToTop();
    m_list->setCurrentIndex(QModelIndex());
    moveTo(row);
    m_list->updateGeometry();
    fitHeight();
}

void SearchPanel::applySizes()
{
    m_hints->setFont(type::secondary());
    m_list->updateGeometry();
}

int SearchPanel::rowsInSight() const
{
    return std::max(m_list->viewport()->height() / rowHeight(*m_list), 1);
}

void SearchPanel::moveTo(int row)
{
    if (row < 0)
        return;
    const QModelIndex index = m_list->model()->index(row, 0);
    m_list->setCurrentIndex(index);
    m_list->scrollTo(index);
    // The keyboard is in the field: that is what a screen reader reads.
    m_search->setAccessibleDescription(index.data(Qt::AccessibleTextRole).toString());
    QAccessibleEvent changed(m_search, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&changed);
}

void SearchPanel::step(int fromRow, int by)
{
    moveTo(enabledRow(*m_list->model(), fromRow, by));
}

void SearchPanel::choose(const QModelIndex &index, Qt::KeyboardModifiers modifiers)
{
    if (index.isValid() && index.flags().testFlag(Qt::ItemIsEnabled))
        take(index, modifiers);
}

bool SearchPanel::keyPressed(Qt::Key key, Qt::KeyboardModifiers modifiers)
{
    const int rows = m_list->model()->rowCount();
    const int row = m_list->currentIndex().row();
    switch (key) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        choose(m_list->currentIndex(), modifiers);
        return true;
    case Qt::Key_Escape:
        dismiss();
        return true;
    case Qt::Key_Down:
    case Qt::Key_Tab:
        step(row, 1);
        return true;
    case Qt::Key_Up:
    case Qt::Key_Backtab:
        step(std::max(row, 0), -1);
        return true;
    case Qt::Key_PageDown:
        step(std::min(row + rowsInSight(), rows - 1) - 1, 1);
        return true;
    case Qt::Key_PageUp:
        step(std::max(row - rowsInSight(), 0) + 1, -1);
        return true;
    case Qt::Key_Home:
    case Qt::Key_End:
        // With Shift they select text, as in any field.
        if (modifiers.testFlag(Qt::ShiftModifier) || rows == 0)
            return false;
        step(key == Qt::Key_Home ? -1 : 0, key == Qt::Key_Home ? 1 : -1);
        return true;
    default:
        return false;
    }
}

void SearchPanel::changeEvent(QEvent *event)
{
    FloatingPanel::changeEvent(event);
    if (event->type() == QEvent::ApplicationFontChange || event->type() == QEvent::FontChange)
        applySizes();
}

} // namespace moa
