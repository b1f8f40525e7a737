// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/substitution.h"

#include <optional>
#include <QFrame>

class QComboBox;

namespace moa {

/** One model that a preset would ask: where, for whom, what stands against it, and what could be
 * asked instead. */
class ModelUsePane : public QFrame
{
    Q_OBJECT

public:
    /// @p agents: the names of those that ask it. @p providers give names to substitutes' ones.
    ModelUsePane(ModelUse use, const QStringList &agents, const QList<Provider> &providers,
                 QWidget *parent = nullptr);

    [[nodiscard]] const ModelUse &use() const { return m_use; }
    /// What the person has chosen; nothing: it stays as it is.
    [[nodiscard]] std::optional<Substitute> chosen() const;

Q_SIGNALS:
    void chosenChanged();

private:
    void createChoice(const QList<Provider> &providers);
    [[nodiscard]] QString obstacleSentence(const QString &provider) const;

    ModelUse m_use;
    QComboBox *m_choice = nullptr; ///< null where there is nothing to choose
};

} // namespace moa
