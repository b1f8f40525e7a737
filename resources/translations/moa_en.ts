<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>moa::Bundle</name>
    <message numerus="yes">
        <source>%n run(s)</source>
        <translation>
            <numerusform>%n run</numerusform>
            <numerusform>%n runs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n answer(s)</source>
        <translation>
            <numerusform>%n answer</numerusform>
            <numerusform>%n answers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>moa::DiscoveryBar</name>
    <message numerus="yes">
        <source>%1 answers on this machine with %n model(s).</source>
        <translation>
            <numerusform>%1 answers on this machine with %n model.</numerusform>
            <numerusform>%1 answers on this machine with %n models.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>moa::FoundPanel</name>
    <message numerus="yes">
        <source>%n model(s)</source>
        <translation>
            <numerusform>%n model</numerusform>
            <numerusform>%n models</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>moa::ModelsPanel</name>
    <message numerus="yes">
        <source>%n model(s)</source>
        <translation>
            <numerusform>%n model</numerusform>
            <numerusform>%n models</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>moa::NetworkPage</name>
    <message numerus="yes">
        <source>%n certificate(s) in this file</source>
        <translation>
            <numerusform>%n certificate in this file</numerusform>
            <numerusform>%n certificates in this file</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>; %n of them expired.</source>
        <translation>
            <numerusform>; %n of them expired.</numerusform>
            <numerusform>; %n of them expired.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>moa::PresetLibraryModel</name>
    <message numerus="yes">
        <source>%n layer(s)</source>
        <translation>
            <numerusform>%n layer</numerusform>
            <numerusform>%n layers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n agent(s)</source>
        <translation>
            <numerusform>%n agent</numerusform>
            <numerusform>%n agents</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n call(s)</source>
        <translation>
            <numerusform>%n call</numerusform>
            <numerusform>%n calls</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>moa::ProvidersPage</name>
    <message numerus="yes">
        <source>%n model(s)</source>
        <translation>
            <numerusform>%n model</numerusform>
            <numerusform>%n models</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>moa</name>
    <message numerus="yes">
        <source>Waiting for %n reference(s)</source>
        <translation>
            <numerusform>Waiting for %n reference</numerusform>
            <numerusform>Waiting for %n references</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>moa::ColumnHead</name>
    <message numerus="yes">
        <source>%Ln found</source>
        <translation>
            <numerusform>%Ln found</numerusform>
            <numerusform>%Ln found</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>moa::FindBar</name>
    <message numerus="yes">
        <source>%Ln found</source>
        <translation>
            <numerusform>%Ln found</numerusform>
            <numerusform>%Ln found</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>moa::ReferenceFitting</name>
    <message numerus="yes">
        <source>reference %1 by %n character(s)</source>
        <translation>
            <numerusform>reference %1 by %n character</numerusform>
            <numerusform>reference %1 by %n characters</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>moa::ResponseColumn</name>
    <message numerus="yes">
        <source>Reasoning (%Ln characters)</source>
        <translation>
            <numerusform>Reasoning (%Ln character)</numerusform>
            <numerusform>Reasoning (%Ln characters)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>moa::RunEngine</name>
    <message numerus="yes">
        <source>Not asked: layer %1 has %2 of the %n response(s) that it needs to go on.</source>
        <translation>
            <numerusform>Not asked: layer %1 has %2 of the %n response that it needs to go on.</numerusform>
            <numerusform>Not asked: layer %1 has %2 of the %n responses that it needs to go on.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>moa::RunProgress</name>
    <message numerus="yes">
        <source> + %n unpriced</source>
        <translation>
            <numerusform> + %n unpriced</numerusform>
            <numerusform> + %n unpriced</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>moa::Validator</name>
    <message numerus="yes">
        <source>%1 asks for a quorum of %2, but gives %n response(s) at most.</source>
        <translation>
            <numerusform>%1 asks for a quorum of %2, but gives %n response at most.</numerusform>
            <numerusform>%1 asks for a quorum of %2, but gives %n responses at most.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Lower the quorum to %n</source>
        <translation>
            <numerusform>Lower the quorum to %n</numerusform>
            <numerusform>Lower the quorum to %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The last layer has %n agents. It must hold exactly one, whose answer is the final answer: add a layer with an aggregator.</source>
        <translation>
            <numerusform>The last layer has %n agent. It must hold exactly one, whose answer is the final answer: add a layer with an aggregator.</numerusform>
            <numerusform>The last layer has %n agents. It must hold exactly one, whose answer is the final answer: add a layer with an aggregator.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The final agent %1 takes %n samples, but only the first is the final answer.</source>
        <translation>
            <numerusform>The final agent %1 takes %n sample, but only the first is the final answer.</numerusform>
            <numerusform>The final agent %1 takes %n samples, but only the first is the final answer.</numerusform>
        </translation>
    </message>
</context>
</TS>
