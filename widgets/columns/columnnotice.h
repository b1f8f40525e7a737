// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace moa {

/**
 * A sentence in the place of an answer or above it: what is being waited for, why it failed, what
 * is missing. Its kind has a mark and a colour; with an action it has one button.
 */
class ColumnNotice : public QWidget
{
    Q_OBJECT

public:
    enum class Kind { Info, Warning, Danger };

    explicit ColumnNotice(QWidget *parent = nullptr);

    /// An empty @p sentence hides the notice; an empty @p action the button.
    void setMessage(Kind kind, const QString &sentence, const QString &action = {});

Q_SIGNALS:
    void actionTriggered();

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void updateColor();
    [[nodiscard]] QColor color() const;

    QLabel *m_label;
    QPushButton *m_button;
    Kind m_kind = Kind::Info;
};

} // namespace moa
