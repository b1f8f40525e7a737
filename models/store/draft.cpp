// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/draft.h"

#include "mixture/jsoncursor.h"
#include "mixture/mixturefile.h"

namespace moa {

namespace {

constexpr QLatin1StringView formatName("moa-studio/draft");
constexpr int formatVersion = 1;

/// A prompt may have megabytes.
constexpr JsonLimits limits{.bytes = qsizetype{256} * 1024 * 1024};

JsonValue valueOf(const QString &text)
{
    JsonValue value;
    value.type = JsonValue::Type::String;
    value.text = text;
    return value;
}

JsonValue valueOf(const QStringList &texts)
{
    JsonValue value;
    value.type = JsonValue::Type::List;
    for (const QString &text : texts)
        value.items.push_back(valueOf(text));
    return value;
}

JsonValue valueOf(bool flag)
{
    JsonValue value;
    value.type = JsonValue::Type::Boolean;
    value.text = flag ? QStringLiteral("true") : QStringLiteral("false");
    return value;
}

JsonValue valueOf(int number)
{
    JsonValue value;
    value.type = JsonValue::Type::Number;
    value.text = QString::number(number);
    return value;
}

} // namespace

QByteArray writeDraft(const Draft &draft)
{
    JsonValue file;
    file.type = JsonValue::Type::Object;
    const auto add = [&file](QLatin1StringView name, JsonValue value) {
        file.names.append(name);
        file.items.push_back(std::move(value));
    };
    add(QLatin1StringView("format"), valueOf(QString(formatName)));
    add(QLatin1StringView("version"), valueOf(formatVersion));
    add(QLatin1StringView("changed_at"),
        valueOf(draft.changedAt.toUTC().toString(Qt::ISODateWithMs)));
    add(QLatin1StringView("source"), valueOf(draft.source));
    add(QLatin1StringView("modified"), valueOf(draft.isModified));
    add(QLatin1StringView("prompt"), valueOf(draft.prompt));
    add(QLatin1StringView("turns"), valueOf(draft.turns));
    // What wrote it is what reads it: a preset that can't be parsed can't come of it.
    if (Result<JsonValue> mixture = parseJson(writeMixture(draft.mixture), limits))
        add(QLatin1StringView("mixture"), std::move(*mixture));
    return compactJson(file) + '\n';
}

Result<Draft> readDraft(const QByteArray &text)
{
    const Result<JsonValue> file = parseJson(text, limits);
    if (!file)
        return tl::make_unexpected(file.error());
    JsonCursor::Failure reason;
    JsonCursor cursor(*file, {}, reason);
    cursor.expectFormat(formatName, formatVersion);
    Draft draft;
    draft.changedAt =
        QDateTime::fromString(cursor.string(QLatin1StringView("changed_at")), Qt::ISODateWithMs);
    draft.source = cursor.string(QLatin1StringView("source"));
    draft.isModified = cursor.boolean(QLatin1StringView("modified"), false);
    draft.prompt = cursor.string(QLatin1StringView("prompt"));
    draft.turns = cursor.strings(QLatin1StringView("turns")).value_or(QStringList());
    (void)cursor.object(QLatin1StringView("mixture"));
    if (reason)
        return tl::make_unexpected(*reason);
    const JsonValue *mixture = file->member(QLatin1StringView("mixture"));
    if (!mixture) {
        return failure(QCoreApplication::translate("moa", "There is no mixture in the file."));
    }
    return readMixture(compactJson(*mixture)).map([&draft](const Mixture &read) {
        draft.mixture = read;
        return draft;
    });
}

} // namespace moa
