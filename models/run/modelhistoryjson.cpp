// SPDX-License-Identifier: GPL-3.0-or-later
#include "mixture/jsoncursor.h"
#include "mixture/jsonwriting.h"
#include "run/modelhistory.h"

#include <algorithm>

namespace moa {

using namespace Qt::StringLiterals;
using Json = nlohmann::ordered_json;

namespace {

constexpr QLatin1StringView formatName("moa-studio/model-history");
constexpr int formatVersion = 1;
/// ln of figures: no file that was written here comes near.
constexpr double furthest = 1e6;

const QList<QLatin1StringView> &kindNames()
{
    static const QList<QLatin1StringView> names{"first"_L1, "aggregate"_L1, "pick"_L1};
    return names;
}

void put(Json &object, const char *name, const Spread &spread)
{
    if (spread.weight > 0.0) {
        object[name] =
            Json{{"mean", spread.mean}, {"variance", spread.variance}, {"weight", spread.weight}};
    }
}

Spread spread(JsonCursor &parent, QLatin1StringView name)
{
    Spread result;
    if (std::optional<JsonCursor> cursor = parent.object(name)) {
        result.mean = cursor->number("mean"_L1, -furthest, furthest).value_or(0.0);
        result.variance = cursor->number("variance"_L1, 0.0, furthest).value_or(0.0);
        result.weight = cursor->number("weight"_L1, 0.0, furthest).value_or(0.0);
    }
    return result;
}

/** The order of a file: of a table's keys there is none. */
template <typename Table>
QList<typename Table::key_type> byAge(const Table &table)
{
    QList<typename Table::key_type> keys = table.keys();
    std::sort(keys.begin(), keys.end(), [&table](const auto &a, const auto &b) {
        const qint64 ages[] = {table.constFind(a)->seen, table.constFind(b)->seen};
        return ages[0] != ages[1] ? ages[0] < ages[1] : a < b;
    });
    return keys;
}

} // namespace

/** Reads and writes what a history holds. */
class ModelHistoryFile
{
public:
    static QByteArray write(const ModelHistory &history)
    {
        const auto models = byAge(history.m_models);
        Json root{{"format", "moa-studio/model-history"}, {"version", formatVersion}};
        root["runs"] = history.m_runs;
        put(root, "of_prompts", history.m_promptVariance);
        put(root, "of_answers", history.m_residualVariance);
        put(root, "of_samples", history.m_sampleVariance);
        Json lengths = Json::object();
        for (size_t kind = 0; kind < ModelHistory::kinds; ++kind)
            put(lengths, kindName(kind), history.m_lengths[kind]);
        root["lengths"] = std::move(lengths);

        Json list = Json::array();
        for (const ModelHistory::ModelKey &key : models)
            list.push_back(toJson(key, *history.m_models.constFind(key)));
        root["models"] = std::move(list);

        list = Json::array();
        for (const QString &key : byAge(history.m_prompts))
            list.push_back(toJson(key, *history.m_prompts.constFind(key), models));
        root["prompts"] = std::move(list);
        return fileText(root);
    }

    static Result<ModelHistory> read(const JsonValue &value)
    {
        JsonCursor::Failure reason;
        JsonCursor root(value, {}, reason);
        root.expectFormat(formatName, formatVersion);
        ModelHistory history;
        history.m_runs = root.integer("runs"_L1, 0).value_or(0);
        history.m_promptVariance = spread(root, "of_prompts"_L1);
        history.m_residualVariance = spread(root, "of_answers"_L1);
        history.m_sampleVariance = spread(root, "of_samples"_L1);
        if (std::optional<JsonCursor> lengths = root.object("lengths"_L1)) {
            for (size_t kind = 0; kind < ModelHistory::kinds; ++kind)
                history.m_lengths[kind] =
                    spread(*lengths, kindNames().at(static_cast<qsizetype>(kind)));
        }
        QList<ModelHistory::ModelKey> models;
        for (JsonCursor &cursor : root.objects("models"_L1)) {
            models.append({ProviderId(cursor.nonEmptyString("provider"_L1)),
                           cursor.nonEmptyString("model"_L1)});
            history.m_models.insert(models.constLast(), model(cursor));
        }
        for (JsonCursor &cursor : root.objects("prompts"_L1)) {
            const QString key = cursor.nonEmptyString("key"_L1);
            history.m_prompts.insert(key, prompt(cursor, models));
        }
        if (reason)
            return tl::make_unexpected(*reason);
        history.forgetOldest();
        return history;
    }

private:
    static const char *kindName(size_t kind)
    {
        return kindNames().at(static_cast<qsizetype>(kind)).data();
    }

