// SPDX-License-Identifier: GPL-3.0-or-later
#include "editors/problemspopup.h"

#include "editors/problemmark.h"
#include "theme/theme.h"

#include <algorithm>
#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QScreen>
#include <QScrollArea>
#include <QScrollBar>
#include <QToolButton>

namespace moa {

namespace {

constexpr qsizetype batch = 50; ///< rows that are made at once

QString severityName(Problem::Severity severity)
{
    return severity == Problem::Severity::Error ? ProblemsPopup::tr("Problem")
                                                : ProblemsPopup::tr("Warning");
}

} // namespace

ProblemsPopup::ProblemsPopup(QWidget *parent)
    : QFrame(parent, Qt::Popup)
    , m_area(new QScrollArea(this))
{
    setObjectName(QStringLiteral("problemsPopup"));
    setAccessibleName(tr("Problems of the mixture"));
    setFrameShape(StyledPanel);
    setAttribute(Qt::WA_WindowPropagation);
    m_area->setFrameShape(NoFrame);
    m_area->setWidgetResizable(true);
    m_area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_area->setFocusPolicy(Qt::NoFocus);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->addWidget(m_area);
    connect(m_area->verticalScrollBar(), &QScrollBar::valueChanged, this, [this](int value) {
        if (value == m_area->verticalScrollBar()->maximum())
            addRows();
    });
}

void ProblemsPopup::setProblems(const QList<Problem> &problems)
{
    if (problems == m_problems)
        return;
    m_problems = problems;
    if (!isVisible())
        return;
    if (problems.isEmpty()) {
        close();
        return;
    }
    rebuild();
    fit();
}

void ProblemsPopup::open(const QPoint &global)
{
    if (m_problems.isEmpty())
        return;
    move(global);
    rebuild();
    fit();
    show();
    // Only once the rows have been laid out is it known how high they are.
    fit();
    if (auto *first = m_area->widget()->findChild<QToolButton *>())
        first->setFocus(Qt::PopupFocusReason);
    else
        setFocus(Qt::PopupFocusReason);
}

void ProblemsPopup::rebuild()
{
    const int seen = m_area->verticalScrollBar()->value();
    // A button in it may be what has just been clicked.
    if (QWidget *old = m_area->takeWidget()) {
        old->hide();
        old->deleteLater();
    }
    auto *list = new QWidget(this);
    m_rows = new QVBoxLayout(list);
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(0);
    m_rows->addStretch(1);
    m_made = 0;
    addRows();
    m_area->setWidget(list);
    m_area->verticalScrollBar()->setValue(seen);
    if (auto *first = list->findChild<QToolButton *>(); first && isVisible())
        first->setFocus(Qt::OtherFocusReason);
}

void ProblemsPopup::addRows()
{
    const qsizetype last = std::min(m_made + batch, m_problems.size());
    for (; m_made < last; ++m_made)
        m_rows->insertWidget(m_rows->count() - 1, row(m_problems.at(m_made)));
}

QWidget *ProblemsPopup::row(const Problem &problem)
{
    auto *result = new QWidget(m_rows->parentWidget());
    auto *layout = new QHBoxLayout(result);
    layout->setContentsMargins(space::medium, space::tiny, space::small, space::tiny);
    layout->setSpacing(space::small);

    auto *mark = new QLabel(result);
    mark->setPixmap(problemMark(problem.severity, this));
    mark->setMinimumHeight(control::height);
    mark->setAccessibleName(severityName(problem.severity));
    auto *text = new QLabel(problem.text, result);
    text->setTextFormat(Qt::PlainText);
    text->setWordWrap(true);
    // One line stands on the buttons' line.
    text->setMinimumHeight(control::height);
    layout->addWidget(mark, 0, Qt::AlignTop);
    layout->addWidget(text, 1);

    const auto button = [&](const QString &label) {
        auto *made = new QToolButton(result);
        made->setText(label);
        made->setFocusPolicy(Qt::StrongFocus);
        made->setAccessibleDescription(problem.text);
        layout->addWidget(made, 0, Qt::AlignTop);
        return made;
    };
    if (problem.fix) {
        QToolButton *fix = button(problem.fix->label);
        fix->setObjectName(QStringLiteral("fix"));
        if (problem.fix->kind == Fix::Kind::PickModel) {
            connect(fix, &QToolButton::clicked, this, [this, problem, fix] {
                const QPoint at = fix->mapToGlobal(fix->rect().bottomLeft());
                close();
                Q_EMIT modelRequested(problem, at);
            });
        } else {
            connect(fix, &QToolButton::clicked, this,
                    [this, problem] { Q_EMIT fixRequested(problem); });
        }
    }
    if (problem.agent || problem.layer) {
        QToolButton *show = button(tr("Show"));
        show->setObjectName(QStringLiteral("show"));
        connect(show, &QToolButton::clicked, this, [this, problem] {
            close();
            if (problem.agent)
                Q_EMIT showRequested(problem);
            else
                Q_EMIT layerRequested(*problem.layer);
        });
    }
    return result;
}

void ProblemsPopup::fit()
{
    const QRect room = screen()->availableGeometry();
    const int width = std::min(problems::width, room.width());
    const int bar = m_area->verticalScrollBar()->sizeHint().width();
    m_area->widget()->layout()->activate();
    const int rows = m_area->widget()->layout()->hasHeightForWidth()
        ? m_area->widget()->layout()->totalHeightForWidth(width - bar - 2)
        : m_area->widget()->layout()->totalSizeHint().height();
    const int height = std::min({rows + 2, problems::height, room.height()});
    QRect place(pos(), QSize(width, height));
    place.moveRight(std::min(place.right(), room.right()));
    place.moveBottom(std::min(place.bottom(), room.bottom()));
    place.moveLeft(std::max(place.left(), room.left()));
    setGeometry(place);
}

void ProblemsPopup::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Down:
        focusNextChild();
        break;
    case Qt::Key_Up:
        focusPreviousChild();
        break;
    default:
        QFrame::keyPressEvent(event);
    }
}

void ProblemsPopup::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && isVisible())
        rebuild();
}

} // namespace moa
