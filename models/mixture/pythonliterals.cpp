// SPDX-License-Identifier: GPL-3.0-or-later
#include "mixture/pythonliterals.h"

#include <QCoreApplication>

namespace moa {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(moa::PythonLiterals)
};

struct Token
{
    enum class Kind { Name, Text, Number, Sign, LineEnd };

    Kind kind = Kind::Sign;
    QString text;
    int line = 1;
    bool literal = true; ///< of a text: it has no places that are filled in later
};

/** Cuts a script into tokens. */
class Lexer
{
public:
    explicit Lexer(const QString &script)
        : m_script(script)
    { }

    Result<QList<Token>> run()
    {
        while (m_at < m_script.size()) {
            const QChar c = m_script.at(m_at);
            if (c == u'\n') {
                add(Token::Kind::LineEnd, QString(c), 1);
                ++m_line;
            } else if (c == u'\\' && peek(1) == u'\n') {
                m_at += 2; // the line goes on
                ++m_line;
            } else if (c.isSpace()) {
                ++m_at;
            } else if (c == u'#') {
                while (m_at < m_script.size() && m_script.at(m_at) != u'\n')
                    ++m_at;
            } else if (const qsizetype prefix = prefixOfText(); prefix >= 0) {
                const int line = m_line;
                if (!readText(prefix)) {
                    return failure(
                        Words::tr("Line %1: a text begins here that does not end.").arg(line));
                }
            } else if (c.isLetter() || c == u'_') {
                add(Token::Kind::Name,
                    run([](QChar each) { return each.isLetterOrNumber() || each == u'_'; }));
            } else if (c.isDigit() || (c == u'.' && peek(1).isDigit())) {
                add(Token::Kind::Number, run([](QChar each) {
                        return each.isLetterOrNumber() || each == u'_' || each == u'.';
                    }));
            } else {
                // "==", "<=" and the like are no assignments.
                const bool two = peek(1) == u'=' && QStringView(u"=!<>:+-*/%&|^").contains(c);
                add(Token::Kind::Sign, m_script.mid(m_at, two ? 2 : 1));
            }
        }
        add(Token::Kind::LineEnd, {}, 0);
        return m_tokens;
    }

private:
    [[nodiscard]] QChar peek(qsizetype ahead) const
    {
        return m_at + ahead < m_script.size() ? m_script.at(m_at + ahead) : QChar();
    }
    template <typename Fits>
    [[nodiscard]] QString run(Fits fits) const
    {
        qsizetype end = m_at;
        while (end < m_script.size() && fits(m_script.at(end)))
            ++end;
        return m_script.mid(m_at, end - m_at);
    }
    void add(Token::Kind kind, const QString &text) { add(kind, text, text.size()); }
    void add(Token::Kind kind, const QString &text, qsizetype length)
    {
        m_tokens.append({kind, text, m_line, true});
        m_at += length;
    }

    /// How long the prefix of the text that begins here is; -1: none begins.
    [[nodiscard]] qsizetype prefixOfText() const
    {
        qsizetype length = 0;
        while (length < 3 && QStringView(u"rRbBfFuU").contains(peek(length))
               && !peek(length).isNull())
            ++length;
        return peek(length) == u'"' || peek(length) == u'\'' ? length : -1;
    }

    [[nodiscard]] bool readText(qsizetype prefix)
    {
        const QString kind = m_script.mid(m_at, prefix).toLower();
        m_at += prefix;
        const QChar quote = m_script.at(m_at);
        const bool isLong = peek(1) == quote && peek(2) == quote;
        const qsizetype quotes = isLong ? 3 : 1;
        m_at += quotes;
        Token token{Token::Kind::Text, {}, m_line, !kind.contains(u'f') && !kind.contains(u'b')};
        while (m_at < m_script.size()) {
            const QChar c = m_script.at(m_at);
            if (c == quote && (!isLong || (peek(1) == quote && peek(2) == quote))) {
                m_at += quotes;
                m_tokens.append(token);
                return true;
            }
            if (c == u'\n') {
                if (!isLong)
                    return false;
                ++m_line;
            }
            if (c == u'\\' && m_at + 1 < m_script.size()) {
                token.text += kind.contains(u'r') ? m_script.mid(m_at, 2) : escaped();
                if (peek(1) == u'\n')
                    ++m_line;
                m_at += 2;
                continue;
            }
            token.text += c;
            ++m_at;
        }
        return false;
    }

    /// What the escape at this place stands for; rarer ones stay as they are.
    [[nodiscard]] QString escaped() const
    {
        switch (peek(1).unicode()) {
        case u'n':
            return QStringLiteral("\n");
        case u't':
            return QStringLiteral("\t");
        case u'\n':
            return {};
        case u'\\':
        case u'"':
        case u'\'':
            return QString(peek(1));
        default:
            return m_script.mid(m_at, 2);
        }
    }

    const QString &m_script;
    qsizetype m_at = 0;
    int m_line = 1;
    QList<Token> m_tokens;
};

/** Looks for `name =` among tokens, and what stands behind it. */
class Assignments
{
public:
    explicit Assignments(const QList<Token> &tokens)
        : m_tokens(tokens)
    { }

