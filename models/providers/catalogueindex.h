// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/error.h"
#include "providers/modelfacts.h"
#include "providers/modelmatch.h"
#include "providers/provider.h"

#include <memory>
#include <QHash>
#include <QMutex>

namespace moa {

/** A model of the catalogue. */
struct CatalogueModel
{
    QString id; ///< as it is to be asked for
    ModelMatch match; ///< also ids of dated versions and aliases
    ModelFacts facts;
    bool isListed = true; ///< a chat model that is not on its way out, with an id to ask for
};

/**
 * The content of `resources/catalogue.json`, made from public lists of models and prices (see
 * resources/catalogue/README.md). Immutable; any thread.
 */
class CatalogueIndex
{
public:
    /// Refuses with a sentence that names path and line. Of prices that depend on the date, those
    /// of @p today hold, of those that depend on the hour the dearest.
    [[nodiscard]] static Result<std::shared_ptr<const CatalogueIndex>> read(const QByteArray &text,
                                                                            QDate today);

    /**
     * The model that @p model means at @p provider, or null: the first whose rule matches, else
     * the first of the providers whose models that one sells too. The provider is told by its
     * address, else by its id. Valid as long as this.
     */
    [[nodiscard]] const CatalogueModel *find(const Provider &provider, const QString &model) const;

    /// The ids of the listed models at @p provider.
    [[nodiscard]] QStringList models(const Provider &provider) const;

    [[nodiscard]] const QString &name() const { return m_name; }
    [[nodiscard]] QDate date() const { return m_date; }

private:
    struct Seller
    {
        ProviderId id;
        QRegularExpression address;
        QList<ProviderId> fallback;
        std::vector<CatalogueModel> models;
        QHash<QString, std::size_t> byId; ///< first model by each id that a rule names
        std::vector<std::size_t> byRule; ///< models whose rules match more than ids they name

        [[nodiscard]] const CatalogueModel *find(const QString &lowerCase) const;
    };

    struct Question
    {
        ProviderId provider;
        QUrl address;
        QString model;

        friend bool operator==(const Question &, const Question &) = default;
        friend size_t qHash(const Question &question, size_t seed = 0)
        {
            return qHashMulti(seed, question.provider, question.address, question.model);
        }
    };

    [[nodiscard]] Seller readSeller(JsonCursor &entry, QDate today) const;
    [[nodiscard]] CatalogueModel readModel(JsonCursor &entry, QDate today) const;
    [[nodiscard]] Price readPrice(const QList<JsonCursor> &prices, QDate today) const;

    [[nodiscard]] const Seller *seller(const Provider &provider) const;
    [[nodiscard]] const Seller *seller(const ProviderId &id) const;
    [[nodiscard]] const CatalogueModel *search(const Provider &provider, const QString &id) const;

    QString m_name;
    QDate m_date;
    std::vector<Seller> m_sellers;
    // A mixture asks for the same few models thousands of times.
    mutable QMutex m_mutex;
    mutable QHash<Question, const CatalogueModel *> m_answers;
};

} // namespace moa
