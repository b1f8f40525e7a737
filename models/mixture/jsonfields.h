// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

namespace moa {

/** One member of a JSON object: its name, and its value as compact JSON text (UTF-8). */
struct JsonField
{
    QString name;
    QByteArray value;

    friend bool operator==(const JsonField &, const JsonField &) = default;
};

/**
 * Members of a JSON object in the order of the file. Holds what a reader does not know and must
 * write back, and an agent's `extra` request fields; QJsonObject would sort them by name.
 */
using JsonFields = QList<JsonField>;

} // namespace moa
