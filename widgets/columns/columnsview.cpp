// SPDX-License-Identifier: GPL-3.0-or-later
#include "columns/columnsview.h"

#include "columns/columncontents.h"
#include "columns/columnfeeder.h"
#include "columns/columnhead.h"
#include "columns/columnsarea.h"
#include "columns/columnsbar.h"
#include "columns/findbar.h"
#include "columns/layergroup.h"
#include "columns/layerswitch.h"
#include "columns/linkedscrolling.h"
#include "columns/responsecolumn.h"
#include "items/pointedresponse.h"
#include "items/responsesmodel.h"
#include "theme/theme.h"

#include <algorithm>
#include <QApplication>
#include <QLabel>
#include <QLocale>
#include <QShortcut>
#include <QVBoxLayout>

namespace moa {

namespace {

/// The text is what the keyboard is for.
void focusOn(ResponseColumn *column)
{
    QWidget *text = column->textView();
    (text ? text : column)->setFocus(Qt::OtherFocusReason);
}

} // namespace

ColumnsView::ColumnsView(QWidget *parent)
    : QWidget(parent)
    , m_bar(new ColumnsBar(this))
    , m_findBar(new FindBar(this))
    , m_empty(new QLabel(this))
    , m_area(new ColumnsArea(this))
    , m_handles(new ColumnHandles(this, [this](const ResponseId &id) { return possible(id); }))
    , m_contents(new ColumnContents(this))
    , m_feeder(new ColumnFeeder(
          this, [this](const ResponseColumn *column) { return m_area->isInView(column); }))
    , m_linked(new LinkedScrolling(this))
    , m_finder(new ColumnFinder([this](const QString &key) { return sourceOf(key); }, this))
{
    m_empty->setObjectName(QStringLiteral("emptyState"));
    m_empty->setText(tr("The answers of a run appear here side by side: one column for each "
                        "response, the final answer at the right edge.\n\nWrite a prompt below "
                        "and run the mixture."));
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setForegroundRole(QPalette::PlaceholderText);
    m_empty->setMargin(space::huge);
    m_findBar->setObjectName(QStringLiteral("findBar"));
    m_findBar->hide();

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(space::tiny);
    layout->addWidget(m_bar);
    layout->addWidget(m_findBar);
    layout->addWidget(m_empty, 1);
    layout->addWidget(m_area, 1);
    connectParts();
    addShortcuts();
    rebuild();
}

void ColumnsView::setModel(const ResponsesModel *model)
{
    if (m_model)
        m_model->disconnect(this);
    m_model = model;
    if (m_model) {
        connect(m_model, &ResponsesModel::modelAboutToBeReset, this, &ColumnsView::saveEdits);
        connect(m_model, &ResponsesModel::modelReset, this, &ColumnsView::rebuild);
        connect(m_model, &ResponsesModel::runChanged, this, &ColumnsView::runChanged);
        connect(m_model, &QObject::destroyed, this, [this] {
            m_model = nullptr;
            rebuild();
        });
        connect(m_model, &ResponsesModel::textReset, this,
                [this](int row) { m_columns.at(row)->discardText(); });
        connect(m_model, &ResponsesModel::dataChanged, this,
                [this](const QModelIndex &first, const QModelIndex &last, const QList<int> &roles) {
                    rowsChanged(first.row(), last.row(), roles);
                });
    }
    rebuild();
}

void ColumnsView::setPointer(PointedResponse *pointer)
{
    if (m_pointer)
        m_pointer->disconnect(this);
    m_pointer = pointer;
    if (m_pointer)
        connect(m_pointer, &PointedResponse::changed, this, &ColumnsView::showPointed);
    m_contents->setPointer(pointer);
    showPointed();
}

void ColumnsView::setMoreEntries(std::function<void(QMenu *, const ResponseId &)> fill)
{
    m_handles->setMoreEntries(std::move(fill));
}

void ColumnsView::editAnswer(const ResponseId &id)
{
    if (ResponseColumn *edited = column(id)) {
        goTo(id);
        edited->beginEdit();
    }
}

bool ColumnsView::isFullWidth() const
{
    return m_bar->isFullWidth();
}

void ColumnsView::setFullWidth(bool on)
{
    m_bar->setFullWidth(on);
}

bool ColumnsView::isLinked() const
{
    return m_bar->isLinked();
}

void ColumnsView::setLinked(bool on)
{
    m_bar->setLinked(on);
}

void ColumnsView::openFind()
{
    if (m_columns.isEmpty())
        return;
    m_findBar->show();
    m_findBar->open();
}

void ColumnsView::closeFind()
{
    ResponseColumn *reading = currentColumn();
    const bool hadFocus = m_findBar->isAncestorOf(QApplication::focusWidget());
    m_findBar->hide();
    m_finder->setSearch({});
    if (hadFocus && reading)
        focusOn(reading);
}

void ColumnsView::sortBy(ColumnOrder order)
{
    m_arrangement.sort(order, figures());
    arrange();
}

void ColumnsView::setHidden(const ResponseId &id, bool hidden)
{
    m_arrangement.setHidden(id, hidden);
    if (m_maximised == id && hidden)
        m_maximised.reset();
    arrange();
}

void ColumnsView::maximise(const ResponseId &id)
{
    if (!column(id) || m_maximised == id)
        return;
    if (!m_maximised)
        m_offset = m_area->offset();
    m_maximised = id;
    arrange();
    focusOn(column(id));
}

void ColumnsView::restore()
{
    if (!m_maximised)
        return;
    ResponseColumn *reading = column(*m_maximised);
    m_maximised.reset();
    arrange();
    m_area->setOffset(m_offset);
    if (reading)
        m_area->bringIntoView(reading);
}

void ColumnsView::goTo(const ResponseId &id)
{
    ResponseColumn *target = column(id);
    if (!target || !offered().contains(target))
        return;
    if (m_maximised)
        maximise(id);
    m_area->bringIntoView(target);
    focusOn(target);
}

void ColumnsView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_feeder->schedule();
    m_feeder->refresh();
}

