// SPDX-License-Identifier: GPL-3.0-or-later
#include "columns/linkedscrolling.h"

#include <algorithm>
#include <chrono>
#include <mutex>
#include <QScrollBar>
#include <QTextDocument>
#include <utility>

namespace moa {

namespace {

using namespace std::chrono_literals;

constexpr double readersLine = 1.0 / 3.0; ///< of the view's height

/**
 * How far below the top of the view the reader's line is. At the beginning of the text it is the
 * top and at the end the bottom, so that every line of a text comes to stand on it.
 */
int lineOf(const TextPane &pane)
{
    const QScrollBar *bar = pane.bar();
    const double page = pane.view()->viewport()->height();
    if (bar->maximum() <= 0)
        return 0;
    const double unit = pane.offset() / std::max(1, bar->value());
    const double rest = (bar->maximum() - bar->value()) * unit;
    double line = page * readersLine;
    if (bar->maximum() * unit < page)
        line = page * bar->value() / bar->maximum();
    else if (pane.offset() < line)
        line = pane.offset();
    else if (rest < page - line)
        line = page - rest;
    return std::clamp(qRound(line), 0, qRound(page));
}

} // namespace

/** A text with its words, which are found by whichever thread needs them first. */
struct LinkedScrolling::SharedText
{
    explicit SharedText(const QString &plainText)
        : text(plainText)
    { }

    [[nodiscard]] const AlignableText &words()
    {
        std::call_once(once, [this] { found = AlignableText(text); });
        return found;
    }

    const QString text;

private:
    std::once_flag once;
    AlignableText found;
};

LinkedScrolling::LinkedScrolling(QObject *parent)
    : QObject(parent)
    , m_step(this)
    , m_pool(this)
{
    m_pool.setMaxThreadCount(1);
    m_step.setSingleShot(true);
    m_step.setTimerType(Qt::PreciseTimer);
    m_step.setInterval(0ms);
    connect(&m_step, &QTimer::timeout, this, &LinkedScrolling::step);
}

LinkedScrolling::~LinkedScrolling()
{
    m_pool.clear();
    m_pool.waitForDone();
}

void LinkedScrolling::setOn(bool on)
{
    m_on = on;
    if (!on) {
        m_leader.clear();
        m_known.clear();
    }
    for (Shown &shown : m_shown) {
        shown.owed = 0.0;
        if (!shown.pane.isEmpty())
            shown.offset = shown.pane.offset();
    }
}

void LinkedScrolling::setPane(const QString &key, const TextPane &pane)
{
    Shown &shown = m_shown[key];
    shown.text.reset();
    if (shown.pane.view() == pane.view() && !pane.isEmpty())
        return;
    disconnect(shown.scrolled);
    shown.pane = pane;
    if (pane.isEmpty()) {
        m_shown.remove(key);
        return;
    }
    shown.offset = pane.offset();
    // Only what a reader does to the bar, or to the view with keys and wheel, is an action.
    shown.scrolled =
        connect(pane.bar(), &QScrollBar::actionTriggered, this, [this, key] { follow(key); });
}

void LinkedScrolling::clear()
{
    for (const Shown &shown : std::as_const(m_shown))
        disconnect(shown.scrolled);
    m_shown.clear();
    m_known.clear();
    m_leader.clear();
}

void LinkedScrolling::follow(const QString &key)
{
    if (!m_on)
        return;
    m_leader = key;
    m_step.start();
}

void LinkedScrolling::followAgain()
{
    if (m_on && !m_leader.isEmpty())
        m_step.start();
}

void LinkedScrolling::step()
{
    const auto leader = m_shown.find(m_leader);
    if (!m_on || leader == m_shown.end() || leader->pane.isEmpty())
        return;
    const TextPane pane = leader->pane;
    const int line = lineOf(pane);
    const double by = pane.offset() - leader->offset;
    leader->offset = pane.offset();
    const QStringList keys = m_shown.keys();
    for (const QString &key : keys) {
        Shown &other = m_shown[key];
        if (key != m_leader && !other.pane.isEmpty() && other.pane.view()->isVisible()
            && !other.pane.view()->visibleRegion().isEmpty())
            moveOther(key, other, pane, line, by);
    }
    Q_EMIT followed();
}

void LinkedScrolling::moveOther(const QString &key, Shown &other, const TextPane &leader, int line,
                                double by)
{
    const TextAlignment *known = alignment(m_leader, key);
    if (!known) {
        other.owed += by;
        return;
    }
    const double owed = std::exchange(other.owed, 0.0);
    if (!known->isRelated()) {
        other.pane.setOffset(other.pane.offset() + by + owed);
        other.offset = other.pane.offset();
        return;
    }
    const double height = leader.offset() + line;
    TextAlignment::Span span = known->around(leader.positionAt(line));
    // A span may begin within a line: which one the height is in counts, for smooth movement.
    double end = leader.heightOf(span.first.end());
    for (TextAlignment::Span next = span; height >= end; span = next) {
        next = known->around(span.first.end());
        if (next.first == span.first)
            break;
        end = leader.heightOf(next.first.end());
    }
    const double begin = leader.heightOf(span.first.start);
    const double part = end > begin ? std::clamp((height - begin) / (end - begin), 0.0, 1.0) : 0.0;
    const double otherBegin = other.pane.heightOf(span.second.start);
    const double otherEnd = other.pane.heightOf(span.second.end());
    const QPoint place = leader.view()->viewport()->mapToGlobal(QPoint(0, line));
    const int otherLine = other.pane.view()->viewport()->mapFromGlobal(place).y();
    other.pane.setOffset(otherBegin + part * (otherEnd - otherBegin) - otherLine);
    other.offset = other.pane.offset();
}

const TextAlignment *LinkedScrolling::alignment(const QString &first, const QString &second)
{
    const Pair pair(first, second);
    const std::shared_ptr<SharedText> firstText = textOf(first);
    const std::shared_ptr<SharedText> secondText = textOf(second);
    Known &known = m_known[pair];
    if (!known.pending && (known.first != firstText || known.second != secondText)) {
        known.first = firstText;
        known.second = secondText;
        known.pending = true;
        m_pool.start([this, pair, firstText, secondText] {
            const TextAlignment alignment(firstText->words(), secondText->words());
            QMetaObject::invokeMethod(
                this, [=, this] { learned(pair, firstText, secondText, alignment); },
                Qt::QueuedConnection);
        });
    }
    return known.alignment ? &*known.alignment : nullptr;
}

std::shared_ptr<LinkedScrolling::SharedText> LinkedScrolling::textOf(const QString &key)
{
    Shown &shown = m_shown[key];
    if (!shown.text) {
        const QTextDocument *document = shown.pane.document();
        shown.text = std::make_shared<SharedText>(
            document->characterCount() > longestText ? QString() : document->toPlainText());
    }
    return shown.text;
}

void LinkedScrolling::learned(const Pair &pair, const std::shared_ptr<SharedText> &first,
                              const std::shared_ptr<SharedText> &second,
                              const TextAlignment &alignment)
{
    const auto known = m_known.find(pair);
    if (known == m_known.end() || known->first != first || known->second != second)
        return;
    known->alignment = alignment;
    known->pending = false;
    if (pair.first == m_leader)
        m_step.start();
}

} // namespace moa
