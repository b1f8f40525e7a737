// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <QWidget>

class QLabel;
class QPushButton;

namespace moa {

class ResponsesModel;
class RunProvenance;

/**
 * One sentence on what the final answer is made of, and a button that shows where. Hidden as long
 * as there is nothing to say.
 */
class ContributionLine : public QWidget
{
    Q_OBJECT

public:
    /// @p model names the responses and outlives the line.
    explicit ContributionLine(const ResponsesModel *model, QWidget *parent = nullptr);

    /// Of the run that the model shows; null: not known.
    void setProvenance(std::shared_ptr<const RunProvenance> provenance);

Q_SIGNALS:
    /// To show each passage in the colour of the response that it comes from.
    void placesRequested();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    [[nodiscard]] QString sentence() const;
    void showSentence();

    const ResponsesModel *m_model;
    std::shared_ptr<const RunProvenance> m_provenance;
    QString m_sentence;
    QLabel *m_label;
    QPushButton *m_button;
};

} // namespace moa
