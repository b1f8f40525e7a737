// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/validation.h"
#include "providers/provider.h"

#include <memory>
#include <QWidget>

namespace moa {

class CanvasView;
class CardStates;
class MixtureDocument;
class PointedResponse;
class ProblemsBar;
class ResponsesModel;

/** The Design workspace: the canvas of a document's mixture, and what is wrong with it. */
class DesignPage : public QWidget
{
    Q_OBJECT

public:
    /// What else the page shows; all of it outlives the page.
    struct Sources
    {
        MixtureDocument *document;
        ResponsesModel *responses;
        PointedResponse *pointed;
    };

    DesignPage(const Sources &sources, const QList<Provider> &providers, QWidget *parent = nullptr);
    ~DesignPage() override;

    [[nodiscard]] CanvasView *canvas() const { return m_canvas; }
    /// Their names stand on the cards.
    void setProviders(const QList<Provider> &providers);
    /// What is wrong with the mixture, found elsewhere.
    void setProblems(const QList<Problem> &problems);
    /// Shows the start of @p prompt on the canvas.
    void setPrompt(const QString &prompt);
    /// The document has another mixture: no card shows what a run said of the one before.
    void startAnew();
    void frameMixture();

private:
    void connectPointer(PointedResponse *pointed);
    void fix(const Problem &problem);
    void showProblem(const Problem &problem);

    MixtureDocument *m_document;
    ProblemsBar *m_problems;
    CanvasView *m_canvas;
    std::unique_ptr<CardStates> m_cardStates;
};

} // namespace moa
