// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/modeloverrides.h"

#include "mixture/jsonwriting.h"
#include "providers/permillion.h"

#include <QSet>

namespace moa {

using namespace Qt::StringLiterals;
using nlohmann::ordered_json;

namespace {

// In the order of the enumerators.
QList<QLatin1StringView> encodingNames()
{
    return {"o200k_base"_L1, "cl100k_base"_L1};
}

std::optional<Rates> readOwnRates(JsonCursor &entry)
{
    bool isPriced = false;
    for (const auto name : {"input"_L1, "cached_input"_L1, "cache_write"_L1, "output"_L1})
        isPriced = entry.optionalString(name).has_value() || isPriced;
    return isPriced ? std::optional(readRates(entry)) : std::nullopt;
}

void readOmitted(JsonCursor &entry, ModelOverride &model)
{
    model.omit = entry.strings("omit"_L1).value_or(QStringList());
    if (model.omit.contains(QString())) {
        entry.reject("omit"_L1,
                     QCoreApplication::translate(
                         "moa", "it lists the names of request fields, and one of them is empty"));
    }
}

ModelOverride readModelOverride(JsonCursor entry)
{
    ModelOverride model;
    model.model = entry.nonEmptyString("model"_L1);
    model.contextWindow = entry.integer("context_window"_L1, 1);
    model.rates = readOwnRates(entry);
    if (const auto index = entry.oneOf("encoding"_L1, encodingNames()))
        model.encoding = static_cast<TokenEncoding>(*index);
    readOmitted(entry, model);
    model.unknown = entry.rest();
    return model;
}

void appendAmount(ordered_json &object, const char *name, const std::optional<Usd> &perToken)
{
    if (perToken)
        object[name] = perMillionText(*perToken).toStdString();
}

ordered_json modelOverrideJson(const ModelOverride &model)
{
    ordered_json object = ordered_json::object();
    object["model"] = model.model.toStdString();
    if (model.contextWindow)
        object["context_window"] = *model.contextWindow;
    if (model.rates) {
        appendAmount(object, "input", model.rates->input);
        appendAmount(object, "cached_input", model.rates->cachedInput);
        appendAmount(object, "cache_write", model.rates->cacheWrite);
        appendAmount(object, "output", model.rates->output);
    }
    if (model.encoding)
        object["encoding"] = encodingNames().at(static_cast<qsizetype>(*model.encoding)).data();
    if (!model.omit.isEmpty())
        object["omit"] = toJson(model.omit);
    appendFields(object, model.unknown);
    return object;
}

} // namespace

QList<ModelOverride> readModelOverrides(JsonCursor &provider)
{
    QList<ModelOverride> models;
    QSet<QString> seen;
    for (JsonCursor entry : provider.objects("models"_L1)) {
        const ModelOverride model = readModelOverride(entry);
        if (seen.contains(model.model)) {
            entry.reject(
                "model"_L1,
                QCoreApplication::translate("moa", "the model “%1” stands twice").arg(model.model));
        }
        seen.insert(model.model);
        models.append(model);
    }
    return models;
}

ordered_json modelOverridesJson(const QList<ModelOverride> &models)
{
    ordered_json list = ordered_json::array();
    for (const ModelOverride &model : models)
        list.push_back(modelOverrideJson(model));
    return list;
}

} // namespace moa
