// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "canvas/canvasview.h"
#include "common/environment.h"
#include "items/mixturedocument.h"
#include "items/responsesmodel.h"
#include "support/scriptedserver.h"
#include "ui/appearance.h"
#include "ui/mainwindow.h"

#include <memory>
#include <QApplication>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace moa::test {

/// An agent at the scripted server, whose model is called as it is.
[[nodiscard]] Agent scriptedAgent(const QString &id, Role role = Role::Proposer);
/// "a b|final" is two layers; whoever stands alone in the last of several aggregates.
[[nodiscard]] Mixture scriptedMixture(const QString &layers);
/// The ids of a mixture, written as scriptedMixture() reads them.
[[nodiscard]] QString shapeOf(const Mixture &mixture);

/**
 * The program's window as its main() composes it, without keys, with one more provider,
 * "scripted", that answers as the test says: by default "answer of MODEL".
 */
class WindowFixture
{
public:
    WindowFixture();
    ~WindowFixture();

    /// Of windows that are opened from now on, besides the program's own.
    void setMoreProviders(const QList<Provider> &providers) { m_moreProviders = providers; }
    /// Opens a window on a preset: a bundled one's name, or a path.
    void show(const QString &preset);
    /// Opens a window on a file that holds @p mixture.
    void show(const Mixture &mixture);
    /// Writes @p mixture to a file in folder().
    [[nodiscard]] QString file(const Mixture &mixture, const QString &name);
    [[nodiscard]] QString folder() const { return m_folder.path(); }
    /// Destroys the window.
    void close() { m_window.reset(); }

    [[nodiscard]] MainWindow &window() const { return *m_window; }
    [[nodiscard]] ScriptedServer &server() { return m_server.server(); }
    [[nodiscard]] MixtureDocument &document() const { return part<MixtureDocument>(); }
    [[nodiscard]] ResponsesModel &responses() const { return part<ResponsesModel>(); }
    [[nodiscard]] RunSession &session() const { return part<RunSession>(); }
    [[nodiscard]] CanvasView &canvas() const { return part<CanvasView>(); }
    /// The part of the window of this type, and of this object name if one is given.
    template <typename Part>
    [[nodiscard]] Part &part(const char *name = nullptr) const
    {
        return *m_window->findChild<Part *>(name ? QString::fromLatin1(name) : QString());
    }

    [[nodiscard]] QPlainTextEdit *prompt() const;
    [[nodiscard]] QPushButton *runButton() const;
    /// What stands in the visible label of this name; null if it is hidden.
    [[nodiscard]] QString label(const char *name) const;
    /// The entry of the menu bar with this text, without its accelerator.
    [[nodiscard]] QAction *menuEntry(const QString &text) const;
    /// A dialog of this type, once there is a visible one; null if none comes.
    template <typename Dialog>
    [[nodiscard]] Dialog *dialog() const
    {
        Dialog *found = nullptr;
        const auto look = [&] {
            for (Dialog *each : m_window->findChildren<Dialog *>())
                found = each->isVisible() ? each : found;
            return found != nullptr;
        };
        return QTest::qWaitFor(look, 5000) ? found : nullptr;
    }

    /// The column of an agent's response, scrolled into view; null: none.
    [[nodiscard]] QWidget *column(const QString &agent, int sample = 1) const;
    /// The answer as the column shows it.
    [[nodiscard]] QString answer(const QString &agent, int sample = 1) const;
    /// The sentence above the answer or in its place.
    [[nodiscard]] QString notice(const QString &agent) const;
    /// All that a card says, as the pointer over it shows.
    [[nodiscard]] QString card(const QString &agent) const;
    /// The middle of a card, in the canvas's viewport.
    [[nodiscard]] QPoint cardPlace(const QString &agent) const;
    void clickCard(const QString &agent) const;

private:
    QTemporaryDir m_folder;
    ThreadedScriptedServer m_server;
    QList<Provider> m_moreProviders;
    Appearance m_appearance;
    std::unique_ptr<MainWindow> m_window;
};

/** main() of a test of the window: nothing of the user's is read or written. */
template <typename Test>
int windowTestMain(int argc, char *argv[])
{
    const QTemporaryDir home;
    // Where a file dialog keeps its last folders.
    qputenv("XDG_CONFIG_HOME", home.path().toLocal8Bit());
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
    const QApplication application(argc, argv);
    setUpApplication();
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    Test test;
    return QTest::qExec(&test, argc, argv);
}

} // namespace moa::test
