// SPDX-License-Identifier: GPL-3.0-or-later
#include "editors/commandlist.h"

#include "editors/commanddelegate.h"
#include "editors/searchfield.h"
#include "theme/theme.h"

#include <algorithm>
#include <QAccessible>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QVBoxLayout>

namespace moa {

namespace {

/** As high as its rows, up to the most that are shown at once. */
class CommandRows : public QListView
{
public:
    using QListView::QListView;

    [[nodiscard]] QSize sizeHint() const override
    {
        constexpr int basePixels = 13;
        const int pixels = std::max(QFontInfo(type::base()).pixelSize(), basePixels);
        const int rows = model() ? model()->rowCount() : 0;
        return {floating::commandsWidth * pixels / basePixels,
                std::min(rows, floating::commandRows) * CommandDelegate::rowHeight()};
    }
    [[nodiscard]] QSize minimumSizeHint() const override
    {
        return {0, std::min(sizeHint().height(), CommandDelegate::rowHeight())};
    }
};

} // namespace

CommandList::CommandList(QWidget *window)
    : FloatingPanel(window)
    , m_model(new CommandsModel(this))
    , m_search(new SearchField(tr("Search everything that can be done"), this))
    , m_empty(new QLabel(this))
    , m_list(new CommandRows(this))
    , m_hints(new QLabel(tr("Enter does it  ·  Esc closes"), this))
{
    setObjectName(QStringLiteral("commandList"));
    setAccessibleName(tr("Commands"));
    m_search->setObjectName(QStringLiteral("commandSearch"));
    m_search->installEventFilter(this);
    m_empty->setObjectName(QStringLiteral("commandsEmpty"));
    m_hints->setObjectName(QStringLiteral("commandHints"));
    for (QLabel *label : {m_empty, m_hints}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    m_hints->setForegroundRole(QPalette::PlaceholderText);

    m_list->setModel(m_model);
    m_list->setItemDelegate(new CommandDelegate(m_list));
    m_list->setUniformItemSizes(true);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setMouseTracking(true);
    m_list->viewport()->setBackgroundRole(QPalette::Base);
    m_list->setAccessibleName(tr("Commands"));

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(control::hairline, space::medium, control::hairline, space::small);
    layout->setSpacing(space::small);
    const auto inset = [layout](QWidget *widget) {
        auto *row = new QVBoxLayout;
        row->setContentsMargins(space::medium, 0, space::medium, 0);
        row->addWidget(widget);
        layout->addLayout(row);
    };
    inset(m_search);
    inset(m_empty);
    layout->addWidget(m_list, 1);
    inset(m_hints);
    connect(m_search, &QLineEdit::textChanged, this, &CommandList::search);
    connect(m_list, &QListView::clicked, this, &CommandList::choose);
    applySizes();
}

void CommandList::open(const QList<Command> &commands, const QStringList &recent)
{
    if (!isOpen())
        m_before = host()->window()->focusWidget();
    m_model->setCommands(commands, recent);
    if (m_search->text().isEmpty())
        search();
    else
        m_search->clear();
    openCentred();
    m_search->setFocus(Qt::PopupFocusReason);
}

QWidget *CommandList::heir() const
{
    // What floated where the keyboard was may be gone.
    return m_before && m_before->isVisible() ? m_before.data() : host();
}

void CommandList::search()
{
    m_model->setSearch(m_search->text());
    m_empty->setText(tr("Nothing that can be done is called “%1”. Try fewer or other words.")
                         .arg(m_search->text().trimmed()));
    m_empty->setVisible(m_model->rowCount() == 0);
    m_list->scrollToTop();
    m_list->setCurrentIndex(QModelIndex());
    moveTo(m_model->enabledRow(-1, 1));
    m_list->updateGeometry();
    fitHeight();
}

void CommandList::applySizes()
{
    m_hints->setFont(type::secondary());
    m_list->updateGeometry();
}

int CommandList::rowsInSight() const
{
    return std::max(m_list->viewport()->height() / CommandDelegate::rowHeight(), 1);
}

void CommandList::moveTo(int row)
{
    if (row < 0)
        return;
    const QModelIndex index = m_model->index(row, 0);
    m_list->setCurrentIndex(index);
    m_list->scrollTo(index);
    // The keyboard is in the field: that is what a screen reader reads.
    m_search->setAccessibleDescription(index.data(Qt::AccessibleTextRole).toString());
    QAccessibleEvent changed(m_search, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&changed);
}

void CommandList::choose(const QModelIndex &index)
{
    if (!index.isValid() || !index.flags().testFlag(Qt::ItemIsEnabled))
        return;
    const QString id = index.data(CommandsModel::IdRole).toString();
    dismiss();
    Q_EMIT chosen(id);
}

bool CommandList::keyPressed(Qt::Key key, Qt::KeyboardModifiers modifiers)
{
    const int rows = m_model->rowCount();
    const int row = m_list->currentIndex().row();
    switch (key) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        choose(m_list->currentIndex());
        return true;
    case Qt::Key_Escape:
        dismiss();
        return true;
    case Qt::Key_Down:
    case Qt::Key_Tab:
        moveTo(m_model->enabledRow(row, 1));
        return true;
    case Qt::Key_Up:
    case Qt::Key_Backtab:
        moveTo(m_model->enabledRow(std::max(row, 0), -1));
        return true;
    case Qt::Key_PageDown:
        moveTo(m_model->enabledRow(std::min(row + rowsInSight(), rows - 1) - 1, 1));
        return true;
    case Qt::Key_PageUp:
        moveTo(m_model->enabledRow(std::max(row - rowsInSight(), 0) + 1, -1));
        return true;
    case Qt::Key_Home:
    case Qt::Key_End:
        // With Shift they select text, as in any field.
        if (modifiers.testFlag(Qt::ShiftModifier))
            return false;
        moveTo(key == Qt::Key_Home ? m_model->enabledRow(-1, 1) : m_model->enabledRow(0, -1));
        return true;
    default:
        return false;
    }
}

bool CommandList::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_search)
        return FloatingPanel::eventFilter(watched, event);
    if (event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (keyPressed(static_cast<Qt::Key>(key->key()), key->modifiers()))
            return true;
    }
    if (event->type() == QEvent::ShortcutOverride) {
        // In the window Ctrl+Enter and Esc are other things.
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Escape) {
            event->accept();
            return true;
        }
    }
    return FloatingPanel::eventFilter(watched, event);
}

void CommandList::changeEvent(QEvent *event)
{
    FloatingPanel::changeEvent(event);
    if (event->type() == QEvent::ApplicationFontChange || event->type() == QEvent::FontChange)
        applySizes();
}

} // namespace moa
