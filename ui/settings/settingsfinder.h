// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QListView>
#include <QPointer>

class QLineEdit;

namespace moa {

class CommandsModel;

/**
 * Finds a setting by its words: whatever stands on a page, its names, choices and explanations. The
 * keyboard stays in the search field and moves the choice from there; Enter takes it.
 */
class SettingsFinder : public QListView
{
    Q_OBJECT

public:
    /// Looks for what is in @p field, which outlives this.
    explicit SettingsFinder(QLineEdit *field, QWidget *parent = nullptr);

    /// Reads what stands on @p pages, with their names.
    void setPages(const QList<std::pair<QString, QWidget *>> &pages);

    /// Brings @p widget into sight, whatever tabs and scroll areas it is in, with the keyboard.
    static void reveal(QWidget *widget);

Q_SIGNALS:
    /// @p widget stands on the page of this number.
    void found(int page, QWidget *widget);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    /** What is to be found. */
    struct Target
    {
        int page = 0;
        QPointer<QWidget> widget;
    };

    void search();
    void moveTo(int row);
    void take(const QModelIndex &index);
    bool keyPressed(int key);

    QLineEdit *m_field;
    CommandsModel *m_found;
    QList<Target> m_targets; ///< by the number that is the id in m_found
};

} // namespace moa
