// What a page complains of, heard before its own scripts run.
window.complaints = [];
{
  const hear = (...words) => complaints.push(words.join(" "));
  const said = console.error;
  console.error = (...words) => (hear("console:", ...words), said.apply(console, words));
  const name = ({ src, href }) => src || href || "";
  const fault = ({ target, message }) =>
    target === window ? hear("uncaught:", message) : hear("not loaded:", name(target));
  addEventListener("error", fault, true); // on its way down: of what is not loaded none rises
  addEventListener("unhandledrejection", ({ reason }) => hear("unhandled:", reason));
  const get = window.fetch;
  window.fetch = async (...asked) => {
    const answer = await get(...asked);
    if (answer.status >= 400) hear(`HTTP ${answer.status}:`, answer.url);
    return answer;
  };
}
