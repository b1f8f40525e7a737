// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/error.h"
#include "run/judgement.h"
#include "store/historyquery.h"

#include <memory>

namespace moa {

class Database;
class WriterLock;

/** What a response has streamed so far. */
struct StreamedText
{
    ResponseId id;
    QString text;
    QString reasoning;
};

/**
 * The runs of one user, in one SQLite file that several programs may have open at once. One
 * connection: to be used in the thread that opened it. Calls block, on a busy file for a few
 * seconds at most; each one happens as a whole or not at all. Failures are sentences.
 *
 * A run is written while it goes on: begin(), then keep() and keepTexts(), then finish(). If the
 * program ends in between, the run stays with what had been kept: interrupted() has it.
 */
class HistoryStore
{
public:
    enum class Access { ReadWrite, ReadOnly };

    static constexpr int schemaVersion = 1;

    /**
     * Opens the file at @p path; for writing, it and its folder are made if need be. A damaged file
     * is put aside and a new one begun; a file that can't be written is opened for reading: in both
     * cases notice() says so.
     */
    [[nodiscard]] static Result<std::unique_ptr<HistoryStore>> open(const QString &path,
                                                                    Access access);
    ~HistoryStore();
    Q_DISABLE_COPY_MOVE(HistoryStore)

    [[nodiscard]] Access access() const; ///< what came of the one that was asked for
    [[nodiscard]] const QString &notice() const { return m_notice; } ///< a sentence or empty

    /// Enters a run that begins, with its mixture and conversation.
    [[nodiscard]] Result<RunSummary> begin(const RunRecord &record);
    /// Keeps a final response of a run that goes on.
    [[nodiscard]] Result<void> keep(const QString &runId, const Response &response);
    /// Keeps what responses have streamed so far, in place of what was kept of it before.
    [[nodiscard]] Result<void> keepTexts(const QString &runId, const QList<StreamedText> &texts);
    /// Enters a run as it ended, in place of what was kept of it while it went on, if anything was.
    [[nodiscard]] Result<RunSummary> finish(const RunRecord &record);
    /// Enters a run from elsewhere. One that is there already stays as it is.
    [[nodiscard]] Result<RunSummary> importRun(const RunRecord &record,
                                               const Judgement &judgement = {});

    /// The whole run. Of one that goes on or was interrupted: what has been kept of it.
    [[nodiscard]] Result<RunRecord> run(const QString &id) const;
    [[nodiscard]] Result<Judgement> judgement(const QString &id) const;
    [[nodiscard]] Result<RunSummary> summary(const QString &id) const;
    /// At most @p count runs that begin after @p after, the newest first.
    [[nodiscard]] Result<HistoryPage> find(const HistoryQuery &query,
                                           const std::optional<HistoryKey> &after, int count) const;
    [[nodiscard]] Result<qint64> count(const HistoryQuery &query) const;
    // All that occur, sorted: for filters.
    [[nodiscard]] Result<QStringList> presets() const;
    [[nodiscard]] Result<QStringList> models() const;
    [[nodiscard]] Result<QStringList> tags() const;
    /// Of the runs of this preset that asked these models, see RunSummary::models.
    [[nodiscard]] Result<TypicalRun> typicalOf(const QString &preset,
                                               const QStringList &models) const;

    /// The runs whose program ended before they did, as far as nobody has settled them; newest
    /// first. A run that another program is running now is none of them.
    [[nodiscard]] Result<QList<RunSummary>> interrupted();
    /// interrupted() leaves these out from now on: they were resumed, or are not to be.
    [[nodiscard]] Result<void> settle(const QStringList &ids);

    [[nodiscard]] Result<RunSummary> setStarred(const QString &id, bool starred);
    [[nodiscard]] Result<RunSummary> setNote(const QString &id, const QString &note);
    [[nodiscard]] Result<RunSummary> setTags(const QString &id, const QStringList &tags);
    [[nodiscard]] Result<RunSummary> setJudgement(const QString &id, const Judgement &judgement);

    /// Takes runs out of sight; restore() brings them back until purgeRemoved() is called. A run
    /// that goes on can't be removed: it is left out of the returned ids.
    [[nodiscard]] Result<QStringList> remove(const QStringList &ids);
    [[nodiscard]] Result<QList<RunSummary>> restore(const QStringList &ids);
    /// Deletes for good what was removed that long ago. A History does it by itself for what was
    /// removed an hour before.
    [[nodiscard]] Result<void> purgeRemoved(qint64 olderThanMs = 0);
    /// Deletes for good what is beyond @p limits and returns the ids.
    [[nodiscard]] Result<QStringList> applyLimits(const HistoryLimits &limits);

    /// Reads the whole file and tells what is wrong with it.
    [[nodiscard]] Result<void> integrityCheck() const;
    [[nodiscard]] qint64 sizeOnDisk() const; ///< bytes

private:
    explicit HistoryStore(std::unique_ptr<Database> database);
    [[nodiscard]] static Result<std::unique_ptr<HistoryStore>>
    openForReading(const QString &path, const QString &notice);
    [[nodiscard]] static Result<std::unique_ptr<HistoryStore>> openForWriting(const QString &path);

    std::unique_ptr<Database> m_database;
    std::unique_ptr<WriterLock> m_writer; ///< from the first begin() on
    QString m_notice;
};

} // namespace moa
