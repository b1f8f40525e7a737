// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/canvasparts.h"

#include "canvas/canvasaccessible.h"
#include "canvas/canvasview.h"

#include <QCoreApplication>

namespace moa {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(CanvasPart)
};

QString counted(qsizetype count, const QString &one, const QString &several)
{
    return count == 1 ? one : several.arg(QLocale().toString(count));
}

/// What a card shows besides name and role, in words.
QString inWords(const Agent &agent, const CardState &state, const QStringList &problems,
                const CanvasLook &look)
{
    const QLocale &locale = look.locale;
    QStringList facts{Words::tr("%1 at %2").arg(agent.model, look.providerName(agent.provider))};
    if (agent.samples > 1)
        facts.append(Words::tr("%1 samples").arg(locale.toString(agent.samples)));
    if (agent.alternate)
        facts.append(Words::tr("alternate of the final agent"));
    if (agent.muted)
        facts.append(Words::tr("muted"));
    if (const QString word = cardWord(state, locale); !word.isEmpty())
        facts.append(locale.toLower(word));
    CardState rest = state;
    if (const std::optional<double> speed = std::exchange(rest.tokensPerSecond, {})) {
        facts.append(Words::tr("%1 tokens per second")
                         .arg(locale.toString(*speed, 'f', *speed < 10.0 ? 1 : 0)));
    }
    for (const CardFigure &figure : cardFigures(rest, locale))
        facts.append(figure.text);
    if (!problems.isEmpty()) {
        facts.append(counted(problems.size(), Words::tr("1 problem"), Words::tr("%1 problems"))
                     + QStringLiteral(": ") + problems.join(u' '));
    }
    QString words = facts.join(Words::tr(", "));
    if (const QStringList notes = cardNotes(state); !notes.isEmpty())
        words +=
            (words.endsWith(u'.') ? QStringLiteral(" ") : QStringLiteral(". ")) + notes.join(u' ');
    return state.error.isEmpty() ? words : state.error + u' ' + words;
}

} // namespace

bool CanvasPart::isValid() const
{
    return m_canvas.view() && (m_isLeaving || exists());
}

QWindow *CanvasPart::window() const
{
    return m_canvas.window();
}

QAccessibleInterface *CanvasPart::parent() const
{
    return QAccessible::queryAccessibleInterface(m_canvas.view());
}

QAccessibleInterface *CanvasPart::child(int index) const
{
    Q_UNUSED(index)
    return nullptr;
}

int CanvasPart::indexOfChild(const QAccessibleInterface *child) const
{
    for (int index = 0; index < childCount(); ++index) {
        if (this->child(index) == child)
            return index;
    }
    return -1;
}

QRect CanvasPart::rect() const
{
    return isValid() ? m_canvas.onScreen(sceneRect()) : QRect();
}

CanvasScene &CanvasPart::scene() const
{
    return *m_canvas.view()->canvasScene();
}

const Mixture &CanvasPart::mixture() const
{
    return m_canvas.mixture();
}

QAccessible::State CanvasPart::state() const
{
    QAccessible::State state;
    if (!isValid()) {
        state.invalid = true;
        return state;
    }
    const CanvasView *view = m_canvas.view();
    const QRect seen(view->viewport()->mapToGlobal(QPoint()), view->viewport()->size());
    state.invisible = !view->isVisible();
    state.offscreen = !seen.intersects(rect());
    state.selectable = true;
    state.selected = isSelected();
    return state;
}

void *CanvasPart::interface_cast(QAccessible::InterfaceType type)
{
    return type == QAccessible::ActionInterface ? static_cast<QAccessibleActionInterface *>(this)
                                                : nullptr;
}

const QString &CanvasPart::selectAction()
{
    static const QString name = QStringLiteral("Select");
    return name;
}

QStringList CanvasPart::actionNames() const
{
    return {pressAction(), selectAction()};
}

QString CanvasPart::localizedActionName(const QString &name) const
{
    return name == selectAction() ? Words::tr("Select")
                                  : QAccessibleActionInterface::localizedActionName(name);
}

