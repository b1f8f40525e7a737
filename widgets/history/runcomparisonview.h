// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/response.h"

#include <memory>
#include <QTimer>
#include <QWidget>

class QLabel;
class QStackedWidget;
class QTreeWidget;

namespace moa {

class DiffView;

/**
 * Two runs side by side: what is other in their mixtures, field by field; their figures; and what
 * is different between their final answers, word by word.
 */
class RunComparisonView : public QWidget
{
    Q_OBJECT

public:
    explicit RunComparisonView(QWidget *parent = nullptr);
    ~RunComparisonView() override;

    /// The first one counts as the old one. Both are there.
    void setRuns(std::shared_ptr<const RunRecord> first, std::shared_ptr<const RunRecord> second);

private:
    [[nodiscard]] QWidget *createHead();
    [[nodiscard]] QWidget *createTables();
    [[nodiscard]] QTreeWidget *addTable(const QString &name, const QString &objectName,
                                        QWidget *parent);
    void showMixtures();
    void showFigures();
    void showAnswers();
    void scoreAnswers();
    void feed();

    QLabel *m_firstName = nullptr;
    QLabel *m_secondName = nullptr;
    QStackedWidget *m_mixturePages = nullptr;
    QTreeWidget *m_mixtures = nullptr;
    QTreeWidget *m_figures = nullptr;
    QLabel *m_bleu = nullptr;
    QLabel *m_noAnswer;
    DiffView *m_diff;
    std::shared_ptr<const RunRecord> m_first;
    std::shared_ptr<const RunRecord> m_second;
    QTimer m_feeding;
};

} // namespace moa
