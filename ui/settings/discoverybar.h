// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QStringList>

class QLabel;
class QToolButton;

namespace moa {

class Discovery;

/**
 * A quiet line that offers what was found: servers of this machine and keys of the environment. It
 * shows itself when there is something to offer, and, once dismissed, only when there is more.
 */
class DiscoveryBar : public QFrame
{
    Q_OBJECT

public:
    /// @p discovery outlives this. Hidden at first.
    explicit DiscoveryBar(Discovery *discovery, QWidget *parent = nullptr);

    /// What was on offer when the bar was dismissed, to be kept and given back at the next start.
    [[nodiscard]] const QStringList &dismissed() const { return m_dismissed; }
    void setDismissed(const QStringList &offers);
    [[nodiscard]] QString sentence() const;

Q_SIGNALS:
    /// The person wants to run a mixture of this machine's own models.
    void localModelsRequested();
    void providersRequested();
    void dismissedChanged(const QStringList &offers);

protected:
    void changeEvent(QEvent *event) override;

private:
    [[nodiscard]] QStringList offers() const;
    void refresh();
    void dismiss();
    void applyLook();

    Discovery *m_discovery;
    QStringList m_dismissed;
    QLabel *m_mark;
    QLabel *m_sentence;
    QToolButton *m_local;
    QToolButton *m_show;
    QToolButton *m_close;
};

} // namespace moa