void CanvasPart::doAction(const QString &name)
{
    if (!isValid())
        return;
    if (name == selectAction() || name == pressAction())
        select();
    if (name == pressAction())
        m_canvas.view()->canvasActions()->inspect->trigger();
}

QStringList CanvasPart::keyBindingsForAction(const QString &name) const
{
    const CanvasView *view = m_canvas.view();
    if (!view || name != pressAction())
        return {};
    return {view->canvasActions()->inspect->shortcut().toString()};
}

QString PromptPart::text(QAccessible::Text text) const
{
    if (!isValid())
        return {};
    switch (text) {
    case QAccessible::Name:
        return Words::tr("Prompt");
    case QAccessible::Description:
        return scene().promptText();
    default:
        return {};
    }
}

QAccessible::State PromptPart::state() const
{
    QAccessible::State state = CanvasPart::state();
    state.selectable = false;
    state.readOnly = true;
    return state;
}

QRectF PromptPart::sceneRect() const
{
    return scene().canvasLayout().prompt();
}

bool LanePart::exists() const
{
    return m_layer < mixture().layers.size();
}

QString LanePart::text(QAccessible::Text text) const
{
    if (!isValid() || !exists())
        return {};
    const Layer &layer = mixture().layers.at(m_layer);
    const QLocale &locale = scene().look().locale;
    const QString number = locale.toString(m_layer + 1);
    switch (text) {
    case QAccessible::Name:
        if (!layer.name.isEmpty())
            return Words::tr("Layer %1, %2").arg(number, layer.name);
        return (m_layer + 1 == mixture().layers.size() ? Words::tr("Layer %1, final")
                                                       : Words::tr("Layer %1"))
            .arg(number);
    case QAccessible::Description: {
        QStringList facts{
            counted(layer.agents.size(), Words::tr("1 agent"), Words::tr("%1 agents"))};
        if (layer.quorum)
            facts.append(Words::tr("quorum %1").arg(locale.toString(*layer.quorum)));
        return facts.join(Words::tr(", "));
    }
    default:
        return {};
    }
}

QAccessibleInterface *LanePart::child(int index) const
{
    return index >= 0 && index < childCount()
        ? canvas().card(mixture().layers.at(m_layer).agents.at(index).id)
        : nullptr;
}

int LanePart::childCount() const
{
    return exists() ? static_cast<int>(mixture().layers.at(m_layer).agents.size()) : 0;
}

int LanePart::indexOfChild(const QAccessibleInterface *child) const
{
    const auto *card = dynamic_cast<const CardPart *>(child);
    const std::optional<AgentPosition> place = card ? mixture().find(card->agent()) : std::nullopt;
    return place && place->layer == m_layer ? static_cast<int>(place->row) : -1;
}

QAccessibleInterface *LanePart::childAt(int x, int y) const
{
    if (!isValid() || !exists())
        return nullptr;
    const QList<QRectF> &cards = scene().canvasLayout().lanes().at(m_layer).cards;
    for (qsizetype row = 0; row < cards.size(); ++row) {
        if (canvas().onScreen(cards.at(row)).contains(x, y))
            return child(static_cast<int>(row));
    }
    return nullptr;
}

QRectF LanePart::sceneRect() const
{
    const QList<CanvasLayout::Lane> &lanes = scene().canvasLayout().lanes();
    return lanes.value(m_layer).rect;
}

bool LanePart::isSelected() const
{
    return scene().selectedLayer() == m_layer;
}

void LanePart::select() const
{
    scene().selectLayer(m_layer);
}

bool CardPart::exists() const
{
    return mixture().find(m_agent).has_value();
}

QString CardPart::text(QAccessible::Text text) const
{
    const Agent *agent = isValid() ? mixture().agent(m_agent) : nullptr;
    if (!agent)
        return {};
    const CanvasLook &look = scene().look();
    switch (text) {
    case QAccessible::Name:
        return Words::tr("%1, %2").arg(agent->displayName(),
                                       look.locale.toLower(roleName(agent->role)));
    case QAccessible::Description:
        return inWords(*agent, scene().cardStates().value(m_agent), scene().problems(m_agent),
                       look);
    default:
        return {};
    }
}

