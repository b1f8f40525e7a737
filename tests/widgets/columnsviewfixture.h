// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "columns/columnhead.h"
#include "columns/columnsview.h"
#include "columns/responsecolumn.h"
#include "columnsfixture.h"
#include "items/responsesmodel.h"
#include "theme/theme.h"

#include <QAbstractButton>
#include <QApplication>
#include <QHash>
#include <QMenu>
#include <QScrollArea>
#include <QScrollBar>
#include <QTest>
#include <QTextBrowser>
#include <QToolButton>

namespace moa::test {

/** A view of a run, in a window of its own, and what a person finds in it. */
class ShownColumns
{
public:
    ShownColumns()
    {
        QApplication::setPalette(Theme::make(Theme::Scheme::Light).palette());
        view.setModel(&model);
    }

    /// Shows a run of @p layers that has ended; agents have the text that is given for them, or
    /// else their id.
    void open(const QList<QStringList> &layers, const QHash<QString, QString> &texts = {})
    {
        run = makeRun(layers);
        run.state = RunState::Done;
        for (Response &response : run.responses) {
            const QString agent = response.id.agent.toString();
            response.state = ResponseState::Done;
            response.text = texts.value(agent, agent);
        }
        start();
    }

    /// Shows a run of @p layers that is going.
    void begin(const QList<QStringList> &layers)
    {
        run = makeRun(layers);
        start();
    }

    [[nodiscard]] ResponseColumn *column(const char *agent) const
    {
        return view.findChild<ResponseColumn *>(
            QStringLiteral("column:%1#1").arg(QLatin1String(agent)));
    }
    [[nodiscard]] ColumnHead *head(const char *agent) const { return column(agent)->head(); }
    [[nodiscard]] QTextBrowser *answer(const char *agent) const
    {
        return column(agent)->findChild<QTextBrowser *>(QStringLiteral("answer"));
    }
    [[nodiscard]] QAbstractButton *button(const char *name) const
    {
        return view.findChild<QAbstractButton *>(QLatin1String(name));
    }
    [[nodiscard]] QScrollBar *sideways() const
    {
        return view.findChild<QScrollArea *>(QStringLiteral("layers"))->horizontalScrollBar();
    }
    [[nodiscard]] int left(const char *agent) const
    {
        return column(agent)->mapTo(&view, QPoint(0, 0)).x();
    }
    /// The columns that are shown, from left to right.
    [[nodiscard]] QString order() const
    {
        QList<ResponseColumn *> columns = view.findChildren<ResponseColumn *>();
        columns.removeIf([](const ResponseColumn *each) { return !each->isVisible(); });
        std::sort(columns.begin(), columns.end(), [this](auto *a, auto *b) {
            // The final answer stands over what is scrolled to beyond it.
            const QString last = QStringLiteral("final");
            const bool aLast = a->id().agent.toString() == last;
            const bool bLast = b->id().agent.toString() == last;
            return aLast != bLast
                ? bLast
                : a->mapTo(&view, QPoint(0, 0)).x() < b->mapTo(&view, QPoint(0, 0)).x();
        });
        QStringList names;
        for (const ResponseColumn *each : std::as_const(columns))
            names.append(each->id().agent.toString());
        return names.join(u' ');
    }
    /// Chooses from the menu of the bar's button @p name.
    void choose(const char *name, const QString &text) const
    {
        trigger(static_cast<QToolButton *>(button(name))->menu(), text);
    }
    /// Chooses from the menu of a column, as its button opens it.
    void chooseFor(const char *agent, const QString &text) const
    {
        QTest::mouseClick(
            head(agent)->findChild<QAbstractButton *>(QStringLiteral("columnMenuButton")),
            Qt::LeftButton);
        auto *menu = view.findChild<QMenu *>(QStringLiteral("columnMenu"));
        QVERIFY(menu && menu->isVisible());
        trigger(menu, text);
        QTRY_VERIFY(!view.findChild<QMenu *>(QStringLiteral("columnMenu")));
    }
    static void trigger(QMenu *menu, const QString &text)
    {
        for (QAction *action : menu->actions()) {
            if (action->text().remove(u'&') == text) {
                QVERIFY2(action->isEnabled(), qPrintable(text));
                action->trigger();
                menu->close();
                return;
            }
        }
        QFAIL(qPrintable(text + QStringLiteral(" is not in the menu")));
    }

    ResponsesModel model;
    ColumnsView view;
    RunRecord run;

private:
    void start()
    {
        model.runStarted(run);
        if (view.isVisible())
            return;
        view.resize(1100, 600);
        view.show();
        QApplication::setActiveWindow(&view);
        QVERIFY(QTest::qWaitForWindowActive(&view));
    }
};

} // namespace moa::test
