// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/blindnames.h"

#include <QCoreApplication>
#include <random>
#include <utility>

namespace moa {

namespace {

constexpr qsizetype letters = 26;

/// "A" to "Z", then "AA" and on.
QString lettersOf(qsizetype place)
{
    QString result;
    for (qsizetype rest = place + 1; rest > 0; rest = (rest - 1) / letters)
        result.prepend(QChar(static_cast<char16_t>(u'A' + (rest - 1) % letters)));
    return result;
}

} // namespace

BlindNames::BlindNames(const QList<ResponseId> &responses, quint32 seed)
    : m_order(responses)
{
    // By hand, since std::shuffle may do it otherwise with every library.
    std::mt19937 random(seed);
    for (qsizetype left = m_order.size(); left > 1; --left) {
        const auto picked = static_cast<qsizetype>(random() % static_cast<quint32>(left));
        std::swap(m_order[left - 1], m_order[picked]);
    }
    for (qsizetype place = 0; place < m_order.size(); ++place)
        m_placeOf.insert(m_order.at(place), place);
}

QString BlindNames::name(const ResponseId &id) const
{
    const auto found = m_placeOf.constFind(id);
    if (found == m_placeOf.cend())
        return {};
    return QCoreApplication::translate("moa", "Response %1").arg(lettersOf(*found));
}

} // namespace moa
