"""What each notebook's by-hand cell must arrive at, computed with the library.

A notebook spells its section's algorithm out in one cell tagged `by-hand` and leaves the result in
variables. Its entry here is a function that takes the notebook's variables and returns the
expected value of each of those, by name.
"""

import numpy as np

from lecture_lib.activations import Identity, ReLU, Sigmoid
from lecture_lib.batches import epochs
from lecture_lib.data import load_faces
from lecture_lib.descent import descend
from lecture_lib.entropy import cross_entropy
from lecture_lib.experiments.arrival import predicted_steps
from lecture_lib.experiments.grins import grins
from lecture_lib.experiments.moods import moods
from lecture_lib.features import centred, raw
from lecture_lib.losses import SquaredLoss, ZeroOneLoss
from lecture_lib.models import Linear, Perceptron, SigmoidUnit
from lecture_lib.network import Network
from lecture_lib.objective import Objective
from lecture_lib.optimizers import GradientDescent, Momentum
from lecture_lib.softmax import softmax
from lecture_lib.stopping import SmallGradient
from lecture_lib.theory import optimum


def nudges_down_the_bowl(variables):
    """Slopes measured by nudges are exact on a parabola: what is walked is gradient descent."""
    faces = load_faces("train")
    objective = Objective(Linear(), SquaredLoss(), raw()(faces.scores("mouth")), faces.labels)
    run = descend(objective, [1.5, 1.0], GradientDescent(variables["part"]), 300)
    steps = run.first_below(0.16)
    w0, w1 = run.thetas[steps]
    return {"steps": steps, "w0": w0, "w1": w1}


def slopes_by_nudges(variables):
    faces = load_faces("train")
    X = raw()(faces.scores("mouth"))
    objective = Objective(Linear(), SquaredLoss(), X, faces.labels)
    g0, g1 = gradient = objective.gradient([1.5, 1.0])
    goal = optimum(X, faces.labels) - np.array([1.5, 1.0])
    length = np.linalg.norm(gradient)
    angle = np.degrees(np.arccos(-gradient @ goal / length / np.linalg.norm(goal)))
    return {"g0": g0, "g1": g1, "length": length, "angle": angle}


def loss_of_a_line(variables):
    faces = load_faces("train")
    X = raw()(faces.scores("mouth"))
    objective = Objective(Linear(), SquaredLoss(), X, faces.labels)
    return {"L": objective.value([variables["w0"], variables["w1"]])}


def steps_down_the_bowl(variables):
    faces = load_faces("train")
    X, start, eta = raw()(faces.scores("mouth")), [1.5, 1.0], variables["eta"]
    steps = predicted_steps(X, faces.labels, start, eta)
    objective = Objective(Linear(), SquaredLoss(), X, faces.labels)
    w0, w1 = descend(objective, start, GradientDescent(eta), steps).theta
    return {"steps": steps, "w0": w0, "w1": w1}


def step_of_a_small_gradient(variables):
    faces = load_faces("train")
    objective = Objective(Linear(), SquaredLoss(), raw()(faces.scores("mouth")), faces.labels)
    rule, optimizer = SmallGradient(variables["epsilon"]), GradientDescent(variables["eta"])
    run = descend(objective, [1.5, 1.0], optimizer, 1000, stop=(rule,))
    return {"step": run.stopped_at, "w0": run.theta[0], "w1": run.theta[1]}


def four_steps(variables):
    faces = load_faces("train")
    objective = Objective(Linear(), SquaredLoss(), raw()(faces.scores("mouth")), faces.labels)
    run = descend(objective, [1.5, 1.0], GradientDescent(variables["eta"]), 4)
    return {"w0": run.theta[0], "w1": run.theta[1], "L": run.losses[3]}


def velocity_of_a_heavy_ball(variables):
    faces = load_faces("train")
    X, optimizer = raw()(faces.scores("mouth")), Momentum(variables["eta"], variables["m"])
    objective = Objective(Linear(), SquaredLoss(), X, faces.labels)
    return {"V": descend(objective, [1.5, 1.0], optimizer, 20).velocities[-1]}


def epochs_of_minibatches(variables):
    faces = load_faces("train")
    objective = Objective(Linear(), SquaredLoss(), raw()(faces.scores("mouth")), faces.labels)
    batches = epochs(len(faces), variables["B"], np.random.default_rng(0))
    steps = 3 * len(faces) // variables["B"]
    optimizer = GradientDescent(variables["eta"])
    w0, w1 = descend(objective, [1.5, 1.0], optimizer, steps, batches=batches).theta
    return {"w0": w0, "w1": w1}


