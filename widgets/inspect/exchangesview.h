// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "inspect/exchangetexts.h"
#include "run/response.h"

#include <functional>
#include <QFutureWatcher>
#include <QWidget>

class QCheckBox;
class QLabel;
class QPushButton;

namespace moa {

class ChoiceBar;
class ColumnNotice;
class ExchangePane;

/**
 * Every attempt at one response: what was sent and what came back, to read or as it went over the
 * wire, and to take along. Never a key: it is in no exchange. Texts are prepared beside the GUI
 * thread; a click on a button that copies is answered once its text is ready.
 */
class ExchangesView : public QWidget
{
    Q_OBJECT

public:
    explicit ExchangesView(QWidget *parent = nullptr);
    ~ExchangesView() override;

    /// Shows the last attempt at @p response.
    void setResponse(const Response &response);
    [[nodiscard]] ExchangeForm form() const;

private:
    void addTop();
    void addPanes();
    [[nodiscard]] QPushButton *copyButton(const char *name, const QString &text,
                                          const QString &toolTip);
    [[nodiscard]] const Exchange *current() const;
    void refresh();
    void showTexts();
    void copy(const std::function<QByteArray(const Exchange &)> &text, const QString &done);

    Response m_response;
    ChoiceBar *m_attempts;
    ChoiceBar *m_forms;
    QCheckBox *m_indent;
    QLabel *m_address;
    ColumnNotice *m_failure;
    ExchangePane *m_request;
    ExchangePane *m_reply;
    QLabel *m_said; ///< what the last click did
    QList<QPushButton *> m_copyButtons;
    QFutureWatcher<ExchangeTexts> m_texts;
    QFutureWatcher<QString> m_copied;
    QString m_doneCopying;
};

} // namespace moa
