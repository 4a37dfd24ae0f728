"""How fast is the trainer? Ratios against named peers, in one run, on one thread.

    python benchmarks/trainer.py [activation ...]

For each activation a Markdown table: how many times longer a peer takes for one model and one
epoch. All train on the same data, shapes, batches and float32, shuffle every epoch, and take
turns; each figure is a ratio of medians over seven turns after a warm-up. Time is CPU time of
the process, so that a busy neighbour does not count. Our side always records the loss of every
epoch; "no history" spares the peers that work. Peers that are not installed are named.
"""

from __future__ import annotations

import os

# Before the first import of NumPy and JAX, which read these once.
for _variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_variable] = "1"
os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
os.environ["JAX_PLATFORMS"] = "cpu"

import importlib.util  # noqa: E402
import sys  # noqa: E402
import time  # noqa: E402
import warnings  # noqa: E402
from collections.abc import Callable  # noqa: E402
from typing import NamedTuple  # noqa: E402

import numpy as np  # noqa: E402
from sklearn.exceptions import ConvergenceWarning  # noqa: E402
from threadpoolctl import threadpool_limits  # noqa: E402

from lessons_lib import datasets  # noqa: E402
from lessons_lib._buffers import Buffers, with_ones  # noqa: E402
from lessons_lib.activations import ACTIVATIONS  # noqa: E402
from lessons_lib.mlp import MLP  # noqa: E402
from lessons_lib.training import training  # noqa: E402

TURNS, RATE, STACK = 7, 0.05, 64
Run = Callable[[int], object]  # trains for a number of epochs


class Work(NamedTuple):
    """A network, its data, and about how long one turn of one contestant lasts."""

    name: str
    sizes: tuple[int, ...]
    X: np.ndarray
    y: np.ndarray
    batch: int
    epochs: int

    @property
    def target(self) -> np.ndarray:
        rows = self.y[:, None] if self.sizes[-1] == 1 else np.eye(self.sizes[-1])[self.y]
        return rows.astype(np.float32)


def works() -> list[Work]:
    toy, digits = datasets.moons(400), datasets.digits()
    X, D = toy.X.astype(np.float32), digits.X.astype(np.float32)
    return [
        Work("2-8-8-1, batch 32", (2, 8, 8, 1), X, toy.y, 32, 60),
        Work("64-64-10, batch 32", (64, 64, 10), D, digits.y, 32, 12),
        Work("64-256-256-10, batch 128", (64, 256, 256, 10), D, digits.y, 128, 8),
    ]


def ours(work: Work, activation: str, replicas: int) -> Run:
    loss = "logistic" if work.sizes[-1] == 1 else "softmax_cross_entropy"
    net = MLP(work.sizes, activation, loss, seeds=range(replicas), dtype=np.float32)
    options = {"batch_size": work.batch, "learning_rate": RATE}
    return lambda epochs: list(training(net, work.X, work.y, epochs=epochs, **options))


def bare_products(work: Work, activation: str, replicas: int) -> Run:
    """The matrix products of our training and nothing else."""
    net = MLP(work.sizes, activation, seeds=range(replicas), dtype=np.float32)
    X, n = with_ones(work.X), len(work.X)
    batches = [slice(start, start + work.batch) for start in range(0, n, work.batch)]
    buffers = {len(X[b]): Buffers(net, len(X[b])) for b in batches}
    # What happens to lie in new memory may be subnormal or nan, which takes other times.
    for delta in [d for b in buffers.values() for d in b.deltas]:
        delta[...] = np.random.default_rng(0).standard_normal(delta.shape)

    def step(x: np.ndarray) -> None:
        b = buffers[len(x)]
        inputs = [x.T, *b.inputs]
        for a, layer_t, z in zip(inputs, b.layers_t, b.pre_activations, strict=True):
            b.product(layer_t, a, z)
        for a, delta_t, gradient in zip(inputs, b.deltas_t, b.gradients, strict=True):
            b.product(a, delta_t, gradient)
        for layer_t, delta, below in zip(b.layers_t[1:], b.deltas[1:], b.slopes, strict=True):
            b.product(layer_t[..., :-1].swapaxes(-1, -2), delta, below)

    return lambda epochs: [step(X[b]) for _ in range(epochs) for b in batches]


