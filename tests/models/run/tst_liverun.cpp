// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/liverun.h"

#include <QTest>

using namespace moa;

namespace {

const ResponseId first{AgentId(u"a"_qs), 1};
const ResponseId second{AgentId(u"b"_qs), 1};

Response response(const ResponseId &id, ResponseState state, const QString &text = {})
{
    Response result;
    result.id = id;
    result.state = state;
    result.text = text;
    return result;
}

} // namespace

class TestLiveRun : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void textIsCollectedPerResponse();
    void textSurvivesAStateChange();
    void anEndedAnswerReplacesWhatWasWritten();
    void responsesOfOthersAreIgnored();
    void aCopyOfTheRecordStaysAsItWas();

private:
    [[nodiscard]] const Response &shown(const ResponseId &id) const
    {
        return *m_live.record().response(id);
    }

    LiveRun m_live;
};

void TestLiveRun::init()
{
    RunRecord record;
    record.id = u"run"_qs;
    record.responses = {response(first, ResponseState::Waiting),
                        response(second, ResponseState::Waiting)};
    m_live = LiveRun(record);
}

void TestLiveRun::textIsCollectedPerResponse()
{
    m_live.textAdded(first, u"one "_qs, {});
    m_live.textAdded(second, u"other"_qs, u"because"_qs);
    m_live.textAdded(first, u"two"_qs, {});
    QCOMPARE(shown(first).text, u"one two"_qs);
    QCOMPARE(shown(second).text, u"other"_qs);
    QCOMPARE(shown(second).reasoning, u"because"_qs);
}

void TestLiveRun::textSurvivesAStateChange()
{
    m_live.textAdded(first, u"one"_qs, u"because"_qs);
    m_live.responseChanged(response(first, ResponseState::Retrying));
    QCOMPARE(shown(first).state, ResponseState::Retrying);
    QCOMPARE(shown(first).text, u"one"_qs);
    QCOMPARE(shown(first).reasoning, u"because"_qs);
}

void TestLiveRun::anEndedAnswerReplacesWhatWasWritten()
{
    m_live.textAdded(first, u"discarded by a retry"_qs, u"so"_qs);
    m_live.responseChanged(response(first, ResponseState::Done, u"the answer"_qs));
    QCOMPARE(shown(first), response(first, ResponseState::Done, u"the answer"_qs));
}

void TestLiveRun::responsesOfOthersAreIgnored()
{
    const ResponseId stranger{AgentId(u"stranger"_qs), 1};
    m_live.textAdded(stranger, u"text"_qs, {});
    m_live.responseChanged(response(stranger, ResponseState::Done));
    QCOMPARE(m_live.record().responses.size(), 2);
    LiveRun().textAdded(first, u"text"_qs, {});
}

void TestLiveRun::aCopyOfTheRecordStaysAsItWas()
{
    m_live.textAdded(first, u"one"_qs, {});
    const RunRecord copy = m_live.record();
    m_live.textAdded(first, u" two"_qs, {});
    QCOMPARE(copy.response(first)->text, u"one"_qs);
    QCOMPARE(shown(first).text, u"one two"_qs);
}

QTEST_GUILESS_MAIN(TestLiveRun)

#include "tst_liverun.moc"
