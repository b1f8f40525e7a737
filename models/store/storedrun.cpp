// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/storedrun.h"

#include "run/runjson.h"
#include "run/runjsonreading.h"
#include "store/searchtext.h"
#include "store/writerlock.h"

#include <algorithm>
#include <array>
#include <QCoreApplication>

namespace moa::storedrun {

namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("moa", text);
}

/// The beginning of @p text in one line, as a list shows it.
QString beginning(const QString &text)
{
    constexpr qsizetype most = 240;
    QString line = text.left(most).simplified();
    if (!line.isEmpty() && line.back().isHighSurrogate())
        line.chop(1);
    return line;
}

QString lastPrompt(const Conversation &conversation)
{
    for (qsizetype index = conversation.size(); index-- > 0;) {
        if (conversation.at(index).author == Message::Author::User)
            return conversation.at(index).text;
    }
    return {};
}

QStringList modelsOf(const RunRecord &record)
{
    QStringList models;
    for (const Response &response : record.responses) {
        if (response.state != ResponseState::Muted && !models.contains(response.model))
            models.append(response.model);
    }
    return models;
}

struct Texts
{
    QString prompts;
    QString answers;
};

Texts textsOf(const RunRecord &record)
{
    QStringList prompts;
    for (const Message &message : record.conversation)
        prompts.append(message.text);
    QStringList answers;
    for (const Response &response : record.responses) {
        // A ranker's is one of the others again.
        if (!response.text.isEmpty() && !answers.contains(response.text))
            answers.append(response.text);
    }
    const QString between = QStringLiteral("\n\n");
    return {prompts.join(between).remove(u'\0'), answers.join(between).remove(u'\0')};
}

/// A document as it is kept. Past a size it is what went over the wire, which repeats itself: level
/// 3 takes a third of zlib's usual time there and a seventh more room, and a run's end is waited
/// for.
QByteArray packed(const QByteArray &document)
{
    constexpr qsizetype wireBytes = 256 * 1024;
    constexpr int usual = -1;
    constexpr int quick = 3;
    return qCompress(document, document.size() < wireBytes ? usual : quick);
}

QByteArray packed(const Texts &texts)
{
    return qCompress(texts.prompts.toUtf8() + '\0' + texts.answers.toUtf8());
}

Texts unpacked(const QByteArray &blob)
{
    const QByteArray both = qUncompress(blob);
    const qsizetype end = both.indexOf('\0');
    if (end < 0)
        return {};
    return {QString::fromUtf8(both.first(end)), QString::fromUtf8(both.sliced(end + 1))};
}

Result<Texts> readTexts(const Database &database, qint64 number)
{
    return database.value(QStringLiteral("SELECT texts FROM documents WHERE number = ?"), {number})
        .map([](const QVariant &value) { return unpacked(value.toByteArray()); });
}

/// Of the index, a little with each run: so many that the merging keeps up with what is added.
constexpr int mergePages = 100;

Result<void> addToIndex(const Database &database, qint64 number, const Texts &texts)
{
    return database
        .execute(QStringLiteral("INSERT INTO words (rowid, prompts, answers) VALUES (?, ?, ?)"),
                 {number, indexText(texts.prompts), indexText(texts.answers)})
        .and_then([&database] {
            return database.execute(
                QStringLiteral("INSERT INTO words (words, rank) VALUES ('merge', %1)")
                    .arg(mergePages));
        });
}

/// The index keeps no texts: to be taken out of it, they are told again.
Result<void> takeFromIndex(const Database &database, qint64 number)
{
    const Result<QVariant> isIndexed = database.value(
        QStringLiteral("SELECT writer IS NULL FROM runs WHERE number = ?"), {number});
    if (!isIndexed)
        return tl::make_unexpected(isIndexed.error());
    if (!isIndexed->toBool())
        return {};
    const Result<Texts> texts = readTexts(database, number);
    if (!texts)
        return tl::make_unexpected(texts.error());
    return database.execute(
        QStringLiteral(
            "INSERT INTO words (words, rowid, prompts, answers) VALUES ('delete', ?, ?, ?)"),
        {number, indexText(texts->prompts), indexText(texts->answers)});
}