void ColumnsView::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_feeder->refresh();
}

void ColumnsView::connectParts()
{
    connect(m_bar->layers(), &LayerSwitch::currentChanged, this, [this] {
        m_maximised.reset();
        arrange();
    });
    connect(m_bar, &ColumnsBar::orderChosen, this, &ColumnsView::sortBy);
    connect(m_bar, &ColumnsBar::shownAgain, this, [this](const ResponseId &id) {
        setHidden(id, false);
        goTo(id);
    });
    connect(m_bar, &ColumnsBar::allShownAgain, this, [this] {
        m_arrangement.showAll();
        arrange();
    });
    connect(m_bar, &ColumnsBar::restoreRequested, this, &ColumnsView::restore);
    connect(m_bar, &ColumnsBar::linkedChanged, m_linked, &LinkedScrolling::setOn);
    connect(m_bar, &ColumnsBar::fullWidthChanged, this, &ColumnsView::arrange);
    connect(m_bar, &ColumnsBar::findRequested, this, &ColumnsView::openFind);

    connect(m_handles, &ColumnHandles::maximiseRequested, this, &ColumnsView::maximise);
    connect(m_handles, &ColumnHandles::restoreRequested, this, &ColumnsView::restore);
    connect(m_handles, &ColumnHandles::hideRequested, this,
            [this](const ResponseId &id) { setHidden(id, true); });
    connect(m_handles, &ColumnHandles::moveRequested, this,
            [this](const ResponseId &id, int direction) {
                m_arrangement.moveBy(id, direction);
                arrange();
            });
    connect(m_handles, &ColumnHandles::dropped, this,
            [this](const ResponseId &id, const std::optional<ResponseId> &before) {
                m_arrangement.moveBefore(id, before);
                arrange();
            });
    connect(m_handles, &ColumnHandles::requestsRequested, this, &ColumnsView::requestsRequested);
    connect(m_handles, &ColumnHandles::bleuRequested, this, &ColumnsView::bleuRequested);

    connect(m_area, &ColumnsArea::viewMoved, m_feeder, &ColumnFeeder::schedule);
    connect(m_area, &ColumnsArea::viewMoved, m_linked, &LinkedScrolling::followAgain);
    connect(m_feeder, &ColumnFeeder::fed, this, &ColumnsView::textShown);

    connect(m_findBar, &FindBar::searchChanged, m_finder, &ColumnFinder::setSearch);
    connect(m_findBar, &FindBar::goRequested, this, &ColumnsView::find);
    connect(m_findBar, &FindBar::closeRequested, this, &ColumnsView::closeFind);
    connect(m_finder, &ColumnFinder::changed, this, &ColumnsView::showFound);
    connect(m_finder, &ColumnFinder::currentMoved, this, [this](const QString &key) {
        ResponseColumn *target = m_columnOfKey.value(key);
        if (m_maximised && target)
            maximise(target->id());
        if (target)
            m_area->bringIntoView(target);
    });
    connect(m_finder, &ColumnFinder::revealed, m_linked, &LinkedScrolling::follow);
}

