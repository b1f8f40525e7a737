// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/error.h"
#include "store/historyquery.h"

#include <functional>
#include <QFuture>
#include <QWidget>

class QLabel;
class QSpinBox;

namespace moa {

/** Where the history is, and where the program keeps how much of it stays. All are set. */
struct Storage
{
    QString path; ///< of the history's file
    std::function<QFuture<Result<qint64>>()> size; ///< bytes on disk
    std::function<HistoryLimits()> load;
    std::function<void(const HistoryLimits &)> save;
};

/** The page of the settings on what is kept of runs, and where. */
class StoragePage : public QWidget
{
    Q_OBJECT

public:
    explicit StoragePage(Storage storage, QWidget *parent = nullptr);

protected:
    void showEvent(QShowEvent *event) override;

private:
    QSpinBox *number(const char *name, const QString &accessibleName, int most,
                     const QString &ifNone);
    void askSize();
    void take();

    Storage m_storage;
    QLabel *m_size;
    QSpinBox *m_days;
    QSpinBox *m_megabytes;
};

} // namespace moa
