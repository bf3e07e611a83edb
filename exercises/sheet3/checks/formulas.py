"""Claims that are formulas: a claim is read by SymPy and compared with what SymPy derives."""

import sympy
from sympy.parsing.sympy_parser import parse_expr

from grader.authoring.verifying import Finding, among, check, fails, holds, holds_only_if
from reference import noise, softmax


def read(text, *names):
    """A formula in symbols with these names; ValueError for any other."""
    symbols = {name: sympy.Symbol(name, real=True) for name in names}
    formula = parse_expr(str(text), local_dict=symbols)
    unknown = sorted(map(str, formula.free_symbols - set(symbols.values())))
    if unknown:
        raise ValueError(f"{text!r} contains {', '.join(unknown)}; use {', '.join(names)}")
    return formula, [symbols[name] for name in names]


def compared(claimed, computed, points) -> Finding:
    """Holds where two formulas are the same; else fails, with the first point that shows it."""
    if sympy.simplify(claimed - computed) == 0:
        return holds(str(computed))
    for point in points:
        values = [sympy.simplify(formula.subs(point)) for formula in (claimed, computed)]
        if values[0] != values[1]:
            where = ", ".join(f"{symbol} = {value}" for symbol, value in point.items())
            return fails(str(computed), f"for {where}: claimed {values[0]}, but it is {values[1]}")
    raise ValueError("the formulas differ, but at none of the points that were tried")


@check
def softmax_is_a_distribution(claimed, scores) -> Finding:
    """Whether probabilities of real scores have this sum, and whether they are non-negative."""
    c = sympy.symbols(f"c_1:{scores + 1}", real=True)
    weights = [sympy.exp(score) for score in c]
    p = [weight / sum(weights) for weight in weights]
    computed = {
        "sum": int(sympy.simplify(sum(p))),
        "non_negative": all(bool(probability.is_nonnegative) for probability in p),
    }
    shown = softmax.softmax(sympy.lambdify([], sympy.Array(range(scores)))()).round(4).tolist()
    example = f"softmax of {list(range(scores))} is {shown}"
    return holds(computed, example) if claimed == computed else fails(computed, example)


@check
def derivative_of_softmax(claimed, same) -> Finding:
    """Whether dp_i/dc_j is this formula in p_i and p_j, for i = j (``same``) or for other j."""
    formula, (p_i, p_j) = read(claimed, "p_i", "p_j")
    scores = sympy.symbols("c_1:4")
    p = [sympy.exp(c) / sum(map(sympy.exp, scores)) for c in scores]
    derivatives = softmax.softmax_jacobian_symbolic(3)
    pairs = [(i, j) for i in range(3) for j in range(3) if (i == j) == same]
    computed = str(sympy.factor(derivatives[pairs[0]]))
    for i, j in pairs:
        here = formula.subs({p_i: p[i], p_j: p[j]}, simultaneous=True)
        if sympy.simplify(here - derivatives[i, j]) != 0:
            at = dict(zip(scores, (0, sympy.log(2), sympy.log(5)), strict=True))
            values = [sympy.simplify(entry.subs(at)) for entry in (here, derivatives[i, j])]
            return fails(
                computed,
                f"scores 0, log 2, log 5, i = {i + 1}, j = {j + 1}: claimed {values[0]}, "
                f"but dp_i/dc_j is {values[1]}",
            )
    return holds(computed, f"the same in all {len(pairs)} such entries of 3 scores' derivative")


@check
def mean_of_the_average(claimed) -> Finding:
    """Whether the average of independent noisy snapshots of ``pixel`` has this expectation."""
    formula, symbols = read(claimed, "pixel", "sigma", "N")
    computed = sympy.sympify(noise.denoised_mean(*symbols))
    points = [dict(zip(symbols, values, strict=True)) for values in ((1, 2, 4), (0, 1, 3))]
    return compared(formula, computed, points)


@check
def variance_of_the_average(claimed) -> Finding:
    """
    Whether the average of noisy snapshots has this variance, whatever their dependence.

    The noises of any two snapshots have the correlation ``rho``; the sum's variance is that of
    each, N times, and the covariance of each ordered pair.
    """
    formula, (sigma, n) = read(claimed, "sigma", "N")
    rho = sympy.Symbol("rho", real=True)
    computed = sympy.factor((n * sigma**2 + n * (n - 1) * rho * sigma**2) / n**2)
    difference = sympy.simplify(formula - computed)
    if difference == 0:
        return holds(str(computed))
    at = {sigma: 2, n: 4}
    roots = {sympy.simplify(root) for root in sympy.solve(difference, rho)}
    same_noise = (
        f"N = 4, sigma = 2, the same noise in all snapshots (rho = 1): claimed "
        f"{formula.subs(at)}, but it is {computed.subs({**at, rho: 1})}"
    )
    if len(roots) == 1 and not next(iter(roots)).free_symbols:
        return holds_only_if(
            f"the noises of two snapshots have the correlation {roots.pop()}",
            str(computed),
            same_noise,
        )
    independent = sympy.sympify(noise.denoised_variance(0, sigma, n))
    return fails(
        str(computed),
        f"N = 4, sigma = 2, independent noises: claimed {formula.subs(at)}, but it is "
        f"{independent.subs(at)}",
    )


@check
def gradient_of_a_weight(claimed) -> Finding:
    """
    Whether a layer z = f(x, w) + x gives its weight w this gradient of the loss.

    In ``upstream``, dL/dz, and ``inner``, df/dw: what the layer's own formula depends on.
    """
    formula, (upstream, inner) = read(claimed, "upstream", "inner")
    x, w = sympy.symbols("x w", real=True)
    f, loss = sympy.Function("f"), sympy.Function("L")
    z = sympy.Symbol("z", real=True)
    gradient = sympy.diff(loss(z), z) * sympy.diff(f(x, w) + x, w)
    computed = gradient.subs({sympy.diff(loss(z), z): upstream, sympy.diff(f(x, w), w): inner})
    finding = compared(formula, computed, [{upstream: 3, inner: 2}])
    if not finding.witness:
        return finding
    return fails(
        finding.computed, f"f(x, w) = w x at x = 2 (df/dw = 2) and dL/dz = 3: {finding.witness}"
    )


@check
def gradient_with_a_skip(claimed) -> Finding:
    """For which local derivatives a of a layer this relation holds; with a skip it is a + 1."""
    relation, (a,) = read(claimed, "a")
    if relation in (sympy.true, sympy.false):
        solution = sympy.Reals if relation == sympy.true else sympy.S.EmptySet
    else:
        solution = sympy.solveset(relation, a, sympy.Reals)
    outside = next((v for v in sorted(range(-50, 51), key=abs) if v not in solution), None)
    computed = str(solution.as_relational(a)) if solution != sympy.Reals else "for every a"
    if outside is None and solution == sympy.Reals:
        return holds(computed)
    witness = f"a = {outside}: {abs(outside + 1)} with the skip, {abs(outside)} without"
    if solution == sympy.S.EmptySet:
        return fails("for no a", witness)
    return holds_only_if(f"the local derivative a fulfils {computed}", computed, witness)


@check
def cost_of_filtering(claimed, separable) -> Finding:
    """Whether filtering costs this, counted over its loops."""
    from exercises.sheet3.likeness import same_growth
    from reference import complexity

    computed = complexity.filter_complexity(separable)
    n, k = 64, 9
    taps = 2 * k if separable else k**2
    example = f"N = {n}, K = {k}: {n**2 * taps} multiplications"
    right = "" if same_growth(claimed, computed) else f"{example}; the class is {computed}"
    return among({"": right}, computed, example)
