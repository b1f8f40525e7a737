// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/similaritypage.h"

#include "charts/chartrows.h"
#include "charts/heatmap.h"
#include "charts/scalekey.h"
#include "items/responsesmodel.h"
#include "theme/theme.h"

#include <algorithm>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>

namespace moa {

namespace {

constexpr SimilarityMetric metrics[] = {SimilarityMetric::Bleu, SimilarityMetric::Chrf,
                                        SimilarityMetric::TfIdf, SimilarityMetric::Levenshtein};

constexpr int leastLayerTitle = 16; ///< characters of it that are seen

} // namespace

SimilarityPage::SimilarityPage(QWidget *parent)
    : ChartPage(parent)
    , m_layers(new QComboBox(this))
    , m_metrics(new QComboBox(this))
    , m_sentence(new QLabel(this))
    , m_map(new HeatMap(this))
    , m_key(new ScaleKey(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(space::tiny);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(space::small, 0, space::medium, 0);
    row->setSpacing(space::small);
    row->addWidget(m_layers);
    row->addWidget(m_metrics);
    row->addStretch();
    row->addWidget(m_key);
    layout->addLayout(row);
    layout->addWidget(m_sentence);
    layout->addWidget(m_map, 1);

    m_layers->setObjectName(QStringLiteral("similarityLayer"));
    m_layers->setAccessibleName(tr("Layer whose answers are compared"));
    m_layers->setToolTip(m_layers->accessibleName());
    // A long name of a layer must not make the panel wide.
    m_layers->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_layers->setMinimumContentsLength(leastLayerTitle);
    m_metrics->setObjectName(QStringLiteral("similarityMetric"));
    m_metrics->setAccessibleName(tr("By what the answers are compared"));
    m_metrics->setToolTip(m_metrics->accessibleName());
    for (const SimilarityMetric metric : metrics)
        m_metrics->addItem(HeatMapContent::metricTitle(metric));
    m_sentence->setObjectName(QStringLiteral("similaritySentence"));
    m_sentence->setTextFormat(Qt::PlainText);
    m_sentence->setWordWrap(true);
    m_sentence->setToolTip(tr("Diversity is what is missing to 100 % in the mean similarity of "
                              "every answer to every other."));
    m_sentence->setContentsMargins(space::medium, 0, space::medium, 0);
    m_map->setAccessibleName(tr("Similarity of the answers"));
    connect(m_layers, &QComboBox::currentIndexChanged, this, &SimilarityPage::showCurrent);
    connect(m_metrics, &QComboBox::currentIndexChanged, this, &SimilarityPage::showCurrent);
}

QString SimilarityPage::title() const
{
    return tr("Similarity of the answers (%1), %2")
        .arg(m_metrics->currentText(), m_layers->currentText());
}

void SimilarityPage::refresh(const ResponsesModel *model, qint64)
{
    m_model = model;
    if (model && m_run != model->run().id) {
        m_run = model->run().id;
        m_known.clear();
        m_asked.clear();
    }
    fillLayers();
    showCurrent();
}

void SimilarityPage::setPointer(PointedResponse *pointer)
{
    m_map->setPointer(pointer);
}

void SimilarityPage::fillLayers()
{
    QStringList titles;
    if (m_model) {
        for (int layer = 0; layer < m_model->run().mixture.layers.size(); ++layer)
            titles.append(chartrows::layerTitle(*m_model, layer));
    }
    if (titles == m_layerTitles)
        return;
    m_layerTitles = titles;
    const QSignalBlocker blocker(m_layers);
    const int chosen = m_layers->currentIndex();
    m_layers->clear();
    m_layers->addItems(titles);
    m_layers->setCurrentIndex(chosen >= 0 && chosen < titles.size() ? chosen : 0);
}

int SimilarityPage::layer() const
{
    return std::max(m_layers->currentIndex(), 0);
}

SimilarityRequest SimilarityPage::currentRequest() const
{
    SimilarityRequest request{m_run, layer(), metrics[std::max(m_metrics->currentIndex(), 0)], {}};
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const Response &response = m_model->response(row);
        if (response.layer == request.layer && isAnswer(response.state))
            request.responses.append(response.id);
    }
    return request;
}

const SimilarityPage::Known *SimilarityPage::known(const SimilarityRequest &request) const
{
    const auto found =
        std::find_if(m_known.cbegin(), m_known.cend(),
                     [&request](const Known &candidate) { return candidate.request == request; });
    return found == m_known.cend() ? nullptr : &*found;
}

void SimilarityPage::showCurrent()
{
    if (!m_model || m_model->rowCount() == 0)
        return;
    const SimilarityRequest request = currentRequest();
    m_key->setMost(HeatMapContent::figure(request.metric, 1.0, QLocale()));
    if (request.responses.size() < 2) {
        say(whyNothing(request), false);
        return;
    }
    if (const Known *matrix = known(request)) {
        const QLocale locale;
        const double diversity = matrix->matrix.diversity();
        QString judgement = tr("very different from each other");
        if (diversity < 0.25)
            judgement = tr("nearly the same");
        else if (diversity < 0.5)
            judgement = tr("much alike");
        else if (diversity < 0.75)
            judgement = tr("rather different from each other");
        m_map->setContent(contentOf(*matrix));
        say(tr("Diversity %1 % by %2: the %3 answers are %4.")
                .arg(locale.toString(diversity * 100.0, 'f', 0), m_metrics->currentText(),
                     locale.toString(request.responses.size()), judgement),
            true);
        return;
    }
    say(tr("Comparing the %1 answers of this layer…")
            .arg(QLocale().toString(request.responses.size())),
        false);
    if (!m_asked.contains(request)) {
        m_asked.append(request);
        Q_EMIT matrixNeeded(request);
    }
}

QString SimilarityPage::whyNothing(const SimilarityRequest &request) const
{
    if (m_model->run().state == RunState::Running)
        return tr("The answers of this layer are compared as soon as two of them are in.");
    return request.responses.isEmpty()
        ? tr("This layer has no answer that could be compared. Choose another layer.")
        : tr("This layer has one answer: there is nothing to compare it with. Choose another "
             "layer.");
}

HeatMapContent SimilarityPage::contentOf(const Known &known) const
{
    HeatMapContent content;
    content.metric = known.request.metric;
    content.matrix = known.matrix;
    for (const ResponseId &id : known.request.responses) {
        const int row = m_model->row(id).value_or(0);
        content.entries.append({id, m_model->name(row), chartrows::colorOf(*m_model, row)});
    }
    return content;
}

void SimilarityPage::say(const QString &sentence, bool withMap)
{
    m_sentence->setText(sentence);
    m_sentence->setAlignment(withMap ? Qt::AlignLeft | Qt::AlignVCenter : Qt::AlignCenter);
    m_map->setVisible(withMap);
    m_key->setVisible(withMap);
    if (!withMap)
        m_map->setContent({});
}

void SimilarityPage::setMatrix(const SimilarityRequest &request, const SimilarityMatrix &matrix)
{
    if (request.run != m_run || matrix.size != request.responses.size())
        return;
    m_asked.removeAll(request);
    if (!known(request))
        m_known.append({request, matrix});
    showCurrent();
}

std::unique_ptr<QWidget> SimilarityPage::picture(int width) const
{
    auto whole = std::make_unique<QWidget>();
    auto *layout = new QVBoxLayout(whole.get());
    layout->setContentsMargins({});
    auto *sentence = new QLabel(m_sentence->text(), whole.get());
    sentence->setTextFormat(Qt::PlainText);
    sentence->setWordWrap(true);
    sentence->setContentsMargins(space::medium, 0, space::medium, 0);
    layout->addWidget(sentence);
    if (m_map->content().entries.isEmpty())
        return whole;
    auto *map = new HeatMap(whole.get());
    map->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    map->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    map->setContent(m_map->content());
    map->setFixedSize(map->wholeSize(width));
    layout->addWidget(map);
    return whole;
}

} // namespace moa
