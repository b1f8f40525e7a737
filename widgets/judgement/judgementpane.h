// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "columns/textfeed.h"

#include <QWidget>

class QLabel;

namespace moa {

class PlainView;

/** The whole text of one response under its name, to be read beside another. */
class JudgementPane : public QWidget
{
    Q_OBJECT

public:
    /// Of longer texts only the beginning is shown, which the title says. Characters.
    static constexpr qsizetype mostText = 1'048'576;

    explicit JudgementPane(QWidget *parent = nullptr);

    /// The same text keeps its place.
    void setContent(const QString &name, const QString &text);
    /// @p current: keys rate this one.
    void setCurrent(bool current);
    /// Shows more of the text until @p deadline; returns whether all of it is there.
    bool catchUp(const QDeadlineTimer &deadline);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QLabel *m_name;
    PlainView *m_view;
    TextFeed m_feed;
    QString m_text;
    bool m_current = false;
};

} // namespace moa
