// SPDX-License-Identifier: GPL-3.0-or-later
#include "columns/provenanceview.h"

#include "columns/scrollfollower.h"
#include "items/pointedresponse.h"
#include "theme/theme.h"
#include "theme/tooltip.h"

#include <algorithm>
#include <QAccessible>
#include <QApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QToolButton>
#include <QToolTip>
#include <QVBoxLayout>

namespace moa {

ProvenanceView::ProvenanceView(QWidget *parent)
    : QWidget(parent)
    , m_layer(new QToolButton(this))
    , m_figures(new QLabel(this))
    , m_message(new QLabel(this))
    , m_pane(new PassageView(this))
{
    setObjectName(QStringLiteral("provenance"));
    m_layer->setObjectName(QStringLiteral("sourceLayer"));
    m_layer->setFont(type::secondary());
    m_layer->setPopupMode(QToolButton::InstantPopup);
    m_layer->setMenu(new QMenu(m_layer));
    m_layer->setAutoRaise(true);
    m_layer->setFocusPolicy(Qt::StrongFocus);
    m_layer->setMinimumHeight(control::target);
    m_layer->hide();
    m_figures->setObjectName(QStringLiteral("provenanceFigures"));
    m_figures->setFont(type::secondary());
    m_figures->setForegroundRole(QPalette::PlaceholderText);
    m_figures->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_figures->setContentsMargins(space::small, 0, 0, 0);
    m_message->setObjectName(QStringLiteral("provenanceMessage"));
    m_message->setForegroundRole(QPalette::PlaceholderText);
    m_message->setMargin(space::medium);
    m_message->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    for (QLabel *label : {m_figures, m_message}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
    }
    m_pane->setObjectName(QStringLiteral("provenanceText"));
    m_pane->setAccessibleName(tr("Passages of the answer"));
    m_pane->installEventFilter(this);
    m_pane->viewport()->installEventFilter(this);
    m_pane->viewport()->setMouseTracking(true);
    m_pane->setOriginal([this](qsizetype from, qsizetype to) { return m_feed.original(from, to); });

    auto *bar = new QVBoxLayout;
    bar->setContentsMargins(space::tiny, 0, space::tiny, space::tiny);
    bar->setSpacing(space::hair);
    bar->addWidget(m_layer, 0, Qt::AlignLeft);
    bar->addWidget(m_figures);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addLayout(bar);
    layout->addWidget(m_message, 1);
    layout->addWidget(m_pane, 1);
}

void ProvenanceView::setContent(const ProvenanceContent &content)
{
    if (m_content == content)
        return;
    const bool sameText = m_content.text == content.text && m_content.marks == content.marks;
    const bool sameLayers = m_content.layers == content.layers && m_content.layer == content.layer;
    m_content = content;
    m_figures->setText(content.figures);
    m_figures->setVisible(!content.figures.isEmpty());
    m_message->setText(content.message);
    m_message->setVisible(!content.message.isEmpty());
    m_pane->setVisible(content.message.isEmpty());
    m_layer->setVisible(content.layers.size() > 1);
    if (!sameLayers) {
        m_layer->menu()->clear();
        const auto name = [](int layer) {
            return tr("Layer %1").arg(QLocale().toString(layer + 1));
        };
        for (const int layer : content.layers) {
            QAction *action = m_layer->menu()->addAction(
                name(layer), this, [this, layer] { Q_EMIT layerChosen(layer); });
            action->setCheckable(true);
            action->setChecked(layer == content.layer);
        }
        m_layer->setText(tr("From: %1").arg(name(content.layer)));
    }
    if (!sameText)
        write();
}

void ProvenanceView::setPointer(PointedResponse *pointer)
{
    if (m_pointer == pointer)
        return;
    QObject::disconnect(m_pointing);
    m_pointer = pointer;
    if (m_pointer)
        m_pointing =
            connect(m_pointer, &PointedResponse::changed, this, &ProvenanceView::showPointed);
}

bool ProvenanceView::catchUp(const QDeadlineTimer &deadline)
{
    if (m_written || !m_feed.catchUp(deadline))
        return m_written;
    m_written = true;
    showPointed();
    if (m_highlight)
        highlight(*m_highlight);
    return true;
}

void ProvenanceView::highlight(TextRange range)
{
    m_highlight = range;
    if (!m_written)
        return;
    m_pane->setEmphasis(shown(range));
    m_pane->reveal(shown(range).start);
}

void ProvenanceView::clearHighlight()
{
    m_highlight.reset();
    m_current = -1;
    m_pane->setEmphasis(std::nullopt);
}

void ProvenanceView::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    // What is written has colours in it.
    if (event->type() == QEvent::PaletteChange && !m_content.text.isEmpty())
        write();
}

bool ProvenanceView::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::KeyPress:
        if (watched == m_pane && handleKey(*static_cast<QKeyEvent *>(event)))
            return true;
        break;
    case QEvent::MouseMove:
        if (watched != m_pane)
            pointAt(passageAt(static_cast<QMouseEvent *>(event)->position().toPoint()));
        break;
    case QEvent::Leave:
        if (watched != m_pane)
            pointAt(-1);
        break;
    case QEvent::MouseButtonPress:
        m_pressed = static_cast<QMouseEvent *>(event)->position().toPoint();
        break;
    case QEvent::MouseButtonRelease: {
        const auto *mouse = static_cast<QMouseEvent *>(event);
        const QPoint point = mouse->position().toPoint();
        const bool click =
            (point - m_pressed).manhattanLength() < QApplication::startDragDistance();
        if (watched != m_pane && mouse->button() == Qt::LeftButton && click)
            choose(passageAt(point));
        break;
    }
    case QEvent::ToolTip: {
        const auto *help = static_cast<QHelpEvent *>(event);
        const qsizetype passage = watched == m_pane ? -1 : passageAt(help->pos());
        if (passage >= 0) {
            QToolTip::showText(help->globalPos(), plainToolTip(sentence(passage)), m_pane);
            return true;
        }
        break;
    }
    default:
        break;
    }
    return QWidget::eventFilter(watched, event);
}

