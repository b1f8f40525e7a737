// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "providers/providerkeys.h"

#include <QListWidget>

namespace moa {

/** A provider in the list. */
struct ProviderEntry
{
    ProviderId id;
    QString name;
    QString description; ///< one line: dialect, where the key is
    QString figure; ///< "12 models"; empty: none are known
    bool hasKey = false;
    bool needsKey = false;

    friend bool operator==(const ProviderEntry &, const ProviderEntry &) = default;
};

/** The providers to choose from: each with the state of its key, as a dot and in words. */
class ProviderList : public QListWidget
{
    Q_OBJECT

public:
    explicit ProviderList(QWidget *parent = nullptr);

    /// The current provider stays the current one if it is among them.
    void setEntries(const QList<ProviderEntry> &entries);
    [[nodiscard]] ProviderId current() const;
    void setCurrent(const ProviderId &id);

Q_SIGNALS:
    void currentChosen(const moa::ProviderId &id);

private:
    QList<ProviderEntry> m_entries;
};

} // namespace moa
