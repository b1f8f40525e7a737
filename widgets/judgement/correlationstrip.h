// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/preference.h"

#include <QWidget>

class QLabel;

namespace moa {

/** Spearman's rho between the stars and each similarity to the final answer, with a caption. */
class CorrelationStrip : public QWidget
{
    Q_OBJECT

public:
    explicit CorrelationStrip(QWidget *parent = nullptr);

    /// Of two or more rated responses. A dash stands where rho is undefined.
    void setCorrelations(const QList<PreferenceCorrelation> &correlations);
    /// Shows @p sentence in place of figures.
    void setNotice(const QString &sentence);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QLabel *m_caption;
    QWidget *m_figures;
    QList<QLabel *> m_values; ///< by measure
};

} // namespace moa
