// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "items/modelpalettemodel.h"
#include "mixture/validation.h"
#include "providers/provider.h"

#include <memory>
#include <QWidget>

class QSettings;

namespace moa {

class CanvasView;
class MixtureDocument;
class Pins;
class PointedResponse;
class ProblemsControl;
class QuickAdd;
class ResponsesModel;
class RunInsights;
class RunOnCanvas;
class RunSession;
class ViewMemory;

/** The Design workspace: the canvas of a document's mixture, and what belongs to it. */
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
        RunInsights *insights;
        RunSession *session;
    };

    DesignPage(const Sources &sources, const QList<Provider> &providers, QWidget *parent = nullptr);
    ~DesignPage() override;

    [[nodiscard]] CanvasView *canvas() const { return m_canvas; }
    /// The answers that later runs keep.
    [[nodiscard]] Pins *pins() const;
    /// Their names stand on the cards.
    void setProviders(const QList<Provider> &providers);
    /// The models that an agent can be made of.
    void setEntries(const QList<PaletteEntry> &entries);
    /// Keeps in @p kept, which outlives the page, where one looks and which models one uses.
    void remember(QSettings *kept);
    /// What is wrong with the mixture, found elsewhere.
    void setProblems(const QList<Problem> &problems);
    /// Shows the start of @p prompt on the canvas.
    void setPrompt(const QString &prompt);
    /// The document has another mixture, of the preset that @p source tells from others: no card
    /// shows what a run said of the one before.
    void startAnew(const QString &source);
    /// The same mixture is now another preset's.
    void setSource(const QString &source);

private:
    void connectPointer(PointedResponse *pointed);

    MixtureDocument *m_document;
    CanvasView *m_canvas;
    // They go before the canvas does.
    std::unique_ptr<ProblemsControl> m_problems;
    std::unique_ptr<RunOnCanvas> m_run;
    std::unique_ptr<QuickAdd> m_quickAdd;
    std::unique_ptr<ViewMemory> m_memory; ///< null: nothing is kept
    bool m_opening = false; ///< nobody has seen yet what is wrong with the mixture
};

} // namespace moa
