// SPDX-License-Identifier: GPL-3.0-or-later
#include "editors/problemsbar.h"

#include "theme/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace moa {

ProblemsBar::ProblemsBar(QWidget *parent)
    : QFrame(parent)
    , m_sentence(new QLabel(this))
    , m_fix(new QToolButton(this))
    , m_show(new QToolButton(this))
    , m_next(new QToolButton(this))
{
    setObjectName(QStringLiteral("problemsBar"));
    setAutoFillBackground(true);
    m_sentence->setTextFormat(Qt::PlainText);
    m_sentence->setWordWrap(true);
    m_sentence->setObjectName(QStringLiteral("problemSentence"));
    m_fix->setObjectName(QStringLiteral("problemFix"));
    m_show->setText(tr("Show"));
    m_next->setText(tr("Next"));

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(space::medium, space::tiny, space::medium, space::tiny);
    layout->setSpacing(space::small);
    layout->addWidget(m_sentence, 1);
    for (QToolButton *button : {m_fix, m_show, m_next}) {
        button->setFocusPolicy(Qt::TabFocus);
        layout->addWidget(button);
    }
    connect(m_fix, &QToolButton::clicked, this,
            [this] { Q_EMIT fixRequested(m_problems.at(m_current)); });
    connect(m_show, &QToolButton::clicked, this,
            [this] { Q_EMIT showRequested(m_problems.at(m_current)); });
    connect(m_next, &QToolButton::clicked, this, [this] {
        m_current = (m_current + 1) % m_problems.size();
        showCurrent();
    });
    applyLook();
    setProblems({});
}

void ProblemsBar::setProblems(const QList<Problem> &problems)
{
    if (problems != m_problems)
        m_current = 0;
    m_problems = problems;
    showCurrent();
}

void ProblemsBar::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        applyLook();
}

void ProblemsBar::showCurrent()
{
    setVisible(!m_problems.isEmpty());
    if (m_problems.isEmpty())
        return;
    const Problem &problem = m_problems.at(m_current);
    const QString word =
        problem.severity == Problem::Severity::Error ? tr("Problem") : tr("Warning");
    const QString count = m_problems.size() > 1
        ? tr("%1 %2 of %3").arg(word).arg(m_current + 1).arg(m_problems.size())
        : word;
    m_sentence->setText(tr("%1: %2").arg(count, problem.text));
    m_fix->setVisible(problem.fix.has_value());
    if (problem.fix)
        m_fix->setText(problem.fix->label);
    m_show->setVisible(problem.agent.has_value());
    m_next->setVisible(m_problems.size() > 1);
}

void ProblemsBar::applyLook()
{
    const Theme theme = Theme::of(this);
    QPalette colors = m_sentence->palette();
    colors.setColor(QPalette::WindowText, theme.warning);
    m_sentence->setPalette(colors);
}

} // namespace moa
