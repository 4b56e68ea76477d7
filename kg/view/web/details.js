// Fills the panel that tells what is known of a concept, or all about one claim.

/**
 * @param {HTMLElement} panel
 * @param {PageData} data
 * @param {(choice: Choice) => void} choose
 */
function createDetails(panel, data, choose) {
  /** @param {Choice} choice */
  function show(choice) {
    panel.hidden = !choice;
    panel.replaceChildren(...(choice ? content(choice) : []));
    panel.scrollTop = 0;
  }

  /**
   * @param {{kind: string, id: string}} choice
   * @returns {Node[]}
   */
  function content(choice) {
    const parts = choice.kind === "concept"
      ? aboutConcept(data.concepts[choice.id])
      : aboutClaim(data.claims[choice.id]);
    return parts.filter((part) => part !== null);
  }

  /** @param {Concept} concept */
  function aboutConcept(concept) {
    const family = data.families[concept.family];
    return [
      head(concept.label, [familyShape(family), concept.kind]),
      concept.definition ? element("p", { class: "definition" }, concept.definition) : null,
      pairs([
        ["Also called", concept.names.join(", ")],
        ["Better is", concept.desirable],
        ["Is a kind of", links(concept.broader)],
        ["Its kinds", links(concept.narrower)],
        ["Has the parts", links(concept.parts)],
        ["Is part of", links(concept.wholes)],
        ["Elsewhere", terms(concept)],
      ]),
      ...ownSections(concept),
      section("Where it comes up", concept.other),
      ...reached(concept.inherited, "Holds for it too: said of", ", for all its kinds"),
      ...reached(concept.general, "Said of", " in general", true),
      concept.own.length + concept.other.length === 0
        ? element("p", { class: "definition" }, "No claim names it directly.")
        : null,
    ];
  }

  /** @param {Claim} claim */
  function aboutClaim(claim) {
    const about = Object.values(data.claims).filter((other) => other.about.includes(claim.iri));
    return [
      head(claim.sentence, [lineSample(data.lines[claim.line]), "Claim"]),
      badges(claim),
      pairs([
        ["About", links([claim.subject])],
        ["Relation", claim.predicate],
        ["Object", links([claim.object])],
        ["Direction", noted(claim.direction_label, claim.direction_note)],
        ["Stated as", noted(claim.modality_label, claim.modality_note)],
        ...claim.qualifiers.map(({ name, value }) => /** @type {[string, string]} */ ([name, value])),
        ...claim.sources.map(([name, place]) => /** @type {[string, Node]} */ (["Source", noted(name, place)])),
      ]),
      section("Contested by", claim.contested_by),
      section("It comments on", claim.about),
      section("Comments on it", about.map((other) => other.iri)),
    ];
  }

  /**
   * @param {string} title
   * @param {(Node | string)[]} kind
   */
  function head(title, kind) {
    const close = element("button", { type: "button", class: "close", "aria-label": "Close details", click: () => choose(null) }, "×");
    return element(
      "div",
      { class: "details-head" },
      element("div", {}, element("p", { class: "kind" }, ...kind), element("h2", { tabindex: "-1" }, title)),
      close,
    );
  }

  /** @param {Claim} claim */
  function badges(claim) {
    return element(
      "p",
      { class: "badges" },
      claim.effect && element("b", { class: `badge ${claim.effect}` }, claim.effect),
      claim.direction !== "supports" && element("b", { class: "badge open" }, claim.direction_label),
      element("b", { class: "badge hedge" }, claim.modality_label),
      claim.contested_by.length > 0 && element("b", { class: "badge contested" }, "contested"),
    );
  }

  /** @param {[string, string | Node | null][]} rows */
  function pairs(rows) {
    const kept = rows.filter(([, value]) => value);
    if (!kept.length) return null;
    const cells = kept.flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, value)]);
    return element("dl", { class: "pairs" }, ...cells);
  }

  /**
   * @param {string} text
   * @param {string} note
   */
  function noted(text, note) {
    return element("span", {}, text, note && element("br"), note && element("small", {}, note));
  }

  /** @param {string[]} iris */
  function links(iris) {
    const known = iris.filter((iri) => iri in data.concepts);
    if (!known.length) return null;
    return element("ul", { class: "links" }, ...known.map((iri) => element("li", {}, conceptLink(iri))));
  }

  /** @param {string} iri */
  function conceptLink(iri) {
    const act = () => choose({ kind: "concept", id: iri });
    return element("button", { type: "button", class: "link", click: act }, data.concepts[iri].label);
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
   * @param {string[]} iris
   */
  function section(title, iris) {
    if (!iris.length) return null;
    return element("div", {}, counted("h3", title, iris.length), claimList(iris));
  }

  /**
   * What is said of a concept: for and against a therapy first, then what is open, then the rest.
   * @param {Concept} concept
   */
  function ownSections(concept) {
    const kindOf = (/** @type {Claim} */ claim) => claim.effect ?? (claim.direction === "supports" ? "rest" : "open");
    const of = (/** @type {string} */ kind) => concept.own.filter((iri) => kindOf(data.claims[iri]) === kind);
    const rest = of("rest");
    const all = rest.length === concept.own.length;
    return [
      section("Benefits", of("benefit")),
      section("Risks", of("risk")),
      section("Not settled, or not supported", of("open")),
      section(all ? "What is said of it" : "What else is said of it", rest),
    ];
  }

  /**
   * Claims about broader concepts, one group for each of those.
   * @param {string[]} iris
   * @param {string} before
   * @param {string} after
   */
  function reached(iris, before, after, folded = false) {
    /** @type {Map<string, string[]>} */
    const groups = new Map();
    for (const iri of iris) {
      const { subject } = data.claims[iri];
      groups.set(subject, [...(groups.get(subject) ?? []), iri]);
    }
    return [...groups].map(([subject, group]) => {
      const title = `${before} ${data.concepts[subject].label}${after}`;
      return folded
        ? element("details", {}, counted("summary", title, group.length), claimList(group))
        : section(title, group);
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

  /** @param {string[]} iris */
  function claimList(iris) {
    const items = iris.filter((iri) => iri in data.claims).map((iri) => element("li", {}, claimButton(data.claims[iri])));
    return element("ul", { class: "said-list" }, ...items);
  }

  /** @param {Claim} claim */
  function claimButton(claim) {
    const [source] = claim.sources;
    const small = [claim.qualified, source && (source[1] || source[0])].filter(Boolean).join(" · ");
    return element(
      "button",
      { type: "button", "data-claim": claim.iri, click: () => choose({ kind: "claim", id: claim.iri }) },
      lineSample(data.lines[claim.line]),
      element(
        "span",
        {},
        claim.sentence,
        claim.effect && " ",
        claim.effect && element("b", { class: `badge ${claim.effect}` }, claim.effect),
        claim.contested_by.length > 0 && " ",
        claim.contested_by.length > 0 && element("b", { class: "badge contested" }, "contested"),
        element("small", {}, small),
      ),
    );
  }

  return { show };
}
