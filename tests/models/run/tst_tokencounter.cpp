// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/tokencount.h"
#include "metrics/tokenestimate.h"
#include "providers/modelcatalogue.h"
#include "run/tokencounter.h"

#include <QTest>

using namespace moa;

class TestTokenCounter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aKnownVocabularyCountsExactly();
    void othersAreEstimatedByTheLearntRatio();
    void aChatAddsItsMarks();
};

namespace {
const QString text = u"Quantum computers use qubits; 17 of them fit here."_qs;
} // namespace

void TestTokenCounter::aKnownVocabularyCountsExactly()
{
    ModelFacts facts;
    facts.encoding = TokenEncoding::O200k;
    const TokenCounter counter(facts, 3.0);
    QVERIFY(counter.isExact());
    const TokenCount expected{countTokens(text, TokenEncoding::O200k), true};
    QCOMPARE(counter.count(text), expected);
    QVERIFY(expected.tokens != estimateTokens(text));
}

void TestTokenCounter::othersAreEstimatedByTheLearntRatio()
{
    const qint64 plain = estimateTokens(text);
    QCOMPARE(TokenCounter({}, {}).count(text), (TokenCount{plain, false}));
    QCOMPARE(TokenCounter({}, 2.0).count(text), (TokenCount{2 * plain, false}));
    QCOMPARE(TokenCounter({}, 2.0).count(QString()).tokens, 0);
}

void TestTokenCounter::aChatAddsItsMarks()
{
    const TokenCounter counter({}, {});
    const Conversation messages{{Message::Author::System, text}, {Message::Author::User, text}};
    QCOMPARE(counter.count(messages).tokens, 2 * estimateTokens(text) + 2 * 4 + 3);
    QVERIFY(!counter.count(messages).exact);
}

QTEST_GUILESS_MAIN(TestTokenCounter)
#include "tst_tokencounter.moc"
