// SPDX-License-Identifier: GPL-3.0-or-later
#include "mixture/keyscan.h"

#include "mixture/mixturefile.h"

#include <algorithm>
#include <QCoreApplication>
#include <QHash>
#include <QRegularExpression>
#include <vector>

namespace moa {

using namespace Qt::StringLiterals;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(moa::KeyScan)
};

/** How keys of a service look; the first group, else the whole, is the key. */
struct Form
{
    QString owner; ///< empty: of nobody in particular
    QRegularExpression expression;
};

// Before the first character there is none that could be part of a word: "task-…" is no "sk-…".
#define MOA_KEY_START "(?<![A-Za-z0-9_-])"

const std::vector<Form> &forms()
{
    static const std::vector<Form> all = [] {
        const auto form = [](const char *owner, const char *pattern) {
            return Form{QString::fromLatin1(owner),
                        QRegularExpression(QString::fromLatin1(pattern))};
        };
        return std::vector<Form>{
            form("Anthropic", MOA_KEY_START "sk-ant-[A-Za-z0-9_-]{16,}"),
            form("OpenRouter", MOA_KEY_START "sk-or-[A-Za-z0-9_-]{16,}"),
            form("OpenAI", MOA_KEY_START "sk-(?:proj|svcacct|admin|None)-[A-Za-z0-9_-]{16,}"),
            form("OpenAI, DeepSeek", MOA_KEY_START "sk-[A-Za-z0-9]{16,}"),
            form("Google", MOA_KEY_START "AIza[0-9A-Za-z_-]{30,}"),
            form("Google", MOA_KEY_START "ya29\\.[0-9A-Za-z_-]{20,}"),
            form("Groq", MOA_KEY_START "gsk_[A-Za-z0-9]{16,}"),
            form("Together AI", MOA_KEY_START "tgp_v[0-9]_[A-Za-z0-9_-]{16,}"),
            form("Hugging Face", MOA_KEY_START "hf_[A-Za-z0-9]{20,}"),
            form("xAI", MOA_KEY_START "xai-[A-Za-z0-9]{16,}"),
            form("Perplexity", MOA_KEY_START "pplx-[A-Za-z0-9]{16,}"),
            form("Fireworks AI", MOA_KEY_START "fw_[A-Za-z0-9]{16,}"),
            form("Cerebras", MOA_KEY_START "csk-[A-Za-z0-9]{16,}"),
            form("NVIDIA", MOA_KEY_START "nvapi-[A-Za-z0-9_-]{16,}"),
            form("Replicate", MOA_KEY_START "r8_[A-Za-z0-9]{20,}"),
            form("GitHub", MOA_KEY_START "gh[pousr]_[A-Za-z0-9]{20,}"),
            form("GitHub", MOA_KEY_START "github_pat_[A-Za-z0-9_]{20,}"),
            form("GitLab", MOA_KEY_START "glpat-[A-Za-z0-9_-]{16,}"),
            form("AWS", MOA_KEY_START "(?:AKIA|ASIA)[0-9A-Z]{16}(?![0-9A-Za-z])"),
            form("Slack", MOA_KEY_START "xox[abeprs]-[A-Za-z0-9-]{10,}"),
            form("Stripe", MOA_KEY_START "[rs]k_(?:live|test)_[A-Za-z0-9]{16,}"),
            form("npm", MOA_KEY_START "npm_[A-Za-z0-9]{30,}"),
        };
    }();
    return all;
}

