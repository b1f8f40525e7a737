// SPDX-License-Identifier: GPL-3.0-or-later
#include "columns/diffplan.h"

#include <algorithm>

namespace moa {

namespace {

using Kind = DiffPart::Kind;

bool isSpaceOnly(QStringView text, TextRange range)
{
    const QStringView part = text.mid(range.start, range.size);
    return std::all_of(part.cbegin(), part.cend(),
                       [](QChar character) { return character.isSpace(); });
}

/// Where spaces alone are what is different, they must be seen; among words, only line ends.
TextWriter::Spaces spacesOf(QStringView text, TextRange range, Kind kind)
{
    if (kind == Kind::Equal)
        return TextWriter::Spaces::Plain;
    if (!isSpaceOnly(text, range))
        return TextWriter::Spaces::LineEndsMarked;
    return kind == Kind::Inserted ? TextWriter::Spaces::Marked : TextWriter::Spaces::MarkedUnbroken;
}

qsizetype across(const WordDiff &parts, qsizetype position, TextRange DiffPart::*from,
                 TextRange DiffPart::*to)
{
    const auto part =
        std::partition_point(parts.cbegin(), parts.cend(), [position, from](const DiffPart &each) {
            return (each.*from).end() <= position;
        });
    if (part == parts.cend())
        return parts.isEmpty() ? 0 : (parts.constLast().*to).end();
    const bool equal = part->kind == Kind::Equal;
    return ((*part).*to).start + (equal ? position - ((*part).*from).start : 0);
}

} // namespace

double DiffPlan::equalShare() const
{
    const auto equal = static_cast<double>(2 * counts.equal);
    const double all = equal + static_cast<double>(counts.inserted + counts.deleted);
    return all > 0.0 ? equal / all : 1.0;
}

qsizetype DiffPlan::toBefore(qsizetype position) const
{
    return across(parts, position, &DiffPart::after, &DiffPart::before);
}

qsizetype DiffPlan::toAfter(qsizetype position) const
{
    return across(parts, position, &DiffPart::before, &DiffPart::after);
}

DiffPlan planDiff(const QString &before, const QString &after)
{
    DiffPlan plan;
    plan.parts = diffWords(before, after);
    plan.counts = countDiff(plan.parts, before, after);
    bool inChange = false;
    for (const DiffPart &part : std::as_const(plan.parts)) {
        const bool equal = part.kind == Kind::Equal;
        const bool deleted = part.kind == Kind::Deleted;
        StyledRun run;
        run.range = deleted ? part.before : part.after;
        run.text = deleted ? 0 : 1;
        run.style = equal ? DiffPlan::Same : deleted ? DiffPlan::Deleted : DiffPlan::Inserted;
        run.spaces = spacesOf(deleted ? before : after, run.range, part.kind);
        if (!equal && !inChange) {
            plan.changes.append({{part.before.start, 0}, {part.after.start, 0}, plan.inOne.size()});
        }
        inChange = !equal;
        if (!equal) {
            DiffPlan::Change &change = plan.changes.last();
            change.before.size = part.before.end() - change.before.start;
            change.after.size = part.after.end() - change.after.start;
            change.lastRun = plan.inOne.size();
        }
        plan.inOne.append(run);
        // Side by side each text keeps its own lines.
        if (run.spaces == TextWriter::Spaces::MarkedUnbroken)
            run.spaces = TextWriter::Spaces::Marked;
        if (!deleted)
            plan.newAlone.append(run);
        if (equal) {
            run.range = part.before;
            run.text = 0;
        }
        if (part.kind != Kind::Inserted)
            plan.oldAlone.append(run);
    }
    return plan;
}

} // namespace moa
