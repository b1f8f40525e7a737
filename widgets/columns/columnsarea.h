// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QWidget>

class QScrollArea;
class QVBoxLayout;

namespace moa {

class LayerGroup;
class ResponseColumn;

/** Where columns stand: groups of layers that scroll sideways, and the final answer at the right.
 */
class ColumnsArea : public QWidget
{
    Q_OBJECT

public:
    explicit ColumnsArea(QWidget *parent = nullptr);

    void clear();
    /// The group that holds columns of @p layer, made with @p title if it is not there yet.
    [[nodiscard]] LayerGroup *group(int layer, bool finalAnswer, const QString &title);
    /// Groups other than the final answer's.
    [[nodiscard]] int numberedCount() const;
    [[nodiscard]] bool hasFinal() const { return m_finalGroup != nullptr; }
    /// Of the one that has @p column.
    [[nodiscard]] LayerGroup *groupOf(const ResponseColumn *column) const;

    /**
     * Shows @p columns in this order within their groups, and no others. With @p fullWidth they
     * share the width, else each has a comfortable one; where that is too little room they scroll.
     * A column that was in view stays where it was as far as that can be: the one with the
     * keyboard focus, or else the first.
     */
    void setShown(const QList<ResponseColumn *> &columns, bool fullWidth);
    /// What is shown, from left to right.
    [[nodiscard]] const QList<ResponseColumn *> &shown() const { return m_shown; }
    [[nodiscard]] bool isInView(const ResponseColumn *column) const;
    /// Scrolls sideways so that all of @p column can be seen.
    void bringIntoView(ResponseColumn *column);
    /// Scrolls to the beginning of the next layer (1), or of this one or the one before (-1).
    void jump(int direction);
    [[nodiscard]] int offset() const;
    void setOffset(int offset);

Q_SIGNALS:
    /// Other columns may be in view.
    void viewMoved();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void distribute();
    /// Makes the layouts final now.
    void settle();
    [[nodiscard]] const ResponseColumn *readersColumn() const;
    [[nodiscard]] int leftOf(const QWidget *column) const;

    QScrollArea *m_scroll;
    QVBoxLayout *m_finalPlace;
    QWidget *m_content = nullptr; ///< of m_scroll; holds the groups
    QList<LayerGroup *> m_groups; ///< by layer; null: all of the layer is the final answer
    LayerGroup *m_finalGroup = nullptr;
    QList<ResponseColumn *> m_shown;
    bool m_fullWidth = true;
};

} // namespace moa
