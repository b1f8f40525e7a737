// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/sandbox/sandboxphrases.h"

namespace moa {

namespace {

using Character = SandboxCharacter;

QStringList lines(const QString &text)
{
    return text.split(u'\n', Qt::SkipEmptyParts);
}

QStringList englishGeneral()
{
    return lines(QStringLiteral(
        "Start with {a}: it decides how the rest of the answer hangs together.\n"
        "A useful first step is to write down in one sentence what {a} means here.\n"
        "Compare {a} with {b} before choosing between them.\n"
        "The link between {a} and {b} is where most mistakes happen.\n"
        "A small example of {b} shows more than a long definition.\n"
        "Keep {c} separate from {a}, because they change for different reasons.\n"
        "Check {c} last, when everything else is in place.\n"
        "If time is short, look at {a} first and leave {c} for later.\n"
        "Whoever asks about {a} usually wants to know about {b} as well.\n"
        "It helps to name the limits of {b} before relying on it.\n"
        "There is rarely one right answer, but {a} narrows the choice quickly.\n"
        "Write down what you already know about {b}, then fill the gaps.\n"
        "A good test is whether somebody new to {a} could follow each step.\n"
        "Look for a source on {c} that you can check yourself.\n"
        "When {a} and {b} pull in different directions, decide which one matters more to you.\n"
        "Begin with the simplest case of {b} and add one thing at a time.\n"
        "The details of {c} depend on where, when and for whom it is done.\n"
        "Most of the effort goes into {b}, most of the benefit comes from {a}.\n"
        "Numbers about {a} are easier to trust when they come with a date.\n"
        "Ask what would be different without {c}; that shows what it is good for.\n"
        "In practice {a} comes before {b}, even if both look equally urgent.\n"
        "Two short attempts at {b} teach more than one long plan.\n"));
}

QStringList englishOwn(Character character)
{
    switch (character) {
    case Character::Brief:
    case Character::Flaky:
        return lines(QStringLiteral("In short: {a} first, then {b}.\n"
                                    "One sentence is enough here: mind {a} and the rest follows.\n"
                                    "The shortest way leads from {b} to {a}.\n"));
    case Character::Detailed:
    case Character::Breaks:
        return lines(QStringLiteral(
            "Seen from a distance, {a} and {b} are two sides of one question.\n"
            "A closer look at {b} shows three parts: what it needs, what it costs, what it gives.\n"
            "Background matters here, since {c} did not come out of nowhere.\n"
            "For completeness, note how {c} changes the picture once {a} is settled.\n"));
    case Character::Sceptical:
        return lines(QStringLiteral(
            "It is not obvious that {a} is the right place to look.\n"
            "The usual claim about {b} rests on fewer facts than it seems.\n"
            "What speaks against {a} deserves as much room as what speaks for it.\n"
            "Before believing anything about {c}, ask who measured it and how.\n"
            "A single counterexample about {b} would be enough to change the answer.\n"));
    case Character::Code:
        return lines(QStringLiteral(
            "The function treats {a} as input and {b} as the result.\n"
            "Keeping {c} in one place makes the code easy to test.\n"
            "Handle the empty case of {b} first; everything after it becomes simpler.\n"));
    case Character::Slow:
        return lines(QStringLiteral("Let us take {a} slowly, one word after the other.\n"
                                    "Nothing about {b} needs to be decided in a hurry.\n"
                                    "Patience with {c} is rarely wasted.\n"));
    case Character::Synthesizer:
        return lines(QStringLiteral(
            "The answer has to hold together {a}, {b} and {c} without favouring one of them.\n"
            "What remains after weighing {a} against {b} is a short list.\n"));
    }
    return {};
}

QStringList englishOpenings(Character character)
{
    switch (character) {
    case Character::Brief:
    case Character::Flaky:
        return lines(QStringLiteral(
            "Here is the short version, about {a} and {b}.\nThis can be said briefly.\n"
            "Three remarks on {a}.\n"));
    case Character::Detailed:
    case Character::Breaks:
        return lines(QStringLiteral("This question has several sides, so here they are in order.\n"
                                    "Here is a longer answer about {a}, with {b} in mind.\n"
                                    "To answer this well, {a} and {b} are best taken together.\n"));
    case Character::Sceptical:
        return lines(QStringLiteral("First, a doubt: is {a} really what this is about?\n"
                                    "Before answering, some caution about {a} is in order.\n"
                                    "Not so fast: the question takes {b} for granted.\n"));
    case Character::Code:
        return lines(QStringLiteral("A small program says it best.\n"
                                    "Here is {a} as code.\n"
                                    "The idea fits into one function.\n"));
    case Character::Slow:
        return lines(QStringLiteral("There is no hurry.\nOne thing after the other.\n"));
    case Character::Synthesizer:
        return lines(QStringLiteral("Taken together, this is what matters.\n"
                                    "Weighing all sides, the picture is this.\n"
                                    "The main points fit together as follows.\n"));
    }
    return {};
}

QStringList englishClosings(Character character)
{
    if (character == Character::Sceptical) {
        return lines(QStringLiteral("So: possible, but not proven.\n"
                                    "Treat all of this as a list of questions about {a}.\n"));
    }
    return lines(QStringLiteral("With {a} settled, the rest is routine.\n"
                                "That is the core of it; {c} can wait.\n"
                                "From here, the next step is to try it on a real case of {b}.\n"));
}

QStringList englishConnectors(Character character)
{
    if (character == Character::Sceptical) {
        return lines(QStringLiteral("Doubtful, but worth keeping:\nIf it is true:\n"
                                    "Somebody claims:\nLess certain:\n"));
    }
    return lines(QStringLiteral("In addition:\nJust as important:\nTo be practical:\nOn the other "
                                "hand:\nOne answer adds:\nFor the details:\nAs a reminder:\n"));
}

QString englishHonesty(Character character)
{
    switch (character) {
    case Character::Brief:
    case Character::Synthesizer:
        return QStringLiteral("(Sandbox text, not a language model.)");
    case Character::Detailed:
        return QStringLiteral(
            "*Sandbox text, put together from templates: no language model wrote it.*");
    case Character::Sceptical:
        return QStringLiteral("(Doubt this too: it is sandbox text, not a language model.)");
    case Character::Code:
        return QStringLiteral("(Sandbox code from a template, not from a language model.)");
    case Character::Slow:
        return QStringLiteral("(Sandbox text, slow on purpose, not a language model.)");
    case Character::Flaky:
        return QStringLiteral(
            "(Sandbox text that fails at the first attempt; not a language model.)");
    case Character::Breaks:
        return QStringLiteral("(Sandbox text that will break off; not a language model.)");
    }
    return {};
}

SandboxPhrases english(Character character)
{
    SandboxPhrases phrases;
    phrases.general = englishGeneral();
    phrases.own = englishOwn(character);
    phrases.openings = englishOpenings(character);
    phrases.closings = englishClosings(character);
    phrases.connectors = englishConnectors(character);
    phrases.agreements = lines(QStringLiteral("Several answers agree here:\n"
                                              "This comes up more than once:\n"
                                              "Not only one answer says this:\n"));
    phrases.synthesisOpening = QStringLiteral("Taken together, the answers come to this.");
    phrases.honesty = englishHonesty(character);
    phrases.synthesisHonesty = QStringLiteral(
        "(Sandbox synthesis: sentences quoted from the references, not a language model.)");
    phrases.fallbackWords = {QStringLiteral("the question"), QStringLiteral("the answer"),
                             QStringLiteral("the purpose")};
    phrases.quoted = QStringLiteral("“%1”");
    phrases.joint = QStringLiteral(" ");
    return phrases;
}

SandboxPhrases korean(Character character)
{
    SandboxPhrases phrases;
    phrases.general =
        lines(QStringLiteral("먼저 {a}부터 살펴보는 것이 좋습니다.\n"
                             "{a} 및 {b}의 관계를 이해하면 나머지는 쉬워집니다.\n"
                             "{b}의 작은 예 하나가 긴 설명보다 낫습니다.\n"
                             "시간이 부족하면 {c}에 대한 내용은 나중으로 미루어도 됩니다.\n"
                             "{c}의 한계를 미리 알아 두면 도움이 됩니다.\n"
                             "{a}에 대한 자료는 날짜와 출처를 함께 확인해야 합니다.\n"
                             "실제로는 {a}에 관한 결정이 {b}보다 먼저 옵니다.\n"
                             "가장 단순한 경우부터 시작해서 하나씩 더해 가면 됩니다.\n"));
    phrases.own = character == Character::Sceptical
        ? lines(QStringLiteral("{a}에 대한 주장은 근거가 충분한지 의심해 볼 만합니다.\n"
                               "반례 하나만 있어도 {b}에 대한 답은 바뀔 수 있습니다.\n"))
        : lines(QStringLiteral("결국 {a}에 대한 이해가 출발점입니다.\n"
                               "{b}에 대해서는 한 걸음씩 나아가는 편이 안전합니다.\n"));
    phrases.openings = lines(QStringLiteral("{a}에 대해 정리하면 다음과 같습니다.\n"
                                            "질문의 핵심은 {a}에 있습니다.\n"));
    phrases.closings =
        lines(QStringLiteral("이것이 {a}에 대한 요점입니다.\n"
                             "다음 단계는 {b}의 실제 사례에 적용해 보는 것입니다.\n"));
    phrases.connectors = lines(QStringLiteral("덧붙이면:\n또한 중요한 점은:\n한편:\n"));
    phrases.agreements = lines(QStringLiteral("여러 답변이 이 점에 동의합니다:\n"));
    phrases.synthesisOpening = QStringLiteral("답변을 종합하면 다음과 같습니다.");
    phrases.honesty = QStringLiteral("(샌드박스 글이며, 언어 모델의 답이 아닙니다.)");
    phrases.synthesisHonesty =
        QStringLiteral("(샌드박스가 참고 답변의 문장을 모은 글이며, 언어 모델의 답이 아닙니다.)");
    phrases.fallbackWords = {QStringLiteral("질문"), QStringLiteral("답변"),
                             QStringLiteral("목적")};
    phrases.quoted = QStringLiteral("‘%1’");
    phrases.joint = QStringLiteral(" ");
    return phrases;
}

SandboxPhrases japanese(Character character)
{
    SandboxPhrases phrases;
    phrases.general =
        lines(QStringLiteral("まず{a}から考えるとよいでしょう。\n"
                             "{a}と{b}の関係がわかれば、残りは簡単です。\n"
                             "{b}の小さな例は、長い説明よりも役に立ちます。\n"
                             "時間がないときは、{c}を後回しにしてもかまいません。\n"
                             "{c}の限界を先に知っておくと安心です。\n"
                             "{a}についての数字は、日付と出典を確かめてください。\n"
                             "実際には、{a}を決めてから{b}に進みます。\n"
                             "いちばん単純な場合から始めて、一つずつ加えていきます。\n"));
    phrases.own = character == Character::Sceptical
        ? lines(QStringLiteral("{a}についての通説は、根拠が十分かどうか疑ってみるべきです。\n"
                               "反例が一つあれば、{b}についての答えは変わります。\n"))
        : lines(QStringLiteral("結局のところ、{a}の理解が出発点になります。\n"
                               "{b}については、一歩ずつ進めるのが安全です。\n"));
    phrases.openings = lines(QStringLiteral("{a}について、要点をまとめます。\n"
                                            "この質問の中心は{a}にあります。\n"));
    phrases.closings = lines(QStringLiteral("以上が{a}についての要点です。\n"
                                            "次は{b}の実例で試してみてください。\n"));
    phrases.connectors = lines(QStringLiteral("さらに、\n同じく大切な点として、\n一方で、\n"));
    phrases.agreements = lines(QStringLiteral("複数の回答が一致している点として、\n"));
    phrases.synthesisOpening = QStringLiteral("回答をまとめると、次のようになります。");
    phrases.honesty =
        QStringLiteral("（サンドボックスの文章です。言語モデルの回答ではありません。）");
    phrases.synthesisHonesty = QStringLiteral(
        "（サンドボックスが参考回答の文を集めた文章です。言語モデルの回答ではありません。）");
    phrases.fallbackWords = {QStringLiteral("質問"), QStringLiteral("答え"),
                             QStringLiteral("目的")};
    phrases.quoted = QStringLiteral("「%1」");
    return phrases;
}

SandboxPhrases chinese(Character character)
{
    SandboxPhrases phrases;
    phrases.general = lines(QStringLiteral("首先应该从{a}入手。\n"
                                           "弄清{a}与{b}之间的关系，其余的问题就容易了。\n"
                                           "关于{b}的一个小例子胜过冗长的解释。\n"
                                           "如果时间不够，可以把{c}留到以后再看。\n"
                                           "事先了解{c}的局限会很有帮助。\n"
                                           "有关{a}的数据，请核对日期和来源。\n"
                                           "实际上，应先决定{a}，然后再考虑{b}。\n"
                                           "从最简单的情况开始，每次只增加一点。\n"));
    phrases.own = character == Character::Sceptical
        ? lines(QStringLiteral("关于{a}的常见说法，证据是否充分值得怀疑。\n"
                               "只要有一个反例，关于{b}的答案就会改变。\n"))
        : lines(QStringLiteral("归根结底，理解{a}是出发点。\n"
                               "对于{b}，一步一步来比较稳妥。\n"));
    phrases.openings = lines(QStringLiteral("关于{a}，要点如下。\n这个问题的核心在于{a}。\n"));
    phrases.closings = lines(QStringLiteral("以上就是关于{a}的要点。\n"
                                            "下一步可以用{b}的实际例子来检验。\n"));
    phrases.connectors = lines(QStringLiteral("此外，\n同样重要的是，\n另一方面，\n"));
    phrases.agreements = lines(QStringLiteral("多个回答都提到，\n"));
    phrases.synthesisOpening = QStringLiteral("综合各个回答，要点如下。");
    phrases.honesty = QStringLiteral("（这是沙盒文本，不是语言模型的回答。）");
    phrases.synthesisHonesty =
        QStringLiteral("（这是沙盒从参考回答中摘取句子拼成的文本，不是语言模型的回答。）");
    phrases.fallbackWords = {QStringLiteral("问题"), QStringLiteral("答案"),
                             QStringLiteral("目的")};
    phrases.quoted = QStringLiteral("“%1”");
    return phrases;
}

} // namespace

SandboxPhrases sandboxPhrases(SandboxLanguage language, SandboxCharacter character)
{
    switch (language) {
    case SandboxLanguage::English:
        return english(character);
    case SandboxLanguage::Korean:
        return korean(character);
    case SandboxLanguage::Japanese:
        return japanese(character);
    case SandboxLanguage::Chinese:
        return chinese(character);
    }
    return {};
}

bool isSandboxHonesty(const QString &sentence)
{
    static const QList<std::pair<QString, QString>> marks{
        {QStringLiteral("sandbox"), QStringLiteral("language model")},
        {QStringLiteral("샌드박스"), QStringLiteral("언어 모델")},
        {QStringLiteral("サンドボックス"), QString()},
        {QString(), QStringLiteral("言語モデルの回答ではありません")},
        {QStringLiteral("沙盒"), QStringLiteral("语言模型")}};
    return std::any_of(marks.begin(), marks.end(), [&sentence](const auto &mark) {
        return sentence.contains(mark.first, Qt::CaseInsensitive)
            && sentence.contains(mark.second, Qt::CaseInsensitive);
    });
}

} // namespace moa
