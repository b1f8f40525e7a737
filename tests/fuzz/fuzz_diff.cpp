// SPDX-License-Identifier: GPL-3.0-or-later

// Two texts, parted by the first zero byte: their difference is made of both, whole and in order.

#include "fuzzing.h"
#include "metrics/worddiff.h"

using namespace moa;
using fuzz::require;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const qsizetype parting = bytes.indexOf('\0');
    const QString before = QString::fromUtf8(bytes.left(parting));
    const QString after = parting < 0 ? QString() : QString::fromUtf8(bytes.mid(parting + 1));

    QString old;
    QString now;
    const WordDiff diff = diffWords(before, after);
    for (const DiffPart &part : diff) {
        if (part.kind != DiffPart::Kind::Inserted)
            old += QStringView(before).mid(part.before.start, part.before.size);
        if (part.kind != DiffPart::Kind::Deleted)
            now += QStringView(after).mid(part.after.start, part.after.size);
        if (part.kind == DiffPart::Kind::Equal) {
            require(part.before.size == part.after.size, "equal parts are equally long");
        }
    }
    require(old == before, "the parts make up the old text");
    require(now == after, "the parts make up the new text");
    const DiffCounts counts = countDiff(diff, before, after);
    require(counts.inserted >= 0 && counts.deleted >= 0 && counts.equal >= 0, "counts count");
    return 0;
}
