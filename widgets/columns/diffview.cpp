// SPDX-License-Identifier: GPL-3.0-or-later
#include "columns/diffview.h"

#include "columns/diffbar.h"
#include "columns/scrollfollower.h"
#include "theme/theme.h"

#include <algorithm>
#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QScrollBar>
#include <QtConcurrentRun>

namespace moa {

namespace {

PassageView *makePane(QWidget *parent, const QString &objectName)
{
    auto *pane = new PassageView(parent);
    pane->setObjectName(objectName);
    return pane;
}

} // namespace

DiffView::DiffView(QWidget *parent)
    : QWidget(parent)
    , m_bar(new DiffBar(this))
    , m_message(new QLabel(this))
    , m_oldPane(makePane(this, QStringLiteral("diffOld")))
    , m_newPane(makePane(this, QStringLiteral("diffNew")))
    , m_watcher(this)
{
    setObjectName(QStringLiteral("diff"));
    m_message->setObjectName(QStringLiteral("diffMessage"));
    m_message->setWordWrap(true);
    m_message->setTextFormat(Qt::PlainText);
    m_message->setForegroundRole(QPalette::PlaceholderText);
    m_message->setMargin(space::medium);
    m_message->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_oldPane->setAccessibleName(tr("Old text"));
    m_oldPane->hide();
    m_newPane->setAccessibleName(tr("Difference"));
    m_oldPane->installEventFilter(this);
    m_newPane->installEventFilter(this);
    m_oldPane->setOriginal(
        [this](qsizetype from, qsizetype to) { return m_oldFeed.original(from, to); });
    m_newPane->setOriginal(
        [this](qsizetype from, qsizetype to) { return m_newFeed.original(from, to); });

    auto *panes = new QHBoxLayout;
    panes->setSpacing(space::tiny);
    panes->addWidget(m_oldPane, 1);
    panes->addWidget(m_newPane, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_bar);
    layout->addWidget(m_message, 1);
    layout->addLayout(panes, 1);

    connect(m_bar, &DiffBar::baseChosen, this, [this](const QString &id) {
        chooseBase(id);
        Q_EMIT baseChosen(id);
    });
    connect(m_bar, &DiffBar::twoPaneChosen, this, &DiffView::setTwoPane);
    connect(m_bar, &DiffBar::nextWanted, this, &DiffView::nextChange);
    connect(m_bar, &DiffBar::previousWanted, this, &DiffView::previousChange);
    connect(&m_watcher, &QFutureWatcherBase::finished, this, &DiffView::take);
    connect(m_newPane->verticalScrollBar(), &QScrollBar::valueChanged, this,
            [this] { scrollLevel(m_newPane, m_oldPane); });
    connect(m_oldPane->verticalScrollBar(), &QScrollBar::valueChanged, this,
            [this] { scrollLevel(m_oldPane, m_newPane); });
    showState();
}

void DiffView::setBases(const QList<DiffBase> &bases)
{
    if (m_bases == bases)
        return;
    m_bases = bases;
    m_bar->setBases(bases, base());
}

void DiffView::setAnswer(const QString &text, const QString &name, bool complete)
{
    m_answer = text;
    m_name = name;
    m_complete = complete;
}

QString DiffView::base() const
{
    const DiffBase *chosen = chosenBase();
    return chosen ? chosen->id : QString();
}

void DiffView::chooseBase(const QString &id)
{
    if (m_chosen == id)
        return;
    m_chosen = id;
    m_bar->setBases(m_bases, base());
    Q_EMIT behind();
}

bool DiffView::catchUp(const QDeadlineTimer &deadline)
{
    const DiffBase *chosen = chosenBase();
    const bool ready = chosen && chosen->complete && m_complete;
    if (ready && !(m_started && m_before == chosen->text && m_after == m_answer))
        start();
    else if (!ready)
        clear();
    if (m_plan && !m_written) {
        const bool newDone = m_newFeed.catchUp(deadline);
        m_written = (!isTwoPane() || m_oldFeed.catchUp(deadline)) && newDone;
        if (m_written) {
            markOutlines();
            if (m_current >= 0)
                goTo(m_current);
        }
    }
    showState();
    return !m_plan || m_written;
}

void DiffView::clear()
{
    m_started = false;
    m_plan.reset();
    m_current = -1;
    m_written = true;
    m_newPane->setEmphasis(std::nullopt);
    m_oldPane->setEmphasis(std::nullopt);
    showState();
}

bool DiffView::isTwoPane() const
{
    return m_wantsTwoPane && width() >= twoPaneWidth;
}

void DiffView::setTwoPane(bool twoPane)
{
    const bool before = isTwoPane();
    m_wantsTwoPane = twoPane;
    if (before != isTwoPane())
        write();
    showState();
}

void DiffView::nextChange()
{
    if (m_plan && !m_plan->changes.isEmpty())
        goTo((m_current + 1) % m_plan->changes.size());
}

void DiffView::previousChange()
{
    if (m_plan && !m_plan->changes.isEmpty())
        goTo((std::max<qsizetype>(m_current, 0) + m_plan->changes.size() - 1)
             % m_plan->changes.size());
}

void DiffView::resizeEvent(QResizeEvent *event)
{
    const bool before = !m_oldPane->isHidden();
    QWidget::resizeEvent(event);
    if (before != isTwoPane())
        write();
    showState();
}

void DiffView::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    // What is written has colours in it.
    if (event->type() == QEvent::PaletteChange)
        write();
}

