// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/conversationtree.h"

#include <QTest>

using namespace moa;

namespace {

using Author = Message::Author;

/// A run that has ended with this final answer, or without any if it is null.
std::shared_ptr<const RunRecord> runWith(const QString &answer)
{
    RunRecord run;
    run.state = answer.isNull() ? RunState::Failed : RunState::Done;
    Response proposal;
    proposal.id = {AgentId(u"proposer"_qs), 1};
    proposal.text = u"a proposal"_qs;
    run.responses.append(proposal);
    if (!answer.isNull()) {
        run.final = ResponseId{AgentId(u"final"_qs), 1};
        run.finalText = answer;
    }
    return std::make_shared<const RunRecord>(run);
}

/// A turn that has been answered.
TurnId answered(ConversationTree &tree, const QString &prompt, const QString &answer)
{
    const TurnId id = tree.append(prompt);
    tree.setRun(id, runWith(answer));
    return id;
}

QStringList promptsOf(const ConversationTree &tree, const QList<TurnId> &ids)
{
    QStringList prompts;
    for (const TurnId &id : ids)
        prompts.append(tree.turn(id)->prompt);
    return prompts;
}

QStringList path(const ConversationTree &tree)
{
    return promptsOf(tree, tree.path());
}

} // namespace

class TestConversationTree : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anEmptyTreeHasNoTurns();
    void appendedTurnsFollowOneAnother();
    void anEditedTurnBecomesABranch();
    void theFirstTurnCanBeEdited();
    void whatBeginsAnewIsABranchOfTheFirstTurn();
    void aRerunKeepsThePrompt();
    void aBranchOfABranchIsItsSibling();
    void editingATurnOfAnotherBranchLeadsThere();
    void choosingABranchGoesOnWhereItWasLeft();
    void choosingATurnOfThePathChangesNothing();
    void whatGoesOnFromAChosenBranchBelongsToIt();
    void anUnknownTurnIsNowhere();
    void theFirstPromptIsAskedAlone();
    void laterPromptsCarryFinalAnswersOnly();
    void aTurnWithoutAFinalAnswerIsLeftOutWhole();
    void messagesFollowTheAskedTurnNotTheCurrentPath();
    void anAnsweredTurnIsAskedAgainWithoutItsAnswer();
    void runsAreSharedNotCopied();
    void judgementsStayWithTheirTurn();
    void copiesDontSeeEachOther();
    void aLongConversationIsQuick();
};

void TestConversationTree::anEmptyTreeHasNoTurns()
{
    const ConversationTree tree;
    QVERIFY(tree.isEmpty());
    QCOMPARE(tree.path(), QList<TurnId>());
    QVERIFY(tree.current().isEmpty());
    QCOMPARE(tree.turn(TurnId()), nullptr);
    QCOMPARE(tree.messagesFor(TurnId()), Conversation());
    QCOMPARE(tree.unanswered(), QList<TurnId>());
}

void TestConversationTree::appendedTurnsFollowOneAnother()
{
    ConversationTree tree;
    const TurnId first = tree.append(u"one"_qs);
    const TurnId second = tree.append(u"two"_qs);
    QCOMPARE(path(tree), QStringList({u"one"_qs, u"two"_qs}));
    QVERIFY(tree.turn(first)->parent.isEmpty());
    QCOMPARE(tree.turn(second)->parent, first);
    QCOMPARE(tree.current(), second);
    QCOMPARE(tree.branches(second), QList<TurnId>({second}));
}

void TestConversationTree::anEditedTurnBecomesABranch()
{
    ConversationTree tree;
    tree.append(u"one"_qs);
    const TurnId second = tree.append(u"two"_qs);
    const TurnId third = tree.append(u"three"_qs);
    const TurnId edited = tree.edit(second, u"two, otherwise"_qs);
    QCOMPARE(path(tree), QStringList({u"one"_qs, u"two, otherwise"_qs}));
    QCOMPARE(tree.current(), edited);
    QCOMPARE(tree.branches(edited), QList<TurnId>({second, edited}));
    // Nothing is lost.
    QCOMPARE(tree.turn(second)->prompt, u"two"_qs);
    QCOMPARE(tree.turn(third)->parent, second);
}

void TestConversationTree::theFirstTurnCanBeEdited()
{
    ConversationTree tree;
    const TurnId first = tree.append(u"one"_qs);
    tree.append(u"two"_qs);
    const TurnId edited = tree.edit(first, u"uno"_qs);
    QCOMPARE(path(tree), QStringList({u"uno"_qs}));
    QCOMPARE(tree.branches(first), QList<TurnId>({first, edited}));
    QVERIFY(tree.turn(edited)->parent.isEmpty());
}

