"""The questions that the course asks before it shows, by their numbers."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Question:
    """What is asked, and what the experiment will show.

    Parameters
    ----------
    asks : str
        The question.
    options : tuple of str
        The answers to choose from.
    happened : str
        The option that the experiment bears out.
    because : str
        What was seen and why, to stand beside the learner's answer.
    replies : mapping of str to str
        To each other option: what speaks for it, and what it overlooks.

    Raises
    ------
    ValueError
        If `happened` is none of the options, or a reply is to none of the others.
    """

    asks: str
    options: tuple[str, ...]
    happened: str
    because: str
    replies: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self):
        if self.happened not in self.options:
            raise ValueError(f"happened must be one of {self.options}, got {self.happened!r}")
        if unknown := set(self.replies) - {*self.options} | {self.happened} & set(self.replies):
            raise ValueError(f"replies must be to the other options, got {sorted(unknown)}")


QUESTIONS = {
    "P1.1": Question(
        asks=(
            "Counted in tries, one for a guess and one for a step, getting below 0.1533 with "
            "dice, on average, …"
        ),
        options=(
            "takes fewer tries than with steps",
            "takes up to 10 times as many",
            "takes 10 to 50 times as many",
            "takes more than 50 times as many",
        ),
        happened="takes more than 50 times as many",
        because=(
            "The steps arrive at step 55. A guess lands below 0.1533 with probability 0.000167, "
            "so that it takes 5993 guesses on average; in 10,000 about one player in five has no "
            "luck at all."
        ),
        replies={
            "takes fewer tries than with steps": "A few throws are that lucky. On average they "
            "are not: the good lines are a tiny part of the square.",
            "takes up to 10 times as many": "So it would be if 0.5 were good enough. The closer "
            "to the bottom, the worse for the dice.",
            "takes 10 to 50 times as many": "For 0.16 it would be 21 times. The bar is lower "
            "here, and the ellipse of good lines far smaller.",
        },
    ),
    "P1.2": Question(
        asks=(
            "A walk by nudges takes the loss from 6.29 to just below 0.16, in 116 steps. After "
            "the first 12 of them the loss …"
        ),
        options=("is above 5", "is between 2 and 5", "is between 1 and 2", "is below 1"),
        happened="is below 1",
        because=(
            "It is 0.61. The first step alone takes it from 6.29 to 1.75, where the ground is "
            "steep. From 0.61 to 0.16 it takes the other 104 steps: in the valley the nudges "
            "hardly change anything, and the steps are short."
        ),
        replies={
            "is above 5": "A tenth of the steps for a tenth of the way: so it would be if all "
            "steps gained the same. They gain what the slope under them allows.",
            "is between 2 and 5": "The first steps do gain more than the last ones. How much "
            "more is the surprise.",
            "is between 1 and 2": "There it is after one step. The next ones still gain something.",
        },
    ),
    "P1.3": Question(
        asks="The line with the lowest loss of all the lines on the square …",
        options=(
            "gets none of the forty faces wrong",
            "gets some wrong, and no line gets fewer wrong",
            "gets some wrong, and another line gets fewer wrong",
        ),
        happened="gets some wrong, and another line gets fewer wrong",
        because=(
            "It gets 3 wrong, and some lines near by get 2. The loss does not count mistakes; it "
            "measures how far the line is from +1 or −1 at each face, right or wrong. What is "
            "best by one measure need not be best by another."
        ),
        replies={
            "gets none of the forty faces wrong": "No line does: a few faces have a mouth like "
            "those of the other label.",
            "gets some wrong, and no line gets fewer wrong": "That would be so if the loss "
            "counted the mistakes.",
        },
    ),
    "P1.4": Question(
        asks=(
            "With a third weight, and a bar equally high above the lowest loss, getting below it "
            "with dice, on average, …"
        ),
        options=(
            "takes less than twice as many guesses",
            "takes 2 to 5 times as many",
            "takes 5 to 15 times as many",
            "takes more than 15 times as many",
        ),
        happened="takes more than 15 times as many",
        because=(
            "It takes 19,816 instead of 797, 25 times as many. A guess must now be right in a "
            "third weight too, whatever it was in the first two. The steps need 103 instead of "
            "38."
        ),
        replies={
            "takes less than twice as many guesses": "Three weights are half as many again as "
            "two. But chances do not add, they multiply.",
            "takes 2 to 5 times as many": "Chances multiply, and the third one is smaller than "
            "that.",
            "takes 5 to 15 times as many": "Close. Only a small part of the range of the third "
            "weight is good enough, and which part depends on the other two.",
        },
    ),
    "P2.1": Question(
        asks=(
            "At (1.5, 1), the angle between the steepest way down and the way to the lowest place …"
        ),
        options=("is below 5°", "is between 5° and 20°", "is between 20° and 45°", "is above 45°"),
        happened="is above 45°",
        because=(
            "It is 60°. The steepest way down leads straight across the valley; the lowest place "
            "lies far along its floor, where hardly anything is to be gained at first."
        ),
        replies={
            "is below 5°": "That is what one would like it to mean. But the slope is measured "
            "here, and knows nothing of what lies further off.",
            "is between 5° and 20°": "It would be so in a rounder bowl. This one is a valley, "
            "long and narrow.",
            "is between 20° and 45°": "You did see that they differ. In a valley as narrow as "
            "this one, they differ by more.",
        },
    ),
    "P2.2": Question(
        asks="As h falls from 1 to 10⁻¹⁵, the error of the forward quotient …",
        options=(
            "is smallest at the smallest h",
            "is smallest between 10⁻¹⁴ and 10⁻¹¹",
            "is smallest between 10⁻¹⁰ and 10⁻⁷",
            "is smallest between 10⁻⁶ and 10⁻³",
        ),
        happened="is smallest between 10⁻¹⁰ and 10⁻⁷",
        because=(
            "Near 10⁻⁸ two errors are about equal. A larger nudge sees more of the curve's bend. "
            "A smaller one makes a difference of two numbers that agree in almost all of their "
            "16 digits, and divides what is left by h."
        ),
        replies={
            "is smallest at the smallest h": "With endless digits it would be so. With 16 of "
            "them, hardly one is left of a difference so small.",
            "is smallest between 10⁻¹⁴ and 10⁻¹¹": "The rounding has taken over long before: it "
            "is divided by h.",
            "is smallest between 10⁻⁶ and 10⁻³": "The central quotient comes near that range: "
            "its error by the bend falls as h², so it can stop earlier. The forward one falls as "
            "h.",
        },
    ),
    "P2.3": Question(
        asks="On the way round, the arrow of the gradient …",
        options=(
            "keeps its length, and its angle to the contour",
            "keeps its length, but not its angle to the contour",
            "keeps its angle to the contour, but not its length",
            "keeps neither",
        ),
        happened="keeps its angle to the contour, but not its length",
        because=(
            "It is at right angles to the contour all the way. Its length goes from 0.37, at the "
            "far ends of the valley, to 2.03 at its sides: where the contours lie close "
            "together, the arrow is long."
        ),
        replies={
            "keeps its length, and its angle to the contour": "The same loss does not mean the "
            "same slope: at the ends of the valley the ground is almost level.",
            "keeps its length, but not its angle to the contour": "It is the other way round. "
            "Along a contour the loss does not change, so the steepest way can only be at right "
            "angles to it.",
            "keeps neither": "Its length does change. But along the contour the loss does not "
            "change, and so no part of the arrow can point that way.",
        },
    ),
    "P2.4": Question(
        asks="If you walk to the origin, the height f …",
        options=(
            "goes to 0 on every way",
            "goes to 0 on straight ways, but not on every curved one",
            "goes to 0 on the two axes alone",
            "grows without limit",
        ),
        happened="goes to 0 on straight ways, but not on every curved one",
        because=(
            "On the parabola y = x² it is ½ all the way: x²·x²/(x⁴ + x⁴). On any straight line "
            "it goes to 0. Both slopes exist and are 0, and yet the function is not even "
            "continuous here."
        ),
        replies={
            "goes to 0 on every way": "Two slopes look along two lines only. What happens "
            "between them they cannot know.",
            "goes to 0 on the two axes alone": "On y = x it is x/(x² + 1), which goes to 0 too; "
            "so it does on every straight line.",
            "grows without limit": "It is never more than ½: x²y is at most half of x⁴ + y².",
        },
    ),
    "P3.1": Question(
        asks="On θ² + 3 sin² θ the ball …",
        options=(
            "comes to rest at 0 from every start",
            "comes to rest at 0 from some starts, in a dent from others",
            "comes to rest in a dent from every start but 0",
            "never comes to rest",
        ),
        happened="comes to rest at 0 from every start",
        because=(
            "Right of 0 the slope 2θ + 3 sin 2θ is positive everywhere: the shelf near 2.2 slows "
            "the ball down, to a slope of 1.5, and cannot hold it. By symmetry it is the same on "
            "the left."
        ),
        replies={
            "comes to rest at 0 from some starts, in a dent from others": (
                "A dent that holds a ball needs a place without slope. These dents bend the "
                "curve, but its slope never gets to 0."
            ),
            "comes to rest in a dent from every start but 0": "A dent that holds a ball needs a "
            "place without slope. These dents bend the curve, but its slope never gets to 0.",
            "never comes to rest": "With too large an η it would not. With 0.1 every step goes "
            "down.",
        },
    ),
    "P3.2": Question(
        asks="From 3, on |θ|, with η = 0.7, the ball …",
        options=(
            "comes to rest at 0",
            "comes closer to 0 with every step",
            "hops between two places, on both sides of 0",
            "hops further out with every step",
        ),
        happened="hops between two places, on both sides of 0",
        because=(
            "It comes down in steps of 0.7 to 0.2, hops to −0.5, and back to 0.2, for ever. The "
            "slope is 1 or −1 however close to 0 it is, so its steps do not get shorter."
        ),
        replies={
            "comes to rest at 0": "It would need a step that is just long enough. All steps are "
            "0.7 long, and 3 is no multiple of that.",
            "comes closer to 0 with every step": "So it does on a parabola, whose slope fades "
            "near the bottom. This one's does not.",
            "hops further out with every step": "For that the slope would have to grow with the "
            "distance. It is the same everywhere.",
        },
    ),
    "P3.3": Question(
        asks="After ten steps, the next one …",
        options=(
            "is as long as the first",
            "is between 0.5 and 1.5 long",
            "is between 0.1 and 0.5 long",
            "is shorter than 0.1",
        ),
        happened="is shorter than 0.1",
        because=(
            "It is 0.072 long. The length of a step is not η, it is η‖∇L‖, and the gradient "
            "fades as the bottom comes near: the second step is 0.320 long, the third 0.114, the "
            "one after forty steps 0.022."
        ),
        replies={
            "is as long as the first": "η is the same, but a step is η times the slope, and the "
            "slope is not.",
            "is between 0.5 and 1.5 long": "It does get shorter. How soon is the surprise: "
            "already the second is 0.320 long.",
            "is between 0.1 and 0.5 long": "So long are the second and the third. Then the walk "
            "is in the valley, where the slope is small.",
        },
    ),
    "P3.4": Question(
        asks="In the middle of 400 shuffles, the last loss …",
        options=(
            "is less than 1.1 times the best on the way",
            "is 1.1 to 1.5 times the best on the way",
            "is 1.5 to 3 times the best on the way",
            "is more than 3 times the best on the way",
        ),
        happened="is 1.5 to 3 times the best on the way",
        because=(
            "The median is 2.0 times. In nine of ten shuffles the last loss lies between 0.156 "
            "and 1.01, with a median of 0.306; that of the best on the way is 0.1528. Each face "
            "pulls the line towards itself, as far at the end as in the beginning."
        ),
        replies={
            "is less than 1.1 times the best on the way": "So it would be with all forty faces "
            "in each step. A single face does not stop pulling when the others are content.",
            "is 1.1 to 1.5 times the best on the way": "With η = 0.1 it would be. The larger η, "
            "the further each face pulls.",
            "is more than 3 times the best on the way": "So it is in the worst quarter or so. It "
            "depends very much on the last few faces.",
        },
    ),
    "P4.1": Question(
        asks="All nine weights start at 0.3. After 2000 steps, the pair of hidden lines …",
        options=(
            "has parted, one line for each side",
            "has moved, and still coincides",
            "has not moved",
        ),
        happened="has moved, and still coincides",
        because=(
            "Equal units get equal gradients and stay equal: both now have the weights 5.113, "
            "4.809 and 4.055. The network has one line, twice; 12 of 48 faces are wrong, and the "
            "loss of 0.0878 sinks towards 1/12. They do not move at all only if they start at 0."
        ),
        replies={
            "has parted, one line for each side": "That would solve the task, and two lines would "
            "be free to do it. But nothing ever tells one unit something else than the other.",
            "has not moved": "That is what happens at 0. At 0.3 there is a slope, and both lines "
            "follow it, together.",
        },
    ),
    "P4.2": Question(
        asks=(
            "Four lines start at θ = −2, 1, 3 and 6 and take 300 steps with η = 1. "
            "To one decimal, the number of different places at which they then stand …"
        ),
        options=(
            "is one",
            "is two",
            "is three",
            "is four",
        ),
        happened="is four",
        because=(
            "They stand at −2.0, 1.4, 3.0 and 6.0. Two have rolled into a valley each, 1.434 and "
            "3.045. The other two have hardly moved: far out the land is flat, and where there is "
            "no slope there is no step."
        ),
        replies={
            "is one": "On a bowl it would be so. This loss has two valleys, and "
            "land on which nothing rolls.",
            "is two": "There are two valleys, and the middle two starts end in them. "
            "But a start far out need not lie on a steep slope.",
            "is three": "The far starts are alike: both lie where the unit is sure, "
            "and its loss flat.",
        },
    ),
    "P4.3": Question(
        asks="With a = 2 instead of 6 the curve of the loss over θ …",
        options=("has no valley", "has one valley", "has two valleys", "has three or more valleys"),
        happened="has one valley",
        because=(
            "The valleys come from answers that change suddenly. With a gentle S every face feels "
            "every line, and the two valleys run together: the second one is there only from "
            "a = 2.47 on."
        ),
        replies={
            "has no valley": "Some line must be the best one, and the loss still rises on "
            "both sides.",
            "has two valleys": "The faces are the same ones. But the curve is their loss "
            "through this unit, and the unit has changed.",
            "has three or more valleys": "That is where a larger a leads: the sharper the "
            "unit, the more each single face shows.",
        },
    ),
    "P4.4": Question(
        asks=(
            "Of fifty networks with start weights of scale 1, 49 are solved within 3000 steps. "
            "With scale 20 the number of solved ones …"
        ),
        options=("is at most 5", "is 6 to 20", "is 21 to 40", "is 41 or more"),
        happened="is at most 5",
        because=(
            "Two of fifty are. Large weights make large scores z, and there σ is flat: most units "
            "start out sure, right or wrong, and get hardly any gradient to change their minds."
        ),
        replies={
            "is 6 to 20": "It does get harder. At scale 10 it is 11; at 20 nearly all is lost.",
            "is 21 to 40": "Half a loss would be that of scale 5, with 26 solved.",
            "is 41 or more": "Descent could shrink the weights again, if it had a slope to go by.",
        },
    ),
    "P4.5": Question(
        asks=(
            "The number of these four places of which you can be sure that they are a global "
            "minimum, as good as exactly, …"
        ),
        options=("is 0", "is 1", "is 2", "is 4"),
        happened="is 2",
        because=(
            "In the bowl, since it is convex and has no slope there; and where the network is "
            "solved, since no loss can be below 0, and there are only 0.0006 to gain. The other "
            "two look the same from near, and both are none."
        ),
        replies={
            "is 0": "So says the slide. But sometimes you know more about a loss than "
            "what you see of it from near.",
            "is 1": "There are two different reasons to be sure; each holds once.",
            "is 4": "No slope and rising land round about are what every valley looks like.",
        },
    ),
    "P5.1": Question(
        asks="The training loss falls all the way to step 3000. The loss on the validation set …",
        options=(
            "falls all the way too",
            "falls, then stays where it is",
            "falls, then rises again",
            "rises from the start",
        ),
        happened="falls, then rises again",
        because=(
            "It falls with the training loss to 0.1013 at step 87; from there on it rises, to "
            "0.1964 at step 3000. What the weights still learn after step 87 holds for the forty "
            "training faces alone."
        ),
        replies={
            "falls all the way too": "It would if both sets of faces pulled the same way for ever. "
            "With 50 weights for 40 faces there is much to learn that holds for those 40 alone.",
            "falls, then stays where it is": "So it would if what is learned late were merely of "
            "no use to others. It does them harm.",
            "rises from the start": "At first both sets want the same: happy on the right, sad on "
            "the left.",
        },
    ),
    "P5.2": Question(
        asks="With batches of 4 and patience 1 the descent, typically, …",
        options=(
            "stops within 5 steps",
            "stops after 6 to 30 steps",
            "stops after 31 to 87 steps",
            "stops after more than 87 steps",
        ),
        happened="stops within 5 steps",
        because=(
            "Over 200 throws of the dice the median is step 1, and 95 % stop by step 5. A step "
            "that helps 4 faces may well harm 40 others, and the very first one, with η = 0.8, "
            "mostly does: what is kept is the start."
        ),
        replies={
            "stops after 6 to 30 steps": "Patience 2 would get that far. With patience 1 a "
            "single hiccup is enough.",
            "stops after 31 to 87 steps": "The validation loss does fall for so long on the "
            "whole, but not at every step.",
            "stops after more than 87 steps": "Noise can put off the best step. But the rule "
            "does not wait for the best step.",
        },
    ),
    "P5.3": Question(
        asks=(
            "The rule stops all three descents. The number of them that it stops within 0.01 of a "
            "minimum …"
        ),
        options=("is 0", "is 1", "is 2", "is 3"),
        happened="is 1",
        because=(
            "In the bowl it stops at a distance of 0.0050. Far out among the grins the slope at "
            "the start is 0.000076, so it stops before the first step. And the gradient of the "
            "network fades on a way that leads to no minimum."
        ),
        replies={
            "is 0": "In a bowl the rule is as good as its word: a short gradient means that the "
            "bottom is near.",
            "is 2": "Look again at the plateau and at the network. Both have a short gradient far "
            "from any minimum.",
            "is 3": "So says the slide. But a short gradient says that the land is flat here, and "
            "nothing else.",
        },
    ),
    "P5.4": Question(
        asks="After 480 faces the loss, as a mean over the dice, …",
        options=(
            "is much lower with B = 1 than with the other three",
            "is much lower with B = 40 than with the other three",
            "is about the same with all four",
            "is about the same with B = 1, 4 and 8, and higher with 40",
        ),
        happened="is about the same with B = 1, 4 and 8, and higher with 40",
        because=(
            "It is 0.230, 0.230 and 0.229 with B = 1, 4 and 8, and 0.341 with all 40. Twice the "
            "faces per step bear twice the learning rate here, so a face takes them equally far. "
            "Only η = 40/80 = 0.5 would be too much: at 0.3365 the bowl explodes."
        ),
        replies={
            "is much lower with B = 1 than with the other three": "It takes the most steps, and "
            "the shortest.",
            "is much lower with B = 40 than with the other three": "Its steps are the best ones. "
            "But there are only 12 of them.",
            "is about the same with all four": "For three of them it is. To keep up, the fourth "
            "would need a learning rate that the bowl does not bear.",
        },
    ),
    "P6.1": Question(
        asks=(
            "The probability that the loss of 6 random faces is lowest in the right valley, which "
            "is not the deeper one for all 24, …"
        ),
        options=("is below 5 %", "is 5 to 20 %", "is 20 to 35 %", "is 35 to 50 %"),
        happened="is 35 to 50 %",
        because=(
            "It is 41.6 %: 56,035 of the 134,596 ways to choose 6 of 24 faces. The left valley is "
            "deep because of five shy faces, the right one because of four grins, and 6 faces hold "
            "now more of these, now more of those."
        ),
        replies={
            "is below 5 %": "That would be so if 6 faces were a small copy of all 24. They are a "
            "hand of cards.",
            "is 5 to 20 %": "The left valley is deeper for all 24, but not by much, and 6 faces "
            "are few.",
            "is 20 to 35 %": "The left valley is the favourite, but by less than that.",
        },
    ),
    "P6.2": Question(
        asks="The mean of the gradients of all 20 batches of 3 out of 6 faces …",
        options=(
            "equals the full gradient, exactly",
            "comes near the full gradient",
            "points the same way, but is shorter",
            "points elsewhere",
        ),
        happened="equals the full gradient, exactly",
        because=(
            "Each face is in 10 of the 20 batches and counts a third in each, so that the mean "
            "over all batches gives each face the weight 1/6, as the full gradient does. The same "
            "holds for every B."
        ),
        replies={
            "comes near the full gradient": "So does the mean of some of the batches. In all 20 "
            "every face has its turn equally often.",
            "points the same way, but is shorter": "A mean of noisy arrows is shorter than the "
            "arrows. But the full gradient is a mean of arrows, too.",
            "points elsewhere": "Each single batch does. Their errors cancel.",
        },
    ),
    "P6.3": Question(
        asks="With single faces the loss, as a mean over the dice, in the long run …",
        options=(
            "sinks to the lowest value, only later than with all 40",
            "settles above the lowest value, the higher the larger η is",
            "settles above the lowest value, equally high for every η",
            "rises again, as the noise adds up",
        ),
        happened="settles above the lowest value, the higher the larger η is",
        because=(
            "At the lowest place a single face still pulls, and the step is η times that pull. So "
            "the line is thrown out as often as it comes back: with η = 0.01 it hovers 0.0047 "
            "above the lowest loss, with 0.1 it hovers 0.0858 above it."
        ),
        replies={
            "sinks to the lowest value, only later than with all 40": "It would if the steps "
            "became shorter by themselves, as they do with all 40. A single face's pull does not "
            "fade.",
            "settles above the lowest value, equally high for every η": "The pull of a face does "
            "not depend on η, but the step that follows it does.",
            "rises again, as the noise adds up": "The bowl pulls back, the harder the further out "
            "the line is. Only beyond η = 0.2075 does the noise win.",
        },
    ),
    "P6.4": Question(
        asks=(
            "With shuffled faces the mean loss during the 50th epoch is 0.177, on the median of "
            "200 shuffles. In the order of the file it …"
        ),
        options=("is below 0.17", "is 0.17 to 0.19", "is 0.19 to 0.3", "is above 0.3"),
        happened="is above 0.3",
        because=(
            "It is 0.373, about nine times as far above the lowest loss, 0.1523. Each face comes "
            "once per epoch in both; but what twenty sad faces teach, twenty happy ones undo."
        ),
        replies={
            "is below 0.17": "Order is less noisy than chance. But what it repeats is an error, "
            "and errors that repeat do not cancel.",
            "is 0.17 to 0.19": "If only it mattered how often each face comes. It matters when, "
            "too: the last faces have the last word.",
            "is 0.19 to 0.3": "Twenty steps in one direction carry the line further than that.",
        },
    ),
    "P6.5": Question(
        asks=(
            "The mean loss is to come below 0.155, near the lowest. Counted in faces seen, the "
            "cheapest batch size …"
        ),
        options=("is 1", "is 4", "is 8", "is 40"),
        happened="is 40",
        because=(
            "All 40 take 1840 faces, single faces 3774. To come that near, single faces must "
            "creep at η = 0.0052, or they hover too high; all 40 take η = 0.32. Further up it is "
            "the other way round: to 0.2 it is 920 faces against 181."
        ),
        replies={
            "is 1": "So it is while the goal is far. Near the bottom the price is noise, and a "
            "single face has the most of it.",
            "is 4": "A compromise is often best. Here the goal is so near that noise alone counts.",
            "is 8": "A compromise is often best. Here the goal is so near that noise alone counts.",
        },
    ),
    "P7.1": Question(
        asks=(
            "With η = 0.3 the descent arrives in 113 steps, with η = 0.32 in 106. "
            "With η = 0.34 it …"
        ),
        options=(
            "takes fewer than 106",
            "takes 106 to 113",
            "takes more than 113, but arrives",
            "does not arrive",
        ),
        happened="does not arrive",
        because=(
            "It explodes. Beyond 2/λₘₐₓ = 0.3365 each swing across the valley is wider than the "
            "last: from 6.3 the loss climbs to 20,884 in 200 steps."
        ),
        replies={
            "takes fewer than 106": "That is where the trend pointed. But along with the gain the "
            "swings across the valley became wider, and there the limit lies.",
            "takes 106 to 113": "The bill does have a lowest place near 0.32. But what follows is "
            "no gentle rise.",
            "takes more than 113, but arrives": "So it is a little earlier: 0.33 takes 198 steps "
            "and 0.336 takes 2658. At 0.34 the edge is passed.",
        },
    ),
    "P7.2": Question(
        asks=(
            "At η = 0.32 the loss falls at every step, from 6.291 to 0.764 after 12 steps. "
            "Over these steps the number of wrong faces, out of 40, …"
        ),
        options=(
            "falls at every step, too",
            "falls quickly, and then stays at about 3",
            "goes to and fro between few and many",
            "stays near 20",
        ),
        happened="stays near 20",
        because=(
            "Steps 0 to 12 have 19 to 21 faces wrong: the line turns over at each step, so that "
            "all sad faces are wrong, and then all happy ones. The loss falls because the line "
            "turns over less and less steeply."
        ),
        replies={
            "falls at every step, too": "The loss is made of distances, not of mistakes. Those "
            "distances do become smaller.",
            "falls quickly, and then stays at about 3": "It does come down to that, but later. "
            "First the line has to stop turning over.",
            "goes to and fro between few and many": "It is the line that goes to and fro, "
            "between two states that are equally bad.",
        },
    ),
    "P7.3": Question(
        asks=(
            "A step with learning rate η lands at the bottom of a second parabola, which has the "
            "loss's height and slope at the dot. The curvature of this second parabola …"
        ),
        options=(
            "depends on η alone",
            "depends on λ alone",
            "depends on both",
            "depends on the slope at the dot",
        ),
        happened="depends on η alone",
        because=(
            "It is 1/η. From a place with slope g, a parabola of curvature 1/η has its bottom at "
            "−ηg, which is the step. Of λ a step knows nothing: it has one slope from one place."
        ),
        replies={
            "depends on λ alone": "If a step knew λ it would go straight to the bottom. That is "
            "what Newton's method does.",
            "depends on both": "How well the step does depends on both. What it believes is all "
            "in your choice of η.",
            "depends on the slope at the dot": "The slope says how far the bottom is away, not "
            "how strongly the parabola is curved.",
        },
    ),
    "P7.4": Question(
        asks=(
            "Each mouth score is now counted from 2, so that it runs from −2 to 2. "
            "The largest learning rate that converges was 0.3365. It …"
        ),
        options=(
            "falls to about 0.17",
            "stays at about 0.34",
            "grows to about 0.67",
            "grows to about 1.7",
        ),
        happened="grows to about 1.7",
        because=(
            "Now raising w₁ raises some estimates and lowers others, and no longer does what "
            "raising w₀ does. The ravine becomes an almost round bowl, whose largest curvature is "
            "1.16 instead of 5.94."
        ),
        replies={
            "falls to about 0.17": "The scores became smaller, and with them the slopes. Smaller "
            "slopes bear longer steps, not shorter ones.",
            "stays at about 0.34": "Lines and losses are the same, but the weights that describe "
            "them are not. Descent walks among the weights.",
            "grows to about 0.67": "Half the largest score would halve a slope. What counts here "
            "is that positive and negative scores now balance.",
        },
    ),
    "P8.1": Question(
        asks=(
            "At η = 0.05 the descent takes 692 steps without momentum, 339 with m = 0.5 and 97 "
            "with m = 0.9. With m = 0.99 it …"
        ),
        options=(
            "takes fewer than 97",
            "takes 97 to 339",
            "takes 340 to 692",
            "takes more than 692",
        ),
        happened="takes more than 692",
        because=(
            "It takes 1160. A ball that keeps 99 % of its speed rolls past the bottom again and "
            "again, and each step leaves √0.99 = 99.5 % of the swing, whatever η is."
        ),
        replies={
            "takes fewer than 97": "More of a good thing: but what speeds a ball up along the "
            "valley also keeps it from stopping at the bottom.",
            "takes 97 to 339": "It does get worse again beyond 0.9, and by far more than that.",
            "takes 340 to 692": "It does get worse again beyond 0.9; that it can get worse than no "
            "momentum at all is what surprises most.",
        },
    ),
    "P8.2": Question(
        asks=(
            "Across the valley plain descent at η = 0.3 changes sides at every step. "
            "With m = 0.2 the way that the ball travels, to and fro, …"
        ),
        options=(
            "is less than half as long",
            "is about the same",
            "is about a quarter longer, 1/(1 − 0.2) times",
            "is more than twice as long",
        ),
        happened="is less than half as long",
        because=(
            "It is 4.4 instead of 11.1. Each step takes back a fifth of the one before, which went "
            "the other way, so the swings are smaller from the start and die away sooner."
        ),
        replies={
            "is about the same": "A fifth of a step seems little, but it is taken off every swing, "
            "and each swing starts from the one before.",
            "is about a quarter longer, 1/(1 − 0.2) times": "That is what steps that agree add up "
            "to. These change sign.",
            "is more than twice as long": "With much momentum it can be. A little takes away from "
            "steps that change sign.",
        },
    ),
    "P8.3": Question(
        asks=(
            "From 0 plain descent rolls into the lower valley, at 1.434, and stays there. "
            "With m = 0.9 the ball from 0 …"
        ),
        options=(
            "rests in the lower valley, sooner than without",
            "rests in the lower valley, but later than without",
            "rests in the higher valley",
            "rolls to and fro between the two for ever",
        ),
        happened="rests in the higher valley",
        because=(
            "It comes down with so much speed that it flies over the lower valley and the hill "
            "behind it, and is slow enough to stop only at 3.045, where the loss is higher."
        ),
        replies={
            "rests in the lower valley, sooner than without": "That would be so if there were "
            "only one valley, and not too much momentum.",
            "rests in the lower valley, but later than without": "It would swing there if it were "
            "slow enough to be held back by the hill. It is not.",
            "rolls to and fro between the two for ever": "With m below 1 each step loses speed, "
            "so it ends up in one of them.",
        },
    ),
    "P8.4": Question(
        asks=(
            "Plain descent, momentum, Nesterov, AdaGrad, RMSProp, Adam, Newton and BFGS run down "
            "the bowl of the faces at η = 0.2. Counted in gradients, Adam …"
        ),
        options=(
            "arrives before all others",
            "arrives after Newton and BFGS alone",
            "arrives after momentum, but before plain descent",
            "arrives after plain descent",
        ),
        happened="arrives after momentum, but before plain descent",
        because=(
            "Adam arrives after 135 gradients, momentum after 120 and plain descent after 171. "
            "On a bowl, with an η that suits plain descent, dividing by the gradient's size gains "
            "little; Adam's strength is that it stands almost any η."
        ),
        replies={
            "arrives before all others": "It is the most used of them. But it has no second "
            "derivatives, and on a bowl those jump to the bottom.",
            "arrives after Newton and BFGS alone": "Nesterov (26) and momentum (120) are ahead "
            "here: η is one that suits them.",
            "arrives after plain descent": "Close: its first steps are all of size η, and it must "
            "calm down at the end. It gets there 36 gradients sooner.",
        },
    ),
    "P9.1": Question(
        asks=(
            "We subtract 3 from the squared loss, so that it becomes negative near its lowest "
            "place. From −10, with η = 0.5, gradient descent then …"
        ),
        options=(
            "takes the same path to the same place",
            "takes the same path, but stops where the loss is 0",
            "takes longer steps and arrives sooner",
            "goes on beyond the lowest place, and does not come to rest",
        ),
        happened="takes the same path to the same place",
        because=(
            "The slope of a constant is 0, and a step is made of slopes alone. Both balls take the "
            "same 40 steps to θ = 1, to the last digit. One of them reads −3 there, the other 0."
        ),
        replies={
            "takes the same path, but stops where the loss is 0": "Zero is a special height to us. "
            "Descent never asks how high it is.",
            "takes longer steps and arrives sooner": "There is more height to lose in name only: "
            "the land is as steep as before.",
            "goes on beyond the lowest place, and does not come to rest": "The lowest place is "
            "still the lowest. It only carries another number.",
        },
    ),
    "P9.2": Question(
        asks="At θ = −10 the slope of cross entropy, compared with that of squared of σ, …",
        options=(
            "is about the same",
            "is about 10 times as large",
            "is about 500 times as large",
            "is more than 10,000 times as large",
        ),
        happened="is more than 10,000 times as large",
        because=(
            "It is 0.99995, and that of squared of σ is 0.000045. Far to the left σ itself is "
            "almost level, and the square of what is missing to 1 inherits that. The logarithm "
            "makes up for it: each step to the left costs one more."
        ),
        replies={
            "is about the same": "Both fall all the way, so both have a slope. But one of them "
            "has almost nothing to lose there.",
            "is about 10 times as large": "So a parabola's slopes would compare, between −10 "
            "and −1. σ shrinks by the factor 2.7 with each unit.",
            "is about 500 times as large": "The direction is right. But σ shrinks by the factor "
            "2.7 with each unit, and there are ten of them.",
        },
    ),
    "P9.3": Question(
        asks="With 40 typed for 4.0, the line, judged with the true scores, …",
        options=(
            "makes fewer than 3 mistakes",
            "still makes 3 mistakes",
            "makes 4 or 5 mistakes",
            "makes more than 5 mistakes",
        ),
        happened="makes more than 5 mistakes",
        because=(
            "It makes 9. The typed face is so far on the right side that its estimate is far too "
            "large, and the squared loss counts that as an error. The line lies down for it. The "
            "sigmoid, with cross entropy, keeps its 2 mistakes."
        ),
        replies={
            "makes fewer than 3 mistakes": "A little typo does that, by accident. This one is "
            "larger.",
            "still makes 3 mistakes": "So it would be if the loss asked who is on the right side. "
            "It asks how far the estimate is from the label.",
            "makes 4 or 5 mistakes": "One face in forty, but squared: its error outweighs all the "
            "others together.",
        },
    ),
    "P9.4": Question(
        asks=(
            "Slide 36 ends a formula for the slope of the weight wᵢ with … (1 − σ(x)) xᵢ. This xᵢ …"
        ),
        options=(
            "is one example, the i-th",
            "is one number of one example",
            "is the label of the i-th example",
            "is one number for all examples together",
        ),
        happened="is one number of one example",
        because=(
            "Here i counts the dimensions, which slide 20 calls d: the number xᵢ is what the "
            "weight wᵢ multiplies. In bold, 𝐱ᵢ would be a whole example."
        ),
        replies={
            "is one example, the i-th": "On slide 20 it is, and there it is bold. The i of wᵢ "
            "says otherwise here: weights belong to dimensions.",
            "is the label of the i-th example": "Labels are called y, on all slides.",
            "is one number for all examples together": "The formula is for a single example; a "
            "mean over all comes later.",
        },
    ),
    "P10.1": Question(
        asks="You move the line a little, still inside the gap. The 0-1 loss …",
        options=(
            "grows a little, whichever way you move it",
            "grows a little one way, and falls the other",
            "stays exactly as it is",
            "jumps as soon as you move it",
        ),
        happened="stays exactly as it is",
        because=(
            "Within the gap no face changes sides, so no answer changes, and the loss is made of "
            "answers alone. It stays at 0 until the line touches a face. There it jumps by 1/6, "
            "twice one mistake in twelve."
        ),
        replies={
            "grows a little, whichever way you move it": "A loss that likes wide margins would do "
            "that. This one does not see how near a face is to the line.",
            "grows a little one way, and falls the other": "That is what a slope would do. With no "
            "mistakes at all there is nothing to fall to.",
            "jumps as soon as you move it": "It does jump, but only where the line meets a face.",
        },
    ),
    "P10.2": Question(
        asks="At a = 40 the curve is all but the staircase itself. After 300 steps the ball …",
        options=(
            "has 4 faces wrong, as at a = 6",
            "has 5 faces wrong, in a valley further to the right",
            "has 6 to 11 faces wrong, on its way down",
            "still has 12 faces wrong",
        ),
        happened="still has 12 faces wrong",
        because=(
            "A staircase is level between its steps. At θ = 0 the curve for a = 40 has a slope of "
            "0.00000003, and the ball stays where it is. What is nearest to the count of "
            "mistakes is worst to walk on."
        ),
        replies={
            "has 4 faces wrong, as at a = 6": "The valley is there, and deeper than at a = 6. But "
            "no slope leads to it from here.",
            "has 5 faces wrong, in a valley further to the right": "There is such a valley. To get "
            "there the ball would have to move first.",
            "has 6 to 11 faces wrong, on its way down": "It would be on its way if the curve fell "
            "where the ball stands. It falls only close to a face.",
        },
    ),
    "P10.3": Question(
        asks=(
            "Now b = 0.1: nine tenths of the step are left. The descent starts with 6 faces wrong. "
            "After 40 steps it …"
        ),
        options=(
            "is on the same terrace, with 6 wrong",
            "is at the next border, with 4 or 5 wrong",
            "is half of the way down, with 2 or 3 wrong",
            "is further down, with 0 or 1 wrong",
        ),
        happened="is further down, with 0 or 1 wrong",
        because=(
            "It has 1 wrong. Each terrace is tilted now, and the descent follows the tilt across "
            "one border after the other. The jumps at the borders are still there, but the "
            "gradient does not feel them."
        ),
        replies={
            "is on the same terrace, with 6 wrong": "So it is at b = 0. The least bit of line "
            "tilts every terrace.",
            "is at the next border, with 4 or 5 wrong": "A jump can only stop a descent that "
            "sees it coming. The gradient sees the tilt alone.",
            "is half of the way down, with 2 or 3 wrong": "It is slow, as the tilt is small. "
            "But 40 steps are enough to get further.",
        },
    ),
    "P10.4": Question(
        asks="At the bottom of the bowl, b = 1, the line among the twelve faces …",
        options=(
            "makes no mistake",
            "makes 1 mistake",
            "makes 2 to 4 mistakes",
            "makes 5 or 6 mistakes",
        ),
        happened="makes 1 mistake",
        because=(
            "The bowl's lowest place wants all answers near ±1, also those that are right already. "
            "It gives up one face for that, although lines with no mistake lie close by."
        ),
        replies={
            "makes no mistake": "That was to be hoped, as such lines exist. But this loss asks how "
            "near the answers are to ±1, not how many are right.",
            "makes 2 to 4 mistakes": "In the right direction: the bottom need not have the fewest. "
            "It is a better stand-in than that here.",
            "makes 5 or 6 mistakes": "That is where the descent began. It does get better.",
        },
    ),
    "P11.1": Question(
        asks="w₁ stays at 1. As w₀ goes from −4 to 4, the loss …",
        options=("falls", "rises", "draws a V", "draws a parabola", "climbs like stairs"),
        happened="draws a parabola",
        because=(
            "w₀ raises all estimates alike, so each face's loss is a parabola in w₀, and so is "
            "their mean. It falls from 2.19 to 0.18 near w₀ = −2 and climbs to 18.16; "
            "half a parabola would have looked like “falls” or “rises”."
        ),
        replies={
            "falls": "It does at first, as long as the line lies too low for most faces.",
            "rises": "It does beyond w₀ = −2, where the line lies too high for most faces.",
            "draws a V": "That is what distances that are not squared add up to, for one face. "
            "Squares round the corner off.",
            "climbs like stairs": "The number of wrong faces goes in stairs. The loss measures how "
            "far off the line is, and that changes with every touch.",
        },
    ),
    "P11.2": Question(
        asks=(
            "Double both weights of the best line: the threshold stays, and 37 of 40 faces are "
            "right as before. The loss, 0.1523 so far, …"
        ),
        options=(
            "falls below 0.1",
            "stays between 0.1 and 0.2",
            "rises to between 0.2 and 0.4",
            "rises above 0.4",
        ),
        happened="rises above 0.4",
        because=(
            "It is 0.5, exactly what the line ŷ = 0 costs, which knows nothing. Along k·w the loss "
            "is a parabola with its lowest point at k = 1, so that k = 2 is as bad as k = 0."
        ),
        replies={
            "falls below 0.1": "The machine has become surer of 37 right answers. But the labels "
            "are ±1, and ŷ = 2 is as far from 1 as ŷ = 0.",
            "stays between 0.1 and 0.2": "The decisions stay. The loss looks at ŷ itself, and that "
            "has doubled.",
            "rises to between 0.2 and 0.4": "It rises, and by more: every estimate has doubled, "
            "those that were right too.",
        },
    ),
    "P11.3": Question(
        asks=(
            "From the line (1.5, 1.0), with η = 0.3, the loss falls at each of the 120 steps. "
            "The number of wrong faces …"
        ),
        options=(
            "never rises from one step to the next",
            "rises at some steps, and is lowest at step 120",
            "rises at some steps, and is lower on the way than at step 120",
        ),
        happened="rises at some steps, and is lower on the way than at step 120",
        because=(
            "The first step leaps to a line that gets 22 faces wrong instead of 20, at a lower "
            "loss. From step 27 on 2 are wrong; at step 43 it becomes 3, and stays so. The descent "
            "follows the loss, and the loss does not count mistakes."
        ),
        replies={
            "never rises from one step to the next": "That holds for the loss. It measures "
            "distances, and these can shrink while one more face changes sides.",
            "rises at some steps, and is lowest at step 120": "It does get lower on the whole. But "
            "the lowest loss is not at the line with the fewest mistakes.",
        },
    ),
    "P11.4": Question(
        asks="The lowest loss of B, whose line has no free threshold, …",
        options=(
            "is above that of A",
            "is below that of A, but more than 0.005 above that of C",
            "is below that of A, and less than 0.001 above that of C",
        ),
        happened="is below that of A, and less than 0.001 above that of C",
        because=(
            "A comes down to 0.1523, B and C to 0.1403. The neutral face lies half-way between the "
            "sad and the happy ones, so a line through it is almost the best line there is. That "
            "is luck, or rather the choice of the scores."
        ),
        replies={
            "is above that of A": "Without a free threshold much can be lost. Here nearly nothing "
            "is, and the brow score tells something that A does not see.",
            "is below that of A, but more than 0.005 above that of C": "The brow does help. What C "
            "could gain by moving its line away from the neutral face is next to nothing here.",
        },
    ),
    "P12.1": Question(
        asks="A face that is predicted exactly right (ŷ = y) …",
        options=("pulls hard, to keep the weights there", "pulls a little", "does not pull"),
        happened="does not pull",
        because=(
            "Its pull is (y − ŷ) times (1, mouth), and the first factor is 0. It does not defend "
            "what it has either: as soon as the others move the weights, it is no longer right, "
            "and begins to pull."
        ),
        replies={
            "pulls hard, to keep the weights there": "It would lose by any move. But a pull is a "
            "slope, and at the bottom of its own parabola the slope is 0.",
            "pulls a little": "Every face has a say, but this one has nothing to improve: a nudge "
            "changes its loss by next to nothing.",
        },
    ),
    "P12.2": Question(
        asks=(
            "The slope of the loss in w₁ is −3. You raise w₁ from 0 to 0.5, and measure how much "
            "the loss really changes. It …"
        ),
        options=(
            "falls by more than 1.6",
            "falls by 1.4 to 1.6",
            "falls by less than 1.4",
            "rises",
        ),
        happened="falls by less than 1.4",
        because=(
            "The slope promises 3 · 0.5 = 1.5, and the loss is only 0.5 high. It falls by 0.375, "
            "to 0.125: ŷ goes from 0 to 1.5, past the label, and the slope changes on the way."
        ),
        replies={
            "falls by more than 1.6": "The loss is ½ at the start and cannot be negative.",
            "falls by 1.4 to 1.6": "That is the slope times the nudge. It would be so if the loss "
            "were a straight line in w₁.",
            "rises": "ŷ does overshoot the label, from 0 to 1.5. But 1.5 is nearer to 1 than 0 is.",
        },
    ),
    "P12.3": Question(
        asks=(
            "From (0, 0), w₁ goes to the lowest place of its cut. Then the padlock changes, and w₀ "
            "goes to the lowest place of its own cut. The loss, 0.5 at first, …"
        ),
        options=(
            "is now within 0.01 of the bowl's lowest, 0.1523",
            "is lower than after w₁ alone, but more than 0.1 above 0.1523",
            "is as it was after w₁ alone",
        ),
        happened="is lower than after w₁ alone, but more than 0.1 above 0.1523",
        because=(
            "It is 0.4218 after w₁ and 0.3612 after w₀ (on the notches, 0.4235 and 0.3439). Each "
            "weight was best for the other as that stood then; now w₁ has a slope again. It takes "
            "26 rounds until the loss is within a millionth of the lowest."
        ),
        replies={
            "is now within 0.01 of the bowl's lowest, 0.1523": "Both have been at their best, but "
            "not at the same time: moving w₀ has changed what is best for w₁.",
            "is as it was after w₁ alone": "The place is the bottom of one cut and the side of the "
            "other, with a slope of its own.",
        },
    ),
    "P12.4": Question(
        asks="The walk without ½, at η = 0.1, …",
        options=(
            "takes the same steps as with ½ at η = 0.05",
            "takes the same steps as with ½ at η = 0.1",
            "takes the same steps as with ½ at η = 0.2",
            "leads to another place",
        ),
        happened="takes the same steps as with ½ at η = 0.2",
        because=(
            "Without ½ every pull is twice as long, and 0.1 times twice a pull is 0.2 times the "
            "pull: step for step the same path. The lowest place is the same as well."
        ),
        replies={
            "takes the same steps as with ½ at η = 0.05": "The factor of two is right. Which of "
            "the two has the longer pulls?",
            "takes the same steps as with ½ at η = 0.1": "Where the lowest place is does not "
            "depend on the ½. How long the pulls are does.",
            "leads to another place": "Twice a loss is lowest where the loss is.",
        },
    ),
    "P12.5": Question(
        asks=(
            "Your function forgets the 1/N and adds up the 40 faces. "
            "With η = 0.3 the descent from (1.5, 1.0) …"
        ),
        options=(
            "comes to the same place in the same steps",
            "comes to the same place in fewer steps",
            "comes to the same place in more steps",
            "runs away",
        ),
        happened="runs away",
        because=(
            "Each step is 40 times as long, as if η were 12, and the bowl tolerates 0.3365. "
            "At step 5 the run is stopped. With η = 0.3/40 = 0.0075 it walks the old path."
        ),
        replies={
            "comes to the same place in the same steps": "The direction is the same. The step is "
            "η times the length, and that is 40 times as long.",
            "comes to the same place in fewer steps": "Longer steps are faster up to a point; that "
            "point is passed long before 40 times.",
            "comes to the same place in more steps": "Overshooting a little would do that. This "
            "overshoots by more with every step.",
        },
    ),
    "P13.1": Question(
        asks=(
            "You type slide 36's expression into w ← w − η∇L and let it run from w = (0, 0) with "
            "η = 1. The loss, 0.125 at first, …"
        ),
        options=(
            "is below 0.1 after 50 steps",
            "is between 0.1 and 0.12 after 50 steps",
            "is between 0.12 and 0.13 after 50 steps",
            "is above 0.13 after 50 steps",
        ),
        happened="is above 0.13 after 50 steps",
        because=(
            "It is 0.257. The derivative of ½(y − ŷ)² by ŷ is ŷ − y, so what is printed is minus "
            "the gradient, and the loop walks uphill. The gradient itself leads to 0.064. Nothing "
            "crashes; only the loss tells."
        ),
        replies={
            "is below 0.1 after 50 steps": "With the gradient it is, at 0.064. Compare the printed "
            "first factor with the one that you derived in section 12.",
            "is between 0.1 and 0.12 after 50 steps": "The factor σ(1 − σ) ≤ ¼ does make steps "
            "short. But look at the sign of the first factor.",
            "is between 0.12 and 0.13 after 50 steps": "The slopes are small, but not so small "
            "that nothing moves at η = 1. Which way does it move?",
        },
    ),
    "P13.2": Question(
        asks=(
            "You make the sigmoid unit a thousand times as steep: w = 1000 · (−2, 1). The gradient "
            "of its loss …"
        ),
        options=(
            "becomes about a thousand times as long",
            "becomes longer, by less than a factor of 100",
            "becomes shorter, by less than a factor of 1000",
            "becomes practically 0",
        ),
        happened="becomes practically 0",
        because=(
            "Its length was 0.038 and is 10⁻¹⁰. The curve is steep at one place only, and no face "
            "stands so near to it: for all forty the unit is sure, and σ is level. It has become "
            "the step."
        ),
        replies={
            "becomes about a thousand times as long": "The curve is that much steeper at the "
            "threshold. What counts is how steep it is where the faces stand.",
            "becomes longer, by less than a factor of 100": "That would need faces in the "
            "narrow steep part. The nearest stands 0.02 away from the threshold.",
            "becomes shorter, by less than a factor of 1000": "Shorter it is. But σ becomes "
            "level exponentially fast, so that hardly anything is left.",
        },
    ),
    "P13.3": Question(
        asks=(
            "The sad faces keep the label −1. As you make the sigmoid ever steeper, with the best "
            "threshold each time, its loss …"
        ),
        options=(
            "falls towards 0",
            "falls towards a value above ¼",
            "falls, and rises again beyond some steepness",
            "rises from the beginning",
        ),
        happened="falls towards a value above ¼",
        because=(
            "It creeps down to 0.3000 and has no lowest place. A sad face costs more than ½ "
            "however near to 0 its estimate is, and half of the faces are sad: that makes ¼. "
            "Two faces on the wrong side cost the other 0.05."
        ),
        replies={
            "falls towards 0": "The happy faces can get there. An estimate of a sad one is above "
            "0, and its label is −1.",
            "falls, and rises again beyond some steepness": "With the labels 0 and 1 it does. Here "
            "the sad faces want ŷ as near to 0 as possible, and steeper is always nearer.",
            "rises from the beginning": "Steeper means nearer to 0 for sad faces and nearer to 1 "
            "for happy ones: both are closer to their labels.",
        },
    ),
    "P13.4": Question(
        asks=(
            "A happy face (y = 1) at z = 0 has the squared loss's slope ∂L/∂z = −0.125. At z = −10 "
            "the unit is wrong and sure. The size of the slope there …"
        ),
        options=(
            "is above 0.25",
            "is between 0.1 and 0.25",
            "is between 0.01 and 0.1",
            "is below 0.01",
        ),
        happened="is below 0.01",
        because=(
            "It is 0.000045. The error has doubled, from ½ to 1, but the slope of σ has fallen "
            "from ¼ to 0.000045. The worse the unit is off, the less the face can pull."
        ),
        replies={
            "is above 0.25": "That is what one would wish for. The error is multiplied by the "
            "slope of σ, which is never above ¼.",
            "is between 0.1 and 0.25": "The error has doubled, and that alone would give 0.25. But "
            "σ is level at z = −10.",
            "is between 0.01 and 0.1": "The slope of σ does fall. It falls like e⁻¹⁰, and that is "
            "less than a ten-thousandth.",
        },
    ),
    "P14.1": Question(
        asks=(
            "No line can split the 48 faces, and a 2-2-1 network can. From 200 random starts with "
            "η = 4, descent within 3000 steps …"
        ),
        options=(
            "solves fewer than 20",
            "solves 20 to 99",
            "solves 100 to 179",
            "solves 180 or more",
        ),
        happened="solves 100 to 179",
        because=(
            "It solves 142, the fastest at step 122, the slowest at step 1910. The other 58 have "
            "sent their weights off towards infinity, where corners share one answer. With three "
            "hidden units it solves 196, with four all 200."
        ),
        replies={
            "solves fewer than 20": "Nine weights and no target for the hidden units: it looks "
            "hopeless. But the slopes lead most starts there.",
            "solves 20 to 99": "Many do fail. Still, more than two in three arrive.",
            "solves 180 or more": "That it can be solved does not say that descent solves it. "
            "With one hidden unit more you would be right.",
        },
    ),
    "P14.2": Question(
        asks="The output's δ has the wrong sign. The δ of a hidden unit …",
        options=(
            "cancels it: minus times minus",
            "has the wrong sign, too",
            "is right, as it uses the slope of σ",
            "has the wrong sign only if its weight is negative",
        ),
        happened="has the wrong sign, too",
        because=(
            "A hidden δ is the output's δ times a weight and a slope, and no second minus comes "
            "in anywhere. Turn one round and all are turned round, every slope with them: the "
            "step that should go down goes up in all nine weights."
        ),
        replies={
            "cancels it: minus times minus": "Where would the second minus come from? A weight "
            "and a slope are what they were.",
            "is right, as it uses the slope of σ": "It uses that, and the output's δ besides: "
            "what is wrong there is handed on.",
            "has the wrong sign only if its weight is negative": "A negative weight turns the "
            "sign of the right δ, too. Right or wrong, they differ in sign.",
        },
    ),
    "P14.3": Question(
        asks=(
            "v₁ leads from h₁ to ŷ. You set it to 0. For one example, with ŷ not yet right, the "
            "slope of the loss …"
        ),
        options=(
            "is 0 for v₁ alone",
            "is 0 for the weights into h₁ alone",
            "is 0 for v₁ and the weights into h₁",
            "is 0 for none of the nine weights",
        ),
        happened="is 0 for the weights into h₁ alone",
        because=(
            "Nobody listens to h₁ now: whatever its weights do, ŷ stays, so their slopes are 0. "
            "But v₁ itself matters, as h₁ is not 0: its slope is −0.0971, and the next step makes "
            "the network listen again."
        ),
        replies={
            "is 0 for v₁ alone": "A weight of 0 may well have a slope: turn it a little, and ŷ "
            "changes.",
            "is 0 for v₁ and the weights into h₁": "Half right. But turn v₁ a little away from 0: "
            "then h₁ enters ŷ, and the loss changes.",
            "is 0 for none of the nine weights": "Turn a weight into h₁: h₁ changes, and is then "
            "multiplied by 0.",
        },
    ),
    "P14.4": Question(
        asks=(
            "Ten sigmoid units in a row, joined by weights of 1, each with its score where σ is "
            "steepest. What arrives at the first of them, of an error of 1 behind the last, …"
        ),
        options=(
            "is more than 0.1",
            "is 0.1 to 0.001",
            "is 0.001 to 0.00001",
            "is less than 0.00001",
        ),
        happened="is less than 0.00001",
        because=(
            "Each unit multiplies by its slope, and ¼ is the best it has: 0.25 ten times over is "
            "9.5·10⁻⁷, one part in a million."
        ),
        replies={
            "is more than 0.1": "That would take slopes of about 0.8. σ has ¼ at best.",
            "is 0.1 to 0.001": "That would take slopes of ½ or more. σ has ¼ at best.",
            "is 0.001 to 0.00001": "That is where it is after five to eight units.",
        },
    ),
    "P14.5": Question(
        asks=(
            "A backprop forgets the factor σ′(z) at the output, and nothing else. For one "
            "example, what it says about the slopes …"
        ),
        options=(
            "is wrong for the three weights of the output alone",
            "is wrong for the six weights of the hidden units alone",
            "is wrong for all nine, by the same factor",
            "is wrong for all nine, by different factors",
        ),
        happened="is wrong for all nine, by the same factor",
        because=(
            "The output's δ is too large by 1/σ′(z), and every other δ and slope is made from it "
            "by multiplication. In case 3, example 1, all nine are 4.745 times too large."
        ),
        replies={
            "is wrong for the three weights of the output alone": "They are wrong. But the hidden "
            "δ are made from the output's.",
            "is wrong for the six weights of the hidden units alone": "That is what a σ′ "
            "forgotten at the hidden units does, as in case 2.",
            "is wrong for all nine, by different factors": "Only one number is forgotten here. "
            "Another factor for each row would be the σ′ of the hidden units.",
        },
    ),
    "P15.1": Question(
        asks="A stack of ten layers, all with f(z) = z, has one input x. Over x, its output …",
        options=(
            "is a straight line",
            "is a line with up to nine corners",
            "is a polynomial of degree ten",
            "is almost any curve",
        ),
        happened="is a straight line",
        because=(
            "A weighted sum of weighted sums is a weighted sum: the ten matrices multiply to one. "
            "Depth without a bend buys nothing."
        ),
        replies={
            "is a line with up to nine corners": "Where would a corner come from? Each layer adds "
            "up straight lines.",
            "is a polynomial of degree ten": "The weights of the layers multiply, so the slope is "
            "a product of ten numbers. But x is never multiplied by x.",
            "is almost any curve": "That is what ten layers with a bend in each can do.",
        },
    ),
    "P15.2": Question(
        asks=(
            "A ReLU starts where its score is below 0 for all forty faces. A happy face wants 1 "
            "and gets 0. After 5000 steps of descent with η = 0.1 the unit …"
        ),
        options=(
            "answers about as well as a line does",
            "answers well for the happiest faces alone",
            "has moved, but not far enough",
            "is where it was",
        ),
        happened="is where it was",
        because=(
            "On every face the slope is 0, and each face's error is multiplied by it. The "
            "gradient is exactly (0, 0), so the next step changes nothing, nor does any step "
            "after it."
        ),
        replies={
            "answers about as well as a line does": "The error is large, but it has to pass the "
            "slope of the unit to reach the weights.",
            "answers well for the happiest faces alone": "They come nearest to the corner. But "
            "near is not beyond: their slope is 0, too.",
            "has moved, but not far enough": "That would be a small slope. This one is 0.",
        },
    ),
    "P15.3": Question(
        asks=(
            "Hidden units with the step as their activation, and a squared loss. Descent on this "
            "network …"
        ),
        options=(
            "moves all of its weights",
            "moves the weights of the hidden units alone",
            "moves the weights of the output alone",
            "moves none of its weights",
        ),
        happened="moves the weights of the output alone",
        because=(
            "The output's weights have slopes like those of any linear unit. But on its way to "
            "the hidden units the error is multiplied by the slope of the step, which is 0: their "
            "lines stay where the dice have put them."
        ),
        replies={
            "moves all of its weights": "The step has a slope, but it is 0 nearly everywhere: no "
            "error passes.",
            "moves the weights of the hidden units alone": "The other way round: the error "
            "reaches the output first.",
            "moves none of its weights": "That is what the 0-1 loss does, where no error starts "
            "at all.",
        },
    ),
    "P15.4": Question(
        asks=(
            "Four hinges are to paint a curve, and descent moves all their weights. All four "
            "corners start at the right end, beyond the samples. After 200 steps the painting "
            "over the samples …"
        ),
        options=(
            "is a level line",
            "is a slope without a corner",
            "has one corner, from the nearest hinge",
            "follows the curve",
        ),
        happened="is a level line",
        because=(
            "Left of its corner a hinge is flat, so on all samples each of the four has the slope "
            "0: all are dead. The level c has a slope of its own, and it is all that learns."
        ),
        replies={
            "is a slope without a corner": "For that some hinge would have to be on for all the "
            "samples. They are all off.",
            "has one corner, from the nearest hinge": "It is near, but it is off for all samples: "
            "no error comes to it.",
            "follows the curve": "It could. But no error tells the hinges where to go.",
        },
    ),
    "P16.1": Question(
        asks=(
            "Let the second score fall from 5 to −5, step by step, while the others stay at −5, 0 "
            "and 0. The share that |a|/Σ|a| gives the second class …"
        ),
        options=(
            "falls all the way",
            "falls, then stays the same",
            "falls, then rises again",
            "stays the same all the way",
        ),
        happened="falls, then rises again",
        because=(
            "It falls from 0.5 to 0 as the score comes down to 0, and is back at 0.5 at −5: "
            "without its sign −5 is as large as 5. Softmax goes from 0.987 down to 0.003."
        ),
        replies={
            "falls all the way": "That is what a share should do while its score falls, and what "
            "softmax does. But a sign is lost here.",
            "falls, then stays the same": "It would if what is below 0 counted as 0. But a "
            "negative score counts with its size.",
            "stays the same all the way": "At both ends it is the same. On the way the size of the "
            "score is smaller.",
        },
    ),
    "P16.2": Question(
        asks="Four scores are 1, 2, 3 and 0. Add 1000 to each. On paper, their softmax …",
        options=(
            "comes closer to a quarter for each class",
            "gives even more to the third class",
            "stays exactly the same",
            "has no value",
        ),
        happened="stays exactly the same",
        because=(
            "All powers are multiplied by the same factor, which cancels. It is 0.087, 0.237, "
            "0.644 and 0.032 before and after; only a computer that takes the formula as printed "
            "stumbles."
        ),
        replies={
            "comes closer to a quarter for each class": "The scores do come closer to each other "
            "in proportion. But softmax looks at their differences.",
            "gives even more to the third class": "The powers get very large, and so do their "
            "differences. But their ratios stay what they were.",
            "has no value": "On a computer that is what the formula as printed comes to. On paper "
            "the large powers cancel.",
        },
    ),
    "P16.3": Question(
        asks="All scores are doubled, to 2, 4 and 6. The share of the third class …",
        options=(
            "falls below 0.6",
            "stays between 0.6 and 0.7",
            "rises to between 0.7 and 0.8",
            "rises above 0.8",
        ),
        happened="rises above 0.8",
        because=(
            "It is 0.867. Doubling the scores doubles their differences, and so squares the ratio "
            "of any two shares: 2.718 times the second becomes 7.389 times."
        ),
        replies={
            "falls below 0.6": "The other scores are doubled, too, but the lead of the third one "
            "grows with them.",
            "stays between 0.6 and 0.7": "The scores keep their proportions. Softmax looks at "
            "their differences, and these are doubled.",
            "rises to between 0.7 and 0.8": "The direction is right; an exponential makes more of "
            "it.",
        },
    ),
    "P16.4": Question(
        asks=(
            "Three outcomes get a number each. One of these lists is a probability distribution. "
            "It …"
        ),
        options=(
            "is (0.3, 0.3, 0.3)",
            "is (0.7, 0.7, −0.4)",
            "is (0, 1, 0)",
            "is (0.2, 1.1, 0.7)",
        ),
        happened="is (0, 1, 0)",
        because=(
            "None of its numbers is negative, and they sum to 1. That the second outcome is "
            "certain does not matter: certainty is a distribution, too."
        ),
        replies={
            "is (0.3, 0.3, 0.3)": "All alike is a fine idea, but they sum to 0.9.",
            "is (0.7, 0.7, −0.4)": "They do sum to 1. But nothing happens less often than never.",
            "is (0.2, 1.1, 0.7)": "None is negative, but they sum to 2. Divided by 2 it would be "
            "one.",
        },
    ),
    "P17.1": Question(
        asks=(
            "Q is uniform over 4 outcomes: each has probability ¼. When you change P, the cross "
            "entropy H(P,Q) …"
        ),
        options=(
            "rises the more P differs from Q",
            "falls the more P differs from Q",
            "rises or falls, depending on what P prefers",
            "stays the same",
        ),
        happened="stays the same",
        because=(
            "Every outcome surprises Q alike, with −ln ¼ = 1.386, so that it does not matter how "
            "often each of them happens: the mean is 1.386 for every P."
        ),
        replies={
            "rises the more P differs from Q": "A number that says how far Q is from P should do "
            "that. This one also contains the surprise that P has for itself, and that falls.",
            "falls the more P differs from Q": "The more sure P is, the less it surprises whoever "
            "knows it. Somebody who believes in Q has no use for that.",
            "rises or falls, depending on what P prefers": "For most Q it does. But here no "
            "outcome is more of a surprise than another.",
        },
    ),
    "P17.2": Question(
        asks=(
            "P is uniform over four outcomes, and Q is (0.05, 0.85, 0.05, 0.05). The other way "
            "round, H(Q,P) is 1.386. And H(P,Q) …"
        ),
        options=(
            "is below 1.3",
            "is between 1.3 and 1.5",
            "is between 1.5 and 3",
            "is above 3",
        ),
        happened="is between 1.5 and 3",
        because=(
            "It is 2.287. Three times in four something happens that Q gave 0.05, a surprise of "
            "2.996 each time; one time in four it is hardly surprised at all."
        ),
        replies={
            "is below 1.3": "Q is rarely wrong where it is sure. But what it is sure of happens "
            "only one time in four.",
            "is between 1.3 and 1.5": "That would be so if it did not matter who happens and who "
            "believes.",
            "is above 3": "Not even an outcome that Q gave 0.05 surprises that much, and one "
            "outcome hardly surprises at all.",
        },
    ),
    "P17.3": Question(
        asks=(
            "P is (½, ¼, ⅛, ⅛). The Q with the smallest H(P,Q), the belief with the smallest mean "
            "surprise, …"
        ),
        options=(
            "is one-hot, sure of the most frequent outcome",
            "is surer than P, but not one-hot",
            "is P itself",
            "is less sure than P, to be on the safe side",
        ),
        happened="is P itself",
        because=(
            "With Q = P the mean surprise is 1.213. Every other belief costs more: one that is "
            "surer is punished by the rare outcomes, one that is less sure by the frequent ones."
        ),
        replies={
            "is one-hot, sure of the most frequent outcome": "That is the best single guess. But "
            "a belief pays for what it excludes, here without bound.",
            "is surer than P, but not one-hot": "It gains a little half of the time. What it loses "
            "at the three other outcomes is more.",
            "is less sure than P, to be on the safe side": "It is safe against the rare outcomes, "
            "and pays for that at the frequent one.",
        },
    ),
    "P17.4": Question(
        asks="Compared with “two”, “one and twenty” …",
        options=(
            "has more entropy, and is guessed less often",
            "has more entropy, and is guessed more often",
            "has less entropy, and is guessed less often",
            "has less entropy, and is guessed more often",
        ),
        happened="has more entropy, and is guessed more often",
        because=(
            "It has 1.871 nats against 0.693, and yet the best guess is right in 60 % of cases "
            "against 50 %. A single guess looks at the largest probability alone; entropy looks "
            "at all."
        ),
        replies={
            "has more entropy, and is guessed less often": "So says the slide, and it is mostly "
            "so. But the best guess has 0.6 here, and 0.5 there.",
            "has less entropy, and is guessed less often": "Both are the other way round: twenty "
            "rare outcomes spread P out, and the frequent one is easy to guess.",
            "has less entropy, and is guessed more often": "It is guessed more often. But the "
            "twenty rare outcomes surprise by 3.912 each, when one of them comes.",
        },
    ),
    "P18.1": Question(
        asks=(
            "Before any training, with all weights zero, the four moods have some loss, a mean "
            "over the faces. With sixteen moods instead of four the loss at zero weights …"
        ),
        options=(
            "would be a quarter of it",
            "would be the same",
            "would be twice as large",
            "would be four times as large",
        ),
        happened="would be twice as large",
        because=(
            "Of equal scores softmax makes equal shares, so each face costs −ln of its share, "
            "whatever its mood: ln 4 = 1.386 for four moods and ln 16 = 2.773 for sixteen. "
            "Squaring the number of classes doubles the logarithm."
        ),
        replies={
            "would be a quarter of it": "Each share is a quarter of what it was. But a smaller "
            "share of the true mood makes the loss larger.",
            "would be the same": "Zero weights know equally little of both. But to know nothing "
            "about sixteen moods leaves more open than to know nothing about four.",
            "would be four times as large": "There are four times as many moods. But the loss "
            "counts the logarithm of how many there are.",
        },
    ),
    "P18.2": Question(
        asks=(
            "Both descents start from the same weights, sure and mostly wrong, and take "
            "2,000 steps. Cross entropy then names 53 of 60 faces rightly. The squared loss …"
        ),
        options=(
            "has about as many right, only later",
            "has each mood partly right",
            "has three moods mostly right, and no face of the fourth",
            "has nearly all faces wrong, as at the start",
        ),
        happened="has three moods mostly right, and no face of the fourth",
        because=(
            "All 15 sad faces are called by other names, and four more faces. The share of sad is "
            "so small on them that the squared loss hardly pulls at it, and it goes on shrinking."
        ),
        replies={
            "has about as many right, only later": "So it is from a start that is less sure of "
            "itself. From here it passes its plateau, and still does not get there.",
            "has each mood partly right": "A loss does not share its mistakes out evenly: it "
            "learns what it is pulled to, and one mood does not pull.",
            "has nearly all faces wrong, as at the start": "At step 600 that is nearly so. But the "
            "plateau is not quite flat, and three moods get away from it.",
        },
    ),
    "P18.3": Question(
        asks=(
            "Four moods, no activation, and the squared loss: each node's score is fitted to 0 or "
            "1 by a flat plane. One mood is then named wrongly nearly always. It …"
        ),
        options=("is happy", "is sad", "is surprised", "is neutral"),
        happened="is neutral",
        because=(
            "14 of its 15 faces are named wrongly. A flat plane is highest at an edge, and neutral "
            "lies in the middle: on each side of it another mood's plane is higher."
        ),
        replies={
            "is happy": "Happy lies at one end of the bend, and a plane can rise towards it.",
            "is sad": "Sad lies at one end of the bend, and a plane can rise towards it.",
            "is surprised": "Surprised lies at the upper end of the raise, and a plane can rise "
            "towards it.",
        },
    ),
    "P18.4": Question(
        asks=(
            "Up to η = 3.59 every step lowers the loss, wherever it is taken. At η = 16, from "
            "zero weights, the loss …"
        ),
        options=(
            "falls at every step, only faster",
            "leaps about, then settles at its lowest value",
            "hops to and fro above its lowest value for ever",
            "grows without bound",
        ),
        happened="leaps about, then settles at its lowest value",
        because=(
            "It rises to 1.765 at step 3, above where it began. But the bowl is flatter near its "
            "bottom, where even 18.67 is stable, so that it settles there in the end."
        ),
        replies={
            "falls at every step, only faster": "That is certain up to 3.59 alone. The second step "
            "at η = 16 already leads up.",
            "hops to and fro above its lowest value for ever": "That is what η = 20 does: it is "
            "beyond what the bottom of the bowl bears.",
            "grows without bound": "So it would in a parabola. This bowl is not curved alike "
            "everywhere: far out it is a slope, and near the bottom flat.",
        },
    ),
}
