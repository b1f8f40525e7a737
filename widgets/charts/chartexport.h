// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <QPushButton>

namespace moa {

/** The button "Export…": asks for a file and writes a chart or the run's figures to it. */
class ChartExport : public QPushButton
{
    Q_OBJECT

public:
    explicit ChartExport(QWidget *parent = nullptr);

    /// Offers a file format. @p content is asked for its bytes once the file is chosen;
    /// @p baseName for the name that the dialog proposes, without its ending.
    void addFormat(const QString &text, const QString &filter, const QString &ending,
                   std::function<QByteArray()> content, std::function<QString()> baseName);

private:
    struct Format
    {
        QString filter;
        QString ending;
        std::function<QByteArray()> content;
        std::function<QString()> baseName;
    };

    void choose(const Format &format);
    void write(const QString &path, const QByteArray &content);
};

} // namespace moa