void DiffView::keyPressEvent(QKeyEvent *event)
{
    if (!handleKey(*event))
        QWidget::keyPressEvent(event);
}

bool DiffView::eventFilter(QObject *watched, QEvent *event)
{
    return (event->type() == QEvent::KeyPress && handleKey(*static_cast<QKeyEvent *>(event)))
        || QWidget::eventFilter(watched, event);
}

const DiffBase *DiffView::chosenBase() const
{
    const auto chosen = std::find_if(m_bases.cbegin(), m_bases.cend(),
                                     [this](const DiffBase &base) { return base.id == m_chosen; });
    if (chosen != m_bases.cend())
        return &*chosen;
    return m_bases.isEmpty() ? nullptr : &m_bases.constFirst();
}

void DiffView::start()
{
    m_before = chosenBase()->text;
    m_after = m_answer;
    m_started = true;
    m_plan.reset();
    m_current = -1;
    // The result of one that is under way already is not taken any more.
    m_watcher.setFuture(QtConcurrent::run([before = m_before, after = m_after] {
        return std::make_shared<const DiffPlan>(planDiff(before, after));
    }));
}

void DiffView::take()
{
    if (!m_started)
        return;
    m_plan = m_watcher.result();
    write();
}

void DiffView::write()
{
    if (!m_plan)
        return;
    const QStringList texts{m_before, m_after};
    m_newPane->setEmphasis(std::nullopt);
    m_oldPane->setEmphasis(std::nullopt);
    m_newPane->setOutlines({});
    m_oldPane->setOutlines({});
    m_newFeed.restart(m_newPane->document(), texts, isTwoPane() ? m_plan->newAlone : m_plan->inOne,
                      styles());
    m_oldFeed.restart(m_oldPane->document(), texts,
                      isTwoPane() ? m_plan->oldAlone : QList<StyledRun>(), styles());
    m_newPane->follower()->setFollowing(false);
    m_oldPane->follower()->setFollowing(false);
    m_written = false;
    Q_EMIT behind();
}

void DiffView::showState()
{
    const DiffBase *chosen = chosenBase();
    QString message;
    if (!chosen)
        message = tr("There is no other answer to compare this one with yet.");
    else if (!m_complete)
        message = tr("The difference is shown once this answer is complete.");
    else if (!chosen->complete)
        message =
            tr("The difference is shown once the other text is complete: %1.").arg(chosen->label);
    else if (!m_plan)
        message = tr("Comparing the two texts word by word…");
    m_message->setText(message);
    m_message->setVisible(!message.isEmpty());
    m_newPane->setVisible(message.isEmpty());
    m_oldPane->setVisible(message.isEmpty() && isTwoPane());
    m_bar->setWords(message.isEmpty() ? words() : QString(),
                    tr("The share is of all words and marks in both texts; spaces do not count."));
    m_bar->setPosition(m_current + 1, m_plan ? m_plan->changes.size() : 0);
    m_bar->setTwoPane(isTwoPane());
    m_bar->setTwoPaneAvailable(
        width() >= twoPaneWidth,
        tr("Two panes need a column of at least %1 pixels. Make the window wider or let the "
           "column have it alone.")
            .arg(QLocale().toString(twoPaneWidth)));
}

