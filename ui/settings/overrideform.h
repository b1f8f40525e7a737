// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "editors/textfield.h"
#include "providers/modelcatalogue.h"

class QComboBox;
class QPushButton;

namespace moa {

/** Edits what a person says of one model; empty fields say what is known without it. */
class OverrideForm : public QWidget
{
    Q_OBJECT

public:
    explicit OverrideForm(QWidget *parent = nullptr);

    /// @p known is what holds where @p own says nothing. An empty model: there is nothing to edit.
    void setModel(const ModelOverride &own, const ModelFacts &known, bool isOwn);
    [[nodiscard]] const QString &model() const { return m_own.model; }

Q_SIGNALS:
    void edited(const moa::ModelOverride &own);
    void forgotten(const QString &model);

private:
    TextField *field(const char *name, const QString &label);
    void takePrices();
    void showKnown(const ModelFacts &known);

    ModelOverride m_own;
    QLabel *m_heading;
    QWidget *m_fields;
    TextField *m_context;
    TextField *m_input;
    TextField *m_cached;
    TextField *m_output;
    QComboBox *m_encoding;
    TextField *m_omit;
    QPushButton *m_forget;
};

} // namespace moa
