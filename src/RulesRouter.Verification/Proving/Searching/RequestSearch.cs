using RulesRouter.Source;
using RulesRouter.Verification.Proving.Encoding;
using RulesRouter.Verification.Proving.Results;
using RulesRouter.Verification.Proving.Solving;
using RulesRouter.Verification.Witnesses;

namespace RulesRouter.Verification.Proving.Searching;

/// <summary>Searches all requests for one that satisfies a goal: exact, within a budget, and confirmed by the evaluator.</summary>
internal sealed class RequestSearch(FactSpace space, ProofSettings settings)
{
    private readonly ProofBudget budget = settings.Budget;

    /// <param name="goal">Literals that must all be true.</param>
    /// <param name="confirm">Turns values of facts into the result, or gives the reason why they do not qualify.</param>
    /// <param name="place">Place reported when the budget is exhausted.</param>
    /// <param name="smallest">Facts to shrink towards while the evaluator confirms the result.</param>
    public RequestSearchResult<T> Find<T>(
        IReadOnlyCollection<int> goal,
        SourceSpan place,
        Func<FactAssignment,
        Confirmation<T>> confirm,
        FactAssignment? smallest = null)
        where T : class
    {
        var solver = space.Circuit.Solver;
        var thisSearch = space.Circuit.NewVariable();
        int[] assumptions = [thisSearch, .. goal];
        Obstacle? obstacle = null;
        for (var round = 0; round < budget.Rounds; round++)
        {
            var outcome = solver.Solve(assumptions, budget.Conflicts);
            if (outcome == SearchOutcome.BudgetExhausted)
            {
                return new(null, new Obstacle($"the search stopped after {budget.Conflicts} conflicts", place));
            }

            if (outcome == SearchOutcome.Unsatisfiable)
            {
                return new(null, obstacle);
            }

            if (RangeLemmas.Refine(space))
            {
                continue;
            }

            var model = new ModelReader(space, settings.At, settings.Until);
            var facts = model.ReadEach();
            var (found, reason, excluded) = confirm(facts);
            if (found is null && model.Mismatch(facts) is { } unfit)
            {
                var fitting = model.Fit(facts);
                facts = fitting ?? facts;
                (found, reason, excluded) = fitting is null
                    ? new(
                        null,
                        new Obstacle(
                            "no values of facts were found that give this condition the value that the search requires",
                            unfit.Condition.Span))
                    : confirm(fitting);
            }

            if (found is not null)
            {
                return new(smallest is null ? found : Smallest(facts, smallest, found, confirm), null);
            }

            obstacle ??= reason;

            // Sound only together with the obstacle: from here on, finding nothing proves nothing.
            space.Circuit.Require(
                [
                    -thisSearch,
                    .. space.Leaves
                    .SelectMany(leaf => new[] { leaf.Value.True, leaf.Value.False })
                    .Distinct()
                    .Select(literal => solver.IsTrue(literal) ? -literal : literal),
                ]);
            foreach (var literal in excluded)
            {
                space.Circuit.Require(-thisSearch, -literal);
            }
        }

        return new(null, obstacle ?? new Obstacle($"the search stopped after {budget.Rounds} rounds of refinement", place));
    }

    /// <summary>Removes facts one by one while the rest demonstrates the same.</summary>
    /// <param name="least">The facts of an empty request.</param>
    private static T Smallest<T>(FactAssignment facts, FactAssignment least, T found, Func<FactAssignment, Confirmation<T>> confirm)
        where T : class
    {
        foreach (var name in facts.Known.Order(StringComparer.Ordinal).ToList())
        {
            var smaller = facts.With(name, least[name]);
            if (facts[name] != least[name] && confirm(smaller).Found is { } still)
            {
                (facts, found) = (smaller, still);
            }
        }

        return found;
    }
}