void ColumnsView::addShortcuts()
{
    const auto add = [this](const QKeySequence &keys, auto function) {
        auto *shortcut = new QShortcut(keys, this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, function);
        return shortcut;
    };
    add(QKeySequence::Find, [this] { openFind(); });
    add(Qt::Key_F3, [this] { find(1); });
    add(Qt::SHIFT | Qt::Key_F3, [this] { find(-1); });
    add(Qt::ALT | Qt::Key_Left, [this] { step(-1); });
    add(Qt::ALT | Qt::Key_Right, [this] { step(1); });
    add(Qt::CTRL | Qt::Key_PageUp, [this] { m_area->jump(-1); });
    add(Qt::CTRL | Qt::Key_PageDown, [this] { m_area->jump(1); });
    m_escape = add(Qt::Key_Escape, [this] {
        if (m_findBar->isVisible())
            closeFind();
        else
            restore();
    });
}

void ColumnsView::saveEdits()
{
    for (ResponseColumn *column : std::as_const(m_columns))
        column->saveEdit();
}

void ColumnsView::rebuild()
{
    m_area->clear();
    m_linked->clear();
    m_finder->clear();
    m_columns.clear();
    m_columnOfKey.clear();
    const bool empty = !m_model || m_model->rowCount() == 0;
    if (!empty)
        addColumns();
    m_feeder->setColumns(m_columns);
    m_contents->setColumns(m_columns);
    if (m_maximised && !column(*m_maximised))
        m_maximised.reset();
    m_empty->setVisible(empty);
    m_area->setVisible(!empty);
    m_bar->setVisible(!empty);
    if (empty)
        m_findBar->hide();
    runChanged();
}

void ColumnsView::addColumns()
{
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const Response &response = m_model->response(row);
        const bool finalAnswer = m_model->isFinalAnswer(row);
        LayerGroup *group =
            m_area->group(response.layer, finalAnswer, groupTitle(response.layer, finalAnswer));
        auto *added = new ResponseColumn(m_model, response.id, group);
        connect(added, &ResponseColumn::fellBehind, m_feeder, &ColumnFeeder::schedule);
        group->addColumn(added);
        m_handles->add(added);
        m_columns.append(added);
        m_columnOfKey.insert(response.id.toString(), added);
    }
    m_bar->layers()->setLayers(m_area->numberedCount(), m_area->hasFinal());
    m_arrangement.setColumns(figures());
    showPointed();
}

QString ColumnsView::groupTitle(int layer, bool finalAnswer) const
{
    const QString number = QLocale().toString(layer + 1);
    if (finalAnswer)
        return tr("Layer %1 · Final answer").arg(number);
    const Layer shown = m_model->run().mixture.layers.value(layer);
    if (shown.mainCount() < shown.agents.size())
        return tr("Layer %1 · Alternates").arg(number);
    if (!shown.name.isEmpty())
        return tr("Layer %1 · %2").arg(number, shown.name);
    const auto all = [&shown](Role role) {
        return std::all_of(shown.agents.cbegin(), shown.agents.cend(),
                           [role](const Agent &agent) { return agent.role == role; });
    };
    if (all(Role::Proposer))
        return tr("Layer %1 · Proposers").arg(number);
    if (all(Role::Aggregator))
        return tr("Layer %1 · Aggregators").arg(number);
    return tr("Layer %1 · Agents").arg(number);
}

QList<ColumnFigures> ColumnsView::figures() const
{
    QList<ColumnFigures> figures;
    for (int row = 0; m_model && row < m_model->rowCount(); ++row) {
        const Response &response = m_model->response(row);
        const int group = 2 * response.layer + (m_model->isFinalAnswer(row) ? 1 : 0);
        figures.append(ColumnFigures::of(response, group));
    }
    return figures;
}

QList<ResponseColumn *> ColumnsView::offered() const
{
    QList<ResponseColumn *> columns;
    const int choice = m_bar->layers()->current();
    for (const ResponseId &id : m_arrangement.columns()) {
        ResponseColumn *each = column(id);
        if (!each || m_arrangement.isHidden(id))
            continue;
        const bool finalAnswer = m_area->groupOf(each)->kind() == LayerGroup::Kind::FinalAnswer;
        const int layer = m_model->response(m_model->row(id).value()).layer;
        if (finalAnswer || choice == LayerSwitch::all || choice == layer)
            columns.append(each);
    }
    // The final answer stands at the right edge, whatever stands in its layer.
    std::stable_partition(columns.begin(), columns.end(), [this](const ResponseColumn *each) {
        return m_area->groupOf(each)->kind() != LayerGroup::Kind::FinalAnswer;
    });
    return columns;
}

