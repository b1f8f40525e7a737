// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/moaprogram.h"

#include <QFile>

namespace moa {

/** Runs exported scripts: with the openai package where it is installed, else with a stand-in. */
class PythonScript
{
public:
    PythonScript()
    {
        m_isThere = runProgram(python(), {QStringLiteral("--version")}).code == 0;
        const QString import = QStringLiteral("import openai");
        if (runProgram(python(), {QStringLiteral("-c"), import}).code == 0)
            return;
        // Takes what the package takes, and sends what it would send.
        QFile file(m_folder.filePath(QStringLiteral("openai.py")));
        m_isThere = m_isThere && file.open(QIODevice::WriteOnly)
            && file.write(R"(import asyncio, json, urllib.error, urllib.request
from types import SimpleNamespace

class OpenAIError(Exception):
    pass

class AsyncOpenAI:
    def __init__(self, *, api_key, base_url, default_headers, default_query, max_retries, timeout):
        self.headers = {"Content-Type": "application/json", "Authorization": "Bearer " + api_key}
        self.headers.update(default_headers or {})
        self.url = base_url.rstrip("/") + "/chat/completions"
        self.chat = SimpleNamespace(completions=SimpleNamespace(create=self.create))

    async def create(self, *, model, messages, extra_body=None):
        body = {"messages": messages, "model": model, **(extra_body or {})}
        return await asyncio.to_thread(self.post, json.dumps(body).encode())

    def post(self, body):
        request = urllib.request.Request(self.url, data=body, headers=self.headers)
        try:
            with urllib.request.urlopen(request) as reply:
                return json.load(reply, object_hook=lambda each: SimpleNamespace(**each))
        except urllib.error.URLError as error:
            raise OpenAIError(str(error)) from error

    async def close(self):
        pass
)") > 0;
    }

    /// Whether scripts can be run here.
    [[nodiscard]] bool isThere() const { return m_isThere; }

    /// Runs @p script with @p arguments and these variables in its environment.
    [[nodiscard]] ProgramOutcome run(const QByteArray &script, const QStringList &arguments = {},
                                     const QHash<QString, QString> &variables = {}) const
    {
        const QString path = m_folder.filePath(QStringLiteral("script.py"));
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(script) != script.size())
            qFatal("a test's file can't be written");
        file.close();
        QProcessEnvironment environment = cleanEnvironment();
        environment.insert(QStringLiteral("PYTHONPATH"), m_folder.path());
        environment.insert(QStringLiteral("PYTHONUTF8"), QStringLiteral("1"));
        for (auto each = variables.cbegin(); each != variables.cend(); ++each)
            environment.insert(each.key(), each.value());
        return runProgram(python(), QStringList{path} + arguments, {}, environment);
    }

private:
    [[nodiscard]] static QString python() { return QStringLiteral("python3"); }

    QTemporaryDir m_folder;
    bool m_isThere = false;
};

} // namespace moa
