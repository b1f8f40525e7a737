// SPDX-License-Identifier: GPL-3.0-or-later
#include "editors/modelchooser.h"

#include "editors/choicedelegate.h"
#include "editors/searchfield.h"
#include "theme/theme.h"

#include <algorithm>
#include <QAccessible>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QVBoxLayout>

namespace moa {

namespace {

/// A panel of one width at the base font; with larger letters as much wider.
int fittingWidth()
{
    constexpr int basePixels = 13;
    return floating::chooserWidth * std::max(QFontInfo(type::base()).pixelSize(), basePixels)
        / basePixels;
}

/** As high as its rows, up to the most that are shown at once. */
class ChoiceList : public QListView
{
public:
    using QListView::QListView;

    [[nodiscard]] QSize sizeHint() const override
    {
        const int rows = model() ? model()->rowCount() : 0;
        return {fittingWidth(),
                std::min(rows, floating::chooserRows) * ChoiceDelegate::rowHeight()};
    }
    [[nodiscard]] QSize minimumSizeHint() const override
    {
        return {0, std::min(sizeHint().height(), ChoiceDelegate::rowHeight())};
    }
};

} // namespace

ModelChooser::ModelChooser(QWidget *host)
    : FloatingPanel(host)
    , m_model(new ModelSearchModel(this))
    , m_purpose(new QLabel(this))
    , m_search(new SearchField(tr("Search models, or type an id"), this, tr("Search models")))
    , m_empty(new QLabel(this))
    , m_list(new ChoiceList(this))
    , m_hints(new QLabel(this))
{
    setObjectName(QStringLiteral("modelChooser"));
    m_purpose->setObjectName(QStringLiteral("chooserPurpose"));
    m_purpose->setTextFormat(Qt::PlainText);
    m_purpose->setWordWrap(true);
    m_search->setObjectName(QStringLiteral("chooserSearch"));
    m_search->installEventFilter(this);
    m_empty->setObjectName(QStringLiteral("chooserEmpty"));
    m_empty->setTextFormat(Qt::PlainText);
    m_empty->setWordWrap(true);
    m_hints->setObjectName(QStringLiteral("chooserHints"));
    m_hints->setTextFormat(Qt::PlainText);
    m_hints->setWordWrap(true);
    m_hints->setForegroundRole(QPalette::PlaceholderText);

    m_list->setModel(m_model);
    m_list->setItemDelegate(new ChoiceDelegate(m_list));
    m_list->setUniformItemSizes(true);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setMouseTracking(true);
    m_list->viewport()->setBackgroundRole(QPalette::Base);
    m_list->setAccessibleName(tr("Models"));

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(control::hairline, space::medium, control::hairline, space::small);
    layout->setSpacing(space::small);
    const auto inset = [layout](QWidget *widget) {
        auto *row = new QVBoxLayout;
        row->setContentsMargins(space::medium, 0, space::medium, 0);
        row->addWidget(widget);
        layout->addLayout(row);
    };
    inset(m_purpose);
    inset(m_search);
    inset(m_empty);
    layout->addWidget(m_list, 1);
    inset(m_hints);

    connect(m_search, &QLineEdit::textChanged, this, &ModelChooser::search);
    connect(m_list, &QListView::clicked, this, [this](const QModelIndex &index) {
        choose(index, QGuiApplication::keyboardModifiers());
    });
    applySizes();
    showHints();
}

void ModelChooser::setEntries(const QList<PaletteEntry> &entries)
{
    m_model->setEntries(entries);
    showFound();
}

void ModelChooser::setRecent(const RecentModels &recent)
{
    m_model->setRecent(recent);
    showFound();
}

void ModelChooser::open(const QRect &anchor, const QString &purpose, Use use)
{
    m_use = use;
    showHints();
    setPurpose(purpose);
    if (m_search->text().isEmpty())
        search();
    else
        m_search->clear();
    openBeside(anchor);
    m_search->setFocus(Qt::PopupFocusReason);
}

void ModelChooser::setPurpose(const QString &purpose)
{
    m_purpose->setText(purpose);
    setAccessibleName(purpose);
    m_search->setAccessibleName(purpose);
}

void ModelChooser::search()
{
    m_model->setSearch(m_search->text());
    showFound();
}

void ModelChooser::showFound()
{
    // What was merely typed is taken by Enter only if that is clearly meant.
    const bool hasBest =
        m_model->listed() > 0 || (m_model->rowCount() > 0 && m_model->isProviderNamed());
    m_empty->setText(emptyText());
    m_empty->setVisible(!m_empty->text().isEmpty());
    m_list->scrollToTop();
    m_list->setCurrentIndex(QModelIndex());
    if (hasBest)
        moveTo(0);
    m_list->updateGeometry();
    fitHeight();
}

QString ModelChooser::emptyText() const
{
    if (!m_model->hasEntries()) {
        return tr("There is no model to choose from yet. Add a provider in Settings, and its "
                  "models stand here.");
    }
    if (m_model->listed() > 0)
        return {};
    const QString nothing = tr("No model matches “%1”.").arg(m_search->text().trimmed());
    if (m_model->rowCount() > 0) {
        return tr("%1 If a provider has it all the same, use it as typed (Down, then Enter). A "
                  "provider is added in Settings.")
            .arg(nothing);
    }
    return tr("%1 Try fewer or other words. A provider is added in Settings.").arg(nothing);
}

void ModelChooser::showHints()
{
    m_hints->setText(
        m_use == Use::Replace
            ? tr("Enter replaces  ·  Esc closes")
            : tr("Enter adds  ·  Shift+Enter adds and stays  ·  Ctrl+Enter new layer  ·  Esc "
                 "closes"));
}

void ModelChooser::applySizes()
{
    m_purpose->setFont(type::title());
    m_hints->setFont(type::secondary());
    m_list->updateGeometry();
}

int ModelChooser::rowsInSight() const
{
    return std::max(m_list->viewport()->height() / ChoiceDelegate::rowHeight(), 1);
}

void ModelChooser::moveTo(int row)
{
    const QModelIndex index = m_model->index(row, 0);
    m_list->setCurrentIndex(index);
    m_list->scrollTo(index);
    // The keyboard is in the field: that is what a screen reader reads.
    m_search->setAccessibleDescription(index.data(Qt::AccessibleTextRole).toString());
    QAccessibleEvent changed(m_search, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&changed);
}

void ModelChooser::choose(const QModelIndex &index, Qt::KeyboardModifiers modifiers)
{
    if (!index.isValid())
        return;
    How how = How::Here;
    if (m_use == Use::Add && modifiers.testFlag(Qt::ControlModifier))
        how = How::NewLayer;
    else if (m_use == Use::Add && modifiers.testFlag(Qt::ShiftModifier))
        how = How::HereAndStay;
    const auto model = index.data(ModelSearchModel::ModelRole).value<ModelRef>();
    if (how == How::HereAndStay)
        m_search->selectAll();
    else
        dismiss();
    Q_EMIT chosen(model, how);
}

bool ModelChooser::keyPressed(Qt::Key key, Qt::KeyboardModifiers modifiers)
{
    const int rows = m_model->rowCount();
    const int row = m_list->currentIndex().row();
    const bool selects = modifiers.testFlag(Qt::ShiftModifier);
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
        if (rows > 0)
            moveTo((row + 1) % rows);
        return true;
    case Qt::Key_Up:
    case Qt::Key_Backtab:
        if (rows > 0)
            moveTo(row > 0 ? row - 1 : rows - 1);
        return true;
    case Qt::Key_PageDown:
        if (rows > 0)
            moveTo(std::min(row + rowsInSight(), rows - 1));
        return true;
    case Qt::Key_PageUp:
        if (rows > 0)
            moveTo(std::max(row - rowsInSight(), 0));
        return true;
    case Qt::Key_Home:
    case Qt::Key_End:
        // With Shift they select text, as in any field.
        if (selects || rows == 0)
            return false;
        moveTo(key == Qt::Key_Home ? 0 : rows - 1);
        return true;
    default:
        return false;
    }
}

bool ModelChooser::eventFilter(QObject *watched, QEvent *event)
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

void ModelChooser::changeEvent(QEvent *event)
{
    FloatingPanel::changeEvent(event);
    if (event->type() == QEvent::ApplicationFontChange || event->type() == QEvent::FontChange)
        applySizes();
}

} // namespace moa
