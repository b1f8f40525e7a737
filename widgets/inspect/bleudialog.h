// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QLabel;

namespace moa {

/** BLEU of one response against the final answer, as one would report it. */
struct BleuReport
{
    QString name; ///< whom the response is of
    QString text;
    QString finalText;
};

/**
 * A window beside the others with the statistics and signatures of a response's BLEU against the
 * final answer, for n-grams up to 3, 4 and 5 words. Computed on another thread. Show it with
 * show(); it deletes itself when it is closed.
 */
class BleuDialog : public QDialog
{
    Q_OBJECT

public:
    explicit BleuDialog(const BleuReport &report, QWidget *parent = nullptr);

private:
    QLabel *m_figures;
};

} // namespace moa
