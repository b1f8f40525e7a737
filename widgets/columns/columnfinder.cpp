// SPDX-License-Identifier: GPL-3.0-or-later
#include "columns/columnfinder.h"

#include "columns/markdowndocument.h"
#include "theme/theme.h"

#include <algorithm>
#include <chrono>
#include <QDeadlineTimer>
#include <QScrollBar>
#include <QTextDocument>

namespace moa {

namespace {

using namespace std::chrono_literals;

/// Reading a document may take that long at a time.
constexpr std::chrono::milliseconds slice = 3ms;
constexpr std::chrono::milliseconds betweenSearches = 300ms;
/// No reader looks at more.
constexpr std::ptrdiff_t mostMarks = 500;

} // namespace

ColumnFinder::ColumnFinder(std::function<Source(const QString &)> sourceOf, QObject *parent)
    : QObject(parent)
    , m_sourceOf(std::move(sourceOf))
    , m_cancelled(std::make_shared<std::atomic_bool>(false))
    , m_work(this)
    , m_changes(this)
    , m_pool(this)
{
    m_pool.setMaxThreadCount(1);
    m_work.setSingleShot(true);
    m_work.setInterval(0ms);
    connect(&m_work, &QTimer::timeout, this, &ColumnFinder::work);
    m_changes.setSingleShot(true);
    m_changes.setInterval(betweenSearches);
    connect(&m_changes, &QTimer::timeout, this, &ColumnFinder::work);
}

ColumnFinder::~ColumnFinder()
{
    m_cancelled->store(true);
    m_pool.clear();
    m_pool.waitForDone();
}

void ColumnFinder::setSearch(const TextSearch &search)
{
    if (m_search == search)
        return;
    m_search = search;
    m_cancelled->store(true);
    m_cancelled = std::make_shared<std::atomic_bool>(false);
    m_pool.clear();
    m_current.reset();
    m_revealing = false;
    for (auto text = m_texts.begin(); text != m_texts.end(); ++text) {
        text->places.reset();
        text->stale = true;
        text->running = false;
        markShown(text.key());
    }
    m_work.start();
    Q_EMIT changed();
}

void ColumnFinder::setKeys(const QStringList &keys)
{
    m_keys = keys;
    for (const QString &key : keys)
        static_cast<void>(m_texts[key]);
    if (m_current && !keys.contains(m_current->key))
        m_current.reset();
    m_work.start();
    Q_EMIT changed();
}

void ColumnFinder::sourceChanged(const QString &key)
{
    Text &text = m_texts[key];
    text.fromSource = true;
    text.plain.reset();
    text.stale = true;
    if (!m_changes.isActive())
        m_changes.start();
}

void ColumnFinder::setPane(const QString &key, const TextPane &pane)
{
    Text &text = m_texts[key];
    if (text.pane.view() != pane.view()) {
        for (const QMetaObject::Connection &connection : std::as_const(text.connections))
            disconnect(connection);
        text.connections.clear();
        text.pane = pane;
        if (!pane.isEmpty()) {
            const auto mark = [this, key] { markShown(key); };
            text.connections = {connect(pane.bar(), &QScrollBar::valueChanged, this, mark),
                                connect(pane.bar(), &QScrollBar::rangeChanged, this, mark)};
        }
    }
    text.fromSource = pane.isEmpty();
    text.plain.reset();
    text.stale = true;
    // Whoever waits for a place in it need not wait for more changes.
    if (m_revealing && m_current && m_current->key == key)
        m_work.start();
    else if (!m_changes.isActive())
        m_changes.start();
}

void ColumnFinder::clear()
{
    for (const Text &text : std::as_const(m_texts)) {
        for (const QMetaObject::Connection &connection : text.connections)
            disconnect(connection);
    }
    m_texts.clear();
    m_keys.clear();
    m_current.reset();
    m_reading.reset();
    m_cancelled->store(true);
    m_cancelled = std::make_shared<std::atomic_bool>(false);
    Q_EMIT changed();
}

std::optional<qsizetype> ColumnFinder::count(const QString &key) const
{
    const auto text = m_texts.constFind(key);
    if (text == m_texts.cend() || !text->places)
        return std::nullopt;
    return static_cast<qsizetype>(text->places->size());
}

qsizetype ColumnFinder::total() const
{
    qsizetype sum = 0;
    for (const QString &key : m_keys)
        sum += count(key).value_or(0);
    return sum;
}

bool ColumnFinder::isSearching() const
{
    return !m_search.words.isEmpty()
        && std::any_of(m_keys.cbegin(), m_keys.cend(),
                       [this](const QString &key) { return !count(key); });
}

std::optional<qsizetype> ColumnFinder::current() const
{
    if (!m_current)
        return std::nullopt;
    qsizetype before = 0;
    for (const QString &key : m_keys) {
        if (key == m_current->key)
            break;
        before += count(key).value_or(0);
    }
    return before + m_current->index;
}

void ColumnFinder::go(int direction, const QString &from)
{
    if (total() == 0)
        return;
    qsizetype column = m_keys.indexOf(m_current ? m_current->key : from);
    column = std::max<qsizetype>(0, column);
    qsizetype index = -1;
    if (m_current) {
        index = m_current->index + direction;
    } else if (const TextPane pane = m_texts.value(m_keys.at(column)).pane; !pane.isEmpty()) {
        // What the reader has before him comes first.
        const std::vector<TextRange> &places = placesOf(m_keys.at(column));
        const qsizetype top = pane.shown().start;
        const auto seen = std::lower_bound(
            places.begin(), places.end(), top,
            [](const TextRange &place, qsizetype position) { return place.start < position; });
        index = seen - places.begin() - (direction < 0 ? 1 : 0);
    } else if (direction > 0) {
        index = 0;
    }
    const auto size = [this](qsizetype at) {
        return static_cast<qsizetype>(placesOf(m_keys.at(at)).size());
    };
    while (index < 0 || index >= size(column)) {
        column = (column + (index < 0 ? -1 : 1) + m_keys.size()) % m_keys.size();
        index = index < 0 ? size(column) - 1 : 0;
        if (size(column) == 0)
            index = direction < 0 ? -1 : 0;
    }
    m_current = Place{m_keys.at(column), index};
    m_revealing = true;
    Q_EMIT currentMoved(m_current->key);
    reveal();
    Q_EMIT changed();
}

void ColumnFinder::work()
{
    if (m_search.words.isEmpty())
        return;
    const QDeadlineTimer deadline(slice, Qt::PreciseTimer);
    for (const QString &key : std::as_const(m_keys)) {
        const auto text = m_texts.find(key);
        if (text == m_texts.end() || !text->stale || text->running)
            continue;
        if (!text->fromSource && text->pane.isEmpty())
            text->fromSource = true;
        if (!text->fromSource && !text->plain && !read(*text, key)) {
            m_work.start();
            return;
        }
        start(key, *text);
        if (deadline.hasExpired()) {
            m_work.start();
            return;
        }
    }
}

bool ColumnFinder::read(Text &text, const QString &key)
{
    const QTextDocument *document = text.pane.document();
    if (!m_reading || m_reading->key != key || m_reading->revision != document->revision()) {
        m_reading = Reading{key, document->revision(), document->begin(), {}};
        m_reading->text.reserve(document->characterCount());
    }
    const QDeadlineTimer deadline(slice, Qt::PreciseTimer);
    for (; m_reading->block.isValid(); m_reading->block = m_reading->block.next()) {
        if (deadline.hasExpired())
            return false;
        m_reading->text += m_reading->block.text();
        m_reading->text += u'\n';
    }
    text.plain = m_reading->text;
    m_reading.reset();
    return true;
}

void ColumnFinder::start(const QString &key, Text &text)
{
    text.stale = false;
    text.running = true;
    const Source answer = text.plain ? Source{*text.plain, false} : m_sourceOf(key);
    const Theme theme = Theme::of(QPalette());
    m_pool.start([this, key, answer, theme, search = m_search, cancelled = m_cancelled] {
        if (cancelled->load())
            return;
        const QString plain = answer.complete && canRenderMarkdown(answer.markdown)
            ? renderMarkdown(answer.markdown, theme)->toPlainText()
            : answer.markdown;
        std::vector<TextRange> places = findAll(plain, search, mostPlaces, cancelled.get());
        QMetaObject::invokeMethod(
            this,
            [=, this, places = std::move(places)]() mutable {
                if (!cancelled->load())
                    searched(key, plain, std::move(places));
            },
            Qt::QueuedConnection);
    });
}

void ColumnFinder::searched(const QString &key, const QString &plain, std::vector<TextRange> places)
{
    const auto text = m_texts.find(key);
    if (text == m_texts.end())
        return;
    text->running = false;
    text->places = std::move(places);
    // What changed meanwhile is read and searched again soon.
    if (!text->stale)
        text->plain = plain;
    else if (!m_changes.isActive())
        m_changes.start();
    if (m_current && m_current->key == key) {
        const auto found = static_cast<qsizetype>(text->places->size());
        if (found == 0)
            m_current.reset();
        else
            m_current->index = std::min(m_current->index, found - 1);
    }
    markShown(key);
    if (m_current && m_current->key == key)
        reveal();
    Q_EMIT changed();
}

void ColumnFinder::markShown(const QString &key)
{
    const auto text = m_texts.constFind(key);
    if (text == m_texts.cend() || text->pane.isEmpty())
        return;
    const std::vector<TextRange> &places = placesOf(key);
    if (places.empty()) {
        TextPane(text->pane).mark({});
        return;
    }
    const TextRange shown = text->pane.shown();
    const auto first = std::lower_bound(
        places.begin(), places.end(), shown.start,
        [](const TextRange &place, qsizetype position) { return place.end() < position; });
    const auto last = std::upper_bound(
        first, places.end(), shown.end(),
        [](qsizetype position, const TextRange &place) { return position < place.start; });
    TextPane(text->pane).mark({first, first + std::min(last - first, mostMarks)});
}

void ColumnFinder::reveal()
{
    if (!m_revealing || !m_current)
        return;
    const auto text = m_texts.find(m_current->key);
    // A text that just came into view is searched as it is shown before a place of it is.
    if (text == m_texts.end() || text->pane.isEmpty() || text->fromSource || text->stale
        || text->running)
        return;
    m_revealing = false;
    const TextRange place = text->places->at(static_cast<size_t>(m_current->index));
    text->pane.bringIntoView(place.start);
    text->pane.select(place);
    markShown(m_current->key);
    Q_EMIT revealed(m_current->key);
}

const std::vector<TextRange> &ColumnFinder::placesOf(const QString &key) const
{
    static const std::vector<TextRange> none;
    const auto text = m_texts.constFind(key);
    return text == m_texts.cend() || !text->places ? none : *text->places;
}

} // namespace moa
