// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "columns/textpane.h"
#include "metrics/textsearch.h"

#include <functional>
#include <memory>
#include <optional>
#include <QHash>
#include <QObject>
#include <QTextBlock>
#include <QThreadPool>
#include <QTimer>

namespace moa {

/**
 * Finds words in the texts of many columns at once, as they are shown or would be if they were in
 * view. It searches in another thread and reads documents in slices, so that however many and long
 * the texts are, the window never waits. Places in view are marked.
 *
 * A text that changes is searched again a few times a second.
 */
class ColumnFinder : public QObject
{
    Q_OBJECT

public:
    /// Of one text; what has more counts as that many.
    static constexpr qsizetype mostPlaces = 100'000;

    /** What an answer was written as; it is shown as Markdown once it is complete. */
    struct Source
    {
        QString markdown;
        bool complete = false;
    };

    /// @p sourceOf gives the answer of a key, whose text is not or no longer shown as it is.
    explicit ColumnFinder(std::function<Source(const QString &)> sourceOf,
                          QObject *parent = nullptr);
    ~ColumnFinder() override;

    /// What is searched for from now on; without words nothing is found nor marked.
    void setSearch(const TextSearch &search);
    [[nodiscard]] const TextSearch &search() const { return m_search; }
    /// The texts that are searched, in the order in which next() goes through them.
    void setKeys(const QStringList &keys);
    /// The answer of @p key has changed, but not what is shown of it.
    void sourceChanged(const QString &key);
    /// The text of @p key is shown in @p pane, or has changed there.
    void setPane(const QString &key, const TextPane &pane);
    /// Forgets all texts.
    void clear();

    /// Places in the text of @p key; nothing: not known yet.
    [[nodiscard]] std::optional<qsizetype> count(const QString &key) const;
    /// Places in all texts, as far as they are known.
    [[nodiscard]] qsizetype total() const;
    /// Whether some texts are still to be searched.
    [[nodiscard]] bool isSearching() const;
    /// Which of the total() places is the current one, from 0; nothing before next().
    [[nodiscard]] std::optional<qsizetype> current() const;
    /// Goes one place on, or back, round all texts; at first to one in or after the text of
    /// @p from.
    void go(int direction, const QString &from);

Q_SIGNALS:
    /// Counts or the current place changed.
    void changed();
    /// The current place is in the text of @p key, which should come into view.
    void currentMoved(const QString &key);
    /// The text of @p key was scrolled to the current place.
    void revealed(const QString &key);

private:
    struct Text
    {
        TextPane pane;
        bool fromSource = true; ///< the answer is searched, not what is shown
        std::optional<QString> plain; ///< what is searched; nothing: to be read anew
        std::optional<std::vector<TextRange>> places;
        bool stale = true; ///< to be searched again
        bool running = false;
        QList<QMetaObject::Connection> connections;
    };
    struct Place
    {
        QString key;
        qsizetype index = 0;
    };
    /** A document that is being read. */
    struct Reading
    {
        QString key;
        int revision = 0;
        QTextBlock block;
        QString text;
    };

    void work();
    /// Returns whether all of it is read.
    [[nodiscard]] bool read(Text &text, const QString &key);
    void start(const QString &key, Text &text);
    void searched(const QString &key, const QString &plain, std::vector<TextRange> places);
    void markShown(const QString &key);
    void reveal();
    [[nodiscard]] const std::vector<TextRange> &placesOf(const QString &key) const;

    std::function<Source(const QString &)> m_sourceOf;
    TextSearch m_search;
    QStringList m_keys;
    QHash<QString, Text> m_texts;
    std::optional<Place> m_current;
    bool m_revealing = false; ///< the current place's text has to come into view first
    std::optional<Reading> m_reading;
    std::shared_ptr<std::atomic_bool> m_cancelled;
    QTimer m_work;
    QTimer m_changes; ///< until texts that change are searched again
    QThreadPool m_pool;
};

} // namespace moa
