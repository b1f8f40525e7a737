// SPDX-License-Identifier: GPL-3.0-or-later
#include "windowfixture.h"

#include "columns/answerview.h"
#include "mixture/mixturefile.h"
#include "providers/providersfile.h"

#include <QLabel>
#include <QMenuBar>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QTextDocumentFragment>

namespace moa::test {

namespace {

const ProviderId scriptedId(u"scripted"_qs);

QAction *entryOf(const QList<QAction *> &actions, const QString &text)
{
    for (QAction *action : actions) {
        if (action->menu()) {
            if (QAction *found = entryOf(action->menu()->actions(), text))
                return found;
        } else if (action->text().remove(u'&') == text) {
            return action;
        }
    }
    return nullptr;
}

} // namespace

Agent scriptedAgent(const QString &id, Role role)
{
    Agent agent;
    agent.id = AgentId(id);
    agent.model = id;
    agent.provider = scriptedId;
    agent.role = role;
    return agent;
}

Mixture scriptedMixture(const QString &layers)
{
    Mixture mixture;
    mixture.examplePrompt = u"What now?"_qs;
    for (const QString &text : layers.split(u'|', Qt::SkipEmptyParts)) {
        Layer layer;
        for (const QString &id : text.split(u' ', Qt::SkipEmptyParts))
            layer.agents.append(scriptedAgent(id));
        mixture.layers.append(layer);
    }
    if (mixture.layers.size() > 1 && mixture.layers.constLast().agents.size() == 1)
        mixture.layers.last().agents.first().role = Role::Aggregator;
    return mixture;
}

QString shapeOf(const Mixture &mixture)
{
    QStringList layers;
    for (const Layer &layer : mixture.layers) {
        QStringList ids;
        for (const Agent &agent : layer.agents)
            ids.append(agent.id.toString());
        layers.append(ids.join(u' '));
    }
    return layers.join(u'|');
}

WindowFixture::WindowFixture()
{
    server().setHandler([](const ScriptedRequest &request) {
        return ScriptedReply::openAiStream(u"answer of "_qs + request.model);
    });
}

WindowFixture::~WindowFixture() = default;

void WindowFixture::show(const QString &preset)
{
    Provider scripted;
    scripted.id = scriptedId;
    scripted.name = u"Scripted"_qs;
    scripted.baseUrl = m_server->baseUrl();
    scripted.maxAttempts = 1;
    StudioContext context;
    context.providers = builtInProviders();
    context.providers.append(sandboxProvider(QUrl(u"http://127.0.0.1/v1"_qs)));
    context.providers.append(scripted);
    context.providers = mergedProviders(context.providers, m_moreProviders);
    context.models = bundledCatalogue();
    m_window = std::make_unique<MainWindow>(context, &m_appearance);
    m_window->resize(1440, 900);
    canvas().setAnimated(false);
    m_window->openPreset(preset);
    m_window->show();
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    // The canvas frames the mixture from the event loop.
    QCoreApplication::sendPostedEvents(m_window.get());
}

void WindowFixture::show(const Mixture &mixture)
{
    show(file(mixture, u"mixture.moa.json"_qs));
}

QString WindowFixture::file(const Mixture &mixture, const QString &name)
{
    const QString path = m_folder.filePath(name);
    return saveMixture(mixture, path) ? path : QString();
}

QPlainTextEdit *WindowFixture::prompt() const
{
    return &part<QPlainTextEdit>("prompt");
}

QPushButton *WindowFixture::runButton() const
{
    return &part<QPushButton>("runButton");
}

QString WindowFixture::label(const char *name) const
{
    const auto *found = m_window->findChild<QLabel *>(QLatin1String(name));
    return found && found->isVisible() ? found->text() : QString();
}

QAction *WindowFixture::menuEntry(const QString &text) const
{
    return entryOf(m_window->menuBar()->actions(), text);
}

QWidget *WindowFixture::column(const QString &agent, int sample) const
{
    auto *found = m_window->findChild<QWidget *>(u"column:%1#%2"_qs.arg(agent).arg(sample));
    auto *layers = m_window->findChild<QScrollArea *>(u"layers"_qs);
    if (found && layers && layers->isAncestorOf(found))
        layers->ensureWidgetVisible(found, 0, 0);
    return found;
}

QString WindowFixture::answer(const QString &agent, int sample) const
{
    const QWidget *shown = column(agent, sample);
    if (!shown)
        return {};
    for (const AnswerView *view : shown->findChildren<AnswerView *>()) {
        if (view->isVisible())
            return view->toPlainText();
    }
    for (const PlainView *view : shown->findChildren<PlainView *>()) {
        if (view->isVisible() && view->objectName() != u"reasoning")
            return view->toPlainText();
    }
    return {};
}

QString WindowFixture::notice(const QString &agent) const
{
    const QWidget *shown = column(agent);
    const auto *text = shown ? shown->findChild<QLabel *>(u"noticeText"_qs) : nullptr;
    return text && text->isVisible() ? text->text() : QString();
}

QString WindowFixture::card(const QString &agent) const
{
    const AgentItem *item = canvas().canvasScene()->card(AgentId(agent));
    return item ? QTextDocumentFragment::fromHtml(item->toolTip()).toPlainText() : QString();
}

QPoint WindowFixture::cardPlace(const QString &agent) const
{
    const QRectF place = canvas().canvasScene()->canvasLayout().card(AgentId(agent));
    return canvas().mapFromScene(place.center());
}

void WindowFixture::clickCard(const QString &agent) const
{
    QTest::mouseClick(canvas().viewport(), Qt::LeftButton, {}, cardPlace(agent));
}

} // namespace moa::test
