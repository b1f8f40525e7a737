// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/textsearch.h"

#include <optional>
#include <QTimer>
#include <QWidget>

class QLabel;
class QLineEdit;
class QToolButton;

namespace moa {

/** What to find in the columns, how much was found, and the way from one place to the next. */
class FindBar : public QWidget
{
    Q_OBJECT

public:
    explicit FindBar(QWidget *parent = nullptr);

    [[nodiscard]] TextSearch search() const;
    /// Puts the keyboard into the field, all of it selected; @p words, if any, replace it.
    void open(const QString &words = {});
    /// @p total places were found, @p current, from 0, is the current one. @p searching: there may
    /// be more.
    void setResult(qsizetype total, std::optional<qsizetype> current, bool searching);

Q_SIGNALS:
    /// Shortly after the field or the case was changed.
    void searchChanged(const moa::TextSearch &search);
    void goRequested(int direction);
    void closeRequested();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    QToolButton *addButton(const QString &name, const QString &iconName, const QString &text);
    void announce();

    QLineEdit *m_field;
    QToolButton *m_matchCase;
    QToolButton *m_previous;
    QToolButton *m_next;
    QLabel *m_result;
    QTimer m_typing;
};

} // namespace moa