void ProvenanceView::write()
{
    const Theme theme = Theme::of(this);
    QList<QTextCharFormat> styles{QTextCharFormat()};
    QList<QList<ResponseId>> styled{{}};
    QList<StyledRun> runs;
    qsizetype end = 0;
    const auto add = [&runs, &end](qsizetype to, int style) {
        if (to > end)
            runs.append({{end, to - end}, 0, style});
        end = std::max(end, to);
    };
    for (const PassageMark &mark : std::as_const(m_content.marks)) {
        add(mark.range.start, 0);
        qsizetype style = styled.indexOf(mark.sources);
        if (style < 0) {
            style = styled.size();
            styled.append(mark.sources);
            styles.append(passageFormat(mark.sources, m_lookOf, theme));
        }
        add(mark.range.end(), static_cast<int>(style));
    }
    add(m_content.text.size(), 0);
    m_hovered = -1;
    m_current = -1;
    m_pane->setEmphasis(std::nullopt);
    m_pane->setExtraSelections({});
    m_feed.restart(m_pane->document(), {m_content.text}, runs, styles);
    m_pane->follower()->setFollowing(false);
    m_written = false;
    Q_EMIT behind();
}

qsizetype ProvenanceView::passageAt(QPoint point) const
{
    const std::optional<qsizetype> character = m_pane->characterAt(point);
    return character ? passageOf(m_feed.map().toText(*character)) : -1;
}

qsizetype ProvenanceView::passageOf(qsizetype position) const
{
    const QList<PassageMark> &marks = m_content.marks;
    const auto mark =
        std::partition_point(marks.cbegin(), marks.cend(), [position](const PassageMark &each) {
            return each.range.end() <= position;
        });
    return mark != marks.cend() && mark->range.contains(position) && !mark->sources.isEmpty()
        ? mark - marks.cbegin()
        : -1;
}

TextRange ProvenanceView::shown(TextRange range) const
{
    const qsizetype start = m_feed.map().toShown(range.start);
    return {start, m_feed.map().toShown(range.end()) - start};
}

void ProvenanceView::pointAt(qsizetype passage)
{
    if (passage == m_hovered)
        return;
    m_hovered = passage;
    if (!m_pointer)
        return;
    if (passage >= 0)
        m_pointer->pointAtResponse(m_content.marks.at(passage).sources.constFirst());
    else
        m_pointer->leave();
}

void ProvenanceView::showPointed()
{
    QList<QTextEdit::ExtraSelection> selections;
    const Theme theme = Theme::of(this);
    if (m_pointer && m_pointer->agent() && m_written) {
        for (const PassageMark &mark : std::as_const(m_content.marks)) {
            const bool pointed =
                std::any_of(mark.sources.cbegin(), mark.sources.cend(),
                            [this](const ResponseId &id) { return m_pointer->includes(id); });
            if (!pointed)
                continue;
            const TextRange place = shown(mark.range);
            QTextEdit::ExtraSelection selection;
            selection.cursor = QTextCursor(m_pane->document());
            selection.cursor.setPosition(static_cast<int>(place.start));
            selection.cursor.setPosition(static_cast<int>(place.end()), QTextCursor::KeepAnchor);
            selection.format.setBackground(pointedGround(mark.sources, m_lookOf, theme));
            selections.append(selection);
        }
    }
    m_pane->setExtraSelections(selections);
}

void ProvenanceView::setCurrent(qsizetype passage)
{
    m_current = passage;
    highlight(m_content.marks.at(passage).range);
    m_pane->setAccessibleDescription(sentence(passage));
    QAccessibleEvent changed(m_pane, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&changed);
}

void ProvenanceView::choose(qsizetype passage)
{
    if (passage < 0)
        return;
    setCurrent(passage);
    Q_EMIT passageChosen(m_content.marks.at(passage).range.start);
}

bool ProvenanceView::handleKey(const QKeyEvent &event)
{
    const bool plain = event.modifiers() == Qt::NoModifier;
    const bool back = event.key() == Qt::Key_Backtab;
    if (back || (event.key() == Qt::Key_Tab && plain)) {
        const qsizetype count = m_content.marks.size();
        const qsizetype step = back ? -1 : 1;
        qsizetype next = m_current < 0 && back ? count - 1 : m_current + step;
        while (next >= 0 && next < count && m_content.marks.at(next).sources.isEmpty())
            next += step;
        // Beyond the last passage the keyboard goes on to what comes next in the window.
        if (next < 0 || next >= count) {
            clearHighlight();
            return false;
        }
        setCurrent(next);
        return true;
    }
    const bool chooses = event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter
        || event.key() == Qt::Key_Space;
    if (!chooses || m_current < 0)
        return false;
    choose(m_current);
    return true;
}

QString ProvenanceView::sentence(qsizetype passage) const
{
    return passageSentence(m_content.marks.at(passage).sources, m_lookOf);
}

} // namespace moa
