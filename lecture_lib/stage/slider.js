// A named, native range input over a list of values: it works with keys, touch and a screen reader.
export default {
  initialize: ({ model }) => begin(model),
  render({ model, el }) {
    el.classList.add("stage-slider");
    const id = `slider-${crypto.getRandomValues(new Uint32Array(1))[0]}`;
    const label = el.appendChild(document.createElement("label"));
    const input = el.appendChild(document.createElement("input"));
    const value = el.appendChild(document.createElement("output"));
    Object.assign(input, { type: "range", id, min: 0 });
    label.htmlFor = value.htmlFor = id;
    value.setAttribute("aria-live", "off"); // the slider itself says its value
    let rest = 0;
    let gone = false;
    let answered = model.get("index"); // where it stood when the kernel was last heard of

    const show = () => {
      const options = model.get("options");
      label.textContent = model.get("label");
      input.max = options.length - 1;
      input.value = model.get("index");
      // In the hand of a stage it needs no kernel.
      input.disabled = model.get("disabled") || (gone && !model.get("at_rest"));
      input.title = model.get("hint");
      const text = options[model.get("index")];
      input.setAttribute("aria-valuetext", text);
      value.textContent = text;
      // room for the longest, so that the slider's length stays
      value.style.minWidth = `${Math.max(0, ...options.map((option) => option.length))}ch`;
    };
    input.addEventListener("input", () => {
      model.set("index", input.valueAsNumber);
      // In the hand of a stage the page shows the change at once, and Python hears of it at rest.
      clearTimeout(rest);
      if (model.get("at_rest")) rest = setTimeout(() => model.save_changes(), 150);
      else model.save_changes();
    });
    const leaveKeys = keepKeys(el);
    const leaveKernel = watchKernel(
      model,
      (now) => {
        // What no kernel has taken up the picture does not show either.
        if (now && !gone && !model.get("at_rest")) model.set("index", answered);
        gone = now;
        el.classList.toggle("stage-gone", gone && !model.get("at_rest"));
        show();
      },
      () => (answered = model.get("index")),
    );
    const traits = ["index", "options", "label", "disabled", "hint"];
    traits.forEach((name) => model.on(`change:${name}`, show));
    show();
    return () => {
      leaveKeys();
      leaveKernel();
      traits.forEach((name) => model.off(`change:${name}`, show));
    };
  },
};
