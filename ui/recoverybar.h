// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QStringList>

class QLabel;
class QVBoxLayout;

namespace moa {

/**
 * Quiet lines that offer what windows left that did not end well: one sentence each, to open or to
 * discard. Hidden while there is nothing to offer.
 */
class RecoveryBar : public QFrame
{
    Q_OBJECT

public:
    /// More wait until one of these is dealt with.
    static constexpr qsizetype mostShown = 4;

    explicit RecoveryBar(QWidget *parent = nullptr);

    /// What can be done with each offer, in place of "Open" and "Discard": for offers from then on.
    void setVerbs(const QString &open, const QString &discard);

    /// One sentence for each, in order; instead of those before.
    void setOffers(const QStringList &sentences);

Q_SIGNALS:
    void openRequested(qsizetype offer);
    void discardRequested(qsizetype offer);

protected:
    void changeEvent(QEvent *event) override;

private:
    /// A line for the offer at @p index.
    QWidget *line(qsizetype index, const QString &sentence);
    void applyLook();

    QVBoxLayout *m_lines;
    QList<QWidget *> m_shown;
    QLabel *m_more;
    QString m_open;
    QString m_discard;
};

} // namespace moa
