// SPDX-License-Identifier: GPL-3.0-or-later
#include "moa/keptruns.h"

#include "common/historydatabase.h"
#include "moa/console.h"

#include <QCoreApplication>
#include <QFile>

namespace moa {

namespace {

constexpr int pageSize = 500;

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(moa)
};

/// A program that was killed could not say that its runs ended with it. Where that can't be written
/// now, they are shown as they are.
void endLeftRuns(const QString &path)
{
    if (const auto store = HistoryStore::open(path, HistoryStore::Access::ReadWrite))
        (void)(*store)->interrupted();
}

} // namespace

Result<std::unique_ptr<HistoryStore>> openKeptRuns(HistoryStore::Access access)
{
    const QString path = historyDatabasePath();
    if (!QFile::exists(path))
        return nullptr;
    Result<std::unique_ptr<HistoryStore>> store = HistoryStore::open(path, access);
    if (store && !(*store)->notice().isEmpty())
        printNote((*store)->notice());
    if (store)
        endLeftRuns(path);
    return store;
}

Result<QString> keptRun(HistoryStore &store, const QString &name)
{
    if (name == u"last") {
        const Result<HistoryPage> page = store.find({}, std::nullopt, 1);
        if (!page)
            return tl::make_unexpected(page.error());
        return page->runs.isEmpty() ? failure(Text::tr("No run was kept yet."))
                                    : Result<QString>(page->runs.constFirst().id);
    }
    if (store.summary(name))
        return name;
    QStringList matches;
    std::optional<HistoryKey> after;
    do {
        const Result<HistoryPage> page = store.find({}, after, pageSize);
        if (!page)
            return tl::make_unexpected(page.error());
        for (const RunSummary &run : page->runs) {
            if (!name.isEmpty() && run.id.startsWith(name))
                matches.append(run.id);
        }
        after = page->next;
    } while (after && matches.size() < 2);
    if (matches.isEmpty()) {
        return failure(
            Text::tr("There is no run “%1”. “moa history list” tells which there are.").arg(name));
    }
    if (matches.size() > 1)
        return failure(Text::tr("More than one run begins with “%1”.").arg(name));
    return matches.constFirst();
}

} // namespace moa
