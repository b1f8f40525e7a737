// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "items/similarityrequest.h"
#include "run/runprovenance.h"

#include <memory>
#include <QObject>

namespace moa {

class ResponsesModel;

/**
 * What the texts of the run that a model shows have in common. Computed on other threads: the
 * provenance as soon as the run is final, a similarity matrix when it is asked for.
 */
class RunInsights : public QObject
{
    Q_OBJECT

public:
    /// @p responses outlives this.
    explicit RunInsights(const ResponsesModel *responses, QObject *parent = nullptr);

    /// Null while the run goes on, and until it is computed.
    [[nodiscard]] std::shared_ptr<const RunProvenance> provenance() const { return m_provenance; }

public Q_SLOTS:
    /// Computes a matrix; matrixReady() follows, unless another run is shown by then.
    void computeMatrix(const moa::SimilarityRequest &request);

Q_SIGNALS:
    void provenanceChanged();
    void matrixReady(const moa::SimilarityRequest &request, const moa::SimilarityMatrix &matrix);

private:
    void runChanged();
    void setProvenance(std::shared_ptr<const RunProvenance> provenance);
    [[nodiscard]] QString runId() const;

    const ResponsesModel *m_responses;
    std::shared_ptr<const RunProvenance> m_provenance;
    QString m_tracing; ///< the run whose provenance is computed or known; empty: none
};

} // namespace moa