def scikit_learn(work: Work, activation: str) -> Run | None:
    from sklearn.neural_network import MLPClassifier

    names = {"sigmoid": "logistic", "tanh": "tanh", "relu": "relu", "identity": "identity"}
    if activation not in names:
        return None
    options = {"solver": "sgd", "momentum": 0, "alpha": 0, "tol": 0, "n_iter_no_change": 10**9}
    options |= {"batch_size": work.batch, "learning_rate_init": RATE}
    options |= {"hidden_layer_sizes": work.sizes[1:-1], "activation": names[activation]}
    return lambda epochs: MLPClassifier(max_iter=epochs, **options).fit(work.X, work.y)


def pytorch(work: Work, activation: str, history: bool) -> Run:
    import torch
    from torch import nn

    torch.set_num_threads(1)

    class CReLU(nn.Module):
        def forward(self, z: torch.Tensor) -> torch.Tensor:
            return torch.relu(torch.cat([z, -z], -1))

    units = {"sigmoid": nn.Sigmoid, "tanh": nn.Tanh, "relu": nn.ReLU, "identity": nn.Identity}
    units |= {"leaky_relu": nn.LeakyReLU, "prelu": nn.PReLU, "rrelu": nn.RReLU, "elu": nn.ELU}
    units |= {"gelu": nn.GELU, "silu": nn.SiLU, "softplus": nn.Softplus}
    unit = {"crelu": CReLU, **units}[activation]
    widths = [work.sizes[0], *(n * (1 + (activation == "crelu")) for n in work.sizes[1:-1])]
    layers = [
        m for a, b in zip(widths, work.sizes[1:], strict=True) for m in (nn.Linear(a, b), unit())
    ]
    net = nn.Sequential(*layers[:-1])
    descent = torch.optim.SGD(net.parameters(), lr=RATE)
    loss_of = nn.BCEWithLogitsLoss() if work.sizes[-1] == 1 else nn.CrossEntropyLoss()
    X = torch.tensor(work.X)
    y = torch.tensor(work.target if work.sizes[-1] == 1 else work.y)

    def epoch() -> float:
        order = torch.randperm(len(X))
        xs, ys, total = X[order], y[order], torch.zeros(())
        for start in range(0, len(X), work.batch):
            x, t = xs[start : start + work.batch], ys[start : start + work.batch]
            descent.zero_grad()
            loss = loss_of(net(x), t)
            loss.backward()
            descent.step()
            if history:
                total += loss.detach() * len(x)
        return total.item() / len(X)

    return lambda epochs: [epoch() for _ in range(epochs)]


def jax_runs(work: Work, activation: str, history: bool) -> dict[str, tuple[Run, int]]:
    """JAX with a jitted step, with a whole epoch in one `scan`, and `vmap` of that over 64."""
    import jax
    import jax.numpy as jnp

    leaky = jax.nn.leaky_relu
    units = {
        "sigmoid": jax.nn.sigmoid,
        "tanh": jnp.tanh,
        "relu": jax.nn.relu,
        "identity": lambda z: z,
        "leaky_relu": leaky,
        "prelu": leaky,
        "rrelu": leaky,
        "crelu": lambda z: jax.nn.relu(jnp.concatenate([z, -z], -1)),
        "elu": jax.nn.elu,
        "gelu": lambda z: jax.nn.gelu(z, approximate=False),
        "silu": jax.nn.silu,
        "softplus": jax.nn.softplus,
    }
    n, k = len(work.X), len(work.X) // work.batch * work.batch
    twice = 1 + (activation == "crelu")
    widths = [work.sizes[0], *(width * twice for width in work.sizes[1:-1])]
    X, Y = jnp.array(work.X), jnp.array(work.target)

    def init(seed: int) -> list:
        keys = jax.random.split(jax.random.key(seed), len(widths))
        shapes = zip(keys, widths, work.sizes[1:], strict=True)
        layers = [
            (jax.random.normal(key, (a, b)) * np.sqrt(1 / a), jnp.zeros(b)) for key, a, b in shapes
        ]
        return [layers, [jnp.array(0.25)] * (len(widths) - 1 if activation == "prelu" else 0)]

    def loss(params: list, x: jax.Array, t: jax.Array) -> jax.Array:
        layers, slopes = params
        for i, (W, b) in enumerate(layers):
            z = x @ W + b
            x = units[activation](z, slopes[i]) if slopes[i:] else units[activation](z)
        if work.sizes[-1] == 1:
            return jnp.mean(jnp.logaddexp(0, z) - t * z)
        return -jnp.mean(jnp.sum(t * jax.nn.log_softmax(z), -1))

    def step(params: list, batch: tuple) -> tuple:
        if history:
            value, slope = jax.value_and_grad(loss)(params, *batch)
        else:
            value, slope = 0.0, jax.grad(loss)(params, *batch)
        lower = jax.tree.map(lambda p, g: p - RATE * g, params, slope)
        return lower, value * len(batch[0])

    def epoch(params: list, order: jax.Array) -> tuple:
        x, t = X[order], Y[order]
        batches = (a[:k].reshape(-1, work.batch, a.shape[1]) for a in (x, t))
        params, values = jax.lax.scan(step, params, tuple(batches))
        params, last = step(params, (x[k:], t[k:])) if k < n else (params, 0.0)
        return params, (values.sum() + last) / n

    jitted = jax.jit(step)

    def stepwise(params: list, order: np.ndarray) -> tuple:
        x, t, total = X[order], Y[order], 0.0
        for start in range(0, n, work.batch):
            batch = x[start : start + work.batch], t[start : start + work.batch]
            params, value = jitted(params, batch)
            total += value
        return params, total / n

    def run(one_epoch: Callable, params: list) -> Run:
        rng = np.random.default_rng(0)

        def epochs_of(epochs: int) -> None:
            now, values = params, []
            for _ in range(epochs):
                now, value = one_epoch(now, rng.permutation(n))
                values.append(value)
            jax.block_until_ready((now, values))

        return epochs_of

    stack = jax.vmap(init)(jnp.arange(STACK))
    return {
        "JAX, jitted step": (run(stepwise, init(0)), 1),
        "JAX, `scan`": (run(jax.jit(epoch), init(0)), 1),
        "JAX, `scan` and `vmap`": (run(jax.jit(jax.vmap(epoch, (0, None))), stack), STACK),
    }


