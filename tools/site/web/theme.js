// Light or dark: as the address asks, as it was chosen, or as the system is. Loaded before the
// page's content, so that nothing flashes.
{
  const KEY = "course-theme";
  const system = matchMedia("(prefers-color-scheme: dark)");
  const stored = () => {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null; // a browser that keeps nothing
    }
  };
  let wanted = new URLSearchParams(location.search).get("theme") ?? stored();
  const isDark = () => (wanted ? wanted === "dark" : system.matches);
  const apply = () => {
    document.body.dataset.jpThemeLight = String(!isDark());
    document.body.classList.toggle("theme-dark", isDark());
    document.body.classList.toggle("theme-light", !isDark());
    for (const key of document.querySelectorAll(".site-theme")) {
      key.textContent = isDark() ? "Light" : "Dark";
      key.hidden = false;
    }
  };
  apply();
  system.addEventListener("change", apply);
  document.addEventListener("DOMContentLoaded", apply);
  document.addEventListener("click", (event) => {
    if (!event.target.closest?.(".site-theme")) return;
    wanted = isDark() ? "light" : "dark";
    try {
      localStorage.setItem(KEY, wanted);
    } catch {
      // then it holds for this page
    }
    apply();
  });
}