void TestConversationTree::whatBeginsAnewIsABranchOfTheFirstTurn()
{
    ConversationTree tree;
    const TurnId first = tree.append(u"Why?"_qs);
    const TurnId second = tree.append(u"And then?"_qs);
    tree.beginAnew();
    QCOMPARE(tree.path(), QList<TurnId>());
    QVERIFY(!tree.isEmpty());
    const TurnId other = tree.append(u"How?"_qs);
    QCOMPARE(tree.path(), QList<TurnId>({other}));
    QCOMPARE(tree.messagesFor(other), Conversation({{Message::Author::User, u"How?"_qs}}));
    QCOMPARE(tree.branches(other), QList<TurnId>({first, other}));
    tree.choose(first);
    QCOMPARE(tree.path(), QList<TurnId>({first, second}));
}

void TestConversationTree::aRerunKeepsThePrompt()
{
    ConversationTree tree;
    const TurnId first = answered(tree, u"one"_qs, u"answer"_qs);
    const TurnId again = tree.rerun(first);
    QVERIFY(again != first);
    QCOMPARE(tree.turn(again)->prompt, u"one"_qs);
    QCOMPARE(tree.turn(again)->run, nullptr);
    QVERIFY(tree.turn(first)->run);
    QCOMPARE(tree.branches(again).size(), 2);
}

void TestConversationTree::aBranchOfABranchIsItsSibling()
{
    ConversationTree tree;
    const TurnId first = tree.append(u"one"_qs);
    const TurnId second = tree.edit(first, u"two"_qs);
    const TurnId third = tree.rerun(second);
    QCOMPARE(tree.branches(second), QList<TurnId>({first, second, third}));
}

void TestConversationTree::editingATurnOfAnotherBranchLeadsThere()
{
    ConversationTree tree;
    const TurnId a = tree.append(u"a"_qs);
    const TurnId a2 = tree.append(u"a2"_qs);
    tree.edit(a, u"b"_qs);
    QCOMPARE(path(tree), QStringList({u"b"_qs}));
    tree.edit(a2, u"a2, otherwise"_qs);
    QCOMPARE(path(tree), QStringList({u"a"_qs, u"a2, otherwise"_qs}));
}

void TestConversationTree::choosingABranchGoesOnWhereItWasLeft()
{
    ConversationTree tree;
    const TurnId a = tree.append(u"a"_qs);
    const TurnId a2 = tree.append(u"a2"_qs);
    tree.append(u"a3"_qs);
    tree.edit(a2, u"a2'"_qs);
    const TurnId b = tree.edit(a, u"b"_qs);
    tree.append(u"b2"_qs);
    tree.choose(a);
    QCOMPARE(path(tree), QStringList({u"a"_qs, u"a2'"_qs}));
    tree.choose(b);
    QCOMPARE(path(tree), QStringList({u"b"_qs, u"b2"_qs}));
    tree.choose(a2);
    QCOMPARE(path(tree), QStringList({u"a"_qs, u"a2"_qs, u"a3"_qs}));
}

void TestConversationTree::choosingATurnOfThePathChangesNothing()
{
    ConversationTree tree;
    const TurnId first = tree.append(u"one"_qs);
    tree.append(u"two"_qs);
    tree.choose(first);
    QCOMPARE(path(tree), QStringList({u"one"_qs, u"two"_qs}));
}

void TestConversationTree::whatGoesOnFromAChosenBranchBelongsToIt()
{
    ConversationTree tree;
    const TurnId a = tree.append(u"a"_qs);
    const TurnId b = tree.rerun(a);
    tree.choose(a);
    const TurnId next = tree.append(u"next"_qs);
    QCOMPARE(tree.turn(next)->parent, a);
    tree.choose(b);
    QCOMPARE(tree.path(), QList<TurnId>({b}));
}

void TestConversationTree::anUnknownTurnIsNowhere()
{
    ConversationTree tree;
    tree.append(u"one"_qs);
    const QStringList names{u""_qs, u"0"_qs, u"2"_qs, u"-1"_qs, u"x"_qs};
    for (const QString &name : names) {
        const TurnId id(name);
        QCOMPARE(tree.turn(id), nullptr);
        QVERIFY(tree.edit(id, u"two"_qs).isEmpty());
        QVERIFY(tree.rerun(id).isEmpty());
        QCOMPARE(tree.branches(id), QList<TurnId>());
        QCOMPARE(tree.messagesFor(id), Conversation());
        tree.choose(id);
        tree.setRun(id, runWith(u"answer"_qs));
        tree.setJudgement(id, {});
    }
    QCOMPARE(path(tree), QStringList({u"one"_qs}));
}

