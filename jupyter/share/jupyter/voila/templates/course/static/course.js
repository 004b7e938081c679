/* The theme and the first view of a dashboard; loaded before the body, so that nothing flashes. */
const course = (() => {
  const asked = new URLSearchParams(location.search).get("theme");
  const system = matchMedia("(prefers-color-scheme: dark)");

  /* ?theme=dark or ?theme=light decides; without it the page follows the system. */
  function isDark() {
    return asked === "dark" || (asked !== "light" && system.matches);
  }

  function applyTheme() {
    document.getElementById("dark-theme").media = isDark() ? "screen" : "not all";
    document.body.dataset.jpThemeLight = String(!isDark());
    document.body.dataset.jpThemeName = isDark() ? "JupyterLab Dark" : "JupyterLab Light";
    document.body.classList.toggle("theme-dark", isDark());
    document.body.classList.toggle("theme-light", !isDark());
  }

  function followTheme() {
    applyTheme();
    system.addEventListener("change", applyTheme);
  }

  /* The browser looks for the address's #fragment while the cells are still hidden, and outputs
     above it grow for a while: hold on to it until the reader moves. */
  function holdFragment() {
    const cells = document.getElementById("rendered_cells");
    const name = decodeURIComponent(location.hash.slice(1));
    const hold = new ResizeObserver(() => document.getElementById(name)?.scrollIntoView());
    const release = () => hold.disconnect();
    if (name) hold.observe(cells);
    for (const move of ["wheel", "pointerdown", "keydown"]) {
      addEventListener(move, release, { once: true });
    }
  }

  return { followTheme, holdFragment };
})();
