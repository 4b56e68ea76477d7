// What the data of the page looks like; kept for readers and for the TypeScript checker.

/**
 * @typedef {object} Family
 * @property {string} name
 * @property {string} label
 * @property {string} colour
 * @property {string} ink
 * @property {string} tint
 * @property {string} shape an SVG path in a box of 24 by 24
 *
 * @typedef {object} Line
 * @property {string} name
 * @property {string} label
 * @property {string} colour
 * @property {number[]} dash
 * @property {number} width
 *
 * @typedef {object} Qualifier
 * @property {string} name
 * @property {string} value
 *
 * @typedef {object} Claim
 * @property {string} iri
 * @property {string} sentence
 * @property {string} subject
 * @property {string} object
 * @property {string} predicate
 * @property {string} relation
 * @property {string} direction
 * @property {string} direction_label
 * @property {string} direction_note
 * @property {string} modality_label
 * @property {string} modality_note
 * @property {string} line
 * @property {string | null} effect
 * @property {Qualifier[]} qualifiers
 * @property {string} qualified
 * @property {string[]} mentions
 * @property {[string, string][]} sources
 * @property {string[]} about
 * @property {string[]} contested_by
 *
 * @typedef {object} Concept
 * @property {string} iri
 * @property {string} label
 * @property {string} kind
 * @property {string} family
 * @property {string} definition
 * @property {string[]} names
 * @property {{name: string, kind: string, href: string | null}[]} links
 * @property {string} desirable
 * @property {string[]} broader
 * @property {string[]} narrower
 * @property {string[]} parts
 * @property {string[]} wholes
 * @property {string[]} own
 * @property {string[]} other
 * @property {string[]} inherited
 * @property {string[]} general
 *
 * @typedef {object} Island
 * @property {string} family
 * @property {number} x
 * @property {number} y
 * @property {number} width
 * @property {number} height
 *
 * @typedef {object} PageNode
 * @property {string} id
 * @property {string} label in lines
 * @property {string} family
 * @property {number} degree
 * @property {boolean} bold
 * @property {{size: number}} font
 * @property {number} x
 * @property {number} y
 * @property {number} width
 * @property {number} height
 *
 * @typedef {object} PageEdge
 * @property {string} id
 * @property {string} from
 * @property {string} to
 * @property {string} label
 * @property {string} line
 * @property {string} kind claim or hierarchy
 * @property {boolean} supported
 * @property {number} width
 * @property {{color: string}} color
 *
 * @typedef {object} PageData
 * @property {PageNode[]} nodes
 * @property {PageEdge[]} edges
 * @property {object} options
 * @property {{islands: Island[], places: [number, number][]}[]} layouts places in the order of nodes
 * @property {Record<string, Family>} families
 * @property {Record<string, Line>} lines
 * @property {Record<string, Concept>} concepts
 * @property {Record<string, Claim>} claims
 *
 * What is chosen: a concept, a claim, or nothing.
 * @typedef {{kind: "concept" | "claim", id: string} | null} Choice
 *
 * What the legend hides.
 * @typedef {{families: Set<string>, lines: Set<string>}} Hidden
 */
