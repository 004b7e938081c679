/* What pages of both kinds do for their readers' comfort: larger for the last row, and keys for
   what is scrolled. Loaded before the body. */
{
  const KEY = "course-projector";
  const kept = (value) => {
    try {
      if (value !== undefined) localStorage.setItem(KEY, value);
      return localStorage.getItem(KEY);
    } catch {
      return value ?? null; // a browser that keeps nothing: then it holds for this page
    }
  };

  /* ?projector and ?projector=off decide, and are kept as what the button says is. */
  const asked = new URLSearchParams(location.search).get("projector");
  let large = (asked === null ? kept() : kept(asked === "off" ? "off" : "on")) === "on";
  const show = () => {
    document.documentElement.classList.toggle("course-projector", large);
    for (const button of document.querySelectorAll(".course-larger")) {
      button.hidden = false;
      button.setAttribute("aria-pressed", large);
    }
  };
  show(); // at once, so that nothing flashes
  document.addEventListener("click", ({ target }) => {
    if (!target.closest?.(".course-larger")) return;
    large = !large;
    kept(large ? "on" : "off");
    show();
  });

  /* Who has no finger to swipe with can scroll by keys what is wider than the page. */
  const WIDE =
    ".jp-RenderedHTMLCommon :is(table, pre), mjx-container[display], .jp-OutputArea-output, .equation";
  function scrollByKeys() {
    const look = () => {
      for (const node of document.querySelectorAll(WIDE)) {
        const wide = node.scrollWidth > node.clientWidth && node.clientWidth > 0;
        if (wide && !node.hasAttribute("tabindex")) node.setAttribute("tabindex", 0);
        else if (!wide && node.hasAttribute("data-scrolls")) node.removeAttribute("tabindex");
        else continue;
        node.toggleAttribute("data-scrolls", wide);
      }
    };
    new ResizeObserver(look).observe(document.body);
  }

  document.addEventListener("DOMContentLoaded", () => {
    show();
    scrollByKeys();
  });
}
