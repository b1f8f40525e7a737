// SPDX-License-Identifier: GPL-3.0-or-later
// The questions that a HistoryStore answers.
#include "run/runjson.h"
#include "store/database.h"
#include "store/historystore.h"
#include "store/searchtext.h"
#include "store/storedrun.h"

#include <algorithm>

namespace moa {

namespace {

qint64 numberAt(const QDate &day)
{
    return day.startOfDay().toMSecsSinceEpoch() * storedrun::numbersPerMs;
}

/**
 * The part of a statement from FROM on. What narrows a search most goes first, and is walked from
 * the newest run to the oldest: so that a page costs no more than the runs it takes to fill it.
 */
class Selection
{
public:
    Selection(const HistoryQuery &query, const SearchTerms &terms,
              const std::optional<HistoryKey> &after)
    {
        chooseSource(query, terms);
        add("runs.removed_ms IS NULL");
        if (after)
            add(m_order + " < ?", after->number);
        if (query.from.isValid())
            add(m_order + " >= ?", numberAt(query.from));
        if (query.to.isValid())
            add(m_order + " < ?", numberAt(query.to.addDays(1)));
        if (!query.preset.isEmpty())
            add("runs.preset = ?", query.preset);
        if (query.leastCost)
            add("runs.cost_pico >= ?", query.leastCost->pico());
        if (query.mostCost)
            add("runs.cost_pico <= ?", query.mostCost->pico());
        addStates(query.states);
        if (query.interruptedOnly)
            add("runs.interrupted > 0");
        if (query.leastRating)
            add("runs.rating >= ?", *query.leastRating);
        if (query.starredOnly)
            add("runs.starred = 1");
    }

    [[nodiscard]] QString sql() const
    {
        return QStringLiteral(" FROM ") + m_from + QStringLiteral(" WHERE ")
            + m_conditions.join(QStringLiteral(" AND "));
    }
    [[nodiscard]] QString order() const
    {
        return QStringLiteral(" ORDER BY ") + QString::fromLatin1(m_order)
            + QStringLiteral(" DESC");
    }
    [[nodiscard]] const QVariantList &values() const { return m_values; }

private:
    void chooseSource(const HistoryQuery &query, const SearchTerms &terms)
    {
        // CROSS JOIN keeps SQLite from walking all runs in place of those that are looked for.
        const bool hasModel = !query.model.isEmpty();
        const bool hasTag = !query.tag.isEmpty();
        const QByteArray ofModel("run_models.model = (SELECT model FROM models WHERE name = ?)");
        if (!terms.isEmpty()) {
            source("words CROSS JOIN runs ON runs.number = words.rowid", "words.rowid");
            add("words MATCH ?", terms.matchExpression());
        } else if (hasTag) {
            source("run_tags CROSS JOIN runs USING (number)", "run_tags.number");
            add("run_tags.tag = ?", query.tag);
        } else if (hasModel) {
            source("run_models CROSS JOIN runs USING (number)", "run_models.number");
            add(ofModel, query.model);
        } else {
            source("runs", "runs.number");
        }
        if (hasTag && !terms.isEmpty()) {
            add("EXISTS (SELECT 1 FROM run_tags WHERE run_tags.number = runs.number"
                " AND run_tags.tag = ?)",
                query.tag);
        }
        if (hasModel && (hasTag || !terms.isEmpty())) {
            add("EXISTS (SELECT 1 FROM run_models WHERE run_models.number = runs.number AND "
                    + ofModel + ')',
                query.model);
        }
    }

    void source(const char *from, const char *order)
    {
        m_from = QString::fromLatin1(from);
        m_order = order;
    }

    void add(const QByteArray &condition) { m_conditions.append(QString::fromLatin1(condition)); }
    void add(const QByteArray &condition, const QVariant &value)
    {
        add(condition);
        m_values.append(value);
    }

    void addStates(const QList<RunState> &states)
    {
        if (states.isEmpty())
            return;
        QByteArrayList marks;
        for (const RunState state : states) {
            marks.append("?");
            m_values.append(stateName(state));
        }
        // Most runs are done: they are not to be collected and sorted, as those of an index would.
        const bool isMost = states.contains(RunState::Done);
        add((isMost ? "+runs.state IN (" : "runs.state IN (") + marks.join(", ") + ')');
    }

