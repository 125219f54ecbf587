// How the elements look unless the page says otherwise. One sheet for all of them; a strict policy against styles allows it.

const text = `
:host {
  display: block;
  --accent: var(--return-policy-accent, light-dark(#b0371f, #f0917b));
  --surface: var(--return-policy-surface, transparent);
  --raised: var(--return-policy-raised, transparent);
  --line: var(--return-policy-line, light-dark(#dedad3, #383d44));
  --field: var(--return-policy-field, light-dark(#8b877f, #7d848e));
  --quiet: var(--return-policy-quiet, color-mix(in srgb, currentColor 76%, transparent));
  --good: var(--return-policy-good, light-dark(#1b6b45, #86d7ab));
  --good-back: var(--return-policy-good-back, light-dark(#e2f2e9, #173527));
  --wait: var(--return-policy-wait, light-dark(#7a5200, #f0c66b));
  --wait-back: var(--return-policy-wait-back, light-dark(#fbeecf, #3a2e12));
  --bad: var(--return-policy-bad, light-dark(#a3262a, #ff9d98));
  --bad-back: var(--return-policy-bad-back, light-dark(#fbe6e5, #43191b));
  --none: var(--return-policy-none, light-dark(#5b5f66, #b3b7be));
  --none-back: var(--return-policy-none-back, light-dark(#ecebe8, #30343a));
  --radius: var(--return-policy-radius, 10px);
  line-height: 1.5;
}
:host([hidden]), [hidden] { display: none !important; }
*, *::before, *::after { box-sizing: border-box; }
h3, p, dl, dd, ul, fieldset { margin: 0; padding: 0; }
h3 { font-size: 1.05em; }
fieldset { border: 0; min-width: 0; }
legend { padding: 0; font-weight: 600; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
summary { cursor: pointer; }
/* Words of one direction on a page of the other keep their own order, and stand where the page has its lines begin. */
:is(p, dt, dd, li, h3, legend, strong, small, .remedy, .until, .badge) { unicode-bidi: plaintext; }
:host(:dir(ltr)) :is(p, dd, dt, li, h3, legend, strong, small) { text-align: left; }
:host(:dir(rtl)) :is(p, dd, dt, li, h3, legend, strong, small) { text-align: right; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.message { padding: 0.75rem 1rem; border: 1px solid; border-radius: var(--radius); color: var(--bad); background: var(--bad-back); }
.message details { font-size: 0.9em; overflow-wrap: anywhere; }
.message ul { padding-inline-start: 1.2rem; }
.waiting { color: var(--quiet); }

.summary { padding: 0.5rem 0; }
.title { font-weight: 700; margin-inline-end: 0.6rem; }
.headline { display: inline-flex; flex-wrap: wrap; align-items: center; gap: 0.15rem 0.6rem; vertical-align: top; }
.basis-day { color: var(--quiet); margin-block-end: 0.75rem; }
.card { padding-block-start: 1rem; border-block-start: 1px solid var(--line); }
.card + .card { margin-block-start: 1.25rem; }
.offer { margin-block-start: 0.75rem; padding: 0.85rem 1rem; border: 1px solid var(--line); border-radius: var(--radius); background: var(--raised); }
.verdict { display: flex; flex-wrap: wrap; align-items: center; gap: 0.25rem 0.6rem; }
.remedy { font-weight: 700; }
.until { font-weight: 600; }
.badge { padding: 0.05rem 0.6rem; border-radius: 99px; font-size: 0.85em; font-weight: 700; background: var(--none-back); color: var(--none); }
.badge.open { background: var(--good-back); color: var(--good); }
.badge.review, .badge.depends, .badge.not-started { background: var(--wait-back); color: var(--wait); }
.badge.closed, .badge.excluded { background: var(--bad-back); color: var(--bad); }
.layers, small { color: var(--quiet); font-size: 0.9em; }
.case { font-size: 0.9em; font-weight: 600; color: var(--quiet); }
* + .case { margin-block-start: 0.75rem; padding-block-start: 0.75rem; border-block-start: 1px dashed var(--line); }
.stretch { margin-block-start: 0.5rem; }
.from { display: flex; flex-wrap: wrap; gap: 0.5rem; font-size: 0.9em; font-weight: 600; }
dl > div { display: grid; grid-template-columns: minmax(7rem, 11rem) 1fr; gap: 0 1rem; padding: 0.15rem 0; }
dt { color: var(--quiet); font-size: 0.9em; }
.why { margin-block-start: 0.5rem; font-size: 0.9em; }
.why summary { width: fit-content; color: var(--quiet); text-decoration: underline; text-underline-offset: 3px; }
.why ul { margin-block-start: 0.5rem; list-style: none; }
.why li { padding: 0.5rem 0; padding-inline-start: 0.85rem; border-inline-start: 3px solid var(--line); }
.why li > * { display: block; overflow-wrap: anywhere; }
.facts, code { color: var(--quiet); font-size: 0.85rem; }

.line { border: 1px solid var(--line); border-radius: var(--radius); padding: 0.85rem 1rem; background: var(--raised); }
.line + .line { margin-block-start: 0.75rem; }
.line-head { display: flex; align-items: center; gap: 0.85rem; }
.line-name { flex: 1; }
.line-name strong, .line-name small { display: block; }
.line-body { display: grid; gap: 1rem; margin-block-start: 1rem; padding-block-start: 1rem; border-block-start: 1px solid var(--line); }
.line-body fieldset + fieldset { margin-block-start: 1rem; }
.line-body > :empty { display: none; }
.pair { display: grid; grid-template-columns: minmax(6rem, 1fr) 2fr; gap: 0.75rem; }
.field label { display: block; margin-block-end: 0.25rem; font-size: 0.9em; font-weight: 600; }
.field :is(select, input) {
  width: 100%; min-height: 2.75rem; padding: 0.5rem 0.75rem; border: 1px solid var(--field); border-radius: 8px;
  background: var(--return-policy-surface, Field); color: var(--return-policy-text, FieldText); font: inherit;
}
input:is([type="radio"], [type="checkbox"]) { width: 1.15rem; height: 1.15rem; margin: 0; flex: none; accent-color: var(--accent); }
.field [aria-invalid="true"] { border-color: var(--bad); box-shadow: 0 0 0 1px var(--bad); }
fieldset.wrong .choices label { border-color: var(--bad); }
.problem { color: var(--bad); font-size: 0.9em; font-weight: 600; margin-block-start: 0.4rem; }
.problem:empty, .problems:empty { display: none; }
.problems { padding-inline-start: 1.2rem; color: var(--bad); font-weight: 600; }
.choices { display: grid; gap: 0.4rem; margin-block-start: 0.35rem; }
.choices label { display: flex; align-items: flex-start; gap: 0.65rem; padding: 0.6rem 0.75rem; border: 1px solid var(--line); border-radius: 8px; background: var(--surface); cursor: pointer; }
.choices label:has(:checked) { border-color: var(--accent); box-shadow: 0 0 0 1px var(--accent); }
.choices input { margin-block-start: 0.2rem; }
.offer-line { display: flex; flex-wrap: wrap; gap: 0.15rem 0.6rem; align-items: center; }
.asks:not(:empty) { display: grid; gap: 1rem; margin-block-start: 1rem; }
.state { margin-block-start: 0.75rem; }
@media (max-width: 46rem) { dl > div { grid-template-columns: 7rem 1fr; gap: 0 0.75rem; } }
`;

let made;

/** The sheet, made when the first element is. */
export function sheet() {
  if (!made) {
    made = new CSSStyleSheet();
    made.replaceSync(text);
  }
  return made;
}
