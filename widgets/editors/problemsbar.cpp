// SPDX-License-Identifier: GPL-3.0-or-later
#include "editors/problemsbar.h"

#include "editors/problemmark.h"
#include "editors/problemspopup.h"
#include "theme/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QToolButton>

namespace moa {

ProblemsBar::ProblemsBar(QWidget *parent)
    : QFrame(parent)
    , m_mark(new QLabel(this))
    , m_sentence(new QLabel(this))
    , m_fix(new QToolButton(this))
    , m_show(new QToolButton(this))
    , m_next(new QToolButton(this))
    , m_all(new QToolButton(this))
    , m_list(new ProblemsPopup(this))
{
    setObjectName(QStringLiteral("problemsBar"));
    setAutoFillBackground(true);
    m_sentence->setTextFormat(Qt::PlainText);
    m_sentence->setWordWrap(true);
    m_sentence->setObjectName(QStringLiteral("problemSentence"));
    m_fix->setObjectName(QStringLiteral("problemFix"));
    m_all->setObjectName(QStringLiteral("problemsAll"));
    m_show->setText(tr("Show"));
    m_next->setText(tr("Next"));
    m_all->setToolTip(tr("All of them in a list"));

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(space::medium, space::tiny, space::medium, space::tiny);
    layout->setSpacing(space::small);
    layout->addWidget(m_mark);
    layout->addWidget(m_sentence, 1);
    for (QToolButton *button : {m_fix, m_show, m_next, m_all}) {
        button->setFocusPolicy(Qt::TabFocus);
        layout->addWidget(button);
    }
    connect(m_fix, &QToolButton::clicked, this, &ProblemsBar::fixCurrent);
    connect(m_show, &QToolButton::clicked, this, &ProblemsBar::showPlace);
    connect(m_next, &QToolButton::clicked, this, [this] {
        m_current = (m_current + 1) % m_problems.size();
        showCurrent();
    });
    connect(m_all, &QToolButton::clicked, this, &ProblemsBar::openList);
    connect(m_list, &ProblemsPopup::fixRequested, this, &ProblemsBar::fixRequested);
    connect(m_list, &ProblemsPopup::modelRequested, this, &ProblemsBar::modelRequested);
    connect(m_list, &ProblemsPopup::showRequested, this, &ProblemsBar::showRequested);
    connect(m_list, &ProblemsPopup::layerRequested, this, &ProblemsBar::layerRequested);
    applyLook();
    setProblems({});
}

void ProblemsBar::setProblems(const QList<Problem> &problems)
{
    if (problems != m_problems)
        m_current = 0;
    m_problems = problems;
    m_list->setProblems(problems);
    showCurrent();
}

void ProblemsBar::openList()
{
    m_list->open(mapToGlobal(rect().bottomRight()));
}

void ProblemsBar::fixCurrent()
{
    const Problem problem = m_problems.at(m_current);
    if (problem.fix && problem.fix->kind == Fix::Kind::PickModel)
        Q_EMIT modelRequested(problem, m_fix->mapToGlobal(m_fix->rect().bottomLeft()));
    else
        Q_EMIT fixRequested(problem);
}

void ProblemsBar::showPlace()
{
    const Problem problem = m_problems.at(m_current);
    if (problem.agent)
        Q_EMIT showRequested(problem);
    else
        Q_EMIT layerRequested(*problem.layer);
}

void ProblemsBar::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        applyLook();
}

void ProblemsBar::paintEvent(QPaintEvent *event)
{
    QFrame::paintEvent(event);
    QPainter painter(this);
    painter.fillRect(0, height() - control::hairline, width(), control::hairline,
                     Theme::of(this).line);
}

void ProblemsBar::showCurrent()
{
    setVisible(!m_problems.isEmpty());
    if (m_problems.isEmpty())
        return;
    const Problem &problem = m_problems.at(m_current);
    const bool isError = problem.severity == Problem::Severity::Error;
    const QString word = isError ? tr("Problem") : tr("Warning");
    const bool several = m_problems.size() > 1;
    const QString count =
        several ? tr("%1 %2 of %3").arg(word).arg(m_current + 1).arg(m_problems.size()) : word;
    m_sentence->setText(tr("%1: %2").arg(count, problem.text));
    m_fix->setVisible(problem.fix.has_value());
    if (problem.fix)
        m_fix->setText(problem.fix->label);
    m_show->setVisible(problem.agent.has_value() || problem.layer.has_value());
    m_next->setVisible(several);
    m_all->setVisible(several);
    m_all->setText(tr("%1 problems").arg(QLocale().toString(m_problems.size())));
    applyLook();
}

void ProblemsBar::applyLook()
{
    const bool isError =
        !m_problems.isEmpty() && m_problems.at(m_current).severity == Problem::Severity::Error;
    m_mark->setPixmap(
        problemMark(isError ? Problem::Severity::Error : Problem::Severity::Warning, this));
}

} // namespace moa
