// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/chartpage.h"
#include "items/similarityrequest.h"

class QComboBox;
class QLabel;

namespace moa {

class HeatMap;
class ScaleKey;
struct HeatMapContent;

/** How alike the answers of one layer are: heat map, and the layer's diversity in words. */
class SimilarityPage : public ChartPage
{
    Q_OBJECT

public:
    explicit SimilarityPage(QWidget *parent = nullptr);

    [[nodiscard]] QString title() const override;
    void refresh(const ResponsesModel *model, qint64 nowMs) override;
    void setPointer(PointedResponse *pointer) override;
    [[nodiscard]] std::unique_ptr<QWidget> picture(int width) const override;

    /// Takes what matrixNeeded() asked for; kept until another run is shown.
    void setMatrix(const SimilarityRequest &request, const SimilarityMatrix &matrix);

Q_SIGNALS:
    /// Once for each matrix, from inside refresh(); it may be answered at once.
    void matrixNeeded(const moa::SimilarityRequest &request);

private:
    struct Known
    {
        SimilarityRequest request;
        SimilarityMatrix matrix;
    };

    void showCurrent();
    void fillLayers();
    [[nodiscard]] int layer() const;
    [[nodiscard]] SimilarityRequest currentRequest() const;
    [[nodiscard]] const Known *known(const SimilarityRequest &request) const;
    [[nodiscard]] QString whyNothing(const SimilarityRequest &request) const;
    [[nodiscard]] HeatMapContent contentOf(const Known &known) const;
    void say(const QString &sentence, bool withMap);

    QComboBox *m_layers;
    QComboBox *m_metrics;
    QLabel *m_sentence;
    HeatMap *m_map;
    ScaleKey *m_key;
    const ResponsesModel *m_model = nullptr; ///< of the last refresh
    QString m_run;
    QStringList m_layerTitles;
    QList<Known> m_known;
    QList<SimilarityRequest> m_asked; ///< and not answered yet
};

} // namespace moa
