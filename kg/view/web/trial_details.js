// Tells of one study: who took part, its arms, its figures, where each was read, and its sources.

import { element } from "./elements.js";
import { IN_SOURCE, pairs, panelHead } from "./pair_details.js";

/**
 * @param {import("./data.js").Data} data
 * @param {import("./pools.js").Pools} pools
 * @param {import("./pools.js").Outcome} outcome
 * @param {import("./pools.js").Pool | null} pool
 * @param {number} n of the study
 * @param {{back: {words: string, act: () => void} | null, concept: (concept: import("./data.js").Concept) => void, claim: (claim: import("./data.js").Claim) => void, close: () => void}} hooks
 */
export function trialDetails(data, pools, outcome, pool, n, hooks) {
  const trial = pools.trials[n];
  const study = data.studies[trial.n];
  const taken = pool?.taken.find((one) => one.trial === n) ?? null;
  const every = outcome.told.find(([one]) => one === n)?.[1] ?? [];
  const used = taken ? taken.figures : [];
  const rest = every.filter((figure) => !used.includes(figure));
  const own = pool ? ownEstimates(pool, n) : [];
  const concept = trial.concept === null ? null : data.concepts[trial.concept];
  return [
    panelHead(study.label, "Study", hooks.close),
    hooks.back && element("button", { type: "button", class: "button", click: hooks.back.act }, `← ${hooks.back.words}`),
    pairs([
      ["Design", study.said],
      ["Registered as", study.registrations.join(", ")],
      ["Primary outcome", [trial.primary, trial.met].filter(Boolean).join(": ")],
      ["Risk of bias", trial.bias.length ? bias() : "no judgement is recorded"],
      ["Source", sources(trial.sources)],
    ]),
    element("h3", {}, "Arms"),
    element("ul", { class: "arm-list" }, ...trial.arms.map((arm) => element(
      "li",
      {},
      arm.label,
      element("small", {}, [arm.people === null ? "" : `${arm.people.toLocaleString("en")} people`, arm.label.startsWith(arm.treatment) ? "" : `counts for ${arm.treatment}`, arm.told].filter(Boolean).join("; ")),
    ))),
    own.length > 0 && element("h3", {}, "By itself it tells"),
    own.length > 0 && element("ul", { class: "arm-list" }, ...own.map(({ words, text }) => element("li", {}, words, element("small", {}, text)))),
    ...(taken?.said ?? []).map((said) => element("p", { class: "remark" }, said)),
    ...figureList("Figures that are pooled here", used),
    ...figureList(used.length ? "Its other figures of this outcome" : "Its figures of this outcome", rest),
    concept && element("p", {}, element("button", { type: "button", class: "link", click: () => hooks.concept(concept) }, "All that is said of it")),
  ];

  function bias() {
    const links = trial.bias.map((one) => {
      const claim = data.claims[one];
      return element("li", {}, element("button", { type: "button", class: "link", click: () => hooks.claim(claim) }, data.concepts[claim.object].label));
    });
    return element("ul", { class: "links" }, ...links);
  }

  /** @param {(number | string)[]} some */
  function sources(some) {
    if (!some.length) return null;
    return element("span", {}, ...some.flatMap((one, i) => [i ? "; " : "", link(one)]));
  }

  /** @param {number | string} one */
  function link(one) {
    if (typeof one === "string") return one;
    const { label, href } = data.sources[one];
    return href ? element("a", { href, rel: "noreferrer", target: "_blank" }, label) : label;
  }

  /**
   * @param {string} title
   * @param {number[]} figures
   */
  function figureList(title, figures) {
    if (!figures.length) return [];
    const items = figures.map((figure) => {
      const { text, measure, time, read, sources: from, readIn } = pools.figures[figure];
      return element(
        "li",
        {},
        text,
        read !== IN_SOURCE && " ",
        read !== IN_SOURCE && element("b", { class: "badge open" }, read),
        element("small", {}, [measure, time].filter(Boolean).join("; ")),
        element("small", {}, from.length > 0 && "Reported in ", sources(from), readIn.length > 0 && (from.length ? "; read in " : "Read in "), sources(readIn)),
      );
    });
    return [element("h3", {}, title), element("ul", { class: "arm-list" }, ...items)];
  }
}

/**
 * @param {import("./pools.js").Pool} pool
 * @param {number} trial
 */
function ownEstimates(pool, trial) {
  return pool.networks.flatMap(({ studies, treatments }) => studies.filter((study) => study.trial === trial).flatMap(({ own }) => own.map(({ first, second, ways }) => ({
    words: `${treatments[first].name} against ${treatments[second].name}`,
    text: `${pool.measureName} ${ways[0].text}`,
  }))));
}
