// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/historywindow.h"

#include <algorithm>
#include <QSet>

namespace moa {

namespace {

/// Stands behind each id of a page.
constexpr char idEnd = '\0';

} // namespace

int HistoryWindow::rowCount() const
{
    return m_pages.empty() ? 0 : m_pages.back().first + m_pages.back().count;
}

void HistoryWindow::append(const std::optional<HistoryKey> &after, const QList<RunSummary> &runs)
{
    Page page;
    page.after = after;
    page.first = rowCount();
    page.count = static_cast<int>(runs.size());
    page.runs = runs;
    page.newest = runs.isEmpty() ? 0 : runs.constFirst().startedAt.toMSecsSinceEpoch();
    page.looked = ++m_looks;
    m_pages.push_back(page);
}

int HistoryWindow::pageOf(int row) const
{
    const auto behind =
        std::upper_bound(m_pages.cbegin(), m_pages.cend(), row,
                         [](int wanted, const Page &page) { return wanted < page.first; });
    return static_cast<int>(behind - m_pages.cbegin()) - 1;
}

HistoryWindow::Span HistoryWindow::span(int page) const
{
    const Page &found = m_pages.at(static_cast<size_t>(page));
    return {found.first, found.count};
}

std::optional<HistoryKey> HistoryWindow::keyBefore(int page) const
{
    return m_pages.at(static_cast<size_t>(page)).after;
}

const RunSummary *HistoryWindow::at(int row) const
{
    const Page &page = m_pages.at(static_cast<size_t>(pageOf(row)));
    page.looked = ++m_looks;
    return page.isWhole ? &page.runs.at(row - page.first) : nullptr;
}

QString HistoryWindow::idAt(int row) const
{
    const Page &page = m_pages.at(static_cast<size_t>(pageOf(row)));
    if (page.isWhole)
        return page.runs.at(row - page.first).id;
    return QString::fromUtf8(idsOf(page).at(static_cast<size_t>(row - page.first)));
}

std::optional<int> HistoryWindow::rowOf(const QString &id) const
{
    const QByteArray wanted = id.toUtf8();
    for (const Page &page : m_pages) {
        if (page.isWhole) {
            for (int offset = 0; offset < page.count; ++offset) {
                if (page.runs.at(offset).id == id)
                    return page.first + offset;
            }
        } else if (page.ids.contains(wanted)) {
            const std::vector<QByteArrayView> ids = idsOf(page);
            const auto found = std::find(ids.cbegin(), ids.cend(), QByteArrayView(wanted));
            if (found != ids.cend())
                return page.first + static_cast<int>(found - ids.cbegin());
        }
    }
    return std::nullopt;
}

bool HistoryWindow::load(int page, const QList<RunSummary> &runs)
{
    Page &target = m_pages.at(static_cast<size_t>(page));
    if (target.isWhole)
        return true;
    QSet<QByteArray> had;
    for (const QByteArrayView id : idsOf(target))
        had.insert(id.toByteArray());
    const bool same = runs.size() == target.count
        && std::all_of(runs.cbegin(), runs.cend(),
                       [&had](const RunSummary &run) { return had.contains(run.id.toUtf8()); });
    if (!same)
        return false;
    target.runs = runs;
    target.ids = {};
    target.isWhole = true;
    target.looked = ++m_looks;
    return true;
}

void HistoryWindow::replace(int row, const RunSummary &summary)
{
    Page &page = m_pages.at(static_cast<size_t>(pageOf(row)));
    if (page.isWhole)
        page.runs[row - page.first] = summary;
}

HistoryWindow::Place HistoryWindow::placeFor(const RunSummary &summary) const
{
    const qint64 began = summary.startedAt.toMSecsSinceEpoch();
    size_t number = m_pages.size() - 1;
    while (number > 0 && (m_pages.at(number).count == 0 || m_pages.at(number).newest < began))
        --number;
    const Page &page = m_pages.at(number);
    // Where in a page that is not there it belongs nobody sees before that is read again.
    if (!page.isWhole)
        return {static_cast<int>(number), page.count};
    const auto place =
        std::find_if(page.runs.cbegin(), page.runs.cend(), [began](const RunSummary &run) {
            return run.startedAt.toMSecsSinceEpoch() <= began;
        });
    return {static_cast<int>(number), static_cast<int>(place - page.runs.cbegin())};
}

void HistoryWindow::insert(Place place, const RunSummary &summary)
{
    Page &page = m_pages.at(static_cast<size_t>(place.page));
    if (page.isWhole) {
        page.runs.insert(place.offset, summary);
    } else {
        page.ids += summary.id.toUtf8();
        page.ids += idEnd;
    }
    if (place.offset == 0)
        page.newest = summary.startedAt.toMSecsSinceEpoch();
    ++page.count;
    renumber(place.page);
}

void HistoryWindow::remove(int row)
{
    const int number = pageOf(row);
    Page &page = m_pages.at(static_cast<size_t>(number));
    const int offset = row - page.first;
    if (page.isWhole) {
        page.runs.removeAt(offset);
    } else {
        const QByteArrayView id = idsOf(page).at(static_cast<size_t>(offset));
        page.ids.remove(id.data() - page.ids.constData(), id.size() + 1);
    }
    --page.count;
    renumber(number);
}

void HistoryWindow::trim()
{
    std::vector<Page *> whole;
    for (Page &page : m_pages) {
        if (page.isWhole && page.count > 0)
            whole.push_back(&page);
    }
    if (whole.size() <= mostLoaded)
        return;
    std::sort(whole.begin(), whole.end(),
              [](const Page *a, const Page *b) { return a->looked > b->looked; });
    std::for_each(whole.begin() + mostLoaded, whole.end(), [](Page *page) {
        for (const RunSummary &run : std::as_const(page->runs)) {
            page->ids += run.id.toUtf8();
            page->ids += idEnd;
        }
        page->ids.squeeze();
        page->runs = {};
        page->isWhole = false;
    });
}

std::vector<QByteArrayView> HistoryWindow::idsOf(const Page &page)
{
    std::vector<QByteArrayView> ids;
    qsizetype from = 0;
    for (qsizetype end = page.ids.indexOf(idEnd); end >= 0; end = page.ids.indexOf(idEnd, from)) {
        ids.push_back(QByteArrayView(page.ids).sliced(from, end - from));
        from = end + 1;
    }
    return ids;
}

void HistoryWindow::renumber(int fromPage)
{
    for (auto number = static_cast<size_t>(fromPage) + 1; number < m_pages.size(); ++number)
        m_pages[number].first = m_pages[number - 1].first + m_pages[number - 1].count;
}

} // namespace moa
