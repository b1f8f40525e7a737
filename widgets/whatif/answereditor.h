// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QPlainTextEdit;
class QPushButton;

namespace moa {

/** Where a person rewrites an answer: its source, and buttons to save it or to leave it as it was.
 */
class AnswerEditor : public QWidget
{
    Q_OBJECT

public:
    explicit AnswerEditor(const QString &text, QWidget *parent = nullptr);

    /// As the button does: saved(), if there is something to save.
    void save();

Q_SIGNALS:
    /// With another text than before, which is not blank.
    void saved(const QString &text);
    void cancelled();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    [[nodiscard]] QString text() const;
    void refresh();

    QString m_before;
    QPlainTextEdit *m_edit;
    QPushButton *m_save;
};

} // namespace moa
