// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QPointer>

namespace moa {

/**
 * A panel that floats over a window until something is chosen in it, Esc is pressed or the person
 * goes on elsewhere. It lies inside the window instead of being a popup: under X11 an input method
 * can't reach a text field in a popup before Qt 6.5, and names are searched for in Chinese, too.
 */
class FloatingPanel : public QFrame
{
    Q_OBJECT

public:
    /// For @p host, which gets the keyboard back, and in whose window the panel lies.
    explicit FloatingPanel(QWidget *host);

    [[nodiscard]] bool isOpen() const { return m_isOpen; }
    /// Closes the panel; the keyboard goes back to the host.
    void dismiss() { close(true); }

Q_SIGNALS:
    void closed();

protected:
    /// Beside @p anchor (screen coordinates), right of it if there is room, always in the window.
    void openBeside(const QRect &anchor);
    /// At the upper right corner of the host.
    void openInCorner();
    /// In the middle of the window's width, not far from its upper edge.
    void openCentred();
    /// Takes as much height as there is to show; the upper edge stays where it is.
    void fitHeight();
    /// Keys that are pressed in @p field, a child, come to keyPressed() before it.
    void watchKeys(QWidget *field);
    /// Returns whether the panel has taken the key.
    virtual bool keyPressed(Qt::Key key, Qt::KeyboardModifiers modifiers);
    /// Esc, or the person went on elsewhere (@p toHost is false then).
    virtual void close(bool toHost);

    [[nodiscard]] QWidget *host() const { return m_host; }
    /// Who gets the keyboard when the panel closes: the host.
    [[nodiscard]] virtual QWidget *heir() const { return m_host; }

    bool eventFilter(QObject *watched, QEvent *event) override;
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    enum class Placement { Beside, Corner, Centred };

    void open(Placement placement);
    /// Returns whether the event at the field is done with.
    bool fieldEvent(QEvent *event);
    void place();
    [[nodiscard]] QPoint corner(const QRect &room) const;
    [[nodiscard]] QRect room() const;
    [[nodiscard]] int wantedHeight(int width) const;
    [[nodiscard]] QPoint besideAnchor(const QRect &room) const;
    [[nodiscard]] bool holds(const QObject *object) const;
    void focusWent(const QWidget *now);

    QPointer<QWidget> m_host;
    QWidget *m_field = nullptr; ///< whose keys are watched
    QRect m_anchor; ///< if it is beside something
    Placement m_placement = Placement::Beside;
    bool m_isOpen = false;
};

} // namespace moa
