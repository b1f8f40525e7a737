// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/historyschema.h"

#include "store/historystore.h"

#include <array>
#include <QCoreApplication>

namespace moa::historyschema {

namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("moa", text);
}

/**
 * Version 1. A run's number rises with the moment at which it began (see storedrun.h), so that the
 * order of the tables, and that of the index of words, is the order in which runs are shown.
 */
constexpr std::array c_version1{
    "CREATE TABLE runs ("
    " number INTEGER PRIMARY KEY,"
    " id TEXT NOT NULL UNIQUE,"
    " started_ms INTEGER NOT NULL,"
    " state TEXT NOT NULL," // a word of the format "moa-studio/run"
    " writer INTEGER," // of a run that goes on: see writerlock.h
    " interrupted INTEGER NOT NULL DEFAULT 0," // 1: and nobody has settled it; 2: settled
    " responses INTEGER NOT NULL,"
    " cost_pico INTEGER NOT NULL," // picodollars
    " unpriced INTEGER NOT NULL,"
    " input_tokens INTEGER NOT NULL,"
    " output_tokens INTEGER NOT NULL,"
    " wall_ms INTEGER NOT NULL,"
    " rating INTEGER,"
    " starred INTEGER NOT NULL DEFAULT 0,"
    " removed_ms INTEGER,"
    " bytes INTEGER NOT NULL DEFAULT 0," // of its document
    " preset TEXT NOT NULL,"
    " final TEXT NOT NULL," // "agent#1"
    " models TEXT NOT NULL," // one a line
    " tags TEXT NOT NULL DEFAULT ''," // one a line
    " note TEXT NOT NULL DEFAULT '',"
    " prompt TEXT NOT NULL,"
    " answer TEXT NOT NULL)",
    "CREATE INDEX runs_by_preset ON runs (preset, number)",
    "CREATE INDEX runs_by_state ON runs (state, number)",
    "CREATE INDEX runs_going_on ON runs (writer) WHERE writer IS NOT NULL",
    "CREATE INDEX runs_interrupted ON runs (number) WHERE interrupted > 0",
    "CREATE INDEX runs_starred ON runs (number) WHERE starred = 1",
    "CREATE INDEX runs_rated ON runs (rating, number) WHERE rating IS NOT NULL",
    "CREATE INDEX runs_removed ON runs (removed_ms) WHERE removed_ms IS NOT NULL",
    // Texts: what was put into the index of words, to be taken out of it again and shown.
    "CREATE TABLE documents ("
    " number INTEGER PRIMARY KEY REFERENCES runs ON DELETE CASCADE,"
    " texts BLOB NOT NULL,"
    " document BLOB NOT NULL)",
    // Of runs that go on: a final response as a document, or what another has streamed.
    "CREATE TABLE parts ("
    " number INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,"
    " agent TEXT NOT NULL,"
    " sample INTEGER NOT NULL,"
    " document BLOB,"
    " text TEXT,"
    " reasoning TEXT,"
    " PRIMARY KEY (number, agent, sample)) WITHOUT ROWID",
    "CREATE TABLE models (model INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE)",
    "CREATE TABLE run_models ("
    " model INTEGER NOT NULL REFERENCES models,"
    " number INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,"
    " PRIMARY KEY (model, number)) WITHOUT ROWID",
    "CREATE INDEX run_models_by_run ON run_models (number)",
    "CREATE TABLE run_tags ("
    " tag TEXT NOT NULL,"
    " number INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,"
    " PRIMARY KEY (tag, number)) WITHOUT ROWID",
    "CREATE INDEX run_tags_by_run ON run_tags (number)",
    "CREATE TABLE ratings ("
    " number INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,"
    " agent TEXT NOT NULL,"
    " sample INTEGER NOT NULL,"
    " rating INTEGER NOT NULL,"
    " PRIMARY KEY (number, agent, sample)) WITHOUT ROWID",
    // Of words that searchtext.h has cut and folded.
    "CREATE VIRTUAL TABLE words USING fts5("
    " prompts, answers, content='', tokenize='unicode61 remove_diacritics 2', prefix='2 3')",
    // Left to itself, it merges its parts in bursts that the run of the moment waits for.
    "INSERT INTO words (words, rank) VALUES ('automerge', 0)",
};

/// Step n makes version n + 1 of version n.
using Step = Result<void> (*)(const Database &);

Result<void> makeVersion1(const Database &database)
{
    for (const char *const statement : c_version1) {
        if (const Result<void> done = database.execute(QLatin1String(statement)); !done)
            return done;
    }
    return {};
}

constexpr std::array<Step, HistoryStore::schemaVersion> c_steps{makeVersion1};

Result<void> refuse(const Database &database, int version)
{
    return failure(translated("The history at %1 was written by a later version of MoA Studio "
                              "(its format is %2; this one knows %3). Use that version, or choose "
                              "another place for the history.")
                       .arg(database.path(), QString::number(version),
                            QString::number(HistoryStore::schemaVersion)));
}

} // namespace

Result<int> versionOf(const Database &database)
{
    return database.value(QStringLiteral("PRAGMA user_version")).map([](const QVariant &value) {
        return value.toInt();
    });
}

Result<void> migrate(const Database &database)
{
    Result<int> version = versionOf(database);
    if (!version)
        return tl::make_unexpected(version.error());
    if (*version == HistoryStore::schemaVersion)
        return {};
    Result<Transaction> transaction = Transaction::begin(database);
    if (!transaction)
        return tl::make_unexpected(transaction.error());
    version = versionOf(database); // another program may have been quicker
    if (!version)
        return tl::make_unexpected(version.error());
    if (*version > HistoryStore::schemaVersion)
        return refuse(database, *version);
    for (auto step = static_cast<std::size_t>(*version); step < c_steps.size(); ++step) {
        if (const Result<void> done = c_steps[step](database); !done)
            return done;
    }
    const Result<void> marked = database.execute(
        QStringLiteral("PRAGMA user_version = %1").arg(HistoryStore::schemaVersion));
    return marked ? transaction->commit() : marked;
}

Result<void> checkReadable(const Database &database)
{
    const Result<int> version = versionOf(database);
    if (!version)
        return tl::make_unexpected(version.error());
    if (*version == HistoryStore::schemaVersion)
        return {};
    constexpr std::array uses{
        "SELECT number, id, started_ms, state, writer, interrupted, responses, cost_pico, unpriced,"
        " input_tokens, output_tokens, wall_ms, rating, starred, removed_ms, preset, final, models,"
        " tags, note, prompt, answer FROM runs LIMIT 0",
        "SELECT number, texts, document FROM documents LIMIT 0",
        "SELECT number, agent, sample, document, text, reasoning FROM parts LIMIT 0",
        "SELECT run_models.number FROM run_models JOIN models USING (model) LIMIT 0",
        "SELECT tag, number FROM run_tags LIMIT 0",
        "SELECT number, agent, sample, rating FROM ratings LIMIT 0",
        "SELECT rowid FROM words WHERE words MATCH '\"a\"' LIMIT 0"};
    for (const char *const statement : uses) {
        if (!database.execute(QLatin1String(statement))) {
            if (*version > HistoryStore::schemaVersion)
                return refuse(database, *version);
            return failure(translated("The history at %1 is of an earlier version and can't be "
                                      "brought up to date, as it can't be written.")
                               .arg(database.path()));
        }
    }
    return {};
}

} // namespace moa::historyschema
