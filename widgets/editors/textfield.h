// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QLineEdit;
class QPlainTextEdit;

namespace moa {

/** A text to edit, of one line or several, with room below for a sentence on what is wrong with it.
 */
class TextField : public QWidget
{
    Q_OBJECT

public:
    enum class Kind { Line, Paragraph, Code };

    explicit TextField(Kind kind, QWidget *parent = nullptr);

    [[nodiscard]] QString text() const;
    /// Shows @p text without edited(), and clears the error.
    void setText(const QString &text);
    /// What holds while the field is empty.
    void setPlaceholder(const QString &text);
    void setLabel(const QString &label);
    /// Empty: nothing is wrong.
    void setError(const QString &sentence);
    [[nodiscard]] QString error() const;

    /// Null for a paragraph.
    [[nodiscard]] QLineEdit *lineEdit() const { return m_line; }
    /// Null for a line.
    [[nodiscard]] QPlainTextEdit *paragraphEdit() const { return m_paragraph; }

Q_SIGNALS:
    /// The person has changed the text.
    void edited(const QString &text);

protected:
    void changeEvent(QEvent *event) override;

private:
    void applyTheme();

    QLineEdit *m_line = nullptr;
    QPlainTextEdit *m_paragraph = nullptr;
    QLabel *m_error;
    bool m_setting = false;
};

} // namespace moa
