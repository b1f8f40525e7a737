// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineEdit>

namespace moa {

/** A line to search with: marked as one, and cleared by a click. */
class SearchField : public QLineEdit
{
    Q_OBJECT

public:
    /// @p name is for assistive technology; empty: the placeholder.
    explicit SearchField(const QString &placeholder, QWidget *parent, const QString &name = {});
};

} // namespace moa
