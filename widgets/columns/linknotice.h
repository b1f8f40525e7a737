// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QUrl>
#include <QWidget>

class QLabel;
class QPushButton;

namespace moa {

/**
 * Says where a link leads before anything is opened, in the place of the answer it stands in: the
 * whole address, its host, and the choice to open it, to copy it or to let it be. What is not an
 * address of the web or of mail can't be opened.
 */
class LinkNotice : public QWidget
{
    Q_OBJECT

public:
    explicit LinkNotice(QWidget *parent = nullptr);

    void ask(const QUrl &link);

Q_SIGNALS:
    void openWanted(const QUrl &link);
    /// The reader has decided; the notice is hidden.
    void closed();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void close();

    QUrl m_link;
    QLabel *m_sentence;
    QLabel *m_address;
    QPushButton *m_open;
    QPushButton *m_copy;
    QPushButton *m_cancel;
};

} // namespace moa