    static Json toJson(const ModelHistory::ModelKey &key, const ModelHistory::Model &model)
    {
        Json object{{"provider", key.first.toString().toStdString()},
                    {"model", key.second.toStdString()},
                    {"seen", model.seen}};
        put(object, "input_ratio", model.inputRatio);
        put(object, "first_token", model.firstToken);
        put(object, "speed", model.speed);
        for (size_t kind = 0; kind < ModelHistory::kinds; ++kind) {
            Json answers = Json::object();
            put(answers, "length", model.lengths[kind]);
            put(answers, "output_ratio", model.outputRatios[kind]);
            if (!answers.empty())
                object[kindName(kind)] = std::move(answers);
        }
        return object;
    }

    static Json toJson(const QString &key, const ModelHistory::Prompt &prompt,
                       const QList<ModelHistory::ModelKey> &models)
    {
        Json answers = Json::array();
        for (qsizetype model = 0; model < models.size(); ++model) {
            for (size_t kind = 0; kind < ModelHistory::kinds; ++kind) {
                const auto answer =
                    prompt.answers.constFind({models.at(model), static_cast<AnswerKind>(kind)});
                if (answer == prompt.answers.cend())
                    continue;
                Json object{{"model", model}, {"kind", kindName(kind)}};
                put(object, "length", answer->length);
                put(object, "output_ratio", answer->outputRatio);
                answers.push_back(std::move(object));
            }
        }
        return Json{
            {"key", key.toStdString()}, {"seen", prompt.seen}, {"answers", std::move(answers)}};
    }

    static ModelHistory::Model model(JsonCursor &cursor)
    {
        ModelHistory::Model result;
        result.seen = cursor.integer("seen"_L1, 0).value_or(0);
        result.inputRatio = spread(cursor, "input_ratio"_L1);
        result.firstToken = spread(cursor, "first_token"_L1);
        result.speed = spread(cursor, "speed"_L1);
        for (size_t kind = 0; kind < ModelHistory::kinds; ++kind) {
            if (std::optional<JsonCursor> answers =
                    cursor.object(kindNames().at(static_cast<qsizetype>(kind)))) {
                result.lengths[kind] = spread(*answers, "length"_L1);
                result.outputRatios[kind] = spread(*answers, "output_ratio"_L1);
            }
        }
        return result;
    }

    static ModelHistory::Prompt prompt(JsonCursor &cursor,
                                       const QList<ModelHistory::ModelKey> &models)
    {
        ModelHistory::Prompt result;
        result.seen = cursor.integer("seen"_L1, 0).value_or(0);
        for (JsonCursor &answer : cursor.objects("answers"_L1)) {
            const auto model = answer.integer("model"_L1, 0, models.size() - 1);
            const auto kind = answer.oneOf("kind"_L1, kindNames());
            if (model && kind) {
                result.answers.insert(
                    {models.at(*model), static_cast<AnswerKind>(*kind)},
                    {spread(answer, "length"_L1), spread(answer, "output_ratio"_L1)});
            }
        }
        return result;
    }
};

Result<ModelHistory> ModelHistory::read(const QByteArray &json)
{
    return parseJson(json).and_then(ModelHistoryFile::read);
}

QByteArray ModelHistory::write() const
{
    return ModelHistoryFile::write(*this);
}

} // namespace moa
