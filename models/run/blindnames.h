// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/response.h"

#include <QHash>

namespace moa {

/**
 * Names that tell nothing, "Response A", in an order that tells nothing: for judging responses
 * without knowing whose they are. The same responses and seed give the same names everywhere, in
 * every view and on every machine.
 */
class BlindNames
{
public:
    BlindNames() = default;
    BlindNames(const QList<ResponseId> &responses, quint32 seed);

    /// Nobody has a name: nothing is blind.
    [[nodiscard]] bool isEmpty() const { return m_order.isEmpty(); }
    /// In the order of their names.
    [[nodiscard]] const QList<ResponseId> &order() const { return m_order; }
    /// Translated; empty for a response that was not among them.
    [[nodiscard]] QString name(const ResponseId &id) const;

    friend bool operator==(const BlindNames &, const BlindNames &) = default;

private:
    QList<ResponseId> m_order;
    QHash<ResponseId, qsizetype> m_placeOf;
};

} // namespace moa
