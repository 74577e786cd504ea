// Finding a plan: the clinic's questions one after the other, or the list of all plans.
//
// Comes after `planner-dom.js`. Never: a question, or which answer leads where; the page has them.
"use strict";

globalThis.latchworkPlanner.choose = (() => {
  const { element, button, title } = globalThis.latchworkPlanner.dom;

  /** The part of the page that ends in `chosen(id)`. `asked` is the way so far, names of questions. */
  function choose(app, asked, chosen) {
    const { words, data } = app;
    const { get, say } = words;
    const again = (way) => app.show(choose(app, way, chosen), true);

    const planButton = ({ id, title: name, summary, for_whom: whom }) => element("li", {},
      element("button", { type: "button", class: "planner-answer", onclick: () => chosen(id) },
        element("strong", {}, name), element("span", {}, whom ?? summary)));
    const listed = () => [
      title(2, "planner-title", get(data.questions.length > 0 ? "planner_all_plans_title" : "planner_choose_title")),
      element("ul", { class: "planner-answers" }, data.plans.map(planButton)),
      data.questions.length > 0 && button(get("planner_questions"), () => again([])),
    ];
    const team = (way) => [
      title(2, "planner-title", get("planner_team_title")),
      element("p", {}, get("planner_team_text")),
      element("p", { class: "planner-call" }, callTeam(data.team, words)),
      element("p", { class: "planner-row" }, button(get("planner_back"), () => again(way.slice(0, -1))),
        button(get("planner_all_plans"), () => again(null))),
    ];
    if (asked === null || data.questions.length === 0) return listed();
    if (asked.at(-1) === "team") return team(asked);
    const question = data.questions.find(({ id }) => id === asked.at(-1)) ?? data.questions[0];
    const way = asked.length > 0 ? asked : [question.id];
    const follow = ({ leads }) => {
      if (leads === "team") return again([...way, "team"]);
      if (leads.ask) return again([...way, leads.ask]);
      // A plan that was withdrawn is nobody's own choice.
      return data.plans.some(({ id }) => id === leads.plan) ? chosen(leads.plan) : again([...way, "team"]);
    };
    return [
      element("p", { class: "planner-step" }, say("planner_question", { n: way.length })),
      title(2, "planner-title", question.ask),
      question.help && element("p", { class: "planner-help" }, question.help),
      element("ul", { class: "planner-answers" }, question.answers.map((answer) => element("li", {},
        element("button", { type: "button", class: "planner-answer", onclick: () => follow(answer) }, answer.answer)))),
      element("p", { class: "planner-row" }, way.length > 1 && button(get("planner_back"), () => again(way.slice(0, -1))),
        button(get("planner_all_plans"), () => again(null))),
    ];
  }

  function callTeam({ label, number, tel }, words) {
    const text = words.say("planner_team_call", { label, number });
    return tel ? element("a", { class: "button button-strong", href: `tel:${tel}` }, text) : element("strong", {}, text);
  }

  return choose;
})();