/// The run's number, which is entered with an empty row if it is new.
Result<qint64> enter(const Database &database, const RunRecord &record)
{
    const Result<std::optional<qint64>> known = findNumber(database, record.id);
    if (!known)
        return tl::make_unexpected(known.error());
    if (*known) {
        if (const Result<void> out = takeFromIndex(database, **known); !out)
            return tl::make_unexpected(out.error());
        return **known;
    }
    const QDateTime startedAt =
        record.startedAt.isValid() ? record.startedAt : QDateTime::currentDateTimeUtc();
    const qint64 startedMs = startedAt.toMSecsSinceEpoch();
    qint64 number = startedMs * numbersPerMs;
    for (;; ++number) {
        const Result<QVariant> taken =
            database.value(QStringLiteral("SELECT 1 FROM runs WHERE number = ?"), {number});
        if (!taken)
            return tl::make_unexpected(taken.error());
        if (taken->isNull())
            break;
    }
    return database
        .execute(QStringLiteral("INSERT INTO runs (number, id, started_ms, state, responses,"
                                " cost_pico, unpriced, input_tokens, output_tokens, wall_ms,"
                                " preset, final, models, prompt, answer)"
                                " VALUES (?, ?, ?, '', 0, 0, 0, 0, 0, 0, '', '', '', '', '')"),
                 {number, record.id, startedMs})
        .map([number] { return number; });
}

Result<void> writeColumns(const Database &database, qint64 number, const RunRecord &record,
                          std::optional<qint64> writer, qsizetype bytes)
{
    const auto answered =
        std::count_if(record.responses.cbegin(), record.responses.cend(),
                      [](const Response &response) { return isAnswer(response.state); });
    return database.execute(
        QStringLiteral("UPDATE runs SET state = ?, writer = ?, responses = ?, cost_pico = ?,"
                       " unpriced = ?, input_tokens = ?, output_tokens = ?, wall_ms = ?, bytes = ?,"
                       " preset = ?, final = ?, models = ?, prompt = ?, answer = ?"
                       " WHERE number = ?"),
        {stateName(record.state), writer ? QVariant(*writer) : QVariant(),
         static_cast<qint64>(answered), record.totals.cost.pico(), record.totals.unpriced,
         record.totals.input, record.totals.output, record.totals.wallMs,
         static_cast<qint64>(bytes), record.mixture.name,
         record.final ? record.final->toString() : QString(), modelsOf(record).join(u'\n'),
         beginning(lastPrompt(record.conversation)), beginning(record.finalText), number});
}

Result<void> writeModels(const Database &database, qint64 number, const RunRecord &record)
{
    Result<void> done =
        database.execute(QStringLiteral("DELETE FROM run_models WHERE number = ?"), {number});
    for (const QString &model : modelsOf(record)) {
        if (done) {
            done = database.execute(
                QStringLiteral("INSERT OR IGNORE INTO models (name) VALUES (?)"), {model});
        }
        if (done) {
            done = database.execute(QStringLiteral("INSERT INTO run_models (model, number)"
                                                   " SELECT model, ? FROM models WHERE name = ?"),
                                    {number, model});
        }
    }
    return done;
}

/// The stars of the run in a list: the final answer's, else the most that an answer has.
Result<void> updateRating(const Database &database, qint64 number)
{
    return database.execute(
        QStringLiteral("UPDATE runs SET rating = coalesce("
                       "(SELECT rating FROM ratings WHERE ratings.number = runs.number"
                       " AND agent || '#' || sample = final),"
                       "(SELECT max(rating) FROM ratings WHERE ratings.number = runs.number))"
                       " WHERE number = ?"),
        {number});
}

