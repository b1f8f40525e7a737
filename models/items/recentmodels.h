// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "items/modelmime.h"

#include <optional>
#include <QList>
#include <QStringList>

namespace moa {

/** The models that were last put into a mixture, the latest first, each once. */
class RecentModels
{
public:
    /// More are forgotten.
    static constexpr qsizetype most = 12;

    RecentModels() = default;
    /// Of what toStringList() made; what can't be read is left out.
    [[nodiscard]] static RecentModels fromStringList(const QStringList &kept);
    /// For a settings file: one line of JSON for each.
    [[nodiscard]] QStringList toStringList() const;

    /// Puts @p model first, in the place of an earlier use.
    void add(const ModelRef &model);

    [[nodiscard]] const QList<ModelRef> &models() const { return m_models; }
    /// How many were used after it; nothing if it is not among them.
    [[nodiscard]] std::optional<qsizetype> rank(const ProviderId &provider,
                                                const QString &model) const;

    friend bool operator==(const RecentModels &, const RecentModels &) = default;

private:
    QList<ModelRef> m_models;
};

} // namespace moa
