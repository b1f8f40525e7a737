// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "inspect/exchangetexts.h"

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QTreeWidget;

namespace moa {

class ColumnNotice;

/** One side of an exchange on screen: its texts, and under them a table of facts. */
class ExchangePane : public QWidget
{
    Q_OBJECT

public:
    /// @p name says which side it is, also to assistive technology.
    explicit ExchangePane(const QString &name, QWidget *parent = nullptr);

    /// To the right of the title: a place for buttons.
    void addButton(QWidget *button);
    /// @p empty is said where there are no texts; @p remark beside them, if it is not empty.
    void setSide(const ExchangeSide &side, ExchangeForm form, const QString &empty,
                 const QString &remark = {});
    [[nodiscard]] const SectionsView *text() const { return m_text; }

private:
    void fillFacts(const QList<QPair<QString, QString>> &facts);
    void showRemark();

    QHBoxLayout *m_top;
    SectionsView *m_text;
    ColumnNotice *m_notice;
    QTreeWidget *m_facts;
    QString m_remark;
};

} // namespace moa
