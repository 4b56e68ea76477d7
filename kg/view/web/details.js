// Fills the panel that tells what is known of a concept, or all about one claim.

import { element, familyShape, lineSample } from "./elements.js";
import { REPORTS } from "./graph.js";
import { interval } from "./interval.js";
import { limitsOf } from "./limits.js";
import { createPlacesRead } from "./places_read.js";
import { badges } from "./table.js";

/** @type {Record<string, string>} */
const EFFECTS = {
  benefit: "Derived: its source supports it, and it moves the outcome the way that is desirable.",
  risk: "Derived: its source supports it, and it moves the outcome against the way that is desirable.",
};

/**
 * @typedef {import("./data.js").Data} Data
 * @typedef {import("./data.js").Concept} Concept
 * @typedef {import("./data.js").Claim} Claim
 * @typedef {Node | string | null | false} Part
 */

/**
 * @param {HTMLElement} panel
 * @param {Data} data
 * @param {{concept: (concept: Concept) => void, evidence: (concept: Concept) => void, claim: (claim: Claim) => void, back: () => void, close: () => void, more: (concept: Concept) => Part}} choose
 *   `more` is what else can be done with a concept
 */
export function createDetails(panel, data, choose) {
  const places = createPlacesRead(panel);
  // What is told of now, by id; nothing where the panel is hidden.
  let told = "";

  /**
   * @param {{concept?: Concept, claim?: Claim} | null} choice a claim may be one of a concept, which it leads back to
   * @param {boolean[]} passing which claims pass the filters: of a concept, these are listed
   * @param {boolean} [again] whether somebody comes back to it, where it was left
   */
  function show(choice, passing, again = false) {
    const before = told;
    leave();
    told = (choice?.claim ?? choice?.concept)?.id ?? "";
    panel.hidden = !choice;
    if (!choice) {
      panel.replaceChildren();
      return;
    }
    const { claim, concept } = choice;
    const parts = claim ? [concept && wayBack(concept), ...aboutClaim(claim)] : concept ? aboutConcept(concept, passing) : [];
    panel.replaceChildren(...parts.flatMap((part) => (part ? [part] : [])));
    panel.scrollTop = 0;
    if (again || told === before) places.back(told, again && told !== before);
  }

  /** Before something else fills the panel. */
  function leave() {
    if (told) places.leave(told);
    told = "";
  }

  /** @param {Concept} concept */
  function wayBack(concept) {
    return element("p", { class: "way-back" }, element("button", { type: "button", class: "link", click: choose.back }, `← Back to ${concept.label}`));
  }

  /**
   * @param {Concept} concept
   * @param {boolean[]} passing
   * @returns {Part[]}
   */
  function aboutConcept(concept, passing) {
    const of = (/** @type {number[]} */ claims) => claims.filter((n) => passing[n]);
    const [own, other, inherited, general] = [concept.own, concept.other, concept.inherited, concept.general].map(of);
    const all = new Set([concept.own, concept.other, concept.inherited, concept.general].flat());
    const kept = of([...all]).length;
    return [
      head(concept.label, [familyShape(concept.family), concept.kind]),
      concept.definition && element("p", { class: "definition" }, concept.definition),
      choose.more(concept),
      data.pooled.has(concept.n) && element("p", { class: "do" }, element("button", { type: "button", class: "button", click: () => choose.evidence(concept) }, "What studies say of it, pooled")),
      pairs([
        ["Also called", concept.names.join(", ")],
        ["Better is", concept.desirable],
        ["Is a kind of", links(concept.broader)],
        ["Its kinds", links(concept.narrower)],
        ["Has the parts", links(concept.parts)],
        ["Is part of", links(concept.wholes)],
        ["Elsewhere", terms(concept)],
      ]),
      kept < all.size && element("p", { class: "definition narrowed" }, `${kept} of ${all.size} claims pass the filters; ${kept ? "these are" : "none is"} listed.`),
      ...ownSections(own),
      byRelation("Where it comes up", other),
      ...reached(inherited, "Derived, holds for it too: said of", ", for all its kinds"),
      ...reached(general, "Derived: said of", " in general", true),
      concept.own.length + concept.other.length === 0 && element("p", { class: "definition" }, "No claim names it directly."),
    ];
  }

  /**
   * @param {Claim} claim
   * @returns {Part[]}
   */
  function aboutClaim(claim) {
    const about = data.claims.filter((other) => other.about.includes(claim.n)).map(({ n }) => n);
    const study = claim.study === null ? null : data.studies[claim.study];
    return [
      head(claim.sentence, [lineSample(claim.line), "Claim"]),
      element(
        "p",
        { class: "badges" },
        claim.direction !== "supports" && element("b", { class: "badge open" }, claim.direction_label),
        element("b", { class: "badge hedge" }, claim.modality_label),
        ...badges(claim),
      ),
      ...claim.figures.flatMap((figure) => (figure.value === null ? [] : [interval(figure)])),
      pairs([
        ["About", links([claim.subject])],
        ["Relation", claim.predicate],
        ["Object", links([claim.object])],
        ["Benefit or risk", claim.effect && noted(claim.effect, EFFECTS[claim.effect] ?? "")],
        ["Direction", noted(claim.direction_label, claim.direction_note)],
        ["Stated as", noted(claim.modality_label, claim.modality_note)],
        ...claim.qualifiers
          .filter(([name]) => name !== "Figure" && !(name === "Study" && study))
          .map(([name, value]) => /** @type {[string, Part]} */ ([name, value])),
        [claim.figures.length > 1 ? "Figures" : "Figure", figures(claim)],
        ["Report", claim.report !== "stands" && noted(claim.report, REPORTS[claim.report].trim())],
        ["Study", study && noted(study.label, [study.said, study.registrations.join(", ")].filter(Boolean).join("; "))],
        ["Strength", strength(claim)],
        ...claim.sources.map(([n, place]) => /** @type {[string, Part]} */ (["Source", source(n, place)])),
        ["Identifier", element("code", {}, claim.id)],
      ]),
      section("Contested by", claim.contested_by, "Derived: a rule finds that these speak against it."),
      section("It comments on", claim.about),
      section("Comments on it", about),
    ];
  }

  /**
   * Each figure for itself; how they were read is said once where that is the same for all.
   * @param {Claim} claim
   */
  function figures({ figures: all }) {
    const [first, ...others] = all;
    if (!others.length) return first && noted(first.text, first.read);
    const alike = others.every(({ read }) => read === first.read);
    const listed = all.map(({ text, read }) => element("li", {}, noted(text, alike ? "" : read)));
    return element("div", {}, element("ul", { class: "figures" }, ...listed), alike && element("small", {}, `each: ${first.read}`));
  }

  /**
   * How strong the evidence is that a claim belongs to; nothing where no study is behind it.
   * @param {Claim} claim
   */
  function strength({ strength: level, strength_reason: reason, study }) {
    if (!reason) return study === null ? null : level;
    return noted(level, `${reason} It says how far that evidence can be trusted, not that this claim is true.`);
  }

  /**
   * @param {string} title
   * @param {(Node | string)[]} kind
   */
  function head(title, kind) {
    const close = element("button", { type: "button", class: "close", "aria-label": "Close details", click: choose.close }, "×");
    return element(
      "div",
      { class: "details-head" },
      element("div", {}, element("p", { class: "kind" }, ...kind), element("h2", { tabindex: "-1" }, title)),
      close,
    );
  }

  /** @param {[string, Part | undefined][]} rows */
  function pairs(rows) {
    const kept = rows.filter(([, value]) => value);
    if (!kept.length) return null;
    const cells = kept.flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, value)]);
    return element("dl", { class: "pairs" }, ...cells);
  }

  /**
   * @param {string | Node} text
   * @param {string} note
   */
  function noted(text, note) {
    return element("span", {}, text, note && element("br"), note && element("small", {}, note));
  }

  /**
   * @param {number | string} n
   * @param {string} place
   */
  function source(n, place) {
    if (typeof n === "string") return noted(n, place);
    const { label, href } = data.sources[n];
    return noted(href ? element("a", { href, rel: "noreferrer", target: "_blank" }, label) : label, place);
  }

  /** @param {number[]} concepts */
  function links(concepts) {
    if (!concepts.length) return null;
    return element("ul", { class: "links" }, ...concepts.map((n) => element("li", {}, conceptLink(data.concepts[n]))));
  }

  /** @param {Concept} concept */
  function conceptLink(concept) {
    return element("button", { type: "button", class: "link", click: () => choose.concept(concept) }, concept.label);
  }

  /** @param {Concept} concept */
  function terms(concept) {
    if (!concept.links.length) return null;
    const parts = concept.links.flatMap(({ name, kind, href }, i) => [
      i ? ", " : "",
      href ? element("a", { href, rel: "noreferrer", target: "_blank" }, name) : name,
      kind === "close" ? " (close)" : "",
    ]);
    return element("span", {}, ...parts);
  }

  /**
   * @param {string} title
   * @param {number[]} claims
   * @param {string} [note]
   * @param {boolean} [derived]
   */
  function section(title, claims, note = "", derived = false) {
    if (!claims.length) return null;
    return element("div", {}, counted("h3", title, claims.length), note && element("p", { class: "note" }, note), claimList(claims, derived));
  }

  /**
   * Claims with one heading for each relation.
   * @param {string} title
   * @param {number[]} claims
   */
  function byRelation(title, claims) {
    if (!claims.length) return null;
    /** @type {Map<string, number[]>} */
    const groups = new Map();
    for (const n of claims) {
      const { predicate } = data.claims[n];
      groups.set(predicate, [...(groups.get(predicate) ?? []), n]);
    }
    if (groups.size === 1) return element("div", {}, counted("h3", title, claims.length), ...byDocument(claims, "h4"));
    const parts = [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([relation, of]) => [
      counted("h4", relation, of.length),
      ...byDocument(of, "h5"),
    ]);
    return element("div", {}, counted("h3", title, claims.length), ...parts);
  }

  /**
   * Steps under the document that they are of; they come in order. After them, what is no step.
   * @param {number[]} claims
   * @param {string} heading
   */
  function byDocument(claims, heading) {
    const steps = claims.filter((n) => isStep(data.claims[n]));
    const others = claims.filter((n) => !isStep(data.claims[n]));
    const documents = [...new Set(steps.map((n) => documentOf(data.claims[n])))];
    const parts = documents.flatMap((name) => {
      const of = steps.filter((n) => documentOf(data.claims[n]) === name);
      return [counted(heading, name, of.length), claimList(of)];
    });
    return others.length ? [...parts, claimList(others)] : parts;
  }

  /** @param {Claim} claim */
  function documentOf({ sources: [first] }) {
    if (!first) return "No source";
    return typeof first[0] === "number" ? data.sources[first[0]].label : first[0];
  }

  /**
   * What is said of a concept: for and against a therapy first, then what is open, then the rest.
   * @param {number[]} own
   */
  function ownSections(own) {
    const kindOf = (/** @type {Claim} */ claim) => (
      claim.report === "stands" ? claim.effect ?? (claim.direction === "supports" ? "rest" : "open") : "outdated"
    );
    const of = (/** @type {string} */ kind) => own.filter((n) => kindOf(data.claims[n]) === kind);
    const rest = of("rest");
    const all = rest.length === own.length;
    return [
      section("Benefits", of("benefit")),
      section("Risks", of("risk")),
      section("Not settled, or not supported", of("open")),
      byRelation(all ? "What is said of it" : "What else is said of it", rest),
      section("Superseded or retracted", of("outdated"), "These reports do not stand any more: they count neither for it nor against it."),
    ];
  }

  /**
   * Claims about broader concepts, one group for each of those.
   * @param {number[]} claims
   * @param {string} before
   * @param {string} after
   */
  function reached(claims, before, after, folded = false) {
    /** @type {Map<number, number[]>} */
    const groups = new Map();
    for (const n of claims) {
      const { subject } = data.claims[n];
      groups.set(subject, [...(groups.get(subject) ?? []), n]);
    }
    return [...groups].map(([subject, group]) => {
      const title = `${before} ${data.concepts[subject].label}${after}`;
      return folded
        ? element("details", {}, counted("summary", title, group.length), claimList(group, true))
        : section(title, group, "", true);
    });
  }

  /**
   * @param {string} tag
   * @param {string} title
   * @param {number} count
   */
  function counted(tag, title, count) {
    return element(tag, {}, title, " ", element("span", { class: "count" }, String(count)));
  }

  /**
   * @param {number[]} claims
   * @param {boolean} [derived] whether a rule brought them here from what is said of a kind
   */
  function claimList(claims, derived = false) {
    return element("ul", { class: "said-list" }, ...claims.map((n) => element("li", {}, claimButton(data.claims[n], derived))));
  }

  /**
   * @param {Claim} claim
   * @param {boolean} derived
   */
  function claimButton(claim, derived) {
    const [first] = claim.sources;
    const where = first && (first[1] || documentOf(claim));
    const lines = [...limitsOf(claim), where].flatMap((line) => (line ? [element("small", {}, line)] : []));
    return element(
      "button",
      { type: "button", "data-claim": claim.id, click: () => choose.claim(claim) },
      lineSample(claim.line, derived),
      element("span", {}, claim.sentence, ...badges(claim), ...lines),
    );
  }

  return { show, leave };
}

/**
 * Whether its document numbers a claim among others.
 * @param {Claim} claim
 */
function isStep({ qualifiers }) {
  return qualifiers.some(([name]) => name === "Position");
}