def contestants(work: Work, activation: str, history: bool) -> dict[str, tuple[Run, int]]:
    """Each contestant, and how many models it trains at once."""
    found = {
        "ours, 1": (ours(work, activation, 1), 1),
        f"ours, {STACK}": (ours(work, activation, STACK), STACK),
        "products, 1": (bare_products(work, activation, 1), 1),
        f"products, {STACK}": (bare_products(work, activation, STACK), STACK),
    }
    if sklearn := scikit_learn(work, activation):
        found["scikit-learn"] = (sklearn, 1)
    if importlib.util.find_spec("torch"):
        found["PyTorch"] = (pytorch(work, activation, history), 1)
    if importlib.util.find_spec("jax"):
        found |= jax_runs(work, activation, history)
    return found


def milliseconds(work: Work, activation: str, history: bool) -> dict[str, float]:
    """Median time of each contestant for one model and one epoch."""
    entered = contestants(work, activation, history)
    times: dict[str, list[float]] = {name: [] for name in entered}
    for turn in range(TURNS + 1):
        for name, (run, models) in entered.items():
            epochs = max(1, work.epochs // 4) if models > 1 else work.epochs
            begun = time.process_time()
            run(epochs)
            if turn:
                times[name].append((time.process_time() - begun) / epochs / models * 1e3)
    return {name: float(np.median(t)) for name, t in times.items()}


PEERS = [
    "scikit-learn",
    "PyTorch",
    "JAX, jitted step",
    "JAX, `scan`",
    "JAX, `scan` and `vmap`",
]


def table(activation: str) -> None:
    print(f"\n### {activation}\n")
    print("| network | history | ours | ms | " + " | ".join(PEERS) + " | ours / products |")
    print("|---" * (5 + len(PEERS)) + "|")
    for work in works():
        for history in (True, False):
            ms = milliseconds(work, activation, history)
            for replicas in (1, STACK):
                mine = ms[f"ours, {replicas}"]
                cells = [f"{ms[peer] / mine:.1f}x" if peer in ms else "-" for peer in PEERS]
                bare = f"{mine / ms[f'products, {replicas}']:.2f}"
                row = [work.name, "yes" if history else "no", str(replicas), f"{mine:.3f}"]
                print("| " + " | ".join([*row, *cells, bare]) + " |", flush=True)


def main() -> None:
    warnings.simplefilter("ignore", ConvergenceWarning)
    missing = [name for name in ("torch", "jax") if not importlib.util.find_spec(name)]
    print("Times a peer takes, as multiples of ours, for one model and epoch; float32, one thread.")
    if missing:
        print(f"\nNot installed, so left out: {', '.join(missing)} (pip install -e '.[bench]').")
    with threadpool_limits(1):
        for activation in sys.argv[1:] or ACTIVATIONS:
            table(activation)


if __name__ == "__main__":
    main()
