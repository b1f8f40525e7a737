// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/tfidf.h"

#include "metrics/codepoints.h"

#include <algorithm>
#include <cmath>
#include <QHash>
#include <unicode/uchar.h>
#include <unicode/utf16.h>
#include <utility>
#include <vector>

namespace moa {

namespace {

// Python's \w: letters, all kinds of numbers and the underscore, but no combining marks.
bool isWordCharacter(UChar32 character)
{
    if (character < 0x80) {
        return (character >= 'a' && character <= 'z') || (character >= '0' && character <= '9')
            || (character >= 'A' && character <= 'Z') || character == '_';
    }
    return (U_MASK(u_charType(character)) & (U_GC_L_MASK | U_GC_N_MASK)) != 0;
}

template <typename Visit>
void forEachWord(QStringView text, Visit visit)
{
    const char16_t *const units = text.utf16();
    const qsizetype size = text.size();
    qsizetype start = 0;
    int length = 0; // code points since start
    const auto end = [&](qsizetype at) {
        if (length > 1)
            visit(text.sliced(start, at - start));
        length = 0;
    };
    for (qsizetype at = 0; at < size;) {
        const qsizetype before = at;
        UChar32 character = 0;
        U16_NEXT(units, at, size, character);
        if (!isWordCharacter(character)) {
            end(before);
        } else if (length++ == 0) {
            start = before;
        }
    }
    end(size);
}

struct Term
{
    qsizetype number;
    double weight;
};
using Vector = std::vector<Term>;

class Corpus
{
public:
    explicit Corpus(const QList<QStringView> &texts)
    {
        QStringList lowercaseTexts; // the words point into them
        for (const QStringView text : texts)
            lowercaseTexts.append(lowered(text));
        QHash<QStringView, qsizetype> numbers;
        for (const QString &text : lowercaseTexts)
            m_vectors.push_back(count(text, numbers));
        weigh();
    }

    /// The vector that the next calls of cosine() compare with.
    void select(qsizetype text)
    {
        std::fill(m_selected.begin(), m_selected.end(), 0.0);
        for (const Term &term : m_vectors[static_cast<size_t>(text)])
            m_selected[static_cast<size_t>(term.number)] = term.weight;
    }

    [[nodiscard]] double cosine(qsizetype text) const
    {
        double sum = 0;
        for (const Term &term : m_vectors[static_cast<size_t>(text)])
            sum += term.weight * m_selected[static_cast<size_t>(term.number)];
        return std::min(sum, 1.0);
    }

private:
    [[nodiscard]] Vector count(const QString &text, QHash<QStringView, qsizetype> &numbers)
    {
        Vector vector;
        forEachWord(text, [&](QStringView word) {
            const auto found = numbers.constFind(word);
            const qsizetype number =
                found == numbers.cend() ? *numbers.insert(word, numbers.size()) : *found;
            if (static_cast<size_t>(number) == m_documents.size()) {
                m_documents.push_back(0);
                m_selected.push_back(0);
            }
            double &occurrences = m_selected[static_cast<size_t>(number)];
            if (occurrences == 0)
                vector.push_back({number, 0});
            occurrences += 1;
        });
        for (Term &term : vector) {
            term.weight = std::exchange(m_selected[static_cast<size_t>(term.number)], 0.0);
            m_documents[static_cast<size_t>(term.number)] += 1;
        }
        return vector;
    }

    void weigh()
    {
        const auto documents = static_cast<double>(m_vectors.size());
        for (Vector &vector : m_vectors) {
            double squares = 0;
            for (Term &term : vector) {
                const double withTerm = m_documents[static_cast<size_t>(term.number)];
                term.weight *= std::log((1 + documents) / (1 + withTerm)) + 1;
                squares += term.weight * term.weight;
            }
            for (Term &term : vector)
                term.weight /= std::sqrt(squares);
        }
    }

    std::vector<Vector> m_vectors; ///< by text
    std::vector<double> m_documents; ///< by word: in how many texts it stands
    std::vector<double> m_selected; ///< by word: weights, at first a text's counts
};

} // namespace

QList<double> tfIdfCosines(QStringView text, const QStringList &others)
{
    QList<QStringView> texts{text};
    texts.append(QList<QStringView>(others.cbegin(), others.cend()));
    Corpus corpus(texts);
    corpus.select(0);
    QList<double> result;
    for (qsizetype other = 1; other < texts.size(); ++other)
        result.append(corpus.cosine(other));
    return result;
}

QList<double> tfIdfMatrix(const QStringList &texts)
{
    Corpus corpus(QList<QStringView>(texts.cbegin(), texts.cend()));
    QList<double> result(texts.size() * texts.size(), 0);
    for (qsizetype row = 0; row < texts.size(); ++row) {
        corpus.select(row);
        for (qsizetype column = row; column < texts.size(); ++column) {
            const double cosine = corpus.cosine(column);
            result[row * texts.size() + column] = cosine;
            result[column * texts.size() + row] = cosine;
        }
    }
    return result;
}

} // namespace moa