Result<void> addParts(const Database &database, qint64 number, RunRecord &record)
{
    Result<QSqlQuery> rows = database.query(
        QStringLiteral(
            "SELECT agent, sample, document, text, reasoning FROM parts WHERE number = ?"),
        {number});
    if (!rows)
        return tl::make_unexpected(rows.error());
    while (rows->next()) {
        const ResponseId id{AgentId(rows->value(0).toString()), rows->value(1).toInt()};
        const auto place =
            std::find_if(record.responses.begin(), record.responses.end(),
                         [&id](const Response &response) { return response.id == id; });
        if (place == record.responses.end())
            continue;
        if (!rows->isNull(2)) {
            const Result<Response> response =
                readResponse(qUncompress(rows->value(2).toByteArray()));
            if (!response)
                return tl::make_unexpected(response.error());
            *place = *response;
        } else {
            place->state = ResponseState::Streaming;
            place->text = rows->value(3).toString();
            place->reasoning = rows->value(4).toString();
        }
    }
    return database.ended(*rows);
}

/// A store that can be written ends such runs itself, see HistoryStore::interrupted().
bool isLeft(const Database &database, qint64 writer)
{
    return database.access() == Database::Access::ReadOnly
        && !WriterLock::isHeldByAnother(database.path(), writer);
}

} // namespace

const QLatin1String summaryColumns(
    "runs.number, id, started_ms, state, interrupted, writer, responses, cost_pico, unpriced, "
    "input_tokens,"
    " output_tokens, wall_ms, rating, starred, preset, models, tags, note, prompt, answer");

RunState stateOf(const QString &word)
{
    constexpr std::array states{RunState::Running, RunState::Done,      RunState::Degraded,
                                RunState::Failed,  RunState::Cancelled, RunState::Limited};
    const auto found = std::find_if(states.begin(), states.end(),
                                    [&word](RunState state) { return stateName(state) == word; });
    return found == states.end() ? RunState::Failed : *found;
}

RunSummary summaryAt(const Database &database, const QSqlQuery &row)
{
    int column = 0; // of the number, which goes before
    const auto next = [&row, &column] { return row.value(++column); };
    RunSummary summary;
    summary.id = next().toString();
    summary.startedAt = QDateTime::fromMSecsSinceEpoch(next().toLongLong(), Qt::UTC);
    summary.state = stateOf(next().toString());
    summary.interrupted = next().toInt() > 0;
    if (const QVariant writer = next(); !writer.isNull() && isLeft(database, writer.toLongLong())) {
        summary.interrupted = true;
        summary.state = RunState::Cancelled;
    }
    summary.responses = next().toInt();
    summary.cost = Usd::fromPico(next().toLongLong());
    summary.unpriced = next().toInt();
    summary.inputTokens = next().toLongLong();
    summary.outputTokens = next().toLongLong();
    summary.wallMs = next().toLongLong();
    if (const QVariant rating = next(); !rating.isNull())
        summary.rating = rating.toInt();
    summary.starred = next().toBool();
    summary.preset = next().toString();
    summary.models = next().toString().split(u'\n', Qt::SkipEmptyParts);
    summary.tags = next().toString().split(u'\n', Qt::SkipEmptyParts);
    summary.note = next().toString();
    summary.prompt = next().toString();
    summary.answer = next().toString();
    return summary;
}

Result<std::optional<qint64>> findNumber(const Database &database, const QString &id)
{
    return database.value(QStringLiteral("SELECT number FROM runs WHERE id = ?"), {id})
        .map([](const QVariant &value) {
            return value.isNull() ? std::nullopt : std::optional(value.toLongLong());
        });
}

Result<qint64> numberOf(const Database &database, const QString &id)
{
    const Result<std::optional<qint64>> number = findNumber(database, id);
    if (!number)
        return tl::make_unexpected(number.error());
    if (!*number)
        return failure(translated("The history has no run %1; it may have been deleted.").arg(id));
    return **number;
}

Result<RunSummary> summaryOf(const Database &database, qint64 number)
{
    Result<QSqlQuery> row = database.query(
        QStringLiteral("SELECT %1 FROM runs WHERE number = ?").arg(summaryColumns), {number});
    if (!row)
        return tl::make_unexpected(row.error());
    if (!row->next())
        return failure(translated("The history has no such run; it may have been deleted."));
    return summaryAt(database, *row);
}

