#@head
import argparse
import asyncio
import os
import re
import sys

from openai import AsyncOpenAI, OpenAIError

#@data

LAYER_OF = {agent["id"]: layer for layer in LAYERS for agent in layer["agents"]}


class Failed(Exception):
    """Why an agent has no answer, as a sentence."""


def reference_block(instruction, references, prompt):
    """The instruction with its placeholders filled in, each only once."""
    numbered = "\n".join(f"{n}. {text.strip()}" for n, text in enumerate(references, 1))
    filling = {"{references}": numbered, "{prompt}": prompt}
    block = re.sub(r"\{references\}|\{prompt\}", lambda found: filling[found[0]], instruction)
    return block if "{references}" in instruction else f"{block}\n{numbered}"


def messages_for(agent, prompt, references):
    """What the agent is sent: its system prompt, the prompt, and its references if it has any."""
    system = agent.get("system", "")
    messages = [{"role": "user", "content": prompt}]
#@if ranker
    if agent.get("ranks"):
        messages[0]["content"] = ranking_prompt(prompt, references)
    elif references:
#@else
    if references:
#@end
        block = reference_block(agent["instruction"], references, prompt)
        placement = agent.get("placement", "system")
        if placement == "system":
            system = f"{system}\n\n{block}" if system else block
        elif placement == "assistant":
            messages.append({"role": "assistant", "content": block})
        elif not prompt or "{prompt}" in agent["instruction"]:
            messages[0]["content"] = block
        else:
            messages[0]["content"] = f"{block}\n\n{prompt}"
    if system:
        messages.insert(0, {"role": "system", "content": system})
    return messages


#@if ranker
def identifier(index):
    """A, B, ... Z, AA, AB, ..."""
    name = ""
    rest = index + 1
    while rest > 0:
        rest, letter = divmod(rest - 1, 26)
        name = chr(ord("A") + letter) + name
    return name


def ranking_prompt(prompt, references):
    names = [identifier(index) for index in range(len(references))]
    answers = "\n\n".join(f"### {name}\n\n{text.strip()}" for name, text in zip(names, references))
    filling = {"{prompt}": prompt, "{references}": answers, "{identifiers}": ", ".join(names)}
    pattern = r"\{prompt\}|\{references\}|\{identifiers\}"
    return re.sub(pattern, lambda found: filling[found[0]], RANKING)


def picked(reply, references):
    """The reference that the reply names: exactly one, or none is."""
    names = [identifier(index) for index in range(len(references))]
    if reply.strip() in names:
        return references[names.index(reply.strip())]
    found = {word for word in re.findall(r"\w+", reply) if word in names}
    if len(found) != 1:
        raise Failed("it made no pick: its reply names none of the references, or several")
    return references[names.index(found.pop())]


#@end
def without_reasoning(text):
    """Some servers leave what the model thought in front of its answer."""
    return re.sub(r"\A\s*<(think|thinking|reasoning)>.*?(</\1>\s*|\Z)", "", text, flags=re.DOTALL)


async def ask(agent, sample, prompt, references, clients):
    provider = PROVIDERS[agent["provider"]]
    settings = dict(agent.get("settings", {}))
    if seed := agent.get("seed_field"):
        settings[seed] += sample - 1  # the same seed would bring the same answer again
    client, at_once = clients[agent["provider"]]
    async with at_once:
        completion = await client.chat.completions.create(
            model=agent["model"],
            messages=messages_for(agent, prompt, references),
            extra_body=settings,  # as they are, whatever the package knows of them
        )
    if not completion.choices:
        raise Failed(f"{provider['name']} sent no answer")
    message = completion.choices[0].message
    if getattr(message, "refusal", None):
        raise Failed(f"{provider['name']}'s model refused to answer: {message.refusal}")
    content = message.content or ""
    if not isinstance(content, str):  # some services send a list of parts
        content = "".join(part.get("text") or "" for part in content)
    text = without_reasoning(content)
    if not text.strip():
        raise Failed("the answer is empty")
#@if ranker
    return picked(text, references) if agent.get("ranks") else text
#@else
    return text
#@end


def check_quorum(agent, tasks):
    """Whether every layer that the agent reads can still bring the answers that it has to."""
    layers = []
    for name in agent["references"]:
        if LAYER_OF[name] not in layers:
            layers.append(LAYER_OF[name])
    for layer in layers:
        responses = [task for member in layer["agents"] for task in tasks[member["id"]]]
        possible = [task for task in responses if not task.done() or task.result() is not None]
        if len(possible) < layer["quorum"]:
            raise Failed(f"not asked: too few answers in layer {LAYERS.index(layer) + 1}")


async def respond(agent, sample, prompt, tasks, clients):
    """One response, as soon as its own references are there; None if it fails."""
    try:
        references = []
        wanted = [task for name in agent["references"] for task in tasks[name]]
        if wanted:
            await asyncio.wait(wanted)
            references = [task.result() for task in wanted if task.result() is not None]
            check_quorum(agent, tasks)
            if not references:
                raise Failed("not asked: none of its references answered")
        text = await ask(agent, sample, prompt, references, clients)
    except (Failed, OpenAIError) as error:
        print(f"{agent['id']}#{sample}: {error}", file=sys.stderr)
        return None
    print(f"{agent['id']}#{sample}: done", file=sys.stderr)
    return text


def connect():
    """A client for each provider, and what keeps the requests at once within its limit."""
    clients = {}
    for name, provider in PROVIDERS.items():
        key = next((os.environ[each] for each in provider["keys"] if os.environ.get(each)), None)
        if key is None and provider["needs_key"]:
            sys.exit(f"{provider['name']} needs a key: set {' or '.join(provider['keys'])}.")
        headers = dict(provider.get("headers", {}))
#@if keyheader
        if key and "key_header" in provider:
            headers[provider["key_header"]] = key
#@end
        client = AsyncOpenAI(
            base_url=provider["base_url"],
            api_key=key or "none",
            default_headers=headers,
            default_query=provider.get("query"),
            max_retries=provider["retries"],
            timeout=provider["timeout"],
        )
        clients[name] = (client, asyncio.Semaphore(provider["at_once"]))
    return clients


async def run(prompt):
    """The mixture's final answer; None if there is none."""
    clients = connect()
    tasks = {}
    for layer in LAYERS:
        for agent in layer["agents"]:
            tasks[agent["id"]] = [
                asyncio.create_task(respond(agent, sample, prompt, tasks, clients))
                for sample in range(1, agent.get("samples", 1) + 1)
            ]
    await asyncio.gather(*(task for responses in tasks.values() for task in responses))
    for client, _ in clients.values():
        await client.close()
    answers = [task.result() for task in tasks.get(FINAL, [])]
    return next((text for text in answers if text is not None), None)


def main():
    parser = argparse.ArgumentParser(description="Runs a mixture and prints its final answer.")
    parser.add_argument("prompt", nargs="?", help="the prompt; - reads it from standard input")
    prompt = parser.parse_args().prompt
    if prompt == "-":
        prompt = sys.stdin.read()
    prompt = EXAMPLE_PROMPT if prompt is None else prompt
    if not prompt.strip():
        parser.error("there is no prompt to answer")
    answer = asyncio.run(run(prompt))
    if answer is None:
        sys.exit("There is no final answer.")
    print(answer)


if __name__ == "__main__":
    main()
