// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/historyquery.h"

#include <QByteArray>
#include <vector>

namespace moa {

/**
 * The rows of a list of runs as far as it has been read, newest first: page by page, whole
 * summaries for the pages that were looked at last, only ids for the others. So a run that was
 * scrolled past costs the bytes of its id, 37 as they are made here.
 */
class HistoryWindow
{
public:
    /// Pages that are kept whole, by trim().
    static constexpr int mostLoaded = 12;

    /** Rows that stand one after another. */
    struct Span
    {
        int first = 0;
        int count = 0;
    };
    /** Where in a page a run stands. */
    struct Place
    {
        int page = 0;
        int offset = 0;
    };

    [[nodiscard]] int rowCount() const;
    [[nodiscard]] int pageCount() const { return static_cast<int>(m_pages.size()); }

    /// Adds a page, which begins after @p after.
    void append(const std::optional<HistoryKey> &after, const QList<RunSummary> &runs);

    [[nodiscard]] int pageOf(int row) const;
    [[nodiscard]] Span span(int page) const;
    [[nodiscard]] int row(Place place) const { return span(place.page).first + place.offset; }
    [[nodiscard]] std::optional<HistoryKey> keyBefore(int page) const;

    /// The run in this row, or null if its page is not kept whole; valid until the next change.
    [[nodiscard]] const RunSummary *at(int row) const;
    [[nodiscard]] QString idAt(int row) const;
    [[nodiscard]] std::optional<int> rowOf(const QString &id) const;

    /// Makes a page whole again. False if these are not the runs that it had: nothing is changed.
    [[nodiscard]] bool load(int page, const QList<RunSummary> &runs);
    /// Puts the run in the place of the one that is there, if its page is kept whole.
    void replace(int row, const RunSummary &summary);
    /// Where a run belongs by the moment at which it began. There is a page.
    [[nodiscard]] Place placeFor(const RunSummary &summary) const;
    void insert(Place place, const RunSummary &summary);
    void remove(int row);
    /// Keeps only the ids of the pages that nobody has looked at for longest.
    void trim();

private:
    struct Page
    {
        std::optional<HistoryKey> after;
        qint64 newest = 0; ///< when its first run began, as it was read; ms
        int first = 0; ///< its first row
        int count = 0;
        bool isWhole = true;
        QList<RunSummary> runs; ///< empty unless whole
        QByteArray ids; ///< UTF-8, each with a zero behind it; empty if whole
        mutable quint64 looked = 0; ///< when it was looked at last, by m_looks
    };

    [[nodiscard]] static std::vector<QByteArrayView> idsOf(const Page &page);
    void renumber(int fromPage);

    std::vector<Page> m_pages;
    mutable quint64 m_looks = 0;
};

} // namespace moa
