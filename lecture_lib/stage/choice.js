// One of a few: native radio buttons that look like a row of keys.
export default {
  initialize: ({ model }) => begin(model),
  render({ model, el }) {
    el.classList.add("stage-choice");
    const name = `choice-${crypto.getRandomValues(new Uint32Array(1))[0]}`;
    const group = el.appendChild(document.createElement("fieldset"));
    const legend = group.appendChild(document.createElement("legend"));
    const keys = group.appendChild(document.createElement("div"));

    let gone = false;
    let answered = model.get("index"); // what was chosen when the kernel was last heard of

    const build = () => {
      legend.textContent = model.get("label");
      keys.replaceChildren(
        ...model.get("options").map((text, index) => {
          const label = document.createElement("label");
          const input = label.appendChild(document.createElement("input"));
          Object.assign(input, { type: "radio", name, value: index });
          label.append(text);
          input.addEventListener("change", () => {
            model.set("index", index);
            // At once and in order: a saved change waits for the answer to the one before it, and
            // the press of a button meanwhile would find the old choice in Python.
            model.send({ index });
          });
          return label;
        }),
      );
      show();
    };
    const show = () =>
      keys.querySelectorAll("input").forEach((input, index) => {
        input.checked = index === model.get("index");
        input.disabled = model.get("disabled") || gone;
      });
    const leaveKeys = keepKeys(el);
    const leaveKernel = watchKernel(
      model,
      (now) => {
        if (now && !gone) model.set("index", answered); // what nobody has taken up is not chosen
        gone = now;
        el.classList.toggle("stage-gone", gone);
        show();
      },
      () => (answered = model.get("index")),
    );
    const calls = { options: build, label: build, index: show, disabled: show };
    Object.entries(calls).forEach(([trait, call]) => model.on(`change:${trait}`, call));
    build();
    return () => {
      leaveKeys();
      leaveKernel();
      Object.entries(calls).forEach(([trait, call]) => model.off(`change:${trait}`, call));
    };
  },
};