def ends_among_the_grins(variables):
    curve = grins(load_faces("grins"), variables["a"])
    run = descend(curve, [[2.2], [2.3]], GradientDescent(variables["eta"]), 300)
    return {"ends": run.theta[:, 0]}


def one_pass_back(variables):
    network = Network((2, 2, 1), (Sigmoid(), Sigmoid()))
    theta = network.theta([variables["W1"], [variables["W2"]]])
    X, y = np.array([variables["x"]], float), np.array([variables["y"]], float)
    there = network.forward(theta, X)
    y_hat, loss = network.predict(theta, X), SquaredLoss()
    back = network.backward(theta, there, loss.derivative(y_hat, y))
    return {
        "L": loss.value(y_hat, y)[0],
        "delta": back.deltas[1].item(),
        "deltas": back.deltas[0][0],
        "grad_W1": back.gradients[0],
        "grad_W2": back.gradients[1][0],
    }


def one_pass_back_through_a_hinge(variables):
    network = Network((2, 2, 1), (ReLU(), Identity()), (-1.0, 1.0))
    theta = network.theta([variables["W1"], [variables["W2"]]])
    X, y = np.array([variables["x"]], float), np.array([variables["y"]], float)
    y_hat, loss = network.predict(theta, X), SquaredLoss()
    slope = loss.derivative(y_hat, y)
    back = network.backward(theta, network.forward(theta, X), slope)
    return {
        "L": loss.value(y_hat, y)[0],
        "delta": back.deltas[1].item(),
        "deltas": back.deltas[0][0],
        "grad_W1": back.gradients[0],
        "grad_W2": back.gradients[1][0],
    }


def softmax_of_large_scores(variables):
    return {"p": softmax(variables["a"])}


def gradient_of_the_faces(variables):
    faces = load_faces("train")
    objective = Objective(Linear(), SquaredLoss(), raw()(faces.scores("mouth")), faces.labels)
    g0, g1 = objective.gradient([variables["w0"], variables["w1"]])
    return {"g0": g0, "g1": g1}


def steps_with_a_sigmoid(variables):
    faces = load_faces("train")
    X, y = raw()(faces.scores("mouth")), (faces.labels + 1) / 2
    objective = Objective(SigmoidUnit(), SquaredLoss(), X, y)
    w0, w1 = descend(objective, [0.0, 0.0], GradientDescent(variables["eta"]), 50).theta
    return {"w0": w0, "w1": w1}


def mistakes_of_a_line(variables):
    faces, w = load_faces("train"), [variables[name] for name in ("w0", "w1", "w2")]
    forms = [
        Objective(Perceptron(), loss, centred(2)(faces.features), faces.labels)
        for loss in (ZeroOneLoss(), SquaredLoss())
    ]
    rate, loss = (form.value(w) for form in forms)
    return {"mistakes": forms[0].mistakes(w), "rate": rate, "L": loss}


def ten_steps_for_four_moods(variables):
    run = descend(moods(), np.zeros(12), GradientDescent(variables["eta"]), 10)
    return {"W": run.theta.reshape(4, 3)}


def nudged_down(variables):
    face = Objective(Linear(), SquaredLoss(), [[1.0]], [1.0])
    end = descend(face, [-10.0], GradientDescent(variables["eta"]), 6).theta[0]
    return {"ends": [end, end]}


def cross_entropies_of_a_pair(variables):
    P, Q = variables["P"], variables["Q"]
    return {"there": cross_entropy(P, Q), "back": cross_entropy(Q, P)}


EXPECTED = {
    "01_learning_is_a_loop": nudges_down_the_bowl,
    "02_slope_and_gradient": slopes_by_nudges,
    "03_gradient_descent": four_steps,
    "04_initialization": ends_among_the_grins,
    "05_when_to_stop": step_of_a_small_gradient,
    "06_batches": epochs_of_minibatches,
    "07_step_size": steps_down_the_bowl,
    "08_momentum": velocity_of_a_heavy_ball,
    "09_good_loss": nudged_down,
    "10_zero_one_loss": mistakes_of_a_line,
    "11_where_do_you_draw_the_line": loss_of_a_line,
    "12_gradient_by_hand": gradient_of_the_faces,
    "13_sigmoid": steps_with_a_sigmoid,
    "14_backprop": one_pass_back,
    "15_relu_softplus": one_pass_back_through_a_hinge,
    "16_softmax": softmax_of_large_scores,
    "17_entropy": cross_entropies_of_a_pair,
    "18_putting_it_together": ten_steps_for_four_moods,
}
