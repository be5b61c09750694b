using RulesRouter.Source;
using RulesRouter.Verification.Proving.Encoding;
using RulesRouter.Verification.Proving.Solving;
using RulesRouter.Verification.Proving.Witnesses;

namespace RulesRouter.Verification.Proving;

/// <summary>Looks for a request with given properties over all requests there can be: exact, within a budget, and never without the evaluator's word.</summary>
internal sealed class RequestSearch(FactSpace space, ProofSettings settings)
{
    private readonly ProofBudget budget = settings.Budget;

    /// <param name="goal">Literals that must all hold.</param>
    /// <param name="confirm">Turns values of facts into what was looked for, or says why they will not do.</param>
    /// <param name="place">Named where the budget runs out.</param>
    /// <param name="smallest">What was found is made as small as it can be while the evaluator still confirms it.</param>
    public Finding<T> Find<T>(IReadOnlyCollection<int> goal, SourceSpan place, Func<FactAssignment, Confirmation<T>> confirm, FactAssignment? smallest = null)
        where T : class
    {
        var solver = space.Circuit.Solver;
        var thisSearch = space.Circuit.NewVariable();
        int[] assumptions = [thisSearch, .. goal];
        Obstacle? obstacle = null;
        for (var round = 0; round < budget.Rounds; round++)
        {
            var outcome = solver.Solve(assumptions, budget.Conflicts);
            if (outcome == SearchOutcome.GaveUp)
            {
                return new(null, new Obstacle($"the search went through {budget.Conflicts} conflicts without an end", place));
            }

            if (outcome == SearchOutcome.Unsatisfiable)
            {
                return new(null, obstacle);
            }

            if (RangeLemmas.Refine(space))
            {
                continue;
            }

            var model = new ModelReader(space, settings.At);
            var facts = model.ReadEach();
            var (found, reason, excluded) = confirm(facts);
            if (found is null && model.Unfit(facts) is { } unfit)
            {
                var fitting = model.Fit(facts);
                facts = fitting ?? facts;
                (found, reason, excluded) = fitting is null
                    ? new(null, new Obstacle("values of facts that make this condition what the search needs were not found", unfit.Condition.Span))
                    : confirm(fitting);
            }

            if (found is not null)
            {
                return new(smallest is null ? found : Smallest(facts, smallest, found, confirm), null);
            }

            obstacle ??= reason;

            // Sound only together with the obstacle: from here on, finding nothing proves nothing.
            space.Circuit.Require([-thisSearch, .. space.Leaves.SelectMany(leaf => new[] { leaf.Value.True, leaf.Value.False }).Distinct().Select(literal => solver.IsTrue(literal) ? -literal : literal)]);
            foreach (var literal in excluded)
            {
                space.Circuit.Require(-thisSearch, -literal);
            }
        }

        return new(null, obstacle ?? new Obstacle($"no end after {budget.Rounds} rounds of refinement", place));
    }

    /// <summary>Takes from the facts one after another, as long as what is left shows the same.</summary>
    /// <param name="least">What a request has that says nothing.</param>
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