    QString m_from;
    QByteArray m_order;
    QStringList m_conditions;
    QVariantList m_values; ///< in the order of the conditions
};

QString snippetOf(const SearchTerms &terms, const QStringList &texts)
{
    for (const QString &text : texts) {
        if (const QString snippet = terms.snippet(text); !snippet.isEmpty())
            return snippet;
    }
    return {};
}

/// Of an even number the lower one of the middle: a value that occurred.
template <typename T>
T medianOf(QList<T> values)
{
    const auto middle = values.begin() + (values.size() - 1) / 2;
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

} // namespace

Result<HistoryPage> HistoryStore::find(const HistoryQuery &query,
                                       const std::optional<HistoryKey> &after, int count) const
{
    const SearchTerms terms(query.text);
    const Selection selection(query, terms, after);
    // One more than asked for tells whether there is a next page.
    Result<QSqlQuery> rows =
        m_database->query(QStringLiteral("SELECT ") + storedrun::summaryColumns + selection.sql()
                              + selection.order() + QStringLiteral(" LIMIT %1").arg(count + 1),
                          selection.values());
    if (!rows)
        return tl::make_unexpected(rows.error());
    HistoryPage page;
    QList<qint64> numbers;
    while (rows->next()) {
        if (page.runs.size() == count) {
            page.next = HistoryKey{numbers.constLast()};
            break;
        }
        numbers.append(rows->value(0).toLongLong());
        page.runs.append(storedrun::summaryAt(*m_database, *rows));
    }
    if (const Result<void> ended = m_database->ended(*rows); !ended)
        return tl::make_unexpected(ended.error());
    if (terms.isEmpty())
        return page;
    for (qsizetype index = 0; index < page.runs.size(); ++index) {
        const Result<QStringList> texts = storedrun::texts(*m_database, numbers.at(index));
        if (!texts)
            return tl::make_unexpected(texts.error());
        page.runs[index].snippet = snippetOf(terms, *texts);
    }
    return page;
}

Result<qint64> HistoryStore::count(const HistoryQuery &query) const
{
    const SearchTerms terms(query.text);
    const Selection selection(query, terms, {});
    return m_database
        ->value(QStringLiteral("SELECT count(*)") + selection.sql(), selection.values())
        .map([](const QVariant &value) { return value.toLongLong(); });
}

Result<QStringList> HistoryStore::presets() const
{
    return m_database->strings(
        QStringLiteral("SELECT DISTINCT preset FROM runs WHERE preset <> '' ORDER BY preset"));
}

Result<QStringList> HistoryStore::models() const
{
    return m_database->strings(QStringLiteral(
        "SELECT name FROM models WHERE name <> ''"
        " AND EXISTS (SELECT 1 FROM run_models WHERE run_models.model = models.model)"
        " ORDER BY name"));
}

Result<QStringList> HistoryStore::tags() const
{
    return m_database->strings(QStringLiteral("SELECT DISTINCT tag FROM run_tags ORDER BY tag"));
}

Result<TypicalRun> HistoryStore::typicalOf(const QString &preset, const QStringList &models) const
{
    constexpr int latest = 50;
    Result<QSqlQuery> rows = m_database->query(
        QStringLiteral("SELECT cost_pico, unpriced, wall_ms FROM runs WHERE preset = ?"
                       " AND models = ? AND state IN ('done', 'degraded') AND removed_ms IS NULL"
                       " ORDER BY number DESC LIMIT %1")
            .arg(latest),
        {preset, models.join(u'\n')});
    if (!rows)
        return tl::make_unexpected(rows.error());
    QList<qint64> costs;
    QList<qint64> durations;
    while (rows->next()) {
        if (rows->value(1).toInt() == 0)
            costs.append(rows->value(0).toLongLong());
        durations.append(rows->value(2).toLongLong());
    }
    if (const Result<void> ended = m_database->ended(*rows); !ended)
        return tl::make_unexpected(ended.error());
    TypicalRun typical;
    typical.runs = static_cast<int>(durations.size());
    if (!costs.isEmpty())
        typical.medianCost = Usd::fromPico(medianOf(costs));
    if (!durations.isEmpty())
        typical.medianWallMs = medianOf(durations);
    return typical;
}

} // namespace moa