bool hasDigit(QStringView text)
{
    return std::any_of(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

/// Whether @p text is more than a few characters over and over, as placeholders are.
bool isVaried(QStringView text)
{
    constexpr qsizetype least = 8;
    QHash<QChar, qsizetype> counts;
    qsizetype most = 0;
    for (const QChar c : text)
        most = std::max(most, ++counts[c]);
    return counts.size() >= least && most <= text.size() * 2 / 5;
}

/** What of a run of letters and digits tells words from lots. */
struct Texture
{
    explicit Texture(QStringView text)
    {
        int before = -1;
        for (const QChar c : text) {
            const int kind = c.isDigit() ? 0 : c.isUpper() ? 1 : 2;
            ++counts[kind];
            runs += kind != before ? 1 : 0;
            before = kind;
            isHex = isHex && (c.isDigit() || (c.toLower() >= u'a' && c.toLower() <= u'f'));
        }
    }

    int counts[3] = {0, 0, 0}; ///< digits, upper case, lower case
    int runs = 0; ///< of characters of the same kind
    bool isHex = true;
};

/// Whether @p text is what base64 makes of something that people read.
bool isEncodedText(QStringView text)
{
    const QByteArray bytes = QByteArray::fromBase64(text.toLatin1());
    const auto isPlain = [](char byte) { return (byte >= 0x20 && byte < 0x7F) || byte == '\n'; };
    return !bytes.isEmpty() && std::all_of(bytes.begin(), bytes.end(), isPlain);
}

/// Whether a run of letters and digits alone looks drawn by lot.
bool isDrawn(QStringView text)
{
    constexpr qsizetype shortest = 24;
    constexpr qsizetype longest = 128; // what is longer is data: a picture, an archive
    if (text.size() < shortest || text.size() > longest)
        return false;
    const Texture texture(text);
    if (texture.isHex || !isVaried(text) || isEncodedText(text))
        return false;
    const auto size = static_cast<double>(text.size());
    // By lot a run of one kind has 1.6 characters of three kinds, 2.5 of two; in words it has 4
    // and more.
    const bool mixesCases = texture.counts[1] >= 3 && texture.counts[2] >= 3;
    if (mixesCases)
        return texture.counts[0] >= 2 && size / texture.runs <= 2.4;
    return texture.counts[0] >= 5 && texture.counts[0] <= size / 2 && size / texture.runs <= 2.9;
}

QString shown(QStringView key)
{
    constexpr qsizetype most = 8;
    return key.first(std::min(most, key.size() / 3)).toString() + u'…';
}

std::optional<QString> knownForm(const QString &text)
{
    for (const Form &form : forms()) {
        QRegularExpressionMatchIterator matches = form.expression.globalMatch(text);
        while (matches.hasNext()) {
            const QString key = matches.next().captured();
            // Words behind a prefix, as in "sk-your-key-goes-here", are no key.
            if (hasDigit(key.mid(4)) && isVaried(key))
                return Words::tr("a key of %1 (%2)").arg(form.owner, shown(key));
        }
    }
    return std::nullopt;
}

std::optional<QString> secretOfKind(const QString &text)
{
    static const QRegularExpression privateKey(
        u"-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----"_s);
    if (privateKey.match(text).hasMatch())
        return Words::tr("a private key");
    static const QRegularExpression webToken(QStringLiteral(
        MOA_KEY_START "(eyJ[A-Za-z0-9_-]{10,}\\.eyJ[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]{10,})"));
    if (const auto match = webToken.match(text); match.hasMatch())
        return Words::tr("a signed token (%1)").arg(shown(match.captured(1)));
    static const QRegularExpression login(
        u"\\b[a-z][a-z0-9+.-]{1,20}://[^\\s/@:]+:([^\\s/@]{4,})@"_s);
    if (login.match(text).hasMatch())
        return Words::tr("an address with a password in it");
    static const QRegularExpression bearer(u"\\b(?:Bearer|Basic)\\s+([A-Za-z0-9._~+/=-]{16,})"_s,
                                           QRegularExpression::CaseInsensitiveOption);
    if (const auto match = bearer.match(text);
        match.hasMatch() && hasDigit(match.captured(1)) && isVaried(match.captured(1)))
        return Words::tr("an authorization (%1)").arg(shown(match.captured(1)));
    return std::nullopt;
}

/// "api_key = ...", "password: ...": the name says what it is, so that less is asked of the value.
std::optional<QString> assignedSecret(const QString &text)
{
    static const QRegularExpression assignment(
        u"(?:api[_ -]?key|access[_ -]?key|secret[_ -]?key|client[_ -]?secret|auth[_ -]?token|"
        "access[_ -]?token|api[_ -]?token|secret|password|passwd|authorization|x-api-key)"
        "[\"']?\\s*(?:=|:|=>)\\s*[\"']?([A-Za-z0-9+/_.~=-]{12,})"_s,
        QRegularExpression::CaseInsensitiveOption);
    QRegularExpressionMatchIterator matches = assignment.globalMatch(text);
    while (matches.hasNext()) {
        const QString value = matches.next().captured(1);
        const Texture texture(value);
        const bool hasLetters = texture.counts[1] + texture.counts[2] > 0;
        if (hasLetters && texture.counts[0] >= 2 && texture.runs >= 4 && isVaried(value))
            return Words::tr("a secret (%1)").arg(shown(value));
    }
    return std::nullopt;
}

std::optional<QString> drawnToken(const QString &text)
{
    static const QRegularExpression address(
        u"\\b[a-z][a-z0-9+.-]{1,20}:(?://|[a-z]+/)[^\\s\"'<>]*"_s);
    static const QRegularExpression token(u"[A-Za-z0-9+/=_-]{24,}"_s);
    static const QRegularExpression run(u"[A-Za-z0-9]{24,}"_s);
    // Documents and videos are named by lot, and so is the content of "data:image/png;base64,...".
    const QString rest = QString(text).replace(address, u" "_s);
    qsizetype lastEnd = -1;
    qsizetype lastSize = 0;
    QString found;
    QRegularExpressionMatchIterator matches = token.globalMatch(rest);
    while (matches.hasNext()) {
        const QRegularExpressionMatch match = matches.next();
        const QString whole = match.captured();
        // Several lines of the same length are data that was wrapped.
        constexpr qsizetype shortestLine = 48;
        const bool follows = lastEnd >= 0 && lastSize >= shortestLine
            && QStringView(rest)
                   .sliced(lastEnd, match.capturedStart() - lastEnd)
                   .trimmed()
                   .isEmpty();
        lastEnd = match.capturedEnd();
        lastSize = whole.size();
        if (follows) {
            found.clear();
            continue;
        }
        if (!found.isEmpty())
            break;
        // A path or base64 is not cut into pieces that might each look like something.
        const bool isData = whole.size() > 128 || whole.count(u'/') > 1 || isEncodedText(whole);
        if (isData)
            continue;
        QRegularExpressionMatchIterator runs = run.globalMatch(whole);
        while (runs.hasNext() && found.isEmpty()) {
            const QString each = runs.next().captured();
            if (isDrawn(each))
                found = each;
        }
    }
    if (found.isEmpty())
        return std::nullopt;
    return Words::tr("a key (%1)").arg(shown(found));
}

bool namesASecret(const QString &name)
{
    static const QRegularExpression secret(
        u"^(?:.*[_-])?(?:api[_-]?key|authorization|(?:auth|access|api)[_-]?token|"
        "(?:client[_-]?)?secret(?:[_-]?key)?|password|passwd|cookie|credentials?|private[_-]?key|"
        "bearer)$"_s,
        QRegularExpression::CaseInsensitiveOption);
    return secret.match(name).hasMatch();
}

/// A placeholder stands for a secret without being one: "$OPENAI_API_KEY", "<key>".
bool isPlaceholder(QStringView value)
{
    constexpr QStringView marks = u"$<{[%";
    return value.isEmpty() || marks.contains(value.front());
}

QString memberPath(const QString &path, const QString &name)
{
    return path.isEmpty() ? name : path + u'.' + name;
}

} // namespace

std::optional<QString> keyHint(const QString &text)
{
    constexpr qsizetype shortest = 12;
    if (text.size() < shortest)
        return std::nullopt;
    for (const auto look : {knownForm, secretOfKind, assignedSecret, drawnToken}) {
        if (std::optional<QString> hint = look(text))
            return hint;
    }
    return std::nullopt;
}

bool hasKnownKey(const QString &text)
{
    return knownForm(text) || secretOfKind(text);
}

QList<KeyFinding> findKeys(const JsonValue &value, const QString &path)
{
    // Files may nest deeply, and the reader has bounded how deeply.
    QList<KeyFinding> findings;
    if (value.type == JsonValue::Type::String) {
        if (const std::optional<QString> hint = keyHint(value.text))
            findings.append({path, *hint});
    }
    for (std::size_t at = 0; at < value.items.size(); ++at) {
        const JsonValue &item = value.items[at];
        if (value.type != JsonValue::Type::Object) {
            findings += findKeys(item, path + u"[%1]"_s.arg(at));
            continue;
        }
        const QString &name = value.names.at(static_cast<qsizetype>(at));
        const QString itemPath = memberPath(path, name);
        if (const std::optional<QString> hint = keyHint(name))
            findings.append({path, *hint});
        QList<KeyFinding> inItem = findKeys(item, itemPath);
        constexpr qsizetype shortest = 8;
        if (inItem.isEmpty() && item.type == JsonValue::Type::String && namesASecret(name)
            && item.text.size() >= shortest && !isPlaceholder(item.text))
            inItem.append({itemPath, Words::tr("a secret (%1)").arg(shown(item.text))});
        findings += inItem;
    }
    return findings;
}

QList<KeyFinding> findKeys(const Mixture &mixture)
{
    return findKeysInFile(writeMixture(mixture));
}

QList<KeyFinding> findKeysInFile(const QByteArray &content)
{
    constexpr qsizetype most = qsizetype{512} * 1024 * 1024;
    const Result<JsonValue> root = parseJson(content, {.bytes = most, .values = most});
    if (root)
        return findKeys(*root);
    if (const std::optional<QString> hint = keyHint(QString::fromUtf8(content)))
        return {{{}, *hint}};
    return {};
}

QString keySentences(const QList<KeyFinding> &findings)
{
    constexpr qsizetype most = 5;
    QStringList sentences;
    for (const KeyFinding &finding : findings.first(std::min(most, findings.size()))) {
        sentences.append(
            finding.place.isEmpty()
                ? Words::tr("It holds what looks like %1.").arg(finding.hint)
                : Words::tr("%1 holds what looks like %2.").arg(finding.place, finding.hint));
    }
    if (findings.size() > most)
        sentences.append(Words::tr("And there is more."));
    return sentences.join(u'\n');
}

} // namespace moa
