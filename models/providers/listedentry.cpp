// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/listedentry.h"

#include "providers/modellisting.h"

#include <algorithm>
#include <array>
#include <initializer_list>

namespace moa {

using namespace Qt::StringLiterals;

namespace {

using Names = std::initializer_list<QLatin1StringView>;

/// The member at the end of @p path, or null.
const JsonValue *at(const JsonValue &value, Names path)
{
    const JsonValue *found = &value;
    for (const QLatin1StringView name : path) {
        found = found->member(name);
        if (!found)
            return nullptr;
    }
    return found;
}

QString textAt(const JsonValue &value, Names path)
{
    const JsonValue *found = at(value, path);
    return found && found->type == JsonValue::Type::String ? found->text : QString();
}

QString firstText(const JsonValue &value, Names names)
{
    for (const QLatin1StringView name : names) {
        if (const QString text = textAt(value, {name}).trimmed(); !text.isEmpty())
            return text;
    }
    return {};
}

/// true, or an object that doesn't take it back.
bool isTold(const JsonValue *value)
{
    if (!value)
        return false;
    if (value->type == JsonValue::Type::Boolean)
        return value->text == u"true";
    if (value->type != JsonValue::Type::Object || value->items.empty())
        return false;
    const JsonValue *supported = value->member("supported"_L1);
    return !supported || supported->text != u"false";
}

bool isDenied(const JsonValue *value)
{
    return value && value->type == JsonValue::Type::Boolean && value->text == u"false";
}

/// How much the server lets a request hold, before how much the model could.
std::optional<qint64> contextOf(const JsonValue &entry)
{
    if (const JsonValue *instances = entry.member("loaded_instances"_L1)) {
        for (const JsonValue &instance : instances->items) {
            if (const auto length = positiveCount(at(instance, {"config"_L1, "context_length"_L1})))
                return length;
        }
    }
    for (const Names path :
         {Names{"loaded_context_length"_L1}, Names{"meta"_L1, "n_ctx"_L1},
          Names{"top_provider"_L1, "context_length"_L1}, Names{"context_length"_L1},
          Names{"context_window"_L1}, Names{"max_model_len"_L1}, Names{"max_context_length"_L1},
          Names{"details"_L1, "context_length"_L1}, Names{"inputTokenLimit"_L1},
          Names{"max_input_tokens"_L1}}) {
        if (const auto length = positiveCount(at(entry, path)))
            return length;
    }
    return std::nullopt;
}

std::optional<qint64> maxOutputOf(const JsonValue &entry)
{
    for (const Names path :
         {Names{"top_provider"_L1, "max_completion_tokens"_L1}, Names{"max_completion_tokens"_L1},
          Names{"max_output_tokens"_L1}, Names{"outputTokenLimit"_L1}, Names{"max_tokens"_L1}}) {
        if (const auto length = positiveCount(at(entry, path)))
            return length;
    }
    return std::nullopt;
}

/// OpenRouter's: dollars per token, as text. Negative ones vary with what the request is routed to.
std::optional<Rates> ratesPerToken(const JsonValue &pricing)
{
    const auto amount = [&pricing](QLatin1StringView name) {
        return amountPer(textAt(pricing, {name}), 1);
    };
    const std::optional<Usd> input = amount("prompt"_L1);
    const std::optional<Usd> output = amount("completion"_L1);
    // A charge for each request can't be told per token: half a price would be a wrong one.
    const std::optional<Usd> request = amount("request"_L1);
    if (!input || !output || (request && *request != Usd()))
        return std::nullopt;
    return Rates{*input, amount("input_cache_read"_L1), amount("input_cache_write"_L1), *output};
}

/// Together's: dollars per million tokens, as numbers.
std::optional<Rates> ratesPerMillion(const JsonValue &pricing, const QString &id)
{
    const auto amount = [&pricing](QLatin1StringView name) -> std::optional<Usd> {
        const JsonValue *value = pricing.member(name);
        if (!value || value->type != JsonValue::Type::Number)
            return std::nullopt;
        return amountPer(value->text, 1'000'000);
    };
    const std::optional<Usd> input = amount("input"_L1);
    const std::optional<Usd> output = amount("output"_L1);
    if (!input || !output)
        return std::nullopt;
    // What is billed by the hour or by the image stands there with zeros, too.
    if (*input == Usd() && *output == Usd() && !id.contains("free"_L1, Qt::CaseInsensitive))
        return std::nullopt;
    std::optional<Usd> cached = amount("cached_input"_L1);
    if (cached == Usd()) // 0 where there is no such discount
        cached.reset();
    return Rates{*input, cached, std::nullopt, *output};
}

bool reasonsOf(const JsonValue &entry)
{
    for (const Names path :
         {Names{"reasoning"_L1}, Names{"thinking"_L1}, Names{"capabilities"_L1, "reasoning"_L1},
          Names{"capabilities"_L1, "thinking"_L1}}) {
        if (isTold(at(entry, path)))
            return true;
    }
    return hasWord(entry.member("supported_parameters"_L1), u"reasoning")
        || hasWord(entry.member("capabilities"_L1), u"thinking");
}

bool chatsOf(const JsonValue &entry, const QString &id)
{
    const QString type = textAt(entry, {"type"_L1}).toLower();
    if (type == u"chat" || type == u"llm" || type == u"vlm")
        return true;
    static constexpr std::array<QStringView, 12> others{
        u"embedding",  u"embeddings", u"image", u"moderation", u"rerank", u"audio",
        u"transcribe", u"speech",     u"tts",   u"stt",        u"video",  u"classifier"};
    if (std::find(others.begin(), others.end(), type) != others.end())
        return false;
    const JsonValue *capabilities = entry.member("capabilities"_L1);
    if (capabilities) {
        const JsonValue *chat = capabilities->member("completion_chat"_L1);
        if (chat)
            return !isDenied(chat);
        if (lacksCompletion(*capabilities))
            return false;
    }
    const JsonValue *modalities = at(entry, {"architecture"_L1, "output_modalities"_L1});
    if (modalities && !modalities->items.empty() && !hasWord(modalities, u"text"))
        return false;
    return !namesNoChatModel(id);
}

bool isDigits(QStringView text)
{
    return !text.isEmpty()
        && std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

} // namespace

std::optional<Usd> amountPer(QStringView digits, qint64 units)
{
    constexpr int decimalsOfPico = 12;
    constexpr qsizetype mostDigits = 60;
    constexpr auto dollar = 1'000'000'000'000ULL;
    const qsizetype e = digits.indexOf(u'e', 0, Qt::CaseInsensitive);
    const QStringView mantissa = e < 0 ? digits : digits.first(e);
    int exponent = 0;
    if (e >= 0) {
        bool isNumber = false;
        exponent = digits.sliced(e + 1).toInt(&isNumber);
        if (!isNumber || std::abs(exponent) > 30)
            return std::nullopt;
    }
    const qsizetype point = mantissa.indexOf(u'.');
    const QStringView whole = point < 0 ? mantissa : mantissa.first(point);
    const QStringView fraction = point < 0 ? QStringView() : mantissa.sliced(point + 1);
    if (!isDigits(whole) || (point >= 0 && !isDigits(fraction)) || mantissa.size() > mostDigits)
        return std::nullopt;
    const QString significant = whole.toString() + fraction.toString();
    // The amount in pico-dollars per unit is significant x 10^shift.
    qsizetype shift = exponent - fraction.size() + decimalsOfPico;
    for (qint64 rest = units; rest > 1; rest /= 10)
        --shift;

    QString scaled = significant;
    bool isRoundedUp = false;
    if (shift >= 0) {
        scaled += QString(shift, u'0');
    } else {
        const qsizetype kept = significant.size() + shift;
        isRoundedUp = kept >= 0 && significant.at(kept) >= u'5';
        scaled = kept > 0 ? significant.left(kept) : QStringLiteral("0");
    }
    bool isHeld = false;
    const quint64 pico = scaled.toULongLong(&isHeld) + (isRoundedUp ? 1 : 0);
    if (!isHeld || pico > dollar)
        return std::nullopt;
    const bool isNothing =
        std::all_of(significant.begin(), significant.end(), [](QChar c) { return c == u'0'; });
    if (pico == 0 && !isNothing)
        return std::nullopt;
    return Usd::fromPico(static_cast<qint64>(pico));
}

std::optional<qint64> positiveCount(const JsonValue *value)
{
    if (!value
        || (value->type != JsonValue::Type::Number && value->type != JsonValue::Type::String))
        return std::nullopt;
    bool isNumber = false;
    qint64 count = value->text.toLongLong(&isNumber);
    if (!isNumber && value->type == JsonValue::Type::Number) {
        const double number = value->text.toDouble(&isNumber);
        if (isNumber && (number < 1 || number > 1e15))
            return std::nullopt;
        count = static_cast<qint64>(number);
    }
    return isNumber && count > 0 ? std::optional(count) : std::nullopt;
}

bool hasWord(const JsonValue *list, QStringView word)
{
    return list && list->type == JsonValue::Type::List
        && std::any_of(list->items.begin(), list->items.end(), [word](const JsonValue &item) {
               return item.type == JsonValue::Type::String && item.text == word;
           });
}

bool lacksCompletion(const JsonValue &capabilities)
{
    // LM Studio's newer list has an object here, Mistral's too.
    return (hasWord(&capabilities, u"embedding") || hasWord(&capabilities, u"image"))
        && !hasWord(&capabilities, u"completion");
}

std::optional<ListedModel> readListedModel(const JsonValue &entry)
{
    ListedModel model;
    if (entry.type == JsonValue::Type::String) {
        model.id = entry.text;
        model.chats = !namesNoChatModel(model.id);
        return model.id.isEmpty() ? std::nullopt : std::optional(model);
    }
    const JsonValue *methods = entry.member("supportedGenerationMethods"_L1);
    if (methods && !hasWord(methods, u"generateContent"))
        return std::nullopt;
    model.id = firstText(entry, {"id"_L1, "key"_L1, "name"_L1, "model"_L1});
    if (methods && model.id.startsWith("models/"_L1))
        model.id.remove(0, 7);
    if (model.id.isEmpty())
        return std::nullopt;
    model.name = firstText(entry, {"display_name"_L1, "displayName"_L1, "name"_L1});
    if (model.name == model.id || model.name == "models/"_L1 + model.id)
        model.name.clear();
    model.contextWindow = contextOf(entry);
    model.maxOutput = maxOutputOf(entry);
    if (const JsonValue *pricing = entry.member("pricing"_L1)) {
        model.rates = ratesPerToken(*pricing);
        if (!model.rates)
            model.rates = ratesPerMillion(*pricing, model.id);
    }
    model.reasons = reasonsOf(entry);
    model.chats = chatsOf(entry, model.id);
    return model;
}

} // namespace moa
