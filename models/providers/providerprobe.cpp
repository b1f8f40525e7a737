// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/providerprobe.h"

#include "providers/networkmanager.h"

#include <algorithm>
#include <array>
#include <QLocale>
#include <QPointer>
#include <tuple>

namespace moa {

using namespace Qt::StringLiterals;

namespace {

using Step = ProviderProbe::Step;

/// Some services let no request ask for fewer tokens.
constexpr int leastWhereThereIsOne = 16;

/// What a request for one token is refused with where more is the least.
bool wantsMoreTokens(const Outcome &outcome)
{
    const bool isRefused =
        outcome.kind == Outcome::Kind::Http && (outcome.status == 400 || outcome.status == 422);
    return isRefused
        && (outcome.param.contains("tokens"_L1, Qt::CaseInsensitive)
            || outcome.message.contains("tokens"_L1, Qt::CaseInsensitive)
            || outcome.message.contains("num_predict"_L1));
}

/// A small model of a list without prices, by the words that makers call them by.
bool isCalledSmall(const QString &id)
{
    static constexpr std::array<QStringView, 10> words{
        u"mini", u"nano", u"flash", u"haiku", u"instant", u"lite", u"small", u"tiny", u"8b", u"7b"};
    const QStringList parts = id.toLower().split(u'-');
    return std::any_of(parts.begin(), parts.end(), [](const QString &part) {
        return std::find(words.begin(), words.end(), part) != words.end();
    });
}

} // namespace

ProviderProbe::ProviderProbe(Provider provider, ApiKey key, const NetworkSettings &network,
                             QObject *parent)
    : QObject(parent)
    , m_provider(std::move(provider))
    , m_key(std::move(key))
    , m_manager(makeNetworkManager(network))
    , m_scheduler(std::make_unique<RequestScheduler>())
{
    m_scheduler->setNetwork(network);
    const QList<ListRequest> requests = listRequests(m_provider);
    m_hasList = !requests.isEmpty();
    m_url = m_hasList ? requests.constLast().url : m_provider.baseUrl;
    m_keyUrl = keyCheckUrl(m_provider).value_or(m_url);
    m_provider.maxAttempts = 1; // a test tells what happened, not what happens after waiting
}

ProviderProbe::~ProviderProbe() = default;

void ProviderProbe::start(const QString &model)
{
    m_model = model;
    m_clock.start();
    // Without the key: an answer to anybody tells nothing of it.
    fetch(m_url, {}, &ProviderProbe::reached);
}

void ProviderProbe::fetch(const QUrl &url, const ApiKey &key,
                          void (ProviderProbe::*receive)(const FetchResult &))
{
    FetchLimits limits;
    limits.headOnly = true;
    m_fetch = std::make_unique<HttpFetch>(m_manager.get(), providerRequest(m_provider, url, key),
                                          QByteArray(), limits);
    connect(m_fetch.get(), &HttpFetch::finished, this, receive);
}

void ProviderProbe::reached(const FetchResult &result)
{
    m_reached = result;
    if (result.status == 0) {
        report(Step::State::Failed, fetchSentence(m_provider, m_url, result, false));
        return;
    }
    report(Step::State::Passed,
           tr("%1 answers at %2.").arg(m_provider.displayName(), originOf(m_url)));
}

void ProviderProbe::tryKey()
{
    const QString name = m_provider.displayName();
    const bool isOpen = m_reached.status == 200;
    if (m_key.secretFor(m_url).isEmpty()) {
        if (isKeyRefusal(m_reached)) {
            report(Step::State::Failed, fetchSentence(m_provider, m_url, m_reached, false));
        } else if (needsKey(m_provider)) {
            report(Step::State::Failed,
                   tr("No key is known for %1. Enter one, or set the environment variable %2.")
                       .arg(name, m_provider.keyVariables.constFirst()));
        } else {
            report(Step::State::Skipped, tr("%1 was asked without a key.").arg(name));
        }
        return;
    }
    if (isOpen && m_keyUrl == m_url) {
        report(Step::State::Skipped,
               tr("%1 answers everyone here: only the call tells whether it takes the key.")
                   .arg(name));
        return;
    }
    fetch(m_keyUrl, m_key, &ProviderProbe::keyTried);
}

void ProviderProbe::keyTried(const FetchResult &result)
{
    if (result.status == 200) {
        report(Step::State::Passed, tr("The key is accepted by %1.").arg(m_provider.displayName()));
    } else if (isKeyRefusal(result) || result.status == 403 || result.status == 0) {
        report(Step::State::Failed, fetchSentence(m_provider, m_keyUrl, result, true));
    } else {
        report(Step::State::Skipped,
               tr("%1 answered %2, which does not tell whether it takes the key.")
                   .arg(m_provider.displayName())
                   .arg(result.status));
    }
}

void ProviderProbe::listModels()
{
    const QString name = m_provider.displayName();
    if (!m_hasList) {
        report(Step::State::Skipped, tr("%1 has no list of models.").arg(name));
        return;
    }
    if (!m_model.isEmpty() && (m_reached.status == 404 || m_reached.status == 405)) {
        report(Step::State::Skipped,
               tr("%1 answered %2 where lists of models are; the call is tried without one.")
                   .arg(name)
                   .arg(m_reached.status));
        return;
    }
    m_list = std::make_unique<ModelListJob>(m_provider, m_key, m_manager.get());
    connect(m_list.get(), &ModelListJob::finished, this, &ProviderProbe::modelsListed);
    m_list->start();
}

void ProviderProbe::modelsListed(const Result<QList<ListedModel>> &models)
{
    if (!models) {
        report(Step::State::Failed, models.error().message);
        return;
    }
    m_models = *models;
    const auto chats = std::count_if(m_models.cbegin(), m_models.cend(),
                                     [](const ListedModel &model) { return model.chats; });
    const QString name = m_provider.displayName();
    report(Step::State::Passed,
           m_models.isEmpty()
               ? tr("The list of %1 is empty: it has no model yet.").arg(name)
               : tr("Models listed by %1: %2, of which %3 can chat.")
                     .arg(name, QLocale().toString(m_models.size()), QLocale().toString(chats)));
}

QString ProviderProbe::modelToCall() const
{
    if (!m_model.isEmpty())
        return m_model;
    const ListedModel *best = nullptr;
    const auto rank = [](const ListedModel &model) {
        // What is free is often at its limit, so that it comes after the cheapest.
        const bool isPriced = model.rates && model.rates->output > Usd();
        return std::tuple(!isPriced, isPriced ? model.rates->output : Usd(),
                          !isCalledSmall(model.id), model.reasons);
    };
    for (const ListedModel &model : m_models) {
        if (model.chats && (!best || rank(model) < rank(*best)))
            best = &model;
    }
    return best ? best->id : QString();
}

void ProviderProbe::callModel()
{
    ChatRequest request;
    request.provider = m_provider;
    request.model = modelToCall();
    if (request.model.isEmpty()) {
        report(Step::State::Skipped,
               m_hasList ? tr("There is no model to call.")
                         : tr("Name a model, so that it can be called."));
        return;
    }
    request.messages = {{Message::Author::User, QStringLiteral("Hi")}};
    request.facts = ModelCatalogue().facts(m_provider, request.model);
    const auto listed =
        std::find_if(m_models.cbegin(), m_models.cend(),
                     [&request](const ListedModel &model) { return model.id == request.model; });
    if (listed != m_models.cend())
        request.facts.reasons = request.facts.reasons || listed->reasons;
    if (request.facts.reasons)
        m_maxTokens = leastWhereThereIsOne;
    request.settings.maxTokens = m_maxTokens;
    m_model = request.model;
    m_call = std::make_unique<ChatCall>(m_scheduler.get(), request, m_key);
    connect(m_call.get(), &ChatCall::finished, this, &ProviderProbe::callFinished);
    m_call->start();
}

void ProviderProbe::callFinished(const Outcome &outcome)
{
    const QString name = m_provider.displayName();
    if (wantsMoreTokens(outcome) && m_maxTokens < leastWhereThereIsOne) {
        m_maxTokens = leastWhereThereIsOne;
        QMetaObject::invokeMethod(this, &ProviderProbe::callModel, Qt::QueuedConnection);
        return;
    }
    // A model that thinks first may find no room for a word: it has responded all the same.
    const bool ranOut =
        wantsMoreTokens(outcome) && outcome.message.contains("limit was reached"_L1);
    if (outcome.kind == Outcome::Kind::Finished || ranOut) {
        report(Step::State::Passed, tr("%1 responds from %2.").arg(m_model, name));
        return;
    }
    QString sentence = outcome.message;
    if (outcome.status == 401) {
        sentence += u' '
            + (m_key.isEmpty() ? tr("No key is known: enter one.")
                               : tr("Check that it is a key for %1.").arg(m_url.host()));
    } else if (outcome.status == 404) {
        sentence += u' ' + tr("Check the model “%1” and the base URL.").arg(m_model);
    }
    report(Step::State::Failed, sentence);
}

void ProviderProbe::report(Step::State state, const QString &sentence)
{
    const Secrets secrets(m_provider, m_key, m_provider.baseUrl);
    const Step step{m_step, state, state == Step::State::Skipped ? 0 : m_clock.elapsed(),
                    secrets.masked(sentence)};
    // Later, so that whoever hears of it can destroy the probe, and what it waited for.
    QMetaObject::invokeMethod(
        this, [this, step] { publish(step); }, Qt::QueuedConnection);
}

void ProviderProbe::publish(const Step &step)
{
    const QPointer<ProviderProbe> self(this);
    m_hasFailed = m_hasFailed || step.state == Step::State::Failed;
    Q_EMIT stepFinished(step);
    if (!self)
        return;
    if (step.kind == Step::Kind::Call) {
        Q_EMIT finished(m_models);
        return;
    }
    m_step = static_cast<Step::Kind>(static_cast<int>(step.kind) + 1);
    proceed();
}

void ProviderProbe::proceed()
{
    m_clock.start();
    if (m_hasFailed) {
        report(Step::State::Skipped, tr("Not tried, since the step before it failed."));
        return;
    }
    switch (m_step) {
    case Step::Kind::Reach:
        break;
    case Step::Kind::Key:
        tryKey();
        break;
    case Step::Kind::Models:
        listModels();
        break;
    case Step::Kind::Call:
        callModel();
        break;
    }
}

} // namespace moa