    Result<PythonLiterals> run()
    {
        for (qsizetype i = 0; i < m_tokens.size(); ++i) {
            if (m_tokens.at(i).kind != Token::Kind::Name)
                continue;
            const QString &name = m_tokens.at(i).text;
            m_result.names.insert(name);
            const qsizetype value = valueOf(i);
            if (value < 0)
                continue;
            const Result<std::optional<PythonLiteral>> literal = literalAt(value);
            if (!literal)
                return tl::make_unexpected(literal.error());
            if (*literal)
                m_result.values.insert(name, **literal);
        }
        return m_result;
    }

private:
    [[nodiscard]] bool isSign(qsizetype at, QStringView sign) const
    {
        return at < m_tokens.size() && m_tokens.at(at).kind == Token::Kind::Sign
            && m_tokens.at(at).text == sign;
    }
    [[nodiscard]] Token::Kind kind(qsizetype at) const
    {
        return at < m_tokens.size() ? m_tokens.at(at).kind : Token::Kind::LineEnd;
    }

    /// Where the value begins that the name at @p at is given; -1: it is given none.
    [[nodiscard]] qsizetype valueOf(qsizetype at) const
    {
        if (isSign(at + 1, u"="))
            return at + 2;
        if (!isSign(at + 1, u":"))
            return -1;
        // An annotation: names, dots, brackets and bars.
        constexpr qsizetype longest = 24; // tokens
        for (qsizetype i = at + 2; i < at + longest; ++i) {
            if (isSign(i, u"="))
                return i + 1;
            const bool part = kind(i) == Token::Kind::Name || isSign(i, u".") || isSign(i, u"[")
                || isSign(i, u"]") || isSign(i, u"|") || (isSign(i, u",") && depth(at + 2, i) > 0);
            if (!part)
                return -1;
        }
        return -1;
    }
    [[nodiscard]] int depth(qsizetype from, qsizetype to) const
    {
        int depth = 0;
        for (qsizetype i = from; i < to; ++i)
            depth += isSign(i, u"[") ? 1 : isSign(i, u"]") ? -1 : 0;
        return depth;
    }

    [[nodiscard]] qsizetype pastLineEnds(qsizetype at) const
    {
        while (at < m_tokens.size() && kind(at) == Token::Kind::LineEnd)
            ++at;
        return at;
    }

    [[nodiscard]] Result<std::optional<PythonLiteral>> literalAt(qsizetype at)
    {
        using Found = std::optional<PythonLiteral>;
        if (isSign(at, u"[") || isSign(at, u"("))
            return listAt(at);
        if (kind(at) == Token::Kind::Text) {
            const std::optional<QString> text = textAt(at);
            return text ? Found(*text) : Found();
        }
        if (kind(at) == Token::Kind::Name && endsAt(at + 1))
            return m_result.values.contains(m_tokens.at(at).text)
                ? Found(m_result.values.value(m_tokens.at(at).text))
                : Found();
        if (kind(at) == Token::Kind::Number && endsAt(at + 1)) {
            bool isNumber = false;
            const double number = m_tokens.at(at).text.toDouble(&isNumber);
            return isNumber ? Found(number) : Found();
        }
        return Found();
    }

    /// Texts beside each other are one; advances @p at behind them. None: one isn't literal.
    [[nodiscard]] std::optional<QString> textAt(qsizetype &at, bool acrossLines = false) const
    {
        QString text;
        bool literal = true;
        while (kind(at) == Token::Kind::Text) {
            text += m_tokens.at(at).text;
            literal = literal && m_tokens.at(at).literal;
            ++at;
            if (acrossLines)
                at = pastLineEnds(at);
        }
        return literal ? std::optional(text) : std::nullopt;
    }

    [[nodiscard]] bool endsAt(qsizetype at) const
    {
        return kind(at) == Token::Kind::LineEnd || isSign(at, u",") || isSign(at, u")")
            || isSign(at, u";");
    }

    [[nodiscard]] Result<std::optional<PythonLiteral>> listAt(qsizetype at) const
    {
        using Found = std::optional<PythonLiteral>;
        const bool tuple = isSign(at, u"(");
        const int line = m_tokens.at(at).line;
        QStringList items;
        bool commas = false;
        at = pastLineEnds(at + 1);
        while (at < m_tokens.size()) {
            if (isSign(at, tuple ? u")" : u"]")) {
                // A text in parentheses is a text.
                if (tuple && !commas && items.size() == 1)
                    return Found(items.constFirst());
                return Found(items);
            }
            if (kind(at) != Token::Kind::Text)
                return Found();
            const std::optional<QString> text = textAt(at, true);
            if (!text)
                return Found();
            items.append(*text);
            if (isSign(at, u",")) {
                commas = true;
                at = pastLineEnds(at + 1);
            } else if (at < m_tokens.size() && !isSign(at, tuple ? u")" : u"]")) {
                return Found();
            }
        }
        return failure(Words::tr("Line %1: a list begins here that does not end.").arg(line));
    }

    const QList<Token> &m_tokens;
    PythonLiterals m_result;
};

template <typename Type>
std::optional<Type> find(const PythonLiterals &literals, const QString &name)
{
    const auto value = literals.values.constFind(name);
    if (value == literals.values.cend() || !std::holds_alternative<Type>(*value))
        return std::nullopt;
    return std::get<Type>(*value);
}

} // namespace

std::optional<QString> PythonLiterals::text(const QString &name) const
{
    return find<QString>(*this, name);
}

std::optional<QStringList> PythonLiterals::list(const QString &name) const
{
    return find<QStringList>(*this, name);
}

std::optional<double> PythonLiterals::number(const QString &name) const
{
    return find<double>(*this, name);
}

Result<PythonLiterals> readPythonLiterals(const QString &script)
{
    const Result<QList<Token>> tokens = Lexer(script).run();
    if (!tokens)
        return tl::make_unexpected(tokens.error());
    return Assignments(*tokens).run();
}

} // namespace moa