Result<qint64> write(const Database &database, const RunRecord &record,
                     std::optional<qint64> writer)
{
    const QByteArray document = packed(writeRun(record, RunDetail::Exchanges));
    const Texts texts = textsOf(record);
    const QByteArray textsBlob = packed(texts);
    const Result<qint64> number = enter(database, record);
    if (!number)
        return number;
    Result<void> done =
        writeColumns(database, *number, record, writer, document.size() + textsBlob.size());
    if (done)
        done = database.execute(QStringLiteral("DELETE FROM parts WHERE number = ?"), {*number});
    if (done) {
        done = database.execute(QStringLiteral("INSERT OR REPLACE INTO documents"
                                               " (number, texts, document) VALUES (?, ?, ?)"),
                                {*number, textsBlob, document});
    }
    if (done)
        done = writeModels(database, *number, record);
    if (done && !writer)
        done = addToIndex(database, *number, texts);
    if (done)
        done = updateRating(database, *number);
    if (!done)
        return tl::make_unexpected(done.error());
    return number;
}

Result<RunRecord> read(const Database &database, qint64 number)
{
    const Result<QVariant> blob =
        database.value(QStringLiteral("SELECT document FROM documents WHERE number = ?"), {number});
    if (!blob)
        return tl::make_unexpected(blob.error());
    Result<RunDocument> document = readRun(qUncompress(blob->toByteArray()));
    Result<void> done;
    if (document)
        done = addParts(database, number, document->record);
    else
        done = tl::make_unexpected(document.error());
    if (!done) {
        return failure(translated("The run can't be read from the history (%1): %2")
                           .arg(database.path(), done.error().message));
    }
    return std::move(document->record);
}

Result<void> writePart(const Database &database, qint64 number, const Response &response)
{
    return database.execute(
        QStringLiteral("INSERT OR REPLACE INTO parts"
                       " (number, agent, sample, document) VALUES (?, ?, ?, ?)"),
        {number, response.id.agent.toString(), response.id.sample,
         packed(writeResponse(response))});
}

Result<void> writeStreamed(const Database &database, qint64 number, const StreamedText &text)
{
    // One that is final meanwhile stays as it is.
    return database.execute(
        QStringLiteral("INSERT INTO parts (number, agent, sample, text, reasoning)"
                       " VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET text = excluded.text,"
                       " reasoning = excluded.reasoning WHERE document IS NULL"),
        {number, text.id.agent.toString(), text.id.sample, text.text, text.reasoning});
}

Result<Judgement> readJudgement(const Database &database, qint64 number)
{
    Result<QSqlQuery> rows = database.query(
        QStringLiteral("SELECT agent, sample, rating FROM ratings WHERE number = ?"), {number});
    if (!rows)
        return tl::make_unexpected(rows.error());
    Judgement judgement;
    while (rows->next()) {
        judgement.setRating({AgentId(rows->value(0).toString()), rows->value(1).toInt()},
                            rows->value(2).toInt());
    }
    return database.ended(*rows).map([&judgement] { return judgement; });
}

Result<void> writeJudgement(const Database &database, qint64 number, const Judgement &judgement)
{
    Result<void> done =
        database.execute(QStringLiteral("DELETE FROM ratings WHERE number = ?"), {number});
    const QHash<ResponseId, int> &ratings = judgement.ratings();
    for (auto rating = ratings.cbegin(); rating != ratings.cend() && done; ++rating) {
        done = database.execute(
            QStringLiteral(
                "INSERT INTO ratings (number, agent, sample, rating) VALUES (?, ?, ?, ?)"),
            {number, rating.key().agent.toString(), rating.key().sample, rating.value()});
    }
    return done ? updateRating(database, number) : done;
}

Result<QStringList> texts(const Database &database, qint64 number)
{
    return readTexts(database, number).map([](const Texts &texts) {
        return QStringList{texts.prompts, texts.answers};
    });
}

Result<void> erase(const Database &database, qint64 number)
{
    const Result<void> out = takeFromIndex(database, number);
    return out ? database.execute(QStringLiteral("DELETE FROM runs WHERE number = ?"), {number})
               : out;
}

} // namespace moa::storedrun
