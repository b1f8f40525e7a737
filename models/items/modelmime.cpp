// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/modelmime.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace moa {

QByteArray encodeModel(const ModelRef &model)
{
    const QJsonObject object{{u"provider"_qs, model.provider.toString()},
                             {u"model"_qs, model.model},
                             {u"name"_qs, model.name}};
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

std::optional<ModelRef> decodeModel(const QByteArray &data)
{
    const QJsonObject object = QJsonDocument::fromJson(data).object();
    const ModelRef model{ProviderId(object.value(u"provider").toString()),
                         object.value(u"model").toString(), object.value(u"name").toString()};
    if (model.provider.isEmpty() || model.model.isEmpty())
        return std::nullopt;
    return model;
}

} // namespace moa
