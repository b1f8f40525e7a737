// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "columns/answerview.h"
#include "columns/textfeed.h"

#include <QTimer>

namespace moa {

/** A plain text under a title. */
struct Section
{
    QString title; ///< empty: none
    QString text;

    friend bool operator==(const Section &, const Section &) = default;
};

/**
 * Plain texts of any length, one under the other, to read. They are put in a slice at a time, so
 * that the window never waits; of one longer than firstPart only that much, until showAll().
 */
class SectionsView : public PlainView
{
    Q_OBJECT

public:
    static constexpr qsizetype firstPart = 1'048'576;

    explicit SectionsView(QWidget *parent = nullptr);

    void setSections(const QList<Section> &sections);
    /// Everything is there that is to be shown now.
    [[nodiscard]] bool isComplete() const { return m_next >= m_sections.size(); }
    /// A section is longer than what is shown of it.
    [[nodiscard]] bool isShortened() const;
    void showAll();

Q_SIGNALS:
    void completed();

private:
    void restart();
    void step();
    void addTitle(const QString &title);

    QList<Section> m_sections;
    TextFeed m_feed;
    QTimer m_timer;
    qsizetype m_next = 0;
    bool m_inSection = false; ///< the text of m_next is being put in
    bool m_showsAll = false;
};

} // namespace moa