void TestConversationTree::theFirstPromptIsAskedAlone()
{
    ConversationTree tree;
    const TurnId first = tree.append(u"one"_qs);
    QCOMPARE(tree.messagesFor(first), Conversation({{Author::User, u"one"_qs}}));
}

void TestConversationTree::laterPromptsCarryFinalAnswersOnly()
{
    ConversationTree tree;
    answered(tree, u"one"_qs, u"first answer"_qs);
    answered(tree, u"two"_qs, u"second answer"_qs);
    const TurnId third = tree.append(u"three"_qs);
    QCOMPARE(tree.messagesFor(third),
             Conversation({{Author::User, u"one"_qs},
                           {Author::Assistant, u"first answer"_qs},
                           {Author::User, u"two"_qs},
                           {Author::Assistant, u"second answer"_qs},
                           {Author::User, u"three"_qs}}));
}

void TestConversationTree::aTurnWithoutAFinalAnswerIsLeftOutWhole()
{
    ConversationTree tree;
    const TurnId failed = answered(tree, u"failed"_qs, {});
    answered(tree, u"two"_qs, u"answer"_qs);
    const TurnId unfinished = tree.append(u"still running"_qs);
    const TurnId last = tree.append(u"last"_qs);
    QCOMPARE(tree.messagesFor(last),
             Conversation({{Author::User, u"two"_qs},
                           {Author::Assistant, u"answer"_qs},
                           {Author::User, u"last"_qs}}));
    QCOMPARE(tree.unanswered(), QList<TurnId>({failed, unfinished, last}));
}

void TestConversationTree::messagesFollowTheAskedTurnNotTheCurrentPath()
{
    ConversationTree tree;
    const TurnId a = answered(tree, u"a"_qs, u"answer a"_qs);
    const TurnId a2 = tree.append(u"a2"_qs);
    tree.edit(a, u"b"_qs);
    QCOMPARE(tree.messagesFor(a2),
             Conversation({{Author::User, u"a"_qs},
                           {Author::Assistant, u"answer a"_qs},
                           {Author::User, u"a2"_qs}}));
}

void TestConversationTree::anAnsweredTurnIsAskedAgainWithoutItsAnswer()
{
    ConversationTree tree;
    const TurnId first = answered(tree, u"one"_qs, u"answer"_qs);
    const TurnId again = tree.rerun(first);
    const Conversation alone{{Author::User, u"one"_qs}};
    QCOMPARE(tree.messagesFor(again), alone);
    QCOMPARE(tree.messagesFor(first), alone);
}

void TestConversationTree::runsAreSharedNotCopied()
{
    ConversationTree tree;
    const TurnId first = tree.append(u"one"_qs);
    const std::shared_ptr<const RunRecord> run = runWith(u"answer"_qs);
    tree.setRun(first, run);
    const ConversationTree copy = tree;
    QCOMPARE(copy.turn(first)->run.get(), run.get());
    const QString carried = tree.messagesFor(tree.append(u"two"_qs)).at(1).text;
    QCOMPARE(carried.constData(), run->finalText.constData());
}

void TestConversationTree::judgementsStayWithTheirTurn()
{
    ConversationTree tree;
    const TurnId first = answered(tree, u"one"_qs, u"answer"_qs);
    Judgement judgement;
    judgement.setRating({AgentId(u"proposer"_qs), 1}, 4);
    tree.setJudgement(first, judgement);
    const TurnId again = tree.rerun(first);
    QCOMPARE(tree.turn(first)->judgement, judgement);
    QVERIFY(tree.turn(again)->judgement.isEmpty());
}

void TestConversationTree::copiesDontSeeEachOther()
{
    ConversationTree tree;
    const TurnId first = tree.append(u"one"_qs);
    ConversationTree copy = tree;
    copy.append(u"two"_qs);
    copy.setRun(first, runWith(u"answer"_qs));
    QCOMPARE(path(tree), QStringList({u"one"_qs}));
    QCOMPARE(tree.turn(first)->run, nullptr);
}

void TestConversationTree::aLongConversationIsQuick()
{
    ConversationTree tree;
    for (int turn = 0; turn < 2000; ++turn)
        answered(tree, u"prompt"_qs, u"answer"_qs);
    const TurnId last = tree.append(u"last"_qs);
    QCOMPARE(tree.messagesFor(last).size(), 4001);
}

QTEST_GUILESS_MAIN(TestConversationTree)

#include "tst_conversationtree.moc"
