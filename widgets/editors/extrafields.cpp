// SPDX-License-Identifier: GPL-3.0-or-later
#include "editors/extrafields.h"

#include "mixture/jsonvalue.h"

#include <QCoreApplication>

namespace moa {

QString extraText(const JsonFields &fields)
{
    if (fields.isEmpty())
        return {};
    QStringList lines;
    for (const JsonField &field : fields) {
        JsonValue name;
        name.type = JsonValue::Type::String;
        name.text = field.name;
        lines.append(QStringLiteral("  ") + QString::fromUtf8(compactJson(name))
                     + QStringLiteral(": ") + QString::fromUtf8(field.value));
    }
    return QStringLiteral("{\n") + lines.join(QStringLiteral(",\n")) + QStringLiteral("\n}");
}

Result<JsonFields> parseExtra(const QString &text)
{
    if (text.trimmed().isEmpty())
        return JsonFields();
    const Result<JsonValue> object = parseJson(text.toUtf8());
    if (!object)
        return failure(object.error().message);
    if (object->type != JsonValue::Type::Object) {
        return failure(QCoreApplication::translate(
            "moa", "Extra request fields are a JSON object, such as {\"top_k\": 40}."));
    }
    JsonFields fields;
    for (qsizetype index = 0; index < object->names.size(); ++index) {
        fields.append(
            {object->names.at(index), compactJson(object->items.at(static_cast<size_t>(index)))});
    }
    return fields;
}

} // namespace moa
