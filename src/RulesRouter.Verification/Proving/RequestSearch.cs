using RulesRouter.Source;
using RulesRouter.Verification.Proving.Encoding;
using RulesRouter.Verification.Proving.Solving;
using RulesRouter.Verification.Proving.Witnesses;

namespace RulesRouter.Verification.Proving;

/// <summary>Looks for a request with given properties over all requests there can be: exact, within a budget, and never without the evaluator's word.</summary>
internal sealed class RequestSearch(FactSpace space, ProofBudget budget)
{
    /// <param name="goal">Literals that must all hold.</param>
    /// <param name="confirm">Turns values of facts into what was looked for, or says why they will not do.</param>
    /// <param name="place">Named where the budget runs out.</param>
    public Finding<T> Find<T>(IReadOnlyCollection<int> goal, SourceSpan place, Func<FactAssignment, Confirmation<T>> confirm)
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

            var (facts, unfit) = new ModelReader(space).Read();
            if (facts is null)
            {
                obstacle ??= new Obstacle("values of facts that would make this condition what the search needs were not found", unfit!.Condition.Span);
            }
            else
            {
                var (found, reason) = confirm(facts);
                if (found is not null)
                {
                    return new(found, null);
                }

                obstacle ??= reason;
            }

            // Sound only together with the obstacle: from here on, finding nothing proves nothing.
            space.Circuit.Require([-thisSearch, .. space.Leaves.SelectMany(leaf => new[] { leaf.Value.True, leaf.Value.False }).Distinct().Select(literal => solver.IsTrue(literal) ? -literal : literal)]);
        }

        return new(null, obstacle ?? new Obstacle($"no end after {budget.Rounds} rounds of refinement", place));
    }
}
