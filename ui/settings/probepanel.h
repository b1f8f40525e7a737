// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "providers/keyring.h"
#include "providers/listedmodel.h"
#include "providers/networksettings.h"
#include "providers/providerprobe.h"
#include "ui/settings/stepmark.h"

#include <array>
#include <memory>
#include <QWidget>

class QLabel;
class QPushButton;

namespace moa {

/**
 * Tests a provider with one click: is it there, does it take the key, what models has it, does one
 * of them answer. Each step appears with its time and a sentence; the test can be stopped.
 */
class ProbePanel : public QWidget
{
    Q_OBJECT

public:
    explicit ProbePanel(QWidget *parent = nullptr);
    ~ProbePanel() override;

    void start(const Provider &provider, const ApiKey &key, const NetworkSettings &network);
    void stop();
    /// Forgets what was found: it is another provider, or no longer the same.
    void clear();
    [[nodiscard]] bool isRunning() const { return m_probe != nullptr; }

Q_SIGNALS:
    /// The owner answers with start().
    void testRequested();
    void listed(const moa::ProviderId &provider, const QList<moa::ListedModel> &models);

private:
    struct Row
    {
        StepMark *mark = nullptr;
        QLabel *name = nullptr;
        QLabel *sentence = nullptr;
        QLabel *time = nullptr;
    };

    static constexpr int stepCount = 4;

    void takeStep(const ProviderProbe::Step &step);
    void finish(const QList<ListedModel> &models);
    void endProbe();
    void showRow(int step, StepMark::State state, const QString &sentence, const QString &time);

    ProviderId m_provider;
    std::unique_ptr<ProviderProbe> m_probe;
    QPushButton *m_button;
    QLabel *m_hint;
    QWidget *m_steps;
    std::array<Row, stepCount> m_rows;
};

} // namespace moa
