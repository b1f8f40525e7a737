// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "providers/provider.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace moa {

class Discovery;

/** A line on what was found on this machine and in the environment; each links to its provider, or
 * adds it. */
class FoundPanel : public QWidget
{
    Q_OBJECT

public:
    /// @p discovery outlives this.
    explicit FoundPanel(Discovery *discovery, QWidget *parent = nullptr);

    /// What it says, without links.
    [[nodiscard]] QString sentence() const;

Q_SIGNALS:
    void providerRequested(const moa::ProviderId &provider);
    /// A server that is not set up yet is to be.
    void addRequested(const moa::Provider &provider);

private:
    void refresh();
    void follow(const QString &link);

    Discovery *m_discovery;
    QLabel *m_sentence;
    QPushButton *m_again;
};

} // namespace moa
