// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/modelencoding.h"

#include <algorithm>
#include <array>

namespace moa {

namespace {

struct Family
{
    QStringView name;
    TokenEncoding encoding;
};

// A name with a point at its end stands for all that go on from there.
constexpr std::array c_families{
    Family{u"chatgpt-4o", TokenEncoding::O200k},
    Family{u"gpt-4o", TokenEncoding::O200k},
    Family{u"gpt-4.1", TokenEncoding::O200k},
    Family{u"gpt-4.5", TokenEncoding::O200k},
    Family{u"gpt-5", TokenEncoding::O200k},
    Family{u"gpt-5.", TokenEncoding::O200k},
    Family{u"o1", TokenEncoding::O200k},
    Family{u"o3", TokenEncoding::O200k},
    Family{u"o4", TokenEncoding::O200k},
    Family{u"gpt-4", TokenEncoding::Cl100k},
    Family{u"gpt-3.5-turbo", TokenEncoding::Cl100k},
    Family{u"gpt-35-turbo", TokenEncoding::Cl100k}, // Azure's spelling
    Family{u"text-embedding-3", TokenEncoding::Cl100k},
    Family{u"text-embedding-ada-002", TokenEncoding::Cl100k},
};

bool isOf(QStringView model, QStringView family)
{
    if (!model.startsWith(family))
        return false;
    if (model.size() == family.size() || family.endsWith(u'.'))
        return true;
    const QChar next = model.at(family.size());
    return next == u'-' || next == u':' || next == u'@';
}

/// Of "models/openai/gpt-4o" the "openai".
QStringView vendorOf(QStringView path)
{
    const qsizetype slash = path.lastIndexOf(u'/');
    if (slash < 0)
        return {};
    const QStringView before = path.first(slash);
    return before.sliced(before.lastIndexOf(u'/') + 1);
}

} // namespace

std::optional<TokenEncoding> encodingOf(QStringView modelId)
{
    const QString lower = modelId.toString().toLower();
    QStringView model = QStringView(lower).sliced(lower.lastIndexOf(u'/') + 1);
    // Open weights: many serve them. Its vocabulary, o200k_harmony, adds special tokens only.
    if (isOf(model, u"gpt-oss"))
        return TokenEncoding::O200k;
    const QStringView vendor = vendorOf(lower);
    if (!vendor.isEmpty() && vendor != u"openai" && vendor != u"azure")
        return std::nullopt;
    if (model.startsWith(u"ft:"))
        model = model.sliced(3);
    const auto *found =
        std::find_if(c_families.begin(), c_families.end(),
                     [model](const Family &family) { return isOf(model, family.name); });
    return found == c_families.end() ? std::nullopt : std::optional(found->encoding);
}

} // namespace moa