QString DiffView::words() const
{
    const QString old = chosenBase()->label;
    if (m_plan->changes.isEmpty())
        return tr("No difference from the old text, %1.").arg(old);
    const QLocale locale;
    // What differs is never called wholly the same.
    const int percent = std::min(99, static_cast<int>(m_plan->equalShare() * 100.0));
    const QString figures =
        tr("Words inserted: %1, deleted: %2; %3 % the same.")
            .arg(locale.toString(m_plan->counts.inserted), locale.toString(m_plan->counts.deleted),
                 locale.toString(percent));
    const QString sides = isTwoPane()
        ? tr("Left, old: %1. Right, new: %2.").arg(old, m_name)
        : tr("Old, struck through: %1. New, underlined: %2.").arg(old, m_name);
    return sides + u' ' + figures;
}

QList<QTextCharFormat> DiffView::styles() const
{
    const Theme theme = Theme::of(this);
    QTextCharFormat inserted;
    inserted.setUnderlineStyle(QTextCharFormat::SingleUnderline);
    inserted.setUnderlineColor(theme.good);
    QTextCharFormat deleted;
    deleted.setFontStrikeOut(true);
    if (theme.insertedGround.isValid()) {
        inserted.setBackground(theme.insertedGround);
        deleted.setBackground(theme.deletedGround);
    }
    return {QTextCharFormat(), inserted, deleted};
}

void DiffView::goTo(qsizetype change)
{
    const DiffPlan::Change &place = m_plan->changes.at(change);
    if (isTwoPane()) {
        const auto show = [](PassageView *pane, const TextMap &map, TextRange range) {
            const qsizetype start = map.toShown(range.start);
            pane->setEmphasis(range.isEmpty() ? std::nullopt
                                              : std::optional(TextRange{
                                                  start, map.toShown(range.end()) - start}));
            pane->reveal(start);
        };
        m_levelling = true;
        show(m_oldPane, m_oldFeed.map(), place.before);
        show(m_newPane, m_newFeed.map(), place.after);
        m_levelling = false;
        scrollLevel(m_newPane, m_oldPane);
    } else {
        // What is not written yet is gone to once it is.
        if (place.lastRun < m_newFeed.written()) {
            const qsizetype start = m_newFeed.shown(place.firstRun).start;
            m_newPane->setEmphasis(TextRange{start, m_newFeed.shown(place.lastRun).end() - start});
            m_newPane->reveal(start);
        }
    }
    m_current = change;
    m_bar->setPosition(m_current + 1, m_plan->changes.size());
}

void DiffView::markOutlines()
{
    // Where there is no ground, frames stand in: solid for what is new, dashed for what is gone.
    const Theme theme = Theme::of(this);
    if (theme.insertedGround.isValid())
        return;
    for (const auto &[pane, feed] : {std::pair(m_newPane, &m_newFeed), {m_oldPane, &m_oldFeed}}) {
        QList<PassageView::Outline> outlines;
        for (qsizetype i = 0; i < feed->written(); ++i) {
            const int style = feed->runs().at(i).style;
            if (style == DiffPlan::Inserted)
                outlines.append({feed->shown(i), theme.good, Qt::SolidLine});
            else if (style == DiffPlan::Deleted)
                outlines.append({feed->shown(i), theme.danger, Qt::DashLine});
        }
        pane->setOutlines(outlines);
    }
}

void DiffView::scrollLevel(PassageView *leader, PassageView *other)
{
    if (m_levelling || !m_plan || !m_written || !isTwoPane())
        return;
    m_levelling = true;
    const bool newLeads = leader == m_newPane;
    const TextMap &from = newLeads ? m_newFeed.map() : m_oldFeed.map();
    const TextMap &to = newLeads ? m_oldFeed.map() : m_newFeed.map();
    const qsizetype position = from.toText(leader->topPosition());
    const qsizetype there = newLeads ? m_plan->toBefore(position) : m_plan->toAfter(position);
    other->scrollToTop(static_cast<int>(to.toShown(there)));
    m_levelling = false;
}

bool DiffView::handleKey(const QKeyEvent &event)
{
    const bool alt = event.modifiers() == Qt::AltModifier;
    const bool shift = event.modifiers() == Qt::ShiftModifier;
    if ((event.key() == Qt::Key_F7 && shift) || (event.key() == Qt::Key_Up && alt))
        previousChange();
    else if (event.key() == Qt::Key_F7 || (event.key() == Qt::Key_Down && alt))
        nextChange();
    else
        return false;
    return true;
}

} // namespace moa
