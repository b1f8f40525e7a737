// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QPair>
#include <QWidget>

class QLabel;
class QPushButton;
class QTableWidget;

namespace moa {

/** Edits the headers that are sent with every request. One that can't be sent, or that carries a
 * key, is told and not taken. */
class HeadersEditor : public QWidget
{
    Q_OBJECT

public:
    using Headers = QList<QPair<QString, QString>>;

    explicit HeadersEditor(QWidget *parent = nullptr);

    void setHeaders(const Headers &headers);
    /// Why what stands here is not taken, as a sentence; empty: it is.
    [[nodiscard]] QString objection() const;

Q_SIGNALS:
    void edited(const QList<QPair<QString, QString>> &headers);

protected:
    void changeEvent(QEvent *event) override;

private:
    [[nodiscard]] Headers shown() const;
    void append(const QString &name, const QString &value);
    void addRow();
    void removeRow();
    void take();
    void applyLook();

    QTableWidget *m_table;
    QPushButton *m_remove;
    QLabel *m_objection;
    Headers m_headers; ///< as they were taken last
    bool m_filling = false;
};

} // namespace moa
