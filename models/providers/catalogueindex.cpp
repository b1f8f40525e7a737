// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/catalogueindex.h"

#include "providers/permillion.h"

#include <QMutexLocker>

namespace moa {

using namespace Qt::StringLiterals;

namespace {

constexpr QLatin1StringView formatName("moa-studio/catalogue");
constexpr int formatVersion = 1;
constexpr qsizetype mostAnswers = 4096;

QString text(const char *source)
{
    return QCoreApplication::translate("moa", source);
}

QDate readDate(JsonCursor &cursor, QLatin1StringView name)
{
    const QString digits = cursor.nonEmptyString(name);
    const QDate date = QDate::fromString(digits, Qt::ISODate);
    if (!date.isValid())
        cursor.reject(name, text("“%1” is not a date of the form 2026-11-22").arg(digits));
    return date;
}

/// What a short question to a short prompt costs more of.
bool isDearer(const Rates &a, const Rates &b)
{
    return a.input + a.output > b.input + b.output;
}

QList<PriceTier> readTiers(JsonCursor &cursor)
{
    QList<PriceTier> tiers;
    for (JsonCursor entry : cursor.objects("tiers"_L1)) {
        const qint64 above = entry.integer("above"_L1, 0).value_or(0);
        if (!tiers.isEmpty() && above <= tiers.constLast().above)
            entry.reject("above"_L1, text("tiers have to rise"));
        tiers.append({above, readRates(entry)});
    }
    return tiers;
}

/**
 * A day such as genai-prices writes it behind some ids, with the hyphens that it writes behind
 * others: "-20250514" becomes "-2025-05-14".
 */
QString withHyphenatedDay(const QString &id)
{
    static const QRegularExpression day(
        u"-(20\\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\\d|3[01])(?=-|:|$)"_s);
    QString result = id;
    return result.replace(day, u"-\\1-\\2-\\3"_s);
}

} // namespace

Result<std::shared_ptr<const CatalogueIndex>> CatalogueIndex::read(const QByteArray &text,
                                                                   QDate today)
{
    const Result<JsonValue> root = parseJson(text);
    if (!root)
        return tl::make_unexpected(root.error());

    JsonCursor::Failure reason;
    JsonCursor cursor(*root, {}, reason);
    cursor.expectFormat(formatName, formatVersion);
    auto index = std::make_shared<CatalogueIndex>();
    index->m_name = cursor.nonEmptyString("name"_L1);
    index->m_date = readDate(cursor, "date"_L1);
    for (JsonCursor entry : cursor.objects("providers"_L1))
        index->m_sellers.push_back(index->readSeller(entry, today));
    if (reason)
        return tl::make_unexpected(*reason);
    return index;
}

CatalogueIndex::Seller CatalogueIndex::readSeller(JsonCursor &entry, QDate today) const
{
    Seller seller;
    seller.id = ProviderId(entry.nonEmptyString("id"_L1));
    seller.address.setPattern(u"^(?:"_s + entry.nonEmptyString("url"_L1) + u')');
    if (!seller.address.isValid())
        entry.reject("url"_L1, text("this is not a regular expression"));
    for (const QString &id : entry.strings("fallback"_L1).value_or(QStringList()))
        seller.fallback.append(ProviderId(id));
    for (JsonCursor model : entry.objects("models"_L1)) {
        const std::size_t row = seller.models.size();
        seller.models.push_back(readModel(model, today));
        const QStringList ids = seller.models.back().match.ids();
        if (ids.isEmpty())
            seller.byRule.push_back(row);
        for (const QString &id : ids) {
            if (!seller.byId.contains(id))
                seller.byId.insert(id, row);
        }
    }
    return seller;
}

CatalogueModel CatalogueIndex::readModel(JsonCursor &entry, QDate today) const
{
    CatalogueModel model;
    model.id = entry.nonEmptyString("id"_L1);
    if (auto rule = entry.object("match"_L1))
        model.match = ModelMatch::read(*rule);
    else
        entry.reject("match"_L1, text("every model needs a rule for its ids"));
    model.facts.name = entry.string("name"_L1);
    model.facts.contextWindow = entry.integer("context_window"_L1, 1);
    model.facts.maxOutput = entry.integer("max_output"_L1, 1);
    model.facts.reasons = entry.boolean("reasons"_L1, false);
    const bool isListed = entry.boolean("listed"_L1, true);
    model.isListed = !entry.boolean("deprecated"_L1, false) && isListed;
    if (const QList<JsonCursor> prices = entry.objects("prices"_L1); !prices.isEmpty())
        model.facts.price = readPrice(prices, today);
    return model;
}

Price CatalogueIndex::readPrice(const QList<JsonCursor> &prices, QDate today) const
{
    Price price;
    price.source = m_name;
    price.date = m_date;
    bool isFirst = true;
    for (JsonCursor entry : prices) {
        const bool isDated = entry.optionalString("from"_L1).has_value();
        const QDate from = isDated ? readDate(entry, "from"_L1) : QDate();
        Rates rates = readRates(entry);
        QList<PriceTier> tiers = readTiers(entry);
        const QList<JsonCursor> hours = entry.objects("hours"_L1);
        for (JsonCursor hour : hours) {
            if (const Rates then = readRates(hour); isDearer(then, rates)) {
                rates = then;
                tiers = readTiers(hour);
            }
        }
        if (!isFirst && isDated && from > today)
            continue;
        isFirst = false;
        price.rates = rates;
        price.tiers = tiers;
        price.source =
            hours.isEmpty() ? m_name : text("%1, at the day’s dearest hours").arg(m_name);
    }
    return price;
}

const CatalogueModel *CatalogueIndex::Seller::find(const QString &lowerCase) const
{
    std::size_t first = byId.value(lowerCase, models.size());
    for (const std::size_t row : byRule) {
        if (row >= first)
            break;
        if (models[row].match.matches(lowerCase))
            first = row;
    }
    return first < models.size() ? &models[first] : nullptr;
}

const CatalogueIndex::Seller *CatalogueIndex::seller(const Provider &provider) const
{
    const QString address = provider.baseUrl.toString(QUrl::FullyEncoded);
    for (const Seller &candidate : m_sellers) {
        if (!address.isEmpty() && candidate.address.match(address).hasMatch())
            return &candidate;
    }
    return seller(provider.id);
}

const CatalogueIndex::Seller *CatalogueIndex::seller(const ProviderId &id) const
{
    const auto found = std::find_if(m_sellers.cbegin(), m_sellers.cend(),
                                    [&id](const Seller &seller) { return seller.id == id; });
    return found == m_sellers.cend() ? nullptr : &*found;
}

const CatalogueModel *CatalogueIndex::search(const Provider &provider, const QString &id) const
{
    const Seller *first = seller(provider);
    if (!first)
        return nullptr;
    for (const QString &spelling : {id, withHyphenatedDay(id)}) {
        if (const CatalogueModel *model = first->find(spelling))
            return model;
        for (const ProviderId &other : first->fallback) {
            const Seller *next = seller(other);
            const CatalogueModel *model = next ? next->find(spelling) : nullptr;
            if (model)
                return model;
        }
    }
    return nullptr;
}

const CatalogueModel *CatalogueIndex::find(const Provider &provider, const QString &model) const
{
    const Question question{provider.id, provider.baseUrl, model};
    {
        const QMutexLocker lock(&m_mutex);
        if (const auto known = m_answers.constFind(question); known != m_answers.cend())
            return *known;
    }
    const CatalogueModel *answer = search(provider, model.trimmed().toLower());
    const QMutexLocker lock(&m_mutex);
    if (m_answers.size() >= mostAnswers)
        m_answers.clear();
    m_answers.insert(question, answer);
    return answer;
}

QStringList CatalogueIndex::models(const Provider &provider) const
{
    QStringList result;
    if (const Seller *found = seller(provider)) {
        for (const CatalogueModel &model : found->models) {
            if (model.isListed)
                result.append(model.id);
        }
    }
    return result;
}

} // namespace moa
