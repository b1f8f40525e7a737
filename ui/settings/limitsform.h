// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "providers/provider.h"

#include <QWidget>

class QSpinBox;

namespace moa {

class HeadersEditor;

/** Edits what a provider is asked for at most, how long it is waited for, and its headers. */
class LimitsForm : public QWidget
{
    Q_OBJECT

public:
    explicit LimitsForm(QWidget *parent = nullptr);

    void setProvider(const Provider &provider);

Q_SIGNALS:
    void edited(const moa::Provider &provider);

private:
    QSpinBox *number(const char *name, int most, const QString &accessibleName);
    void connectFields();

    Provider m_provider;
    QSpinBox *m_atOnce;
    QSpinBox *m_requests;
    QSpinBox *m_tokens;
    QSpinBox *m_firstByte;
    QSpinBox *m_idle;
    QSpinBox *m_attempts;
    HeadersEditor *m_headers;
};

} // namespace moa