QAccessibleInterface *CardPart::parent() const
{
    const std::optional<AgentPosition> place = mixture().find(m_agent);
    return place ? canvas().lane(place->layer) : CanvasPart::parent();
}

QList<AgentId> CardPart::sources() const
{
    const std::optional<AgentPosition> place = mixture().find(m_agent);
    if (!place)
        return {};
    const QList<AgentId> references = mixture().referencesAt(*place);
    const Agent &agent = mixture().at(*place);
    if (!agent.references && !agent.alternate)
        return references;
    // A file may name what stands nowhere, and the same twice.
    QList<AgentId> standing;
    for (const AgentId &id : references) {
        if (!standing.contains(id) && mixture().find(id))
            standing.append(id);
    }
    return standing;
}

QAccessibleInterface *CardPart::child(int index) const
{
    const QList<AgentId> from = sources();
    return index >= 0 && index < from.size() ? canvas().link({from.at(index), m_agent}) : nullptr;
}

int CardPart::childCount() const
{
    return static_cast<int>(sources().size());
}

QAccessible::State CardPart::state() const
{
    QAccessible::State state = CanvasPart::state();
    if (state.invalid)
        return state;
    state.focusable = true;
    state.focused = canvas().view()->hasFocus() && scene().current() == m_agent;
    state.extSelectable = true;
    state.busy = scene().cardStates().value(m_agent).tone == CardState::Tone::Busy;
    return state;
}

QStringList CardPart::actionNames() const
{
    return CanvasPart::actionNames() + QStringList{setFocusAction(), toggleAction()};
}

QString CardPart::localizedActionName(const QString &name) const
{
    const Agent *agent = mixture().agent(m_agent);
    if (name == toggleAction() && agent)
        return agent->muted ? Words::tr("Unmute") : Words::tr("Mute");
    return CanvasPart::localizedActionName(name);
}

void CardPart::doAction(const QString &name)
{
    if (!isValid())
        return;
    CanvasView *view = canvas().view();
    if (name == setFocusAction()) {
        view->setFocus(Qt::OtherFocusReason);
        scene().setCurrent(m_agent, true);
        view->navigation()->reveal(sceneRect());
    } else if (name == toggleAction()) {
        select();
        view->canvasActions()->mute->trigger();
    } else {
        CanvasPart::doAction(name);
    }
}

QRectF CardPart::sceneRect() const
{
    return scene().canvasLayout().card(m_agent);
}

bool CardPart::isSelected() const
{
    const AgentItem *item = scene().card(m_agent);
    return item && item->isSelected();
}

void CardPart::select() const
{
    scene().setCurrent(m_agent, canvas().view()->hasFocus());
    scene().selectAgents({m_agent});
}

bool LinkPart::exists() const
{
    const std::optional<AgentPosition> target = mixture().find(m_link.to);
    return target && mixture().find(m_link.from)
        && mixture().referencesAt(*target).contains(m_link.from);
}

QString LinkPart::text(QAccessible::Text text) const
{
    const Agent *from = isValid() ? mixture().agent(m_link.from) : nullptr;
    const Agent *to = from ? mixture().agent(m_link.to) : nullptr;
    if (!to || text != QAccessible::Name)
        return {};
    return Words::tr("Link from %1 to %2").arg(from->displayName(), to->displayName());
}

QAccessibleInterface *LinkPart::parent() const
{
    return mixture().find(m_link.to) ? canvas().card(m_link.to) : CanvasPart::parent();
}

QRectF LinkPart::sceneRect() const
{
    const CanvasLayout &layout = scene().canvasLayout();
    const QRectF between(outputPort(layout.card(m_link.from)), inputPort(layout.card(m_link.to)));
    // A level link is a line; it still takes some room.
    return between.normalized().adjusted(0, -linkline::grab, 0, linkline::grab);
}

bool LinkPart::isSelected() const
{
    return scene().selectedLink() == m_link;
}

void LinkPart::select() const
{
    scene().selectLink(m_link);
}

} // namespace moa