void ColumnsView::arrange()
{
    const QList<ResponseColumn *> columns = offered();
    ResponseColumn *alone = m_maximised ? column(*m_maximised) : nullptr;
    m_area->setShown(alone ? QList{alone} : columns, m_bar->isFullWidth());
    m_bar->setMaximised(alone ? alone->head()->content().name : QString());
    m_bar->setOrder(m_arrangement.order());
    QList<ColumnsBar::HiddenColumn> hidden;
    for (const ResponseId &id : m_arrangement.hidden())
        hidden.append({id, column(id) ? column(id)->head()->content().name : QString()});
    m_bar->setHidden(hidden);
    QStringList keys;
    for (const ResponseColumn *each : columns)
        keys.append(each->id().toString());
    m_finder->setKeys(keys);
    m_feeder->schedule();
}

void ColumnsView::rowsChanged(int first, int last, const QList<int> &roles)
{
    const bool figures = roles.isEmpty();
    for (int row = first; row <= last; ++row) {
        ResponseColumn *changed = m_columns.at(row);
        changed->markBehind();
        if (figures)
            changed->refreshHead();
        if (!m_area->isInView(changed))
            m_finder->sourceChanged(changed->id().toString());
    }
    if (figures)
        m_feeder->refresh();
    m_feeder->schedule();
}

void ColumnsView::runChanged()
{
    const bool ended =
        m_model && m_model->rowCount() > 0 && m_model->run().state != RunState::Running;
    // Ambiguous with the window's otherwise, and then neither would get it.
    m_escape->setEnabled(ended);
    const ColumnOrder order = m_arrangement.order();
    if (ended && order != ColumnOrder::Layer && order != ColumnOrder::Custom)
        m_arrangement.sort(order, figures());
    arrange();
}

void ColumnsView::textShown(ResponseColumn *column)
{
    const QString key = column->id().toString();
    const TextPane pane(column->textView());
    m_linked->setPane(key, pane);
    m_finder->setPane(key, pane);
}

ResponseColumn *ColumnsView::column(const ResponseId &id) const
{
    return m_columnOfKey.value(id.toString());
}

ResponseColumn *ColumnsView::currentColumn() const
{
    const QWidget *focus = QApplication::focusWidget();
    ResponseColumn *first = nullptr;
    for (ResponseColumn *each : m_area->shown()) {
        if (each == focus || (focus && each->isAncestorOf(focus)))
            return each;
        if (!first && m_area->isInView(each))
            first = each;
    }
    return first;
}

void ColumnsView::step(int direction)
{
    const QList<ResponseColumn *> columns = offered();
    const qsizetype at = columns.indexOf(currentColumn());
    const qsizetype next = std::clamp<qsizetype>(at + direction, 0, columns.size() - 1);
    if (at >= 0)
        goTo(columns.at(next)->id());
}

ColumnHandles::Possible ColumnsView::possible(const ResponseId &id) const
{
    ColumnHandles::Possible result;
    const bool several = offered().size() > 1;
    result.maximised = m_maximised == id;
    result.maximise = several;
    result.hide = several;
    result.moveLeft = !m_maximised && m_arrangement.neighbour(id, -1).has_value();
    result.moveRight = !m_maximised && m_arrangement.neighbour(id, 1).has_value();
    const std::optional<int> row = m_model->row(id);
    result.bleu = row && m_model->response(*row).bleuToFinal.has_value();
    return result;
}

ColumnFinder::Source ColumnsView::sourceOf(const QString &key) const
{
    const ResponseColumn *asked = m_columnOfKey.value(key);
    if (!m_model || !asked)
        return {};
    const Response &response = m_model->response(m_model->row(asked->id()).value());
    return {response.text, isFinal(response.state)};
}

void ColumnsView::find(int direction)
{
    if (!m_findBar->isVisible()) {
        openFind();
        return;
    }
    const ResponseColumn *from = currentColumn();
    m_finder->go(direction, from ? from->id().toString() : QString());
}

void ColumnsView::showFound()
{
    const bool searching = !m_finder->search().words.isEmpty();
    for (ResponseColumn *each : std::as_const(m_columns)) {
        each->head()->setFindCount(searching ? m_finder->count(each->id().toString())
                                             : std::nullopt);
    }
    m_findBar->setResult(m_finder->total(), m_finder->current(), m_finder->isSearching());
}

void ColumnsView::showPointed()
{
    for (ResponseColumn *each : std::as_const(m_columns))
        each->head()->setPointed(m_pointer && m_pointer->includes(each->id()));
}

} // namespace moa
