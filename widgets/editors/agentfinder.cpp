// SPDX-License-Identifier: GPL-3.0-or-later
#include "editors/agentfinder.h"

#include "canvas/canvasview.h"
#include "editors/searchfield.h"
#include "theme/icons.h"
#include "theme/theme.h"

#include <algorithm>
#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QToolButton>

namespace moa {

AgentFinder::AgentFinder(CanvasView *canvas)
    : FloatingPanel(canvas)
    , m_canvas(canvas)
    , m_search(new SearchField(tr("Find an agent: name, model or provider"), this))
    , m_result(new QLabel(this))
    , m_match(new QLabel(this))
    , m_previous(addButton(QStringLiteral("previous"), tr("Previous match (Up)")))
    , m_next(addButton(QStringLiteral("next"), tr("Next match (Down)")))
{
    setObjectName(QStringLiteral("agentFinder"));
    setAccessibleName(tr("Find an agent"));
    m_search->setObjectName(QStringLiteral("agentSearch"));
    m_search->setMinimumWidth(find::fieldWidth);
    watchKeys(m_search);
    m_result->setObjectName(QStringLiteral("agentSearchResult"));
    m_result->setFont(type::figures());
    m_result->setForegroundRole(QPalette::PlaceholderText);
    m_match->setObjectName(QStringLiteral("agentSearchMatch"));
    m_match->setTextFormat(Qt::PlainText);
    m_match->setFont(type::secondary());
    m_match->setForegroundRole(QPalette::PlaceholderText);
    m_match->setWordWrap(true);
    QToolButton *close = addButton(QStringLiteral("close"), tr("Close and go back (Esc)"));

    auto *row = new QHBoxLayout;
    row->setSpacing(space::tiny);
    row->addWidget(m_search, 1);
    row->addWidget(m_result);
    row->addWidget(m_previous);
    row->addWidget(m_next);
    row->addWidget(close);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::small, space::small, space::small, space::small);
    layout->setSpacing(space::tiny);
    layout->addLayout(row);
    layout->addWidget(m_match);

    connect(m_search, &QLineEdit::textChanged, this, &AgentFinder::search);
    connect(m_previous, &QToolButton::clicked, this, [this] { step(-1); });
    connect(m_next, &QToolButton::clicked, this, [this] { step(1); });
    connect(close, &QToolButton::clicked, this, [this] {
        goBack();
        dismiss();
    });
}

QSize AgentFinder::sizeHint() const
{
    // The same for every sentence below the field.
    return {floating::finderWidth, FloatingPanel::sizeHint().height()};
}

QToolButton *AgentFinder::addButton(const QString &iconName, const QString &text)
{
    auto *button = new QToolButton(this);
    button->setIcon(icon(iconName));
    button->setAccessibleName(text);
    button->setToolTip(text);
    button->setAutoRaise(true);
    button->setMinimumSize(control::height, control::height);
    button->setFocusPolicy(Qt::NoFocus);
    return button;
}

void AgentFinder::open()
{
    const CanvasScene &scene = *m_canvas->canvasScene();
    m_agents = AgentSearch(scene.mixture(), scene.look().providers);
    if (!isOpen()) {
        m_currentBefore = scene.current();
        m_scaleBefore = m_canvas->navigation()->scale();
        m_centreBefore = m_canvas->mapToScene(m_canvas->viewport()->rect().center());
    }
    m_found.clear();
    m_current = -1;
    showResult();
    openInCorner();
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void AgentFinder::search()
{
    if (!isOpen())
        return;
    m_found = m_agents.find(m_search->text());
    m_current = -1;
    goTo(m_found.isEmpty() ? -1 : 0);
}

void AgentFinder::goTo(qsizetype match)
{
    m_current = match;
    const AgentId id = match < 0 ? AgentId() : m_found.at(match);
    m_canvas->highlightAgent(id);
    m_canvas->canvasScene()->setCurrent(id.isEmpty() ? m_currentBefore : id, !id.isEmpty());
    if (!id.isEmpty()) {
        constexpr int margin = space::huge;
        m_canvas->navigation()->frame(m_canvas->canvasScene()->canvasLayout().card(id).adjusted(
            -margin, -margin, margin, margin));
    }
    showResult();
}

void AgentFinder::step(qsizetype by)
{
    if (m_current < 0)
        search();
    else
        goTo((m_current + by + m_found.size()) % m_found.size());
}

QString AgentFinder::described(const AgentId &id) const
{
    const Mixture &mixture = m_canvas->canvasScene()->mixture();
    const std::optional<AgentPosition> place = mixture.find(id);
    if (!place)
        return {};
    const Agent &agent = mixture.at(*place);
    const QHash<ProviderId, QString> &providers = m_canvas->canvasScene()->look().providers;
    return tr("%1, layer %2: %3 at %4", "agent, number, model, provider")
        .arg(agent.displayName(), QLocale().toString(place->layer + 1), agent.model,
             providers.value(agent.provider, agent.provider.toString()));
}

void AgentFinder::showResult()
{
    const QLocale locale;
    const bool asks = !m_search->text().trimmed().isEmpty();
    if (m_current >= 0) {
        m_result->setText(
            tr("%1 of %2").arg(locale.toString(m_current + 1), locale.toString(m_found.size())));
        m_match->setText(described(m_found.at(m_current)));
    } else {
        m_result->clear();
        m_match->setText(
            asks && isOpen()
                ? tr("No agent matches. Try fewer or other letters.")
                : tr("Enter selects  ·  Up and Down: other matches  ·  Esc goes back"));
    }
    m_previous->setEnabled(m_found.size() > 1);
    m_next->setEnabled(m_found.size() > 1);
    m_search->setAccessibleDescription(m_match->text());
    QAccessibleEvent changed(m_search, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&changed);
}

void AgentFinder::take()
{
    if (m_current < 0)
        search();
    if (m_current < 0)
        return;
    const AgentId id = m_found.at(m_current);
    m_canvas->selectAgents({id});
    dismiss();
    m_canvas->canvasScene()->setCurrent(id, true);
}

void AgentFinder::goBack()
{
    CanvasNavigation *navigation = m_canvas->navigation();
    navigation->zoomTo(m_scaleBefore, m_canvas->viewport()->rect().center());
    // Which may be elsewhere now that scroll bars have come or gone.
    const QPointF middle = m_canvas->viewport()->rect().center();
    navigation->panBy(middle - QPointF(m_canvas->mapFromScene(m_centreBefore)));
    m_canvas->canvasScene()->setCurrent(m_currentBefore, false);
}

void AgentFinder::close(bool toHost)
{
    if (isOpen())
        m_canvas->highlightAgent({});
    FloatingPanel::close(toHost);
}

bool AgentFinder::keyPressed(Qt::Key key, Qt::KeyboardModifiers)
{
    switch (key) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        take();
        return true;
    case Qt::Key_Escape:
        goBack();
        dismiss();
        return true;
    case Qt::Key_Down:
    case Qt::Key_Tab:
    case Qt::Key_F3:
        step(1);
        return true;
    case Qt::Key_Up:
    case Qt::Key_Backtab:
        step(-1);
        return true;
    default:
        return false;
    }
}

} // namespace moa
