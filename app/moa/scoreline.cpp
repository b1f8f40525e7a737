// SPDX-License-Identifier: GPL-3.0-or-later
#include "moa/scoreline.h"

#include "metrics/bleu.h"

#include <cmath>
#include <nlohmann/json.hpp>
#include <QCoreApplication>
#include <QStringDecoder>

namespace moa {

namespace {

using Json = nlohmann::ordered_json;

constexpr int c_deepestNesting = 100;
constexpr int c_mostMembers = 10'000;
constexpr double c_largestOrder = 100;
constexpr double c_largestSmoothValue = 1e6;

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(moa)
};

// Ends the reading of a line from wherever a field turns out to be wrong.
struct BadField
{
    QString message;
};

[[noreturn]] void reject(const char *field, const QString &reason)
{
    throw BadField{QString::fromLatin1(field) + QStringLiteral(": ") + reason};
}

// What the parser itself does not limit: writing a value back recurses, and the members of an
// object that keeps their order are searched one by one.
bool isModest(QByteArrayView line)
{
    int depth = 0;
    int members = 0;
    bool inString = false;
    for (qsizetype at = 0; at < line.size(); ++at) {
        const char character = line[at];
        if (inString) {
            if (character == '\\')
                ++at;
            else if (character == '"')
                inString = false;
        } else if (character == '"') {
            inString = true;
        } else if (character == '{' || character == '[') {
            ++depth;
        } else if (character == '}' || character == ']') {
            --depth;
        } else if (character == ':') {
            ++members;
        }
        if (depth > c_deepestNesting || members > c_mostMembers)
            return false;
    }
    return true;
}

QString toText(const Json &value)
{
    // Unlike QString::fromUtf8() this keeps a byte order mark, which is a character to BLEU.
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::ConvertInitialBom);
    const auto &utf8 = value.get_ref<const std::string &>();
    return decoder.decode(QByteArrayView(utf8.data(), static_cast<qsizetype>(utf8.size())));
}

QString readHypothesis(const Json &row)
{
    const auto field = row.find("hypothesis");
    if (field == row.end())
        reject("hypothesis", Text::tr("is missing"));
    if (!field->is_string())
        reject("hypothesis", Text::tr("expected a string"));
    return toText(*field);
}

QStringList readReferences(const Json &row)
{
    const auto field = row.find("references");
    if (field == row.end())
        reject("references", Text::tr("is missing"));
    if (!field->is_array())
        reject("references", Text::tr("expected a list of strings"));
    if (field->empty())
        reject("references", Text::tr("expected at least one string"));
    QStringList references;
    for (const Json &reference : *field) {
        if (!reference.is_string())
            reject("references", Text::tr("expected a list of strings"));
        references.append(toText(reference));
    }
    return references;
}

// An optional field; null counts as absent.
const Json *find(const Json &row, const char *name)
{
    const auto field = row.find(name);
    return field == row.end() || field->is_null() ? nullptr : &*field;
}

template <typename Value>
void readName(const Json &row, const char *name, std::optional<Value> (*fromName)(QStringView),
              const QString &known, Value &value)
{
    const Json *field = find(row, name);
    if (field == nullptr)
        return;
    const std::optional<Value> read = field->is_string() ? fromName(toText(*field)) : std::nullopt;
    if (!read)
        reject(name, Text::tr("expected one of %1").arg(known));
    value = *read;
}

void readFlag(const Json &row, const char *name, bool &value)
{
    const Json *field = find(row, name);
    if (field == nullptr)
        return;
    if (!field->is_boolean())
        reject(name, Text::tr("expected true or false"));
    value = field->get<bool>();
}

BleuOptions readOptions(const Json &row)
{
    BleuOptions options = BleuOptions::overlap();
    readName(row, "tokenize", tokenizerFromName, QStringLiteral("none, char, 13a, zh, intl"),
             options.tokenizer);
    readName(row, "smooth_method", smoothingFromName, QStringLiteral("none, floor, add-k, exp"),
             options.smoothing);
    readFlag(row, "effective_order", options.effectiveOrder);
    readFlag(row, "lowercase", options.lowercase);
    if (const Json *field = find(row, "smooth_value")) {
        const double value = field->is_number() ? field->get<double>() : -1;
        if (!(value >= 0 && value <= c_largestSmoothValue))
            reject("smooth_value", Text::tr("expected a number from 0 to 1000000"));
        options.smoothValue = value;
    }
    if (const Json *field = find(row, "max_ngram_order")) {
        const double value = field->is_number_integer() ? field->get<double>() : 0;
        if (!(value >= 1 && value <= c_largestOrder))
            reject("max_ngram_order", Text::tr("expected a whole number from 1 to 100"));
        options.maxOrder = static_cast<int>(value);
    }
    return options;
}

// Counts are whole unless add-k was given a fraction; then they are written as such.
Json countsToJson(const QList<double> &counts)
{
    Json list = Json::array();
    for (const double count : counts) {
        if (count == std::floor(count))
            list.push_back(static_cast<qint64>(count));
        else
            list.push_back(count);
    }
    return list;
}

QByteArray score(Json &row)
{
    const QString hypothesis = readHypothesis(row);
    const QStringList references = readReferences(row);
    const BleuScore score = sentenceBleu(hypothesis, references, readOptions(row));
    row["score"] = score.score;
    row["precisions"] = std::vector<double>(score.precisions.begin(), score.precisions.end());
    row["bp"] = score.bp;
    row["sys_len"] = score.sysLen;
    row["ref_len"] = score.refLen;
    row["counts"] = countsToJson(score.counts);
    row["totals"] = countsToJson(score.totals);
    return QByteArray::fromStdString(row.dump());
}

} // namespace

Result<QByteArray> scoredLine(QByteArrayView line)
{
    if (!isModest(line)) {
        return failure(Text::tr("expected at most %1 levels of nesting and %2 members")
                           .arg(c_deepestNesting)
                           .arg(c_mostMembers));
    }
    try {
        Json row = Json::parse(line.begin(), line.end());
        if (!row.is_object())
            return failure(Text::tr("expected a JSON object"));
        return score(row);
    } catch (const Json::parse_error &error) {
        return failure(Text::tr("this is not valid JSON in UTF-8 (at byte %1)").arg(error.byte));
    } catch (const Json::exception &) {
        return failure(Text::tr("a number is too large"));
    } catch (const BadField &field) {
        return failure(field.message);
    }
}

} // namespace moa
