// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generatedanswers.h"

namespace moa {

// Texts of a kind and of at least that many characters, the same on every call.

/** Sentences of these words, of which the first ones are frequent. */
[[nodiscard]] inline QString sentences(const QStringList &words, QStringView space,
                                       QStringView comma, QStringView stop, qsizetype characters)
{
    QRandomGenerator random(11);
    const auto count = static_cast<double>(words.size());
    QString text;
    while (text.size() < characters) {
        for (quint32 left = 5 + random.bounded(15U); left > 0; --left) {
            QString word =
                words.at(static_cast<qsizetype>(std::pow(count, random.generateDouble())) - 1);
            if (left % 9 == 0)
                word[0] = word.at(0).toUpper();
            text += word;
            if (left > 1)
                text += random.bounded(10) == 0 ? comma : space;
        }
        if (random.bounded(6) == 0)
            text += QStringLiteral(" (%1)").arg(random.bounded(3000));
        text += stop;
        if (random.bounded(5) == 0)
            text += u"\n\n";
    }
    return text;
}

[[nodiscard]] inline QString englishText(qsizetype characters)
{
    static const QStringList words =
        QStringLiteral(
            "the of and to a in is that for it as was with be by on not he his but at are this "
            "have "
            "from or had an they which one you were all her she there would their we him been has "
            "when who will no more if out so said what up its about than into them can only other "
            "time new some could these two may first then do any like my now over such our man me "
            "even most made after also did many off before must well back through years where much "
            "your way down should because long each just state people those too how little good "
            "world make very year still see work life get under men own being never us between "
            "might last day both old another same know take house few used against right while "
            "school number part however government night point home water room something fact "
            "course small though hand most system away mother head later answer question language "
            "model response mixture better quality research evidence therefore consider example "
            "important different information understanding temperature conversation development "
            "provide several approach according available performance evaluation comparison "
            "improves generate harbour leaking committee don't it's they're we've engineering "
            "environment significant particularly nevertheless responsibility communication "
            "aggregate synthesise proposer reference accuracy critically biased incorrect "
            "replicate "
            "well-structured coherent adheres standards reliability layers agents collaborative")
            .split(u' ');
    return sentences(words, u" ", u", ", u". ", characters);
}

[[nodiscard]] inline QString madeUpWords(qsizetype characters)
{
    QString text;
    for (const QString &answer : generatedAnswers(static_cast<int>(characters / 2000), 400))
        text += answer + u"\n\n"_qs;
    return text;
}

[[nodiscard]] inline QString chineseText(qsizetype characters)
{
    static const QStringList words =
        QStringLiteral(
            "的 是 在 我们 了 和 有 这 个 不 人 一 他 大 来 说 上 到 地 为 子 中 你 出 会 时候 "
            "模型 "
            "回答 问题 可以 就 也 对 能 而 要 自己 那 得 着 下 之 过 家 学 里 后 小 么 心 多 天 "
            "没有 "
            "好 都 还 发展 看 起 国家 经济 社会 工作 研究 技术 信息 语言 数据 系统 方法 结果 提高 "
            "质量 准确率 混合 智能体 聚合 参考 层 提案 合成 生成 评估 比较 例如 因此 但是 如果 "
            "因为 "
            "所以 虽然 然而 港口 管理员 中午 以前 船 漏水 温度 计算 机器 学习 神经 网络 训练 推理 "
            "重要 不同 环境 责任 沟通 世界 生活 城市 历史 文化 教育 健康 时间 空间 科学 艺术")
            .split(u' ');
    return sentences(words, u"", u"，", u"。", characters);
}

[[nodiscard]] inline QString koreanText(qsizetype characters)
{
    static const QStringList words =
        QStringLiteral(
            "이 그 수 것은 있다 하는 나는 그리고 우리는 사람이 있는 대한 모델의 답변을 질문에 더 "
            "하지만 때문에 시간이 위해 여러 가장 많은 좋은 같은 다른 통해 함께 그러나 언어 모델이 "
            "생성한 결과를 품질이 향상됩니다 참고하여 합성하면 연구에서 방법을 제안한다 데이터를 "
            "학습하고 평가하였다 정확도가 높아졌다 항만 관리인은 정오 이전에 배를 세었다 누수 "
            "중이었다 안녕하세요 감사합니다 필요합니다 가능하다 중요하다 생각한다 말했다 시작했다 "
            "사회적 경제적 정보를 기술의 발전이 환경과 문화를 교육을 받았다 세계에서 도시의 역사를 "
            "예를 들어 따라서 비교하면 책임이 의사소통 온도가 계산한다 신경망 추론 과정에서")
            .split(u' ');
    return sentences(words, u" ", u", ", u". ", characters);
}

[[nodiscard]] inline QString codeText(qsizetype characters)
{
    QRandomGenerator random(13);
    const QStringList names =
        QStringLiteral("i value count text m_items buffer nextToken parse_header result node index "
                       "HTTPServer userId is_valid MAX_SIZE config self options err ctx handler "
                       "responseBody kDefaultTimeout maxTokens layerIndex")
            .split(u' ');
    const QStringList lines{
        QStringLiteral("    for (int %1 = 0; %1 < %2.size(); ++%1) {\n"),
        QStringLiteral("        if (%1 == nullptr || !%2->isReady())\n            return %3;\n"),
        QStringLiteral("    } // %1\n\n"),
        QStringLiteral("def %1(self, %2: int = 0x%3) -> None:\n    \"\"\"Return the %2.\"\"\"\n"),
        QStringLiteral("\tconst %1 = await %2.fetch(`/v1/${%3}`, { retries: 3 });\n"),
        QStringLiteral("    std::vector<std::string> %1 = %2(%3, 17.25);  // see %2\n"),
        QStringLiteral("    SELECT %1, COUNT(*) FROM %2 WHERE %3 IS NOT NULL GROUP BY 1;\n"),
        QStringLiteral("  {\"%1\": [1, 2.5, -3e10], \"%2\": {\"%3\": null}},\n"),
        QStringLiteral("#include \"%1/%2.h\"\n/* %3 */\n"),
        QStringLiteral("    self.%1[%2] += %3 ** 2 if %1 else lambda x: x\n"),
    };
    QString text;
    while (text.size() < characters) {
        const auto name = [&] { return names.at(random.bounded(names.size())); };
        text += lines.at(random.bounded(lines.size()))
                    .arg(name())
                    .replace(QStringLiteral("%2"), name())
                    .replace(QStringLiteral("%3"), name());
    }
    return text;
}

[[nodiscard]] inline QString randomLetters(qsizetype characters)
{
    QRandomGenerator random(17);
    QString text(characters, u'a');
    for (QChar &letter : text)
        letter = QChar(u'a' + random.bounded(26));
    return text;
}

} // namespace moa
