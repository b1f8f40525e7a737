// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/spendingcap.h"

#include <algorithm>
#include <QCoreApplication>
#include <QLocale>

namespace moa {

namespace {

constexpr qint64 usualMostOutput = 4096;
/// Far from where sums overflow, beyond what anybody caps.
constexpr Usd unbearable = Usd::fromPico(1'000'000'000'000'000'000);

QString text(const char *source)
{
    return QCoreApplication::translate("moa", source);
}

} // namespace

qint64 mostOutputOf(const ChatRequest &request)
{
    if (request.settings.maxTokens)
        return *request.settings.maxTokens;
    return request.facts.maxOutput.value_or(usualMostOutput);
}

std::optional<Usd> costBound(const ChatRequest &request)
{
    if (!request.facts.price)
        return std::nullopt;
    Usage usage;
    usage.input = request.expectedTokens - request.expectedOutput;
    usage.output = mostOutputOf(request);
    return std::min(costOf(*request.facts.price, usage).value_or(unbearable), unbearable);
}

QString capObjection(const RunPlan &plan, const QString &agent, const Commitment &commitment)
{
    const QLocale locale;
    const Usd run = commitment.spent + commitment.reserved + commitment.next;
    const auto sentence = [&](Usd spent, const QString &scope, Usd cap) {
        QString parts = text("%1 spent").arg(spent.display(locale));
        if (commitment.reserved > Usd())
            parts +=
                text(", up to %1 for calls under way").arg(commitment.reserved.display(locale));
        parts += text(" and up to %1 for this call").arg(commitment.next.display(locale));
        return text("The run was stopped before “%1” was asked: %2 could come to more than %3 of "
                    "%4. Raise it, or lower the agent's max tokens.")
            .arg(agent, parts, scope, cap.display(locale));
    };
    if (plan.maxCost && run > *plan.maxCost)
        return sentence(commitment.spent, text("the run's spending limit"), *plan.maxCost);
    if (plan.maxCostToday && plan.spentToday + run > *plan.maxCostToday) {
        return sentence(plan.spentToday + commitment.spent, text("today's spending limit"),
                        *plan.maxCostToday);
    }
    return {};
}

QString overspending(const RunPlan &plan, Usd spent)
{
    const QLocale locale;
    if (plan.maxCost && spent > *plan.maxCost) {
        return text("The run was stopped: it has cost %1, more than its limit of %2.")
            .arg(spent.display(locale), plan.maxCost->display(locale));
    }
    if (plan.maxCostToday && plan.spentToday + spent > *plan.maxCostToday) {
        return text("The run was stopped: with it %1 was spent today, more than today's limit of "
                    "%2.")
            .arg((plan.spentToday + spent).display(locale), plan.maxCostToday->display(locale));
    }
    return {};
}

} // namespace moa
